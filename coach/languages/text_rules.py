"""The rules of text normalization, in their order.

All languages write ranges, sets, fractions and units in much the same way. What a later rule looks
for may be what an earlier one said.
"""

from coach.languages.number_words import NumberWords
from coach.languages.roman import make_roman_rule
from coach.languages.rule import Rule
from coach.languages.time_marks import MINUTES_AND_SECONDS, SECONDS, make_time_mark_rule
from coach.languages.written_forms import (
    PARTED,
    PAUSE,
    SPACED,
    TEMPO,
    VERTEBRAE,
    make_abbreviation_rule,
    make_any_pattern,
    make_arrow_rule,
    make_choice_rule,
    make_clock_rule,
    make_fraction_rule,
    make_frequency_rule,
    make_multiplier_rule,
    make_or_more_rule,
    make_per_rule,
    make_prefix_rule,
    make_range_rule,
    make_ratio_rule,
    make_replacement_rule,
    make_rhythm_rule,
    make_set_rule,
    make_temperature_rule,
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
    unit = words.unit or make_any_pattern(words.units)
    clock = words.clock_before, words.clock_after
    return (
        SPACED,
        PARTED,
        VERTEBRAE,
        MINUTES_AND_SECONDS,
        SECONDS,
        *(make_time_mark_rule(before, after) for before, after in words.time_marks),
        make_clock_rule(words.count, (words.hour, words.minute, words.second), *clock),
        make_ratio_rule(words.ratio, *clock),
        TEMPO,
        make_rhythm_rule(words.rhythm),
        *numbers,
        make_fraction_rule(words.fraction_units, words.part, words.mixed, words.out_of),
        make_per_rule(words, unit),
        make_frequency_rule(words.once, words.twice, words.times, words.to),
        make_range_rule(words.to, unit, words.one),
        make_set_rule(words.sets, unit, words.units),
        make_multiplier_rule(words.multiplied),
        make_or_more_rule(words.or_more, unit),
        make_prefix_rule(words.prefixes),
        make_temperature_rule(words.degrees),
        *counts,
        make_replacement_rule(r"(?<!\w)\+/-(?!\w)", words.plus_minus),
        *sides,
        make_roman_rule(words),
        make_abbreviation_rule(words.within, words.closing),
        *spellings,
        make_choice_rule(words.either, words.both, words.choose),
        make_arrow_rule(words.arrow),
        PAUSE,
    )
