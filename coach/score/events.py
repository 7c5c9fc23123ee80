"""The events of a track, in little room: a day has forty thousand.

Only some hundreds differ in more than place and length, whatever the length of the track.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter, eq
from typing import Any, overload

from coach.score.timeline import Event, Role

_TONES: dict[Role, int] = {"end": 0, "count": 1, "start": 2, "in": 3, "out": 3, "tempo": 4}
_OTHER_TONES = 5
_SPEECH = 6
_RANKS = 7

EventFields = tuple[Any, ...]
"""An event but for its onset and length: its other fields, in order."""

_PLACE = ("at", "frames")
"""The first fields of an event."""

_kind: Callable[[Event], EventFields] = attrgetter(
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
    kinds: tuple[EventFields, ...]

    def __len__(self) -> int:
        return len(self.onsets)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, index: int | slice) -> Event | tuple[Event, ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        return Event(self.onsets[index], self.frames[index], *self.kinds[self.numbers[index]])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))


class EventListBuilder:
    """Gathers events in any order; they are sorted by frame, then kind, and else stay as they came.

    What was gathered once can be repeated, which costs next to nothing.
    """

    def __init__(self) -> None:
        self._orders = array("q")
        self._frames = array("q")
        self._numbers = array("I")
        self._kinds: dict[EventFields, int] = {}

    def __len__(self) -> int:
        return len(self._orders)

    def add_event(self, event: Event) -> None:
        """Take an event."""
        self.place_event(event.at, event.frames, _kind(event))

    def place_event(self, at: int, frames: int, kind: EventFields) -> None:
        """Take an event by its fields; without an `Event` it costs a third."""
        self._orders.append(at * _RANKS + _rank_event(kind))
        self._frames.append(frames)
        self._numbers.append(self._kinds.setdefault(kind, len(self._kinds)))

    def repeat_events(self, taken: range, later: int) -> None:
        """Take events once more, by their numbers in the order they came in, at later frames."""
        of = slice(taken.start, taken.stop)
        shift = later * _RANKS
        self._orders.extend([order + shift for order in self._orders[of]])
        self._frames.extend(self._frames[of])
        self._numbers.extend(self._numbers[of])

    def build_events(self, later: int = 0) -> Events:
        """Return what was gathered, ``later`` frames later."""
        orders = self._orders
        sequence = sorted(range(len(orders)), key=orders.__getitem__)
        onsets = array("q", [orders[index] // _RANKS + later for index in sequence])
        frames = array("q", map(self._frames.__getitem__, sequence))
        numbers = array("I", map(self._numbers.__getitem__, sequence))
        return Events(onsets, frames, numbers, tuple(self._kinds))


def sort_events(events: Iterable[Event]) -> Events:
    """Put events in order."""
    gathering = EventListBuilder()
    for event in events:
        gathering.add_event(event)
    return gathering.build_events()


def _rank_event(fields_: EventFields) -> int:
    kind, role = fields_[:2]
    return _SPEECH if kind == "speech" else _TONES.get(role, _OTHER_TONES)
