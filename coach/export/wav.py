"""WAV of a track: 16-bit mono samples, as they are played."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

import numpy as np
import soundfile
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE

_MOST_IN_WAV = (0xFFFF_FFFF - 4096) // 2
"""Frames whose bytes a 32-bit length can count, with room for headers."""


def write_wav(file: BinaryIO, frames: int, blocks: Iterable[NDArray[np.int16]]) -> None:
    """Write mono blocks at 44,100 Hz as a WAV file; above 4 GiB as RF64, its 64-bit form.

    Args:
        file: binary, open for reading and writing, and empty.
        frames: the length of the track.
        blocks: the track.
    """
    target = _Target(file)
    container = "WAV" if frames <= _MOST_IN_WAV else "RF64"
    try:
        with soundfile.SoundFile(
            target, "w", SAMPLE_RATE, channels=1, format=container, subtype="PCM_16"
        ) as sound:
            for block in blocks:
                sound.write(block)
    except Exception:
        if target.failure is None:
            raise
    if target.failure is not None:
        raise target.failure


class _Target:
    """A file for libsndfile, which calls it from C, where an exception would be lost: it is kept.

    Attributes:
        failure: the exception that stopped the writing; the file is not touched after it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.failure: BaseException | None = None
        self._file = file

    def write(self, data: bytes) -> int:
        """Write data; give the number of bytes written."""
        return self._attempt(lambda: self._file.write(data))

    def seek(self, offset: int, whence: int) -> int:
        """Go to a place in the file, counted as for any file."""
        return self._attempt(lambda: self._file.seek(offset, whence))

    def tell(self) -> int:
        """Give the place in the file."""
        return self._attempt(self._file.tell)

    def read(self, size: int) -> bytes:
        """Read from the file; libsndfile asks for it only of files it did not write."""
        return self._file.read(size)

    def _attempt(self, call: Callable[[], int]) -> int:
        """Give what the call gives; 0 if it fails, or one before it has."""
        if self.failure is None:
            try:
                return call()
            except BaseException as failure:  # noqa: BLE001 - raised again by `write_wav`
                self.failure = failure
        return 0
