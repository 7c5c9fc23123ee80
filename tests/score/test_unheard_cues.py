"""Cues that are never heard, and why."""

from inline_snapshot import snapshot

from coach.diagnostics import render_diagnostic
from coach.score.arrange import find_outcomes
from coach.score.unheard_cues import find_texts_beside, select_unheard, warn_of_unheard
from coach.timing import SECOND
from support import frames_of, script, sheet

TEXT = """---
title: Test
options:
  firmer: press
sides: right, left
---
## Raises
- Up. `reps 10 tempo 1-0-0.3-0`
  - Other leg, {side}. `each lift`
  - Slowly. `at 2s`
## Calf
- Stop. `hold 20s in 20-60s`
  - Let your {other} ankle hang. `at half`
  - One two three four five six seven eight. `at 15s`
  - Later. `at 30s`
  - Press. `if firmer`
  - Out. `each out`
- Lie. `hold 5s, breathe freely`
  - One two three four five six seven eight nine ten eleven twelve.
"""


def warned(text: str, slowness: int = 1) -> str:
    outcomes = find_outcomes(sheet(text), lambda words: slowness * frames_of(words))
    unheard = select_unheard(outcomes.cues)
    return "\n".join(map(render_diagnostic, warn_of_unheard(script(text), unheard)))


def test_a_cue_that_is_never_heard_is_told_with_the_reason() -> None:
    assert (
        warned(TEXT, 4)
        == """\
test.md:9:5: warning[unheard-cue]: This cue is never said: it needs 1.6 s; the lift takes 0.3 s.
    9 |   - Other leg, {side}. `each lift`
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Use fewer words, or say it at another moment.
test.md:14:5: warning[unheard-cue]: This cue is never said: it needs 3.6 s, and other words, or \
the beeps at the end, leave no room for it.
   14 |   - One two three four five six seven eight. `at 15s`
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Use fewer words, or say it at another moment.
test.md:19:5: warning[unheard-cue]: This cue is never said: it needs 5.2 s, and other words, or \
the beeps at the end, leave no room for it.
   19 |   - One two three four five six seven eight nine ten eleven twelve.
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Use fewer words, or say it at another moment."""
    )


def test_a_cue_that_is_heard_once_or_in_a_longer_hold_is_not_told() -> None:
    assert warned(TEXT.replace("1-0-0.3-0", "1-0-1-0")) == ""


def test_the_words_beside_a_cue_are_those_of_its_action() -> None:
    expanded = sheet(
        "## A\n- B. `hold 20s`\n  - C.\n- D. `hold 5s`\n  - E e e e e e e. `each in`\n"
    )
    outcomes = find_outcomes(expanded, lambda words: 4 * frames_of(words))
    unheard = select_unheard(outcomes.cues)
    assert [outcome.text for outcome in unheard] == ["E e e e e e e."]
    assert unheard[0].needs == 4 * 8 * SECOND // 10
    assert find_texts_beside(expanded, unheard) == ("E e e e e e e.", "Breathe in", "and out")


def test_numbers_that_a_cue_takes_the_place_of_are_told() -> None:
    text = """---
title: Test
---
## Press-ups
- Push up. `reps 10 tempo 4-0-4-0 lift first` `times 2`
  - Hips heavy. `each lift`
"""
    assert (
        warned(text)
        == """\
test.md:5:13: note[unheard-numbers]: The numbers are never said: the cues leave no room for them.
    5 | - Push up. `reps 10 tempo 4-0-4-0 lift first` `times 2`
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  To hear them, say a cue at another moment: they come as each repetition begins."""
    )
    assert warned(text.replace("each lift", "each lower")) == ""


def test_sides_that_a_cue_takes_the_place_of_are_told() -> None:
    text = """## Press-ups `sides left, right, by turns`
- Draw. `reps 10 tempo 4-0-4-0`
  - Breathe in. `each lower`
"""
    assert warned(text) == snapshot("""\
test.md:5:10: warning[unheard-sides]: The sides are never said: the cues leave no room for them.
    5 | - Draw. `reps 10 tempo 4-0-4-0`
      |          ^^^^^^^^^^^^^^^^^^^^^
  Say a cue at another moment: the side is named as each repetition begins.\
""")
