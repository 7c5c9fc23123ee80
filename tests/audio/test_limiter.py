import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.limiter import LOOK_AHEAD, limiter_gains, limiter_knots
from coach.audio.true_peak import PEAK_WINDOW

CEILING = 0.8
N = 600
PEAKS = np.abs(np.random.default_rng(7).standard_normal(N)).astype(np.float32)


def gains_of(peaks: NDArray[np.float32]) -> NDArray[np.float32]:
    return limiter_gains(np.pad(peaks, LOOK_AHEAD), CEILING)


def test_no_peak_passes_the_ceiling() -> None:
    highest = PEAKS.astype(np.float64) * gains_of(PEAKS).reshape(-1, PEAK_WINDOW).max(axis=1)
    assert highest.max() <= CEILING * (1 + 1e-6)
    assert highest.max() > CEILING * (1 - 1e-3)


def test_away_from_peaks_nothing_is_taken() -> None:
    peaks = np.full(N, 0.1, np.float32)
    peaks[300] = 1.6
    gains = gains_of(peaks).reshape(-1, PEAK_WINDOW)
    assert (gains[:297] == 1).all()
    assert (gains[304:] == 1).all()
    assert np.allclose(gains[300], 0.5)


def test_the_gain_moves_slowly() -> None:
    assert np.abs(np.diff(gains_of(PEAKS))).max() < 1 / PEAK_WINDOW
    peaks = np.full(N, 0.1, np.float32)
    peaks[300] = 1.6
    gains = gains_of(peaks)
    fall = int(np.argmax(gains == gains.min()) - np.argmax(gains < 1))
    assert fall >= PEAK_WINDOW


@given(st.integers(0, N), st.integers(0, N))
def test_the_gains_of_a_part_are_those_of_the_whole(one: int, other: int) -> None:
    first, last = sorted((one, other))
    part = limiter_gains(np.pad(PEAKS, LOOK_AHEAD)[first : last + 2 * LOOK_AHEAD], CEILING)
    assert np.array_equal(part, gains_of(PEAKS)[first * PEAK_WINDOW : last * PEAK_WINDOW])


def test_there_is_one_knot_more_than_windows() -> None:
    assert limiter_knots(np.zeros(10 + 2 * LOOK_AHEAD), CEILING).tolist() == [1.0] * 11
