"""A noise nobody hears, in place of digital silence.

Bluetooth headsets fall asleep when all samples are zero for some seconds, and swallow the first
word after. This keeps them awake: white noise, its highest sample 70 dB below full scale.
"""

import numpy as np
from numpy.typing import NDArray

from coach.audio.noise import generate_integers

HIGHEST_SAMPLE = 10
"""The largest sample: 10 of 32,768 are 70.3 dB below full scale."""

_PERIOD_FRAMES = 1 << 16
"""Frames (1.5 s) after which the noise repeats."""

_NOISE = (generate_integers(0, _PERIOD_FRAMES) % np.uint64(2 * HIGHEST_SAMPLE + 1)).astype(
    np.int16
) - np.int16(HIGHEST_SAMPLE)


def render_comfort_noise(start: int, stop: int) -> NDArray[np.int16]:
    """Return the noise of the frames ``[start, stop)`` of any track."""
    offset = start % _PERIOD_FRAMES
    end = offset + stop - start
    return np.tile(_NOISE, -(-end // _PERIOD_FRAMES))[offset:end]
