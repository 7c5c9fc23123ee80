"""How days are written and read."""

from datetime import date, datetime, time, timedelta


def name_day(day: date, today: date) -> str:
    """Name a day as one does today.

    >>> name_day(date(2026, 11, 27), date(2026, 11, 30))
    'Friday'
    >>> name_day(date(2026, 11, 1), date(2026, 11, 30))
    '1 Nov'
    """
    match (day - today).days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
        case days if -7 < days < 7:
            return f"{day:%A}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%b}{year}"


def read_when(text: str, now: datetime) -> datetime | None:
    """Read when something was done, in local time; None where that cannot be read.

    A day without a time is its noon; today without a time is now.

    >>> now = datetime(2026, 11, 30, 20, 0)
    >>> read_when("yesterday 7:15", now)
    datetime.datetime(2026, 11, 29, 7, 15)
    >>> read_when("2026-11-01", now)
    datetime.datetime(2026, 11, 1, 12, 0)
    """
    words = text.casefold().split()
    clock = words.pop() if words and ":" in words[-1] and "-" not in words[-1] else None
    day = " ".join(words) or "today"
    try:
        known = {"today": now.date(), "yesterday": now.date() - timedelta(days=1)}
        when = datetime.combine(known.get(day) or date.fromisoformat(day), time(12))
        if clock:
            return datetime.combine(when, time.fromisoformat(clock.rjust(5, "0")))
    except ValueError:
        return None
    return now if day == "today" else when
