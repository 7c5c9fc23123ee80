"""What no single directive can know: names that must be known, words that need an action or a side.

Each check is a function from the routine to findings; `CHECKS` lists them all.
"""

from collections.abc import Callable

from coach.diagnostics import Diagnostic, Findings
from coach.script.checks.actions import ACTION_CHECKS
from coach.script.checks.advice import ADVICE_CHECKS
from coach.script.checks.intervals import EVERY_CHECKS
from coach.script.checks.names import NAME_CHECKS
from coach.script.checks.programme import PROGRAMME_CHECKS
from coach.script.checks.straight import STRAIGHT_CHECKS
from coach.script.checks.texts import TEXT_CHECKS
from coach.script.checks.turns import TURNS_CHECKS
from coach.script.routine import Routine

CHECKS: tuple[Callable[[Routine, Findings], None], ...] = (
    *PROGRAMME_CHECKS,
    *NAME_CHECKS,
    *TEXT_CHECKS,
    *ACTION_CHECKS,
    *STRAIGHT_CHECKS,
    *EVERY_CHECKS,
    *TURNS_CHECKS,
    *ADVICE_CHECKS,
)


def run_checks(routine: Routine) -> tuple[Diagnostic, ...]:
    """Run every check."""
    findings = Findings(routine.source)
    for one in CHECKS:
        one(routine, findings)
    return findings.diagnostics
