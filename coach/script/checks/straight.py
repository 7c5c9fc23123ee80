"""What goes with `straight on`, and what does not."""

from collections.abc import Iterator
from itertools import pairwise

from coach.diagnostics import Findings, Span
from coach.script.model import UNTIMED, Exercise, Group, Step
from coach.script.routine import PlacedExercise, Routine
from coach.script.turns import is_timed


def _check_straight(routine: Routine, findings: Findings) -> None:
    """Find what takes time between two actions where there is none."""
    conflicts = dict.fromkeys(_find_conflicts(routine))
    for what, span in conflicts:
        findings.add_error(
            "not-straight",
            f"`straight on` leaves no time for {what}.",
            "Keep one of the two.",
            span,
        )


def _find_conflicts(routine: Routine) -> Iterator[tuple[str, Span]]:
    """Yield what takes time, and where."""
    for placed in routine.placed:
        straight = [scope for scope in placed.scopes if scope.is_straight]
        inside = placed.scopes[: placed.scopes.index(straight[-1]) + 1] if straight else ()
        yield from (("`rest between`", scope.span) for scope in inside if scope.between)
        for step in placed.exercise.steps:
            if step.action and (straight or step.is_straight):
                if step.between and step.action.kind not in UNTIMED:
                    yield "`rest between`", step.action.span
                if step.action.is_free:
                    yield "`freely`", step.action.span
                if placed.find_every(step) and step.action.kind not in UNTIMED:
                    yield "the rest that `every` leaves", step.action.span
                if step.action.spots:
                    yield "tender spots", step.action.span


def _check_last(routine: Routine, findings: Findings) -> None:
    """Find actions that are to lead straight on to nothing."""
    for _, placed, step, action in routine.walk_actions():
        if step.is_straight and _has_one_run(placed.exercise, step) and _is_last(placed, step):
            findings.add_warning(
                "no-effect",
                "No action follows this one in its exercise.",
                _say_where(placed),
                action.span,
            )


def _say_where(placed: PlacedExercise) -> str:
    if placed.exercise.alternates_reps:
        return "Delete it: repetitions that go by turns follow each other without a pause."
    if placed.group:
        return "Put it on the `##` heading: each `###` under it then leads straight into the next."
    return "Put it on the action before this one, or on the heading for all under it."


def _check_before_rests(routine: Routine, findings: Findings) -> None:
    """Find actions that are to lead straight on, and lead to a rest or a wait."""
    for placed in routine.placed:
        steps = [step for step in placed.exercise.steps if step.action]
        for before, after in pairwise(steps):
            leads = before.is_straight and _has_one_run(placed.exercise, before)
            if leads and before.action and after.action and not is_timed(after):
                findings.add_warning(
                    "no-effect",
                    f"A `{after.action.kind}` follows, and so nothing comes straight on.",
                    "Keep one of the two.",
                    before.action.span,
                )


def _check_alone(routine: Routine, findings: Findings) -> None:
    """Find headings that have one action, once, and so nothing to go straight on to."""
    for item in routine.items:
        exercises = item.exercises if isinstance(item, Group) else (item,)
        runs = [
            _has_one_run(each, step) for each in exercises for step in each.steps if is_timed(step)
        ]
        rounds = item.scope.times.most * max(each.scope.times.most for each in exercises)
        if item.scope.is_straight and runs == [True] and rounds == 1:
            findings.add_warning(
                "no-effect",
                "No action follows the one under this heading.",
                "Put the exercises that follow each other under one `##` with `straight on`.",
                item.scope.span,
            )


def _has_one_run(exercise: Exercise, step: Step) -> bool:
    """Return whether a step's action is done once in a visit."""
    return is_timed(step) and step.sets.most == 1 and not exercise.alternates_sets


def _is_last(placed: PlacedExercise, step: Step) -> bool:
    timed = [each for each in placed.exercise.steps if each.action]
    return timed[-1] is step


STRAIGHT_CHECKS = (_check_straight, _check_last, _check_before_rests, _check_alone)
