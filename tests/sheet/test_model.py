"""What stands on a sheet."""

from dataclasses import asdict, replace

import pytest
from inline_snapshot import snapshot

from coach.languages import load_language
from coach.sheet.model import Sheet, make_sheet
from support import Given, compiled, script

SCRIPT = """---
title: Heel raises
about: For the calves.
tools: [step, rail or bar]
sides: tight, other, tight
breath: 2-3
avoid: [a sore heel]
often: 2-3 per week
---

> Never bounce.

## Raise

- Stand on your {side} foot.
- Up and down. `reps 8-12 tempo 3-0-1-0 as raises, times 2, rest 10s between`
  - Slowly.

## Stretch

> Hold on to something.

- Let your {side} heel sink. `hold 20s in 10-30s`
"""


def describe(text: str, given: Given | None = None, code: str = "en") -> Sheet:
    return make_sheet([script(text)], compiled(text, given), load_language(code))


def test_a_sheet() -> None:
    stated = asdict(replace(describe(SCRIPT), blocks=()))
    del stated["words"], stated["blocks"]
    assert stated == snapshot(
        {
            "title": "Heel raises",
            "language": "en",
            "length": "7:00",
            "about": "For the calves.",
            "tools": ("step", "rail / bar"),
            "avoid": ("a sore heel",),
            "cautions": ("Stop if you feel sharp pain, numbness or tingling.", "Never bounce."),
            "exercises": (
                {
                    "title": "Raise",
                    "sides": "Sides: right, left, right",
                    "steps": ("Stand on your right foot.", "Up and down.", "Slowly."),
                    "cautions": (),
                    "doses": ("raises: 2 × 8–12 times, lower 3 s, lift 1 s",),
                },
                {
                    "title": "Stretch",
                    "sides": "Sides: right, left, right",
                    "steps": ("Let your right heel sink.",),
                    "cautions": ("Hold on to something.",),
                    "doses": ("20 s (10–30 s), 4 breaths",),
                },
            ),
            "often": "2–3 times a week",
            "boxes": (3,),
            "sides": (("right", "right"), ("left", "left")),
        }
    )


def test_doses_as_they_were_adjusted() -> None:
    sheet = describe(SCRIPT, Given(reps="9", hold=("15s",)))
    assert [exercise.doses for exercise in sheet.exercises] == snapshot(
        [("raises: 2 × 9 times, lower 3 s, lift 1 s",), ("15 s, 3 breaths",)]
    )


ROUNDS = """---
title: Circuit
---

## Work `times 2, rest 10s between`

### Squats

- Down and up. `move 20s as squats, times 3, rest 10s between`

### Plank

- Hold. `hold 30s`
"""


def test_a_dose_says_how_many_rounds_there_are() -> None:
    exercises = describe(ROUNDS).exercises
    assert [(each.title, each.doses) for each in exercises] == [
        ("Squats", ("squats: 2 × 3 × 20 s",)),
        ("Plank", ("2 × 30 s, 3 breaths",)),
    ]


def test_the_picture_has_every_action_on_its_lane() -> None:
    sheet = describe(SCRIPT)
    timeline = compiled(SCRIPT)
    actions = [hold for hold in timeline.holds if hold.kind != "rest"]
    assert [(block.lane, block.side) for block in sheet.blocks] == [
        (["Raise", "Stretch"].index(hold.exercise), hold.side) for hold in actions
    ]
    for block, hold in zip(sheet.blocks, actions, strict=True):
        assert block.start * timeline.frames == pytest.approx(hold.at)
        assert block.stop * timeline.frames == pytest.approx(hold.at + hold.frames)
        assert len(block.breaths) == hold.breaths


@pytest.mark.parametrize(
    ("often", "said", "boxes"),
    [
        ("daily", "daily", (1,) * 7),
        ("twice a day", "2 times a day", (2,) * 7),
        ("several times a day", "3+ times a day", (3,) * 7),
        ("2-3 per week", "2–3 times a week", (3,)),
        ("once a week", "once a week", (1,)),
        ("every other day", "4 times a week", (4,)),
        ("when symptoms come", "when symptoms come", (1,) * 7),
        ("nightly, when symptoms come", "daily, when symptoms come", (1,) * 7),
    ],
)
def test_the_boxes_are_those_that_often_asks_for(
    often: str, said: str, boxes: tuple[int, ...]
) -> None:
    sheet = describe(SCRIPT.replace("2-3 per week", often))
    assert (sheet.often, sheet.boxes) == (said, boxes)


def test_what_a_formal_opening_says_of_whom_it_is_not_for_stands_once() -> None:
    formal = SCRIPT.replace("about:", "language: de\naddress: formal\nstop: none\nabout:")
    sheet = describe(formal, code="de")
    assert (sheet.avoid, sheet.cautions) == (("a sore heel",), ("Never bounce.",))
