"""What is due, through a year of a person, against tables made by hand.

The year is fifty-two weeks from a Monday. A letter is a day: D due and done, d due and not done,
A set aside and done all the same, a set aside, o offered, and a dot a day of rest.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from diary.writing import make_action, make_head

from coach.diary.entries import DiaryEntry, count_times, find_day
from coach.diary.schedule import Due, Kept, count_kept, find_due
from coach.script.frequency import Frequency, parse_frequency

MONDAY = date(2026, 1, 5)

Person = Callable[[date], bool]
"""Whether somebody is there on a day; who is there does what is due."""

Weeks = list[tuple[int, str]]
"""So many weeks, one like the other."""


def always(_: date) -> bool:
    return True


def on_weekdays(day: date) -> bool:
    return day.weekday() < 5


def ill_for_six_weeks(day: date) -> bool:
    return not 70 <= (day - MONDAY).days < 112


def live(often: list[str], person: Person) -> tuple[str, Counter[date]]:
    times: Counter[date] = Counter()
    year = ""
    for day in (MONDAY + timedelta(days=n) for n in range(364)):
        due = find_due(often, times, day)
        letters = {"due": "d", "set aside": "a", "offered": "o", "resting": ".", "done": "?"}
        letter = letters[due.standing]
        returns = letter == "a" and person(day)
        while person(day) and (returns or find_due(often, times, day).standing == "due"):
            times[day] += 1
            letter, returns = letter.upper(), False
        year += letter
    return year, times


FORTNIGHT: Weeks = [(1, "D.D.D.D"), (1, ".D.D.D.")]
FIFTEEN_WEEKS: Weeks = [
    *((1, "D......"), (1, "......."), (1, ".D....."), (1, "......."), (1, "..D....")),
    *((1, "......."), (1, "...D..."), (1, "......."), (1, "....D.."), (1, ".......")),
    *((1, ".....D."), (1, "......."), (1, "......D"), (2, ".......")),
]
MONTHS: Weeks = [
    *((1, "D......"), (3, "......."), (1, "..D...."), (3, "......."), (1, "....D..")),
    *((3, "......."), (1, "......D"), (4, "......."), (1, ".D....."), (3, ".......")),
    *((1, "...D..."), (3, "......."), (1, ".....D."), (4, ".......")),
]
ILL_DAILY: Weeks = [
    *((10, "DDDDDDD"), (4, "ddddddd"), (1, "ddaaaaa"), (1, "aaaaaaa")),
    *((1, "ADDDDDD"), (35, "DDDDDDD")),
]
ILL_WEEKLY: Weeks = [
    *((10, "D..D..."), (3, "ddddddd"), (1, "dddddda"), (2, "aaaaaaa")),
    *((1, "A..D..."), (35, "D..D...")),
]


@pytest.mark.parametrize(
    ("often", "person", "weeks", "kept"),
    [
        (["daily"], always, [(52, "DDDDDDD")], Kept(364, 364, "days")),
        (["daily"], on_weekdays, [(52, "DDDDDdd")], Kept(260, 363, "days")),
        (["daily"], ill_for_six_weeks, ILL_DAILY, Kept(322, 364, "days")),
        (["nightly"], always, [(52, "DDDDDDD")], Kept(364, 364, "days")),
        (["several times a day"], always, [(52, "DDDDDDD")], Kept(364, 364, "days")),
        (["twice a day"], on_weekdays, [(52, "DDDDDdd")], Kept(260, 363, "days")),
        (["every 2 hours"], always, [(52, "DDDDDDD")], Kept(364, 364, "days")),
        (["every other day"], always, 26 * FORTNIGHT, Kept(182, 182, "times")),
        (["every other day"], on_weekdays, [(52, "D.D.D.d")], Kept(156, 207, "times")),
        (["2-3 per week"], always, [(52, "D..D...")], Kept(52, 52, "weeks")),
        (["2-3 per week"], on_weekdays, [(52, "D..D...")], Kept(52, 52, "weeks")),
        (["2-3 per week"], ill_for_six_weeks, ILL_WEEKLY, Kept(46, 52, "weeks")),
        (["3 times a week"], always, [(52, "D.D.D..")], Kept(52, 52, "weeks")),
        (["several times a week"], always, [(52, "D.D.D..")], Kept(52, 52, "weeks")),
        (["5-6 per week"], always, [(52, "DDDDD..")], Kept(52, 52, "weeks")),
        (["10 per week"], always, [(52, "DDDDD..")], Kept(52, 52, "weeks")),
        (["weekly"], always, [(52, "D......")], Kept(52, 52, "times")),
        (["every 2 weeks"], always, 26 * [(1, "D......"), (1, ".......")], Kept(26, 26, "times")),
        (["2 per month"], always, 4 * FIFTEEN_WEEKS, Kept(25, 25, "times")),
        (["monthly"], always, 2 * MONTHS, Kept(13, 13, "times")),
        (["when symptoms come"], always, [(52, "ooooooo")], None),
        ([], always, [(52, "ooooooo")], None),
        (["daily", "every other day"], always, 26 * FORTNIGHT, Kept(182, 182, "times")),
        (
            ["nightly", "when symptoms come", "2-3 per week"],
            always,
            [(52, "D..D...")],
            Kept(52, 52, "weeks"),
        ),
    ],
)
def test_a_year(often: list[str], person: Person, weeks: Weeks, kept: Kept | None) -> None:
    year, times = live(often, person)
    asked = "".join(letters * number for number, letters in weeks)[:364]
    assert [year[n : n + 7] for n in range(0, 364, 7)] == [
        asked[n : n + 7] for n in range(0, 364, 7)
    ]
    assert count_kept(often, times, MONDAY + timedelta(days=363)) == kept


def test_one_day_has_several_times_and_says_when_it_is_next() -> None:
    often = ["several times a day"]
    due = [find_due(often, {MONDAY: number}, MONDAY) for number in range(4)]
    tomorrow = MONDAY + timedelta(days=1)
    assert due == [
        Due("due", 0, 3, None, MONDAY),
        Due("due", 1, 3, MONDAY, MONDAY),
        Due("due", 2, 3, MONDAY, MONDAY),
        Due("done", 3, 3, MONDAY, tomorrow),
    ]
    later = find_due(["2-3 per week"], {MONDAY: 1}, tomorrow)
    assert later == Due("resting", 0, 0, MONDAY, MONDAY + timedelta(days=3))


def test_more_than_is_asked_for_gives_rest_but_never_a_debt() -> None:
    days = {MONDAY + timedelta(days=n): 1 for n in range(3)}
    wednesday = MONDAY + timedelta(days=2)
    assert find_due(["2-3 per week"], days, wednesday).next == MONDAY + timedelta(days=8)


@pytest.mark.parametrize(
    ("began", "day"),
    [
        ("2026-11-30T23:59:59+01:00", "2026-11-30"),
        ("2026-12-01T00:30:00+01:00", "2026-11-30"),  # the same evening
        ("2026-12-01T03:59:59+01:00", "2026-11-30"),
        ("2026-12-01T04:00:00+01:00", "2026-12-01"),
        # The hour that comes twice, and the one that never comes.
        ("2026-10-25T02:30:00+02:00", "2026-10-24"),
        ("2026-10-25T02:30:00+01:00", "2026-10-24"),
        ("2026-03-29T03:00:00+02:00", "2026-03-28"),
        ("2026-03-29T04:00:00+02:00", "2026-03-29"),
        # It is the day where the listener was.
        ("2026-11-30T23:00:00+09:00", "2026-11-30"),
        ("2026-11-30T05:00:00-10:00", "2026-11-30"),
    ],
)
def test_a_day_is_that_of_the_listener_and_begins_at_four(began: str, day: str) -> None:
    assert find_day(datetime.fromisoformat(began)).isoformat() == day


@pytest.mark.parametrize(
    ("held", "times"),
    [
        ([60_000], 1),
        ([30_000], 1),  # half of it
        ([29_000], 0),
        ([29_000, 20_000], 1),  # lesser parts add up
        ([29_000, 10_000, 60_000], 2),
        ([45_000, 45_000], 2),
    ],
)
def test_how_often_it_was_done(held: list[int], times: int) -> None:
    entries = [
        DiaryEntry(n, make_head(), "", False, (make_action(0, ms // 2), make_action(1, ms // 2)))  # noqa: FBT003
        for n, ms in enumerate(held)
    ]
    assert count_times(entry.share for entry in entries).total() == times


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("2\u20133 per week", Frequency(2, 3, 7)),
        ("Twice a day", Frequency(2, 2, 1)),
        ("3 times a day", Frequency(3, 3, 1)),
        ("three times a day", Frequency(3, 3, 1)),
        ("at least twice a week", Frequency(2, None, 7)),
        ("At least 3 times each week", Frequency(3, None, 7)),
        ("every evening", Frequency(1, 1, 1, is_nightly=True)),
        ("every morning", Frequency(1, 1, 1)),
        ("every 2 hours", Frequency(8, 8, 1)),
        ("every 24 hours", Frequency(1, 1, 1)),
        ("every day", Frequency(1, 1, 1)),
        ("every 3 days", Frequency(1, 1, 3)),
        ("every other week", Frequency(1, 1, 14)),
        ("several times a month", Frequency(3, None, 30)),
        ("3-2 per week", None),
        ("0 per week", None),
        ("every other hour", Frequency(8, 8, 1)),
        ("now and then", None),
        ("", None),
    ],
)
def test_how_often_in_words(text: str, frequency: Frequency | None) -> None:
    assert parse_frequency(text) == frequency
