"""Words that keep an action from coming straight on."""

from coach.diagnostics import render_diagnostic
from coach.score.arrange import find_outcomes
from coach.score.crowded_words import warn_of_crowded
from support import frames_of, script, sheet

TEXT = """---
title: Test
breath: freely
---
## Hold and relax `times 3, straight on`
- Push. `hold {}`
- Let go, and let the leg come closer. `hold 30s`
"""


def warned(length: str) -> str:
    text = TEXT.format(length)
    crowded = find_outcomes(sheet(text), frames_of).crowded
    return "\n".join(map(render_diagnostic, warn_of_crowded(script(text), crowded)))


def test_words_without_room_before_an_action_are_told() -> None:
    assert (
        warned("4s")
        == """\
test.md:6:10: warning[not-straight]: “Let go, and let the leg come closer.” has no room before \
the end, so the next action does not come straight on.
    6 | - Push. `hold 4s`
      |          ^^^^^^^
  Use fewer words, or make this action longer."""
    )


def test_words_with_room_before_an_action_are_not_told() -> None:
    assert warned("10s") == ""
