from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.audio.limiter import Limiter
from coach.audio.true_peak import CELL

CEILING = 0.8
CELLS = 600
FRAMES = CELLS * CELL
PEAKS = np.abs(np.random.default_rng(7).standard_normal(CELLS)).astype(np.float16)
LIMITER = Limiter(PEAKS, 0.9, CEILING)
GAINS = LIMITER.gains(0, FRAMES)


def test_no_peak_passes_the_ceiling() -> None:
    highest = PEAKS.astype(np.float64) * GAINS.reshape(-1, CELL).max(axis=1)
    assert highest.max() <= CEILING * (1 + 1e-6)
    assert highest.max() == pytest.approx(CEILING, rel=1e-3)


def test_away_from_peaks_the_gain_is_untouched() -> None:
    peaks = np.full(CELLS, 0.1, np.float16)
    peaks[300] = 1.6
    gains = Limiter(peaks, 0.9, CEILING).gains(0, FRAMES).reshape(-1, CELL)
    assert (gains[:297] == np.float32(0.9)).all()
    assert (gains[304:] == np.float32(0.9)).all()
    assert np.allclose(gains[300], 0.5, rtol=1e-3)


def test_the_gain_moves_slowly() -> None:
    assert np.abs(np.diff(GAINS)).max() < 0.9 / CELL
    peaks = np.full(CELLS, 0.1, np.float16)
    peaks[300] = 1.6
    gains = Limiter(peaks, 1.0, CEILING).gains(0, FRAMES)
    fall = int(np.argmax(gains == gains.min()) - np.argmax(gains < 1))
    assert fall >= CELL
    assert np.abs(np.diff(gains)).max() <= 0.5 / CELL


def test_a_quiet_track_has_one_gain() -> None:
    gains = Limiter(np.full(CELLS, 0.01, np.float16), 3.0, CEILING).gains(0, FRAMES)
    assert (gains == np.float32(3)).all()


@given(st.lists(st.integers(0, FRAMES), max_size=6))
def test_any_division_gives_the_same_gains(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), FRAMES]
    parts = [LIMITER.gains(first, last) for first, last in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), GAINS)


def test_beyond_the_track_nothing_is_limited() -> None:
    outside = Limiter(PEAKS[:50], 0.9, CEILING)
    assert (outside.gains(-500 * CELL, -400 * CELL) == np.float32(0.9)).all()
    assert (outside.gains(400 * CELL, 500 * CELL) == np.float32(0.9)).all()


def test_what_is_left_of_the_energy_is_worked_out_from_the_gains() -> None:
    step = 30 * CELL
    rng = np.random.default_rng(8)
    samples = rng.uniform(-1, 1, FRAMES) * np.repeat(PEAKS.astype(np.float64), CELL)
    energies = np.square(samples).reshape(-1, step).sum(axis=1)
    expected = np.square(samples * GAINS).reshape(-1, step).sum(axis=1)
    assert np.allclose(LIMITER.energies(energies, step), expected, rtol=0.03)
