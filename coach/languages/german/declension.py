"""How a German adjective ends: by the gender of its noun, and by what stands before it."""

import re
from collections.abc import Mapping

from coach.languages.german.nouns import NOUNS
from coach.languages.nouns import Gender


def _map_genders(gender: Gender, words: str) -> Mapping[str, Gender]:
    return dict.fromkeys(words.split(), gender)


GENDERS: Mapping[str, Gender] = {
    **{noun.singular: noun.gender for noun in NOUNS.values()},
    **_map_genders("f", "Seite Position Hälfte Phase Stelle Stufe Rippe Wade Hüfte Schulter Hand"),
    **_map_genders("f", "Ferse Leiste Kniekehle Sehne Achillessehne Fußsohle Körperseite Pobacke"),
    **_map_genders("f", "Gesäßhälfte Gesäßseite Zehe Kniescheibe Leistengegend Wange Fußspitze"),
    **_map_genders("m", "Versuch Punkt Fuß Arm Ellbogen Ellenbogen Oberschenkel Unterschenkel Zeh"),
    **_map_genders("m", "Finger Muskel Oberarm Unterarm Knöchel Daumen Oberkörper Ballen"),
    **_map_genders("n", "Mal Drittel Viertel Set Bein Knie Sprunggelenk Handgelenk Schienbein"),
    **_map_genders("n", "Schulterblatt Ohr Auge Becken Fußgelenk Hüftgelenk"),
}
"""What is numbered or has a left and a right, with its gender."""

DETERMINERS = (
    r"der|die|das|dem|den|des|im|am|zum|vom|beim|ins|ans|zur|dies(?:er|es|em|en|e)"
    r"|jed(?:er|es|em|en|e)|(?:[mdsk]?ein|ihr|euer|eur|unser)(?:er|es|em|en|e)?"
)
PREPOSITIONS = "an|auf|aus|bei|hinter|in|mit|nach|neben|seit|über|unter|von|vor|zu"
"""Those after which a noun without an article is, as a rule, in the dative."""

_UNDECLINED = "[mdsk]?ein|ihr|euer|unser"
_WEAK = "die|das|ins|ans|dies(?:e|es)|jed(?:e|es)|(?:[mdsk]?ein|ihr|eur|unser)e"

STRONG: Mapping[Gender, str] = {"m": "er", "f": "e", "n": "es"}
STRONG_DATIVE: Mapping[Gender, str] = {"m": "em", "f": "er", "n": "em"}
"""The endings of an adjective, and of ein, that has to show its noun's gender."""


def find_adjective_ending(gender: Gender, determiner: str, *, after_preposition: bool) -> str:
    """Return the ending of an adjective before a noun; ``determiner`` is empty where none is."""
    determiner = determiner.casefold()
    if not determiner:
        return (STRONG_DATIVE if after_preposition else STRONG)[gender]
    if re.fullmatch(_UNDECLINED, determiner):
        return STRONG[gender]
    if determiner in {"der", "dieser", "jeder"}:
        return "en" if gender == "f" else "e"  # in der zweiten Runde; der zweite Satz
    return "e" if re.fullmatch(_WEAK, determiner) else "en"


def decline_side(stem: str, adverb: str, before: str, after: str) -> str:
    """Return a side as an adjective of the noun that follows, else as an adverb.

    Args:
        stem: the adjective without its ending: "link".
        adverb: "links".
        before: the text before it.
        after: the text after it. Letters that follow at once are the ending, after an ``e``.
    """
    last = next(reversed(before.split()), "")
    determiner = last if re.fullmatch(DETERMINERS, last, re.IGNORECASE) else ""
    noun = re.match(r"\s+(?:[^\W\dA-ZÄÖÜ]\w*\s+)?([A-ZÄÖÜ]\w*)", after)
    if after[:1].isalpha():
        return f"{stem}e"
    if not determiner and not re.match(r"\s+[A-ZÄÖÜ]", after):
        return adverb  # nach links; links neben der Wade
    gender = _find_gender(noun[1]) if noun else None
    if gender is None:
        weak = (
            not determiner
            or find_adjective_ending("n", determiner, after_preposition=False) != "en"
        )
        return f"{stem}e" if weak else f"{stem}en"
    after_preposition = re.fullmatch(PREPOSITIONS, last, re.IGNORECASE) is not None
    return stem + find_adjective_ending(gender, determiner, after_preposition=after_preposition)


def _find_gender(noun: str) -> Gender | None:
    """Return the gender of a noun; a compound has that of its last part."""
    if noun in GENDERS:
        return GENDERS[noun]
    ends = [known for known in GENDERS if len(known) > 2 and noun.endswith(known.casefold())]
    return GENDERS[max(ends, key=len)] if ends else None
