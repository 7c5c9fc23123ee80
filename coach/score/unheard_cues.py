"""Cues and numbers that are never heard: found when a script is checked."""

from collections.abc import Iterable, Iterator, Sequence

from coach.diagnostics import Diagnostic, Findings, Span
from coach.score.cuesheet import CueSheet, TimedAction
from coach.score.outcomes import NUMBERS, CuePhase, Outcome
from coach.script.routine import Routine
from coach.script.turns import is_timed
from coach.timing import SECOND, round_up_to_tenths

_PHASES: dict[CuePhase, str] = {
    "in": "the in-breath",
    "out": "the out-breath",
    "lift": "the lift",
    "lower": "the lowering",
}


def select_unheard(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the author's cues, and the numbers, that are never heard though their moments come."""
    return tuple(
        outcome
        for outcome in outcomes
        if (outcome.is_authors or outcome.text == NUMBERS)
        and outcome.dropped
        and not outcome.said
        and not outcome.is_beyond
    )


def find_texts_beside(sheet: CueSheet, unheard: Sequence[Outcome]) -> tuple[str, ...]:
    """Return all that may be said in the actions of some cues."""
    sources = {outcome.source for outcome in unheard}
    texts: dict[str, None] = {}
    for part in (part for visit in sheet.visits for part in visit.parts):
        if part.action and sources & {
            part.action.source,
            *(cue.source for cue in part.action.cues),
        }:
            texts.update(dict.fromkeys(cue.text for cue in part.action.cues))
            if isinstance(part.action, TimedAction):
                texts.update(dict.fromkeys(part.action.coach_texts))
    return tuple(texts)


def warn_of_unheard(routine: Routine, unheard: Sequence[Outcome]) -> tuple[Diagnostic, ...]:
    """Warn of cues that are never heard, and say why; note numbers that give way to cues."""
    spans = dict(_find_spans(routine)) if unheard else {}
    by_turns = set(_find_alternating(routine)) if unheard else set()
    findings = Findings(routine.source)
    for outcome in unheard:
        if outcome.source in by_turns and not outcome.is_authors:
            findings.add_warning(
                "unheard-sides",
                "The sides are never said: the cues leave no room for them.",
                "Say a cue at another moment: the side is named as each repetition begins.",
                spans.get(outcome.source),
            )
            continue
        if not outcome.is_authors:
            findings.add_note(
                "unheard-numbers",
                "The numbers are never said: the cues leave no room for them.",
                "To hear them, say a cue at another moment: they come as each repetition begins.",
                spans.get(outcome.source),
            )
            continue
        findings.add_warning(
            "unheard-cue",
            f"This cue is never said: {_explain_outcome(outcome)}.",
            "Use fewer words, or say it at another moment.",
            spans.get(outcome.source),
        )
    return findings.diagnostics


def _find_spans(routine: Routine) -> Iterator[tuple[str, Span]]:
    """Yield the place of every action and cue, as an outcome writes it, with its span."""
    for placed in routine.placed:
        for step in placed.exercise.steps:
            if step.action:
                yield routine.source.write_location(step.action.span), step.action.span
            for cue in step.cues:
                yield routine.source.write_location(cue.text.span), cue.text.span


def _find_alternating(routine: Routine) -> Iterator[str]:
    """Yield the place of every action whose repetitions go from side to side."""
    for _, placed, step, action in routine.walk_actions():
        if placed.exercise.alternates_reps and is_timed(step):
            yield routine.source.write_location(action.span)


def _explain_outcome(outcome: Outcome) -> str:
    needs = f"it needs {_write_seconds(outcome.needs)}"
    if outcome.phase and outcome.has < outcome.needs:
        return f"{needs}; {_PHASES[outcome.phase]} takes {_write_seconds(outcome.has)}"
    return f"{needs}, and other words, or the beeps at the end, leave no room for it"


def _write_seconds(frames: int) -> str:
    """Write seconds to a tenth, rounded up, such as ``1.1 s``.

    >>> _write_seconds(44_101)
    '1.1 s'
    >>> _write_seconds(44_100)
    '1 s'
    """
    return f"{round_up_to_tenths(frames) / SECOND:g} s"
