"""Reads the sound files that speech programs write, and forgives what programs get wrong in them.

A program that writes to a pipe cannot go back to fill in the lengths of a WAV file. Where a length
is too large, libsndfile reads all there is; one of 0 is filled in here. The layout is that of
"Multimedia Programming Interface and Data Specifications 1.0" (RIFF WAVE).
"""

import io
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from coach.speech.engine import Utterance

_FULL_SCALE = 32768

_FIRST_CHUNK = 12
"""Where in a file the first chunk begins, after ``RIFF``, a length and ``WAVE``."""


class UnreadableSound(Exception):
    """What should be a sound file cannot be read. The message ends a sentence: it says why."""


def read_sound(data: bytes) -> Utterance:
    """Read a sound file, and make one channel of all. It may have no samples."""
    import soundfile  # noqa: PLC0415 - loads a library; most voices do without

    if not data:
        raise UnreadableSound("it is empty")
    try:
        sound, rate = soundfile.read(io.BytesIO(_mend_wave(data)), dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError) as error:
        raise UnreadableSound("it is not a sound file") from error
    if not np.isfinite(sound).all():
        raise UnreadableSound("it holds values that are not sound")
    return Utterance(to_samples(sound.mean(axis=1)), rate)


def to_samples(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return 16-bit samples of a sound whose full scale is 1; what is beyond is cut."""
    scaled = np.rint(sound.astype(np.float64) * _FULL_SCALE)
    return np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1).astype(np.int16)


def _mend_wave(data: bytes) -> bytes:
    """Fill in the length of the samples of a WAV file where it is 0 and samples follow."""
    if data[:4] != b"RIFF" or data[8:_FIRST_CHUNK] != b"WAVE":
        return data
    for at, name, size in _list_chunks(data, _FIRST_CHUNK):
        if name == b"data":
            if size or _is_all_chunks(data, at):
                return data
            return data[: at - 4] + (len(data) - at).to_bytes(4, "little") + data[at:]
    return data


def _is_all_chunks(data: bytes, at: int) -> bool:
    """Return whether nothing but whole chunks follows."""
    for begin, name, size in _list_chunks(data, at):
        if not name.isalpha():
            return False
        at = begin + size + size % 2
    return at == len(data)


def _list_chunks(data: bytes, at: int) -> Iterator[tuple[int, bytes, int]]:
    """Yield where the content of each chunk begins, its name and its stated length."""
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield at + 8, data[at : at + 4], size
        at += 8 + size + size % 2
