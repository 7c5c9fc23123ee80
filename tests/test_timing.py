"""Time in whole frames, and how it is written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.timing import (
    HOUR,
    MINUTE,
    SAMPLE_RATE,
    SECOND,
    Ms,
    fit_cycles,
    frames_to_ms,
    ms_to_frames,
    round_half_up,
    scale_frames,
    write_clock,
    write_duration,
)


def test_a_second_is_44100_frames() -> None:
    assert (SAMPLE_RATE, SECOND, MINUTE, HOUR) == (44_100, 44_100, 2_646_000, 158_760_000)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(0, 1, 0), (1, 2, 1), (1, 3, 0), (2, 3, 1), (3, 2, 2), (5, 2, 3), (7, 7, 1), (49, 100, 0)],
)
def test_halves_are_rounded_up(numerator: int, denominator: int, rounded: int) -> None:
    assert round_half_up(numerator, denominator) == rounded


@given(st.integers(0, 10**30), st.integers(1, 10**15))
def test_rounding_is_exact_for_any_numbers(numerator: int, denominator: int) -> None:
    off = round_half_up(numerator, denominator) - Fraction(numerator, denominator)
    assert -Fraction(1, 2) < off <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("milliseconds", "frames"),
    [(0, 0), (1, 44), (5, 221), (10, 441), (500, 22_050), (1000, 44_100), (3_600_000, HOUR)],
)
def test_milliseconds_in_frames(milliseconds: int, frames: int) -> None:
    assert ms_to_frames(Ms(milliseconds)) == frames
    assert frames_to_ms(frames) == milliseconds


@given(st.integers(0, 24 * 3_600_000))
def test_milliseconds_survive_frames(milliseconds: int) -> None:
    assert frames_to_ms(ms_to_frames(Ms(milliseconds))) == milliseconds


@given(st.integers(1, 10**9), st.integers(1, 10**6))
def test_cycles_fit_so_that_they_are_strained_least(length: int, cycle: int) -> None:
    def strain(count: int) -> Fraction:
        factor = Fraction(length, count * cycle)
        return max(factor, 1 / factor)

    count = fit_cycles(length, cycle)
    assert strain(count) <= strain(count + 1)
    assert count == 1 or strain(count) < strain(count - 1)


def test_a_length_is_scaled_to_the_nearest_frame() -> None:
    assert scale_frames(3, Fraction(1, 2)) == 2
    assert scale_frames(8 * SECOND, Fraction(5, 4)) == 10 * SECOND
    assert scale_frames(100, Fraction(1, 3)) == 33
    assert scale_frames(0, Fraction(7, 5)) == 0


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "0s"),
        (1, "0.001s"),
        (500, "0.5s"),
        (7_500, "7.5s"),
        (10_000, "10s"),
        (45_000, "45s"),
        (59_999, "59.999s"),
        (60_000, "1min"),
        (90_000, "1min 30s"),
        (100_050, "1min 40.05s"),
        (600_000, "10min"),
        (3_600_000, "60min"),
        (5_400_000, "90min"),
    ],
)
def test_a_length_is_written_as_in_a_script(milliseconds: int, text: str) -> None:
    assert write_duration(ms_to_frames(Ms(milliseconds))) == text


def test_a_length_is_written_to_the_millisecond() -> None:
    assert write_duration(MINUTE - 1) == "1min"
    assert write_duration(MINUTE + 1) == "1min"
    assert write_duration(22) == "0s"
    assert write_duration(23) == "0.001s"


@pytest.mark.parametrize(
    ("frames", "text"),
    [
        (0, "0:00.0"),
        (SECOND // 2, "0:00.5"),
        (SECOND - 1, "0:00.9"),
        (9 * SECOND, "0:09.0"),
        (65 * SECOND + 3 * SECOND // 10, "1:05.3"),
        (MINUTE - 1, "0:59.9"),
        (10 * MINUTE, "10:00.0"),
        (HOUR - 1, "59:59.9"),
        (HOUR, "1:00:00.0"),
        (HOUR + 2 * MINUTE + 3 * SECOND, "1:02:03.0"),
        (24 * HOUR, "24:00:00.0"),
    ],
)
def test_a_place_is_written_as_on_a_clock_and_never_ahead_of_it(frames: int, text: str) -> None:
    assert write_clock(frames) == text
