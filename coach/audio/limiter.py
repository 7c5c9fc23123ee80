"""The limiter: holds the true peak of a track under a ceiling without a listener noticing.

The gain at a frame is worked out from the frames around it and nothing else: the least gain needed
within 20 ms, smoothed over as much again. It has no state, so any part of a track can be limited by
itself; it moves as slowly as a Hann window 40 ms long, so that it follows no single wave of a voice
(which would distort it) and is down before a peak arrives.
"""

import numpy as np
from numpy.typing import NDArray

from coach.audio.true_peak import OVERSHOOT, REACH, true_peaks
from coach.timing import SECOND

_HOLD = SECOND // 50
"""Frames (20 ms) on each side of a peak for which the gain that it needs is held."""

_SMOOTHING = np.hanning(2 * _HOLD + 3)[1:-1] / np.hanning(2 * _HOLD + 3).sum()
"""The weights by which the gain is smoothed. They span no more than the gain is held: at a peak
every gain that goes into the mean is enough for it."""

MARGIN = 2 * _HOLD + REACH
"""Frames on each side that limiting a sample takes into account."""


def limit(samples: NDArray[np.float64], ceiling: float) -> NDArray[np.float64]:
    """Limit samples, full scale 1, to a true peak of ``ceiling``, without shifting them in time.

    The first and last `MARGIN` frames serve as surroundings: the result has ``2 * MARGIN`` fewer.
    """
    inner = samples[MARGIN:-MARGIN]
    if np.abs(samples).max() * OVERSHOOT <= ceiling:
        return inner
    peaks = true_peaks(samples)
    if peaks.max() <= ceiling:
        return inner
    needed = ceiling / np.maximum(peaks, ceiling)
    return inner * _smoothed(_least(needed, 2 * _HOLD + 1))


def _least(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Give the least of each ``width`` values in a row, by windows that double in width."""
    span = 1
    while 2 * span <= width:
        values = np.minimum(values[:-span], values[span:])
        span *= 2
    rest = width - span
    return np.minimum(values[:-rest], values[rest:]) if rest else values


def _smoothed(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the weighted mean of each ``2 * _HOLD + 1`` values in a row."""
    size = 1 << (len(values) - 1).bit_length()
    spectrum = np.fft.rfft(values, size) * np.fft.rfft(_SMOOTHING, size)
    return np.fft.irfft(spectrum, size)[len(_SMOOTHING) - 1 : len(values)]
