"""The steps and cues that come up in each visit: those whose conditions hold there."""

from collections.abc import Iterator
from dataclasses import dataclass

from coach.diagnostics import Span
from coach.score.equipment import Equipment
from coach.score.history import History, ItemKey, identify_item
from coach.score.lengths import LengthChoices
from coach.script.conditions import Condition, FirstTime, InRound, NewSide, Occasion
from coach.script.model import Cue, Exercise, Step
from coach.script.moments import BeforeNext
from coach.script.turns import is_timed
from coach.sides import Side


@dataclass(frozen=True, slots=True)
class StepOccurrence:
    """A step as it comes up in one visit.

    Its action has a run for each set and each tender spot, and each run has its own cues.

    Attributes:
        index: its number in the exercise.
        step: the step.
        cues: the cues of the first run, of the first run of the second set, and of the others; of
            each of these for every side that is worked by turns.
    """

    index: int
    step: Step
    cues: tuple[tuple[Cue, ...], ...]

    def find_cues(self, set_number: int, spot: int) -> tuple[Cue, ...]:
        """Return the cues of a run; its set and its spot count from 1.

        By turns, the sets of all sides are counted through.
        """
        sides = len(self.cues) // 3
        if spot == 1 and set_number <= 2 * sides:
            return self.cues[set_number - 1]
        return self.cues[2 * sides + (set_number - 1) % sides]


@dataclass(frozen=True, slots=True)
class VisitSteps:
    """What comes up in a visit.

    Attributes:
        variant: its number in the routine; visits in which the same comes up have the same one.
        steps: the steps, with their cues.
    """

    variant: int
    steps: tuple[StepOccurrence, ...]


class OccurrenceFinder:
    """Goes through the visits of a routine in order, and finds what comes up in each."""

    def __init__(
        self, kit: Equipment, choices: LengthChoices, source: str, history: History
    ) -> None:
        self._kit = kit
        self._choices = choices
        self._source = source
        self._history = history
        self._constant: dict[tuple[int, Side | None], VisitSteps] = {}
        self._known: dict[object, VisitSteps] = {}

    def find_steps(
        self,
        number: int,
        exercise: Exercise,
        side: Side | None,
        round_number: int,
        turns: tuple[Side | None, ...],
    ) -> VisitSteps:
        """Return what comes up in the next visit; visits that are alike get the same value.

        Args:
            number: the number of the exercise in the routine.
            exercise: what is visited.
            side: the side worked; None where there is none.
            round_number: the round as it is announced.
            turns: the sides of the sets of its timed action, one after the other.
        """
        if (constant := self._constant.get((number, side))) is not None:
            return constant
        steps = tuple(self._find_steps(number, exercise, side, round_number, turns))
        alike = (number, tuple((each.index, _find_cue_places(each)) for each in steps))
        visit_steps = self._known.setdefault(alike, VisitSteps(len(self._known), steps))
        if not any(map(_depends_on_occasion, exercise.steps)):
            self._constant[number, side] = visit_steps
        return visit_steps

    def _find_steps(
        self,
        number: int,
        exercise: Exercise,
        side: Side | None,
        round_number: int,
        turns: tuple[Side | None, ...],
    ) -> Iterator[StepOccurrence]:
        for index, step in enumerate(exercise.steps):
            key = identify_item("step", step.text, self._source)
            if self._comes_up(key, step.conditions, side, round_number):
                chosen = self._choices.get((number, index))
                sides = turns if is_timed(step) else (side,)
                is_repeated = chosen is not None and chosen.sets * len(sides) > 1
                cues = (
                    tuple(
                        self._find_cues(step, on, round_number, before_next=is_repeated and run > 0)
                    )
                    for run, on in enumerate(sides * 3)
                )
                yield StepOccurrence(index, step, tuple(cues))

    def _find_cues(
        self, step: Step, side: Side | None, round_number: int, *, before_next: bool
    ) -> Iterator[Cue]:
        """Find the cues of a run; with ``before_next``, also those before the next set."""
        for cue in step.cues:
            if isinstance(cue.when, BeforeNext) and not before_next:
                continue
            key = identify_item("cue", cue.text, self._source)
            if self._comes_up(key, cue.conditions, side, round_number):
                yield cue

    def _comes_up(
        self, key: ItemKey, conditions: tuple[Condition, ...], side: Side | None, round_number: int
    ) -> bool:
        """Return whether all conditions hold.

        An item comes up where the conditions hold that are not about what came up before. It is
        known from then on.
        """
        rounds = (each for each in conditions if isinstance(each, InRound))
        in_rounds = all((round_number == each.number) == each.wanted for each in rounds)
        if not in_rounds or not self._kit.meets_conditions(conditions, side):
            return False
        history = self._history
        is_first = key not in history.items
        is_new_side = (key, side) not in history.on_sides
        history.items.add(key)
        history.on_sides.add((key, side))
        return all(
            condition.wanted == (is_first if isinstance(condition, FirstTime) else is_new_side)
            for condition in conditions
            if isinstance(condition, FirstTime | NewSide)
        )


def _find_cue_places(occurrence: StepOccurrence) -> tuple[tuple[Span, ...], ...]:
    """Return where the cues of each run stand in the script."""
    return tuple(tuple(cue.text.span for cue in run) for run in occurrence.cues)


def _depends_on_occasion(step: Step) -> bool:
    """Return whether a step or one of its cues comes up in some visits only."""
    conditions = (*step.conditions, *(each for cue in step.cues for each in cue.conditions))
    return any(isinstance(each, Occasion) for each in conditions)
