"""What is said of the words that trainers write, number first: what to write instead."""

# ruff: noqa: E501 (what is said stands as it is shown)

import re
from collections.abc import Callable

import pytest
from inline_snapshot import snapshot

from coach.script.hints import find_hint


@pytest.mark.parametrize(
    ("clause", "write"),
    [
        ("10 reps", "reps 10"),
        ("8-12 reps", "reps 8-12"),
        ("8–12 Reps", "reps 8-12"),
        ("1 repetition", "reps 1"),
        ("3x15", "reps 15, times 3"),
        ("3 x 15", "reps 15, times 3"),
        ("3×8-12", "reps 8-12, times 3"),
        ("3 sets of 15", "reps 15, times 3"),
        ("3 sets of 12 reps", "reps 12, times 3"),
        ("3 sets x 30 seconds", "hold 30s, times 3"),
        ("2x1min", "hold 1min, times 2"),
        ("3 rounds", "times 3"),
        ("3 sets", "times 3"),
        ("x3", "times 3"),
        ("3x", "times 3"),
        ("5 breaths", "hold 5 breaths"),
        ("3 - 6 breaths", "hold 3-6 breaths"),
        ("hold=30s", "hold 30s"),
        ("roll: 20-30s", "roll 20-30s"),
        ("run 1min", "move 1min"),
        ("walk for 2-3 minutes", "move 2-3min"),
        ("every 1:30", "move 1min 30s"),
    ],
)
def test_a_clause_has_its_words_in_the_language(
    clause: str, write: str, read: Callable[[str], object]
) -> None:
    assert re.findall(r"`(.+?)`", find_hint(clause))[0] == write
    action = write if not write.startswith("times") else f"hold 30s, {write}"
    assert read(f"## Calf\n- Go. `{action}`\n")


@pytest.mark.parametrize(
    ("clause", "write"),
    [
        ("no rest", "straight on"),
        ("without a break", "straight on"),
        ("back-to-back", "straight on"),
        ("own pace", "reps 8 freely"),
        ("in your own time", "reps 8 freely"),
        ("10 seconds to go", "at 10s left"),
        ("1:30 before the end", "at 1min 30s left"),
    ],
)
def test_a_clause_about_what_comes_between_has_its_words(clause: str, write: str) -> None:
    assert re.findall(r"`(.+?)`", find_hint(clause)) == [write]


@pytest.mark.parametrize("clause", ["30s", "30 seconds", "for 2 minutes", "1:30", "20-30s"])
def test_a_bare_duration_wants_an_action(clause: str) -> None:
    assert find_hint(clause).startswith("Say what is done for it: `hold ")


@pytest.mark.parametrize("clause", ["", "emom", "10 kg", "3 x", "between 5 and 10", "run", "1/2"])
def test_what_nobody_knows_has_no_hint(clause: str) -> None:
    assert find_hint(clause) in ("", "Write `times 3`.")


def test_what_is_meant_is_told(report: str) -> None:
    """
    ## Calf
    - Go. `10 reps`
    - Go. `reps 12, 10, 8, 6`
    - Go. `hold 15s, 30s, 45s`
    - Go. `tempo 3-0-1-0`
    - Go. `move 20s, times 8, rest 10s`
    - Go. `hold 30s to 60s`
    - Go. `move 20s, times 3, rest 15-30s between`
    - Go. `hold 30s`
      - Now. `at halfway`
      - Now. `at the end`
    """
    assert report == snapshot("""\
test.md:5:8: error[unknown-directive]: `10 reps` is not a directive.
    5 | - Go. `10 reps`
      |        ^^^^^^^
  Write `reps 10`.
test.md:6:8: error[two-lengths]: `reps` has several lengths here.
    6 | - Go. `reps 12, 10, 8, 6`
      |        ^^^^^^^^^^^^^^^^^
  Write `reps 12/10/8/6` for a value for each set or round.
test.md:7:8: error[two-lengths]: `hold` has several lengths here.
    7 | - Go. `hold 15s, 30s, 45s`
      |        ^^^^^^^^^^^^^^^^^^
  Write `hold 15s/30s/45s` for a value for each set or round.
test.md:8:8: error[no-action]: `tempo` goes with an action, and this step has none.
    8 | - Go. `tempo 3-0-1-0`
      |        ^^^^^^^^^^^^^
  Add the action, such as `reps 10 tempo 3-0-1-0`, to the step.
test.md:9:27: error[two-actions]: There are two actions in one step.
    9 | - Go. `move 20s, times 8, rest 10s`
      |                           ^^^^^^^^
  Write `rest 10s between` for a rest between its sets; one after them is a step.
test.md:10:8: error[bad-duration]: `30s to 60s` is not a duration.
   10 | - Go. `hold 30s to 60s`
      |        ^^^^^^^^^^^^^^^
  Write `30-60s`.
test.md:11:27: error[bad-duration]: `15-30s` is a range, and this has one length.
   11 | - Go. `move 20s, times 3, rest 15-30s between`
      |                           ^^^^^^^^^^^^^^^^^^^
  Write one, such as `30s`.
test.md:13:11: error[bad-cue]: `at halfway` is not a moment.
   13 |   - Now. `at halfway`
      |           ^^^^^^^^^^
  Write `at half`.
test.md:14:11: error[bad-cue]: `at the end` is not a moment.
   14 |   - Now. `at the end`
      |           ^^^^^^^^^^
  Write `at 5s left`, or `last out` in a paced hold; the coach counts out and sounds the end itself. What follows the action is a step of its own.\
""")
