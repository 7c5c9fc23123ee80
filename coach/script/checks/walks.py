"""The ways through a routine that the checks share."""

from collections.abc import Iterator

from coach.diagnostics import Span
from coach.script.conditions import Condition
from coach.script.model import Cue, Step, Text
from coach.script.routine import PlacedExercise, Routine


def walk_texts(routine: Routine) -> Iterator[tuple[PlacedExercise | None, Step | None, Text]]:
    """Iterate over every spoken text, with the exercise and the step it belongs to."""
    for caution in routine.cautions:
        yield None, None, caution
    for placed in routine.placed:
        first = placed.group is not None and placed.exercise is placed.group.exercises[0]
        group = placed.group.cautions if placed.group and first else ()
        for caution in (*group, *placed.exercise.cautions):
            yield placed, None, caution
        for step in placed.exercise.steps:
            yield placed, step, step.text
            for cue in step.cues:
                yield placed, step, cue.text


def walk_cues(routine: Routine) -> Iterator[tuple[PlacedExercise, Step, Cue]]:
    """Iterate over every cue, with the exercise and the step it belongs to."""
    for _, placed, step in routine.walk_steps():
        for cue in step.cues:
            yield placed, step, cue


def walk_conditions(routine: Routine) -> Iterator[tuple[PlacedExercise, Condition]]:
    """Iterate over every condition, with the exercise it stands in."""
    for placed in routine.placed:
        first = placed.group is not None and placed.exercise is placed.group.exercises[0]
        group = placed.group.scope.conditions if placed.group and first else ()
        for condition in (*group, *placed.exercise.scope.conditions):
            yield placed, condition
        for step in placed.exercise.steps:
            for condition in (*step.conditions, *(c for cue in step.cues for c in cue.conditions)):
                yield placed, condition


def is_paced(placed: PlacedExercise, step: Step) -> bool:
    """Return whether a step has a hold that breath paces."""
    return (
        step.action is not None and step.action.kind == "hold" and placed.find_breath(step).is_paced
    )


def find_words(routine: Routine, words: str, span: Span) -> Span:
    """Return the place of words in a span; the whole span where they are broken up."""
    start = routine.source.text.find(words, span.start, span.end)
    return span if start < 0 else Span(start, start + len(words))
