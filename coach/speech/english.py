"""How a trainer reads out what English routines write: ranges, fractions, units, sets, sides.

Each rule is a pattern and a function of what it found; `RULES` lists them in the order in which
they are applied. Numbers stay digits, which engines read well.
"""

import re
from collections.abc import Mapping

from coach.speech.spoken import Rule

_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_ALONE = r"(?<![\w.,/-])(?<!\w['\u2019])"
"""Before a number: not within a word, a longer number, a path or a date."""

_DASH = "[-–—]"
_FOOT = "\N{PRIME}"
_INCH = "\N{DOUBLE PRIME}"
_TIMES = "[xX×]"

_UNITS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("s", "sec", "secs"), ("second", "seconds")),
    **dict.fromkeys(("min", "mins"), ("minute", "minutes")),
    **dict.fromkeys(("h", "hr", "hrs"), ("hour", "hours")),
    "mm": ("millimeter", "millimeters"),
    "cm": ("centimeter", "centimeters"),
    "m": ("meter", "meters"),
    "km": ("kilometer", "kilometers"),
    **dict.fromkeys(("in.", '"', _INCH), ("inch", "inches")),
    **dict.fromkeys(("ft", _FOOT), ("foot", "feet")),
    **dict.fromkeys(("kg", "kgs"), ("kilogram", "kilograms")),
    **dict.fromkeys(("lb", "lbs"), ("pound", "pounds")),
    "oz": ("ounce", "ounces"),
}
"""A unit as written, and its one and many as said."""

_TIME_UNITS = ("s", "sec", "secs", "min", "mins", "h", "hr", "hrs")
_SIZE_UNITS = ("mm", "cm", "m", "in.", '"', _INCH, "ft", _FOOT)

# `in` is a unit only with its point and in the middle of a sentence, else the preposition.
_UNIT = (
    r"(?:[kcm]?m|kgs?|secs?|s|mins?|hrs?|h|lbs?|oz|ft"
    rf"""|in\.(?=\s+(?-i:[a-z]))|["{_INCH}{_FOOT}])"""
)

_WITHIN: Mapping[str, str] = {
    "approx.": "approximately",
    "approx": "approximately",
    "dr.": "doctor",
    "e.g.": "for example",
    "eg.": "for example",
    "i.e.": "that is",
    "ie.": "that is",
    "incl.": "including",
    "mr.": "mister",
    "vs.": "versus",
    "vs": "versus",
    "w/o": "without",
}
"""Abbreviations whose point never ends a sentence."""

_CLOSING: Mapping[str, str] = {
    "etc.": "et cetera",
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
"""Abbreviations whose point may end a sentence too."""

_BEFORE_NUMBER: Mapping[str, str] = {
    "~": "about",
    "≈": "about",
    "±": "plus or minus",
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


def _counted(number: str, one: str, many: str) -> str:
    return f"{number} {one if number == '1' else many}"


def _ends_sentence(found: re.Match[str]) -> bool:
    """Tell whether a point at the end of what was found is also a full stop."""
    return re.match(r"\s*$|\s+[\"\u201c\u2018(]?[A-Z]", found.string[found.end() :][:9]) is not None


def _clock(found: re.Match[str]) -> str:
    """``1:30`` one minute thirty; ``0:45``; ``2:00``; ``1:00:00``."""
    parts = [int(part) for part in found["clock"].split(":")]
    hours, minutes, seconds = [0] * (3 - len(parts)) + parts
    said = []
    if hours:
        said.append(_counted(str(hours), "hour", "hours"))
    if minutes:
        said.append(_counted(str(minutes), "minute", "minutes"))
    if seconds >= 10 and minutes and not hours:  # "one minute five" sounds cut off
        said.append(str(seconds))
    elif seconds or not said:
        said.append(_counted(str(seconds), "second", "seconds"))
    return " ".join(said)


def _ratio(found: re.Match[str]) -> str:
    """``2:1`` two to one."""
    return f"{found[1]} to {found[2]}"


def _tempo(found: re.Match[str]) -> str:
    """``3-0-1-0`` three, zero, one, zero."""
    return ", ".join(re.split(_DASH, found.group()))


def _fraction(found: re.Match[str]) -> str:
    """``2/3`` two thirds; ``1/2`` half; ``2 1/2`` two and a half; ``90/90`` ninety ninety."""
    whole, above, below = found["whole"], int(found["above"]), int(found["below"])
    if not 0 < above < below:
        return f"{whole} {above} {below}" if whole else f"{above} {below}"
    if (above, below) == (1, 2):
        return f"{whole} and a half" if whole else "half"
    part = "quarter" if below == 4 else _ordinal(below)
    said = f"{above} {part if above == 1 else f'{part}s'}"
    return f"{whole} and {said}" if whole else said


def _ordinal(number: int) -> str:
    from num2words import num2words  # noqa: PLC0415 - takes 30 ms, and few texts need it

    said: str = num2words(number, to="ordinal")
    return said


def _decade(found: re.Match[str]) -> str:
    """``in your 60s``: sixties, not seconds."""
    from num2words import num2words  # noqa: PLC0415 - as above

    return f"{found[1]}{num2words(int(found[2])).removesuffix('y')}ies"


def _per(found: re.Match[str]) -> str:
    """``10 reps/side``, ``3x/week``."""
    return f"{found[1]} per "


def _how_often(found: re.Match[str]) -> str:
    """``2x`` twice; ``2-3x`` two to three times."""
    if found["low"]:
        return f"{found['low']} to {found['high']} times"
    return {"1": "once", "2": "twice"}.get(found["high"], f"{found['high']} times")


def _range(found: re.Match[str]) -> str:
    """``30-90`` thirty to ninety; a unit written twice (``30s-90s``) is said once."""
    unit = found["unit"] or ""
    kept = "" if unit.strip().casefold() == (found["same"] or "").casefold() else unit
    return f"{found['low']}{kept} to "


def _sets(found: re.Match[str]) -> str:
    """``3x10`` three sets of ten; ``3x30s`` three times thirty seconds; ``30x60 cm`` by."""
    unit = (found["unit"] or "").casefold()
    if unit in _TIME_UNITS:
        return f"{found['sets']} times {found['each']}"
    if unit in _SIZE_UNITS:
        return f"{found['sets']} by {found['each']}"
    return f"{_counted(found['sets'], 'set', 'sets')} of {found['each']}"


def _times(found: re.Match[str]) -> str:
    """``x2``, ``X 2`` times two."""
    return f"times {found[1]}"


def _or_more(found: re.Match[str]) -> str:
    """``60s+`` sixty seconds or more."""
    return f"{found[1]} or more"


def _before_number(found: re.Match[str]) -> str:
    """``~10`` about ten; ``#2`` number two."""
    return f"{_BEFORE_NUMBER[found[1]]} "


def _quantity(found: re.Match[str]) -> str:
    """``10s`` ten seconds; ``1s`` one second; ``a 10s hold`` a ten second hold."""
    unit = found["unit"].casefold()
    if unit == '"' and found.string.count('"', 0, found.start("unit")) % 2:
        return found.group()  # it closes a quotation
    one, many = _UNITS[unit]
    number = found["number"]
    half_of_one = number == "half" and not found["and"]
    single = found["article"] or found["joint"] == "-" or number == "1" or half_of_one
    point = found["point"] or (unit == "in." and ".") or ""
    said = f"{found['article'] or ''}{found['and'] or ''}{number} {one if single else many}"
    return f"{said}." if point and _ends_sentence(found) else said


def _both_sides(found: re.Match[str]) -> str:
    """``R/L`` right and left."""
    return f"{_SIDES[found[1]]} and {_SIDES[found[2]]}"


def _side(found: re.Match[str]) -> str:
    """``R leg``, ``(L)``."""
    return _SIDES[found[1]]


def _abbreviation(found: re.Match[str]) -> str:
    """``e.g.`` for example; ``sec.`` seconds, with a full stop where it ends a sentence."""
    written = found.group().casefold()
    if written in _WITHIN:
        return _WITHIN[written]
    said = _CLOSING[written]
    return f"{said}." if written.endswith(".") and _ends_sentence(found) else said


def _with(_: re.Match[str]) -> str:
    """``w/ a ball`` with a ball."""
    return "with "


def _choice(found: re.Match[str]) -> str:
    """``ball/roller`` ball or roller; ``and/or`` and or."""
    return " " if found["and"] else " or "


def _arrow(_: re.Match[str]) -> str:
    """``heel → toe`` heel to toe."""
    return " to "


def _pause(_: re.Match[str]) -> str:
    """``calf · left`` calf, left."""
    return ", "


def _any_of(table: Mapping[str, str]) -> str:
    return "|".join(re.escape(key) for key in sorted(table, key=len, reverse=True))


RULES = (
    Rule(
        re.compile(
            rf"{_ALONE}(?P<clock>[0-9]{{1,2}}(?::[0-5][0-9]){{1,2}})(?![\w:])"
            r"(?!\s?[aApP]\.?[mM]\b)(?:\s?min(?:ute)?s?\b)?"
        ),
        _clock,
    ),
    Rule(re.compile(rf"{_ALONE}([0-9]+):([0-9]+)(?![\w:])(?!\s?[aApP]\.?[mM]\b)"), _ratio),
    Rule(
        re.compile(
            rf"{_ALONE}[0-9]{{1,2}}(?:\.[0-9])?"
            rf"(?:{_DASH}[0-9]{{1,2}}(?:\.[0-9])?){{2,3}}(?![\w-]|\.[0-9])"
        ),
        _tempo,
    ),
    Rule(
        re.compile(
            rf"{_ALONE}(?:(?P<whole>[0-9]+)[ -]+)?"
            r"(?P<above>[0-9]{1,9})\s?[/\u2044]\s?(?P<below>[0-9]{1,9})(?![\w/\u2044]|[.,][0-9])"
        ),
        _fraction,
    ),
    Rule(re.compile(r"\b((?:your|their|his|her|my|our)\s+)([2-9]0)s\b", re.IGNORECASE), _decade),
    Rule(
        re.compile(
            rf"(\b(?:reps?|sets?|times|breaths|[0-9]+(?:{_TIMES}|s|sec|min)?))"
            r"\s?/\s?(?=(?:side|leg|arm|foot|set|session|day|week|min|minute|hour)\b)"
        ),
        _per,
    ),
    Rule(
        re.compile(
            rf"{_ALONE}(?:(?P<low>{_NUMBER})\s?{_DASH}\s?)?(?P<high>{_NUMBER})"
            rf"\s?{_TIMES}(?!\w|\s?[0-9])"
        ),
        _how_often,
    ),
    Rule(
        re.compile(
            rf"{_ALONE}(?P<low>{_NUMBER})(?P<unit>\s?(?:{_UNIT}|[°%]))?(?:\s?[-–]\s?|—)"
            rf"(?={_NUMBER}\s?(?P<same>{_UNIT}|[°%])?)",
            re.IGNORECASE,
        ),
        _range,
    ),
    Rule(
        re.compile(
            rf"{_ALONE}(?P<sets>{_NUMBER})\s?{_TIMES}\s?(?P<each>{_NUMBER})"
            rf"(?![0-9])(?=(?:\sto\s{_NUMBER})?(?:\s?(?P<unit>{_UNIT})(?!\w))?)",
            re.IGNORECASE,
        ),
        _sets,
    ),
    Rule(re.compile(rf"(?<!\w){_TIMES}\s?({_NUMBER})(?!\w)"), _times),
    Rule(re.compile(rf"({_ALONE}{_NUMBER}\s?(?:[a-z]{{1,4}}|[°%])?)\+(?![\w+])"), _or_more),
    Rule(
        re.compile(rf"(?<!\w)({_any_of(_BEFORE_NUMBER)})\s?(?={_NUMBER})"),
        _before_number,
    ),
    Rule(
        re.compile(
            rf"(?P<article>\ban?\s)?(?P<and>\band\sa\s)?"
            rf"(?P<number>{_ALONE}{_NUMBER}|\bhalf(?=\s))"
            rf"(?P<joint>-|\s?)(?P<unit>{_UNIT})(?![\w/])(?P<point>\.(?![\w.]))?",
            re.IGNORECASE,
        ),
        _quantity,
    ),
    Rule(re.compile(r"(?<!\w)([RL])/([RL])(?!\w)"), _both_sides),
    Rule(
        re.compile(
            r"(?<![\w'\u2019/-])(?<!\b[aA]n )([RL])(?:\.(?=\s+[a-z])|(?=\s+(?!shape)[a-z]|\)))"
        ),
        _side,
    ),
    Rule(
        re.compile(rf"(?<![\w.])(?:{_any_of({**_WITHIN, **_CLOSING})})(?!\w)", re.IGNORECASE),
        _abbreviation,
    ),
    Rule(re.compile(r"(?<!\w)w/\s?(?=\w)", re.IGNORECASE), _with),
    Rule(re.compile(r"(?P<and>(?<=\band)/(?=or\b))|(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])"), _choice),
    Rule(re.compile(r"\s?(?:[-=]>|[→⇒⟶])\s?"), _arrow),
    Rule(re.compile(r"\s?[·•]\s?"), _pause),
)
"""The rules, in order: what a later one looks for may be what an earlier one said."""
