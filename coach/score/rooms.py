"""Which of an action's moments have room for a cue: found without a look at each of them."""

from collections.abc import Iterator, Sequence
from itertools import islice

from coach.score.lane import NO_ROOM, Lane
from coach.score.phases import PhaseSpan


class RoomIndex:
    """The room in each of many moments: the next that has enough is found without a search.

    It is a segment tree: each node holds the most room below it. So a thousand cues at ten
    thousand breaths cost what is said of them, not a look at each breath for each cue.

    >>> rooms = RoomIndex([5, 9, 7])
    >>> rooms.find_next(0, 7), rooms.find_next(2, 7), rooms.find_last(6), rooms.find_next(0, 10)
    (1, 2, 2, None)
    """

    def __init__(self, rooms: Sequence[int]) -> None:
        self._width = 1 << max(len(rooms) - 1, 0).bit_length()
        padding = [NO_ROOM] * (self._width - len(rooms))
        self._most = [NO_ROOM] * self._width + [*rooms, *padding]
        for node in range(self._width - 1, 0, -1):
            self._most[node] = max(self._most[2 * node], self._most[2 * node + 1])

    def update_room(self, index: int, room: int) -> None:
        """Change the room of a moment."""
        node = self._width + index
        self._most[node] = room
        while node := node // 2:
            self._most[node] = max(self._most[2 * node], self._most[2 * node + 1])

    def find_next(self, first: int, frames: int) -> int | None:
        """Return the first moment from ``first`` on that has room for a clip."""
        if first >= self._width:
            return None
        node = self._width + first
        while self._most[node] < frames:
            while node & 1:  # a right child: what is to the right of its parent comes next
                node //= 2
            if not node:
                return None
            node += 1
        while node < self._width:
            node *= 2
            node += self._most[node] < frames
        return node - self._width

    def find_last(self, frames: int) -> int | None:
        """Return the last moment that has room for a clip."""
        node = 1
        if self._most[node] < frames:
            return None
        while node < self._width:
            node = 2 * node + 1
            node -= self._most[node] < frames
        return node - self._width


class CueMoments:
    """The moments at which a cue may be said each time, and the room in each.

    Others may speak in the lane meanwhile: that only takes room away, so what is remembered of a
    moment is never too little, and is looked at again before it is used.

    Args:
        lane: where there is speech already; cues are said in it.
        moments: in order.
        until: where the last clip ends at the latest.
    """

    def __init__(self, lane: Lane, moments: tuple[PhaseSpan, ...], until: int) -> None:
        self.moments = moments
        self.longest = max((moment.end - moment.at for moment in moments), default=0)
        self._lane = lane
        self._until = until
        self._rooms = RoomIndex([self._measure_room(moment) for moment in moments])

    def fit_clip(self, moment: PhaseSpan, frames: int) -> Iterator[tuple[PhaseSpan, int]]:
        """Yield a moment with the place of a clip in it, if there is one."""
        latest = min(moment.end, self._until) - frames
        at = self._lane.find_room(moment.at, latest, frames)
        if at is not None:
            yield moment, at

    def find_fitting(self, frames: int) -> Iterator[tuple[PhaseSpan, int]]:
        """Yield each moment with room for a clip, and the clip's place, which is then taken."""
        index = self._rooms.find_next(0, frames)
        while index is not None:
            yield from self.fit_clip(self.moments[index], frames)
            self._look_again(index)
            index = self._rooms.find_next(index + 1, frames)

    def choose_sparing(self, frames: int) -> list[PhaseSpan]:
        """Choose the first two moments with room for a clip, and the last one."""
        chosen = [moment for moment, _ in islice(self.find_fitting(frames), 2)]
        while (index := self._rooms.find_last(frames)) is not None:
            last = self.moments[index]
            if any(self.fit_clip(last, frames)):
                return chosen if last in chosen else [*chosen, last]
            self._look_again(index)
        return chosen

    def _look_again(self, index: int) -> None:
        self._rooms.update_room(index, self._measure_room(self.moments[index]))

    def _measure_room(self, moment: PhaseSpan) -> int:
        return self._lane.measure_room(moment.at, min(moment.end, self._until))
