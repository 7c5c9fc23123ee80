"""Lexicons: how to respell words that an engine says wrongly.

A lexicon maps a word as written to a spelling that is read the right way. It is applied after the
rules of `coach.speech.normalize`, to whole words, whatever their case.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from coach.speech.spoken import Rule

_ENGLISH = {
    # Abbreviations. SMR, PNF, TFL, IT band and the like are spelled out by espeak itself, and
    # DOMS is said "doms" in a gym, as espeak says it.
    "ACL": "A-C-L",
    "ADL": "A-D-L",
    "AIS": "A-I-S",
    "AROM": "active range of motion",
    "ASIS": "A-S-I-S",
    "EMG": "E-M-G",
    "EMOM": "E-mom",
    "IASTM": "I-A-S-T-M",
    "HIIT": "hit",
    "ITB": "I-T-B",
    "ITBS": "I-T-B-S",
    "PSIS": "P-S-I-S",
    "RIR": "reps in reserve",
    "ROM": "range of motion",
    "SI joint": "S.I. joint",
    # Fascia rhymes with "cash here", and is no face.
    "fascia": "fashia",
    "fasciae": "fashy-ee",
    "fascial": "fashial",
    "fasciitis": "fashiitis",
    "myofascial": "myofashial",
    # Muscles.
    "brachialis": "braykialis",
    "brachii": "braykeeye",
    "gracilis": "gracilliss",
    "iliacus": "il-eyeacus",
    "iliopsoas": "iliosoas",
    "infraspinatus": "infra-spy-naytus",
    "latissimus": "la-tissimus",
    "medialis": "meedy-alis",
    "multifidus": "mul-tiffidus",
    "pectineus": "pectinneus",
    "peroneal": "perrohneeal",
    "peroneals": "perrohneeals",
    "popliteus": "poplittius",
    "quadratus": "quod-raytus",
    "quadricep": "quadrissep",
    "quadriceps": "quadrisseps",
    "semimembranosus": "semimembranohsus",
    "semitendinosus": "semitendinohsus",
    "serratus": "ser-raytus",
    "spinae": "spynee",
    "supraspinatus": "supra-spy-naytus",
    "teres": "teereez",
    "tibialis": "tibby-aliss",
    # Bones, joints and places.
    "calcaneal": "calcaynial",
    "calcaneus": "calcaynius",
    "distal": "dystal",
    "labral": "laybral",
    "labrum": "laybrum",
    "lumbopelvic": "lumbo-pelvic",
    "meniscus": "meh-niscus",
    "olecranon": "oh-lecranon",
    "patella": "pahtella",
    "patellar": "pahtellar",
    "phalanges": "fuh-lanjeez",
    "popliteal": "popliteeal",
    "sacroiliac": "sacro-iliac",
    "sciatic": "sighattic",
    "talus": "taylus",
    "trochanter": "trow-canter",
    # Movements.
    "Pilates": "pill-ahteez",
    "plantarflex": "plantar flex",
    "plantarflexed": "plantar flexed",
    "plantarflexing": "plantar flexing",
    "plantarflexion": "plantar flexion",
    "pronate": "prohnate",
    "pronated": "prohnated",
    "pronates": "prohnates",
    "pronating": "prohnating",
    # Tools.
    "Bosu": "boesoo",
    "Theraband": "therra-band",
    "Theragun": "therra-gun",
}
# Each was seen in the phonemes of espeak-ng 1.52 (en-us) to be said otherwise than medical English
# says it, and its respelling to be nearer. What espeak says well, such as soleus, gastrocnemius or
# Achilles, has no place here.

_GERMAN = {
    # Abbreviations that espeak reads as words; BWS, LWS and the like it spells out.
    "ISG": "I-S-G",
    "ROM": "Bewegungsumfang",
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
# Heard in the phonemes of espeak-ng 1.52 (de) as wrong, and the respelling as right or nearer.

_FRENCH = {
    # Abbreviations that espeak reads as words.
    "ATM": "A.T.M.",
    "IRM": "i erre ème",
    "LCA": "L-C-A",
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
    "foam roller": "faum rolleur",
    "pilates": "pilatesse",
    "roller": "rolleur",
    "squat": "squatte",
    "squats": "squattes",
    "trigger": "trigueur",
    "triggers": "trigueurs",
    "yin": "yinne",
}
# Seen as above, in the voice fr.

_SPANISH = {
    # The p of psoas is mute; espeak gives it a name.
    "psoas": "soas",
    # Stress that Latin, or a missing accent, hides.
    "biceps": "bíceps",
    "cuadriceps": "cuádriceps",
    "gluteus": "glúteus",
    "hallux": "hálux",
    "soleus": "sóleus",
    "triceps": "tríceps",
    # Abbreviations that are said in full.
    "ROM": "rango de movimiento",
    # What trainers say in English.
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
# Seen as above, in the voice es.

COMMON: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType(_ENGLISH),
        "de": MappingProxyType(_GERMAN),
        "fr": MappingProxyType(_FRENCH),
        "es": MappingProxyType(_SPANISH),
    }
)
"""The lexicon that every voice of a language has, by language."""


def respelling(*lexicons: Mapping[str, str]) -> Rule:
    """Make a rule of lexicons; where two respell one word, the later one's spelling is used."""
    table = {_key(word): said for lexicon in lexicons for word, said in lexicon.items()}
    longest_first = sorted(table, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)

    def say(found: re.Match[str]) -> str:
        return table.get(_key(found.group()), found.group())

    never = r"(?!)"
    return Rule(re.compile(rf"(?<!\w)(?:{words or never})(?!\w)", re.IGNORECASE), say)


def _key(word: str) -> str:
    return " ".join(word.split()).casefold()
