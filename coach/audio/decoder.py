"""The decoder: any file of sound as samples at the program's rate, by FFmpeg's libraries."""

import errno
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coach.files import describe_refusal
from coach.timing import SAMPLE_RATE

if TYPE_CHECKING:
    import av
    from av.audio.stream import AudioStream

_CONTAINERS = (
    "aac,ac3,aiff,amr,ape,asf,au,caf,flac,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,ogg,tta,w64,"
    "wav,wv"
)
"""What is opened: files that hold the sound themselves. A playlist would name other files, or hosts
to ask for them."""

_RATES_HZ = range(1000, 1_536_001)
"""The sample rates of files, in Hz. Below, there is nothing to hear. No recorder goes beyond, and
resampling would take minutes."""

_HIGHEST = 2.0
"""What samples are clipped to: encoders overshoot full scale, and floats may be anything."""


class MusicError(Exception):
    """A file cannot be had as music: its text is one sentence."""


class SoundFile:
    """An open file of sound, read from its beginning.

    Attributes:
        channels: 1 or 2; more than two channels become one, their mean.
    """

    def __init__(self, path: Path, container: "av.container.InputContainer") -> None:
        self._path = path
        self._container = container
        self._stream: AudioStream = container.streams.audio[0]
        self.channels = 2 if self._stream.channels == 2 else 1
        self._check_rate(self._stream.sample_rate)

    def decode_blocks(self) -> Iterator[NDArray[np.float32]]:
        """Decode the file, in blocks of shape (frames, channels) at 44,100 Hz.

        Its rate and its channels may change on the way, as they do where files were put one behind
        the other.
        """
        from av import AudioResampler  # noqa: PLC0415 - loads FFmpeg; only needed with music

        resampler: AudioResampler | None = None
        form = None
        for frame in self._read_frames():
            frame.pts = None  # the samples follow one another, whatever the file's clock says
            if form != (form := (frame.sample_rate, frame.layout.name, frame.format.name)):
                if resampler is not None:
                    yield from self._convert_frames(resampler.resample(None))
                self._check_rate(frame.sample_rate)
                resampler = AudioResampler("flt", frame.layout, SAMPLE_RATE)
            if resampler is not None:
                yield from self._convert_frames(resampler.resample(frame))
        if resampler is not None:
            yield from self._convert_frames(resampler.resample(None))

    def _check_rate(self, rate: int) -> None:
        if rate not in _RATES_HZ:
            few = "few" if rate < _RATES_HZ.start else "many"
            raise MusicError(f"{self._path} has {rate} samples a second: too {few}.")

    def _read_frames(self) -> "Iterator[av.AudioFrame]":
        """Read the sound of every packet, but for those that are damaged."""
        import av  # noqa: PLC0415 - loads FFmpeg; only needed with music

        is_damaged, is_heard = False, False
        for packet in self._container.demux(self._stream):
            try:
                frames = packet.decode()
            except av.InvalidDataError:
                is_damaged = True
                continue
            for frame in frames:
                if isinstance(frame, av.AudioFrame):
                    is_heard = True
                    yield frame
        if is_damaged and not is_heard:
            raise MusicError(f"{self._path} is damaged, and cannot be read.")

    def _convert_frames(self, frames: "list[av.AudioFrame]") -> Iterator[NDArray[np.float32]]:
        for frame in frames:
            samples = frame.to_ndarray().astype(np.float32, copy=False)
            samples = samples.reshape(-1, len(frame.layout.channels))
            samples = np.nan_to_num(samples.clip(-_HIGHEST, _HIGHEST))
            if samples.shape[1] != self.channels:
                mean = samples.mean(axis=1, keepdims=True, dtype=np.float32)
                samples = np.repeat(mean, self.channels, axis=1)
            yield samples


@contextmanager
def open_sound(path: Path) -> Iterator[SoundFile]:
    """Open a file; turn what goes wrong, then and while it is read, into a sentence about it.

    Raises:
        MusicError: if there is no such file, or it is not a file of sound.
    """
    import av  # noqa: PLC0415 - loads FFmpeg; only needed with music

    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise MusicError(f"{path} is a folder: name a file of music in it.")
        if not stat.S_ISREG(status.st_mode):
            raise MusicError(f"{path} is not a file.")
        with path.open("rb") as file, _open_container(path, file) as container:
            yield SoundFile(path, container)
    except av.FFmpegError:
        raise MusicError(f"{path} is damaged, and cannot be read.") from None
    except FileNotFoundError:
        raise MusicError(f"There is no file {path}.") from None
    except OSError as error:
        if error.errno == errno.ENOSPC:  # of the temporary folder: the music is only read
            raise
        reason = describe_refusal(error)
        raise MusicError(f"{path} cannot be used as music: {reason}.") from error


@contextmanager
def _open_container(path: Path, file: object) -> "Iterator[av.container.InputContainer]":
    import av  # noqa: PLC0415 - loads FFmpeg; only needed with music

    not_sound = MusicError(
        f"{path} is not a file of sound that can be read, such as MP3, M4A, FLAC, Ogg or WAV."
    )
    limits = {"format_whitelist": _CONTAINERS, "protocol_whitelist": ""}
    try:
        container = av.open(file, "r", container_options=limits)
    except (av.FFmpegError, OSError, ValueError):
        raise not_sound from None
    with container:
        # A stream whose codec nobody knows has no such attribute.
        if not any(getattr(each, "sample_rate", 0) for each in container.streams.audio[:1]):
            raise not_sound
        yield container
