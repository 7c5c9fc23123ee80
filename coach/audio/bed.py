"""The bed: music, ambience or both behind a whole track, making room for the voice."""

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.audio.curves import evaluate_raised_cosine
from coach.audio.ducking import Ducking
from coach.audio.metering import measure_loudness
from coach.timing import SECOND

BED_LOUDNESS_LUFS = -30.0
"""The integrated loudness, in LUFS, that every source of a bed has of itself."""

BED_LEVEL_DB = -6.0
"""How loud a bed is by default, in dB: at -36 LUFS, 16 LU below a voice, it leaves the
tones of a breath in front of it; ducked, it is 26 LU below the voice."""

_FADE_IN_FRAMES = 3 * SECOND
_FADE_OUT_FRAMES = 6 * SECOND


class AudioSource(Protocol):
    """A sound without beginning or end. Any range of it can be rendered by itself."""

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
        level: how much louder or softer than `BED_LOUDNESS_LUFS` its sources are, in dB.

    Attributes:
        channels: 2 if any source is in stereo, otherwise 1.
    """

    def __init__(
        self,
        sources: Sequence[AudioSource],
        frames: int,
        ducking: Ducking,
        level: float = BED_LEVEL_DB,
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
            gains = self._compute_gains(first, last)
            # Several times faster than numpy's broadcasting over a last axis of two.
            for number in range(self.channels):
                channel = bed[first - start : last - start, number]
                for sound in sounds:
                    channel += sound if sound.ndim == 1 else sound[:, number]
                channel *= gains
        return bed if self.channels == 2 else bed[:, 0]

    def _compute_gains(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return the factor for each of some frames of the track."""
        gains = self._ducking.compute_gains(start, stop)
        gains *= self._gain
        coming = min(stop, _FADE_IN_FRAMES) - start
        if coming > 0:
            gains[:coming] *= _make_fade(np.arange(start, start + coming), _FADE_IN_FRAMES)
        going = stop - max(start, self._frames - _FADE_OUT_FRAMES)
        if going > 0:
            gains[-going:] *= _make_fade(
                self._frames - 1 - np.arange(stop - going, stop), _FADE_OUT_FRAMES
            )
        return gains


def _make_fade(frame: NDArray[np.int64], frames: int) -> NDArray[np.float32]:
    """Return a raised cosine of ``frames`` frames, at some of them."""
    return evaluate_raised_cosine((frame + 0.5) / frames).astype(np.float32)


def find_bed_gain(source: AudioSource, frames: int) -> float:
    """Return the factor that brings the first frames of a source to `BED_LOUDNESS_LUFS`.

    What counts is the mean power of its channels, which compares with a mono voice played by both.
    A source too soft to be measured gets 1.
    """
    loudness = measure_loudness(source.render, frames) - 10 * math.log10(source.channels)
    return 10 ** ((BED_LOUDNESS_LUFS - loudness) / 20) if loudness > -math.inf else 1.0
