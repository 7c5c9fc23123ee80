"""When a listener knows a routine so well that its short words will do."""

from collections.abc import Sequence
from datetime import date

TIMES = 3
"""How often a routine is finished before it is known."""

DAYS = 30
"""Within how many days that has to be, and after how many without it it is known no more."""


def is_familiar(finished: Sequence[date], today: date) -> bool:
    """Return whether a routine is known, by the days on which it was finished.

    >>> is_familiar([date(2026, 11, 1), date(2026, 11, 10), date(2026, 11, 20)], date(2026, 11, 30))
    True
    """
    run: list[date] = []
    for day in sorted(finished, reverse=True):
        if ((run[-1] if run else today) - day).days > DAYS:
            break
        run.append(day)
    pairs = zip(run, run[TIMES - 1 :], strict=False)
    return any((last - first).days <= DAYS for last, first in pairs)
