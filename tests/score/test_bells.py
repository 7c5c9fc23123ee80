"""Bells: exactly at the moment of a cue, before its words or without any."""

import pytest

from coach.score.splice import lengthen_action, shorten_action
from coach.timing import SECOND
from support import Given, compiled, during, noted

SIT = """
## Sit `breathe {breath}`
- Sit. `hold {seconds}s`
  - {cue}
"""


def sit(cue: str, seconds: int = 40, breath: str = "4-6") -> str:
    return SIT.format(cue=cue, seconds=seconds, breath=breath)


@pytest.mark.parametrize(
    ("cue", "heard"),
    [
        ("`bell at 5s`", ["0:05.0 bell"]),
        ("`bell`", ["0:20.0 bell"]),
        ("`bell at half`", ["0:20.0 bell"]),
        ("`bell, at 10s left`", ["0:30.0 bell"]),
        ("Again. `bell at 5s`", ["0:05.0 bell", "0:06.0 cue: Again."]),
        ("Again. `at out 2` `bell`", ["0:14.0 bell", "0:15.0 cue: Again."]),
        ("`bell each in`", [f"0:{second:02}.0 bell" for second in (0, 10, 20, 30)]),
        ("Out. `bell last out`", ["0:34.0 bell", "0:35.0 cue: Out."]),
        ("`bell at 39s`", ["0:39.0 bell"]),
    ],
)
def test_a_bell_is_exactly_at_its_moment_and_words_follow(cue: str, heard: list[str]) -> None:
    timeline = compiled(sit(cue))
    assert during(timeline, "bell", "cue") == heard
    assert noted(timeline) == []


def test_a_bell_sounds_where_its_words_have_no_room_and_in_a_rest() -> None:
    timeline = compiled(sit("One two three four five six seven. `bell at 39s`"))
    assert during(timeline, "bell", "cue") == ["0:39.0 bell"]
    assert [note.split()[1] for note in noted(timeline)] == ["cue-dropped"]
    resting = compiled("## A\n- B. `rest 10s`\n  - Now. `bell at 2s`\n")
    assert during(resting, "bell", "cue") == ["0:02.0 bell", "0:03.0 cue: Now."]


def test_bells_stay_without_words_and_without_the_tones_of_the_coach() -> None:
    text = sit("Again. `bell at 5s`")
    assert during(compiled(text, Given(words="none")), "bell", "cue") == ["0:05.0 bell"]
    assert during(compiled(text, Given(mute=("tones",))), "bell", "cue") == [
        "0:05.0 bell",
        "0:06.0 cue: Again.",
    ]


def test_live_a_bell_from_the_end_moves_with_it_and_one_after_the_end_leaves() -> None:
    text = sit("`bell at 35s`\n  - `bell at 10s left`", breath="freely")
    timeline = compiled(text)
    hold = timeline.holds[0]
    for change, expected in (
        (lengthen_action, ["0:35.0 bell", "0:40.0 bell"]),
        (shorten_action, ["0:20.0 bell"]),
    ):
        changed = change(timeline, hold, hold.at + SECOND)
        assert changed
        assert during(changed, "bell") == expected
