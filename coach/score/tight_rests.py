"""Rests without room for the words in them: found by a check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.diagnostics import Diagnostic, Findings, Span
from coach.score.cuesheet import Rest
from coach.score.intervals import LATE, LATE_HELP
from coach.score.joints import LONGER, JointLayout, note_rest
from coach.script.routine import Routine

_HELP = "Say less in it, or state a longer rest."


@dataclass(frozen=True, slots=True)
class TightRest:
    """A rest that lasts longer than it is written, or loses a name or a number.

    Attributes:
        rest: as it is written.
        layout: the tightest joint that it is in.
        texts: all that may be said in the tight ones.
    """

    rest: Rest
    layout: JointLayout
    texts: tuple[str, ...]


def is_tight(rest: Rest, layout: JointLayout) -> bool:
    """Return whether the words in a rest make it longer, or a name or a number leaves."""
    return layout.frames > rest.frames or not layout.left.isdisjoint({"announcement", "number"})


def warn_of_tight_rests(routine: Routine, rests: Sequence[TightRest]) -> tuple[Diagnostic, ...]:
    """Refuse what begins later than its interval; warn of longer rests, and note lost names."""
    spans = dict(_find_spans(routine)) if rests else {}
    findings = Findings(routine.source)
    for each in rests:
        span = spans.get(each.rest.source)
        for note in note_rest(each.rest, each.layout):
            if note.code == LATE:
                findings.add_error(note.code, note.message, LATE_HELP, span)
            elif note.code == LONGER:
                findings.add_warning(note.code, note.message, _HELP, span)
            else:
                findings.add_note(note.code, note.message, _HELP, span)
    return findings.diagnostics


def _find_spans(routine: Routine) -> Iterator[tuple[str, Span]]:
    """Yield the place of everything that states a rest, as a note writes it, with its span."""
    for _, placed, step, action in routine.walk_actions():
        spans = (action.span, step.sets_span, *(scope.span for scope in placed.scopes))
        yield from ((routine.source.write_location(span), span) for span in spans if span)
