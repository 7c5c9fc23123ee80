import math

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from coach.audio.true_peak import PEAK_WINDOW_FRAMES, REACH_FRAMES, find_peaks
from coach.timing import SECOND

NOISE = np.random.default_rng(5).standard_normal(2 * SECOND).astype(np.float32)


def peaks(samples: NDArray[np.floating], interest: float = 0) -> NDArray[np.float32]:
    padding = (REACH_FRAMES, -len(samples) % PEAK_WINDOW_FRAMES + REACH_FRAMES)
    return find_peaks(np.pad(samples.astype(np.float32), padding), interest)


def decibels(peak: np.floating) -> float:
    return 20 * math.log10(peak)


def test_it_sees_what_lies_between_the_samples() -> None:
    # A sine at a quarter of the rate whose samples all miss its crests, by 3 dB.
    samples = np.sin(np.pi / 2 * np.arange(10_000) + np.pi / 4)
    samples *= np.hanning(10_000)
    assert decibels(np.abs(samples).max()) == pytest.approx(-3.01, abs=0.01)
    assert decibels(peaks(samples).max()) == pytest.approx(0, abs=0.05)


def test_it_agrees_with_a_resampler_on_speech_like_noise() -> None:
    band_limited = soxr.resample(soxr.resample(NOISE, 2, 1), 1, 2)
    expected = decibels(np.abs(soxr.resample(band_limited, 1, 4)).max())
    assert decibels(peaks(band_limited).max()) == pytest.approx(expected, abs=0.1)


def test_the_peaks_are_those_of_their_windows() -> None:
    samples = np.zeros(10 * PEAK_WINDOW_FRAMES + 1)
    samples[3 * PEAK_WINDOW_FRAMES : 3 * PEAK_WINDOW_FRAMES + 40] = np.hanning(40) * 0.5
    samples[-1] = 0.25
    found = peaks(samples)
    assert found.shape == (11,)
    assert found[3] == pytest.approx(0.5, rel=0.01)
    assert found[10] == pytest.approx(0.25, rel=0.01)
    assert found[[0, 1, 2, 5, 6, 7, 8]].max() < 0.01


def test_what_is_of_interest_is_measured_as_if_all_were() -> None:
    swelling = NOISE * np.linspace(0.001, 1, len(NOISE))
    every = peaks(swelling)
    interest = float(every.max()) / 5
    some = peaks(swelling, interest)
    loud = every >= interest
    assert np.allclose(some[loud], every[loud], rtol=1e-6)
    assert (some <= every * (1 + 1e-6)).all()
    assert (some < every * (1 - 1e-3)).any()


def test_where_a_part_is_cut_out_its_peaks_are_the_same() -> None:
    part = find_peaks(
        NOISE[100 * PEAK_WINDOW_FRAMES - REACH_FRAMES : 200 * PEAK_WINDOW_FRAMES + REACH_FRAMES],
        1.0,
    )
    assert np.array_equal(part, peaks(NOISE, 1.0)[100:200])


def test_silence_has_no_peak() -> None:
    assert not peaks(np.zeros(SECOND)).any()
    assert peaks(np.zeros(0)).shape == (0,)
