"""What is heard, in order, and exactly when: scripts, and all that comes of them."""

from collections.abc import Sequence

import pytest
from inline_snapshot import snapshot

from coach.languages import load_language
from coach.score.arrange import arrange_timeline
from coach.score.timeline import Event, Timeline
from coach.timing import SECOND, round_half_up, write_clock, write_duration
from support import (
    Given,
    compiled,
    during,
    frames_of,
    heard,
    in_chapter,
    lengths,
    said,
    sheet,
    visits,
)


def gaps(timeline: Timeline) -> list[str]:
    """Write how long it is silent before each start tone."""
    found = []
    for event in timeline.events:
        if event.role == "start":
            before = max(e.end for e in timeline.events if e.at < event.at and e.role != "count")
            found.append(write_duration(event.at - before))
    return found


def test_a_small_routine_from_the_opening_to_the_close() -> None:
    timeline = compiled("""---
title: Calf roll
tools: [foam roller, step]
avoid: [recent calf injury, blood clots]
---

> Keep your chest up.
>
> Look straight ahead.

## Calf

> Stay off the bone.

- Sit down.
- Lift your hips. `hold 10s`
""")
    assert heard(timeline.events) == snapshot(
        [
            "0:00.5 title: Calf roll. About forty seconds. You need a foam roller and a step.",
            "0:02.5 caution: Stop if you feel sharp pain, numbness or tingling.",
            "0:04.1 caution: Skip this if you have recent calf injury or blood clots.",
            "0:05.9 caution: Keep your chest up.",
            "0:07.0 caution: Look straight ahead.",
            "0:08.0 announce: Calf.",
            "0:08.8 caution: Stay off the bone.",
            "0:09.9 instruction: Sit down.",
            "0:10.8 instruction: Lift your hips.",
            "0:11.8 length: For ten seconds.",
            "0:17.2 count",
            "0:18.2 count",
            "0:19.2 count",
            "0:20.2 start",
            "0:20.2 in",
            "0:20.2 breath: Breathe in",
            "0:24.2 out",
            "0:24.2 breath: and out",
            "0:27.2 count",
            "0:28.2 count",
            "0:29.2 count",
            "0:30.2 end",
            "0:31.6 finish",
            "0:32.2 finish",
            "0:32.8 finish",
            "0:33.6 finish: That's it. Well done.",
        ]
    )
    assert write_clock(timeline.frames) == snapshot("0:35.1")
    assert [(write_clock(c.at), write_clock(c.frames), c.title) for c in timeline.chapters] == (
        snapshot([("0:00.0", "0:08.0", "Introduction"), ("0:08.0", "0:27.1", "Calf")])
    )
    assert lengths(timeline) == ["Calf 10s in 1"]


def test_a_visit_is_announced_with_its_place_and_side_and_later_rounds_by_their_number() -> None:
    timeline = compiled("""---
title: Test
sides: right, left
---
## Outer calf
- Stop. `hold 5s`
## Inner calf `sides right, left` `times 3`
- Stop. `hold 5s`
## Breathing `sides none`
- Stop. `hold 5s`
""")
    assert said(timeline, "announce") == snapshot(
        [
            "Outer calf, one of three, right side.",
            "Outer calf.",
            "Inner calf, two of three, right side.",
            "Inner calf.",
            "Round two.",
            "Inner calf.",
            "Last round.",
            "Inner calf.",
            "Breathing, three of three.",
        ]
    )
    assert visits(timeline) == snapshot(
        [
            "Outer calf · right",
            "Outer calf · left",
            "Inner calf · right · round 1",
            "Inner calf · left · round 1",
            "Inner calf · right · round 2",
            "Inner calf · left · round 2",
            "Inner calf · right · round 3",
            "Inner calf · left · round 3",
            "Breathing",
        ]
    )


def test_one_exercise_in_one_round_is_announced_by_its_heading_alone() -> None:
    assert said(compiled("## Calf.\n- Stop. `hold 5s`\n"), "announce") == ["Calf."]


def test_the_exercises_of_a_group_are_counted_in_it_and_others_without_it() -> None:
    timeline = compiled("""
## Warm up
- Walk. `move 10s`
## Circuit `times 3`
### Raises
- Rise. `reps 3`
### Breathing
- Breathe. `hold 10s`
## Walk
- Walk. `move 10s`
""")
    assert said(timeline, "announce") == snapshot(
        [
            "Warm up, one of two.",
            "Circuit.",
            "Raises, one of two.",
            "Breathing, two of two.",
            "Round two.",
            "Raises.",
            "Breathing.",
            "Last round.",
            "Raises.",
            "Breathing.",
            "Walk, two of two.",
        ]
    )


def test_a_caution_is_spoken_before_the_first_visit_only() -> None:
    timeline = compiled("""
## Legs `sides right, left`
> Go slowly.
### Calf
> Stay off the bone of your {side} leg.
>
> Keep your heel down.
- Stop. `hold 5s`
### Thigh
- Stop. `hold 5s`
""")
    assert said(timeline, "announce", "caution") == snapshot(
        [
            "Stop if you feel sharp pain, numbness or tingling.",
            "Calf, one of two, right side.",
            "Go slowly.",
            "Stay off the bone of your right leg.",
            "Keep your heel down.",
            "Thigh, two of two, right side.",
            "Calf.",
            "Thigh, left side.",
        ]
    )


def test_clips_of_speech_are_six_tenths_apart_and_so_is_speech_after_an_action() -> None:
    timeline = compiled("""
## Calf
- One.
- Two three.
- Four. `hold 5s, settle 0s, count none`
- Five. `move 5s, settle 0s, count none`
""")
    assert in_chapter(timeline, "Calf") == snapshot(
        [
            "0:00.0 announce: Calf.",
            "0:00.8 instruction: One.",
            "0:01.6 instruction: Two three.",
            "0:02.5 instruction: Four.",
            "0:03.3 length: For five seconds.",
            "0:03.7 start",
            "0:03.7 in",
            "0:05.7 out",
            "0:05.7 breath: and out",
            "0:08.7 end",
            "0:10.1 instruction: Five.",
            "0:10.9 length: For five seconds.",
            "0:11.3 start",
            "0:16.3 end",
            "0:17.7 finish",
            "0:18.3 finish",
            "0:18.9 finish",
            "0:19.7 finish: That's it. Well done.",
        ]
    )
    ends = [e.end for e in timeline.events if e.role == "end"]
    onsets = [e.at for e in timeline.events]
    assert all(end + 6 * SECOND // 10 in onsets for end in ends)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [(Given(), "4s"), (Given(pace="slow"), "6s"), (Given(pace="quick"), "2.667s")],
)
def test_there_is_time_to_do_what_a_last_step_says(given: Given, wanted: str) -> None:
    timeline = compiled("## A\n- Roll. `roll 5s`\n- Sit.\n## B\n- Lie down.\n", given)
    sit, lie = (e.end for e in timeline.events if e.text in ("Sit.", "Lie down."))
    finish = next(e.at for e in timeline.events if e.role == "finish")
    assert [write_duration(timeline.chapters[2].at - sit), write_duration(finish - lie)] == [
        wanted
    ] * 2


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (Given(), ["6s", "3.5s", "12s", "3.5s"]),  # 2 s of the settling are the rest before
        (Given(settle="5s"), ["3.5s", "3.5s", "12s", "3.5s"]),
        (Given(settle="1s"), ["3.5s", "3.5s", "12s", "3.5s"]),  # a count-in takes 3.5 s
        (Given(settle="1s", count="in"), ["3.5s", "3.5s", "12s", "3.5s"]),
        (Given(settle="1s", count="none"), ["1s", "3.5s", "12s", "1s"]),
        (Given(settle="0s", count="none"), ["0s", "3.5s", "12s", "1s"]),
        (Given(pace="slow"), ["10s", "5.25s", "18s", "3.5s"]),
        (Given(pace="quick"), ["3.5s", "3.5s", "8s", "3.5s"]),
        (Given(pace="quick", count="none"), ["3.333s", "2.333s", "8s", "0.667s"]),
    ],
)
def test_the_first_gap_is_settle_and_later_ones_are_short(given: Given, wanted: list[str]) -> None:
    timeline = compiled(
        """
## Calf
- Sit.
- Stop. `rest 2s`
- Stop. `hold 5s`
- Stop. `roll 5s`
- Stop. `move 5s, settle 12s`
- Stop. `move 5s, settle 1s`
""",
        given,
    )
    assert gaps(timeline) == wanted


def test_each_visit_settles_anew_and_a_headings_settle_is_for_its_first_gap() -> None:
    timeline = compiled("""---
title: Test
settle: 6s
---
## Calf `sides right, left`
- Stop. `hold 5s`
- Stop. `hold 5s`
## Thigh `settle 20s`
- Stop. `hold 5s`
- Stop. `hold 5s`
## Legs `settle 15s`
### Shin
- Stop. `hold 5s`
### Foot `settle 4s`
- Stop. `hold 5s`
### Toes `settle 4s`
- Stop. `hold 5s, settle 10s`
""")
    assert gaps(timeline) == [
        *("6s", "3.5s", "6s", "3.5s"),
        *("20s", "3.5s"),
        *("15s", "4s", "10s"),
    ]


def test_rest_and_wait_are_bare_silence_from_the_end_of_the_text() -> None:
    timeline = compiled("""
## Calf
- Sit. `rest 4s`
- Lie. `wait 3s`
- Stop. `hold 5s`
- `rest 2s`
- Sit.
""")
    assert in_chapter(timeline, "Calf") == snapshot(
        [
            "0:00.0 announce: Calf.",
            "0:00.8 instruction: Sit.",
            "0:05.0 instruction: Lie.",
            "0:08.2 instruction: Stop.",
            "0:09.0 length: For five seconds.",
            "0:09.9 count",
            "0:10.9 count",
            "0:11.9 count",
            "0:12.9 start",
            "0:12.9 in",
            "0:12.9 breath: Breathe in",
            "0:14.9 out",
            "0:14.9 breath: and out",
            "0:17.9 end",
            "0:20.7 instruction: Sit.",
            "0:24.9 finish",
            "0:25.5 finish",
            "0:26.1 finish",
            "0:26.9 finish: That's it. Well done.",
        ]
    )
    assert lengths(timeline) == ["rest 4s", "wait 3s", "Calf 5s in 1", "rest 2s"]


def test_a_step_without_action_at_the_end_of_a_visit_has_four_seconds() -> None:
    timeline = compiled("""
## Calf `sides right, left`
- Sit.
- Lower your hips.
## Thigh `sides right, left`
- Lie.
- Stop. `if right`
""")
    assert in_chapter(timeline, "Calf · right") == snapshot(
        [
            "0:00.0 announce: Calf, one of two, right side.",
            "0:01.3 instruction: Sit.",
            "0:02.1 instruction: Lower your hips.",
        ]
    )
    assert in_chapter(timeline, "Calf · left") == snapshot(
        [
            "0:00.0 side",
            "0:00.4 side",
            "0:01.0 side: Now your left side.",
            "0:02.1 announce: Calf.",
            "0:02.9 instruction: Sit.",
            "0:03.7 instruction: Lower your hips.",
        ]
    )
    assert in_chapter(timeline, "Thigh · right") == snapshot(
        [
            "0:00.0 announce: Thigh, two of two, right side.",
            "0:01.3 instruction: Lie.",
            "0:02.1 instruction: Stop.",
        ]
    )
    assert in_chapter(timeline, "Thigh · left") == snapshot(
        [
            "0:00.0 side",
            "0:00.4 side",
            "0:01.0 side: Now your left side.",
            "0:02.1 announce: Thigh.",
            "0:02.9 instruction: Lie.",
            "0:07.1 finish",
            "0:07.7 finish",
            "0:08.3 finish",
            "0:09.1 finish: That's it. Well done.",
        ]
    )


def test_a_change_of_side_is_two_tones_words_and_time() -> None:
    timeline = compiled("""---
title: Test
sides: right, left
switch: 10s
---
## Calf
- Stop. `hold 5s`
""")
    assert in_chapter(timeline, "Calf · right") == snapshot(
        [
            "0:00.0 announce: Calf, right side.",
            "0:01.0 instruction: Stop.",
            "0:01.8 length: For five seconds.",
            "0:07.2 count",
            "0:08.2 count",
            "0:09.2 count",
            "0:10.2 start",
            "0:10.2 in",
            "0:10.2 breath: Breathe in",
            "0:12.2 out",
            "0:12.2 breath: and out",
            "0:15.2 end",
        ]
    )
    assert in_chapter(timeline, "Calf · left") == snapshot(
        [
            "0:00.0 side",
            "0:00.4 side",
            "0:01.0 side: Now your left side.",
            "0:02.1 announce: Calf.",
            "0:02.9 instruction: Stop.",
            "0:03.7 length: For five seconds.",
            "0:09.1 count",
            "0:10.1 count",
            "0:11.1 count",
            "0:12.1 start",
            "0:12.1 in",
            "0:12.1 breath: Breathe in",
            "0:14.1 out",
            "0:14.1 breath: and out",
            "0:17.1 end",
            "0:18.5 finish",
            "0:19.1 finish",
            "0:19.7 finish",
            "0:20.5 finish: That's it. Well done.",
        ]
    )
    tones = [e for e in timeline.events if e.role == "side" and e.kind == "tone"]
    assert [tone.note for tone in tones] == [0, 1]
    assert timeline.chapters[2].at == tones[0].at


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        (Given(), "8s"),
        (Given(switch="12s"), "12s"),
        (Given(switch="12s", pace="slow"), "18s"),
        (Given(switch="0s"), "6.6s"),  # four clips, 0.6 s before each, 1.0 s in all, and 4 s
        (Given(pace="quick"), "6.1s"),  # more than 2/3 of 8 s; the gap is 3.5 s
    ],
)
def test_from_the_words_to_the_action_there_is_time_to_change_sides(
    given: Given, seconds: str
) -> None:
    timeline = compiled("## Calf `sides right, left`\n- Stop. `hold 5s, settle 4s`\n", given)
    words = next(e for e in timeline.events if e.role == "side" and e.kind == "speech")
    assert write_duration(timeline.holds[1].at - words.end) == seconds


def test_a_change_of_side_is_announced_only_inside_an_exercise_or_a_run() -> None:
    timeline = compiled("""
## Breathing
- Stop. `hold 5s`
## Calf `sides right`
- Stop. `hold 5s`
## Breathing again
- Stop. `hold 5s`
## Thigh `sides right, left`
- Stop. `hold 5s`
## Rest
- Stop. `hold 5s`
## Shin `sides right`
- Stop. `hold 5s`
""")
    assert said(timeline, "side", "announce") == snapshot(
        [
            "Breathing, one of six.",
            "Calf, two of six, right side.",
            "Breathing again, three of six.",
            "Thigh, four of six, right side.",
            "Now your left side.",
            "Thigh.",
            "Rest, five of six.",
            "Shin, six of six, right side.",
        ]
    )


def test_tender_spots_repeat_the_hold_in_full() -> None:
    timeline = compiled("""
## Calf
- Stop on the most tender spot. `hold 8s as tender, spots 3`
- Sit.
""")
    assert in_chapter(timeline, "Calf") == snapshot(
        [
            "0:00.0 announce: Calf.",
            "0:00.8 instruction: Stop on the most tender spot.",
            "0:02.1 length: For eight seconds.",
            "0:07.5 count",
            "0:08.5 count",
            "0:09.5 count",
            "0:10.5 start",
            "0:10.5 in",
            "0:10.5 breath: Breathe in",
            "0:13.7 out",
            "0:13.7 breath: and out",
            "0:15.5 count",
            "0:16.5 count",
            "0:17.5 count",
            "0:18.5 end",
            "0:19.9 instruction: Find the next tender spot.",
            "0:22.5 count",
            "0:23.5 count",
            "0:24.5 count",
            "0:25.5 start",
            "0:25.5 in",
            "0:25.5 breath: Breathe in",
            "0:28.7 out",
            "0:28.7 breath: and out",
            "0:30.5 count",
            "0:31.5 count",
            "0:32.5 count",
            "0:33.5 end",
            "0:34.9 instruction: Find the next tender spot.",
            "0:37.5 count",
            "0:38.5 count",
            "0:39.5 count",
            "0:40.5 start",
            "0:40.5 in",
            "0:40.5 breath: Breathe in",
            "0:43.7 out",
            "0:43.7 breath: and out",
            "0:45.5 count",
            "0:46.5 count",
            "0:47.5 count",
            "0:48.5 end",
            "0:49.9 instruction: Sit.",
            "0:54.1 finish",
            "0:54.7 finish",
            "0:55.3 finish",
            "0:56.1 finish: That's it. Well done.",
        ]
    )
    assert lengths(timeline) == ["tender 8s in 1"] * 3


def test_five_seconds_to_find_a_spot_hold_the_count_in() -> None:
    timeline = compiled("## Calf\n- Stop. `hold 5s, spots 2, settle 20s`\n")
    assert gaps(timeline) == ["20s", "5s"]


def test_sets_repeat_the_action_and_rest_between() -> None:
    timeline = compiled("""
## Raises
- Rise onto your toes. `reps 2, times 3, rest 10s between`
- Sit.
""")
    assert in_chapter(timeline, "Raises") == snapshot(
        [
            "0:00.0 announce: Raises.",
            "0:00.8 instruction: Rise onto your toes.",
            "0:01.9 length: Twice.",
            "0:07.1 count",
            "0:08.1 count",
            "0:09.1 count",
            "0:10.1 start",
            "0:10.1 tempo",
            "0:10.1 number: one",
            "0:12.1 tempo",
            "0:14.1 tempo",
            "0:14.1 number: last one",
            "0:16.1 tempo",
            "0:18.1 end",
            "0:19.5 set: Rest.",
            "0:24.2 set: Two of three.",
            "0:25.1 count",
            "0:26.1 count",
            "0:27.1 count",
            "0:28.1 start",
            "0:28.1 tempo",
            "0:28.1 number: one",
            "0:30.1 tempo",
            "0:32.1 tempo",
            "0:32.1 number: last one",
            "0:34.1 tempo",
            "0:36.1 end",
            "0:37.5 set: Rest.",
            "0:42.3 set: Last set.",
            "0:43.1 count",
            "0:44.1 count",
            "0:45.1 count",
            "0:46.1 start",
            "0:46.1 tempo",
            "0:46.1 number: one",
            "0:48.1 tempo",
            "0:50.1 tempo",
            "0:50.1 number: last one",
            "0:52.1 tempo",
            "0:54.1 end",
            "0:55.5 instruction: Sit.",
            "0:59.7 finish",
            "1:00.3 finish",
            "1:00.9 finish",
            "1:01.7 finish: That's it. Well done.",
        ]
    )
    assert lengths(timeline) == [
        *("Raises 8s", "rest 10s", "Raises 8s", "rest 10s", "Raises 8s"),
    ]


def test_sets_without_rest_are_later_actions() -> None:
    plain = "## Raises\n- Rise. `reps 2, times 3`\n"
    assert gaps(compiled(plain)) == ["8s", "3.5s", "3.5s"]
    own = "## Raises\n- Rise. `reps 2, times 3, settle 12s`\n"
    assert gaps(compiled(own)) == ["12s", "12s", "12s"]


def test_every_set_goes_through_the_spots() -> None:
    timeline = compiled("## Calf\n- Stop. `hold 5s, times 2, spots 2`\n")
    assert said(timeline, "instruction", "length") == snapshot(
        [
            "Stop.",
            "For five seconds.",
            "Find the next tender spot.",
            "Find the next tender spot.",
        ]
    )
    assert gaps(timeline) == ["8s", "5s", "3.5s", "5s"]


def test_rounds_repeat_all_sides_and_rest_between() -> None:
    timeline = compiled("""
## Calf `sides right, left` `times 2, rest 20s between`
- Stop. `hold 5s, count none`
""")
    assert in_chapter(timeline, "Calf · left · round 1") == snapshot(
        [
            "0:00.0 side",
            "0:00.4 side",
            "0:01.0 side: Now your left side.",
            "0:02.1 announce: Calf.",
            "0:02.9 instruction: Stop.",
            "0:03.7 length: For five seconds.",
            "0:12.1 start",
            "0:12.1 in",
            "0:12.1 breath: Breathe in",
            "0:14.1 out",
            "0:14.1 breath: and out",
            "0:17.1 end",
            "0:18.5 set: Rest. Twenty seconds.",
        ]
    )
    assert in_chapter(timeline, "Calf · right · round 2") == snapshot(
        [
            "0:00.0 side",
            "0:00.4 side",
            "0:01.0 side: Now your right side.",
            "0:02.1 announce: Last round.",
            "0:03.0 instruction: Stop.",
            "0:03.8 length: For five seconds.",
            "0:12.2 start",
            "0:12.2 in",
            "0:12.2 breath: Breathe in",
            "0:14.2 out",
            "0:14.2 breath: and out",
            "0:17.2 end",
        ]
    )
    assert lengths(timeline) == [
        *("Calf 5s in 1", "Calf 5s in 1", "rest 20s"),
        *("Calf 5s in 1", "Calf 5s in 1"),
    ]
    before, rest, after = timeline.holds[1:4]
    assert (rest.at, rest.at + rest.frames) == (before.at + before.frames, after.at)


def test_the_close_says_what_comes_next() -> None:
    assert heard(_close("")) == snapshot(
        [
            "0:15.2 breath: and out",
            "0:18.2 end",
            "0:19.6 finish",
            "0:20.2 finish",
            "0:20.8 finish",
            "0:21.6 finish: That's it. Well done.",
        ]
    )
    assert said(compiled(_with("then: quad-roll")), "finish") == snapshot(
        ["That's it. Well done.", "Next: quad roll."]
    )
    assert said(compiled(_with("goal: 5min\nthen: quad-roll")), "finish") == snapshot(
        [
            "That's it. Well done.",
            "Once you can do five minutes in one session, move on to quad roll.",
        ]
    )
    assert said(compiled(_with("goal: 5min")), "finish") == ["That's it. Well done."]
    assert heard(_close("then: quad-roll"))[-2:] == snapshot(
        ["0:21.6 finish: That's it. Well done.", "0:22.7 finish: Next: quad roll."]
    )


def _with(head: str) -> str:
    return f"---\ntitle: Test\n{head}\n---\n## Calf\n- Stop. `hold 5s`\n".replace("\n\n", "\n")


def _close(head: str) -> Sequence[Event]:
    timeline = compiled(_with(head))
    assert timeline.frames == timeline.events[-1].end + SECOND
    return timeline.events[-6:]


def test_chapters_tile_the_track() -> None:
    timeline = compiled("""
## Breathing
- Stop. `hold 5s`
## Inner calf `sides right, left` `times 2`
- Stop. `hold 5s`
- Sit.
""")
    chapters = timeline.chapters
    assert [c.title for c in chapters] == snapshot(
        [
            "Introduction",
            "Breathing",
            "Inner calf · right · round 1",
            "Inner calf · left · round 1",
            "Inner calf · right · round 2",
            "Inner calf · left · round 2",
        ]
    )
    assert chapters[0].at == 0
    assert [c.at for c in chapters[1:]] == [c.at + c.frames for c in chapters[:-1]]
    assert chapters[-1].at + chapters[-1].frames == timeline.frames
    first = [next(e for e in timeline.events if e.at >= c.at) for c in chapters]
    assert [e.at - c.at for c, e in zip(chapters, first, strict=True)] == [SECOND // 2] + [0] * 5
    assert [e.role for e in first] == ["title", "announce", "announce", "side", "side", "side"]


def counts(action: str, given: Given | None = None, head: str = "") -> list[str]:
    """Write the beeps, timed from the start tone."""
    text = f"---\ntitle: Test\n{head}---\n## Calf\n- Stop. `{action}`\n"
    timeline = compiled(text, given)
    start = timeline.holds[0].at
    return [f"{(e.at - start) / SECOND:g}" for e in timeline.events if e.role == "count"]


def test_three_beeps_count_in_and_three_count_out_of_long_actions() -> None:
    into = ["-3", "-2", "-1"]
    assert counts("hold 8s") == [*into, "5", "6", "7"]
    assert counts("roll 15s") == [*into, "12", "13", "14"]
    assert counts("move 15s") == [*into, "12", "13", "14"]
    assert counts("roll 3 passes of 5s") == [*into, "12", "13", "14"]
    assert counts("roll 14.999s") == into
    assert counts("move 14.999s") == into
    assert counts("hold 1 breaths, breathe 4-6") == [*into, "7", "8", "9"]
    assert counts("hold 7.999s") == into
    assert counts("reps 10") == into
    assert counts("rest 20s") == []
    assert counts("wait 20s") == []


def test_beeps_as_the_nearest_says() -> None:
    both, into = ["-3", "-2", "-1", "5", "6", "7"], ["-3", "-2", "-1"]
    assert counts("hold 8s", head="count: in\n") == into
    assert counts("hold 8s", head="count: none\n") == []
    assert counts("hold 8s", Given(count="in")) == into
    assert counts("hold 8s", Given(count="none")) == []
    assert counts("hold 8s", Given(count="both"), head="count: none\n") == both
    assert counts("hold 8s, count in") == into
    assert counts("hold 8s, count both", head="count: none\n") == both
    heading = "## Calf `count in`\n- Stop. `hold 8s`\n- Stop. `hold 8s, count none`\n"
    assert len([e for e in compiled(heading).events if e.role == "count"]) == 3


def test_an_action_runs_from_start_tone_to_end_tone_to_the_frame() -> None:
    timeline = compiled("""
## Calf
- Stop. `hold 12.345s`
- Stop. `hold 3 breaths, breathe 3.333-5.111`
- Stop. `roll 7 passes of 1.111s`
- Stop. `move 9s`
- Stop. `reps 3 tempo 1.5-0.25-1-0`
""")
    starts = [e.at for e in timeline.events if e.role == "start"]
    ends = [e.at for e in timeline.events if e.role == "end"]
    assert [(h.at, h.at + h.frames) for h in timeline.holds] == list(zip(starts, ends, strict=True))
    assert [h.frames for h in timeline.holds] == [
        round_half_up(12_345 * SECOND, 1000),
        round(3 * 8.444 * SECOND),
        round(7 * 1.111 * SECOND),
        9 * SECOND,
        round(3 * 2.75 * SECOND),
    ]


def test_breath_tones_rise_and_fall_for_exactly_their_phases() -> None:
    timeline = compiled("## Calf\n- Stop. `hold 2 breaths, breathe 4-2-6-1, count none`\n")
    tones = [e for e in timeline.events if e.kind == "breath"]
    start = timeline.holds[0].at
    assert [(e.role, (e.at - start) / SECOND, e.frames / SECOND) for e in tones] == [
        ("in", 0, 4),
        ("out", 6, 6),
        ("in", 13, 4),
        ("out", 19, 6),
    ]


def test_a_double_in_breath_is_two_tones() -> None:
    timeline = compiled("## Calf\n- Stop. `hold 24s, breathe 3+1-8`\n")
    tones = [e for e in timeline.events if e.kind == "breath"]
    start = timeline.holds[0].at
    assert [(e.role, e.note, (e.at - start) / SECOND, e.frames / SECOND) for e in tones] == [
        ("in", 0, 0, 3),
        ("in", 1, 3, 1),
        ("out", 0, 4, 8),
        ("in", 0, 12, 3),
        ("in", 1, 15, 1),
        ("out", 0, 16, 8),
    ]
    assert timeline.holds[0].breaths == 2


def test_a_hold_breathed_freely_has_no_breath() -> None:
    timeline = compiled("## Calf\n- Stop. `hold 24s, breathe freely`\n")
    assert not [e for e in timeline.events if "breath" in (e.kind, e.role)]
    assert timeline.holds[0].breaths == 0


def test_passes_sweep_and_repetitions_fall_and_rise() -> None:
    timeline = compiled("""
## Calf
- Roll. `roll 3 passes of 5s`
- Rise. `reps 2 tempo 3-1-2-0`
- Roll. `roll 10s`
""")
    paced = [e for e in timeline.events if e.role in ("sweep", "tempo")]
    roll, raises, _ = timeline.holds
    assert [
        (e.role, e.note, (e.at - (roll if e.role == "sweep" else raises).at) / SECOND)
        for e in paced
    ] == [
        ("sweep", 0, 0),
        ("sweep", 1, 5),
        ("sweep", 0, 10),
        ("tempo", 0, 0),
        ("tempo", 1, 4),
        ("tempo", 0, 6),
        ("tempo", 1, 10),
    ]
    assert [e.frames // SECOND for e in paced] == [5, 5, 5, 3, 2, 3, 2]


def test_repetitions_that_lift_first_rise_and_fall() -> None:
    timeline = compiled("## Row\n- Pull. `reps 2 tempo 2-5-3-0 lift first`\n")
    (row,) = timeline.holds
    assert [
        (e.note, (e.at - row.at) / SECOND, e.frames / SECOND)
        for e in timeline.events
        if e.role == "tempo"
    ] == [(1, 0, 2), (0, 7, 3), (1, 10, 2), (0, 17, 3)]
    assert row.frames == 20 * SECOND


def test_what_begins_at_once_is_in_order() -> None:
    timeline = compiled("""
## Calf
- Stop. `hold 10s, settle 0s, count none`
""")
    at = timeline.holds[0].at
    assert [e.role for e in timeline.events if e.at == at] == ["start", "in"]
    settled = compiled("## Calf\n- Stop. `hold 10s`\n")
    at = settled.holds[0].at
    assert [e.role for e in settled.events if e.at == at] == ["start", "in", "breath"]


def test_events_know_their_exercise_side_and_place() -> None:
    timeline = compiled("""---
title: Test
avoid: [gout]
then: next
---
> Slowly.

## Calf `sides left`
> Softly.

- Stop. `hold 10s`
  - Relax. `at 6s`
""")
    assert [
        f"{e.role} {e.exercise} {e.side} {e.source}" for e in timeline.events if e.role != "count"
    ] == snapshot(
        [
            "title None None test.md:2:1",
            "caution None None None",
            "caution None None test.md:3:1",
            "caution None None test.md:6:3",
            "announce Calf left test.md:8:4",
            "caution Calf left test.md:9:3",
            "instruction Calf left test.md:11:3",
            "length Calf left test.md:11:3",
            "start Calf left test.md:11:10",
            "in Calf left test.md:11:10",
            "breath Calf left test.md:11:10",
            "out Calf left test.md:11:10",
            "breath Calf left test.md:11:10",
            "cue Calf left test.md:12:5",
            "end Calf left test.md:11:10",
            "finish None None None",
            "finish None None None",
            "finish None None None",
            "finish None None None",
            "finish None None test.md:4:1",
        ]
    )


@pytest.mark.parametrize(
    ("channel", "roles"),
    [
        ("breath", {"in", "out"}),
        ("words", {"breath"}),
        ("counts", {"count"}),
        ("tones", {"start", "end", "tempo", "sweep"}),
        ("lengths", {"length"}),
    ],
)
def test_what_is_muted_is_left_out(channel: str, roles: set[str]) -> None:
    text = """
## Calf `sides right, left`
- Stop. `hold 20s, count both`
- Roll. `roll 3 passes of 5s`
- Rise. `reps 5`
"""
    whole = compiled(text)
    less = compiled(text, Given(mute=(channel,)))
    assert {e.role for e in whole.events} - {e.role for e in less.events} == roles
    if channel != "lengths":  # the rest stays where it was
        kept = [e for e in whole.events if e.role not in roles]
        if channel == "tones":
            kept = [e for e in kept if e.kind == "speech" or e.role not in ("side", "finish")]
        assert list(less.events) == kept
        assert less.frames == whole.frames


def totals(*seconds: str) -> list[str]:
    """Write what tracks say of their length, and their true lengths."""
    tracks = [compiled(f"## Calf\n- Stop. `rest {each}`\n") for each in seconds]
    said_ = [(track.events[0].text or "").removeprefix("Test. About ") for track in tracks]
    return [f"{a} {write_clock(track.frames)}" for a, track in zip(said_, tracks, strict=True)]


def test_the_total_is_rounded_to_half_minutes_and_when_short_to_ten_seconds() -> None:
    assert totals("1s", "20s", "1min", "100s", "160s", "170s", "3min", "205s", "230s", "59:45") == (
        snapshot(
            [
                "ten seconds. 0:08.7",
                "thirty seconds. 0:27.7",
                "one minute and ten seconds. 1:08.0",
                "one minute and fifty seconds. 1:48.0",
                "two minutes and fifty seconds. 2:48.0",
                "three minutes. 2:57.7",
                "three minutes. 3:07.7",
                "three and a half minutes. 3:33.0",
                "four minutes. 3:57.7",
                "one hour. 59:52.7",
            ]
        )
    )


def test_the_total_counts_the_clip_that_says_it() -> None:
    # The first clip takes half a second: without it both would be under 45 s.
    assert totals("37.2s", "37.3s") == snapshot(["forty seconds. 0:44.9", "fifty seconds. 0:45.0"])


def test_where_each_wording_leads_to_the_other_the_larger_total_is_said() -> None:
    # "Two minutes and fifty seconds" takes the track to 2:55, and "three minutes" leaves it under.
    assert totals("166.9s", "167s", "167.2s", "167.3s") == snapshot(
        [
            "two minutes and fifty seconds. 2:54.9",
            "three minutes. 2:54.7",
            "three minutes. 2:54.9",
            "three minutes. 2:55.0",
        ]
    )


def test_a_wait_counts_at_its_stated_length() -> None:
    held = compiled("## Calf\n- Stop. `rest 90s`\n").frames
    assert compiled("## Calf\n- Stop. `wait 90s`\n").frames == held


def test_longer_speech_only_moves_an_action_later() -> None:
    text = "## Calf\n- Stop on the most tender spot. `hold 30s`\n"
    slow = arrange_timeline(sheet(text), lambda words: 5 * frames_of(words), frozenset())
    usual = compiled(text)
    assert slow.holds[0].frames == usual.holds[0].frames == 30 * SECOND
    assert slow.holds[0].at > usual.holds[0].at
    tones = [[(e.role, e.frames) for e in t.events if e.kind != "speech"] for t in (slow, usual)]
    assert tones[0] == tones[1]


def test_every_text_is_known_before_it_is_placed() -> None:
    text = """---
title: Test
sides: right, left
then: more
---
> Slowly.

## Calf
> Softly.

- Stop. `hold 20s, spots 2`
  - Relax. `each out`
- Rise. `reps 3`
"""
    expanded = sheet(text)
    timeline = arrange_timeline(expanded, frames_of, frozenset())
    title, *spoken = [e.text for e in timeline.events if e.kind == "speech"]
    assert title == load_language("en").phrases.word_title("Test", timeline.frames, ())
    assert set(spoken) <= set(expanded.texts)
    assert len(expanded.texts) == len(set(expanded.texts))


def test_nothing_is_said_that_is_not_in_the_script_or_the_contract() -> None:
    timeline = compiled("## Calf `sides right, left`\n- Stop. `hold 60s`\n")
    assert [e.text for e in timeline.events if e.kind == "speech"] == snapshot(
        [
            "Test. About two and a half minutes.",
            "Stop if you feel sharp pain, numbness or tingling.",
            "Calf, right side.",
            "Stop.",
            "For one minute.",
            "Breathe in",
            "and out",
            "Two more breaths.",
            "Now your left side.",
            "Calf.",
            "Stop.",
            "For one minute.",
            "Breathe in",
            "and out",
            "Two more breaths.",
            "That's it. Well done.",
        ]
    )


def test_the_same_script_and_settings_give_the_same_timeline() -> None:
    text = "## Calf `sides right, left`\n- Stop. `hold 60s`\n  - Relax. `each out`\n"
    assert compiled(text) == compiled(text)
    assert sheet(text) == sheet(text)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{side} heel down.", "Right heel down."),
        ("Sit. {other} leg long.", "Sit. Left leg long."),
        ("Sit down… {side} first.", "Sit down… Right first."),
        ("Sit down: {side} first.", "Sit down: right first."),
        ("Lift your {side} leg.", "Lift your right leg."),
    ],
)
def test_a_placeholder_at_the_head_of_a_sentence_has_a_capital(written: str, words: str) -> None:
    timeline = compiled(f"## Calf `sides right, left`\n- {written}\n")
    assert next(e.text for e in timeline.events if e.role == "instruction") == words


def test_a_placeholder_is_filled_in() -> None:
    timeline = compiled("""---
title: Test
tools: [ball or roller, step]
sides: right, left
---
> Take the {tool}.

## Calf `tool step`
- Put your {side} leg on the {tool}, the {other} beside it, for {length}. `hold 45s as long`
- Take {breaths} breaths. `hold 20s`
- Rise {reps} times. `reps 3, times 2`
- Lie for {length}. `rest 5s`
## Thigh
- With the {tool}. `hold 3 breaths`
  - Still {length}, {side}. `at 3s`
""")
    assert said(timeline, "caution", "instruction", "length", "cue") == snapshot(
        [
            "Stop if you feel sharp pain, numbness or tingling.",
            "Take the ball.",
            "Put your right leg on the step, the left beside it, for forty-five seconds.",
            "Take two breaths.",
            "Rise three times.",
            "Lie for five seconds.",
            "With the ball.",
            "Three breaths.",
            "Still three breaths, right.",
            "Put your left leg on the step, the right beside it, for forty-five seconds.",
            "Take two breaths.",
            "Rise three times.",
            "Lie for five seconds.",
            "With the ball.",
            "Three breaths.",
            "Still three breaths, left.",
        ]
    )
    assert during(timeline, "cue", number=4) == []
