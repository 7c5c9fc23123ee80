"""How a trainer reads out what German routines write; numbers stay digits, but for one."""

import re
from collections.abc import Mapping
from functools import cache

from coach.languages.german.declension import (
    DETERMINERS,
    GENDERS,
    PREPOSITIONS,
    STRONG,
    STRONG_DATIVE,
    find_adjective_ending,
)
from coach.languages.german.nouns import NOUNS
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
_UNIT = make_any_pattern(_UNITS)


_WITHIN: Mapping[str, str] = {
    "bzw.": "beziehungsweise",
    "ca.": "circa",
    "d. h.": "das heißt",
    "dr.": "Doktor",
    "evtl.": "eventuell",
    "ggf.": "gegebenenfalls",
    "i. d. r.": "in der Regel",
    "inkl.": "inklusive",
    "insb.": "insbesondere",
    "km/h": "Kilometer pro Stunde",
    "lig.": "Ligamentum",
    "mind.": "mindestens",
    "o. ä.": "oder ähnliches",
    "s. o.": "siehe oben",
    "s. u.": "siehe unten",
    "sog.": "sogenannte",
    "u. a.": "unter anderem",
    "u.": "und",
    "v. a.": "vor allem",
    "vgl.": "vergleiche",
    "vs.": "versus",
    "z. b.": "zum Beispiel",
    "z. t.": "zum Teil",
    "zzgl.": "zuzüglich",
}

_CLOSING: Mapping[str, str] = {
    "etc.": "et cetera",
    "li.": "links",
    "max.": "maximal",
    "min.": "Minuten",
    "re.": "rechts",
    "sek.": "Sekunden",
    "std.": "Stunden",
    "usw.": "und so weiter",
    "wdh.": "Wiederholungen",
}

_PREFIXES: Mapping[str, str] = {
    "~": "circa",
    "≈": "circa",
    "±": "plus minus",
    "+/-": "plus minus",
    "#": "Nummer",
    "Nr.": "Nummer",
    "<": "unter",
    ">": "über",
    "≤": "höchstens",
    "<=": "höchstens",
    "≥": "mindestens",
    ">=": "mindestens",
}

_SIDES: Mapping[str, str] = {"re": "recht", "li": "link", "R": "recht", "L": "link"}


def _choose_article(noun: Noun) -> str:
    return "eine" if noun.gender == "f" else "ein"


def _count_noun(number: str, noun: Noun) -> str:
    return (
        f"{_choose_article(noun)} {noun.singular}" if number == "1" else f"{number} {noun.plural}"
    )


def _say_dative(match: re.Match[str]) -> str:
    """``nach 1 min`` nach einer Minute."""
    noun = _UNITS[match["unit"].casefold()]
    return f"{match['before']}ein{STRONG_DATIVE[noun.gender]} {noun.singular}"


def _say_one(match: re.Match[str]) -> str:
    """``1 Hand`` eine Hand, ``mit 1 Hand`` mit einer Hand."""
    gender = GENDERS[match["noun"]]
    dative = STRONG_DATIVE[gender] if match["before"] else ""
    return f"{match['before'] or ''}ein{dative or ('e' if gender == 'f' else '')} {match['noun']}"


def _say_part(above: int, below: int, noun: Noun | None) -> str:
    """Say a part: ``1/2 min`` is half a minute, in the gender of minutes."""
    if (above, below) == (1, 2):
        if noun is None:
            return "ein halb"
        half = f"halb{STRONG[noun.gender]}"
        return f"{_choose_article(noun)} {half} {noun.singular}"
    name = {3: "Drittel", 7: "Siebtel", 8: "Achtel"}.get(
        below, f"{spell_out(below, 'de').capitalize()}{'tel' if below < 20 else 'stel'}"
    )
    said = f"{'ein' if above == 1 else above} {name}"
    return f"{said} {noun.singular}" if noun else said


def _say_mixed_fraction(whole: int, above: int, below: int, noun: Noun | None) -> str:
    """``1 1/2`` eineinhalb; ``2 3/4`` zwei drei Viertel."""
    if (above, below) == (1, 2):
        said = f"{spell_out(whole, 'de').removesuffix('s')}einhalb"
    else:
        said = f"{whole} {_say_part(above, below, None)}"
    return f"{said} {noun.plural}" if noun else said


def _say_sets(number: str, each: str, _: Kind) -> str:
    return f"{'ein' if number == '1' else number} mal {each}"


def _say_compound(match: re.Match[str]) -> str:
    """``30-s-Pause`` dreißig Sekunden Pause."""
    return f"{_count_noun(match[1], _UNITS[match[2].casefold()])} "


def _find_ending(match: re.Match[str]) -> str:
    """Return the ending of an adjective by its noun and what stands before it."""
    return find_adjective_ending(
        GENDERS[match["noun"]],
        (match["det"] or "").strip(),
        after_preposition=match["before"] is not None,
    )


def _keep_leading(match: re.Match[str]) -> str:
    """Return what stands before an adjective, as it is written."""
    return f"{match['before'] or ''}{match['det'] or ''}"


def _say_ordinals(match: re.Match[str]) -> str:
    """``der 2. Satz`` der zweite Satz; ``1. und 2. Runde`` erste und zweite Runde."""
    ending = _find_ending(match)
    numbers = (f"{spell_out(int(n), 'de', 'ordinal')[:-1]}{ending}" for n in _list_numbers(match))
    return f"{_keep_leading(match)}{(match['and'] or '').join(numbers)} {match['noun']}"


def _list_numbers(match: re.Match[str]) -> list[str]:
    return [match["number"], *filter(None, [match["other"]])]


def _say_side(match: re.Match[str]) -> str:
    """``das re. Bein`` das rechte Bein; ``L Fuß`` linker Fuß."""
    return f"{_keep_leading(match)}{_SIDES[match['side']]}{_find_ending(match)} {match['noun']}"


def _make_adjective_pattern(middle: str) -> re.Pattern[str]:
    """Return the pattern of an adjective in short, before its noun and after its determiner."""
    return re.compile(
        rf"(?<!\w)(?P<before>(?i:{PREPOSITIONS})\s)?(?P<det>(?i:{DETERMINERS})\s)?(?<!\w)"
        rf"{middle}\s?(?P<noun>{make_any_pattern(GENDERS)})(?!\w)"
    )


WORDS = NumberWords(
    code="de",
    hour=NOUNS["hours"],
    minute=NOUNS["minutes"],
    second=NOUNS["seconds"],
    units=_UNITS,
    fraction_units=_UNITS,
    to="bis",
    ratio="zu",
    out_of="von",
    per="pro",
    once="einmal",
    twice="zweimal",
    times="mal",
    multiplied="mal",
    or_more="oder mehr",
    plus_minus="plus minus",
    both="und",
    either="oder",
    arrow="zu",
    prefixes=_PREFIXES,
    degrees={"C": "Grad Celsius", "F": "Grad Fahrenheit"},
    within=_WITHIN,
    closing=_CLOSING,
    rhythm="Atmung|Atmen|Rhythmus|Atemrhythmus",
    counted="Wdh|Wiederholungen|Tage|Sätze|Runden|mal|Sek|Sekunden|Minuten|Min",
    denominators="Seite|Bein|Arm|Fuß|Satz|Einheit|Tag|Woche|Minute|Min|Stunde|Runde",
    short_denominators={"wo": "Woche", "d": "Tag", "std": "Stunde", "h": "Stunde", "min": "Minute"},
    comparatives="mehr|länger|weniger|kürzer",
    numbered=(
        "krieger|grad|phase|typ|stufe|teil|woche|tag|klasse|schritt|übung|variante|haltung|serie"
        "|position|runde|zone|stadium|nerv"
    ),
    clock_after=r"\s?Uhr\b",
    count=_count_noun,
    part=_say_part,
    mixed=_say_mixed_fraction,
    sets=_say_sets,
    one=lambda _: "ein",
)


@cache
def load_rules() -> tuple[Rule, ...]:
    """Build the rules, in order."""
    return build_rules(
        WORDS,
        numbers=(
            Rule(
                _make_adjective_pattern(
                    r"(?<![.,/-])(?P<number>[0-9]{1,3})\.(?:(?P<and>\s(?:und|oder|bis|u\.)\s)"
                    r"(?P<other>[0-9]{1,3})\.)?"
                ),
                _say_ordinals,
            ),
            make_replacement_rule(r"(?<=\beine )1/2(?!\w|/)", "halbe"),
            Rule(
                re.compile(r"(?<![\w.,/-])([0-9]+)-(s|min|cm|m|kg)-(?=[^\W\d_])", re.IGNORECASE),
                _say_compound,
            ),
        ),
        counts=(
            Rule(
                re.compile(
                    rf"(?<!\w)(?P<before>(?:{PREPOSITIONS})\s)1\s?(?P<unit>{_UNIT})(?![\w/])",
                    re.IGNORECASE,
                ),
                _say_dative,
            ),
            Rule(
                re.compile(
                    rf"(?P<before>\b(?i:{PREPOSITIONS})\s)?{ALONE}1\s"
                    rf"(?P<noun>{make_any_pattern(GENDERS)})(?!\w)"
                ),
                _say_one,
            ),
            make_quantity_rule(_UNITS, _count_noun),
            make_replacement_rule(rf"(?<!\w)min\.?(?=\s?{NUMBER})", "mindestens"),
            make_replacement_rule(rf"(?<!\w)max\.?(?=\s?{NUMBER})", "maximal"),
        ),
        sides=(
            make_replacement_rule(r"(?<!\w)re\.?\s?[/+&]\s?li(?:\.|(?!\w))", "rechts und links"),
            make_replacement_rule(r"(?<!\w)li\.?\s?[/+&]\s?re(?:\.|(?!\w))", "links und rechts"),
            make_replacement_rule(r"(?<!\w)(?-i:R\s?[/+&]\s?L)(?!\w)", "rechts und links"),
            make_replacement_rule(r"(?<!\w)(?-i:L\s?[/+&]\s?R)(?!\w)", "links und rechts"),
            Rule(_make_adjective_pattern(r"(?P<side>re|li|R|L)(?:\.|(?=\s))"), _say_side),
            make_replacement_rule(r"(?<=\()(?-i:R)(?=\))", "rechts"),
            make_replacement_rule(r"(?<=\()(?-i:L)(?=\))", "links"),
            make_replacement_rule(r"(?<!\w)(?-i:M\.)\s?(?=(?-i:[a-z]))", "Musculus "),
            make_replacement_rule(r"(?<!\w)(?-i:Mm\.)\s?(?=(?-i:[a-z]))", "Musculi "),
            make_replacement_rule(r"(?<!\w)(?-i:N\.)\s?(?=(?-i:[a-z]))", "Nervus "),
        ),
        spellings=(
            make_replacement_rule(r"\s&\s", " und "),
            make_replacement_rule(r"(?<=[^\W\d_]{3})[/:]-?(?=in(?:nen)?(?!\w))", ""),
        ),
    )
