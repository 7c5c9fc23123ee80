"""Music: a file of the user's, decoded once, that goes on for as long as a track does."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.audio.bed import find_bed_gain
from coach.audio.decoder import MusicError, SoundFile, open_sound
from coach.spill_file import SpillFile
from coach.timing import SECOND

_CROSSFADE_FRAMES = 4 * SECOND
"""The longest that the end of a file sounds together with its beginning."""

_SHORTEST_FRAMES = SECOND
"""The shortest file, in frames at the program's rate, that is taken for music."""

_MEASURED_FRAMES = 30 * SECOND
"""The least that is measured: a short file as it sounds turn after turn, crossfaded with itself."""

_UNIT = 2.0**-14
"""What a stored sample of 1 stands for. The 6 dB over full scale are for the waves of an encoder or
a resampler that overshoot it."""

_HIGHEST = 32_767

_MOST_GAIN = 10 ** (20 / 20)
"""The most by which music is made louder, 20 dB: what is softer than -50 LUFS is meant to be."""

_PEAK = 0.5
"""Of full scale: the highest sample after the gain, so that two may meet in a crossfade."""


class Music:
    """A file of music, over and over: its end is crossfaded with its beginning, equal in power.

    It is decoded to a temporary file of its own, 44,100 Hz, and so takes no memory whatever its
    length; safe under threads. More than two channels become one. It is brought to the loudness of
    a bed, the mean of the power of its channels being what is measured, but made louder by no more
    than 20 dB and not at all if it is nearly silent.

    Args:
        path: a file of any format, rate and number of channels that FFmpeg reads: MP3, M4A, FLAC,
            Ogg, WAV and others. One that is cut short is heard as far as it goes.
        frames: how much of it will be heard. Of a longer file no more is read than that takes.

    Attributes:
        channels: 1 or 2.
        frames: the length of what was decoded.

    Raises:
        MusicError: if there is no such file, it is not audio, is damaged or shorter than a second,
            or the disk is full.
    """

    def __init__(self, path: Path, frames: int) -> None:
        self._samples = SpillFile()
        with open_sound(path) as source:
            self.channels = source.channels
            self._shape = (-1,) if self.channels == 1 else (-1, 2)
            self.frames, peak = self._store_file(source, frames + _CROSSFADE_FRAMES)
        if self.frames < _SHORTEST_FRAMES:
            raise MusicError(f"{path} is too short for music: it lasts less than a second.")
        self._joined = min(_CROSSFADE_FRAMES, self.frames // 4)
        self._period = self.frames - self._joined
        self._factor = _UNIT
        gain = min(find_bed_gain(self, max(self._period, _MEASURED_FRAMES)), _MOST_GAIN)
        self._factor *= gain if gain * peak <= _PEAK else _PEAK / peak

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)``, full scale 1.

        Gives samples of shape (frames,), or (frames, 2) in stereo. At frame 0 the file begins, and
        nothing is crossfaded into it.
        """
        music = np.empty((stop - start, self.channels), np.float32)
        at = start
        while at < stop:
            turn, offset = divmod(at, self._period)
            end = min(stop, (turn + 1) * self._period)
            part = music[at - start : end - start]
            part[:] = self._read_frames(offset, offset + len(part))
            if turn:
                self._crossfade_turn(part, offset)
            at = end
        music *= np.float32(self._factor)
        return music.reshape(self._shape)

    def _crossfade_turn(self, part: NDArray[np.float32], offset: int) -> None:
        """Let the end of the file go on in a part of a later turn, as far as it reaches."""
        frames = min(len(part), self._joined - offset)
        if frames > 0:
            ending = self._read_frames(self._period + offset, self._period + offset + frames)
            angle = (np.arange(offset, offset + frames) + 0.5) * (np.pi / 2 / self._joined)
            part[:frames] *= np.sin(angle)[:, np.newaxis]
            part[:frames] += ending * np.cos(angle)[:, np.newaxis]

    def _read_frames(self, start: int, stop: int) -> NDArray[np.int16]:
        """Return some frames as they are stored, of shape (frames, channels)."""
        size = 2 * self.channels
        stored = self._samples.read(start * size, (stop - start) * size)
        return np.frombuffer(stored, np.int16).reshape(-1, self.channels)

    def _store_file(self, source: SoundFile, most: int) -> tuple[int, float]:
        """Store a file up to a length; return how many frames it had, and its highest sample."""
        frames, peak = 0, 0.0
        for block in source.decode_blocks():
            samples = block[: most - frames]
            peak = max(peak, float(np.abs(samples).max(initial=0.0)))
            stored = np.rint(samples / _UNIT).clip(-_HIGHEST, _HIGHEST)
            self._samples.append(stored.astype(np.int16).tobytes())
            frames += len(samples)
            if frames == most:
                break
        return frames, peak
