"""How loud a voice is, so that all voices can be brought to one level."""

import numpy as np
from numpy.typing import NDArray

from coach.audio.loudness import integrated_loudness, sound_energies
from coach.languages import find_language

LEVEL = -19.7
"""LUFS of a voice without its pauses. With them a coach's lines come to about -20, from where the
master brings all of the mix to its loudness."""

_ANY = "1 2 3. 4 5 6. 7 8 9."
"""What any engine can say in any language; its level is less that of a coach's lines."""


def sample(tag: str) -> str:
    """Return what is spoken to measure a voice of a language."""
    language = find_language(tag)
    return language.voice_sample if language else _ANY


def loudness(samples: NDArray[np.float32]) -> float:
    """Give the integrated loudness of a sound in LUFS; ``-inf`` of one without 400 ms of sound."""
    return integrated_loudness([sound_energies(samples)])
