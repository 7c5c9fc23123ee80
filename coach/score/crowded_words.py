"""Words without room, which keep an action from coming straight on: found by a check."""

from collections.abc import Sequence

from coach.diagnostics import Diagnostic, Findings
from coach.score.straight import CrowdedWords
from coach.script.routine import Routine


def warn_of_crowded(routine: Routine, crowded: Sequence[CrowdedWords]) -> tuple[Diagnostic, ...]:
    """Warn of words that keep an action from coming straight on."""
    spans = {
        routine.source.write_location(action.span): action.span
        for *_, action in routine.walk_actions()
    }
    findings = Findings(routine.source)
    for words in crowded:
        findings.add_warning(
            "not-straight",
            words.sentence,
            "Use fewer words, or make this action longer.",
            spans.get(words.source),
        )
    return findings.diagnostics
