"""The lane of speech: where somebody speaks already, and where there is room for more."""

from bisect import bisect_right
from collections.abc import Iterable

from coach.timing import SECOND

CLEAR_FRAMES = 3 * SECOND // 10
"""What a cue keeps clear of other speech, of the count-out and of the end."""

NO_ROOM = -1
"""The room of a stretch in which not even a clip of no length has a place."""


class Lane:
    """Where there is speech already, in order."""

    def __init__(self, starts: Iterable[int], ends: Iterable[int]) -> None:
        self._starts = list(starts)
        self._ends = list(ends)

    def copy(self) -> "Lane":
        """Return another lane with the same speech."""
        return Lane(self._starts, self._ends)

    def find_room(self, earliest: int, latest: int, frames: int) -> int | None:
        """Find the first place for a clip from ``earliest`` to ``latest``, clear of all speech."""
        at = earliest
        index = bisect_right(self._starts, at)
        if index:
            at = max(at, self._ends[index - 1] + CLEAR_FRAMES)
        while at <= latest:
            if index == len(self._starts) or at + frames + CLEAR_FRAMES <= self._starts[index]:
                return at
            at = max(at, self._ends[index] + CLEAR_FRAMES)
            index += 1
        return None

    def find_last(self, earliest: int, latest: int, frames: int) -> int | None:
        """Find the last place for a clip from ``earliest`` to ``latest``, clear of all speech."""
        at = latest
        for start, end in zip(reversed(self._starts), reversed(self._ends), strict=True):
            if at >= end + CLEAR_FRAMES:
                break
            if at + frames + CLEAR_FRAMES > start:
                at = start - CLEAR_FRAMES - frames
        return at if at >= earliest else None

    def measure_room(self, earliest: int, end: int) -> int:
        """Return the longest clip with a place from ``earliest`` to ``end``, or `NO_ROOM`."""
        at, room = earliest, NO_ROOM
        index = bisect_right(self._starts, at)
        if index:
            at = max(at, self._ends[index - 1] + CLEAR_FRAMES)
        while at <= end:
            if index == len(self._starts):
                return max(room, end - at)
            room = max(room, min(end, self._starts[index] - CLEAR_FRAMES) - at)
            at = max(at, self._ends[index] + CLEAR_FRAMES)
            index += 1
        return room

    def occupy(self, at: int, frames: int) -> None:
        """Put a clip in."""
        index = bisect_right(self._starts, at)
        self._starts.insert(index, at)
        self._ends.insert(index, at + frames)
