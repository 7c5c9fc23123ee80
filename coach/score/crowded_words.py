"""Words without room, which keep an action from coming straight on: found by a check."""

from collections.abc import Sequence

from coach.diagnostics import Diagnostic, Findings
from coach.score.straight import CrowdedWords
from coach.script.routine import Routine

_HELP = "Use fewer words for the next action, or make this one longer."


def warn_of_crowded(routine: Routine, crowded: Sequence[CrowdedWords]) -> tuple[Diagnostic, ...]:
    """Warn of words that keep an action from coming straight on; note what it begins without."""
    spans = {
        routine.source.write_location(action.span): action.span
        for *_, action in routine.walk_actions()
    }
    findings = Findings(routine.source)
    for words in crowded:
        add = findings.add_warning if words.fate == "stay" else findings.add_note
        add(words.note.code, words.note.message, _HELP, spans.get(words.source))
    return findings.diagnostics
