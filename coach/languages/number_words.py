"""The words of a language around numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coach.languages.nouns import Count, Kind, Noun, Nouns


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """The words and patterns of a language around numbers.

    Attributes:
        code: the letters of the language in ISO 639-1.
        hour, minute, second: what a clock counts.
        units: nouns by how they are written.
        unit: the pattern of a unit; any of ``units`` where it is empty.
        fraction_units: those that are said in one with a fraction of them.
        to: between the ends of a range, ``30-90``.
        ratio: ``2:1``.
        out_of: ``7/10``.
        per: ``10 reps/side``.
        once: ``1x``.
        twice: ``2x``.
        times: ``3x``.
        multiplied: ``x2``.
        or_more: ``60s+``.
        plus_minus: ``+/-``.
        both: the word that lists all, ``and/or``.
        either: the word that lists a choice, ``ball/roller``.
        arrow: ``→``.
        prefixes: what a sign before a number says.
        degrees: what ``°C`` and ``°F`` say, by their letters.
        within: abbreviations whose point never ends a sentence, in small letters. A space in one
            may be left out.
        closing: abbreviations whose point may end a sentence too.
        rhythm: the pattern of words after ``4-6`` that make it a rhythm, not a range.
        counted: the pattern of what stands before ``/side``, besides a number.
        denominators: the pattern of what stands after ``10/``.
        short_denominators: what stands there in short, with its words: ``wk``.
        comparatives: the pattern of what makes a stroke a choice: ``5 min/longer``.
        numbered: the pattern of words that a Roman numeral often follows: ``grade II``.
        after_one: the pattern of what follows an ``I`` that is a numeral.
        time_marks: the patterns of what stands before and after ``30"`` and ``2'``, where that is
            a time; either may be empty.
        clock_before: a pattern that what is written as a clock begins with; it may look back.
        clock_after: the pattern of what makes a clock a time of the day.
        count: says a number of something.
        part: says a numerator and a denominator, of a unit perhaps.
        mixed: says a whole number, a numerator and a denominator, of a unit perhaps.
        sets: says ``3x10``: the number of sets, each of them, and what its unit measures.
        one: says the lower end of a range where it is one, before a unit as written.
        choose: says the stroke of a choice before a text, where that depends on it.
    """

    code: str
    hour: Noun
    minute: Noun
    second: Noun
    units: Nouns
    unit: str = ""
    fraction_units: Nouns
    to: str
    ratio: str
    out_of: str
    per: str
    once: str
    twice: str
    times: str
    multiplied: str
    or_more: str
    plus_minus: str
    both: str
    either: str
    arrow: str
    prefixes: Mapping[str, str]
    degrees: Mapping[str, str]
    within: Mapping[str, str]
    closing: Mapping[str, str]
    rhythm: str
    counted: str
    denominators: str
    short_denominators: Mapping[str, str]
    comparatives: str
    numbered: str
    after_one: str = ""
    time_marks: tuple[tuple[str, str], ...] = (("", ""),)
    clock_before: str = ""
    clock_after: str
    count: Count
    part: Callable[[int, int, Noun | None], str]
    mixed: Callable[[int, int, int, Noun | None], str]
    sets: Callable[[str, str, Kind], str]
    one: Callable[[str], str] = lambda _: "1"
    choose: Callable[[str], str] | None = None
