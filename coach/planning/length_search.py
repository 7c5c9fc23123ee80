"""The search for lengths: a value for each action, so that all together take a wanted time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.planning.length_levers import LengthLever
from coach.timing import SECOND

_BUCKET = SECOND // 10
"""Sums of costs that lie this near to each other are one in the exact search."""

_MOST_WORK = 1_500_000
"""The most sums that the exact search looks at."""

Values = Mapping[LengthLever, int]


@dataclass(frozen=True, slots=True)
class Window:
    """The frames that the gaps can take more than as stated; they are at least ``least``."""

    least: int
    most: int

    def __contains__(self, frames: int) -> bool:
        return self.least <= frames <= self.most


def find_values(levers: Sequence[LengthLever], wanted: int, window: Window) -> Values | None:
    """Find values that cost some frames, as far as the gaps do not take them.

    All lie as near as they can to one common scale of the stated lengths: on whole five seconds
    and whole breaths, else on whole seconds, else in the combination that is nearest to the scale.
    """
    for is_coarse in (True, False):
        found = _follow_scale(levers, wanted, window, is_coarse=is_coarse)
        if found is not None:
            return found
    return _search_all(levers, wanted, window)


@dataclass(frozen=True, slots=True)
class _Jump:
    """A lever goes to its next value where the common scale passes a number."""

    scale: float
    number: int
    value: int
    cost: int


def _follow_scale(
    levers: Sequence[LengthLever], wanted: int, window: Window, *, is_coarse: bool
) -> Values | None:
    """Follow a common scale from the least to the most; return the best values on the way.

    Best is where no lever lags behind another, and then where the gaps change least.
    """
    room = wanted - window.least
    jumps: list[_Jump] = []
    values: list[int] = []
    total = 0
    for number, lever in enumerate(levers):
        allowed = lever.list_values(room, is_coarse=is_coarse)
        costs = list(map(lever.cost_of, allowed))
        total += costs[0]
        values.append(allowed[0])
        for (low, high), (before, after) in zip(pairwise(allowed), pairwise(costs), strict=True):
            scale = (low + high) / (2 * lever.range.stated)
            jumps.append(_Jump(scale, number, high, after - before))
    jumps.sort(key=lambda jump: (jump.scale, jump.number))
    best: tuple[bool, int, int] | None = None
    for done in range(len(jumps) + 1):
        left = wanted - total
        if left in window:
            lags = 0 < done < len(jumps) and jumps[done - 1].scale == jumps[done].scale
            best = min(best or (True, abs(left), done), (lags, abs(left), done))
        if done < len(jumps):
            total += jumps[done].cost
    if best is None:
        return None
    for jump in jumps[: best[2]]:
        values[jump.number] = jump.value
    return dict(zip(levers, values, strict=True))


@dataclass(frozen=True, slots=True)
class _Sum:
    """Values of the first levers, with their cost and their distance from the scale."""

    cost: int
    distance: float
    value: int = 0
    before: "_Sum | None" = None


def _search_all(levers: Sequence[LengthLever], wanted: int, window: Window) -> Values | None:
    """Search all combinations of values; return the one that is nearest to a common scale."""
    room = wanted - window.least
    tables = [
        [(value, lever.cost_of(value)) for value in lever.list_values(room, is_coarse=False)]
        for lever in levers
    ]
    lowest = [min(cost for _, cost in table) for table in tables]
    highest = [max(cost for _, cost in table) for table in tables]
    if not sum(lowest) + window.least <= wanted <= sum(highest) + window.most:
        return None
    scale = _find_scale(levers, wanted)
    span = sum(highest) - sum(lowest)
    bucket = max(_BUCKET, span * sum(map(len, tables)) // _MOST_WORK)
    sums: Iterable[_Sum] = (_Sum(0, 0.0),)
    for number, (lever, table) in enumerate(zip(levers, tables, strict=True)):
        least = wanted - window.most - sum(highest[number + 1 :])
        most = wanted - window.least - sum(lowest[number + 1 :])
        aim = scale * lever.range.stated
        best: dict[int, _Sum] = {}
        for before in sums:
            for value, cost in table:
                total = before.cost + cost
                if not least <= total <= most:
                    continue
                off = lever.runs * (value - aim) ** 2 / lever.range.stated
                distance = before.distance + off
                known = best.get(total // bucket)
                if known is None or distance < known.distance:
                    best[total // bucket] = _Sum(total, distance, value, before)
        sums = best.values()
    nearest = min(sums, key=lambda each: each.distance, default=None)
    return (
        None
        if nearest is None
        else dict(zip(levers, reversed(list(_walk_values(nearest))), strict=True))
    )


def _walk_values(last: _Sum) -> Iterator[int]:
    """Iterate over the values of a sum, the last first."""
    while last.before:
        yield last.value
        last = last.before


def _find_scale(levers: Sequence[LengthLever], wanted: int) -> float:
    """Return the scale at which stated lengths, kept within their ranges, cost what is wanted."""
    low, high = 0.0, 100.0
    for _ in range(40):
        scale = (low + high) / 2
        cost = 0
        for lever in levers:
            stated = lever.range.stated
            value = min(max(scale * stated, lever.range.least), lever.range.most)
            each = lever.stated.frames * lever.runs
            cost += round(each * value / stated) - each
        low, high = (scale, high) if cost < wanted else (low, scale)
    return low
