from datetime import date, timedelta

import pytest

from coach.diary.familiarity import is_familiar

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("days_ago", "knows"),
    [
        ([], False),
        ([0, 1], False),
        ([0, 0, 0], True),
        ([0, 15, 30], True),
        ([0, 15, 31], False),
        ([30, 40, 60], True),
        ([31, 32, 33], False),  # a month without it
        ([5, 36, 37, 38], False),  # a month without it, and once since
        ([5, 35, 36, 37], True),
        ([20, 45, 60, 61, 62], True),  # known since, though rare now
    ],
)
def test_who_knows_a_routine(days_ago: list[int], knows: bool) -> None:  # noqa: FBT001 (a table)
    days = [TODAY - timedelta(days=each) for each in days_ago]
    assert is_familiar(days, TODAY) is knows
