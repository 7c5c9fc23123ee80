"""The rules of text normalization, in their order.

All languages write ranges, sets, fractions and units in much the same way. What a later rule looks
for may be what an earlier one said.
"""

from coach.languages.number_words import NumberWords
from coach.languages.roman import roman_rule
from coach.languages.rule import Rule
from coach.languages.time_marks import MINUTES_AND_SECONDS, SECONDS, time_mark_rule
from coach.languages.written_forms import (
    PARTED,
    PAUSE,
    SPACED,
    TEMPO,
    VERTEBRAE,
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


def build_rules(
    words: NumberWords,
    *,
    numbers: tuple[Rule, ...] = (),
    counts: tuple[Rule, ...] = (),
    sides: tuple[Rule, ...] = (),
    spellings: tuple[Rule, ...] = (),
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
        MINUTES_AND_SECONDS,
        SECONDS,
        *(time_mark_rule(before, after) for before, after in words.time_marks),
        clock_rule(words.count, (words.hour, words.minute, words.second), *clock),
        ratio_rule(words.ratio, *clock),
        TEMPO,
        rhythm_rule(words.rhythm),
        *numbers,
        fraction_rule(words.fraction_units, words.part, words.mixed, words.out_of),
        per_rule(words, unit),
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
        roman_rule(words),
        abbreviation_rule(words.within, words.closing),
        *spellings,
        choice_rule(words.either, words.both, words.choose),
        arrow_rule(words.arrow),
        PAUSE,
    )
