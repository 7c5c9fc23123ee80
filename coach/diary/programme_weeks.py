"""The weeks of a programme over weeks: which of the alternatives ``week 1 or week 2`` is due."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from coach.diary.schedule import SET_ASIDE_DAYS
from coach.script.front_matter import FrontMatter

_WEEK = re.compile(r"(?:week|woche|semaine|semana) ([1-9][0-9]?)", re.IGNORECASE)


def find_weeks(front: FrontMatter) -> tuple[str, ...]:
    """Return the options that are the weeks of a routine, in order; none where it has no weeks."""
    for entry in front.options:
        matches = [_WEEK.fullmatch(name) for name in entry.names]
        numbers = [int(each[1]) for each in matches if each]
        if entry.is_choice and numbers == [*range(1, len(entry.names) + 1)]:
            return entry.names
    return ()


def choose_week(weeks: Sequence[str], days: Iterable[date], today: date) -> str:
    """Choose the week that is due, by the days on which the routine was done.

    A week of the programme is seven days from the first time, and one in which nothing was done
    does not count. After a long time without it, it begins anew; the last week stays.

    >>> choose_week(["week 1", "week 2"], [date(2026, 11, 20)], date(2026, 11, 27))
    'week 2'
    """
    run: list[date] = []
    for day in sorted(days, reverse=True):
        if ((run[-1] if run else today) - day).days > SET_ASIDE_DAYS:
            break
        run.append(day)
    if not run:
        return weeks[0]
    first = run[-1]
    current = (today - first).days // 7
    done = {(day - first).days // 7 for day in run} - {current}
    return weeks[min(len(done), len(weeks) - 1)]
