"""Exercises that go from side to side in one visit: what their heading says is for their sets."""

from collections.abc import Sequence
from dataclasses import replace

from coach.diagnostics import Findings
from coach.script.model import ONCE, UNTIMED, Scope, Step


def move_times_to_sets(
    scope: Scope, steps: Sequence[Step], findings: Findings
) -> tuple[Scope, tuple[Step, ...]]:
    """Return a heading and its steps; ``times`` on a heading that is `by turns` are sets.

    So what lies between its rounds, a rest or an interval, lies between its sets. A heading without
    sides by turns, or with several timed actions, stays as it is.
    """
    timed = [number for number, step in enumerate(steps) if is_timed(step)]
    stated = scope.times != ONCE or scope.between is not None or scope.every is not None
    if not scope.by_turns or not stated or len(timed) != 1:
        return scope, tuple(steps)
    moved = list(steps)
    step = moved[timed[0]]
    if ONCE not in (scope.times, step.sets):
        findings.add_error(
            "bad-turns",
            "By turns, `times` on the heading and on the step both say how many sets there are.",
            "Keep one of the two.",
            scope.span,
        )
    moved[timed[0]] = replace(
        step,
        sets=step.sets if scope.times == ONCE else scope.times,
        sets_span=scope.span,
        between=step.between if scope.between is None else scope.between,
        every=step.every if scope.every is None else scope.every,
    )
    return replace(scope, times=ONCE, between=None, every=None), tuple(moved)


def is_timed(step: Step) -> bool:
    """Return whether a step has an action with a start tone and an end tone."""
    return step.action is not None and step.action.kind not in UNTIMED
