"""The local time: the only place where a command looks at the clock."""

from datetime import datetime


def read_clock() -> datetime:
    """Return the local time, with what it differs from UTC."""
    return datetime.now().astimezone()
