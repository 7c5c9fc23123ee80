"""How a track is to be encoded: channels, bit rate, and what a format can do of it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Blocks = Iterable[NDArray[np.int16]]
"""A finished track, 44,100 Hz: each block is of shape (frames,), or (frames, 2) in stereo."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What was asked of an encoder.

    Attributes:
        frames: the length of the track.
        channels: 1 or 2.
        bitrate: in kbit/s; None for what suits the format.
        vbr: a variable bit rate, from 0 (the best) to 9 (the smallest); None for a constant one.
    """

    frames: int
    channels: int = 1
    bitrate: int | None = None
    vbr: int | None = None
