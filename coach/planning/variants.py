"""Variants of a program: what may change besides gaps and lengths, one thing after another.

The first is the program as stated. Each next one changes one thing more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Literal

from coach.diagnostics import Span
from coach.score.lengths import LengthChoices
from coach.score.program import Program, ProgramRoutine
from coach.score.repeats import find_repeats
from coach.script.conditions import Condition, Dispensable
from coach.script.routine import StepIndex
from coach.script.short_words import find_marked


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that is other than stated.

    Attributes:
        heading: the exercise it is in, or the title of the whole routine.
        words: what it is, such as "tender 45s instead of 30s".
        source: where in the script it stands; None where it is nowhere in particular.
    """

    heading: str
    words: str
    source: str | None


_MOST_VARIANTS = 200
"""The most variants that are looked at one by one."""

Counted = Literal["spot", "set", "round"]
"""What may be done more or less often."""


@dataclass(frozen=True, slots=True, eq=False)
class RepeatLever:
    """Something whose number may change: the spots or sets of an action, the rounds of a heading.

    Attributes:
        number: the part of the program it stands in.
        target: the index of the step, or the span of the heading.
        heading: the exercise or group.
        name: the action; empty for rounds.
        source: where in the script it stands.
        counted: what is counted.
        stated: its number as stated.
        least: the least that its author allows.
        most: the most.
    """

    number: int
    target: StepIndex | Span
    heading: str
    name: str
    source: str
    counted: Counted
    stated: int
    least: int
    most: int

    def change_count(self, choices: LengthChoices, count: int) -> LengthChoices:
        """Return choices with its number changed."""
        if isinstance(self.target, Span):
            return replace(choices, rounds={**choices.rounds, self.target: count})
        length = choices.lengths[self.target]
        if self.counted == "spot":
            length = replace(length, spots=count)
        else:
            length = replace(length, sets=count)
        return replace(choices, lengths={**choices.lengths, self.target: length})

    def describe_count(self, count: int) -> Deviation:
        """Say that its number is other than stated."""
        plural = "" if count == 1 else "s"
        words = f"{count} {self.counted}{plural} instead of {self.stated}"
        name = "" if self.name in ("", self.heading) else f"{self.name} "
        return Deviation(self.heading, name + words, self.source)

    def list_steps(self, *, more: bool) -> Iterator[tuple[float, int]]:
        """Yield each further number, and the scale of what is stated at which it is reached."""
        ends = range(self.stated, self.most) if more else range(self.stated, self.least, -1)
        for count in ends:
            following = count + 1 if more else count - 1
            yield (count + following) / (2 * self.stated), following


@dataclass(frozen=True, slots=True)
class Variant:
    """A program with some things other than stated."""

    program: Program
    changes: tuple[Deviation, ...]


@dataclass(frozen=True, slots=True)
class VariantKey:
    """Which variant it is.

    Attributes:
        shortened: how many routines are said in short.
        counts: the number of each lever.
        dropped: how much of what is optional is left out, the last first.
    """

    shortened: int
    counts: tuple[int, ...]
    dropped: int = 0


class Variants:
    """The variants of a program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._levers = tuple(_find_repeats(program))
        parts = enumerate(program.parts)
        self._wordy = tuple(number for number, part in parts if _can_shorten_words(part))
        self._optional = tuple(reversed([*_find_optional(program)]))
        self.stated = VariantKey(0, tuple(lever.stated for lever in self._levers))

    def list_chain(self, *, longer: bool) -> list[VariantKey]:
        """List variants, each longer, or each shorter, than the one before, from the stated on."""
        shortened = 0 if longer else len(self._wordy)
        chain = [VariantKey(number, self.stated.counts) for number in range(shortened + 1)]
        steps = [
            (scale if longer else -scale, index, count)
            for index, lever in enumerate(self._levers)
            for scale, count in lever.list_steps(more=longer)
        ]
        counts = list(self.stated.counts)
        for _, index, count in sorted(steps):
            counts[index] = count
            chain.append(VariantKey(shortened, tuple(counts)))
        if not longer:
            dropped = range(1, len(self._optional) + 1)
            chain += (VariantKey(shortened, tuple(counts), number) for number in dropped)
        return chain

    def list_all(self) -> list[VariantKey]:
        """List every variant, the nearest to what is stated first; none where they are many."""
        ranges = [range(lever.least, lever.most + 1) for lever in self._levers]
        shortened, dropped = range(len(self._wordy) + 1), range(len(self._optional) + 1)
        if prod(map(len, (shortened, dropped, *ranges))) > _MOST_VARIANTS:
            return []
        keys = [
            VariantKey(words, tuple(counts), number)
            for words, number, *counts in product(shortened, dropped, *ranges)
        ]
        return sorted(keys, key=self._find_distance)

    def _find_distance(self, key: VariantKey) -> tuple[int, float, int]:
        pairs = zip(key.counts, self.stated.counts, strict=True)
        repeats = sum(abs(count - stated) / stated for count, stated in pairs)
        return key.dropped, repeats, key.shortened

    def make_variant(self, key: VariantKey) -> Variant:
        """Make a variant."""
        parts = list(self._program.parts)
        changes: list[Deviation] = []
        for number in self._wordy[: key.shortened]:
            parts[number] = _shorten_words(parts[number])
            changes.append(_describe_short_words(parts[number]))
        for lever, count in zip(self._levers, key.counts, strict=True):
            if count != lever.stated:
                part = parts[lever.number]
                parts[lever.number] = replace(part, lengths=lever.change_count(part.lengths, count))
                changes.append(lever.describe_count(count))
        for optional in self._optional[: key.dropped]:
            part = parts[optional.number]
            left_out = part.lengths.left_out | {optional.span}
            lengths = replace(part.lengths, left_out=left_out)
            parts[optional.number] = replace(part, lengths=lengths)
            changes.append(optional.deviation)
        return Variant(replace(self._program, parts=tuple(parts)), tuple(changes))


@dataclass(frozen=True, slots=True)
class _OptionalPart:
    """A step, an exercise or a group that may be left out: its mark, and what is said of it."""

    number: int
    span: Span
    deviation: Deviation


def _shorten_words(part: ProgramRoutine) -> ProgramRoutine:
    return replace(part, adjustments=replace(part.adjustments, words="brief"))


def _describe_short_words(part: ProgramRoutine) -> Deviation:
    front, source = part.routine.front, part.routine.source
    return Deviation(
        front.title, "the words in short", source.write_location(front.find_key_span("title"))
    )


def _can_shorten_words(part: ProgramRoutine) -> bool:
    """Return whether a routine says all its words, and its author wrote short ones."""
    if part.adjustments.words or part.routine.front.words != "full":
        return False
    return any(any(find_marked(step.text)) for *_, step in part.routine.walk_steps())


def _find_repeats(program: Program) -> Iterator[RepeatLever]:
    """Find what may be done another number of times, where the listener has not fixed it."""
    for number, part in enumerate(program.parts):
        yield from _find_spots(number, part)
        yield from _find_sets_and_rounds(number, part)


def _find_optional(program: Program) -> Iterator[_OptionalPart]:
    """Find what may be left out, in the order of the script; each mark once."""
    marked: set[tuple[int, Span]] = set()

    def note_part(
        number: int, conditions: Iterable[Condition], name: str
    ) -> Iterator[_OptionalPart]:
        for mark in conditions:
            if isinstance(mark, Dispensable) and (number, mark.span) not in marked:
                marked.add((number, mark.span))
                source = program.parts[number].routine.source.write_location(mark.span)
                yield _OptionalPart(number, mark.span, Deviation(name, "left out", source))

    for number, part in enumerate(program.parts):
        for placed in part.routine.placed:
            if placed.group:
                yield from note_part(number, placed.group.scope.conditions, placed.group.heading)
            heading = placed.exercise.heading
            yield from note_part(number, placed.exercise.scope.conditions, heading)
            for step in placed.exercise.steps:
                yield from note_part(number, step.conditions, f"{heading}, “{step.text.raw}”")


def _find_spots(number: int, part: ProgramRoutine) -> Iterator[RepeatLever]:
    if part.adjustments.spots:
        return
    for index, placed, _, action in part.routine.walk_actions():
        length, spots = part.lengths.get(index), action.spots
        if length and spots and spots.allowed:
            yield RepeatLever(
                number,
                index,
                placed.exercise.heading,
                action.name,
                part.routine.source.write_location(action.span),
                "spot",
                length.spots,
                spots.allowed.least,
                spots.allowed.most or length.spots,
            )


def _find_sets_and_rounds(number: int, part: ProgramRoutine) -> Iterator[RepeatLever]:
    for repeat in find_repeats(part.routine):
        if not repeat.is_adjustable or repeat.find_request(part.adjustments.times):
            continue
        target, action = repeat.target, repeat.action
        stated = part.lengths.rounds[target] if isinstance(target, Span) else repeat.times.default
        yield RepeatLever(
            number,
            target,
            repeat.heading,
            action.name if action else "",
            part.routine.source.write_location(repeat.span),
            "set" if action else "round",
            stated,
            repeat.times.least,
            repeat.times.most,
        )
