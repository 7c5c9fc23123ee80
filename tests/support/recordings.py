"""Recordings of samples that a test has at hand."""

import numpy as np
from numpy.typing import NDArray

from coach.outputs.audio.recording import Recording


def recording(samples: NDArray[np.int16], channels: int = 1) -> Recording:
    """Samples of shape (frames,), or (frames, channels), as a recording."""
    channels = samples.shape[1] if samples.ndim > 1 else channels
    shaped = samples.reshape(-1) if channels == 1 else samples
    return Recording(len(shaped), channels, lambda start, stop: shaped[start:stop])
