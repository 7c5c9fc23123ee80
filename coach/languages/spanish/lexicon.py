"""Words of Spanish routines that engines must be told how to say."""

from collections.abc import Mapping
from types import MappingProxyType

EXPANSIONS: Mapping[str, str] = MappingProxyType(
    {
        "1RM": "repetición máxima",
        "AAROM": "rango de movimiento activo asistido",
        "AROM": "rango de movimiento activo",
        "PROM": "rango de movimiento pasivo",
        "ROM": "rango de movimiento",
    }
)
"""Abbreviations that are said in full, whatever the engine."""

ESPEAK: Mapping[str, str] = MappingProxyType(
    {
        # The p of psoas is mute; espeak gives it a name.
        "psoas": "soas",
        # Abbreviations that espeak reads as words.
        "ATFL": "A-T-F-L",
        "LAQ": "L-A-Q",
        "OHP": "O-H-P",
        "SAQ": "S-A-Q",
        # Stress that Latin, or a missing accent, hides.
        "biceps": "bíceps",
        "cuadriceps": "cuádriceps",
        "gluteus": "glúteus",
        "hallux": "hálux",
        "soleus": "sóleus",
        "triceps": "tríceps",
        # What trainers say in English.
        "HIIT": "jit",
        "burpees": "burpis",
        "coach": "cóuch",
        "core": "cor",
        "foam roller": "fóum róuler",
        "kettlebell": "kételbel",
        "release": "rilís",
        "roller": "róuler",
        "squat": "escuat",
        "squats": "escuats",
        "trigger": "tríguer",
        "warm-up": "uórm ap",
    }
)
"""Respellings for espeak: seen in the phonemes of espeak-ng 1.52 (es)."""
