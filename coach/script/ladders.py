"""Values for each set or round: which of the two they are for, and whether their number agrees."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coach.diagnostics import Findings
from coach.script.model import ONCE, Scope, Step, TimesRange


def assign_values(
    steps: Iterable[Step], scopes: Iterable[Scope], findings: Findings
) -> Iterator[Step]:
    """Return steps whose values have sets or rounds to be for.

    Values are for the sets that a step states, else for the rounds of the nearest heading that has
    some, else they make the sets.
    """
    rounds = next((scope.times for scope in scopes if scope.times != ONCE), None)
    for step in steps:
        count = len(step.action.length.values) if step.action else 0
        if not count or step.action is None:
            yield step
        elif step.sets != ONCE:
            _check_number(step, step.sets, "sets", findings)
            yield step
        elif rounds:
            _check_number(step, rounds, "rounds", findings)
            if step.between is not None:
                findings.add_error(
                    "between-without-times",
                    "These values are for the rounds, so there are no sets to rest between.",
                    "Put the rest on the heading, or delete it.",
                    step.action.span,
                )
            yield step
        else:
            yield replace(step, sets=TimesRange(count, count, count))


def _check_number(step: Step, times: TimesRange, what: str, findings: Findings) -> None:
    """Report values whose number is not that of the sets or rounds."""
    if step.action is None or times == TimesRange(*[len(step.action.length.values)] * 3):
        return
    count = len(step.action.length.values)
    stated = str(times.most) if times.least == times.most else f"{times.least} to {times.most}"
    findings.add_error(
        "uneven-values",
        f"There are {count} values and {stated} {what}.",
        f"Write `times {count}` for the {what}, or as many values.",
        step.action.span,
    )
