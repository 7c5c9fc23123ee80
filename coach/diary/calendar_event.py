"""An event that a user's calendar may have of us."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event as it was written into a calendar file last.

    Attributes:
        uid: what a calendar knows it by.
        routine: the name of its routine.
        title: its title.
        begins: when it is for the first time, in local time.
        sequence: how often it was written; a calendar takes the highest.
        is_cancelled: whether calendars remove it.
    """

    uid: str
    routine: str
    title: str
    begins: datetime
    sequence: int
    is_cancelled: bool = False
