"""Music: a file of the user's, decoded once, that goes on for as long as a track does."""

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coach.audio.bed import gain_of
from coach.spill import SpillFile
from coach.timing import SAMPLE_RATE, SECOND

if TYPE_CHECKING:
    import soundfile

_CROSSFADE = 4 * SECOND
"""The longest that the end of a file sounds together with its beginning."""

_SHORTEST = SECOND
"""The shortest file, in frames at the program's rate, that is taken for music."""

_MEASURED = 30 * SECOND
"""The least that is measured: a short file as it sounds turn after turn, crossfaded with itself."""

_BLOCK = 65_536
"""Frames decoded at once."""

_UNIT = 2.0**-14
"""What a stored sample of 1 stands for. The 6 dB over full scale are for the waves of an encoder or
a resampler that overshoot it."""

_HIGHEST = 32_767

_SLOWEST = 1000
"""The lowest sample rate of a file, in Hz: below, there is nothing to hear and much to fill in."""

_MOST_GAIN = 10 ** (20 / 20)
"""The most by which music is made louder, 20 dB: what is softer than -50 LUFS is meant to be."""

_TERABYTE = 1 << 40

_PEAK = 0.5
"""Of full scale: the highest sample after the gain, so that two may meet in a crossfade."""


_NOT_AUDIO = "{} is not audio of a kind that can be read: WAV, AIFF, FLAC, Ogg or MP3."


class MusicError(Exception):
    """A file cannot be had as music: its text is one sentence."""


class Music:
    """A file of music, over and over: its end is crossfaded with its beginning, equal in power.

    It is decoded to a temporary file of its own, 44,100 Hz, and so takes no memory whatever its
    length; safe under threads. More than two channels become one. It is brought to the loudness of
    a bed, the mean of the power of its channels being what is measured, but made louder by no more
    than 20 dB and not at all if it is nearly silent.

    Args:
        path: a file of any format, rate and number of channels that libsndfile reads: WAV, AIFF,
            FLAC, Ogg, MP3. One that is cut short is heard as far as it goes.
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
        with _opened(path) as source:
            self.channels = 2 if source.channels == 2 else 1
            self._shape = (-1,) if self.channels == 1 else (-1, 2)
            self.frames, peak = self._decode(source, frames + _CROSSFADE)
        if self.frames < _SHORTEST:
            raise MusicError(f"{path} is too short for music: it lasts less than a second.")
        self._joined = min(_CROSSFADE, self.frames // 4)
        self._period = self.frames - self._joined
        self._factor = _UNIT
        gain = min(gain_of(self, max(self._period, _MEASURED)), _MOST_GAIN)
        self._factor *= gain if gain * peak <= _PEAK else _PEAK / peak

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)``, full scale 1.

        Gives samples of shape (frames,), or (frames, 2) in stereo. At frame 0 the file begins, and
        nothing is crossfaded into it.
        """
        music = np.empty((stop - start, self.channels), np.float32)
        at = start
        while at < stop:
            turn, place = divmod(at, self._period)
            end = min(stop, (turn + 1) * self._period)
            part = music[at - start : end - start]
            part[:] = self._read(place, place + len(part))
            if turn:
                self._crossfade(part, place)
            at = end
        music *= np.float32(self._factor)
        return music.reshape(self._shape)

    def _crossfade(self, part: NDArray[np.float32], place: int) -> None:
        """Let the end of the file go on in a part of a later turn, as far as it reaches."""
        frames = min(len(part), self._joined - place)
        if frames > 0:
            ending = self._read(self._period + place, self._period + place + frames)
            angle = (np.arange(place, place + frames) + 0.5) * (np.pi / 2 / self._joined)
            part[:frames] *= np.sin(angle)[:, np.newaxis]
            part[:frames] += ending * np.cos(angle)[:, np.newaxis]

    def _read(self, start: int, stop: int) -> NDArray[np.int16]:
        """Give some frames as they are stored, of shape (frames, channels)."""
        size = 2 * self.channels
        stored = self._samples.read(start * size, (stop - start) * size)
        return np.frombuffer(stored, np.int16).reshape(-1, self.channels)

    def _decode(self, source: "soundfile.SoundFile", most: int) -> tuple[int, float]:
        """Store a file up to a length; give how many frames it had, and its highest sample."""
        frames, peak = 0, 0.0
        for block in _decoded(source, self.channels):
            samples = block[: most - frames]
            peak = max(peak, float(np.abs(samples).max(initial=0.0)))
            stored = np.rint(samples / _UNIT).clip(-_HIGHEST, _HIGHEST)
            self._samples.append(stored.astype(np.int16).tobytes())
            frames += len(samples)
            if frames == most:
                break
        return frames, peak


def _decoded(source: "soundfile.SoundFile", channels: int) -> Iterator[NDArray[np.float32]]:
    """Decode a file to the program's rate, in blocks of shape (frames, channels)."""
    import soxr  # noqa: PLC0415 - loads a library; only needed with music

    resampler = soxr.ResampleStream(
        source.samplerate, SAMPLE_RATE, channels, dtype="float32", quality="HQ"
    )
    more = True
    while more:
        block = source.read(_BLOCK, dtype="float32", always_2d=True)
        more = len(block) == _BLOCK
        # A file of floats may hold anything: more than full scale, infinity, what is no number.
        block = np.nan_to_num(block.clip(-2, 2), copy=False)
        if channels < source.channels:
            block = block.mean(axis=1, keepdims=True)
        if source.samplerate != SAMPLE_RATE:
            block = resampler.resample_chunk(block, last=not more)
        yield block


class _Endless(io.FileIO):
    """A file that says it is a terabyte long, but ends where it ends."""

    _beyond = False

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place; the end is far away."""
        self._beyond = whence == io.SEEK_END
        return _TERABYTE if self._beyond else super().seek(offset, whence)

    def tell(self) -> int:
        """Tell where it is."""
        return _TERABYTE if self._beyond else super().tell()


def _tells_its_length(path: Path) -> bool:
    """Tell whether the first frame of an MP3 is a tag with the number of frames.

    The ID3 tag in front of it has its length in 4 bytes of 7 bits: https://id3.org/id3v2.4.0-structure.
    """
    with path.open("rb") as file:
        header = file.read(10)
        if header.startswith(b"ID3"):
            file.seek(sum(byte << 7 * place for place, byte in enumerate(reversed(header[6:]))), 1)
        start = file.read(4096)
    return any(tag in start for tag in (b"Xing", b"Info", b"VBRI"))


@contextmanager
def _source(path: Path) -> Iterator["soundfile.SoundFile"]:
    """Open a file of which libsndfile then reads all there is.

    It guesses the length of an MP3 without a tag from the bit rate at its beginning and the size of
    the file, and reads no further: the size had better be too large.
    """
    import soundfile  # noqa: PLC0415 - loads a library; only needed with music

    with soundfile.SoundFile(path) as source:
        if source.format != "MP3" or _tells_its_length(path):
            yield source
            return
    with _Endless(path) as file, soundfile.SoundFile(file) as source:
        yield source


@contextmanager
def _opened(path: Path) -> Iterator["soundfile.SoundFile"]:
    """Open a file; turn what goes wrong, then and while it is read, into a sentence about it."""
    import soundfile  # noqa: PLC0415 - loads a library; only needed with music

    source = None
    try:
        if path.is_dir():
            raise MusicError(f"{path} is a folder: name a file of music in it.")
        with path.open("rb"):  # says why a file cannot be opened; libsndfile does not
            pass
        if path.suffix.lower() == ".raw":  # taken for samples without a header
            raise MusicError(_NOT_AUDIO.format(path))
        with _source(path) as source:
            if source.samplerate < _SLOWEST:
                raise MusicError(f"{path} has {source.samplerate} samples a second: too few.")
            yield source
    except soundfile.SoundFileError:
        if source is None:
            raise MusicError(_NOT_AUDIO.format(path)) from None
        raise MusicError(f"{path} is damaged, and cannot be read.") from None
    except FileNotFoundError:
        raise MusicError(f"There is no file {path}.") from None
    except UnicodeEncodeError:
        raise MusicError(f"The name of {path} is no UTF-8: give the file another.") from None
    except OSError as error:
        if error.errno == errno.ENOSPC:  # of the temporary folder: the music is only read
            raise
        reason = (error.strerror or str(error)).lower()
        raise MusicError(f"{path} cannot be used as music: {reason}.") from error
