"""How days are written and read."""

from datetime import date, datetime, time, timedelta

from coach.diary.entries import find_day

_NOON = time(12)


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

    A day without a time is its noon; today without a time is now. Today and yesterday are days of
    the diary, which begin at four in the morning.

    >>> now = datetime(2026, 11, 30, 20, 0)
    >>> read_when("yesterday 7:15", now)
    datetime.datetime(2026, 11, 29, 7, 15)
    >>> read_when("2026-11-01", now)
    datetime.datetime(2026, 11, 1, 12, 0)
    >>> late = datetime(2026, 12, 1, 1, 30)
    >>> read_when("yesterday", late), read_when("today 0:45", late)
    (datetime.datetime(2026, 11, 29, 12, 0), datetime.datetime(2026, 12, 1, 0, 45))
    """
    words = text.casefold().split()
    clock = words.pop() if words and ":" in words[-1] and "-" not in words[-1] else None
    name = " ".join(words) or "today"
    today = find_day(now)
    known = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        day = known.get(name) or date.fromisoformat(name)
        when = datetime.combine(day, time.fromisoformat(clock.rjust(5, "0")) if clock else _NOON)
    except ValueError:
        return None
    if name == "today" and not clock:
        return now
    after_midnight = when + timedelta(days=1)
    is_late = name in known and find_day(when) < day and after_midnight <= now
    return after_midnight if is_late else when
