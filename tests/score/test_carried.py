"""Each shipped routine carries what its article asks, at every words level and on both sides."""

import re
from collections import Counter
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from coach.score.timeline import Timeline
from coach.timing import SECOND
from support import Given, compiled, lengths

SCRIPTS = Path(__file__).parents[2] / "scripts"

CARRIED: dict[str, tuple[tuple[Given, str], ...]] = {
    "calf-roll": (
        (Given(), "Centre, one of three"),
        (Given(), "Inner calf, two of three"),
        (Given(), "Outer calf, three of three"),
        (Given(), r"Sit with the roller under your right calf, just below its thickest part, legs"),
        (Given(), "hands by your hips, fingers pointing away"),
        (Given(), "Rest your left leg on the floor"),
        (Given(with_="firmer"), "Cross your left leg over your right leg"),
        (Given(), "toes up, ankle loose"),
        (Given(), "foot in a little, ankle loose"),
        (Given(), "foot out a little, ankle loose"),
        (Given(), "lift your hips and roll slowly up, to just below the knee"),
        (Given(), "chest up, and your shoulders down and back"),
        (Given(), r"most tender spot\. Breathe deeply"),
        (Given(), "Roll slowly back down"),
        (Given(), "Lower your hips"),
        (Given(), "Now your left side"),
    ),
    "step-calf-stretch": (
        (Given(), "Hold on to something firm"),
        (Given(), r"Never bounce\. Just breathe"),
        (Given(), "heels at the edge"),
        (Given(), "Slide your right foot back, until two thirds of it are off the step"),
        (
            Given(),
            "As you breathe out, bend your left knee, and push your right heel down, lightly",
        ),
        (Given(), "Keep that leg straight"),
        (Given(), "just below the knee"),
        (Given(), "As you breathe out, bend both knees"),
        (Given(), "deeper, lower down"),
        (Given(), "more pressure on the front of your ankle"),
        (Given(), "A little more"),
        (Given(), "Let the pressure off slowly"),
        (Given(tight="left"), "Slide your left foot back, until two thirds"),
    ),
    "hamstring-release": (
        (Given(), "your right leg straight, and the roller under the thigh"),
        (Given(), "Fold your left leg behind you"),
        (Given(), "Hold both ends of the roller"),
        (Given(), "from the top of your thigh to just above the knee"),
        (Given(), r"Moderate pressure\. Breathe slowly"),
        (Given(with_="stiff"), "Lay the roller across a bench"),
        (Given(), "Rest the back of your left thigh on the bar"),
        (Given(), "Sink down slowly"),
        (Given(), "point that is most sore"),
        (Given(), "Bend and straighten your left knee"),
        (Given(), "Roll up and down over the ball"),
        (Given(with_="bend"), "Stay on one point. Bend and straighten your right knee"),
    ),
    "lower-body-release": (
        (Given(), r"Go slowly\. Let the pressure sink in"),
        (Given(), "Train your strength as well"),
        (Given(), "Put the ball between the wall and the front of your right thigh"),
        (Given(with_="floor"), "Lie face down"),
        (Given(with_=("foam roller",)), "Put the foam roller between the wall"),
        (Given(), "Never roll straight over the side of the thigh"),
        (Given(), "two o'clock"),
        (Given(), "four o'clock"),
        (Given(), "ten o'clock"),
        (Given(), "eight o'clock"),
        (Given(), r"most tender spot\. Press until it softens"),
        (Given(), "behind your right thigh"),
        (Given(), "against the wall with your right calf"),
        (Given(), "right hip to the wall.*height of your belt"),
        (Given(), "side of the hip to the back"),
        (Given(), "You have reached five minutes"),
    ),
    "donkey-calf-raise": (
        (Given(), "Keep your back straight. Rounding or arching it can injure it"),
        (Given(), "Never bounce at the bottom. It can injure your calves"),
        (Given(), "Follow the falling tone down, never faster"),
        (Given(), "Hold the rail at waist height"),
        (Given(), "Bend your hips to a right angle"),
        (Given(), "get your hips under the pad"),
        (Given(with_="partner"), "Let your partner sit on your hips and lower back"),
        (Given(with_="machine"), "balls of your feet on the edge of the machine"),
        (Given(), "Straighten your legs, with your knees soft"),
        (Given(), "Only your ankles will move"),
        (Given(), "comfortable stretch, then squeeze your calves to rise"),
        (Given(), "Turn your toes in"),
        (Given(), "Turn your toes out"),
    ),
    "all-over-roll": (
        (Given(), "Keep off your joints, your lower back and the outside of your thighs"),
        (Given(), r"Calves, one of six(.|\n)*Back of the thighs(.|\n)*Buttocks(.|\n)*Front of the"),
        (Given(), r"Sides of the back, five of six(.|\n)*Upper back"),
        (Given(), "Roll slowly, a few passes for each third. Begin at the bottom"),
        (Given(), r"Now the middle\.\nNow the top\.\nNow the whole length"),
        (Given(times="3"), r"Rest\.\nTwo of three"),
    ),
    "tabata": (
        (Given(), "Warm up first"),
        (Given(), "Stop if your chest hurts"),
        (Given(), "Rest whenever you have to"),
        (Given(), "Four moves, twice through"),
        (Given(), r"Push-ups(.|\n)*Squats(.|\n)*Walk-outs(.|\n)*Jumping jacks(.|\n)*Last round"),
        (Given(), "walk your hands out until your body is a straight plank"),
    ),
    "knee-strength": (
        (Given(), "no pain in the knee. If you do, stop, and ask your doctor"),
        (Given(), "Warm up first: walk or cycle gently"),
        (Given(), "draw the heel gently to your buttock"),
        (Given(), "Keep your back straight. Do not twist it"),
        (Given(), r"Half squats(.|\n)*Ten times(.|\n)*Two of three(.|\n)*Last set"),
        (Given(), "hold, and push up through your heels"),
        (Given(), "Lift your right heel towards your buttock, as far as it does not hurt"),
        (Given(), "Keep your knees close together"),
        (Given(), "Tighten your right thigh. Lift that leg a hand's length off the floor"),
        (Given(), "Neck and shoulders loose"),
        (Given(), "Last stretch, five of five"),
    ),
    "respiration-carree": (
        (Given(), "hypertension non contrôlée"),
        (Given(), "dos droit, ou allonge-toi"),
        (Given(), "Inspire par le nez, le ventre se gonfle. Souffle par la bouche"),
        (Given(), "retiens ton souffle sans forcer"),
        (Given(), r"Inspire\ndeux\ntrois\nquatre\nretiens\ndeux\ntrois\nquatre\net expire\ndeux"),
        (Given(), "Laisse ton souffle reprendre son rythme"),
    ),
    "sun-salutation": (
        (Given(), "high blood pressure or a shoulder, wrist or lower back problem"),
        (Given(), "Reach your arms up, palms together"),
        (Given(), "Step back to a plank, and lower yourself"),
        (Given(), r"In, arms up\.\nOut, fold\.\nIn, flat back\.\nOut, step back and lower"),
        (
            Given(),
            r"In, upward dog\.\nOut, downward dog\.\nThree breaths here\.\nLook at your hands",
        ),
        (Given(), r"In, step forward\.\nOut, fold\.\nIn, arms up\.\n(Round two\.\n)?Out, hands to"),
        (Given(times="5"), "Round four"),
    ),
}

DOSES = {
    "all-over-roll": snapshot(
        {
            "rest 4s": 2,
            "Calves 30s": 2,
            "rest 5s": 3,
            "Back of the thighs 30s": 2,
            "rest 6s": 6,
            "Buttocks 30s": 2,
            "Front of the thighs 30s": 2,
            "Sides of the back 30s": 2,
            "Upper back 30s": 1,
        }
    ),
    "tabata": snapshot(
        {
            "rest 3s": 1,
            "push-ups 20s": 2,
            "rest 10s": 7,
            "squats 20s": 2,
            "walk-outs 20s": 2,
            "jacks 20s": 2,
        }
    ),
    "knee-strength": snapshot(
        {
            "rest 2s": 4,
            "rest 3s": 4,
            "stretch 30s in 3": 8,
            "rest 10s": 4,
            "squats 1min 20s": 3,
            "rest 15s": 10,
            "curls 1min 20s": 6,
            "rest 6s": 2,
            "raises 1min 20s": 6,
            "rest 5s": 1,
        }
    ),
    "respiration-carree": snapshot({"rest 4s": 1, "souffle 3min 12s in 12": 1}),
    "sun-salutation": snapshot(
        {"rest 3s": 2, "rest 4s": 4, "rest 5s": 1, "rest 6s": 1, "flow 1min 4s in 8": 3}
    ),
}
"""How often a routine has each action, with its length and its breaths."""


def heard(name: str, given: Given) -> Timeline:
    return compiled(SCRIPTS.joinpath(f"{name}.md").read_text("utf-8"), given)


def words(timeline: Timeline) -> str:
    return "\n".join(event.text or "" for event in timeline.events if event.kind == "speech")


@pytest.mark.parametrize("level", ["full", "brief"])
@pytest.mark.parametrize("name", CARRIED)
def test_a_routine_says_all_that_its_article_asks(name: str, level: str) -> None:
    for given, wanted in CARRIED[name]:
        assert re.search(wanted, words(heard(name, Given({**given, "words": level})))), wanted


@pytest.mark.parametrize("name", DOSES)
def test_a_routine_has_the_doses_of_its_article(name: str) -> None:
    assert dict(Counter(lengths(heard(name, Given())))) == DOSES[name]


@pytest.mark.parametrize(
    "name", ["calf-roll", "lower-body-release", "hamstring-release", "step-calf-stretch"]
)
def test_the_other_side_is_told_in_fewer_words(name: str) -> None:
    def count(level: str) -> int:
        timeline = heard(name, Given(words=level))
        start = next(e.at for e in timeline.events if e.text and e.text.startswith("Now your"))
        later = (e for e in timeline.events if e.at >= start and e.kind == "speech")
        return sum(len((e.text or "").split()) for e in later)

    assert count("brief") <= 0.9 * count("full")


def test_whoever_lies_down_has_time_to_move_the_roller() -> None:
    timeline = heard("calf-roll", Given())
    placed = [e for e in timeline.events if e.text and "roller under your" in e.text]
    following = [min(x.at for x in timeline.events if x.at >= e.end) - e.end for e in placed]
    assert len(placed) == 2
    assert min(following) >= 3 * SECOND
