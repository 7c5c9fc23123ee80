"""How loud a long sound is, from parts spread evenly over it."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from coach.audio.loudness import (
    PART_FRAMES,
    SETTLING_FRAMES,
    integrate_loudness,
    measure_hop_energies,
)
from coach.workers import map_in_order

Render = Callable[[int, int], NDArray[np.floating]]
"""Renders any range of a sound, as samples of shape (frames,) or (frames, channels)."""

_MOST_PARTS = 42
"""Parts that are measured at most, 5 minutes: enough to know how loud hours are."""


def measure_loudness(render: Render, frames: int) -> float:
    """Return the integrated loudness of the first frames of a sound, full scale 1, in LUFS.

    Up to 5 minutes are measured in full. It is ``-inf`` of a sound too soft to be measured.
    """
    spacing = PART_FRAMES * -(-frames // (PART_FRAMES * _MOST_PARTS))
    return integrate_loudness(
        map_in_order(partial(_measure_part, render), range(0, frames, spacing))
    )


def _measure_part(render: Render, start: int) -> NDArray[np.float64]:
    """Return the energies of the part that begins at a frame, its channels added up."""
    samples = render(start - SETTLING_FRAMES, start + PART_FRAMES)
    channels = samples.reshape(len(samples), -1).T.astype(np.float32)
    energies: NDArray[np.float64] = np.sum([measure_hop_energies(one) for one in channels], axis=0)
    return energies
