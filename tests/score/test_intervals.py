"""Sets, rounds and exercises that begin at equal intervals, to the frame."""

from itertools import pairwise

import pytest
from inline_snapshot import snapshot

from coach.score.intervals import refuse_late
from coach.timing import SECOND
from support import Given, compiled, noted, refused, said

SETS = "## Push-ups\n- Do {reps} push-ups. `reps 10 tempo 1-0-1-0 as push` `times 4, every 1min`\n"
ROUNDS = "## Squats `times 3, every 45s`\n- Squat. `reps 12/9/12 tempo 1-0-1-0`\n- Shake it out.\n"
GROUP = (
    "## Tabata `times 2, every 30s`\n### Jacks\n- Jump. `move 20s`\n### Rest\n- Sit. `rest 2s`\n"
    "- Breathe. `hold 2 breaths, breathe 3-4`\n"
)
RESTING = (
    "## Minutes `times 2, every 1min`\n### Press\n- Press. `reps 10 freely`\n### Rest\n"
    "- Shake out. `rest 1min`\n### Row\n- Row. `move 30s`\n### Breathe\n- Breathe.\n"
)
FREE = "## Burpees\n- Do {reps} burpees. `reps 20 freely as burpees` `times 3, every 30s`\n"
ONCE = (
    "## Minutes `every 1min`\n### A\n- Go. `move 7.5s`\n### B\n"
    "- Go. `move 31s`\n### C\n- Go. `move 5s`\n"
)


@pytest.mark.parametrize(
    ("text", "seconds", "count"),
    [(SETS, 60, 4), (ROUNDS, 45, 3), (GROUP, 30, 4), (ONCE, 60, 3), (FREE, 30, 3)],
)
@pytest.mark.parametrize(
    "given",
    [
        Given(),
        Given(words="brief"),
        Given(words="none"),
        Given(count="none", settle="0s"),
        Given(pace="slow"),
        Given(reps="5"),
        Given(mute=("lengths",)),
    ],
    ids=str,
)
def test_each_begins_that_long_after_the_one_before(
    text: str, seconds: int, count: int, given: Given
) -> None:
    holds = [h for h in compiled(text, given).holds if h.kind not in ("rest", "wait")]
    starts = [hold.at for hold in holds]
    assert [b - a for a, b in pairwise(starts)] == [seconds * SECOND] * (count - 1)


def test_what_is_said_between_is_what_a_rest_between_has() -> None:
    assert said(compiled(SETS), "set", "instruction", "length")[:5] == snapshot(
        [
            "Do ten push-ups.",
            "Rest. Forty seconds.",
            "Two of four.",
            "Rest. Forty seconds.",
            "Three of four.",
        ]
    )
    assert said(compiled(GROUP), "announce", "set", "instruction", "length") == snapshot(
        [
            "Jacks, one of two.",
            "Jump.",
            "For twenty seconds.",
            "Rest.",
            "Rest, two of two.",
            "Sit.",
            "Breathe.",
            "Rest.",
            "Last round.",
            "Jacks.",
            "Jump.",
            "For twenty seconds.",
            "Rest.",
            "Rest.",
            "Sit.",
            "Breathe.",
            "Two breaths.",
        ]
    )


def test_an_action_that_does_not_fit_is_refused_with_the_most_that_does() -> None:
    assert refused(SETS, Given(reps="30")) == snapshot("""\
test.md:5:24: error[late-interval]: An action of 1min does not fit `every 1min`.
    5 | - Do {reps} push-ups. `reps 10 tempo 1-0-1-0 as push` `times 4, every 1min`
      |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  The most that fits is 59s.\
""")
    assert refused(GROUP, Given(hold="jacks=29.5s")) == snapshot("""\
test.md:4:4: error[late-interval]: An action of 29.5s does not fit `every 30s`.
    4 | ## Tabata `times 2, every 30s`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  The most that fits is 29s.\
""")
    assert len(compiled(GROUP, Given(hold="jacks=29s", words="none")).holds) > 4


def test_words_that_do_not_fit_are_refused() -> None:
    timeline = compiled(GROUP, Given(hold="jacks=29s"))
    assert noted(timeline)[0] == (
        "4 late-interval The rest of 1s lasts up to 4.1s: its words and rests take longer."
    )
    assert [(each.code, each.severity) for each in refuse_late(timeline)] == [
        ("late-interval", "error")
    ]


@pytest.mark.parametrize(
    ("reps", "seconds"), [("20 freely", 22), ("4 freely", 16), ("20 freely 25s", 25)]
)
def test_free_repetitions_end_by_the_clock(reps: str, seconds: int) -> None:
    holds = compiled(FREE.replace("20 freely", reps)).holds
    first = holds[0]
    assert (first.frames, first.reps) == (seconds * SECOND, int(reps.split(maxsplit=1)[0]))
    assert not any(hold.is_user_paced for hold in holds)


def test_stated_time_for_free_repetitions_fits_the_interval() -> None:
    assert "does not fit `every 30s`" in refused(FREE.replace("freely", "freely 30s"), Given())


def test_an_exercise_that_is_only_a_rest_takes_its_interval() -> None:
    timeline = compiled(RESTING)
    assert [(h.kind, h.at - timeline.holds[0].at, h.frames) for h in timeline.holds] == [
        (kind, seconds * SECOND, frames * SECOND)
        for kind, seconds, frames in (
            ("reps", 0, 40),
            ("rest", 40, 20),
            ("rest", 60, 60),
            ("move", 120, 30),
            ("rest", 150, 30),
            ("rest", 180, 60),
            ("reps", 240, 40),
            ("rest", 280, 20),
            ("rest", 300, 60),
            ("move", 360, 30),
            ("rest", 390, 30),
        )
    ]
    chapters = [chapter.at for chapter in timeline.chapters if "Rest · round 1" in chapter.title]
    assert chapters == [timeline.holds[2].at]
    assert said(timeline, "announce", "instruction", "set")[:12] == snapshot(
        [
            "Press, one of four.",
            "Press.",
            "Rest. Twenty seconds.",
            "Rest, two of four.",
            "Shake out.",
            "Rest. One minute.",
            "Row, three of four.",
            "Row.",
            "Rest. Thirty seconds.",
            "Breathe, four of four.",
            "Breathe.",
            "Rest. One minute.",
        ]
    )


def test_a_rest_longer_than_its_interval_is_refused() -> None:
    assert refused(RESTING.replace("rest 1min", "rest 61s"), Given()) == snapshot("""\
test.md:4:4: error[late-interval]: An action of 1min 1s does not fit `every 1min`.
    4 | ## Minutes `times 2, every 1min`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  The most that fits is 1min.\
""")
