"""Exercises that go from side to side in one visit: what their heading says is for their sets."""

from collections.abc import Sequence
from dataclasses import replace

from coach.diagnostics import Findings
from coach.script.model import ONCE, UNTIMED, Scope, Step


def move_times_to_sets(
    scope: Scope, steps: Sequence[Step], findings: Findings
) -> tuple[Scope, tuple[Step, ...]]:
    """Return a heading and its steps; ``times`` on a heading that is `by turns` are sets.

    A heading without sides by turns, or with several timed actions, stays as it is.
    """
    timed = [number for number, step in enumerate(steps) if is_timed(step)]
    if not scope.by_turns or scope.times == ONCE or len(timed) != 1:
        return scope, tuple(steps)
    moved = list(steps)
    step = moved[timed[0]]
    if step.sets != ONCE:
        findings.add_error(
            "bad-turns",
            "By turns, `times` on the heading and on the step both say how many sets there are.",
            "Keep one of the two.",
            scope.span,
        )
    moved[timed[0]] = replace(
        step, sets=scope.times, sets_span=scope.span, between=scope.between, every=scope.every
    )
    return replace(scope, times=ONCE, between=None, every=None), tuple(moved)


def is_timed(step: Step) -> bool:
    """Return whether a step has an action with a start tone and an end tone."""
    return step.action is not None and step.action.kind not in UNTIMED
