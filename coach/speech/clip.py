"""A clip: one spoken text as audio at the program's own rate, ready to be placed on a timeline."""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_COUNT = struct.Struct("<I")
_WORD = struct.Struct("<III")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a clip, for captions that follow the voice.

    Attributes:
        start: the first character in the text as it was written, before normalisation.
        length: the number of characters there; never 0.
        frame: where in the clip the word begins.
    """

    start: int
    length: int
    frame: int


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Speech as mono audio at `coach.timing.SAMPLE_RATE`, of one frame at least.

    Attributes:
        pcm: the samples; made read-only, since the same clip is handed to all who ask for it.
        words: the words, in order, none overlapping another; those the engine did not place are
            missing.
    """

    pcm: NDArray[np.int16]
    words: tuple[Word, ...] = ()

    def __post_init__(self) -> None:
        self.pcm.setflags(write=False)

    @property
    def frames(self) -> int:
        """The length in frames."""
        return len(self.pcm)


def pack_clip(clip: Clip) -> bytes:
    """Write a clip as bytes, to be kept."""
    words = b"".join(_WORD.pack(word.start, word.length, word.frame) for word in clip.words)
    return _COUNT.pack(len(clip.words)) + words + clip.pcm.astype("<i2").tobytes()


def unpack_clip(data: bytes | memoryview) -> Clip | None:
    """Read a clip that was kept; None where the bytes are not those of a clip."""
    try:
        (count,) = _COUNT.unpack_from(data)
        sound = _COUNT.size + count * _WORD.size
        pcm = np.frombuffer(data[sound:], "<i2").astype(np.int16, copy=False)
        return Clip(pcm, read_words(data)) if len(pcm) else None
    except (struct.error, ValueError):
        return None


def read_words(data: bytes | memoryview) -> tuple[Word, ...]:
    """Read the words of a clip that was kept; its samples need not be there."""
    (count,) = _COUNT.unpack_from(data)
    words = data[_COUNT.size : _COUNT.size + count * _WORD.size]
    return tuple(Word(*fields) for fields in _WORD.iter_unpack(words))
