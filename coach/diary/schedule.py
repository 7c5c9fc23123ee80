"""The schedule: what a routine asks of a day, by its `often` and the days on which it was done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from coach.script.frequency import Frequency, parse_frequency

Standing = Literal["due", "done", "resting", "offered", "set aside"]
"""What a day has for a routine: it is due; all of the day is done; the day is one of rest; it is
there when symptoms come; nobody has done it for a long time."""

SET_ASIDE_DAYS = 30
"""The days after which a routine that was not done is no longer asked for; one that asks to be done
more rarely is asked for until twice its time has passed."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What a routine asks of a day.

    Attributes:
        standing: whether it is due.
        done: how often it was done on that day.
        asked: how often it should be done on that day; 0 where it is not due.
        last: the last day on which it was done; None where it never was.
        next: the next day on which it is due; None where there is none.
        is_nightly: whether it belongs to the evening.
        is_on_symptoms: whether it may be done whenever symptoms come.
    """

    standing: Standing
    done: int
    asked: int
    last: date | None
    next: date | None
    is_nightly: bool = False
    is_on_symptoms: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of the periods that have passed had what was asked: ``6 of 7 days``."""

    kept: int
    asked: int
    period: Literal["days", "weeks", "times"]


def choose_frequency(often: Iterable[str]) -> tuple[Frequency | None, bool]:
    """Return the least that `often` asks for, and whether symptoms ask for the routine as well.

    >>> choose_frequency(["nightly", "when symptoms come", "2-3 per week"])
    (Frequency(least=2, most=3, days=7, is_nightly=False), True)
    """
    known = [each for each in map(parse_frequency, often) if each]
    timed = [each for each in known if not each.is_on_symptoms]
    least = min(timed, key=lambda each: each.least / each.days, default=None)
    return least, len(timed) < len(known)


def find_due(often: Iterable[str], times: Mapping[date, int], today: date) -> Due:
    """Find what a routine asks of a day.

    Args:
        often: how often it should be done, as its author wrote it.
        times: how often it was done, by day.
        today: the day.
    """
    frequency, on_symptoms = choose_frequency(often)
    past = Counter({day: number for day, number in times.items() if day <= today and number})
    last, done = max(past, default=None), past[today]
    if frequency is None:
        return Due("done" if done else "offered", done, 0, last, None, is_on_symptoms=on_symptoms)
    if last and (today - last).days > max(SET_ASIDE_DAYS, 2 * frequency.interval):
        return Due("set aside", 0, 0, last, None, frequency.is_nightly, on_symptoms)
    is_due = _is_due(frequency, past, today)
    next_day = today if is_due else _find_next(frequency, past, today)
    standing: Standing = "due" if is_due else "done" if done else "resting"
    asked = frequency.times_a_day if is_due or done else 0
    return Due(standing, done, asked, last, next_day, frequency.is_nightly, on_symptoms)


def count_kept(often: Iterable[str], times: Mapping[date, int], today: date) -> Kept | None:
    """Count the periods in which what `often` asks was done, from the first time until today.

    A period that still runs counts once it has what is asked; so does a week that began half-way.
    A day of rest that the routine asks for breaks nothing. None where nothing is asked for.
    """
    frequency, _ = choose_frequency(often)
    days = sorted(day for day, number in times.items() if number and day <= today)
    if frequency is None or not days:
        return None
    if frequency.days == 1:
        return _count_days(frequency, times, days[0], today)
    if frequency.days == 7 and frequency.least > 1:
        return _count_weeks(frequency, times, days[0], today)
    return _count_intervals(frequency.interval, days, today)


def _is_due(frequency: Frequency, past: Counter[date], today: date) -> bool:
    a_day = frequency.times_a_day
    if past[today] >= a_day:
        return False
    if frequency.days == 1 or not past:
        return True
    since = (today - max(past)).days
    window = (today - n * _DAY for n in range(frequency.days))
    in_window = sum(min(past[day], a_day) for day in window)
    return in_window < frequency.least and (since >= frequency.interval or since == 0)


def _find_next(frequency: Frequency, past: Counter[date], today: date) -> date | None:
    days = (today + n * _DAY for n in range(1, frequency.days + 1))
    return next((day for day in days if _is_due(frequency, past, day)), None)


def _count_days(frequency: Frequency, times: Mapping[date, int], first: date, today: date) -> Kept:
    span = [first + n * _DAY for n in range((today - first).days + 1)]
    kept = sum(times.get(day, 0) >= frequency.least for day in span)
    runs = times.get(today, 0) < frequency.least
    return Kept(kept, len(span) - runs, "days")


def _count_weeks(frequency: Frequency, times: Mapping[date, int], first: date, today: date) -> Kept:
    kept = asked = 0
    begins = find_monday(first)
    while begins <= today:
        done = sum(min(times.get(begins + n * _DAY, 0), frequency.times_a_day) for n in range(7))
        is_whole = begins >= first and begins + 7 * _DAY <= today
        kept += done >= frequency.least
        asked += done >= frequency.least or is_whole
        begins += 7 * _DAY
    return Kept(kept, asked, "weeks")


def _count_intervals(interval: int, days: list[date], today: date) -> Kept:
    gaps = [(later - day).days for day, later in pairwise(days)]
    missed = sum(-(-gap // interval) - 1 for gap in gaps)
    missed += max((today - days[-1]).days - 1, 0) // interval
    return Kept(len(days), len(days) + missed, "times")


def find_monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - day.weekday() * _DAY
