from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.limiter import Limiter
from coach.audio.readings import CELL, CELLS, STEP, Readings

CEILING = 0.8
N = 20 * CELLS
FRAMES = N * CELL
PEAKS = np.abs(np.random.default_rng(7).standard_normal(N)).astype(np.float16)


def limiter(
    peaks: NDArray[np.float16], gain: float, energies: NDArray[np.float64] | None = None
) -> Limiter:
    readings = Readings()
    readings.add(np.zeros(len(peaks) // CELLS) if energies is None else energies, peaks)
    return Limiter(readings, gain, CEILING)


LIMITER = limiter(PEAKS, 0.9)
GAINS = LIMITER.gains(0, FRAMES)


def test_no_peak_passes_the_ceiling() -> None:
    highest = PEAKS.astype(np.float64) * GAINS.reshape(-1, CELL).max(axis=1)
    assert highest.max() <= CEILING * (1 + 1e-6)
    assert highest.max() == pytest.approx(CEILING, rel=1e-3)


def test_away_from_peaks_the_gain_is_untouched() -> None:
    peaks = np.full(N, 0.1, np.float16)
    peaks[300] = 1.6
    gains = limiter(peaks, 0.9).gains(0, FRAMES).reshape(-1, CELL)
    assert (gains[:297] == np.float32(0.9)).all()
    assert (gains[304:] == np.float32(0.9)).all()
    assert np.allclose(gains[300], 0.5, rtol=1e-3)


def test_the_gain_moves_slowly() -> None:
    assert np.abs(np.diff(GAINS)).max() < 0.9 / CELL
    peaks = np.full(N, 0.1, np.float16)
    peaks[300] = 1.6
    gains = limiter(peaks, 1.0).gains(0, FRAMES)
    fall = int(np.argmax(gains == gains.min()) - np.argmax(gains < 1))
    assert fall >= CELL
    assert np.abs(np.diff(gains)).max() <= 0.5 / CELL


def test_a_quiet_track_has_one_gain() -> None:
    gains = limiter(np.full(N, 0.01, np.float16), 3.0).gains(0, FRAMES)
    assert (gains == np.float32(3)).all()


@given(st.lists(st.integers(0, FRAMES), max_size=6))
def test_any_division_gives_the_same_gains(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), FRAMES]
    parts = [LIMITER.gains(first, last) for first, last in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), GAINS)


def test_beyond_the_track_nothing_is_limited() -> None:
    outside = limiter(PEAKS[: 2 * CELLS], 0.9)
    assert (outside.gains(-500 * CELL, -400 * CELL) == np.float32(0.9)).all()
    assert (outside.gains(400 * CELL, 500 * CELL) == np.float32(0.9)).all()


def test_what_is_left_of_the_energy_is_worked_out_from_the_gains() -> None:
    rng = np.random.default_rng(8)
    samples = rng.uniform(-1, 1, FRAMES) * np.repeat(PEAKS.astype(np.float64), CELL)
    energies = np.square(samples).reshape(-1, STEP).sum(axis=1)
    expected = np.square(samples * GAINS).reshape(-1, STEP).sum(axis=1)
    left = limiter(PEAKS, 0.9, energies).energies(0, len(energies))
    assert np.allclose(left, expected, rtol=0.03)
