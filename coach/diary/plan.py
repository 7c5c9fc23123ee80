"""The plan: what `often` asks, as events that come again and again."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from coach.diary.calendar_event import CalendarEvent
from coach.diary.routine_notes import RoutineNote
from coach.diary.schedule import choose_frequency
from coach.script.frequency import Frequency

_DAY = timedelta(days=1)
_NIGHT = time(21)
_FIRST, _LAST = time(8), time(20)
"""The first and the last time of what is done several times a day; the figures are ours."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """An event of a calendar that comes again and again, at the local time wherever one is.

    Attributes:
        uid: what a calendar knows it by: that of the same event in every plan.
        begins: when it is for the first time.
        frequency: the unit in which it comes again, ``DAILY`` or ``WEEKLY``.
        interval: how many of the units lie between.
        weekdays: the days of the week, where it is weekly.
    """

    uid: str
    begins: datetime
    frequency: str
    interval: int
    weekdays: tuple[str, ...] = ()


def plan_events(
    routine: str, often: tuple[str, ...], first: date, at: time, now: datetime
) -> tuple[PlannedEvent, ...]:
    """Plan the events of a routine; there are none where only symptoms ask for it.

    Args:
        routine: its name.
        often: how often it should be done.
        first: the day on which it is due next.
        at: the time of day of what has no time of its own.
        now: the local time; no event begins before.
    """
    frequency, _ = choose_frequency(often)
    if frequency is None:
        return ()
    clocks = tuple(_list_clocks(frequency, at))
    return tuple(
        _plan_event(make_uid(routine, number), frequency, first, clock, now)
        for number, clock in enumerate(clocks)
    )


def make_uid(routine: str, number: int) -> str:
    """Return what a calendar knows an event of a routine by."""
    digest = hashlib.sha256(f"{number} {routine}".encode()).hexdigest()
    return f"{digest[:32]}@coach"


def _list_clocks(frequency: Frequency, at: time) -> Iterator[time]:
    """Yield the times of a day: several are spread from the morning to the evening."""
    number = frequency.times_a_day
    if number == 1:
        yield _NIGHT if frequency.is_nightly else at
        return
    first, last = (60 * clock.hour + clock.minute for clock in (_FIRST, _LAST))
    for turn in range(number):
        minute = first + (last - first) * turn // (number - 1)
        yield time(*divmod(minute, 60))


def _plan_event(
    uid: str, frequency: Frequency, first: date, clock: time, now: datetime
) -> PlannedEvent:
    begins = datetime.combine(first, clock)
    if begins <= now.replace(tzinfo=None):
        begins += _DAY
    if frequency.days == 7 and 1 < frequency.least < 7:
        days = (begins.weekday() + turn * 7 // frequency.least for turn in range(frequency.least))
        weekdays = tuple(_WEEKDAYS[day] for day in sorted(day % 7 for day in days))
        return PlannedEvent(uid, begins, "WEEKLY", 1, weekdays)
    if frequency.interval % 7 == 0 and frequency.interval:
        weekday = _WEEKDAYS[begins.weekday()]
        return PlannedEvent(uid, begins, "WEEKLY", frequency.interval // 7, (weekday,))
    return PlannedEvent(uid, begins, "DAILY", max(frequency.interval, 1))


def number_events(
    note: RoutineNote, planned: Iterable[PlannedEvent], known: Mapping[str, CalendarEvent]
) -> tuple[CalendarEvent, ...]:
    """Return the events of a routine, each in the place of the one that a calendar may have."""
    return tuple(
        CalendarEvent(
            event.uid, note.name, note.title, event.begins, _count_sequence(event.uid, known)
        )
        for event in planned
    )


def cancel_events(
    known: Mapping[str, CalendarEvent], kept: Iterable[str], routines: Collection[str] | None
) -> tuple[CalendarEvent, ...]:
    """Return the events that calendars remove, of some routines or of all."""
    gone = set(known) - set(kept)
    return tuple(
        replace(event, sequence=event.sequence + 1, is_cancelled=True)
        for uid, event in sorted(known.items())
        if uid in gone and (routines is None or event.routine in routines)
    )


def _count_sequence(uid: str, known: Mapping[str, CalendarEvent]) -> int:
    return known[uid].sequence + 1 if uid in known else 0
