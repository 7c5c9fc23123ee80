"""How a trainer reads out what French routines write; numbers stay digits, but for one."""

import re
from collections.abc import Mapping
from functools import cache

from coach.languages.french.nouns import FEMININE_BODY, MASCULINE_BODY, NOUNS, choose_one
from coach.languages.nouns import Kind, Noun, index_written
from coach.languages.number_words import NumberWords
from coach.languages.rule import Rule
from coach.languages.text_rules import build_rules
from coach.languages.written_forms import (
    ALONE,
    NUMBER,
    make_any_pattern,
    make_quantity_rule,
    make_replacement_rule,
    spell_out,
)

_UNITS = index_written(NOUNS.values())

_WITHIN: Mapping[str, str] = {
    "c.-à-d.": "c'est-à-dire",
    "càd": "c'est-à-dire",
    "cf.": "voir",
    "ex.": "exemple",
    "km/h": "kilomètres par heure",
    "p. ex.": "par exemple",
    "par ex.": "par exemple",
    "vs.": "versus",
    "vs": "versus",
}

_CLOSING: Mapping[str, str] = {
    "env.": "environ",
    "etc.": "et cétéra",
    "dr.": "droite",
    "max.": "maximum",
    "min.": "minutes",
    "rép.": "répétitions",
    "sec.": "secondes",
    "sem.": "semaine",
}

_PREFIXES: Mapping[str, str] = {
    "~": "environ",
    "≈": "environ",
    "±": "plus ou moins",
    "+/-": "plus ou moins",
    "#": "numéro",
    "n°": "numéro",
    "N°": "numéro",
    "nº": "numéro",
    "<": "moins de",
    ">": "plus de",
    "≤": "au plus",
    "<=": "au plus",
    "≥": "au moins",
    ">=": "au moins",
}

_MASCULINE = make_any_pattern(MASCULINE_BODY)
_FEMININE = make_any_pattern(FEMININE_BODY)

_NOUN = rf"(?<!\w)(?P<noun>(?:(?P<m>(?i:{_MASCULINE}))|(?i:{_FEMININE}))s?\s)?(?<!\w)"
_RIGHT = r"dr\.|d\.|dte\.?|D\.?"
_LEFT = r"g\.|gche\.?|G\.?"
_DROITE = rf"(?P<right>{_RIGHT})"
_GAUCHE = rf"(?P<left>{_LEFT})"


def _count_noun(number: str, noun: Noun) -> str:
    """Say a number of something: of what is feminine, 21 is ``vingt et une``."""
    if number in {"0", "1"}:
        return f"{choose_one(noun) if number == '1' else number} {noun.singular}"
    if noun.gender == "f" and re.fullmatch("[1-9]?[2-68]1", number):
        return f"{spell_out(int(number), 'fr')}e {noun.plural}"
    return f"{number} {noun.plural}"


def _say_part(above: int, below: int, noun: Noun | None) -> str:
    """Say a part: ``1/2 h`` une demi-heure, ``3/4 h`` trois quarts d'heure."""
    if (above, below) == (1, 2):
        return f"{choose_one(noun)} demi {noun.singular}" if noun else "un demi"
    name = {3: "tiers", 4: "quart"}.get(below, spell_out(below, "fr", "ordinal"))
    many = "s" if above > 1 and below != 3 else ""
    said = f"{'un' if above == 1 else above} {name}{many}"
    if noun is None:
        return said
    return (
        f"{said} d'{noun.singular}"
        if noun.singular[0] in "aeéhio"
        else f"{said} de {noun.singular}"
    )


def _say_mixed_fraction(whole: int, above: int, below: int, noun: Noun | None) -> str:
    """``1 1/2 min`` une minute et demie."""
    number = "un" if whole == 1 else str(whole)  # in digits it would not be bound to `et`
    said = _count_noun(str(whole), noun) if noun else number
    if (above, below) == (1, 2):
        return f"{said} et {'demie' if noun and noun.gender == 'f' else 'demi'}"
    return f"{said} et {_say_part(above, below, None)}"


def _say_one_in_range(unit: str) -> str:
    noun = _UNITS.get(unit.casefold())
    return choose_one(noun) if noun else "1"


def _say_sets(number: str, each: str, kind: Kind) -> str:
    return f"{number} {'par' if kind == 'size' else 'fois'} {each}"


def _say_ordinal(match: re.Match[str]) -> str:
    """``1er`` premier, ``1re`` première, ``2e`` deuxième."""
    number, ending = int(match[1]), match[2]
    if number == 1:
        return "première" if ending in {"re", "ère", "ere"} else "premier"
    return spell_out(number, "fr", "ordinal")


def _say_both_sides(match: re.Match[str]) -> str:
    """``dr./g.`` droite et gauche; ``pied g./dr.`` pied gauche et droit."""
    right = "droit" if match["m"] else "droite"
    right_first = match.start("right") < match.start("left")
    return f"{match['noun'] or ''}{f'{right} et gauche' if right_first else f'gauche et {right}'}"


def _say_side(match: re.Match[str]) -> str:
    """``jambe dr.`` jambe droite; ``pied G`` pied gauche."""
    right = "droit" if match["m"] else "droite"
    side = "gauche" if match["left"] else right
    return f"{match['m'] or match['f']}{match['s'] or ''} {side}{'s' if match['s'] else ''}"


WORDS = NumberWords(
    code="fr",
    hour=NOUNS["hours"],
    minute=NOUNS["minutes"],
    second=NOUNS["seconds"],
    units=_UNITS,
    fraction_units=_UNITS,
    to="à",
    ratio="pour",
    out_of="sur",
    per="par",
    once="une fois",
    twice="deux fois",
    times="fois",
    multiplied="fois",
    or_more="ou plus",
    plus_minus="plus ou moins",
    both="et",
    either="ou",
    arrow="à",
    prefixes=_PREFIXES,
    degrees={"C": "degrés Celsius", "F": "degrés Fahrenheit"},
    within=_WITHIN,
    closing=_CLOSING,
    rhythm="respiration|temps",
    counted="rép|répétitions|jours|séries|fois|respirations|secondes|minutes",
    denominators="côté|jambe|bras|pied|jour|semaine|sem|séance|série|minute|min|heure",
    short_denominators={
        "sem": "semaine",
        "j": "jour",
        "mn": "minute",
        "min": "minute",
        "h": "heure",
    },
    comparatives="plus|moins",
    numbered=(
        "guerrier|grade|phase|type|niveau|stade|partie|semaine|jour|classe|étape|série|variante"
        "|posture|position|degré|tour|zone|nerf"
    ),
    clock_after=r"\s?h\b",
    count=_count_noun,
    part=_say_part,
    mixed=_say_mixed_fraction,
    sets=_say_sets,
    one=_say_one_in_range,
)


@cache
def load_rules() -> tuple[Rule, ...]:
    """Build the rules, in order."""
    return build_rules(
        WORDS,
        numbers=(
            Rule(
                re.compile(rf"{ALONE}([0-9]{{1,2}})\s?h\s?([0-5][0-9])(?:\s?min)?(?![\w.,])"),
                lambda match: f"{_count_noun(match[1], NOUNS['hours'])} {match[2]}",
            ),
            Rule(
                re.compile(rf"{ALONE}([0-9]{{1,3}})(er|re|ère|ere|ème|eme|e)s?(?!\w)"), _say_ordinal
            ),
        ),
        counts=(
            make_replacement_rule(rf"{ALONE}1\s(?=(?:{_FEMININE})(?!\w))", "une "),
            make_quantity_rule(_UNITS, _count_noun),
            make_replacement_rule(rf"(?<!\w)min\.?(?=\s?{NUMBER})", "minimum"),
            make_replacement_rule(rf"(?<!\w)max\.?(?=\s?{NUMBER})", "maximum"),
        ),
        sides=(
            Rule(re.compile(rf"{_NOUN}{_DROITE}\s?[/+&]\s?{_GAUCHE}(?!\w)"), _say_both_sides),
            Rule(re.compile(rf"{_NOUN}{_GAUCHE}\s?[/+&]\s?{_DROITE}(?!\w)"), _say_both_sides),
            Rule(
                re.compile(
                    rf"(?<!\w)(?:(?P<m>(?i:{_MASCULINE}))|(?P<f>(?i:{_FEMININE})))(?P<s>s)?\s\(?"
                    rf"(?:(?:{_RIGHT})|(?P<left>{_LEFT}))(?!\w|['\u2019])\)?"
                ),
                _say_side,
            ),
            make_replacement_rule(r"(?<=\()(?-i:D|dr\.)(?=\))", "droite"),
            make_replacement_rule(r"(?<=\()(?-i:G|g\.)(?=\))", "gauche"),
            make_replacement_rule(r"(?<!\w)(?-i:Dr\.)(?=\s(?-i:[A-ZÀ-Ý]))", "docteur"),
        ),
        spellings=(
            make_replacement_rule(r"\s&\s", " et "),
            make_replacement_rule(r"(?<=[^\W\d_]{3})(?:[·•/]e)?[·•/](?:es?|s)(?!\w)", ""),
        ),
    )
