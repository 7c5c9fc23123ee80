"""WAV of a track: 16-bit mono samples, as they are played."""

from collections.abc import Iterable
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
        if target.failure is not None:
            raise target.failure from None
        raise
    if target.failure is not None:
        raise target.failure


class _Target:
    """A file for libsndfile, which calls it from C, where an exception would be lost: it is kept.

    Attributes:
        failure: the exception with which writing failed.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.failure: Exception | None = None
        self.seek = file.seek
        self.tell = file.tell
        self.read = file.read
        self._file = file

    def write(self, data: bytes) -> int:
        """Write data; give the number of bytes written, 0 once writing has failed."""
        if self.failure is None:
            try:
                return self._file.write(data)
            except Exception as failure:  # noqa: BLE001 - raised again by `write_wav`
                self.failure = failure
        return 0
