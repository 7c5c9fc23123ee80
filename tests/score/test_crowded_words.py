"""Words that keep an action from coming straight on."""

from inline_snapshot import snapshot

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


PYRAMID = """## Pyramid `times 3, straight on`
### Squats
- Squat low. `reps 1/2/1 tempo 0.5-0-0.5-0`
### Press-ups
- Press up. `move {}`
"""


def warned(text: str) -> str:
    crowded = find_outcomes(sheet(text), frames_of).crowded
    return "\n".join(map(render_diagnostic, warn_of_crowded(script(text), crowded)))


def test_words_without_room_before_an_action_are_told() -> None:
    assert (
        warned(TEXT.format("4s"))
        == """\
test.md:6:10: warning[not-straight]: “Let go, and let the leg come closer.” takes 0.9s, \
and has no room before the end, so the next action does not come straight on.
    6 | - Push. `hold 4s`
      |          ^^^^^^^
  Use fewer words for the next action, or make this one longer."""
    )


def test_words_with_room_before_an_action_are_not_told() -> None:
    assert warned(TEXT.format("10s")) == ""


def test_a_name_and_a_new_number_that_an_action_begins_without_are_noted() -> None:
    assert warned(PYRAMID.format("1s")) == snapshot("""\
test.md:6:15: warning[not-straight]: “Press-ups. Press up.” takes 1.1s, \
and has no room before the end, so the next action does not come straight on.
    6 | - Squat low. `reps 1/2/1 tempo 0.5-0-0.5-0`
      |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Use fewer words for the next action, or make this one longer.
test.md:8:14: note[straight-short]: “Twice.” takes 0.2s, \
and has no room before the end, so the next action begins without it.
    8 | - Press up. `move 1s`
      |              ^^^^^^^
  Use fewer words for the next action, or make this one longer.\
""")
    assert warned(PYRAMID.format("9s")) == snapshot("""\
test.md:6:15: warning[not-straight]: “Press-ups. Press up.” takes 1.1s, \
and has no room before the end, so the next action does not come straight on.
    6 | - Squat low. `reps 1/2/1 tempo 0.5-0-0.5-0`
      |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Use fewer words for the next action, or make this one longer.\
""")
