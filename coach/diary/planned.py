"""What is done of a track that is heard as it was planned."""

from collections.abc import Sequence

from coach.diary.entries import ActionRecord
from coach.score.cuesheet import CueSheet, TimedAction
from coach.timing import frames_to_ms


def plan_actions(sheet: CueSheet, routines: int) -> Sequence[Sequence[ActionRecord]]:
    """List the actions of a cue sheet as if all were done, for each of its routines."""
    records: list[list[ActionRecord]] = [[] for _ in range(routines)]
    number = 0
    for visit in sheet.visits:
        for action in (part.action for part in visit.parts):
            if isinstance(action, TimedAction):
                length = frames_to_ms(action.frames)
                about = (visit.exercise, action.name, action.kind, action.turn or visit.side)
                records[visit.routine].append(ActionRecord(number, *about, length, length))
                number += 1
    return records
