"""One visit to be made: an exercise on a side and in a round, at its place in the order."""

from dataclasses import dataclass

from coach.diagnostics import Span
from coach.score.occurrences import StepOccurrence
from coach.script.model import ONCE
from coach.script.routine import PlacedExercise
from coach.sides import Side
from coach.timing import Ms


@dataclass(frozen=True, slots=True)
class Slot:
    """One visit to be made.

    Attributes:
        number: the exercise's number in the routine.
        placed: the exercise where it stands.
        side: the side worked; None where there is none, or several by turns.
        round_number: its round, from 1, of ``rounds``; those of its group are counted in.
        title: the title of its chapter: group, exercise, side and round.
        short_title: the same without the group.
        run: what it shares with the visits that are done on one side after the other: the place of
            the first heading of that run.
        exercise_round: the round of its exercise, from 0, in one round of its group.
        group_round: the round of its group, from 0, of ``group_rounds``.
        variant: which way its exercise comes up; visits of one variant have the same steps.
        steps: what comes up in it.
        turns: the sides that are worked by turns, in order; empty where they are not.
    """

    number: int
    placed: PlacedExercise
    side: Side | None
    round_number: int
    rounds: int
    title: str
    short_title: str
    run: Span
    exercise_round: int
    group_round: int
    group_rounds: int
    variant: int = 0
    steps: tuple[StepOccurrence, ...] = ()
    turns: tuple[Side, ...] = ()

    @property
    def set_turns(self) -> tuple[Side | None, ...]:
        """The sides that each set of its action is done on, one after the other."""
        return (self.side,) if self.placed.exercise.alternates_reps else self.turns or (self.side,)

    @property
    def announced_round(self) -> int:
        """Its round as it is announced, from 1: that of the nearest heading that has rounds."""
        return self.ladder_round + 1

    @property
    def announced_rounds(self) -> int:
        """How many rounds the nearest heading has that has any."""
        has_rounds = self.placed.exercise.scope.times != ONCE
        return self.rounds // self.group_rounds if has_rounds else self.group_rounds

    @property
    def ladder_round(self) -> int:
        """The round, from 0, of the nearest heading that has rounds: values are for these."""
        has_rounds = self.placed.exercise.scope.times != ONCE
        return self.exercise_round if has_rounds else self.group_round


def find_rest_between(before: Slot, after: Slot) -> tuple[Ms, Span] | None:
    """Return the rest between two visits, one after the other, and the heading that states it."""
    exercise, group = after.placed.exercise, after.placed.group
    is_same = before.placed.exercise is exercise
    scope, rest = exercise.scope, None
    if is_same and before.exercise_round < after.exercise_round:
        rest = scope.between
    if rest is None and group and before.placed.group is group:
        scope = group.scope
        if before.group_round < after.group_round:
            rest = scope.between
        elif not is_same:
            rest = scope.between_each
    return None if rest is None else (rest, scope.span)
