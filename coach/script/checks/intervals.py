"""What goes with `every 1min`, and what does not."""

from collections.abc import Iterator

from coach.diagnostics import Findings, Span
from coach.script.model import ONCE, Scope, Step
from coach.script.routine import PlacedExercise, Routine
from coach.script.turns import is_timed


def _check_every(routine: Routine, findings: Findings) -> None:
    """Find what keeps sets, rounds or exercises from beginning at equal intervals."""
    for what, help_text, span in dict.fromkeys(_find_conflicts(routine)):
        findings.add_error("bad-every", f"`every` does not go with {what}.", help_text, span)


def _find_conflicts(routine: Routine) -> Iterator[tuple[str, str, Span]]:
    """Yield what does not go with `every`, what to do, and where."""
    for placed in routine.placed:
        for step in placed.exercise.steps:
            if step.action and step.every:
                conflicts = (*_walk_timing(step, step), *_walk_timing(step, *placed.scopes))
                if step.sets.most == 1 and not placed.exercise.alternates_sets:
                    conflicts += (("one set", _say_how_often(placed)),)
                yield from ((*conflict, step.action.span) for conflict in conflicts)
        for scope in placed.scopes:
            if scope.every:
                own = placed.exercise.scope.span
                yield from ((*each, own) for each in _walk_heading(placed, scope))
                for step in filter(is_timed, placed.exercise.steps):
                    conflicts = tuple(_walk_timing(step, *placed.scopes))
                    yield from ((*each, scope.span) for each in conflicts)


def _say_how_often(placed: PlacedExercise) -> str:
    if placed.group and placed.group.scope.times != ONCE:
        return "Write `every` on the heading of the group, or add how often, such as `times 10`."
    return "Add how often, such as `times 10`."


def _walk_heading(placed: PlacedExercise, scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield what does not go with `every` on a heading."""
    own = placed.exercise.scope
    runs = [step for step in placed.exercise.steps if is_timed(step)]
    if scope is own and not runs:
        yield "an exercise without a timed action", "Give it one, such as `move 30s`."
    if len(runs) > 1 or any(step.sets != ONCE for step in runs):
        yield "several actions or sets in one exercise", "Give each exercise one action, done once."
    if any(step.action and step.action.kind == "wait" for step in placed.exercise.steps):
        yield "`wait`", "Write a time, such as `move 40s`, or `reps 1 freely 40s`."
    if placed.sides:
        yield "sides", "Write `sides none`, and change sides by a cue `at half` or by an exercise."
    if scope is own and own.times.most == 1:
        yield "one round", "Add how often, such as `times 10`."
    if scope is not own and own.times != ONCE:
        yield "rounds of an exercise", "Put `times` on the heading of the group."


def _walk_timing(step: Step, *stated: Step | Scope) -> Iterator[tuple[str, str]]:
    """Yield what states the time between two actions in another way."""
    if any(each.between is not None for each in stated if each.every):
        yield "`rest between`", "Delete the rest: `every` says when the next begins."
    if step.action and step.action.spots:
        yield "tender spots", "Delete `spots`."


EVERY_CHECKS = (_check_every,)
