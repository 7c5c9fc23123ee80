import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.limiter import LOOK_AHEAD_WINDOWS, compute_limiter_gains, compute_limiter_knots
from coach.audio.true_peak import PEAK_WINDOW_FRAMES

CEILING = 0.8
N = 600
PEAKS = np.abs(np.random.default_rng(7).standard_normal(N)).astype(np.float32)


def gains_of(peaks: NDArray[np.float32]) -> NDArray[np.float32]:
    return compute_limiter_gains(np.pad(peaks, LOOK_AHEAD_WINDOWS), CEILING)


def test_no_peak_passes_the_ceiling() -> None:
    highest = PEAKS.astype(np.float64) * gains_of(PEAKS).reshape(-1, PEAK_WINDOW_FRAMES).max(axis=1)
    assert highest.max() <= CEILING * (1 + 1e-6)
    assert highest.max() > CEILING * (1 - 1e-3)


def test_away_from_peaks_nothing_is_taken() -> None:
    peaks = np.full(N, 0.1, np.float32)
    peaks[300] = 1.6
    gains = gains_of(peaks).reshape(-1, PEAK_WINDOW_FRAMES)
    assert (gains[:297] == 1).all()
    assert (gains[304:] == 1).all()
    assert np.allclose(gains[300], 0.5)


def test_the_gain_moves_slowly() -> None:
    assert np.abs(np.diff(gains_of(PEAKS))).max() < 1 / PEAK_WINDOW_FRAMES
    peaks = np.full(N, 0.1, np.float32)
    peaks[300] = 1.6
    gains = gains_of(peaks)
    fall = int(np.argmax(gains == gains.min()) - np.argmax(gains < 1))
    assert fall >= PEAK_WINDOW_FRAMES


@given(st.integers(0, N), st.integers(0, N))
def test_the_gains_of_a_part_are_those_of_the_whole(one: int, other: int) -> None:
    first, last = sorted((one, other))
    part = compute_limiter_gains(
        np.pad(PEAKS, LOOK_AHEAD_WINDOWS)[first : last + 2 * LOOK_AHEAD_WINDOWS], CEILING
    )
    assert np.array_equal(
        part, gains_of(PEAKS)[first * PEAK_WINDOW_FRAMES : last * PEAK_WINDOW_FRAMES]
    )


def test_there_is_one_knot_more_than_windows() -> None:
    assert (
        compute_limiter_knots(np.zeros(10 + 2 * LOOK_AHEAD_WINDOWS), CEILING).tolist() == [1.0] * 11
    )
