"""What is allowed and was hardly meant is a warning, and what is meant is not."""

# ruff: noqa: E501, RUF001, RUF002 (what is said stands as it is shown; people type such quotes)

from collections.abc import Callable

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import SourceText
from coach.script.parser import parse_source


def test_a_directive_in_no_backquotes(report: str) -> None:
    """
    ## Calf
    - Lean in. Hold 30s.
    - Lean in, then hold it for 30 seconds.
    - Lean in. “hold 30-60s as tender”
    - Lean in. 'reps 10 tempo 3-0-1-0'
    - Reps 10 tempo 3-0-1-0.
    - Lean in. `hold 30s`
      - Sink deeper. each out
      - Let go. ‘at 10s’
    """
    assert report == snapshot("""\
test.md:5:12: warning[unmarked-directive]: “Hold 30s” is spoken, and times nothing.
    5 | - Lean in. Hold 30s.
      |            ^^^^^^^^
  Put it between backquotes: `hold 30s`.
test.md:6:17: warning[unmarked-directive]: “hold it for 30 seconds” is spoken, and times nothing.
    6 | - Lean in, then hold it for 30 seconds.
      |                 ^^^^^^^^^^^^^^^^^^^^^^
  Put it between backquotes: `hold 30 seconds`.
test.md:7:13: warning[unmarked-directive]: “hold 30-60s as tender” is spoken, and times nothing.
    7 | - Lean in. “hold 30-60s as tender”
      |             ^^^^^^^^^^^^^^^^^^^^^
  Put it between backquotes: `hold 30-60s as tender`.
test.md:8:13: warning[unmarked-directive]: “reps 10 tempo 3-0-1-0” is spoken, and times nothing.
    8 | - Lean in. 'reps 10 tempo 3-0-1-0'
      |             ^^^^^^^^^^^^^^^^^^^^^
  Put it between backquotes: `reps 10 tempo 3-0-1-0`.
test.md:9:3: warning[unmarked-directive]: “Reps 10 tempo 3-0-1-0” is spoken, and times nothing.
    9 | - Reps 10 tempo 3-0-1-0.
      |   ^^^^^^^^^^^^^^^^^^^^^
  Put it between backquotes: `reps 10 tempo 3-0-1-0`.
test.md:11:18: warning[unmarked-directive]: “each out” is spoken, and times nothing.
   11 |   - Sink deeper. each out
      |                  ^^^^^^^^
  Put it between backquotes: `each out`.
test.md:12:14: warning[unmarked-directive]: “at 10s” is spoken, and times nothing.
   12 |   - Let go. ‘at 10s’
      |              ^^^^^^
  Put it between backquotes: `at 10s`.\
""")


def test_marks_that_are_spoken(report: str) -> None:
    """
    ## Calf `sides right, left`
    - Lean your [side] hip, ** then your {{other}} one.
    """
    assert report == snapshot("""\
test.md:5:13: warning[literal-mark]: `[side]` is spoken as it stands.
    5 | - Lean your [side] hip, ** then your {{other}} one.
      |             ^^^^^^
  Write `{side}`.
test.md:5:25: warning[literal-mark]: `**` is spoken as it stands.
    5 | - Lean your [side] hip, ** then your {{other}} one.
      |                         ^^
  Delete it, or write its counterpart.
test.md:5:39: warning[literal-mark]: `{other}` is spoken as it stands.
    5 | - Lean your [side] hip, ** then your {{other}} one.
      |                                       ^^^^^^^
  Write `{other}`.\
""")


def test_directives_in_a_name(report: str) -> None:
    """
    ## Calf
    - Lift. `reps 8 as raises lift first`
    - Lean in. `hold 30s as tender straight on`
    """
    assert report == snapshot("""\
test.md:5:10: warning[swallowed-directive]: `as` takes all that follows it: the name is `raises lift first`.
    5 | - Lift. `reps 8 as raises lift first`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write `lift first` before `as`.
test.md:6:13: warning[swallowed-directive]: `as` takes all that follows it: the name is `tender straight on`.
    6 | - Lean in. `hold 30s as tender straight on`
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write `straight on` before `as`.\
""")


def test_moments_at_another_allowed_length(report: str) -> None:
    """
    ## Calf
    - Lean in. `hold 30-90s`
      - Half way. `at 30s`
      - Ten more to go. `at 20s`
      - Let the ankle hang. `at 5s`
    """
    assert report == snapshot("""\
test.md:6:16: warning[missed-cue]: When the action takes 30s, which is allowed, this is never heard.
    6 |   - Half way. `at 30s`
      |                ^^^^^^
  Choose an earlier moment, or `at half`.
test.md:7:22: warning[untrue-cue]: “to go” is not true at every length that is allowed.
    7 |   - Ten more to go. `at 20s`
      |                      ^^^^^^
  Use `at half`, or say what is true at any length.\
""")


def test_a_length_in_words(report: str) -> None:
    """
    ---
    title: Test
    goal: 1min
    ---
    ## Calf
    - Lean in for thirty seconds. `hold 30s`
    - Rest for one minute. `rest 1min`
    - Squeeze for one second. `reps 10`
    - Lean in for a while. `hold 30s`
      - Thirty seconds. `at 30s`
    """
    assert report == snapshot("""\
test.md:6:15: warning[spoken-duration]: “thirty seconds” stays as it is when a listener asks for another length.
    6 | - Lean in for thirty seconds. `hold 30s`
      |               ^^^^^^^^^^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:7:12: warning[spoken-duration]: “one minute” stays as it is when a listener asks for another length.
    7 | - Rest for one minute. `rest 1min`
      |            ^^^^^^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:10:22: error[late-cue]: The action is over after 30s at the most.
   10 |   - Thirty seconds. `at 30s`
      |                      ^^^^^^
  Choose an earlier moment, or allow a longer action.\
""")


def test_a_value_that_is_cut_off_and_a_goal_that_is_far(report: str) -> None:
    """
    ---
    title: Legs #1
    about: Plan #2 of three
    tools: [ball] # any will do
    goal: 10min
    ---
    ## Calf `sides right, left`
    - Lean your {side} hip in. `hold 30s, times 2`
    """
    assert report == snapshot("""\
test.md:2:13: warning[cut-value]: `#1` is a comment to YAML: the value ends before it.
    2 | title: Legs #1
      |             ^^
  Put the whole value in quotes, or a space after the `#` of a comment.
test.md:3:13: warning[cut-value]: `#2 of three` is a comment to YAML: the value ends before it.
    3 | about: Plan #2 of three
      |             ^^^^^^^^^^^
  Put the whole value in quotes, or a space after the `#` of a comment.
test.md:5:1: warning[far-goal]: The goal is 10min, and the actions take 2min.
    5 | goal: 10min
      | ^^^^
  Change the goal, or the lengths: the goal counts time in actions.\
""")


@pytest.mark.parametrize(
    "text",
    [
        "- Hold on to the rail, and rest on your side.\n",
        "- Take it “as is”, and count in your head.\n",
        "- Breathe in, and at last out.\n",
        "- Lean in for five breaths' worth. `hold 30s`\n",
        "- Not a placeholder: \\{side}, \\*\\*.\n",
        "- Sit [down].\n",
        "- Lean in. `hold 30s`\n  - Half way. `at 15s`\n",
        "- Lean in. `hold 30-90s`\n  - Half way. `at half`\n",
        "- Lean in. `hold 30s`\n  - Sink deeper, a little at each out-breath.\n",
        "- Lean in. `hold 30s as first calf`\n",
    ],
)
def test_what_is_meant_is_left_alone(text: str, tell: Callable[[str], str]) -> None:
    assert tell(f"## Calf\n{text}") == ""


@pytest.mark.parametrize(
    ("language", "tools", "warned"),
    [
        ("en", "mat, one or two pillows", ["`one` is a tool here: `or` stands between two tools."]),
        ("de", "ein oder zwei Kissen", []),
        ("fr", "deux ballons or 1", ["`1` is a tool here: `or` stands between two tools."]),
        ("en", "one ball or foam roller", []),
    ],
)
def test_a_number_is_not_a_tool(language: str, tools: str, warned: list[str]) -> None:
    head = f"---\ntitle: Test\nlanguage: {language}\ntools: [{tools}]\n---\n"
    routine = parse_source(SourceText("test.md", f"{head}## A\n- Sit.\n"))
    assert [each.message for each in routine.diagnostics] == warned


def test_a_number_before_or_is_told(report: str) -> None:
    """
    ---
    title: Test
    tools: [mat, one or two pillows]
    ---
    ## A
    - Lie down.
    """
    assert report == snapshot("""\
test.md:3:1: warning[number-as-tool]: `one` is a tool here: `or` stands between two tools.
    3 | tools: [mat, one or two pillows]
      | ^^^^^
  Name the tool alone, such as `pillow`, and say how many in a step.\
""")
