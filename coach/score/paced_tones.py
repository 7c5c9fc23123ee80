"""The tones that pace actions, as a level that goes up and down: breath, repetitions, passes."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from coach.score.timeline import Event, Hold, Role, Timeline

_GOES_UP: Mapping[tuple[Role, int], bool] = {
    ("in", 0): True,
    ("in", 1): True,
    ("out", 0): False,
    ("tempo", 0): False,
    ("tempo", 1): True,
    ("sweep", 0): True,
    ("sweep", 1): False,
}
"""The tones that pace an action, by role and note, and whether they go up."""


@dataclass(frozen=True, slots=True)
class PacedTone:
    """One tone that paces an action. A level goes evenly up or down from its onset to its end.

    Attributes:
        at: its onset, in frames from the start of the track.
        end: the first frame after it.
        start: the level at its onset, from 0 (breathed out, or lowered) to 1.
        stop: the level at its end.
        turn: which breath, repetition or pass it belongs to, counted from 1.
        role: what the tone is for.
        note: which note of its figure it is.
    """

    at: int
    end: int
    start: float
    stop: float
    turn: int
    role: Role
    note: int


def list_paced_tones(timeline: Timeline) -> Iterator[tuple[Hold, list[PacedTone]]]:
    """Yield every action that tones pace, with these tones."""
    events = [e for e in timeline.events if e.kind != "speech" and (e.role, e.note) in _GOES_UP]
    starts = [hold.at for hold in timeline.holds]
    for number, group in groupby(events, key=lambda event: bisect_right(starts, event.at) - 1):
        if number >= 0:
            yield timeline.holds[number], _find_levels(list(group))


def _find_levels(events: Sequence[Event]) -> list[PacedTone]:
    """Return the tones of one action; two in-breaths in a row go up in two steps."""
    tones: list[PacedTone] = []
    first = (events[0].role, events[0].note)
    turn = 0
    for number, event in enumerate(events):
        sound = (event.role, event.note)
        turn += sound == first or event.role == "sweep"
        start, stop = (0.0, 1.0) if _GOES_UP[sound] else (1.0, 0.0)
        more = events[number + 1] if number + 1 < len(events) else None
        if sound == ("in", 1) and tones:
            start = tones[-1].stop
        elif sound == ("in", 0) and more and (more.role, more.note) == ("in", 1):
            stop = event.frames / (event.frames + more.frames)
        tones.append(PacedTone(event.at, event.end, start, stop, turn, event.role, event.note))
    return tones
