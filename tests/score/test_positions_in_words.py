"""The number of a set or of a round, in the author's own words."""

from inline_snapshot import snapshot

from support import Given, compiled, said

SETS = """## Squats
- {sets} sets of squats. `move 10s, times 2-4, rest 20s between`
  - Set {set}, half. `at half`
  - That was {set} of {sets}. `after each`
  - Now {set}. `before next`
"""
ROUNDS = """## Blocks `times 2, rest 20s between`
### Sprint `times 2`
- Sprint, {round} of {rounds}. `move 9s`
### Walk
- Walk, {round} of {rounds}. `move 9s`
"""


def test_a_set_is_named_in_its_cues_and_between() -> None:
    assert said(compiled(SETS), "instruction", "cue") == snapshot(
        [
            "Three sets of squats.",
            "Set one, half.",
            "That was one of three.",
            "Now two.",
            "Set two, half.",
            "That was two of three.",
            "Now three.",
            "Set three, half.",
            "That was three of three.",
        ]
    )
    assert said(compiled(SETS, Given(times=("2",))), "instruction", "cue") == snapshot(
        [
            "Two sets of squats.",
            "Set one, half.",
            "That was one of two.",
            "Now two.",
            "Set two, half.",
            "That was two of two.",
        ]
    )


def test_a_round_is_that_of_the_nearest_heading_as_it_is_announced() -> None:
    assert said(compiled(ROUNDS), "announce", "instruction") == snapshot(
        [
            "Sprint, one of two.",
            "Sprint, one of two.",
            "Last round.",
            "Sprint, two of two.",
            "Walk, two of two.",
            "Walk, one of two.",
            "Blocks. Last round.",
            "Sprint.",
            "Sprint, one of two.",
            "Last round.",
            "Sprint, two of two.",
            "Walk.",
            "Walk, two of two.",
        ]
    )


def test_by_turns_a_set_has_both_sides() -> None:
    text = (
        "## Twist `sides left, right, by turns`\n- Turn. `move 9s, times 2`\n  - {set}, {side}.\n"
    )
    assert said(compiled(text), "cue") == snapshot(
        ["One, left.", "One, right.", "Two, left.", "Two, right."]
    )


def test_in_german() -> None:
    head = "---\ntitle: Test\nlanguage: de\n---\n"
    assert said(compiled(head + SETS), "instruction", "cue")[:2] == snapshot(
        ["Drei sets of squats.", "Set eins, half."]
    )
