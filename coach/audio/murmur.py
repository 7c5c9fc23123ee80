"""A noise nobody hears, in place of digital silence.

Bluetooth headsets fall asleep when all samples are zero for some seconds, and swallow the first
word after. This keeps them awake: white noise, its highest sample 70 dB below full scale.
"""

import numpy as np
from numpy.typing import NDArray

LEVEL = 10
"""The largest sample: 10 of 32,768 are 70.3 dB below full scale."""

_PERIOD = 1 << 16
"""Frames (1.5 s) after which the noise repeats."""


def _noise() -> NDArray[np.int16]:
    """Mix the numbers of the frames up, the same on every machine.

    The finaliser of SplitMix64: G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom
    number generators", OOPSLA 2014.
    """
    mixed = np.arange(1, _PERIOD + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed % np.uint64(2 * LEVEL + 1)).astype(np.int16) - np.int16(LEVEL)


_NOISE = _noise()


def murmur(start: int, stop: int) -> NDArray[np.int16]:
    """Give the noise of the frames ``[start, stop)`` of any track."""
    offset = start % _PERIOD
    end = offset + stop - start
    return np.tile(_NOISE, -(-end // _PERIOD))[offset:end]
