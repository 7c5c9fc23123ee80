"""Times that a routine does not state, or that are other than it states."""

from inline_snapshot import snapshot

from coach.diagnostics import render_diagnostic
from coach.script.unsaid_times import describe_unsaid_times
from support import script


def noted(text: str) -> str:
    return "\n".join(map(render_diagnostic, describe_unsaid_times(script(text))))


def test_the_longest_free_time_is_told_once() -> None:
    text = """## Circuit `times 2`
### Jacks
- Jump. `reps 25 freely`
### Squats
- Squat. `reps 10 freely`
### Lunges
- Lunge. `reps 30 freely 1min`
"""
    assert noted(text) == snapshot("""\
test.md:6:10: note[free-time]: In a track, 25 repetitions done `freely` take 1min 40s.
    6 | - Jump. `reps 25 freely`
      |          ^^^^^^^^^^^^^^
  Write another time, such as `freely 40s`; live, they end at the listener's `next`.\
""")


def test_free_repetitions_at_intervals_have_their_time() -> None:
    assert noted("## Jacks\n- Jump. `reps 25 freely` `times 3, every 1min`\n") == ""


def test_a_gap_without_room_for_the_beeps_is_told() -> None:
    text = """---
title: Test
settle: 2s
---
## A `settle 3s`
- Go. `hold 20s`
- Go. `hold 20s, settle 3.5s`
## B `settle 3s, count none`
- Go. `hold 20s`
"""
    assert noted(text) == snapshot("""\
test.md:3:1: note[short-settle]: With beeps, an action begins 3.5s after its words.
    3 | settle: 2s
      | ^^^^^^
  Add `count none` to begin sooner, or let the words begin with “At the tone”.
test.md:5:4: note[short-settle]: With beeps, an action begins 3.5s after its words.
    5 | ## A `settle 3s`
      |    ^^^^^^^^^^^^^
  Add `count none` to begin sooner, or let the words begin with “At the tone”.\
""")
