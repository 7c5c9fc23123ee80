"""Variants of a program: what may change besides gaps and lengths, one thing after another.

The first is the program as stated. Each next one changes one thing more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.score.lengths import LengthChoices
from coach.score.program import Program, ProgramRoutine
from coach.script.model import Allowed
from coach.script.routine import StepIndex
from coach.script.short_words import find_marked
from coach.script.units import write_amount


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is other than stated.

    Attributes:
        heading: the exercise it is in, or the title of the whole routine.
        words: what it is, such as "tender 45s instead of 30s".
        source: where in the script it stands; None where it is nowhere in particular.
    """

    heading: str
    words: str
    source: str | None


@dataclass(frozen=True, slots=True, eq=False)
class RepeatLever:
    """Something whose number may change: the tender spots of a hold.

    Attributes:
        number: the part of the program it stands in.
        place: the step.
        heading: the exercise.
        name: the action.
        source: where in the script it stands.
        stated: its number as stated.
        allowed: what its author allows.
    """

    number: int
    place: StepIndex
    heading: str
    name: str
    source: str
    stated: int
    allowed: Allowed

    def change(self, choices: LengthChoices, count: int) -> LengthChoices:
        """Return choices with its number changed."""
        length = replace(choices.lengths[self.place], spots=count)
        return replace(choices, lengths={**choices.lengths, self.place: length})

    def describe(self, count: int) -> Change:
        """Say that its number is other than stated."""
        old, new = (write_amount("spots", each) for each in (self.stated, count))
        return Change(self.heading, f"{self.name} for {new} instead of {old}", self.source)

    def list_steps(self, *, more: bool) -> Iterator[tuple[float, int]]:
        """Yield each further number, and the scale of what is stated at which it is reached."""
        most = self.allowed.most or self.stated
        ends = range(self.stated, most) if more else range(self.stated, self.allowed.least, -1)
        for count in ends:
            following = count + 1 if more else count - 1
            yield (count + following) / (2 * self.stated), following


@dataclass(frozen=True, slots=True)
class Variant:
    """A program with some things other than stated."""

    program: Program
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _ShortWords:
    """A routine of the program says its short words."""

    number: int


@dataclass(frozen=True, slots=True)
class _Repeat:
    """Something is done another number of times."""

    lever: RepeatLever
    count: int


class Variants:
    """The variants of a program, each longer, or each shorter, than the one before."""

    def __init__(self, program: Program, *, longer: bool) -> None:
        self._program = program
        self._steps: list[_ShortWords | _Repeat] = []
        if not longer:
            self._steps += (
                _ShortWords(number)
                for number, part in enumerate(program.parts)
                if _can_shorten_words(part)
            )
        repeats = [
            (scale if longer else -scale, order, _Repeat(lever, count))
            for order, lever in enumerate(_find_repeats(program))
            for scale, count in lever.list_steps(more=longer)
        ]
        self._steps += (repeat for *_, repeat in sorted(repeats, key=lambda each: each[:2]))

    def __len__(self) -> int:
        return len(self._steps) + 1

    def make(self, number: int) -> Variant:
        """Make a variant; the first, 0, is the program as stated."""
        parts = list(self._program.parts)
        changes: list[Change] = []
        repeats: dict[RepeatLever, int] = {}
        for step in self._steps[:number]:
            match step:
                case _ShortWords(place):
                    parts[place] = _shorten_words(parts[place])
                    changes.append(_describe_short_words(parts[place]))
                case _Repeat(lever, count):
                    repeats[lever] = count
        for lever, count in repeats.items():
            part = parts[lever.number]
            parts[lever.number] = replace(part, lengths=lever.change(part.lengths, count))
            changes.append(lever.describe(count))
        return Variant(replace(self._program, parts=tuple(parts)), tuple(changes))


def _shorten_words(part: ProgramRoutine) -> ProgramRoutine:
    return replace(part, adjustments=replace(part.adjustments, words="brief"))


def _describe_short_words(part: ProgramRoutine) -> Change:
    front, source = part.routine.front, part.routine.source
    return Change(front.title, "the words in short", source.place(front.place("title")))


def _can_shorten_words(part: ProgramRoutine) -> bool:
    """Tell whether a routine says all its words, and its author wrote short ones."""
    if part.adjustments.words or part.routine.front.words != "full":
        return False
    return any(any(find_marked(step.text)) for *_, step in part.routine.steps())


def _find_repeats(program: Program) -> Iterator[RepeatLever]:
    """Find what may be done another number of times, where the listener has not fixed it."""
    for number, part in enumerate(program.parts):
        source = part.routine.source
        for index, placed, _, action in part.routine.actions():
            length = part.lengths.get(index)
            spots = action.spots
            if length and spots and spots.allowed and not part.adjustments.spots:
                heading, place = placed.exercise.heading, source.place(action.span)
                yield RepeatLever(
                    number, index, heading, action.name, place, length.spots, spots.allowed
                )
