"""How a trainer reads out what English routines write: ranges, fractions, units, sets, sides.

Numbers stay digits, which engines read well.
"""

import re
from collections.abc import Mapping
from functools import cache

from coach.languages.english.nouns import NOUNS
from coach.languages.nouns import Kind, Noun, index_short
from coach.languages.number_words import NumberWords
from coach.languages.rule import Rule
from coach.languages.text_rules import build_rules
from coach.languages.written_forms import (
    ALONE,
    NUMBER,
    ends_sentence,
    make_replacement_rule,
    spell_out,
)

_FOOT = "\N{PRIME}"
_INCH = "\N{PRIME}\N{PRIME}"
"""A double prime, once it is made plain."""

_UNITS = index_short(NOUNS.values())
"""Units as written: those in full need no rule."""

# `in` is a unit only with its point and in the middle of a sentence, else the preposition.
_TIMED = r"\b(?:for|hold|rest|wait|pause|every|plank|walk|run|jog)(?:s|ing)?\s|[0-9]\s?[x×]\s?"
_TIMING = r"(?=\s?(?:/|(?:hold|rest|pause|plank|walk|run|jog|work|on|off|each|per)(?!\w)))"
"""What tells that a number with a mark is a time: in English it may be feet and inches."""

_UNIT = (
    r"(?:[kcm]?m|kgs?|secs?|s|mins?|hrs?|h|lbs?|oz|ft"
    rf"""|in\.(?=\s+(?-i:[a-z]))|"|{_INCH}|{_FOOT})"""
)

_WITHIN: Mapping[str, str] = {
    "approx.": "approximately",
    "approx": "approximately",
    "cf.": "compare",
    "dr.": "doctor",
    "e.g.": "for example",
    "eg.": "for example",
    "i.e.": "that is",
    "ie.": "that is",
    "incl.": "including",
    "km/h": "kilometers per hour",
    "mr.": "mister",
    "mrs.": "missis",
    "vs.": "versus",
    "vs": "versus",
    "w/o": "without",
}

_CLOSING: Mapping[str, str] = {
    "ea.": "each",
    "etc.": "et cetera",
    "ext.": "extension",
    "flex.": "flexion",
    "hrs": "hours",
    "max.": "maximum",
    "min.": "minutes",
    "mins": "minutes",
    "mins.": "minutes",
    "rep.": "rep",
    "reps.": "reps",
    "sec.": "seconds",
    "secs": "seconds",
    "secs.": "seconds",
}

_PREFIXES: Mapping[str, str] = {
    "~": "about",
    "≈": "about",
    "±": "plus or minus",
    "+/-": "plus or minus",
    "#": "number",
    "No.": "number",
    "<": "under",
    ">": "over",
    "≤": "at most",
    "<=": "at most",
    "≥": "at least",
    ">=": "at least",
}

_SIDES: Mapping[str, str] = {"R": "right", "L": "left"}


def _count_noun(number: str, noun: Noun) -> str:
    return f"{number} {noun.singular if number == '1' else noun.plural}"


def _say_part(above: int, below: int, _: Noun | None) -> str:
    if (above, below) == (1, 2):
        return "half"
    said = "quarter" if below == 4 else spell_out(below, "en", "ordinal")
    return f"{above} {said if above == 1 else f'{said}s'}"


def _say_mixed_fraction(whole: int, above: int, below: int, noun: Noun | None) -> str:
    half = "a " if (above, below) == (1, 2) else ""
    return f"{whole} and {half}{_say_part(above, below, noun)}"


def _say_decade(match: re.Match[str]) -> str:
    """``in your 60s``: sixties, not seconds."""
    return f"{match[1]}{spell_out(int(match[2]), 'en').removesuffix('y')}ies"


def _say_sets(number: str, each: str, kind: Kind) -> str:
    if kind == "time":
        return f"{number} times {each}"
    if kind == "size":
        return f"{number} by {each}"
    return f"{number} {'set' if number == '1' else 'sets'} of {each}"


def _say_quantity(match: re.Match[str]) -> str:
    """``10s`` ten seconds; ``1s`` one second; ``a 10s hold`` a ten second hold."""
    unit = match["unit"].casefold()
    if unit == '"' and match.string.count('"', 0, match.start("unit")) % 2:
        return match.group()  # it closes a quotation
    noun, number = _UNITS[unit], match["number"]
    half_of_one = number == "half" and not match["and"]
    single = match["article"] or match["joint"] == "-" or number == "1" or half_of_one
    point = match["point"] or (unit == "in." and ".") or ""
    one_or_many = noun.singular if single else noun.plural
    said = f"{match['article'] or ''}{match['and'] or ''}{number} {one_or_many}"
    return f"{said}." if point and ends_sentence(match) else said


def _say_both_sides(match: re.Match[str]) -> str:
    """``R/L`` right and left."""
    return f"{_SIDES[match[1]]} and {_SIDES[match[2]]}"


def _say_side(match: re.Match[str]) -> str:
    """``R leg``, ``(L)``."""
    return _SIDES[match[1]]


WORDS = NumberWords(
    code="en",
    hour=NOUNS["hours"],
    minute=NOUNS["minutes"],
    second=NOUNS["seconds"],
    units=_UNITS,
    unit=_UNIT,
    fraction_units={},
    to="to",
    ratio="to",
    out_of="out of",
    per="per",
    once="once",
    twice="twice",
    times="times",
    multiplied="times",
    or_more="or more",
    plus_minus="plus or minus",
    both="and",
    either="or",
    arrow="to",
    prefixes=_PREFIXES,
    degrees={"C": "degrees Celsius", "F": "degrees Fahrenheit"},
    within=_WITHIN,
    closing=_CLOSING,
    rhythm="breath(?:ing|s? pattern)?|pattern|rhythm",
    counted="reps?|sets?|days|times|breaths|seconds|minutes",
    denominators="side|leg|arm|foot|set|session|day|week|min|minute|hour",
    short_denominators={
        "wk": "week",
        "d": "day",
        "mo": "month",
        "hr": "hour",
        "h": "hour",
        "min": "minute",
    },
    comparatives="more|longer|less|fewer",
    numbered=(
        "warrior|grade|phase|type|level|stage|part|week|day|class|step|chapter|position|series"
        "|variation|set|round|nerve|zone|category"
    ),
    time_marks=((_TIMED, ""), ("", _TIMING)),
    after_one=r"\s*(?:$|[.;:!?)·–—]|,\s(?:left|right|round|[a-z-]+\sof)\b)",
    clock_after=r"\s?[aApP]\.?[mM]\b",
    count=_count_noun,
    part=_say_part,
    mixed=_say_mixed_fraction,
    sets=_say_sets,
)


@cache
def load_rules() -> tuple[Rule, ...]:
    """Build the rules, in order."""
    return build_rules(
        WORDS,
        numbers=(
            Rule(
                re.compile(r"\b((?:your|their|his|her|my|our)\s+)([2-9]0)s\b", re.IGNORECASE),
                _say_decade,
            ),
            make_replacement_rule(rf"(?<=\bsets)\s?[x×]\s?(?={NUMBER})", " of "),
        ),
        counts=(
            Rule(
                re.compile(
                    rf"(?P<article>\ban?\s)?(?P<and>\band\sa\s)?"
                    rf"(?P<number>{ALONE}{NUMBER}|\bhalf(?=[\s\x22{_FOOT}]))"
                    rf"(?P<joint>-|\s?)(?P<unit>{_UNIT})(?![\w/])(?P<point>\.(?![\w.]))?",
                    re.IGNORECASE,
                ),
                _say_quantity,
            ),
            make_replacement_rule(
                rf"(?<!\w)min\.?(?=\s?(?:/\s?max(?!\w)|of\b|{NUMBER}))", "minimum"
            ),
            make_replacement_rule(
                rf"(?<!\w)max\.?(?=\s?(?:/\s?min(?!\w)|of\b|{NUMBER}))", "maximum"
            ),
            make_replacement_rule(r"(?<=minimum/)max(?:\.|(?!\w))", "maximum"),
        ),
        sides=(
            Rule(re.compile(r"(?<!\w)([RL])(?:\s?[/&+]\s?|\sand\s)([RL])(?!\w)"), _say_both_sides),
            Rule(
                re.compile(
                    r"(?<![\w'\u2019/-])(?<!\b[aA]n )([RL])"
                    r"(?:\.(?=\s+[a-z])|(?=\s+(?!shape)[a-z]|\)))"
                ),
                _say_side,
            ),
        ),
        spellings=(make_replacement_rule(r"(?<![\w/])w/\s?(?=\w)", "with "),),
    )
