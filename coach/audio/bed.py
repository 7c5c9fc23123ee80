"""The bed: music, ambience or both behind a whole track, making room for the voice."""

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.audio.curves import raised_cosine
from coach.audio.ducking import Ducking
from coach.audio.metering import measure_loudness
from coach.timing import SECOND

LOUDNESS = -30.0
"""The integrated loudness, in LUFS, that every source of a bed has of itself."""

LEVEL = -6.0
"""How loud a bed is unless said otherwise, in dB: at -36 LUFS, 16 LU below a voice, it leaves the
tones of a breath in front of it; ducked, it is 26 LU below the voice."""

_FADE_IN = 3 * SECOND
_FADE_OUT = 6 * SECOND


class Source(Protocol):
    """A sound without beginning or end, of which any range can be rendered by itself."""

    @property
    def channels(self) -> int:
        """1 or 2."""

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)``, full scale 1; safe under threads.

        They are of shape (frames,), or (frames, 2) in stereo, and not for writing.
        """


class Bed:
    """What sounds behind a track from its first frame to its last.

    It comes in over 3 s and goes out over the last 6 s.

    Args:
        sources: what it is made of.
        frames: the length of the track.
        ducking: where it makes room.
        level: how much louder or softer than `LOUDNESS` its sources are, in dB.

    Attributes:
        channels: 2 if any source is in stereo, otherwise 1.
    """

    def __init__(
        self, sources: Sequence[Source], frames: int, ducking: Ducking, level: float = LEVEL
    ) -> None:
        self.channels = max((source.channels for source in sources), default=1)
        self._sources = sources
        self._frames = frames
        self._ducking = ducking
        self._gain = np.float32(10 ** (level / 20))

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)``; before and after the track there is silence.

        Gives samples of shape (frames,), or (frames, 2) in stereo, full scale 1.
        """
        bed = np.zeros((stop - start, self.channels), dtype=np.float32)
        first, last = max(start, 0), min(stop, self._frames)
        if first < last:
            sounds = [source.render(first, last) for source in self._sources]
            gains = self._gains(first, last)
            # Several times faster than numpy's broadcasting over a last axis of two.
            for number in range(self.channels):
                channel = bed[first - start : last - start, number]
                for sound in sounds:
                    channel += sound if sound.ndim == 1 else sound[:, number]
                channel *= gains
        return bed if self.channels == 2 else bed[:, 0]

    def _gains(self, start: int, stop: int) -> NDArray[np.float32]:
        """Give the factor for each of some frames of the track."""
        gains = self._ducking.gains(start, stop)
        gains *= self._gain
        coming = min(stop, _FADE_IN) - start
        if coming > 0:
            gains[:coming] *= _rise(np.arange(start, start + coming), _FADE_IN)
        going = stop - max(start, self._frames - _FADE_OUT)
        if going > 0:
            gains[-going:] *= _rise(self._frames - 1 - np.arange(stop - going, stop), _FADE_OUT)
        return gains


def _rise(frame: NDArray[np.int64], frames: int) -> NDArray[np.float32]:
    """Give a raised cosine at some of its frames, of so many in all."""
    return raised_cosine((frame + 0.5) / frames).astype(np.float32)


def gain_of(source: Source, frames: int) -> float:
    """Return the factor that brings the first frames of a source to `LOUDNESS`.

    What counts is the mean power of its channels, which compares with a mono voice played by both.
    A source too soft to be measured gets 1.
    """
    loudness = measure_loudness(source.render, frames) - 10 * math.log10(source.channels)
    return 10 ** ((LOUDNESS - loudness) / 20) if loudness > -math.inf else 1.0
