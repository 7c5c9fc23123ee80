"""What a diary comes to: week by week, and routine by routine."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.diary.entries import DiaryEntry, count_times
from coach.diary.schedule import Kept, count_kept, find_monday
from coach.sides import Side
from coach.timing import Ms

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday: what was held on each day that has come; None where nothing was."""

    monday: date
    days: tuple[Ms | None, ...]


@dataclass(frozen=True, slots=True)
class RoutineSummary:
    """What one routine comes to.

    Attributes:
        routine: its name.
        often: how often it should be done.
        kept: how well that was kept; None where nothing is asked for.
        times: how many times it was done.
        last: the last day with an entry.
        held: the time that was held in all.
        sides: what of it was held on a side.
    """

    routine: str
    often: tuple[str, ...]
    kept: Kept | None
    times: int
    last: date
    held: Ms
    sides: Mapping[Side, Ms]


def list_weeks(entries: Iterable[DiaryEntry], today: date, number: int) -> tuple[Week, ...]:
    """List the last weeks, the oldest first, without those before the first entry."""
    held: dict[date, int] = {}
    for entry in entries:
        held[entry.day] = held.get(entry.day, 0) + entry.held
    if not held:
        return ()
    first = max(find_monday(min(held)), find_monday(today) - (number - 1) * _WEEK)
    weeks = (find_monday(today) - first) // _WEEK + 1
    return tuple(_make_week(first + n * _WEEK, held, today) for n in range(weeks))


def _make_week(monday: date, held: Mapping[date, int], today: date) -> Week:
    days = (monday + timedelta(days=n) for n in range(7))
    known = (held.get(day) for day in days if day <= max(today, *held))
    return Week(monday, tuple(None if each is None else Ms(each) for each in known))


def summarize_routine(
    routine: str, often: tuple[str, ...], entries: Sequence[DiaryEntry], today: date
) -> RoutineSummary:
    """Summarize a routine that has at least one entry."""
    times = count_times(entry.share for entry in entries)
    sides: Counter[Side] = Counter()
    for entry in entries:
        for action in entry.actions:
            if action.side:
                sides[action.side] += action.held
    return RoutineSummary(
        routine,
        often,
        count_kept(often, times, today),
        times.total(),
        max(entry.day for entry in entries),
        Ms(sum(entry.held for entry in entries)),
        {side: Ms(held) for side, held in sides.items()},
    )
