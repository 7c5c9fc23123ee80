from datetime import date, timedelta

import pytest

from coach.diary.programme_weeks import choose_week, find_weeks
from support import script

TODAY = date(2026, 11, 30)
WEEKS = ("week 1", "week 2", "week 3")


@pytest.mark.parametrize(
    ("days_ago", "week"),
    [
        ([], 1),
        ([0], 1),
        ([6, 3], 1),
        ([7], 2),
        ([13, 7], 2),
        ([14, 7], 3),
        ([14], 2),  # a week in which nothing was done does not count
        ([70, 63, 56, 49, 42, 35, 28, 21, 14, 7], 3),  # the last one stays
        ([60, 53, 46], 1),  # after a month it begins anew
        ([60, 53, 7], 2),
    ],
)
def test_which_week_is_due(days_ago: list[int], week: int) -> None:
    days = [TODAY - timedelta(days=each) for each in days_ago]
    assert choose_week(WEEKS, days, TODAY) == WEEKS[week - 1]


@pytest.mark.parametrize(
    ("option", "weeks"),
    [
        ("week 1 or week 2 or week 3", WEEKS),
        ("Woche 1 or Woche 2", ("Woche 1", "Woche 2")),
        ("week 1 or week 3", ()),
        ("pad or partner", ()),
        ("week 1", ()),
    ],
)
def test_what_are_weeks(option: str, weeks: tuple[str, ...]) -> None:
    text = f"---\ntitle: Legs\noptions:\n  {option}: how far you are\n---\n## A\n- Sit.\n"
    assert find_weeks(script(text).front) == weeks
