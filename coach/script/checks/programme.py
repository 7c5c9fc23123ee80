"""What a file that lists routines cannot have: exercises, and what belongs to an exercise."""

from coach.diagnostics import Findings
from coach.script.routine import Routine

_OF_A_ROUTINE = ("sides", "tools", "options")
"""The keys that say something of a routine's own exercises."""


def _check_programme(routine: Routine, findings: Findings) -> None:
    """Refuse what a programme has no use for."""
    front = routine.front
    if not front.routines:
        return
    for key, span in front.key_spans:
        if key in _OF_A_ROUTINE:
            findings.add_error(
                "misplaced-key",
                f"`{key}` is for a routine, not for a programme.",
                f"Delete it here: each routine keeps its own `{key}`.",
                span,
            )
    for placed in routine.placed[:1]:
        findings.add_error(
            "mixed-programme",
            "A file with `routines` has no exercises of its own.",
            "Make a routine of the exercises, and add its name to `routines`.",
            placed.exercise.scope.span,
        )


PROGRAMME_CHECKS = (_check_programme,)
