"""The words of a language around numbers, and the rules that they make.

All languages write ranges, sets, fractions and units in much the same way. `build_rules` lists the
rules once, in their order: what a later one looks for may be what an earlier one said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coach.languages.nouns import Kind, Noun, Nouns
from coach.languages.rule import Rule
from coach.languages.written_forms import (
    PARTED,
    PAUSE,
    SPACED,
    TEMPO,
    VERTEBRAE,
    Count,
    abbreviation_rule,
    any_of,
    arrow_rule,
    choice_rule,
    clock_rule,
    fraction_rule,
    frequency_rule,
    multiplier_rule,
    or_more_rule,
    per_rule,
    prefix_rule,
    range_rule,
    ratio_rule,
    replacement_rule,
    rhythm_rule,
    set_rule,
    temperature_rule,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """The words and patterns of a language around numbers.

    Attributes:
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
        places: the pattern of what stands after ``10/``.
        clock_before: a pattern that what is written as a clock begins with; it may look back.
        clock_after: the pattern of what makes a clock a time of the day.
        count: says a number of something.
        part: says a numerator and a denominator, of a unit perhaps.
        mixed: says a whole number, a numerator and a denominator, of a unit perhaps.
        sets: says ``3x10``: the number of sets, each of them, and what its unit measures.
        one: says the lower end of a range where it is one, before a unit as written.
        choose: says the stroke of a choice before a text, where that depends on it.
    """

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
    places: str
    clock_before: str = ""
    clock_after: str
    count: Count
    part: Callable[[int, int, Noun | None], str]
    mixed: Callable[[int, int, int, Noun | None], str]
    sets: Callable[[str, str, Kind], str]
    one: Callable[[str], str] = lambda _: "1"
    choose: Callable[[str], str] | None = None


def build_rules(
    words: NumberWords,
    *,
    numbers: tuple[Rule, ...],
    counts: tuple[Rule, ...],
    sides: tuple[Rule, ...],
    spellings: tuple[Rule, ...],
) -> tuple[Rule, ...]:
    """Build the rules of a language.

    Args:
        words: its words.
        numbers: its own rules for numbers, such as ordinals, which go before fractions and units.
        counts: its own rules for a number and a noun, such as ``1 leg``.
        sides: its own rules for sides in short.
        spellings: its own rules for what is left at the end.
    """
    unit = words.unit or any_of(words.units)
    clock = words.clock_before, words.clock_after
    return (
        SPACED,
        PARTED,
        VERTEBRAE,
        clock_rule(words.count, (words.hour, words.minute, words.second), *clock),
        ratio_rule(words.ratio, *clock),
        TEMPO,
        rhythm_rule(words.rhythm),
        *numbers,
        fraction_rule(words.fraction_units, words.part, words.mixed, words.out_of),
        per_rule(words.per, words.counted, words.places),
        frequency_rule(words.once, words.twice, words.times, words.to),
        range_rule(words.to, unit, words.one),
        set_rule(words.sets, unit, words.units),
        multiplier_rule(words.multiplied),
        or_more_rule(words.or_more, unit),
        prefix_rule(words.prefixes),
        temperature_rule(words.degrees),
        *counts,
        replacement_rule(r"(?<!\w)\+/-(?!\w)", words.plus_minus),
        *sides,
        abbreviation_rule(words.within, words.closing),
        *spellings,
        choice_rule(words.either, words.both, words.choose),
        arrow_rule(words.arrow),
        PAUSE,
    )
