"""What the author says in place of the coach, or leaves out: `stop`, `end` and `mute`."""

from collections.abc import Sequence

import pytest

from coach.score.timeline import Timeline
from support import Given, arranged_together, compiled, said

SIT = """---
title: {title}
avoid: [vertigo]
{keys}
---
> Sit well.

## Sit
- Sit. `hold 60s, breathe freely`
"""


def opened(timeline: Timeline) -> list[str]:
    """Return the words of the opening but the first, and those of the close."""
    return said(timeline, "caution", "finish")


@pytest.mark.parametrize(
    ("keys", "given", "heard"),
    [
        (
            "stop: Stop when you feel faint",
            Given(),
            [
                "Stop when you feel faint.",
                "Skip this if you have vertigo.",
                "Sit well.",
                "That's it. Well done.",
            ],
        ),
        (
            "stop: none\nend: Let your breath go.",
            Given(),
            ["Skip this if you have vertigo.", "Sit well.", "Let your breath go."],
        ),
        (
            "end: none\nthen: walk",
            Given(words="brief"),
            [
                "Stop if you feel sharp pain, numbness or tingling.",
                "Skip this if you have vertigo.",
                "Sit well.",
                "Next: walk.",
            ],
        ),
        ("stop: Mind!\nend: Bye!", Given(words="least"), ["Mind!", "Bye!"]),
        ("stop: none\nend: none", Given(words="least"), []),
        ("stop: Mind!\nend: Bye!", Given(words="none"), []),
    ],
)
def test_own_words_stand_for_those_of_the_coach(
    keys: str, given: Given, heard: Sequence[str]
) -> None:
    assert opened(compiled(SIT.format(title="Sit", keys=keys), given)) == heard


def test_in_one_track_each_routine_keeps_its_own_words_and_the_last_one_closes() -> None:
    keys = ("stop: none\nend: First.", "", "stop: Mind!\nend: Second.", "stop: Mind!\nend: Third.")
    routines = [SIT.format(title=f"Sit {n}", keys=each) for n, each in enumerate(keys)]
    timeline = arranged_together(routines)
    assert said(timeline, "announce", "caution", "finish") == [
        "Skip this if you have vertigo.",
        "Sit well.",
        "Sit.",
        "Next: Sit 1.",
        "Stop if you feel sharp pain, numbness or tingling.",
        "Sit well.",
        "Sit.",
        "Next: Sit 2.",
        "Mind!",
        "Sit well.",
        "Sit.",
        "Next: Sit 3.",
        "Sit well.",
        "Sit.",
        "Third.",
    ]


def test_what_the_author_mutes_is_left_out_of_that_routine_only() -> None:
    quiet = SIT.format(title="Quiet", keys="mute: [lengths, signposts, tones]")
    usual = SIT.format(title="Usual", keys="")
    roles = ("length", "signpost", "start", "end", "finish")
    heard = {"length": 1, "signpost": 2, "start": 1, "end": 1}
    for routines, finish in (([quiet, usual], 3), ([usual, quiet], 0)):
        events = arranged_together(routines).events
        found = {role: [e for e in events if e.role == role] for role in roles}
        assert {role: len(found[role]) for role in heard} == heard
        assert len([e for e in found["finish"] if e.kind == "tone"]) == finish


def test_the_listener_mutes_more_than_the_author() -> None:
    text = SIT.format(title="Quiet", keys="mute: lengths")
    assert said(compiled(text, Given(mute=("signposts",))), "length", "signpost") == []
    assert said(compiled(text), "signpost") == ["Half way.", "Ten seconds."]
