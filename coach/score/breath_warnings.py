"""Holds whose fitted breath nobody would breathe, or whose cues leave most of it without words."""

from collections.abc import Sequence
from fractions import Fraction

from coach.diagnostics import Diagnostic, Findings
from coach.score.breath import measure_stretch
from coach.score.lengths import LengthChoices
from coach.score.resolved_length import ResolvedLength
from coach.script.model import Cue
from coach.script.moments import Next
from coach.script.routine import Routine
from coach.script.units import write_amount
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


def warn_of_short_flows(routine: Routine, choices: LengthChoices) -> tuple[Diagnostic, ...]:
    """Warn of every hold whose cues follow each other breath by breath, and end before it does.

    Two cues may lead into a hold; from three on they are a flow, which lasts to the end.
    """
    findings = Findings(routine.source)
    for index, _, step, action in routine.walk_actions():
        counts = [each.count for each in choices.list_lengths(index) if each.breath.is_paced]
        most, breaths = max(counts, default=0), _count_breaths(step.cues)
        is_flow = len(step.cues) > 2 or (len(step.cues) == 2 and 2 * breaths < most)
        if is_flow and 0 < breaths < most:
            findings.add_warning(
                "short-flow",
                f"These cues end with breath {breaths} of {most}: `next` is said once.",
                _explain_flow(breaths, most),
                action.span,
            )
    return findings.diagnostics


def _explain_flow(breaths: int, most: int) -> str:
    """Say how a flow of some breaths fills a hold."""
    if 2 * breaths > most:
        return f"Write `hold {write_amount('breaths', breaths)}`, or add cues."
    again = f"hold {write_amount('breaths', breaths)}, times {most // breaths}, straight on"
    return f"To say them again and again, write `{again}`."


def _count_breaths(cues: Sequence[Cue]) -> int:
    """Return the number of the last breath that has a cue; 0 where not every cue is `next`."""
    breath, phase = 0, "out"
    for cue in cues:
        if not isinstance(cue.when, Next):
            return 0
        breath += 1 if cue.when.phase == "in" or phase == "out" else 0
        phase = cue.when.phase
    return breath


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
