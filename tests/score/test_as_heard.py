"""The joints as heard: scripts, with times worked out by hand from the rules of the score.

The voice takes a tenth of a second for a word, and a tenth more. An end tone lasts 0.8 s, and clips
of speech lie 0.6 s apart.
"""

from itertools import pairwise

import pytest

from coach.score.timeline import Timeline
from coach.timing import SECOND
from support import Given, compiled, heard, in_chapter, moved, noted, said, visits

TABATA = 30 * SECOND


def starts(timeline: Timeline) -> list[int]:
    """Return the onsets of the timed actions."""
    return [hold.at for hold in timeline.holds if hold.kind not in ("rest", "wait")]


def apart(timeline: Timeline) -> list[int]:
    """Return how far the timed actions begin from each other."""
    found = starts(timeline)
    return [later - earlier for earlier, later in pairwise(found)]


def after(timeline: Timeline, number: int = 0) -> list[str]:
    """Write what is heard from the end of a timed action to the start of the next."""
    holds = [hold for hold in timeline.holds if hold.kind not in ("rest", "wait")]
    end = holds[number].at + holds[number].frames
    until = holds[number + 1].at if number + 1 < len(holds) else timeline.frames
    events = (e for e in timeline.events if end <= e.at <= until and e.kind != "breath")
    return heard(moved((e for e in events if e.role not in ("breath", "number", "tempo")), end))


@pytest.mark.parametrize("slowness", ["1", "2"])
@pytest.mark.parametrize("pace", ["slow", "normal", "quick"])
@pytest.mark.parametrize("count", ["both", "in", "none"])
def test_twenty_seconds_on_and_ten_off_come_round_every_thirty(
    slowness: str, pace: str, count: str
) -> None:
    given = Given(pace=pace, count=count)
    words = "Push" + " up" * int(slowness)
    on_a_step = f"## Push-ups\n- {words}. `move 20s, times 8, rest 10s between`\n"
    on_a_heading = f"## Push-ups `times 8, rest 10s between`\n- {words}. `move 20s`\n"
    in_a_group = f"## G `times 8, rest 10s between`\n### Push-ups\n- {words}. `move 20s`\n"
    for text in (on_a_step, on_a_heading, in_a_group):
        timeline = compiled(text, given)
        assert apart(timeline) == [TABATA] * 7 == [1_323_000] * 7
        rests = [(h.at, h.frames) for h in timeline.holds if h.kind == "rest"]
        assert rests == [(at + 20 * SECOND, 10 * SECOND) for at in starts(timeline)[:-1]]
        assert not [note for note in timeline.notes if note.code == "rest-longer"]


def test_a_rest_between_sets_has_its_words_at_both_ends() -> None:
    timeline = compiled("## Raises\n- Rise. `reps 3, times 3, rest 30s between`\n")
    assert after(timeline, 0) == [
        "0:00.0 end",
        "0:01.4 set: Rest. Thirty seconds.",  # 0.8 s of the tone, and 0.6 s
        "0:26.1 set: Two of three.",  # 0.4 s; it ends 3.5 s before the start
        "0:27.0 count",
        "0:28.0 count",
        "0:29.0 count",
        "0:30.0 start",
    ]
    assert after(timeline, 1)[2] == "0:26.2 set: Last set."


def test_in_a_short_rest_only_the_number_is_said() -> None:
    text = "## A\n- B. `hold 10s, times 3, rest {}s between`\n"
    assert said(compiled(text.format(8)), "set") == [
        *("Rest.", "Two of three.", "Rest.", "Last one."),
    ]
    assert said(compiled(text.format("7.9")), "set") == ["Rest.", "Two.", "Rest.", "Last one."]
    assert said(compiled(text.replace(", rest {}s between", "")), "set") == [
        *("Two of three.", "Last one."),
    ]


def test_what_ended_comes_first_and_what_comes_next_last() -> None:
    timeline = compiled("""
## Legs `rest 60s between each`
### Raises
- Get under. `rest 5s`
- Rise. `reps 2, times 2, rest 20s between`
  - Come out. `after each`
  - Back under. `before next`
- Stand up. `rest 3s`
- Shake your legs.
### Squats
> Keep your back straight.
- Feet apart. `rest 4s`
- Sit down. `reps 3`
""")
    assert after(timeline, 0) == [
        "0:00.0 end",
        "0:01.4 cue: Come out.",
        "0:02.3 set: Rest. Twenty seconds.",
        "0:15.3 set: Last set.",  # 0.3 s + 0.6 s + 0.3 s + 3.5 s before the start
        "0:16.2 cue: Back under.",
        "0:17.0 count",
        "0:18.0 count",
        "0:19.0 count",
        "0:20.0 start",
    ]
    assert after(timeline, 1) == [
        "0:00.0 end",
        "0:01.4 cue: Come out.",
        "0:02.3 instruction: Stand up.",  # until 2.6 s, and 3 s of rest
        "0:05.6 instruction: Shake your legs.",  # until 6.0 s, and 4 s to do it
        "0:10.0 set: Rest. One minute.",
        # From the start back: 4 s (settle less the rest), 0.4 s, 0.6 s, 0.3 s, the rest of 4 s,
        # 0.3 s, 0.6 s, 0.5 s, 0.6 s and 0.4 s; "Three times." takes 0.3 s.
        "0:48.3 announce: Squats, two of two.",
        "0:49.4 caution: Keep your back straight.",
        "0:50.5 instruction: Feet apart.",
        "0:54.8 instruction: Sit down.",
        "0:55.7 length: Three times.",
        "0:57.0 count",
        "0:58.0 count",
        "0:59.0 count",
        "1:00.0 start",
    ]
    assert [(h.kind, h.frames // SECOND) for h in timeline.holds] == [
        *(("rest", 5), ("reps", 8), ("rest", 20), ("reps", 8)),
        *(("rest", 60), ("rest", 3), ("rest", 4), ("reps", 12)),
    ]


def test_between_each_is_wherever_one_exercise_follows_another() -> None:
    text = """
## G {}
### A `sides right, left`
- Hold. `hold 5s`
### B
- Hold. `hold 5s`
## C
- Hold. `hold 5s`
"""

    def rested(spans: str) -> list[str]:
        return [
            f"{hold.exercise} {hold.side or ''}".strip()
            for hold in compiled(text.format(spans)).holds
            if hold.kind == "rest"
        ]

    assert rested("`rest 20s between each`") == ["A left"]
    assert rested("`times 2, rest 20s between each`") == ["A left", "B", "A left"]
    assert rested("`times 2, rest 20s between`") == ["B"]
    assert rested("`times 1`") == []
    assert rested("`rest 20s between each` `sides none`") == ["A left"]
    both = compiled(text.format("`times 2, rest 20s between each, rest 60s between`"))
    rests = [hold.frames // SECOND for hold in both.holds if hold.kind == "rest"]
    assert rests == [20, 60, 20]


def test_an_exercise_that_only_speaks_stands_beside_the_rest_not_in_it() -> None:
    timeline = compiled("""
## G `times 2, rest 10s between`
### A
- Hold. `hold 5s`
### B
- Relax.
""")
    rest = next(hold for hold in timeline.holds if hold.kind == "rest")
    relax = next(event for event in timeline.events if event.text == "Relax.")
    assert rest.at == relax.end + 4 * SECOND  # its last step has 4 s
    assert rest.at + rest.frames == starts(timeline)[1]
    assert rest.frames == 10 * SECOND
    first = compiled("""
## G `times 2, rest 10s between`
### B
- Relax.
### A
- Hold. `hold 5s`
""")
    rest = next(hold for hold in first.holds if hold.kind == "rest")
    assert rest.at == starts(first)[0] + 5 * SECOND
    last_round = next(event for event in first.events if event.text == "Last round.")
    assert last_round.at == rest.at + rest.frames


def test_sides_are_announced_once_and_the_steps_come_at_once() -> None:
    timeline = compiled("""---
title: Test
sides: right, left
---
## A
- Step back. `rest 4s`
- Lean in. `hold 10s`
## B
- Sit. `hold 10s`
""")
    assert visits(timeline) == ["A · right", "B · right", "A · left", "B · left"]
    assert after(timeline, 1) == [
        "0:00.0 end",
        "0:01.4 side",
        "0:01.8 side",
        "0:02.4 side: Now your left side.",  # until 2.9 s
        "0:03.5 announce: A.",
        "0:04.3 instruction: Step back.",  # until 4.6 s, and 4 s of rest
        "0:08.6 instruction: Lean in.",
        "0:09.5 length: For ten seconds.",  # until 9.9 s, and settle less the rest: 4 s
        "0:10.9 count",
        "0:11.9 count",
        "0:12.9 count",
        "0:13.9 start",
    ]
    assert in_chapter(timeline, "B · left")[0] == "0:00.0 announce: B, left side."
    # With 12 s to change sides, the start is as long after "Now your left side.".
    later = compiled(
        "## A `sides right, left`\n- Lean in. `hold 10s`\n", Given(switch="12s", settle="4s")
    )
    assert after(later)[-1] == "0:14.9 start"


def test_a_change_of_side_in_a_short_rest_keeps_its_words() -> None:
    timeline = compiled("""
## Twist `sides left, right` `times 2, rest 4s between`
- `hold 5s`
""")
    assert after(timeline, 1) == [
        "0:00.0 end",
        "0:02.2 side",
        "0:02.6 side",
        "0:03.2 side: Now your left side.",  # 0.5 s, and 0.3 s clear of the start
        "0:04.0 start",
    ]
    short = "The rest of 4s has no room for lengths, “Rest”, the number and the beeps."
    assert noted(timeline) == [f"5 rest-short {short}"]


def test_only_the_author_makes_a_rest_longer() -> None:
    timeline = compiled("""
## Raises
- Rise. `reps 2, times 3, rest 4s between`
  - Put the weight down, and shake out both of your arms and legs. `after each`
  - Take the weight up again. `before next`
""")
    # 0.8 s, 0.6 s, 1.4 s, 0.6 s, 0.6 s and, clear of the start tone, 0.3 s
    assert apart(timeline) == [8 * SECOND + 43 * SECOND // 10] * 2
    assert noted(timeline) == [
        "6 rest-longer The rest of 4s lasts up to 4.3s: its words and rests take longer.",
        "6 rest-short The rest of 4s has no room for “Rest”, the number and the beeps.",
    ]


def test_a_groups_heading_and_its_rounds_are_said_once() -> None:
    timeline = compiled("""
## First pair `times 3, rest 20s between`
### Press `sides right, left`
- Press. `reps 2`
### Row
- Row. `reps 2`
## Second pair
### Curl
- Curl. `reps 2`
""")
    assert said(timeline, "announce", "side") == [
        "First pair.",
        "Press, one of two, right side.",
        "Now your left side.",
        "Press.",
        "Row, two of two.",
        "Round two.",
        "Press, right side.",
        "Now your left side.",
        "Press.",
        "Row.",
        "Last round.",
        "Press, right side.",
        "Now your left side.",
        "Press.",
        "Row.",
        "Second pair.",
        "Curl.",
    ]
    assert visits(timeline)[:3] == [
        "First pair: Press · right · round 1",
        "First pair: Press · left · round 1",
        "First pair: Row · round 1",
    ]
    assert visits(timeline)[-1] == "Second pair: Curl"


def test_what_is_left_of_a_cut_keeps_its_rests_and_its_rounds() -> None:
    text = """
## G `times 3, rest 10s between`
### A
- Hold. `hold 5s`
### B
- Hold. `hold 5s`
## H
### A
- Hold. `hold 5s`
"""
    timeline = compiled(text, Given(only=("G: A",)))
    assert said(timeline, "announce") == ["G.", "A.", "Round two.", "A.", "Last round.", "A."]
    assert apart(timeline) == [15 * SECOND] * 2
    begun = compiled(text, Given(from_="G: A · round 2", until="G: B · round 2"))
    assert said(begun, "announce") == ["G.", "Round two.", "A, one of two.", "B, two of two."]
    assert apart(begun) == [5 * SECOND + 65 * SECOND // 10 + 52 * SECOND // 10]


@pytest.mark.parametrize(
    ("rests", "gap"),
    [
        ("", "8s"),
        ("- Sit. `rest 3s`\n", "5s"),
        ("- Sit. `rest 2s`\n- Lie. `wait 1.5s`\n", "4.5s"),
        ("- Sit. `rest 4.5s`\n", "3.5s"),
        ("- Sit. `rest 20s`\n", "3.5s"),
        ("- Sit. `rest 1s, times 3, rest 1s between`\n", "3.5s"),
    ],
)
def test_settling_is_less_what_was_rested_already(rests: str, gap: str) -> None:
    timeline = compiled(f"## A\n{rests}- Hold. `hold 10s`\n")
    words = next(event for event in timeline.events if event.role == "length")
    assert starts(timeline)[0] - words.end == round(float(gap[:-1]) * SECOND)
