"""Times that a routine does not state, or that are other than it states."""

from collections.abc import Iterator

from coach.diagnostics import Diagnostic, Findings, Span
from coach.script.model import FREE_REP_MS, LEAST_COUNTED_GAP_MS, CountMode
from coach.script.routine import Routine
from coach.timing import Ms, write_ms


def describe_unsaid_times(routine: Routine) -> tuple[Diagnostic, ...]:
    """Return notes on times that a routine does not state, or that are other than it states."""
    findings = Findings(routine.source)
    _note_free_time(routine, findings)
    _note_short_gaps(routine, findings)
    return findings.diagnostics


def _note_free_time(routine: Routine, findings: Findings) -> None:
    """Find the longest repetitions in the listener's own time, and note their time in a track."""
    longest = max(
        (
            (action.length.default, -action.span.start, action)
            for _, placed, step, action in routine.walk_actions()
            if action.is_free and action.free_ms is None and not placed.find_every(step)
        ),
        default=None,
    )
    if longest:
        action = longest[-1]
        findings.add_note(
            "free-time",
            f"In a track, {action.length.default} repetitions done `freely` take "
            f"{write_ms(Ms(action.length.default * FREE_REP_MS))}.",
            "Write another time, such as `freely 40s`; live, they end at the listener's `next`.",
            action.span,
        )


def _note_short_gaps(routine: Routine, findings: Findings) -> None:
    """Note every gap that is shorter than three beeps need."""
    for settle, count, span in _list_gaps(routine):
        if settle < LEAST_COUNTED_GAP_MS and count != "none":
            findings.add_note(
                "short-settle",
                f"With beeps, an action begins {write_ms(LEAST_COUNTED_GAP_MS)} after its words.",
                "Add `count none` to begin sooner, or let the words begin with “At the tone”.",
                span,
            )


def _list_gaps(routine: Routine) -> Iterator[tuple[Ms, CountMode, Span | None]]:
    """Yield every gap that is stated, how its end is counted, and where it stands."""
    front = routine.front
    if "settle" in dict(front.key_spans):
        yield front.settle, front.count, front.find_key_span("settle")
    for placed in routine.placed:
        stated = next((scope.count for scope in placed.scopes if scope.count), front.count)
        for scope in placed.scopes:
            if scope.settle is not None:
                yield scope.settle, stated, scope.span
        for step in placed.exercise.steps:
            if step.settle is not None and step.action:
                yield step.settle, step.count or stated, step.action.span
