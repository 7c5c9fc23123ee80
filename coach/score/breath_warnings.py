"""Holds whose fitted breath nobody would breathe: found when a script is checked."""

from fractions import Fraction

from coach.diagnostics import Diagnostic, Findings
from coach.score.breath import measure_stretch
from coach.score.lengths import LengthChoices
from coach.score.resolved_length import ResolvedLength
from coach.script.routine import Routine
from coach.timing import write_ms

LEAST_STRETCH = Fraction(6, 10)
"""A breath pressed more than this is hurried."""

LEAST_PHASE_MS = 1500
"""A phase shorter than this cannot be followed by ear."""


def warn_of_strained_breath(routine: Routine, choices: LengthChoices) -> tuple[Diagnostic, ...]:
    """Warn of every hold that presses its breath too far, as it is by default."""
    findings = Findings(routine.source)
    for index, _, _, action in routine.walk_actions():
        for chosen in choices.list_lengths(index):
            if chosen.breath.is_paced and (strain := _explain_strain(chosen)):
                words, help_text = strain
                findings.add_warning(
                    "hurried-breath", f"In {write_ms(chosen.ms)} {words}.", help_text, action.span
                )
    return findings.diagnostics


def _explain_strain(chosen: ResolvedLength) -> tuple[str, str] | None:
    """Say what is too quick, and what helps."""
    longer = "Allow a longer hold, or state a quicker pattern with `breathe`."
    factor = measure_stretch(chosen.frames, chosen.count * chosen.breath.milliseconds)
    if factor < LEAST_STRETCH:
        pressed = round(float(factor) * 100)
        return f"the breath is pressed to {pressed} per cent of its pattern", longer
    lengths: list[int] = []
    for before, phase in zip((None, *chosen.breath.phases), chosen.breath.phases, strict=False):
        if before and before.kind == phase.kind:  # the two parts of a double in-breath are one
            lengths[-1] += phase.milliseconds
        else:
            lengths.append(phase.milliseconds)
    shortest = min(lengths) * factor
    if shortest < LEAST_PHASE_MS:
        slower = f"Give each part of the pattern at least {LEAST_PHASE_MS / 1000} seconds."
        return (
            f"a part of the breath takes only {float(shortest) / 1000:.1f} seconds",
            slower if min(lengths) < LEAST_PHASE_MS else longer,
        )
    return None
