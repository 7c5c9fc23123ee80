"""Written forms that languages share, each as a maker of the rule that says it in one of them.

Every pattern takes time in proportion to a text: a number is begun only where none stands before
it, and of two parts that may both be long, one can end only at a sign the other has not.
"""

import re
from collections.abc import Callable, Collection, Mapping

from coach.languages.nouns import Count, Kind, Noun, Nouns, index_short
from coach.languages.number_words import NumberWords
from coach.languages.rule import Rule

NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
ALONE = r"(?<![\w.,/-])(?<!\w['\u2019])"
"""Before a number: not within a word, a longer number, a path or a date."""

DASH = "[-–—]"
TIMES = "[xX×]"
TENFOLD = 10
"""What is written as tenths is a mark out of ten: ``7/10``."""


def make_any_pattern(words: Collection[str]) -> str:
    """Return the pattern of any of some texts; of none, one that nothing is."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def spell_out(number: int, language: str, to: str = "cardinal") -> str:
    """Write a number out."""
    from num2words import num2words  # noqa: PLC0415 - takes 30 ms, and few texts need it

    said: str = num2words(number, lang=language, to=to)
    return said


def ends_sentence(match: re.Match[str]) -> bool:
    """Return whether a point at the end of what was found is also a full stop."""
    rest = match.string[match.end() : match.end() + 9]
    after = re.match(r"\s*$|\s+[\"\u201c\u2018\u201e\u00ab(\u00a1\u00bf]?([^\W\d_])", rest)
    return after is not None and (after[1] is None or after[1].isupper())


def make_clock_rule(count: Count, units: tuple[Noun, Noun, Noun], before: str, after: str) -> Rule:
    """``1:30`` one minute thirty; ``0:45``; ``2:00``; ``1:00:00``.

    Args:
        count: says a number of something.
        units: what hours, minutes and seconds are called.
        before: a pattern to begin with, which may look back.
        after: what makes it a time of the day.
    """
    hour, minute, second = units

    def say_match(match: re.Match[str]) -> str:
        parts = [int(part) for part in match["clock"].split(":")]
        hours, minutes, seconds = [0] * (3 - len(parts)) + parts
        said = []
        if hours:
            said.append(count(str(hours), hour))
        if minutes:
            said.append(count(str(minutes), minute))
        if seconds >= 10 and minutes and not hours:  # "one minute five" sounds cut off
            said.append(str(seconds))
        elif seconds or not said:
            said.append(count(str(seconds), second))
        return " ".join(said)

    return Rule(
        re.compile(
            rf"{before}{ALONE}(?P<clock>[0-9]{{1,2}}(?::[0-5][0-9]){{1,2}})(?![\w:])(?!{after})"
            rf"(?:\s?(?:min|{minute.singular}|{minute.plural})\b(?!\.\w))?"
        ),
        say_match,
    )


def make_ratio_rule(to: str, before: str, after: str) -> Rule:
    """``2:1`` two to one."""
    return Rule(
        re.compile(rf"{before}{ALONE}([0-9]+):([0-9]+)(?![\w:])(?!{after})"),
        lambda match: f"{match[1]} {to} {match[2]}",
    )


def make_fraction_rule(
    units: Nouns,
    part: Callable[[int, int, Noun | None], str],
    mixed: Callable[[int, int, int, Noun | None], str],
    out_of: str,
) -> Rule:
    """``2/3`` two thirds; ``2 1/2`` two and a half; ``7/10`` seven out of ten; ``90/90`` as it is.

    Args:
        units: what is said together with its fraction.
        part: says a numerator and denominator, of a unit perhaps.
        mixed: says a whole number, a numerator and denominator, of a unit perhaps.
        out_of: what stands between the numbers of a mark.
    """

    def say_match(match: re.Match[str]) -> str:
        whole, above, below = match["whole"], int(match["above"]), int(match["below"])
        unit = match["unit"]
        noun = units[unit.casefold()] if unit else None
        if below == TENFOLD and not unit and (not whole or "-" in match["joint"]):
            least = f"{whole}-" if whole else ""  # `7-8/10` is a range of marks
            return f"{least}{above} {out_of} {below}"
        if not 0 < above < below:
            numbers = f"{whole} {above} {below}" if whole else f"{above} {below}"
            return match.group().replace(match["all"], numbers)
        said = mixed(int(whole), above, below, noun) if whole else part(above, below, noun)
        return f"{said}." if match["point"] and ends_sentence(match) else said

    return Rule(
        re.compile(
            rf"(?P<all>{ALONE}(?:(?P<whole>[0-9]{{1,9}})(?P<joint>[ -]+))?"
            r"(?P<above>[0-9]{1,9})\s?[/\u2044]\s?(?P<below>[0-9]{1,9})(?![\w/\u2044]|[.,][0-9]))"
            rf"(?:\s?(?P<unit>{make_any_pattern(units)})(?![\w/])(?P<point>\.(?![\w.]))?)?",
            re.IGNORECASE,
        ),
        say_match,
    )


def make_per_rule(words: NumberWords, unit: str) -> Rule:
    """``10 reps/side``, ``3x/wk``, ``5 min/hip``; ``5 min/longer`` is a choice.

    Any word may follow a number of something, but for another unit. Only a place may follow a
    number alone.

    Args:
        words: the words of the language.
        unit: the pattern of units.
    """
    counted, short = words.counted, words.short_denominators
    unit_pattern = rf"(?:{words.denominators}|{make_any_pattern(short)})(?!\w)"
    abbreviated = make_any_pattern(index_short(words.units.values()))
    other = rf"(?!(?:{abbreviated}|{counted}|min|m[aá]x)(?!\w))[^\W\d_]{{2,}}(?!\w)"

    def say_match(match: re.Match[str]) -> str:
        where = match["place"] or match["more"] or match["other"] or match["only_place"]
        link = words.either if match["more"] else words.per
        return f"{match['amount'] or match['only']} {link} {short.get(where.casefold(), where)}"

    return Rule(
        re.compile(
            rf"(?:(?<!\w)|(?<=[0-9][xX×]))"
            rf"(?:(?P<amount>[0-9]+\s?(?:{TIMES}|{unit}|{counted})\.?)\s?/\s?"
            rf"(?:(?P<place>{unit_pattern})|(?P<more>(?:{words.comparatives})(?!\w))|(?P<other>{other}))"
            rf"|(?P<only>(?:{counted}|[0-9]+)\.?)\s?/\s?(?P<only_place>{unit_pattern}))",
            re.IGNORECASE,
        ),
        say_match,
    )


def make_frequency_rule(once: str, twice: str, times: str, to: str) -> Rule:
    """``2x`` twice; ``2-3x`` two to three times."""

    def say_match(match: re.Match[str]) -> str:
        if match["low"]:
            return f"{match['low']} {to} {match['high']} {times}"
        return {"1": once, "2": twice}.get(match["high"], f"{match['high']} {times}")

    return Rule(
        re.compile(
            rf"{ALONE}(?:(?P<low>{NUMBER})(?:\s?{DASH}\s?|\s{to}\s))?(?P<high>{NUMBER})"
            rf"\s?{TIMES}(?!\w|\s?[0-9])"
        ),
        say_match,
    )


def make_range_rule(to: str, unit: str, one: Callable[[str], str] = lambda _: "1") -> Rule:
    """``30-90`` thirty to ninety; a unit written twice (``30s-90s``) is said once.

    Args:
        to: what the dash says; where it is written out, it is read as one.
        unit: the pattern of units.
        one: says the lower number where it is one, before a unit as written.
    """

    def say_match(match: re.Match[str]) -> str:
        own, same = match["unit"] or "", match["same"] or ""
        kept = "" if own.strip().casefold() == same.casefold() else own
        low = one(same) if match["low"] == "1" and not kept else match["low"]
        return f"{low}{kept} {to} "

    return Rule(
        re.compile(
            rf"{ALONE}(?P<low>{NUMBER})(?P<unit>\s?(?:{unit}|[°%]))?"
            rf"(?:\s?[-–]\s?|—|(?P<said>\s{to}\s))(?={NUMBER}\s?(?P<same>(?:{unit})(?!\w)|[°%])?)",
            re.IGNORECASE,
        ),
        say_match,
    )


def make_set_rule(say_sets: Callable[[str, str, Kind], str], unit: str, units: Nouns) -> Rule:
    """``3x10`` three sets of ten; ``3x30s`` three times thirty seconds; ``30x60 cm`` by."""

    def say_match(match: re.Match[str]) -> str:
        unit = match["unit"]
        kind = units[unit.casefold()].kind if unit else "other"
        return say_sets(match["sets"], match["each"], kind)

    return Rule(
        re.compile(
            rf"{ALONE}(?P<sets>{NUMBER})\s?{TIMES}\s?(?P<each>{NUMBER})"
            rf"(?![0-9])(?=(?:\s\w{{1,3}}\s{NUMBER})?(?:\s?(?P<unit>{unit})(?!\w))?)",
            re.IGNORECASE,
        ),
        say_match,
    )


def make_multiplier_rule(word: str) -> Rule:
    """``x2``, ``X 2`` times two."""
    return Rule(
        re.compile(rf"(?<!\w){TIMES}\s?({NUMBER})(?!\w)"), lambda match: f"{word} {match[1]}"
    )


def make_or_more_rule(words: str, unit: str) -> Rule:
    """``60s+``, ``60+ s`` sixty seconds or more."""
    return Rule(
        re.compile(
            rf"({ALONE}{NUMBER}\s?(?:[^\W\d_]{{1,4}}|[°%])?)\+(?![\w+/])(?P<unit>\s(?:{unit})(?!\w))?"
        ),
        lambda match: f"{match[1]}{match['unit'] or ''} {words}",
    )


def make_prefix_rule(table: Mapping[str, str]) -> Rule:
    """``~10`` about ten; ``#2`` number two."""
    return Rule(
        re.compile(rf"(?<!\w)({make_any_pattern(table)})\s?(?={NUMBER})"),
        lambda match: f"{table[match[1]]} ",
    )


def make_quantity_rule(units: Nouns, count: Count) -> Rule:
    """``10 s`` ten seconds; ``1 Minute`` one minute, in the noun's gender."""

    def say_match(match: re.Match[str]) -> str:
        said = count(match["number"], units[match["unit"].casefold()])
        return f"{said}." if match["point"] and ends_sentence(match) else said

    return Rule(
        re.compile(
            rf"{ALONE}(?P<number>{NUMBER})\s?(?P<unit>{make_any_pattern(units)})"
            r"(?![\w/]|['\u2019]\w)(?P<point>\.(?![\w.]))?",
            re.IGNORECASE,
        ),
        say_match,
    )


def make_abbreviation_rule(within: Mapping[str, str], closing: Mapping[str, str]) -> Rule:
    """``e.g.`` for example; ``sec.`` seconds, with a full stop where it ends a sentence.

    Args:
        within: abbreviations whose point never ends a sentence, in lower case. A space in one
            may be left out.
        closing: abbreviations whose point may end a sentence too.
    """
    table = {key.replace(" ", ""): said for key, said in {**within, **closing}.items()}
    keys = sorted({*within, *closing}, key=len, reverse=True)
    pattern = "|".join(r"\s?".join(map(re.escape, key.split(" "))) for key in keys)

    def say_match(match: re.Match[str]) -> str:
        key = "".join(match.group().casefold().split())
        full_stop = key in closing and key.endswith(".") and ends_sentence(match)
        return f"{table[key]}." if full_stop else table[key]

    return Rule(re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)", re.IGNORECASE), say_match)


def make_choice_rule(either: str, both: str, say: Callable[[str], str] | None = None) -> Rule:
    """``ball/roller`` ball or roller; ``and/or`` and or.

    Args:
        either: what the stroke says.
        both: the word that means and, after which the stroke only parts it from the other.
        say: says the stroke before a text, where that depends on it.
    """

    def say_joint(match: re.Match[str]) -> str:
        if match["and"]:
            return " "
        return f" {say(match.string[match.end() : match.end() + 2]) if say else either} "

    return Rule(
        re.compile(
            rf"(?P<and>(?<=\b{both})/(?={either}\b))"
            r"|(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])|(?<=[0-9][^\W\d_]{2})/(?=[0-9])",
            re.IGNORECASE,
        ),
        say_joint,
    )


def make_arrow_rule(to: str) -> Rule:
    """``heel → toe`` heel to toe."""
    return Rule(re.compile(r"\s?(?:[-=]>|[→⇒⟶])\s?"), lambda _: f" {to} ")


def make_temperature_rule(table: Mapping[str, str]) -> Rule:
    """``35 °C`` thirty-five degrees Celsius."""
    return Rule(re.compile(r"\s?°\s?([CF])(?!\w)"), lambda match: f" {table[match[1]]}")


def make_replacement_rule(pattern: str, said: str) -> Rule:
    """Say whatever a pattern finds in the same words."""
    return Rule(re.compile(pattern, re.IGNORECASE), lambda _: said)


TEMPO = Rule(
    re.compile(
        rf"{ALONE}[0-9]{{1,2}}(?:\.[0-9])?(?:{DASH}[0-9]{{1,2}}(?:\.[0-9])?){{2,3}}(?![\w-]|\.[0-9])"
    ),
    lambda match: ", ".join(re.split(DASH, match.group())),
)
"""``3-0-1-0`` three, zero, one, zero."""


def make_rhythm_rule(words: str) -> Rule:
    """``4-6 breathing`` four, six breathing: in and out, which is not a range."""
    return Rule(
        re.compile(
            rf"{ALONE}([0-9]{{1,2}}){DASH}([0-9]{{1,2}})(?=[\s-](?:{words})(?!\w))", re.IGNORECASE
        ),
        lambda match: f"{match[1]}, {match[2]}",
    )


PAUSE = Rule(re.compile(r"\s?[·•]\s?|\s/\s"), lambda _: ", ")
"""``calf · left`` calf, left."""

PARTED = Rule(
    re.compile(r"(?:(?<=[^\W\d_]{2})(?<![0-9][^\W\d_]{2})|(?<=[0-9]s))/(?=[0-9])"), lambda _: ", "
)
"""``30s on/10s off`` thirty seconds on, ten seconds off."""

SPACED = Rule(re.compile(r"(?<=[^\W\d_]{2})\.(?=[0-9])"), lambda _: ". ")
"""``approx.10``: the space that was left out after an abbreviation."""

VERTEBRAE = Rule(
    re.compile(r"(?:(?<=\b[CTLS][0-9])|(?<=\b[CTLS][0-9]{2}))/(?=[CTLS]?[0-9])"), lambda _: " "
)
"""``L4/L5`` L four, L five, which is one joint."""
