"""A plan as a calendar file, in the form of iCalendar (RFC 5545), which every calendar imports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from coach.diary.calendar_event import CalendarEvent
from coach.diary.plan import PlannedEvent

PRODUCT = "-//coach//plan//EN"
"""By what a file is known for a plan of coach."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event with all that a calendar shows of it.

    Attributes:
        event: the event.
        plan: when it comes again; None where it is cancelled.
        about: what is written below its title.
        minutes: how long it takes.
    """

    event: CalendarEvent
    plan: PlannedEvent | None = None
    about: str = ""
    minutes: int = 0


def write_calendar(entries: Iterable[CalendarEntry], now: datetime) -> bytes:
    """Write the events, with an alarm as each begins.

    The times are local wherever one is: eight in the evening stays so in another zone, and when the
    clocks change.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_make_event(entry, now))
    written: bytes = calendar.to_ical()
    return written


def _make_event(entry: CalendarEntry, now: datetime) -> Event:
    plan, event = entry.plan, Event()
    event.add("uid", entry.event.uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.event.sequence)
    event.add("dtstart", entry.event.begins)
    event.add("summary", entry.event.title)
    if plan is None:
        event.add("status", "CANCELLED")
        return event
    event.add("duration", timedelta(minutes=entry.minutes))
    event.add("description", entry.about)
    rule: dict[str, object] = {"freq": plan.frequency, "interval": plan.interval}
    event.add("rrule", rule | ({"byday": plan.weekdays} if plan.weekdays else {}))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.event.title)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
