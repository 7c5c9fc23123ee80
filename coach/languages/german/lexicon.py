"""Words of German routines that engines must be told how to say."""

from collections.abc import Mapping
from types import MappingProxyType

EXPANSIONS: Mapping[str, str] = MappingProxyType(
    {
        "1RM": "Einer-Maximum",
        "AAROM": "aktiv-assistiver Bewegungsumfang",
        "AROM": "aktiver Bewegungsumfang",
        "KH": "Kurzhantel",
        "LH": "Langhantel",
        "OHP": "Überkopfdrücken",
        "PROM": "passiver Bewegungsumfang",
        "ROM": "Bewegungsumfang",
    }
)
"""Abbreviations that are said in full, whatever the engine."""

ESPEAK: Mapping[str, str] = MappingProxyType(
    {
        # Abbreviations that espeak reads as words; BWS, LWS and the like it spells out.
        "ATFL": "A-T-F-L",
        "ISG": "I-S-G",
        "LAQ": "L-A-Q",
        "OSG": "O-S-G",
        "SAQ": "S-A-Q",
        "USG": "U-S-G",
        # Fascia: fas-tsi-e.
        "Faszie": "Faszje",
        "Faszien": "Faszjen",
        "Faszienball": "Faszjen-Ball",
        "Faszienrolle": "Faszjen-Rolle",
        "Faszienrollen": "Faszjen-Rollen",
        "Faszientraining": "Faszjen-Training",
        "Plantarfaszie": "Plantar-Faszje",
        # Read across its seam.
        "Blutgerinnsel": "Blut-Gerinnsel",
        # Muscles: Latin vowels apart, and stress where Latin has it.
        "Achillessehne": "Achilles-Sehne",
        "Deltoideus": "Delto-idehus",
        "Gastrocnemius": "Gastrok-nemius",
        "Gastroknemius": "Gastrok-nemius",
        "Gluteus": "Glutehus",
        "Glutaeus": "Glutehus",
        "Gracilis": "Grahzilis",
        "Latissimus": "La-tissimus",
        "Patellasehne": "Patella-Sehne",
        "Pectoralis": "Pekto-rahlis",
        "Peroneus": "Pero-nehus",
        "Piriformis": "Piri-formis",
        "Popliteus": "Popli-tehus",
        "Quadratus": "Quad-rahtus",
        "Quadrizeps": "Quahdrizeps",
        "Rhomboideus": "Rhombo-idehus",
        "Sartorius": "Sar-torius",
        "Soleus": "Solehus",
        "Tibialis": "Tibi-ahlis",
        "Trapezius": "Tra-pezius",
        # Bones and joints.
        "Femur": "Fehmuhr",
        "Iliosakralgelenk": "Iliosakral-Gelenk",
        "Meniskus": "Me-niskus",
        "Skapula": "Skahpula",
        # What trainers say in English.
        "AMRAP": "Ämmräpp",
        "EMOM": "Iemomm",
        "HIIT": "Hitt",
        "Burpees": "Börpies",
        "Cool-down": "Kuhl-daun",
        "Cooldown": "Kuhl-daun",
        "Core": "Kor",
        "Flow": "Floh",
        "Foam Roller": "Fohm-Roller",
        "Foamroller": "Fohm-Roller",
        "Hamstrings": "Hämstrings",
        "Kettlebell": "Kettelbell",
        "Plank": "Plänk",
        "Rollout": "Rollaut",
        "Set": "Sett",
        "Sets": "Setts",
        "Warm-up": "Wohrm-app",
        "Warmup": "Wohrm-app",
        # Yoga.
        "Asana": "Ahsana",
        "Shavasana": "Scha-wahsana",
    }
)
"""Respellings for espeak: heard in the phonemes of espeak-ng 1.52 (de) as wrong, and the respelling
as right or nearer."""
