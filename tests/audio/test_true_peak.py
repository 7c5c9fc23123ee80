import math
from itertools import pairwise

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.true_peak import CELL, TruePeakMeter
from coach.timing import SECOND


def meter_of(samples: NDArray[np.float32]) -> TruePeakMeter:
    meter = TruePeakMeter()
    meter.add(samples)
    return meter


NOISE = np.random.default_rng(5).standard_normal(2 * SECOND).astype(np.float32)


def test_it_sees_what_lies_between_the_samples() -> None:
    # A sine at a quarter of the rate whose samples all miss its crests, by 3 dB.
    samples = np.sin(np.pi / 2 * np.arange(10_000) + np.pi / 4)
    samples *= np.hanning(10_000)
    assert 20 * math.log10(np.abs(samples).max()) == pytest.approx(-3.01, abs=0.01)
    assert meter_of(samples.astype(np.float32)).peak() == pytest.approx(0, abs=0.05)


def test_it_agrees_with_a_resampler_on_speech_like_noise() -> None:
    band_limited = soxr.resample(soxr.resample(NOISE, 2, 1), 1, 2)
    expected = 20 * math.log10(np.abs(soxr.resample(band_limited, 1, 4)).max())
    assert meter_of(band_limited).peak() == pytest.approx(expected, abs=0.1)


def test_the_peaks_are_those_of_their_cells() -> None:
    samples = np.zeros(10 * CELL + 1, np.float32)
    samples[3 * CELL : 3 * CELL + 40] = np.hanning(40) * 0.5
    samples[-1] = 0.25
    peaks = meter_of(samples).peaks()
    assert peaks.shape == (11,)
    assert peaks[3] == pytest.approx(0.5, rel=0.01)
    assert peaks[10] == pytest.approx(0.25, rel=0.01)
    assert peaks[[0, 1, 2, 5, 6, 7, 8]].max() < 0.01


@settings(max_examples=20)
@given(st.lists(st.integers(0, len(NOISE)), max_size=5))
def test_the_blocks_do_not_matter(cuts: list[int]) -> None:
    meter = TruePeakMeter()
    for first, last in pairwise([0, *sorted(cuts), len(NOISE)]):
        meter.add(NOISE[first:last])
        meter.peak()
    assert np.array_equal(meter.peaks(), meter_of(NOISE).peaks())


def test_silence_has_no_peak() -> None:
    assert meter_of(np.zeros(SECOND, np.float32)).peak() == -math.inf
    assert TruePeakMeter().peak() == -math.inf
    assert TruePeakMeter().peaks().shape == (0,)
