"""A value for each set or round: which it is for, what is told of it, and what changes it."""

import pytest
from inline_snapshot import snapshot

from support import Given, compiled, in_chapter, lengths, refused, said

SETS = "## Press\n- Press. `reps 12/10/10/6 as press`{more}\n"
ROUNDS = """---
title: Test
words: {words}
---
## Ladder `times 3`
- {{steps}}
- `hold 15s/30s/15s, breathe freely`
### Front
- Forearms down. Body long.
### Side `sides right, left`
- Turn onto your {{side}} arm.
## Pair `times 2`
### Up `times 3`
- Up. `move 5s/9s/7s as up`
"""


def test_values_make_the_sets_and_each_set_tells_what_is_new() -> None:
    timeline = compiled(SETS.format(more=" `rest 30s between`"))
    assert lengths(timeline)[::2] == ["press 48s", "press 40s", "press 40s", "press 24s"]
    assert said(timeline, "length", "set", "instruction") == snapshot(
        [
            "Press.",
            "Twelve times.",
            "Rest. Thirty seconds.",
            "Two of four.",
            "Ten times.",
            "Rest. Thirty seconds.",
            "Three of four.",
            "Rest. Thirty seconds.",
            "Last set.",
            "Six times.",
        ]
    )
    assert [hold.reps for hold in timeline.holds if hold.reps] == [12, 10, 10, 6]


def test_values_are_for_the_sets_that_are_stated() -> None:
    assert lengths(compiled(SETS.format(more=" `times 4`"))) == lengths(
        compiled(SETS.format(more=""))
    )


def test_values_are_for_the_rounds_of_the_nearest_heading_that_has_some() -> None:
    timeline = compiled(ROUNDS.format(words="full"))
    assert lengths(timeline) == snapshot(
        [
            "Front 15s",
            "Side 15s",
            "Side 15s",
            "Front 30s",
            "Side 30s",
            "Side 30s",
            "Front 15s",
            "Side 15s",
            "Side 15s",
            "up 5s",
            "up 9s",
            "up 7s",
            "up 5s",
            "up 9s",
            "up 7s",
        ]
    )
    assert said(timeline, "length") == snapshot(
        [
            "For fifteen seconds.",
            "For fifteen seconds.",
            "For fifteen seconds.",
            "For thirty seconds.",
            "For thirty seconds.",
            "For thirty seconds.",
            "For fifteen seconds.",
            "For fifteen seconds.",
            "For fifteen seconds.",
            "For five seconds.",
            "For nine seconds.",
            "For seven seconds.",
            "For five seconds.",
            "For nine seconds.",
            "For seven seconds.",
        ]
    )


def test_in_brief_a_length_is_told_where_it_is_another_than_the_last() -> None:
    timeline = compiled(ROUNDS.format(words="brief"))
    assert said(timeline, "announce", "instruction", "length", "side") == snapshot(
        [
            "Ladder.",
            "Front, one of two.",
            "Forearms down. Body long.",
            "For fifteen seconds.",
            "Side, two of two, right side.",
            "Turn onto your right arm.",
            "Now your left side.",
            "Side.",
            "Turn onto your left arm.",
            "Round two.",
            "Front.",
            "Forearms down.",
            "For thirty seconds.",
            "Side, right side.",
            "Turn onto your right arm.",
            "Now your left side.",
            "Side.",
            "Turn onto your left arm.",
            "Last round.",
            "Front.",
            "Forearms down.",
            "For fifteen seconds.",
            "Side, right side.",
            "Turn onto your right arm.",
            "Now your left side.",
            "Side.",
            "Turn onto your left arm.",
            "Pair.",
            "Up.",
            "Up.",
            "For five seconds.",
            "Round two.",
            "Up.",
            "For nine seconds.",
            "Last round.",
            "Up.",
            "For seven seconds.",
            "Pair. Last round.",
            "Up.",
            "Up.",
            "For five seconds.",
            "Round two.",
            "Up.",
            "For nine seconds.",
            "Last round.",
            "Up.",
            "For seven seconds.",
        ]
    )
    sets = "## Press `sides right, left`\n- Press. `hold 10s/20s/20s, breathe freely`\n"
    assert said(compiled(sets, Given(words="brief")), "set", "length") == snapshot(
        [
            "For ten seconds.",
            "Two of three.",
            "For twenty seconds.",
            "Last one.",
            "For ten seconds.",
            "Two of three.",
            "For twenty seconds.",
            "Last one.",
        ]
    )
    assert said(compiled(sets, Given(mute="lengths")), "set", "length") == snapshot(
        ["Two of three.", "Last one.", "Two of three.", "Last one."]
    )


def test_a_length_in_the_words_is_not_told_a_second_time() -> None:
    text = "## Press\n- Press {reps} times. `reps 3/2, rest 30s between`\n"
    assert said(compiled(text), "instruction", "length") == ["Press three times.", "Twice."]
    text += "  - Now {reps} times. `before next`\n  - That was {reps}. `after each`\n"
    assert said(compiled(text), "instruction", "length", "cue") == snapshot(
        ["Press three times.", "That was three.", "Now two times.", "That was two."]
    )


def test_a_rest_grows_with_the_rounds_and_lies_in_the_rest_between() -> None:
    text = "## Calf `times 2, rest 30s between`\n- Sit. `rest 4s/9s`\n- Go. `move 5s`\n"
    timeline = compiled(text)
    assert lengths(timeline) == snapshot(["rest 4s", "Calf 5s", "rest 30s", "rest 9s", "Calf 5s"])
    assert in_chapter(timeline, "Calf · round 2") == snapshot(
        [
            "0:00.0 announce: Last round.",
            "0:00.9 instruction: Sit.",
            "0:10.1 instruction: Go.",
            "0:10.9 length: For five seconds.",
            "0:11.8 count",
            "0:12.8 count",
            "0:13.8 count",
            "0:14.8 start",
            "0:19.8 end",
            "0:21.2 finish",
            "0:21.8 finish",
            "0:22.4 finish",
            "0:23.2 finish: That's it. Well done.",
        ]
    )


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (Given(hold="press=9reps"), [9, 9, 9, 9]),
        (Given(hold="press=9/8/7/6reps"), [9, 8, 7, 6]),
        (Given(hold="press=36s/32s/28s/24s"), [9, 8, 7, 6]),
        (Given(reps="5"), [5, 5, 5, 5]),
        (Given(times="press=5", no_limits=True), [12, 10, 10, 6, 6]),
        (Given(times="press=2", no_limits=True), [12, 10]),
    ],
)
def test_a_listener_gives_one_value_for_all_or_as_many(given: Given, wanted: list[int]) -> None:
    assert [hold.reps for hold in compiled(SETS.format(more=""), given).holds] == wanted


def test_another_number_of_values_is_refused() -> None:
    assert refused(SETS.format(more=""), Given(hold="press=9/8reps")) == snapshot("""\
test.md:5:11: error[uneven-values]: `--hold press=9/8reps` has 2 values.
    5 | - Press. `reps 12/10/10/6 as press`
      |           ^^^^^^^^^^^^^^^^^^^^^^^^
  Write one value for all, or 4.\
""")
    assert refused("## A\n- Go. `hold 30s`\n", Given(hold="9s/8s")) == snapshot("""\
test.md:5:8: error[uneven-values]: `--hold 9s/8s` has 2 values.
    5 | - Go. `hold 30s`
      |        ^^^^^^^^
  Write one value.\
""")
