"""A noise nobody hears, in place of digital silence.

Bluetooth headsets fall asleep when all samples are zero for some seconds, and swallow the first
word after. This keeps them awake: white noise, its highest sample 70 dB below full scale.
"""

import numpy as np
from numpy.typing import NDArray

from coach.audio.noise import scattered

LEVEL = 10
"""The largest sample: 10 of 32,768 are 70.3 dB below full scale."""

_PERIOD = 1 << 16
"""Frames (1.5 s) after which the noise repeats."""

_NOISE = (scattered(0, _PERIOD) % np.uint64(2 * LEVEL + 1)).astype(np.int16) - np.int16(LEVEL)


def murmur(start: int, stop: int) -> NDArray[np.int16]:
    """Give the noise of the frames ``[start, stop)`` of any track."""
    offset = start % _PERIOD
    end = offset + stop - start
    return np.tile(_NOISE, -(-end // _PERIOD))[offset:end]
