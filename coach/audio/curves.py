"""Curves along which a sound comes and goes."""

import numpy as np
from numpy.typing import NDArray


def evaluate_raised_cosine(part: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rise from 0 to 1 as ``part`` does, level at both ends: half a Hann window."""
    return 0.5 - 0.5 * np.cos(np.pi * part)
