"""A clip: one spoken text as audio at the program's own rate, ready to be placed on a timeline."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
