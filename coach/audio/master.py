"""The master: a mix at the loudness of the finished track, as int16.

Two passes, both in bounded memory: `measure` hears the whole mix once and gives the gain, then
`Master` applies it, limits the peaks, and rounds.
"""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coach.audio.limiter import MARGIN, limit
from coach.audio.loudness import LoudnessMeter
from coach.audio.mixer import BLOCK, FULL_SCALE, Mixer

LOUDNESS = -16.0
"""The integrated loudness of a track, in LUFS: what podcast directories ask of mono speech."""

_CEILING = 10 ** (-1.1 / 20)
"""The true peak of a track: -1 dBTP, less what rounding and the meter's own error may add."""

_CHUNKS_KEPT = 3
"""Chunks of the finished track kept, so that small blocks do not render their chunk again."""


def measure(blocks: Iterable[NDArray[np.float32]], target: float = LOUDNESS) -> float:
    """Hear a whole mix; give the gain, a factor, that brings it to ``target`` LUFS.

    A mix with nothing in it loud enough to be measured gets a gain of 1.
    """
    meter = LoudnessMeter()
    for block in blocks:
        meter.add(block)
    loudness = meter.integrated()
    return 10.0 ** ((target - loudness) / 20) if math.isfinite(loudness) else 1.0


class Master:
    """Renders the finished track: a mix with its gain, limited, mono int16 at 44,100 Hz.

    The track is worked out in chunks on a fixed grid, each by itself, so that the samples are the
    same whichever ranges are asked for; playing from the middle gives what the file holds there.

    Args:
        mixer: what is finished.
        gain: the factor from `measure`.
    """

    def __init__(self, mixer: Mixer, gain: float) -> None:
        self.frames = mixer.timeline.frames
        self._mixer = mixer
        self._gain = gain
        self._chunk = lru_cache(_CHUNKS_KEPT)(self._finish)

    def render(self, start: int, stop: int) -> NDArray[np.int16]:
        """Render the frames ``[start, stop)``; before and after the track there is silence."""
        numbers = range(start // BLOCK, -(-stop // BLOCK))
        if not numbers:
            return np.zeros(0, dtype=np.int16)
        first = numbers[0] * BLOCK
        chunks = np.concatenate([self._chunk(number) for number in numbers])
        return chunks[start - first : stop - first]

    def blocks(self, size: int = BLOCK) -> Iterator[NDArray[np.int16]]:
        """Render the whole track in blocks of ``size`` frames; the last may be shorter."""
        for start in range(0, self.frames, size):
            yield self.render(start, min(start + size, self.frames))

    def _finish(self, number: int) -> NDArray[np.int16]:
        """Render one chunk of the grid."""
        start = number * BLOCK
        mix = self._mixer.render(start - MARGIN, start + BLOCK + MARGIN)
        samples = limit(mix.astype(np.float64) * self._gain, _CEILING)
        return np.rint(samples * FULL_SCALE).clip(-FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
