"""How loud a voice is, so that all voices can be brought to one level."""

import numpy as np
from numpy.typing import NDArray

from coach.audio.loudness import integrate_loudness, measure_sound_energies
from coach.languages import find_language

VOICE_LEVEL_LUFS = -19.7
"""LUFS of a voice without its pauses. With them a coach's lines come to about -20, from where the
master brings all of the mix to its loudness."""

_ANY = "1 2 3. 4 5 6. 7 8 9."
"""What any engine can say in any language; its level is less that of a coach's lines."""


def find_sample(tag: str) -> str:
    """Return what is spoken to measure a voice of a language."""
    language = find_language(tag)
    return language.voice_sample if language else _ANY


def measure_clip_loudness(samples: NDArray[np.float32]) -> float:
    """Return the integrated loudness in LUFS; ``-inf`` of a sound shorter than 400 ms."""
    return integrate_loudness([measure_sound_energies(samples)])
