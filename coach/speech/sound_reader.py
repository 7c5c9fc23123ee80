"""Reads the sound files that speech programs write, and forgives what programs get wrong in them.

A program that writes to a pipe cannot go back to fill in the lengths, so they are 0, 0x7ffff000
(espeak-ng) or 0xffffffff: then the sound is all that follows. The layout is that of "Multimedia
Programming Interface and Data Specifications 1.0" (RIFF WAVE) and of ``mmreg.h``. Whatever is not
plain WAV (AIFF, which macOS writes whatever the suffix, and others) is left to libsndfile.
"""

import io
import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from coach.speech.engine import Utterance

_PCM = 1
_FLOAT = 3
_EXTENSIBLE = 0xFFFE

_FULL_SCALE = 32768


class UnreadableSound(Exception):
    """What should be a sound file is none. The message says why, as the end of a sentence."""


def read_sound(data: bytes) -> Utterance:
    """Give the sound of a file, its channels made one. It may have no samples."""
    if not data:
        raise UnreadableSound("it is empty")
    return _wave(data) if data[:4] == b"RIFF" and data[8:12] == b"WAVE" else _other(data)


def _wave(data: bytes) -> Utterance:
    layout: tuple[int, int, int, int] | None = None
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8
        if kind == b"fmt ":
            layout = _layout(data[at : at + size])
        elif kind == b"data":
            if layout is None:
                raise UnreadableSound("its sound comes before its format")
            coding, channels, rate, bits = layout
            decode = _DECODERS.get((coding, bits))
            if decode is None:
                return _other(data)
            whole = data[at : at + size] if size else _unstated(data[at:])
            frame = channels * bits // 8
            sound = decode(whole[: len(whole) // frame * frame])
            return _mono(sound.reshape(-1, channels), rate)
        at += size + size % 2
    raise UnreadableSound("it holds no sound")


def _layout(chunk: bytes) -> tuple[int, int, int, int]:
    """Give the coding, channels, rate (Hz) and bits of a ``fmt`` chunk."""
    if len(chunk) < 16:
        raise UnreadableSound("its format is cut off")
    coding, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if coding == _EXTENSIBLE and len(chunk) >= 26:
        (coding,) = struct.unpack_from("<H", chunk, 24)
    if not channels or not rate:
        raise UnreadableSound("its format states no channels or no rate")
    return coding, channels, rate, bits


def _unstated(rest: bytes) -> bytes:
    """Give the sound after a length of 0: nothing, if whole chunks follow, else all of it."""
    at = 0
    while at + 8 <= len(rest) and rest[at : at + 4].isalpha():
        size = int.from_bytes(rest[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return b"" if at == len(rest) else rest


def _bytes(data: bytes) -> NDArray[np.float32]:
    return _shorts(((np.frombuffer(data, np.uint8).astype("<i2") - 128) * 256).tobytes())


def _shorts(data: bytes) -> NDArray[np.float32]:
    return (np.frombuffer(data, "<i2") / float(_FULL_SCALE)).astype(np.float32)


def _threes(data: bytes) -> NDArray[np.float32]:
    wide = np.zeros((len(data) // 3, 4), np.uint8)
    wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
    return _longs(wide.tobytes())


def _longs(data: bytes) -> NDArray[np.float32]:
    return (np.frombuffer(data, "<i4") / 2.0**31).astype(np.float32)


def _floats(data: bytes) -> NDArray[np.float32]:
    return np.frombuffer(data, "<f4").astype(np.float32, copy=False)


def _doubles(data: bytes) -> NDArray[np.float32]:
    sound: NDArray[np.float64] = np.frombuffer(data, "<f8")
    return np.clip(sound, -1, 1).astype(np.float32)


_DECODERS: Mapping[tuple[int, int], Callable[[bytes], NDArray[np.float32]]] = MappingProxyType(
    {
        (_PCM, 8): _bytes,
        (_PCM, 16): _shorts,
        (_PCM, 24): _threes,
        (_PCM, 32): _longs,
        (_FLOAT, 32): _floats,
        (_FLOAT, 64): _doubles,
    }
)


def _other(data: bytes) -> Utterance:
    import soundfile  # noqa: PLC0415 - loads a library; plain WAV does without

    try:
        sound, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError) as error:
        raise UnreadableSound("it is no sound file") from error
    return _mono(sound, rate)


def _mono(sound: NDArray[np.float32], rate: int) -> Utterance:
    """Make one channel of all. Samples of 16 bits come out as they were."""
    if not np.isfinite(sound).all():
        raise UnreadableSound("it holds values that are no sound")
    one = sound[:, 0] if sound.shape[1] == 1 else sound.mean(axis=1)
    return Utterance(samples_of(one), rate)


def samples_of(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    """Give 16-bit samples of a sound whose full scale is 1; what is beyond is cut."""
    scaled = np.rint(sound.astype(np.float64) * _FULL_SCALE)
    return np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1).astype(np.int16)
