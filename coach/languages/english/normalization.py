"""How a trainer reads out what English routines write: ranges, fractions, units, sets, sides.

`RULES` are in the order in which they are applied. Numbers stay digits, which engines read well.
"""

import re
from collections.abc import Mapping

from coach.languages.written_forms import (
    ALONE,
    NUMBER,
    PARTED,
    PAUSE,
    SPACED,
    TEMPO,
    VERTEBRAE,
    Kind,
    Noun,
    Rule,
    abbreviations,
    arrow,
    before_number,
    choice,
    clock,
    ends_sentence,
    fractions,
    how_often,
    in_words,
    or_more,
    per,
    ranges,
    ratio,
    replaced,
    rhythm,
    sets,
    temperature,
    times,
)

_FOOT = "\N{PRIME}"
_INCH = "\N{DOUBLE PRIME}"

_SECOND = Noun("second", "seconds", kind="time")
_MINUTE = Noun("minute", "minutes", kind="time")
_HOUR = Noun("hour", "hours", kind="time")

_UNITS: Mapping[str, Noun] = {
    **dict.fromkeys(("s", "sec", "secs"), _SECOND),
    **dict.fromkeys(("min", "mins"), _MINUTE),
    **dict.fromkeys(("h", "hr", "hrs"), _HOUR),
    "mm": Noun("millimeter", "millimeters", kind="size"),
    "cm": Noun("centimeter", "centimeters", kind="size"),
    "m": Noun("meter", "meters", kind="size"),
    "km": Noun("kilometer", "kilometers"),
    **dict.fromkeys(("in.", '"', _INCH), Noun("inch", "inches", kind="size")),
    **dict.fromkeys(("ft", _FOOT), Noun("foot", "feet", kind="size")),
    **dict.fromkeys(("kg", "kgs"), Noun("kilogram", "kilograms")),
    **dict.fromkeys(("lb", "lbs"), Noun("pound", "pounds")),
    "oz": Noun("ounce", "ounces"),
}
"""Units as written."""

# `in` is a unit only with its point and in the middle of a sentence, else the preposition.
_UNIT = (
    r"(?:[kcm]?m|kgs?|secs?|s|mins?|hrs?|h|lbs?|oz|ft"
    rf"""|in\.(?=\s+(?-i:[a-z]))|["{_INCH}{_FOOT}])"""
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

_BEFORE_NUMBER: Mapping[str, str] = {
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


def _count(number: str, noun: Noun) -> str:
    return f"{number} {noun.one if number == '1' else noun.many}"


def _part(above: int, below: int, _: Noun | None) -> str:
    if (above, below) == (1, 2):
        return "half"
    said = "quarter" if below == 4 else in_words(below, "en", "ordinal")
    return f"{above} {said if above == 1 else f'{said}s'}"


def _mixed(whole: int, above: int, below: int, noun: Noun | None) -> str:
    half = "a " if (above, below) == (1, 2) else ""
    return f"{whole} and {half}{_part(above, below, noun)}"


def _decade(found: re.Match[str]) -> str:
    """``in your 60s``: sixties, not seconds."""
    return f"{found[1]}{in_words(int(found[2]), 'en').removesuffix('y')}ies"


def _sets(number: str, each: str, kind: Kind) -> str:
    if kind == "time":
        return f"{number} times {each}"
    if kind == "size":
        return f"{number} by {each}"
    return f"{number} {'set' if number == '1' else 'sets'} of {each}"


def _quantity(found: re.Match[str]) -> str:
    """``10s`` ten seconds; ``1s`` one second; ``a 10s hold`` a ten second hold."""
    unit = found["unit"].casefold()
    if unit == '"' and found.string.count('"', 0, found.start("unit")) % 2:
        return found.group()  # it closes a quotation
    noun, number = _UNITS[unit], found["number"]
    half_of_one = number == "half" and not found["and"]
    single = found["article"] or found["joint"] == "-" or number == "1" or half_of_one
    point = found["point"] or (unit == "in." and ".") or ""
    one_or_many = noun.one if single else noun.many
    said = f"{found['article'] or ''}{found['and'] or ''}{number} {one_or_many}"
    return f"{said}." if point and ends_sentence(found) else said


def _both_sides(found: re.Match[str]) -> str:
    """``R/L`` right and left."""
    return f"{_SIDES[found[1]]} and {_SIDES[found[2]]}"


def _side(found: re.Match[str]) -> str:
    """``R leg``, ``(L)``."""
    return _SIDES[found[1]]


_TIME_OF_DAY = r"\s?[aApP]\.?[mM]\b"

RULES = (
    SPACED,
    PARTED,
    VERTEBRAE,
    clock(_count, (_HOUR, _MINUTE, _SECOND), after=_TIME_OF_DAY),
    ratio("to", after=_TIME_OF_DAY),
    TEMPO,
    rhythm("breath(?:ing|s? pattern)?|pattern|rhythm"),
    fractions({}, _part, _mixed, "out of"),
    Rule(re.compile(r"\b((?:your|their|his|her|my|our)\s+)([2-9]0)s\b", re.IGNORECASE), _decade),
    per(
        "per",
        "reps?|sets?|times|breaths|seconds|minutes",
        "side|leg|arm|foot|set|session|day|week|min|minute|hour",
    ),
    how_often("once", "twice", "times", "to"),
    ranges("to", _UNIT),
    sets(_sets, _UNIT, _UNITS),
    replaced(rf"(?<=\bsets)\s?[x×]\s?(?={NUMBER})", " of "),
    times("times"),
    or_more("or more", _UNIT),
    before_number(_BEFORE_NUMBER),
    temperature({"C": "degrees Celsius", "F": "degrees Fahrenheit"}),
    Rule(
        re.compile(
            rf"(?P<article>\ban?\s)?(?P<and>\band\sa\s)?"
            rf"(?P<number>{ALONE}{NUMBER}|\bhalf(?=[\s\x22{_INCH}]))"
            rf"(?P<joint>-|\s?)(?P<unit>{_UNIT})(?![\w/])(?P<point>\.(?![\w.]))?",
            re.IGNORECASE,
        ),
        _quantity,
    ),
    replaced(rf"(?<!\w)min\.?(?=\s?(?:/\s?max(?!\w)|of\b|{NUMBER}))", "minimum"),
    replaced(rf"(?<!\w)max\.?(?=\s?(?:/\s?min(?!\w)|of\b|{NUMBER}))", "maximum"),
    replaced(r"(?<=minimum/)max(?:\.|(?!\w))", "maximum"),
    replaced(r"(?<!\w)\+/-(?!\w)", "plus or minus"),
    Rule(re.compile(r"(?<!\w)([RL])(?:\s?[/&+]\s?|\sand\s)([RL])(?!\w)"), _both_sides),
    Rule(
        re.compile(
            r"(?<![\w'\u2019/-])(?<!\b[aA]n )([RL])(?:\.(?=\s+[a-z])|(?=\s+(?!shape)[a-z]|\)))"
        ),
        _side,
    ),
    abbreviations(_WITHIN, _CLOSING),
    replaced(r"(?<![\w/])w/\s?(?=\w)", "with "),
    choice("or", "and"),
    arrow("to"),
    PAUSE,
)
"""The rules, in order: what a later one looks for may be what an earlier one said."""
