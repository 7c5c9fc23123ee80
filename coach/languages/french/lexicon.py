"""Words of French routines that engines must be told how to say."""

from collections.abc import Mapping
from types import MappingProxyType

EXPANSIONS: Mapping[str, str] = MappingProxyType(
    {
        "1RM": "répétition maximale",
        "AAROM": "amplitude active assistée",
        "AROM": "amplitude active",
        "PROM": "amplitude passive",
        "ROM": "amplitude",
    }
)
"""Abbreviations that are said in full, whatever the engine."""

ESPEAK: Mapping[str, str] = MappingProxyType(
    {
        # Abbreviations that espeak reads as words.
        "ATFL": "A.T.F.L.",
        "ATM": "A.T.M.",
        "IRM": "i erre ème",
        "LAQ": "L-A-Q",
        "LCA": "L-C-A",
        "OHP": "O-H-P",
        "RPE": "R-P-E",
        "SAQ": "S-A-Q",
        # Final consonants that are said in Latin and Greek words.
        "coccyx": "coccisse",
        "gastrocnemius": "gastrocnémiusse",
        "gluteus": "glutéusse",
        "gracilis": "gracilisse",
        "iliopsoas": "iliopsoasse",
        "piriformis": "piriformisse",
        "psoas": "psoasse",
        "psoas-iliaque": "psoasse-iliaque",
        "soleus": "soléusse",
        # The ischium has a k, Achilles an l.
        "Achille": "Achile",
        "ischio": "iskio",
        "ischios": "iskio",
        "ischio-jambiers": "iskio-jambiers",
        "ischiojambiers": "iskio-jambiers",
        # What trainers say in English.
        "HIIT": "hite",
        "foam roller": "faum rolleur",
        "pilates": "pilatesse",
        "roller": "rolleur",
        "squat": "squatte",
        "squats": "squattes",
        "trigger": "trigueur",
        "triggers": "trigueurs",
        "yin": "yinne",
    }
)
"""Respellings for espeak: seen in the phonemes of espeak-ng 1.52 (fr)."""
