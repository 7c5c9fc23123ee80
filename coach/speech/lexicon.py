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
    "ITB": "I-T-B",
    "HIIT": "hit",
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
    "iliacus": "il-eyeacus",
    "iliopsoas": "iliosoas",
    "infraspinatus": "infra-spy-naytus",
    "latissimus": "la-tissimus",
    "medialis": "meedy-alis",
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
    # Bones, joints and places.
    "calcaneal": "calcaynial",
    "calcaneus": "calcaynius",
    "distal": "dystal",
    "lumbopelvic": "lumbo-pelvic",
    "meniscus": "meh-niscus",
    "olecranon": "oh-lecranon",
    "patella": "pahtella",
    "patellar": "pahtellar",
    "popliteal": "popliteeal",
    "sacroiliac": "sacro-iliac",
    "sciatic": "sighattic",
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
}
# Each was heard in the phonemes of espeak-ng 1.52 (en-us) as wrong, and its respelling as right, by
# the pronunciations of Merriam-Webster's medical dictionary. What espeak says well, such as soleus,
# gastrocnemius or Achilles, has no place here.

COMMON: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": MappingProxyType(_ENGLISH)})
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
