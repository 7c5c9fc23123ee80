"""Durations, ranges, breath patterns and tempos, as they are written and what they mean."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.script.model import (
    FREELY,
    Allowed,
    Breath,
    Length,
    Phase,
    PhaseKind,
    Tempo,
    TimesRange,
    Unit,
)
from coach.script.quantities import (
    Malformed,
    normalize_typing,
    read_breath,
    read_count,
    read_counted_range,
    read_duration,
    read_length,
    read_lowering,
    read_tempo,
    read_times,
)
from coach.timing import HOUR_MS as HOUR
from coach.timing import MINUTE_MS as MINUTE
from coach.timing import SECOND_MS as SECOND
from coach.timing import Ms, write_ms


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("45s", 45 * SECOND),
        ("45 s", 45 * SECOND),
        ("45S", 45 * SECOND),
        ("7.5s", 7_500),
        ("0.001s", 1),
        ("1min", MINUTE),
        ("1.5min", 90 * SECOND),
        ("1min 30s", 90 * SECOND),
        ("1min30s", 90 * SECOND),
        ("1 min  30 s", 90 * SECOND),
        ("1:30", 90 * SECOND),
        ("0:05", 5 * SECOND),
        ("90:00", 90 * MINUTE),
        ("120min", 2 * HOUR),
        ("30 seconds", 30 * SECOND),
        ("1 second", SECOND),
        ("30sec", 30 * SECOND),
        ("30 secs", 30 * SECOND),
        ("5 minutes", 5 * MINUTE),
        ("1 Minute", MINUTE),
        ("2 mins", 2 * MINUTE),
        ("1 minute 30 seconds", 90 * SECOND),
    ],
)
def test_durations(text: str, ms: int) -> None:
    assert read_duration(text, longest=Ms(2 * HOUR)) == ms


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad-duration"),
        ("s", "bad-duration"),
        ("30", "missing-unit"),
        ("7.5", "missing-unit"),
        ("0s", "zero-length"),
        ("0:00", "zero-length"),
        ("0min 0s", "zero-length"),
        ("0.000s", "zero-length"),
        ("-5s", "bad-duration"),
        ("+5s", "bad-duration"),
        ("1.2345s", "bad-duration"),
        (".5s", "bad-duration"),
        ("5.s", "bad-duration"),
        ("1,5s", "bad-duration"),
        ("nan", "bad-duration"),
        ("nans", "bad-duration"),
        ("infs", "bad-duration"),
        ("1e9s", "bad-duration"),
        ("0x10s", "bad-duration"),
        ("1_0s", "bad-duration"),
        ("٣s", "bad-duration"),
        ("\uff13s", "bad-duration"),
        ("²s", "bad-duration"),
        ("1:3", "bad-duration"),
        ("1:60", "bad-duration"),
        ("1:00:00", "bad-duration"),
        ("30s 1min", "bad-duration"),
        ("10 hours", "bad-duration"),
        ("1h", "bad-duration"),
        ("for 30s", "bad-duration"),
        ("3601s", "too-long"),
        ("60min 0.001s", "too-long"),
        ("60:01", "too-long"),
        ("999999999min", "too-long"),
        ("9" * 30 + "s", "bad-duration"),
        ("9" * 10_000 + "s", "bad-duration"),
    ],
)
def test_what_is_no_duration(text: str, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_duration(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30 seconds to 2 minutes", "30s-2min"),
        ("from 1 minute to 90 s", "1min-90s"),
        ("30 to 60 seconds", "30-60s"),
        ("1 min to 2 min", "1-2min"),
    ],
)
def test_a_range_in_words_is_answered_with_its_units(text: str, meant: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_duration(text)
    assert caught.value.help == f"Write `{meant}`."


def test_a_gap_may_be_nothing_and_an_action_an_hour() -> None:
    assert read_duration("0s", zero=True) == 0
    assert read_duration("3600s") == read_duration("60min") == read_duration("60:00") == HOUR


@given(st.integers(1, 24 * HOUR))
def test_a_duration_is_written_so_that_it_reads_the_same(milliseconds: int) -> None:
    assert read_duration(write_ms(Ms(milliseconds)), longest=Ms(24 * HOUR)) == milliseconds


def seconds(default: float, *allowed: float | None) -> Length:
    """Return a length in seconds: its default, and the least and the most that is allowed."""
    return counted("ms", *(None if n is None else round(n * SECOND) for n in (default, *allowed)))


def counted(unit: Unit, default: int | None, *allowed: int | None) -> Length:
    assert default is not None
    if not allowed:
        return Length(unit, default, None)
    least, most = allowed
    assert least is not None
    return Length(unit, default, Allowed(least, most))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30s", seconds(30)),
        ("30-90s", seconds(60, 30, 90)),
        ("30 - 90 s", seconds(60, 30, 90)),
        ("30–90s", seconds(60, 30, 90)),
        ("30s—90s", seconds(60, 30, 90)),
        ("30s-90s", seconds(60, 30, 90)),
        ("30s-2min", seconds(75, 30, 120)),
        ("1-2min", seconds(90, 60, 120)),
        ("1:00-1:30", seconds(75, 60, 90)),
        ("1min 30s-2min", seconds(105, 90, 120)),
        ("20-25s", seconds(22, 20, 25)),
        ("2.5-3.5s", seconds(3, 2.5, 3.5)),
        ("1.5-1.9s", seconds(1.5, 1.5, 1.9)),
        ("30-30s", seconds(30, 30, 30)),
        ("60s+", seconds(60, 60, None)),
        ("1min+", seconds(60, 60, None)),
        ("60s +", seconds(60, 60, None)),
        ("45s in 30-90s", seconds(45, 30, 90)),
        ("30s in 30-90s", seconds(30, 30, 90)),
        ("1:30 IN 30–90s", seconds(90, 30, 90)),
        ("45s in 30s+", seconds(45, 30, None)),
        ("4 breaths", counted("breaths", 4)),
        ("1 breath", counted("breaths", 1)),
        ("4breaths", counted("breaths", 4)),
        ("3-6 breaths", counted("breaths", 4, 3, 6)),
        ("3+ breaths", counted("breaths", 3, 3, None)),
        ("3 breaths+", counted("breaths", 3, 3, None)),
        ("5 breaths in 3-6 breaths", counted("breaths", 5, 3, 6)),
        ("5 breaths in 3-6", counted("breaths", 5, 3, 6)),  # the unit stands once
        ("5 in 3-6 breaths", counted("breaths", 5, 3, 6)),
        ("45 in 30-90s", seconds(45, 30, 90)),
        ("6 passes", counted("passes", 6)),
        ("5-8 passes", counted("passes", 6, 5, 8)),
        ("1 pass", counted("passes", 1)),
        ("10 reps", counted("reps", 10)),
    ],
)
def test_lengths(text: str, expected: Length) -> None:
    assert read_length(text, ("ms", "breaths", "passes", "reps")) == expected


def test_a_bare_number_counts_where_seconds_are_not_meant() -> None:
    assert read_length("10", ("reps",)) == counted("reps", 10)
    assert read_length("8-15", ("reps",)) == counted("reps", 11, 8, 15)
    assert read_length("8+", ("reps",)) == counted("reps", 8, 8, None)
    assert read_length("10 in 8-15", ("reps",)) == counted("reps", 10, 8, 15)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("90-30s", "reversed-range"),
        ("6-3 breaths", "reversed-range"),
        ("30-", "bad-duration"),
        ("-30s", "bad-duration"),
        ("30-1:30", "missing-unit"),
        ("30-90", "missing-unit"),
        ("0-30s", "zero-length"),
        ("30-90s in 20-100s", "two-ranges"),
        ("60s+ in 20-100s", "two-ranges"),
        ("45s in 60s", "bad-range"),
        ("45s in 3-6 breaths", "bad-range"),
        ("20s in 30-90s", "outside-range"),
        ("7 breaths in 3-6 breaths", "outside-range"),
        ("0 breaths", "bad-count"),
        ("10001 breaths", "bad-count"),
        ("2.5 breaths", "bad-count"),
        ("many breaths", "bad-count"),
        ("6 passes", "bad-unit"),
        ("30s-1:00:00", "bad-duration"),
        ("30s-61min", "too-long"),
    ],
)
def test_what_is_no_length(text: str, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_length(text, ("ms", "breaths"))
    assert caught.value.code == code


@given(st.integers(1, 3600), st.integers(1, 3600))
def test_the_default_of_a_range_is_its_middle_rounded_down(one: int, other: int) -> None:
    least, most = sorted((one, other))
    middle = (least + most) // 2
    assert read_length(f"{least}-{most}s", ("ms",)) == seconds(middle, least, most)
    assert read_length(f"{least}-{most}", ("reps",)) == counted("reps", middle, least, most)


@given(st.integers(1, 60_000), st.integers(1, 60_000))
def test_the_default_of_a_range_with_decimals_is_whole_seconds_unless_too_little(
    one: int, other: int
) -> None:
    least, most = sorted((one, other))
    stated = read_length(f"{least / 1000:.3f}-{most / 1000:.3f}s", ("ms",))
    assert stated.allowed == Allowed(least, most)
    assert stated.default == max((least + most) // 2000 * SECOND, least)


def test_counts_are_whole_numbers_up_to_a_most() -> None:
    assert read_count(" 3 ", most=1000, what="times") == 3
    assert read_counted_range("1–3", most=100, what="spots") == (1, Allowed(1, 3))
    for text in ("0", "1001", "-1", "1.0", "1e3", "", "x", "٣", "9" * 5000):
        with pytest.raises(Malformed, match="is not a number of times"):
            read_count(text, most=1000, what="times")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", TimesRange(3, 3, 3)),
        ("2–5", TimesRange(3, 2, 5)),
        ("2 in 1 - 4", TimesRange(2, 1, 4)),
        ("1000", TimesRange(1000, 1000, 1000)),
        ("2+", "bad-range"),
        ("2 in 2+", "bad-range"),
        ("2 in 4", "bad-range"),
        ("6 in 2-5", "outside-range"),
        ("5-2", "reversed-range"),
        ("2-1001", "bad-count"),
        ("2-3 in 1-5", "bad-count"),
        ("twice", "bad-count"),
    ],
)
def test_how_often_something_is_done(text: str, expected: TimesRange | str) -> None:
    try:
        read: TimesRange | str = read_times(text)
    except Malformed as wrong:
        read = wrong.code
    assert read == expected


def cycle(*phases: tuple[PhaseKind, int]) -> Breath:
    return Breath(tuple(Phase(kind, Ms(milliseconds)) for kind, milliseconds in phases))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4-6", cycle(("in", 4000), ("out", 6000))),
        ("4–6", cycle(("in", 4000), ("out", 6000))),
        ("4-2-6", cycle(("in", 4000), ("held", 2000), ("out", 6000))),
        ("4-2-6-2", cycle(("in", 4000), ("held", 2000), ("out", 6000), ("held", 2000))),
        ("4-0-6-2", cycle(("in", 4000), ("out", 6000), ("held", 2000))),
        ("4-0-6-0", cycle(("in", 4000), ("out", 6000))),
        ("3+1-8", cycle(("in", 3000), ("in", 1000), ("out", 8000))),
        ("3+1-2-8", cycle(("in", 3000), ("in", 1000), ("held", 2000), ("out", 8000))),
        ("5.5-5.5", cycle(("in", 5500), ("out", 5500))),
        ("0.5-60", cycle(("in", 500), ("out", 60_000))),
        ("Freely", FREELY),
    ],
)
def test_breath_patterns(text: str, expected: Breath) -> None:
    assert read_breath(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "4", "4-6-", "-4-6", "4s-6s", "a-b", "4-2-6-2-1", "3+1+1-8", "3-1+1", "free", "4,6"),
        *("0-6", "4-0.4", "0.4+3-8", "4-61", "999999999-6", "nan-6", "inf-6", "1e9-6", "4/6"),
    ],
)
def test_what_is_no_breath_pattern(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_breath(text)
    assert caught.value.code == "bad-breath"


def test_tempos() -> None:
    assert read_tempo("3-0-1-0") == Tempo(Ms(3000), Ms(0), Ms(1000), Ms(0))
    assert read_tempo("2.5–0.5–1–1") == Tempo(Ms(2500), Ms(500), Ms(1000), Ms(1000))
    assert read_tempo("0-0-0.5-0").phases == (0, 0, 500, 0)


@pytest.mark.parametrize(
    "text",
    [
        *("", "3", "3-0-1", "3-0-1-0-0", "3-0-1-x", "3s-0s-1s-0s", "-3-0-1-0", "nan-0-1-0"),
        *("0-0-0-0", "0.1-0.1-0.1-0.1", "100-100-100-100"),
    ],
)
def test_what_is_no_tempo(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_tempo(text)
    assert caught.value.code == "bad-tempo"


def test_what_is_allowed_for_a_lowering() -> None:
    assert read_lowering("2s+") == Allowed(2000, None)
    assert read_lowering("2–4s") == read_lowering("2s-4s") == Allowed(2000, 4000)
    assert read_lowering("1.5 s +") == Allowed(1500, None)


@pytest.mark.parametrize(
    ("text", "code"), [("2s", "bad-range"), ("2+", "bad-range"), ("4-2s", "reversed-range")]
)
def test_what_is_no_range_for_a_lowering(text: str, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_lowering(text)
    assert caught.value.code == code


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2014\u2212")
def test_every_kind_of_dash_is_a_hyphen(dash: str) -> None:
    assert normalize_typing(f"  30{dash}90\u00a0 s\n") == "30-90 s"


READERS: tuple[Callable[[str], object], ...] = (
    read_duration,
    read_breath,
    read_tempo,
    read_lowering,
    lambda text: read_count(text, most=1000, what="times"),
    lambda text: read_counted_range(text, most=100, what="spots"),
    read_times,
    lambda text: read_length(text, ("ms", "breaths", "passes", "reps")),
)


WORDS = (
    "0",
    "1",
    "9",
    ".",
    ":",
    "-",
    "–",
    "+",
    " ",
    "s",
    "min",
    "in",
    "breaths",
    "pass",
    "nan",
    "e",
)


@given(st.text() | st.lists(st.sampled_from(WORDS)).map("".join))
def test_a_quantity_is_read_or_refused_whatever_it_says(text: str) -> None:
    for reader in READERS:
        refused = refusal(reader, text)
        assert refused is None or (refused.code and refused.message and refused.help)


def refusal(reader: Callable[[str], object], text: str) -> Malformed | None:
    try:
        reader(text)
    except Malformed as wrong:
        return wrong
    return None
