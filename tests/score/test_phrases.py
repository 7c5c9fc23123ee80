"""What the coach itself says."""

import pytest

from coach.score import phrases
from coach.script.model import Unit
from coach.timing import HOUR, MINUTE, SECOND


@pytest.mark.parametrize(
    ("frames", "words"),
    [
        (0, "no time"),
        (SECOND, "one second"),
        (45 * SECOND, "forty-five seconds"),
        (SECOND // 2, "zero point five seconds"),
        (15 * SECOND // 2, "seven point five seconds"),
        (SECOND * 12_345 // 1000, "twelve point three four five seconds"),
        (MINUTE, "one minute"),
        (90 * SECOND, "one minute and thirty seconds"),
        (2 * MINUTE + SECOND, "two minutes and one second"),
        (61 * SECOND + SECOND // 2, "one minute and one point five seconds"),
        (HOUR, "one hour"),
        (HOUR + MINUTE + SECOND, "one hour, one minute and one second"),
    ],
)
def test_a_duration_in_words(frames: int, words: str) -> None:
    assert phrases.duration(frames) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.1, "ten seconds"),
        (14.9, "ten seconds"),
        (15, "twenty seconds"),
        (59, "one minute"),
        (64.9, "one minute"),
        (65, "one minute and ten seconds"),
        (174.9, "two minutes and fifty seconds"),
        (175, "three minutes"),
        (179.9, "three minutes"),
        (180, "three minutes"),
        (194.9, "three minutes"),
        (195, "three and a half minutes"),
        (224.9, "three and a half minutes"),
        (225, "four minutes"),
        (12.5 * 60, "twelve and a half minutes"),
        (3584.9, "fifty-nine and a half minutes"),
        (3585, "one hour"),
        (3615, "one hour and half a minute"),
        (3645, "one hour and one minute"),
        (3675, "one hour and one and a half minutes"),
        (7200, "two hours"),
        (2 * 3600 + 1800, "two hours and thirty minutes"),
        (24 * 3600, "twenty-four hours"),
    ],
)
def test_a_total_is_rounded(seconds: float, words: str) -> None:
    assert phrases.about(round(seconds * SECOND)) == words


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("frames", 45 * SECOND, "For forty-five seconds."),
        ("frames", MINUTE, "For one minute."),
        ("breaths", 4, "Four breaths."),
        ("breaths", 1, "One breath."),
        ("passes", 6, "Six passes."),
        ("passes", 1, "One pass."),
        ("reps", 10, "Ten times."),
        ("reps", 1, "Once."),
        ("reps", 10_000, "Ten thousand times."),
    ],
)
def test_the_length_of_an_action(unit: Unit, value: int, words: str) -> None:
    assert phrases.length(unit, value) == words


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("frames", 45 * SECOND, "forty-five seconds"),
        ("breaths", 4, "four breaths"),
        ("passes", 6, "six passes"),
        ("reps", 10, "ten times"),
    ],
)
def test_the_length_in_a_text(unit: Unit, value: int, words: str) -> None:
    assert phrases.asked(unit, value) == words


def test_announcements() -> None:
    full = phrases.announce("Inner calf", (2, 3), "left", (2, 3))
    assert full == "Inner calf, two of three, left side, round 2 of 3."
    assert phrases.announce("Inner calf", None, None, None) == "Inner calf."
    assert phrases.announce("Ready?", None, None, None) == "Ready?"
    assert phrases.announce("Calf", None, "right", None) == "Calf, right side."
    assert phrases.announce("Calf", (1, 21), None, None) == "Calf, one of twenty-one."
    assert phrases.announce("Calf", None, None, (1, 2)) == "Calf, round 1 of 2."


@pytest.mark.parametrize(
    ("tools", "needed"),
    [
        ([], ""),
        (["foam roller"], " You need a foam roller."),
        (["foam roller", "step"], " You need a foam roller and a step."),
        (["ball", "exercise mat", "dumbbells"], " You need a ball, an exercise mat and dumbbells."),
        (["the wall", "a chair", "2 balls"], " You need the wall, a chair and 2 balls."),
    ],
)
def test_the_title(tools: list[str], needed: str) -> None:
    assert (
        phrases.title("Calf roll", 5 * MINUTE, tools) == f"Calf roll. About five minutes.{needed}"
    )
    assert phrases.title("Ready?", 5 * MINUTE, tools) == f"Ready? About five minutes.{needed}"


def test_who_should_leave_it_out() -> None:
    assert phrases.avoid(["gout"]) == "Leave this out if you have gout."
    assert phrases.avoid(["a recent calf injury", "blood clots", "gout"]) == (
        "Leave this out if you have a recent calf injury, blood clots or gout."
    )


def test_what_comes_next() -> None:
    assert phrases.what_next(None, "quad-roll") == "Next comes quad roll."
    assert phrases.what_next(5 * MINUTE, "quad-roll") == (
        "Once you reach five minutes in a session, go on to quad roll."
    )


def test_the_words_that_are_fixed() -> None:
    assert phrases.STOP == "Stop if you feel sharp pain, numbness or tingling."
    assert phrases.change("left") == "Now your left side."
    assert phrases.NEXT_SPOT == "Find the next tender spot."
    assert phrases.WELL_DONE == "That's it. Well done."
    assert (phrases.BREATHE_IN, phrases.AND_OUT) == ("Breathe in", "and out")
    assert phrases.LAST_ONE == "last one"
    assert phrases.INTRODUCTION == "Introduction"
