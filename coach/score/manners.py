"""How each text of a track is said: its manner comes from what it is for."""

from collections.abc import Iterator, Mapping
from typing import Literal

from coach.score.cuesheet import CueSheet, Cycles, Repetitions, Silence, TimedAction

Manner = Literal["plain", "calm", "brisk"]
"""Instructions are said plainly, cues in an action calmly, the numbers of repetitions briskly."""


def find_manners(sheet: CueSheet) -> Mapping[str, Manner]:
    """Return the manner of each text that is not said plainly.

    A text has one manner: one that is an instruction somewhere is plain everywhere.
    """
    manners = dict(_find_spoken_in_actions(sheet))
    for visit in sheet.visits:
        for part in visit.parts:
            for line in part.lines:
                manners.pop(line.text, None)
    return manners


def _find_spoken_in_actions(sheet: CueSheet) -> Iterator[tuple[str, Manner]]:
    """Yield what is said during actions; numbers come last, and so go before cues."""
    actions = [part.action for visit in sheet.visits for part in visit.parts if part.action]
    for action in actions:
        for text in _find_calm_words(action):
            yield text, "calm"
    for action in actions:
        match action:
            case TimedAction(pace=Repetitions(numbers=numbers, last=last)):
                for number in (*numbers, last):
                    yield number, "brisk"
            case TimedAction(aloud=aloud, pace=pace) if aloud:
                names = pace.words.values() if isinstance(pace, Cycles) else ()
                for number in (*names, *aloud):
                    yield number, "brisk"
            case _:
                pass


def _find_calm_words(action: TimedAction | Silence) -> Iterator[str]:
    """Yield what is said during an action but for the numbers."""
    for cue in action.cues:
        yield cue.text
    if isinstance(action, TimedAction):
        for signpost in action.signposts:
            yield signpost.text
        if isinstance(action.pace, Cycles):
            yield from action.pace.words.values()
