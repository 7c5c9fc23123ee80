"""What goes with `sides left, right, by turns`, and what does not."""

from collections.abc import Iterator
from itertools import chain

from coach.diagnostics import Findings, Span
from coach.script.conditions import OnSide
from coach.script.model import Group
from coach.script.routine import PlacedExercise, Routine
from coach.script.turns import is_timed


def _check_turns(routine: Routine, findings: Findings) -> None:
    """Find what keeps an exercise from going from side to side in one visit."""
    for item in routine.items:
        if isinstance(item, Group) and item.scope.by_turns:
            findings.add_error(
                "bad-turns",
                "`by turns` goes with an exercise, and this is a group.",
                "Write the sides on the `###` headings that go by turns.",
                item.scope.span,
            )
    for placed in routine.placed:
        if placed.exercise.scope.by_turns:
            for problem in _find_conflicts(placed):
                findings.add_error("bad-turns", *problem)


def _find_conflicts(placed: PlacedExercise) -> Iterator[tuple[str, str, Span]]:
    """Yield what is wrong, what to do, and where."""
    exercise = placed.exercise
    timed = [step for step in exercise.steps if is_timed(step)]
    if len(timed) != 1 and not any(step.unread for step in exercise.steps):
        yield (
            f"`by turns` goes with one timed action, and this exercise has {len(timed) or 'none'}.",
            "Write `sides left, right` and `times 5` instead: each round goes through both sides."
            if timed
            else "Give the step an action, such as `move 30s`.",
            exercise.scope.span,
        )
    for step in timed:
        if step.action and step.action.spots:
            yield (
                "`by turns` leaves no time to find tender spots.",
                "Delete `spots`, or `by turns`.",
                step.action.span,
            )
        if step.action and step.action.is_free and exercise.alternates_reps:
            yield (
                "Repetitions done `freely` have no moment at which their side can be said.",
                "Write a tempo, such as `tempo 2-0-2-0`, or `times 5` for sets that change sides.",
                step.action.span,
            )
    if exercise.alternates_reps:
        yield from _find_sides_of_reps(placed)
    own = (exercise.scope.conditions, *(step.conditions for step in exercise.steps))
    for condition in chain.from_iterable(own):
        if isinstance(condition, OnSide):
            yield (
                "By turns, a step is for both sides.",
                "Put the condition on a cue, or delete it.",
                condition.span,
            )


def _find_sides_of_reps(placed: PlacedExercise) -> Iterator[tuple[str, str, Span]]:
    """Yield what names one side of repetitions that each have another."""
    for step in placed.exercise.steps:
        for text in (step.text, *(cue.text for cue in step.cues)):
            for placeholder in text.placeholders:
                if placeholder.name in ("side", "other"):
                    yield (
                        f"`{placeholder.raw}` has no one side here: each repetition has its own.",
                        "Leave it out: the coach says the side of each repetition.",
                        placeholder.span,
                    )
        for condition in (each for cue in step.cues for each in cue.conditions):
            if isinstance(condition, OnSide):
                yield (
                    "This cue has no one side: each repetition has its own.",
                    "Delete the condition, or write `times 5` for sets that change sides.",
                    condition.span,
                )
        if step.action and step.between is not None and is_timed(step):
            yield (
                "There is nothing to rest between.",
                "Write `times 5` for sets that change sides, or delete the rest.",
                step.sets_span or step.action.span,
            )


TURNS_CHECKS = (_check_turns,)
