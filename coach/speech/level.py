"""How loud a voice is, so that all voices can be brought to one level."""

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from coach.audio.loudness import SETTLING, STEPS, integrated_loudness, step_energies
from coach.audio.readings import STEP

LEVEL = -19.7
"""LUFS of a voice without its pauses. With them a coach's lines come to about -20, from where the
master brings all of the mix to its loudness."""

_SAMPLES = MappingProxyType(
    {
        "en": "Lift your hips, and roll slowly up to just below the knee. Now your left side. "
        "Breathe in, and out.",
        "de": "Heb das Becken, und rolle langsam bis unter das Knie. Jetzt die linke Seite. "
        "Einatmen, und ausatmen.",
        "fr": "Soulevez les hanches, et roulez lentement jusque sous le genou. Maintenant le côté "
        "gauche. Inspirez, et expirez.",
        "es": "Siéntate con las piernas estiradas, y levanta la cadera. Rueda despacio hasta la "
        "rodilla. Ahora el lado izquierdo. Relaja los hombros.",
    }
)
_ANY = "1 2 3. 4 5 6. 7 8 9."
"""What any engine can say in any language; its level is less that of a coach's lines."""


def sample(language: str) -> str:
    """Give what is to be spoken to measure a voice of a language (its primary tag)."""
    return _SAMPLES.get(language, _ANY)


def loudness(samples: NDArray[np.float32]) -> float:
    """Give the integrated loudness of a sound in LUFS; ``-inf`` of one without 400 ms of sound."""
    part = STEPS * STEP
    padded = np.zeros(SETTLING + -(-len(samples) // part) * part, np.float32)
    padded[SETTLING : SETTLING + len(samples)] = samples
    return integrated_loudness([step_energies(padded)])
