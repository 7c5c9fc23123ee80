"""The tones that pace an action: the breath, the tempo of repetitions, the passes of a roll."""

from collections.abc import Iterator
from typing import NamedTuple

from coach.score.breath import lay_out_beats
from coach.score.cuesheet import Cycles, Passes, Repetitions, TimedAction
from coach.score.timeline import Role
from coach.script.model import RepPhaseKind

_TEMPO_NOTES: dict[RepPhaseKind, int] = {"lower": 0, "lift": 1}


class PacingTone(NamedTuple):
    """One tone, counted from the onset of its action; ``note`` as an event has it."""

    at: int
    frames: int
    role: Role
    note: int


def lay_pacing_tones(action: TimedAction) -> Iterator[PacingTone]:
    """Yield the tones that pace an action, in order."""
    match action.pace:
        case Cycles(breath, count, _):
            phases = [phase.milliseconds for phase in breath.phases]
            inward = 0
            for beat in lay_out_beats(action.frames, phases, count):
                kind = breath.phases[beat.phase].kind
                if kind != "held":
                    inward = inward + 1 if kind == "in" else 0
                    yield PacingTone(beat.at, beat.frames, kind, max(inward - 1, 0))
        case Repetitions(tempo=tempo, numbers=numbers):
            for beat in lay_out_beats(action.frames, tempo.phases, len(numbers)):
                note = _TEMPO_NOTES.get(tempo.kinds[beat.phase])
                if beat.frames and note is not None:
                    yield PacingTone(beat.at, beat.frames, "tempo", note)
        case Passes(count):
            for beat in lay_out_beats(action.frames, [1], count):
                yield PacingTone(beat.at, beat.frames, "sweep", beat.cycle % 2)
        case None:
            pass
