"""The events of a track, in little room: a day has forty thousand.

Only some hundreds differ in more than place and length, whatever the length of the track.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter, eq
from typing import Any, overload

from coach.score.timeline import Event, Role

_TONES: dict[Role, int] = {"end": 0, "count": 1, "start": 2, "in": 3, "out": 3, "tempo": 4}
_OTHER_TONES = 5
_SPEECH = 6
_RANKS = 7

_Kind = tuple[Any, ...]
"""An event but for its onset and length: its other fields, in order."""

_PLACE = ("at", "frames")
"""The first fields of an event."""

_kind: Callable[[Event], _Kind] = attrgetter(
    *(field.name for field in fields(Event) if field.name not in _PLACE)
)


@dataclass(frozen=True, slots=True, eq=False)
class Events(Sequence[Event]):
    """Events in order; equal to any sequence of the same ones.

    Attributes:
        onsets: the frame each begins at.
        frames: the length of each.
        numbers: for each, which of the kinds it is.
        kinds: what there is to each event but its onset and length.
    """

    onsets: "array[int]"
    frames: "array[int]"
    numbers: "array[int]"
    kinds: tuple[_Kind, ...]

    def __len__(self) -> int:
        return len(self.onsets)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, index: int | slice) -> Event | tuple[Event, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        return Event(self.onsets[index], self.frames[index], *self.kinds[self.numbers[index]])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))


class Gathering:
    """Gathers events, sorted by frame, then kind; what is equal stays in the order it came in.

    It comes nearly in order, and so is put into its place at once, near the end.
    """

    def __init__(self) -> None:
        self._orders = array("q")
        self._frames = array("q")
        self._numbers = array("I")
        self._kinds: dict[_Kind, int] = {}

    def add(self, event: Event) -> None:
        """Take an event."""
        order = event.at * _RANKS + _rank(event)
        place = bisect_right(self._orders, order)
        self._orders.insert(place, order)
        self._frames.insert(place, event.frames)
        self._numbers.insert(place, self._kinds.setdefault(_kind(event), len(self._kinds)))

    def events(self, later: int = 0) -> Events:
        """Give what was gathered, so many frames later."""
        onsets = array("q", (order // _RANKS + later for order in self._orders))
        return Events(onsets, self._frames[:], self._numbers[:], tuple(self._kinds))


def arranged(events: Iterable[Event]) -> Events:
    """Put events in order."""
    gathering = Gathering()
    for event in events:
        gathering.add(event)
    return gathering.events()


def _rank(event: Event) -> int:
    return _SPEECH if event.kind == "speech" else _TONES.get(event.role, _OTHER_TONES)
