"""`straight on`: an action begins on the end of the one before, and is announced just before it."""

# ruff: noqa: E501 (what is noted stands as it is shown)

from itertools import pairwise

import pytest
from inline_snapshot import snapshot

from coach.score.splice import lengthen_action, shorten_action
from coach.score.timeline import Timeline
from coach.timing import SECOND
from support import Given, compiled, during, heard, in_chapter, noted, said, visits

LADDER = """---
title: Test
words: {words}
breath: freely
---
## Ladder `times {times}, straight on`
- {{steps}}
- `hold {seconds}s`

### Front plank
- **Forearms down, body long.**

### Left plank
- **Turn onto your left arm.**
"""


def ladder(seconds: int, words: str = "full", times: int = 2) -> str:
    return LADDER.format(seconds=seconds, words=words, times=times)


def gaps(timeline: Timeline) -> list[float]:
    """Return the seconds from each action's end to the start of the next."""
    return [(b.at - a.at - a.frames) / SECOND for a, b in pairwise(timeline.holds)]


def test_on_a_heading_all_its_steps_and_rounds_follow_each_other() -> None:
    timeline = compiled(ladder(20))
    assert gaps(timeline) == [0, 0, 0]
    assert [e.role for e in timeline.events if e.role in ("start", "end")] == [
        *["start"] * 4,
        "end",
    ]
    assert in_chapter(timeline, "Left plank · round 1")[:14] == snapshot(
        [
            "0:00.0 announce: Next:",
            "0:00.8 announce: Left plank, two of two.",
            "0:02.0 instruction: Turn onto your left arm.",
            "0:03.2 length: For twenty seconds.",
            "0:03.9 count",
            "0:04.9 count",
            "0:05.9 count",
            "0:06.9 start",
        ]
    )
    assert [during(timeline, "announce", "instruction", "length", number=n) for n in range(4)] == (
        snapshot(
            [
                [
                    "0:13.1 announce: Next:",
                    "0:13.9 announce: Left plank, two of two.",
                    "0:15.1 instruction: Turn onto your left arm.",
                    "0:16.3 length: For twenty seconds.",
                ],
                [
                    "0:12.6 announce: Last round.",
                    "0:13.5 announce: Next:",
                    "0:14.3 announce: Front plank.",
                    "0:15.2 instruction: Forearms down, body long.",
                    "0:16.3 length: For twenty seconds.",
                ],
                [
                    "0:13.4 announce: Next:",
                    "0:14.2 announce: Left plank.",
                    "0:15.1 instruction: Turn onto your left arm.",
                    "0:16.3 length: For twenty seconds.",
                ],
                [],
            ]
        )
    )


def test_the_first_round_is_settled_for_and_the_last_action_counted_out() -> None:
    timeline = compiled(ladder(20))
    first, last = timeline.holds[0], timeline.holds[-1]
    words = [e for e in timeline.events if e.kind == "speech" and e.at < first.at]
    assert first.at - words[-1].end == 8 * SECOND
    counts = [e.at for e in timeline.events if e.role == "count" and e.at > last.at]
    end = last.at + last.frames
    assert counts == [end - 3 * SECOND, end - 2 * SECOND, end - SECOND]


@pytest.mark.parametrize(
    ("seconds", "round_two"),
    [
        (
            20,
            [
                "Round two.",
                "Next:",
                "Front plank.",
                "Forearms down, body long.",
                "For twenty seconds.",
            ],
        ),
        # 3 s of beeps, 0.6 s of what is kept clear; clips of 0.3, 0.3 and 0.5 s, 0.6 s apart
        (6, ["Round two.", "Front plank.", "Forearms down, body long."]),
        (5, ["Next:", "Front plank."]),  # there is room for it once the words have left
        (4, ["Front plank."]),
    ],
)
def test_what_has_no_room_leaves_in_all_rounds_alike(seconds: int, round_two: list[str]) -> None:
    timeline = compiled(ladder(seconds, times=3))
    hold = timeline.holds[1]
    events = (e for e in timeline.events if hold.at < e.at < hold.at + hold.frames)
    assert [e.text for e in events if e.kind == "speech"] == round_two


def test_the_words_of_the_author_that_were_never_heard_bring_the_usual_joint() -> None:
    timeline = compiled(ladder(4, times=3))
    assert gaps(timeline) == snapshot([12.2, 0.0, 0.0, 0.0, 0.0])
    assert noted(timeline) == snapshot(
        [
            "8 not-straight “Left plank. Turn onto your left arm.” takes 1.5s, and has no room before the end, so the next action does not come straight on."
        ]
    )


def test_a_step_leads_straight_on_in_its_visit_only() -> None:
    text = """
## Hamstring `times 2`
- Stretch. `hold 10s straight on as stretch`
- Press. `hold 10s straight on as press` `times 2`
- Let go. `hold 10s as slack`
"""
    timeline = compiled(text)
    assert gaps(timeline)[:3] == gaps(timeline)[4:] == [0, 0, 0]
    assert gaps(timeline)[3] > 1
    assert during(timeline, "instruction", "length", "set", "count", number=1) == snapshot(
        ["0:06.4 set: Last one.", "0:07.0 count", "0:08.0 count", "0:09.0 count"]
    )
    assert visits(timeline) == ["Hamstring · round 1", "Hamstring · round 2"]


def test_words_for_the_next_action_are_clear_of_cues_and_of_the_coach() -> None:
    text = """
## A `straight on`
- Go. `hold 60s`
  - Spread.
  - Nearly there. `at 53s`
  - Now. `each out`
- Let go of it all, slowly. `reps 5`
  - Up. `at 16s`
- Again. `reps 5`
"""
    timeline = compiled(text)
    assert [during(timeline, number=n) for n in range(3)] == snapshot(
        [
            [
                "0:00.0 breath: Breathe in",
                "0:04.0 cue: Now.",
                "0:14.0 cue: Now.",
                "0:24.0 cue: Now.",
                "0:25.1 cue: Spread.",
                "0:34.0 cue: Now.",
                "0:40.0 signpost: Two more breaths.",
                "0:44.0 cue: Now.",
                "0:53.0 cue: Nearly there.",
                "0:54.0 cue: Now.",
                "1:00.0 number: one",
            ],
            [
                "0:00.0 number: one",
                "0:04.0 number: two",
                "0:08.0 number: three",
                "0:12.0 number: four",
                "0:16.0 cue: Up.",
                "0:20.0 number: one",
            ],
            [
                "0:00.0 number: one",
                "0:04.0 number: two",
                "0:08.0 number: three",
                "0:12.0 number: four",
                "0:16.0 number: last one",
            ],
        ]
    )
    assert during(timeline, "instruction", "length") == snapshot(
        ["0:51.1 instruction: Let go of it all, slowly.", "0:52.4 length: Five times."]
    )


def test_a_rest_a_wait_and_a_change_of_side_bring_the_usual_joint() -> None:
    text = """
## A `sides right, left` `straight on`
- Go. `hold 20s`
- Rest. `rest 5s`
- On. `hold 20s`
"""
    timeline = compiled(text)
    assert all(gap > 0 for gap in gaps(timeline))
    assert noted(timeline) == snapshot(
        ["8 not-straight A change of side follows, so the next action does not come straight on."]
    )


def test_without_words_only_beeps_and_tones_are_heard() -> None:
    timeline = compiled(ladder(15, "none"))
    assert gaps(timeline) == [0, 0, 0]
    assert not [e for e in timeline.events if e.kind == "speech"]
    assert [c.at for c in timeline.chapters[2:]] == [h.at for h in timeline.holds[1:]]


def test_beeps_count_into_the_next_action_once_unless_this_one_is_too_short() -> None:
    for seconds, beeps in ((3, 0), (4, 3), (20, 3)):
        timeline = compiled(ladder(seconds, "none"))
        assert len(during(timeline, "count", number=1)) == beeps
    assert not during(compiled(ladder(20, "none"), Given(count="none")), "count", number=1)


def test_live_longer_and_shorter_move_what_follows() -> None:
    timeline = compiled(ladder(30))
    hold = timeline.holds[0]
    for change, by in ((lengthen_action, 10 * SECOND), (shorten_action, -10 * SECOND)):
        changed = change(timeline, hold, hold.at + SECOND)
        assert changed
        assert gaps(changed) == [0, 0, 0]
        old, new = (
            [(e.role, e.text, e.at) for e in each.events if e.at > hold.at + 12 * SECOND]
            for each in (timeline, changed)
        )
        assert new == [(role, text, at + by) for role, text, at in old]
        assert [c.at for c in changed.chapters[2:]] == [
            chapter.at + by for chapter in timeline.chapters[2:]
        ]
        assert sum(chapter.frames for chapter in changed.chapters) == changed.frames
    assert lengthen_action(timeline, hold, hold.at + hold.frames - 4 * SECOND) is None
    assert shorten_action(timeline, hold, hold.at + hold.frames - 4 * SECOND) is None


def test_the_words_before_the_next_set_are_said_in_the_last_seconds() -> None:
    text = """
## A
- Go. `hold 20s straight on` `times 3`
  - Out. `after each`
  - Under. `before next`
"""
    timeline = compiled(text)
    assert [heard_in(timeline, number) for number in range(3)] == snapshot(
        [
            [
                "0:17.5 breath: and out",
                "0:28.2 instruction: Out.",
                "0:29.0 set: Two of three.",
                "0:30.0 instruction: Under.",
                "0:33.5 breath: Breathe in",
            ],
            [
                "0:37.5 breath: and out",
                "0:48.3 instruction: Out.",
                "0:49.1 set: Last one.",
                "0:50.0 instruction: Under.",
                "0:53.5 breath: Breathe in",
            ],
            ["0:57.5 breath: and out"],
        ]
    )
    assert said(timeline, "set") == ["Two of three.", "Last one."]


def heard_in(timeline: Timeline, number: int) -> list[str]:
    hold = timeline.holds[number]
    end = hold.at + hold.frames
    events = (e for e in timeline.events if hold.at < e.at <= end and e.kind == "speech")
    return heard(events)
