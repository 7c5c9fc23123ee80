"""The limiter: holds the true peak of a track under a ceiling without a listener noticing.

Its gain depends on the peaks nearby alone: each boundary between two peak windows gets the least
gain that the windows within 7 ms need, smoothed over as much again, and between boundaries it runs
straight. So it is down before a peak arrives, and as slow as the pitch of a low voice, whose single
waves it must not follow, for that would distort them. It looks ahead by 10 ms and has no state:
any part of a track can be limited by itself.
"""

import numpy as np
from numpy.typing import NDArray

from coach.audio.true_peak import PEAK_WINDOW_FRAMES

LOOK_AHEAD_WINDOWS = 3
"""Peak windows on each side of a window that have a say in the gains at its two boundaries."""

_RAMP = np.arange(PEAK_WINDOW_FRAMES, dtype=np.float32) / np.float32(PEAK_WINDOW_FRAMES)
"""How far into its window a frame is."""


def compute_limiter_knots(peaks: NDArray[np.floating], ceiling: float) -> NDArray[np.float64]:
    """Return the factors at the boundaries of peak windows, one more than there are windows.

    Args:
        peaks: the true peaks of the windows, and of ``LOOK_AHEAD_WINDOWS`` windows before and after
            them.
        ceiling: the true peak that is not passed.
    """
    allowed = np.ones(len(peaks))
    np.divide(ceiling, peaks, out=allowed, where=peaks > ceiling)
    pairs = np.minimum(allowed[:-1], allowed[1:])
    least = np.minimum(pairs[:-2], pairs[2:])
    # Every value that goes into a mean was held low enough for the windows beside the boundary.
    knots: NDArray[np.float64] = (least[:-2] + 2 * least[1:-1] + least[2:]) / 4
    return knots


def compute_limiter_gains(peaks: NDArray[np.floating], ceiling: float) -> NDArray[np.float32]:
    """Return each frame's factor in peak windows; ``peaks`` as for `compute_limiter_knots`."""
    knots = compute_limiter_knots(peaks, ceiling).astype(np.float32)
    lines = np.outer(np.diff(knots), _RAMP)
    lines += knots[:-1, np.newaxis]
    return lines.reshape(-1)
