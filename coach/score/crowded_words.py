"""Words without room, which keep an action from coming straight on: found by a check."""

from collections.abc import Sequence

from coach.diagnostics import Diagnostic, Findings
from coach.score.cues import FramesOf
from coach.score.cuesheet import CueSheet
from coach.score.joint_sequence import JointSequence
from coach.score.straight import CrowdedWords
from coach.script.routine import Routine


def find_crowded(sheet: CueSheet, frames_of: FramesOf) -> tuple[CrowdedWords, ...]:
    """Return the words that have no room before an action that is to come straight on."""
    return JointSequence(sheet.visits, frames_of).plan.crowded


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
