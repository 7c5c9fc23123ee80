"""How each text of a track is to be said: its manner comes from what it is for."""

from collections.abc import Iterator, Mapping
from typing import Literal

from coach.score.cuesheet import CueSheet, Cycles, Performance, Repetitions

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
    numbers: list[str] = []
    for visit in sheet.visits:
        for part in visit.parts:
            if part.action is None:
                continue
            for cue in part.action.cues:
                yield cue.text, "calm"
            match part.action:
                case Performance(pace=Cycles(words=words)):
                    for word in words:
                        yield word, "calm"
                case Performance(pace=Repetitions(numbers=counted)):
                    numbers += counted
                case _:
                    pass
    for number in numbers:
        yield number, "brisk"
