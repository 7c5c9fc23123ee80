"""Sets, rounds and exercises that begin at equal intervals: the rest that is left of each."""

from collections.abc import Sequence

from coach.diagnostics import Diagnostic, Findings, Span
from coach.score.lengths import LengthChoices
from coach.score.resolved_length import ResolvedLength
from coach.score.slot import Slot
from coach.score.timeline import Timeline
from coach.script.model import UNTIMED, Scope
from coach.script.routine import Routine
from coach.timing import SECOND, SECOND_MS, Frames, Ms, ms_to_frames, write_ms

LATE = "late-interval"
"""The code of a note, and of an error, for an action that begins later than it must."""

LATE_HELP = "Say less before the action, make it shorter, or state a longer interval."


def find_interval(before: Slot, after: Slot) -> Scope | None:
    """Return the heading that states how long after one visit the next begins."""
    shared = (scope for scope in before.placed.scopes if scope in after.placed.scopes)
    return next((scope for scope in shared if scope.every), None)


def measure_rest(every: Ms, length: ResolvedLength | None) -> Frames:
    """Return what is left of an interval after its action, if it has one; a second at the least."""
    return Frames(max(ms_to_frames(every) - (length.frames if length else 0), SECOND))


def is_resting(slot: Slot, after: Slot | None) -> bool:
    """Return whether a visit is a rest for a whole interval: another begins at the end of it."""
    starts = after is not None and find_interval(slot, after) is not None
    actions = (each.step.action for each in slot.steps)
    return starts and all(action is None or action.kind in UNTIMED for action in actions)


def find_action_length(slot: Slot, choices: LengthChoices) -> ResolvedLength | None:
    """Return the length of the timed action of a visit."""
    for occurrence in slot.steps:
        action = occurrence.step.action
        if action and action.kind not in UNTIMED:
            return choices.get((slot.number, occurrence.index), slot.ladder_round)
    return None


def refuse_late(timeline: Timeline) -> tuple[Diagnostic, ...]:
    """Refuse what is said between two starts and does not fit the interval."""
    return tuple(
        Diagnostic(
            note.code,
            "error",
            f"{note.message} ({note.source})",
            LATE_HELP,
        )
        for note in timeline.notes
        if note.code == LATE
    )


def refuse_misfits(
    routine: Routine, choices: LengthChoices, slots: Sequence[Slot]
) -> tuple[Diagnostic, ...]:
    """Refuse the actions that are longer than the interval at which they begin."""
    findings = Findings(routine.source)
    heard = {(slot.number, each.index): slot for slot in slots for each in slot.steps}
    for index, placed, step, action in routine.walk_actions():
        stated: tuple[tuple[Ms | None, Span], ...] = ((step.every, action.span),)
        stated += tuple((scope.every, scope.span) for scope in placed.scopes)
        every, span = next((each for each in stated if each[0]), (None, action.span))
        if every is None or index not in heard:
            continue
        most = every if action.kind in UNTIMED else Ms(every - SECOND_MS)
        longest = max(choices.list_lengths(index), key=lambda length: length.ms)
        if longest.ms > most:
            findings.add_error(
                LATE,
                f"An action of {write_ms(longest.ms)} does not fit `every {write_ms(every)}`.",
                f"The most that fits is {write_ms(most)}.",
                span,
            )
    return findings.diagnostics
