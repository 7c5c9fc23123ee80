from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.score.breath import (
    count_fitting_cycles,
    find_fitting_seconds,
    lay_out_beats,
    measure_stretch,
)
from coach.timing import HOUR, SECOND

LENGTHS = st.integers(1, HOUR)
CYCLES = st.integers(1000, 240_000)


@pytest.mark.parametrize(
    ("seconds", "cycle", "count"),
    [
        (60, 10_000, 6),
        (45, 10_000, 5),  # 5 cycles at 0.9 strain by 1.11; 4 at 1.125 by 1.125
        (44, 10_000, 4),
        (5, 10_000, 1),
        (1, 10_000, 1),
        (14, 10_000, 1),  # 1.4 against 1 / 0.7
        (15, 10_000, 2),  # 1.5 against 1 / 0.75
        (3600, 1000, 3600),
    ],
)
def test_the_count_of_least_strain_is_taken(seconds: int, cycle: int, count: int) -> None:
    assert count_fitting_cycles(seconds * SECOND, cycle) == count


@given(LENGTHS, CYCLES)
def test_no_other_count_strains_the_breath_less(frames: int, cycle: int) -> None:
    def strain(count: int) -> Fraction:
        factor = measure_stretch(frames, count * cycle)
        return max(factor, 1 / factor)

    best = count_fitting_cycles(frames, cycle)
    assert best >= 1
    for other in range(max(1, best - 3), best + 4):
        if other < best:
            assert strain(best) < strain(other)
        else:
            assert strain(best) <= strain(other)


@given(LENGTHS, st.lists(st.integers(1, 60_000), min_size=1, max_size=5), st.integers(1, 50))
def test_beats_tile_the_length_and_lie_within_half_a_frame(
    frames: int, phases: list[int], cycles: int
) -> None:
    laid = list(lay_out_beats(frames, phases, cycles))
    assert [beat.at for beat in laid] == [0, *(beat.end for beat in laid[:-1])]
    assert laid[-1].end == frames
    assert [(b.cycle, b.phase) for b in laid] == [
        (cycle, phase) for cycle in range(cycles) for phase in range(len(phases))
    ]
    passed = 0
    for beat in laid:
        passed += phases[beat.phase]
        exact = Fraction(frames * passed, sum(phases) * cycles)
        assert -Fraction(1, 2) < beat.end - exact <= Fraction(1, 2)


def test_an_unstretched_breath_is_exact() -> None:
    ends = [beat.end for beat in lay_out_beats(20 * SECOND, [4000, 6000], 2)]
    assert ends == [4 * SECOND, 10 * SECOND, 14 * SECOND, 20 * SECOND]


@given(st.integers(1, 3600), CYCLES, st.integers(1, 20), st.integers(0, 20))
def test_the_nearest_seconds_fit_and_none_nearer_do(
    seconds: int, cycle: int, least: int, more: int
) -> None:
    most = least + more

    def fits(length: int) -> bool:
        return least <= count_fitting_cycles(length * SECOND, cycle) <= most

    best = find_fitting_seconds(seconds, cycle, least, most)
    assert fits(best)
    assert (best == seconds) == fits(seconds)
    assert not any(map(fits, range(seconds, best)))
    assert not any(map(fits, range(best + 1, seconds + 1)))
