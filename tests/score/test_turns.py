"""Sides by turns: one visit, its text once, then only the side before each set."""

import pytest
from inline_snapshot import snapshot

from coach.score.arrange import arrange_timeline
from coach.timing import SECOND
from support import Given, compiled, during, lengths, said, sheet, visits

TWIST = """
## Twist `sides left, right, by turns` `{times}`
- Sit tall.
- Twist to your {{side}}. `move 5s{more}`
  - Look over your {{side}} shoulder. `at 1s`
- Come back.
"""
TAP = "## Tap `sides tight, other, by turns`\n- Tap a foot. `reps 5`\n"


def twist(times: str = "times 2", more: str = "") -> str:
    return TWIST.format(times=times, more=more)


def worked(text: str) -> list[str]:
    """The actions in order: side, set, seconds from one start to the next."""
    holds = [h for h in compiled(text).holds if h.kind not in ("rest", "wait")]
    return [
        f"{hold.side} {hold.set_position.number if hold.set_position else '-'} "
        f"{(after.at - hold.at) / SECOND:g}"
        for hold, after in zip(holds, (*holds[1:], holds[-1]), strict=True)
    ]


def test_a_visit_says_its_text_once_and_then_the_side() -> None:
    timeline = compiled(twist())
    assert said(timeline, "announce", "instruction", "length", "side", "set", "cue") == snapshot(
        [
            "Twist.",
            "Sit tall.",
            "Twist to your left.",
            "Twice on each side.",
            "For five seconds.",
            "Left.",
            "Look over your left shoulder.",
            "Right.",
            "Look over your right shoulder.",
            "Left.",
            "Look over your left shoulder.",
            "Right.",
            "Look over your right shoulder.",
            "Come back.",
        ]
    )
    assert visits(timeline) == snapshot(["Twist"])
    assert [hold.is_turn for hold in timeline.holds] == [True] * 4


@pytest.mark.parametrize("text", [twist(), twist("times 1", ", times 2"), twist("times 1-3")])
def test_times_on_the_heading_or_on_the_step_are_sets(text: str) -> None:
    assert lengths(compiled(text)) == snapshot(["Twist 5s", "Twist 5s", "Twist 5s", "Twist 5s"])
    assert [each.rpartition(" ")[0] for each in worked(text)] == snapshot(
        ["left 1", "right 1", "left 2", "right 2"]
    )


def test_without_times_each_side_comes_once() -> None:
    assert [each[:6] for each in worked(TWIST.format(times="count in", more=""))] == snapshot(
        ["left -", "right "]
    )


def test_each_repetition_has_its_side_for_a_number() -> None:
    assert said(compiled(TAP), "number", "side") == snapshot(
        ["right", "left", "right", "left", "right"]
    )
    assert said(compiled(TAP, Given(tight="left")), "number") == snapshot(
        ["left", "right", "left", "right", "left"]
    )
    assert said(compiled(TAP, Given(side="left")), "announce", "number") == snapshot(
        ["Tap, left side.", "one", "two", "three", "four", "last one"]
    )


def test_repetitions_too_fast_for_each_side_name_both_all_the_same() -> None:
    text = "## Tap `sides left, right, by turns`\n- Tap. `reps 20 tempo 0.5-0-0.5-0`\n"
    timeline = arrange_timeline(sheet(text), lambda _: SECOND, frozenset())
    assert during(timeline) == snapshot(
        ["0:04.0 number: left", "0:09.0 number: right", "0:14.0 number: left"]
    )


def test_a_side_alone_is_a_usual_exercise() -> None:
    timeline = compiled(twist(), Given(side="right"))
    assert said(timeline, "announce", "instruction", "side", "set") == snapshot(
        ["Twist, right side.", "Sit tall.", "Twist to your right.", "Last one.", "Come back."]
    )
    assert [hold.side for hold in timeline.holds] == ["right", "right"]


def test_the_side_is_said_in_a_rest_however_short() -> None:
    assert worked(twist("times 2, rest 2s between")) == snapshot(
        ["left 1 7", "right 1 7", "left 2 7", "right 2 0"]
    )
    assert said(compiled(twist("times 2, rest 2s between")), "side", "set", "length") == snapshot(
        ["Twice on each side.", "For five seconds.", "Left.", "Right.", "Left.", "Right."]
    )


def test_they_go_straight_on_and_at_intervals() -> None:
    straight = twist("times 2, straight on").replace("move 5s", "move 9s")
    assert worked(straight) == snapshot(["left 1 9", "right 1 9", "left 2 9", "right 2 0"])
    assert not [note for note in compiled(straight).notes if note.code == "not-straight"]
    assert worked(twist("times 2, every 20s")) == snapshot(
        ["left 1 20", "right 1 20", "left 2 20", "right 2 0"]
    )


def test_one_set_has_a_rest_or_an_interval_between_its_sides() -> None:
    for text in (twist("rest 4s between"), twist("count both", ", rest 4s between")):
        assert worked(text) == snapshot(["left - 9", "right - 0"])
    for text in (twist("every 20s"), twist("count both", ", every 20s")):
        assert worked(text) == snapshot(["left - 20", "right - 0"])


def test_a_value_is_for_a_set_of_all_sides_and_told_once() -> None:
    text = twist().replace("move 5s", "move 5s/10s")
    assert lengths(compiled(text)) == snapshot(["Twist 5s", "Twist 5s", "Twist 10s", "Twist 10s"])
    assert said(compiled(text), "length") == snapshot(["For five seconds.", "For ten seconds."])


@pytest.mark.parametrize(
    ("condition", "heard"),
    [
        ("if first", "left"),
        ("if new side", "left right"),
        ("if right", "right right"),
        ("before next", "right left right"),
        ("before next, if new side", "right left"),
        ("after each", "left right left right"),
    ],
)
def test_cues_come_up_by_set_and_side(condition: str, heard: str) -> None:
    text = twist().replace("at 1s", condition).replace("shoulder.", "side.")
    cues = said(compiled(text), "cue")
    assert " ".join(cue.split()[3] for cue in cues) == heard


@pytest.mark.parametrize("words", ["brief", "least"])
def test_few_words_keep_the_sides(words: str) -> None:
    assert said(compiled(twist(), Given(words=words)), "side") == ["Left.", "Right."] * 2


@pytest.mark.parametrize(
    ("language", "sides"),
    [("de", "Links. Rechts."), ("fr", "Gauche. Droite."), ("es", "Izquierda. Derecha.")],
)
def test_each_language_names_the_sides(language: str, sides: str) -> None:
    text = f"---\ntitle: T\nlanguage: {language}\n---\n## A `sides left, right, by turns`\n"
    timeline = compiled(f"{text}- B. `move 5s`\n")
    assert " ".join(said(timeline, "side")) == sides


def test_a_cue_takes_the_place_of_one_side_and_not_of_all() -> None:
    text = (
        "## Arms `sides left, right, by turns`\n- Push up. `reps 8`\n  - Half of them. `at 16s`\n"
    )
    assert said(compiled(text), "number", "cue") == snapshot(
        ["left", "right", "left", "right", "Half of them.", "right", "left", "right"]
    )
