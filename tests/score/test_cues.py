"""What is said during an action: each list is timed from the action's start tone."""

from itertools import pairwise

import pytest
from inline_snapshot import snapshot

from coach.score.arrange import arrange
from coach.score.timeline import Timeline
from coach.timing import SECOND
from support import Given, compiled, during, frames_of, noted, sheet


def step(action: str, *cues: str) -> str:
    """Write a routine of one step; its cues begin in line 6."""
    return "\n".join((f"## Calf\n- Stop. `{action}`", *(f"  - {cue}" for cue in cues)))


def slowly(text: str) -> Timeline:
    """Compile with a voice that takes a second for each word."""
    return arrange(sheet(text), lambda words: SECOND * len(words.split()), frozenset())


def clear(timeline: Timeline) -> bool:
    """Tell whether all speech is 0.3 s clear of other speech."""
    spoken = [e for e in timeline.events if e.kind == "speech"]
    return all(b.at - a.end >= 3 * SECOND // 10 for a, b in pairwise(spoken))


def test_the_cues_of_a_hold() -> None:
    timeline = compiled(
        step("hold 60s", "Let the ankle hang. `at 5s`", "Sink a little deeper. `each out`")
    )
    assert during(timeline) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:04.0 breath: and out",
            "0:05.0 cue: Let the ankle hang.",
            "0:05.8 cue: Sink a little deeper.",
            "0:14.0 cue: Sink a little deeper.",
            "0:24.0 cue: Sink a little deeper.",
            "0:34.0 cue: Sink a little deeper.",
            "0:44.0 cue: Sink a little deeper.",
            "0:54.0 cue: Sink a little deeper.",
        ]
    )
    assert noted(timeline) == snapshot(
        ["7 cue-moved “Sink a little deeper.” comes up to 1.8s later."]
    )


def test_the_words_of_the_breath_come_in_the_first_cycle() -> None:
    assert during(compiled(step("hold 30s"))) == snapshot(
        ["0:00.0 breath: Breathe in", "0:04.0 breath: and out"]
    )


def test_the_words_of_the_breath_give_way_to_a_timed_cue_but_not_to_others() -> None:
    timed = compiled(step("hold 30s", "Relax. `at 0s`"))
    assert during(timed) == snapshot(
        ["0:00.0 cue: Relax.", "0:10.0 breath: Breathe in", "0:14.0 breath: and out"]
    )
    assert noted(timed) == snapshot(["5 cue-moved “Breathe in … and out” comes up to 10s later."])
    out = compiled(step("hold 30s", "Relax. `at 4s`"))
    assert during(out) == snapshot(
        ["0:04.0 cue: Relax.", "0:10.0 breath: Breathe in", "0:14.0 breath: and out"]
    )
    each = compiled(step("hold 30s", "Relax. `each in`", "Soften. `each out`"))
    assert during(each) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:00.6 cue: Relax.",
            "0:04.0 breath: and out",
            "0:04.6 cue: Soften.",
            "0:10.0 cue: Relax.",
            "0:14.0 cue: Soften.",
            "0:20.0 cue: Relax.",
            "0:24.0 cue: Soften.",
        ]
    )
    assert noted(each) == snapshot(
        [
            "6 cue-moved “Relax.” comes up to 0.6s later.",
            "7 cue-moved “Soften.” comes up to 0.6s later.",
        ]
    )


def test_the_words_of_the_breath_are_dropped_where_no_cycle_is_free() -> None:
    timeline = compiled(step("hold 10s", "Relax. `at 0s`"))
    assert during(timeline) == snapshot(["0:00.0 cue: Relax."])
    assert noted(timeline) == snapshot(
        ["5 cue-dropped “Breathe in … and out” finds no room 1 of 1 times."]
    )


def test_the_words_of_the_breath_are_dropped_from_a_breath_too_short_for_them() -> None:
    timeline = slowly(step("hold 30s, breathe 1-9"))
    assert during(timeline) == []
    assert noted(timeline) == snapshot(
        ["5 cue-dropped “Breathe in … and out” finds no room 1 of 1 times."]
    )


def test_the_words_of_the_breath_are_clear_of_each_other() -> None:
    assert during(slowly(step("hold 27s, breathe 2.3-6.7"))) == snapshot(
        ["0:00.0 breath: Breathe in", "0:02.3 breath: and out"]
    )
    assert during(slowly(step("hold 27s, breathe 2.2-6.8"))) == []


def test_a_double_in_breath_is_one_phase_for_words_and_cues() -> None:
    timeline = compiled(step("hold 24s, breathe 3+1-8", "Up. `each in`", "Down. `each out`"))
    assert during(timeline) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:00.6 cue: Up.",
            "0:04.0 breath: and out",
            "0:04.6 cue: Down.",
            "0:12.0 cue: Up.",
            "0:16.0 cue: Down.",
        ]
    )


def test_a_held_breath_belongs_to_no_phase() -> None:
    timeline = compiled(step("hold 36s, breathe 4-2-6", "Up. `each in`", "Down. `each out`"))
    assert during(timeline) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:00.6 cue: Up.",
            "0:06.0 breath: and out",
            "0:06.6 cue: Down.",
            "0:12.0 cue: Up.",
            "0:18.0 cue: Down.",
            "0:24.0 cue: Up.",
            "0:30.0 cue: Down.",
        ]
    )


def test_numbers_are_said_as_each_repetition_begins() -> None:
    timeline = compiled(step("reps 4"))
    assert during(timeline, "number", "tempo") == snapshot(
        [
            "0:00.0 tempo",
            "0:00.0 number: one",
            "0:02.0 tempo",
            "0:04.0 tempo",
            "0:04.0 number: two",
            "0:06.0 tempo",
            "0:08.0 tempo",
            "0:08.0 number: three",
            "0:10.0 tempo",
            "0:12.0 tempo",
            "0:12.0 number: last one",
            "0:14.0 tempo",
        ]
    )
    assert during(compiled(step("reps 1"))) == snapshot(["0:00.0 number: last one"])


def test_a_number_gives_way_to_a_timed_cue_and_a_cue_of_each_to_the_number() -> None:
    timeline = compiled(
        step("reps 3", "Lift. `each lift`", "Lower. `each lower`", "Breathe. `at 4s`")
    )
    assert during(timeline) == snapshot(
        [
            "0:00.0 number: one",
            "0:00.5 cue: Lower.",
            "0:02.0 cue: Lift.",
            "0:04.0 cue: Breathe.",
            "0:04.5 cue: Lower.",
            "0:06.0 cue: Lift.",
            "0:08.0 number: last one",
            "0:08.6 cue: Lower.",
            "0:10.0 cue: Lift.",
        ]
    )
    assert noted(timeline) == snapshot(
        [
            "5 cue-dropped “the numbers” finds no room 1 of 3 times.",
            "7 cue-moved “Lower.” comes up to 0.6s later.",
        ]
    )


def test_cues_at_the_breath_of_a_number() -> None:
    text = step(
        "hold 5 breaths in 3-6 breaths, count none",
        "Heel down. `at out 1`",
        "Deeper. `at in 2`",
        "Longest. `at out 6`",
        "Still. `at in 5`",
    )
    timeline = compiled(text)
    assert [line for line in during(timeline) if "cue" in line] == [
        "0:04.0 cue: Heel down.",
        "0:10.0 cue: Deeper.",
        "0:40.0 cue: Still.",
    ]
    assert [line for line in noted(timeline) if "Longest" in line] == [
        "8 cue-dropped “Longest.” finds no room 1 of 1 times."
    ]
    quicker = [line for line in during(compiled(text, Given(breath="3-2-4"))) if "cue" in line]
    assert quicker == ["0:05.0 cue: Heel down.", "0:09.0 cue: Deeper.", "0:36.0 cue: Still."]


def test_cues_of_repetitions_that_lift_first() -> None:
    timeline = compiled(
        step("reps 2 tempo 2-1-3-0 lift first", "Lift. `each lift`", "Lower. `each lower`")
    )
    assert [line for line in during(timeline) if "cue" in line] == [
        "0:00.5 cue: Lift.",
        "0:03.0 cue: Lower.",
        "0:06.6 cue: Lift.",
        "0:09.0 cue: Lower.",
    ]


def test_numbers_too_long_for_the_tempo_are_left_out() -> None:
    timeline = slowly(step("reps 4 tempo 0.6-0-0.6-0"))
    assert during(timeline) == snapshot(["0:00.0 number: one", "0:02.4 number: three"])
    assert noted(timeline) == snapshot(["5 cue-dropped “the numbers” finds no room 2 of 4 times."])


def test_cues_spread_evenly() -> None:
    roll = "roll 60s"
    assert during(compiled(step(roll, "One."))) == ["0:30.0 cue: One."]
    assert during(compiled(step(roll, "One.", "Two."))) == ["0:20.0 cue: One.", "0:40.0 cue: Two."]
    assert during(compiled(step(roll, "One.", "Two.", "Three."))) == [
        "0:15.0 cue: One.",
        "0:30.0 cue: Two.",
        "0:45.0 cue: Three.",
    ]


def test_only_cues_without_a_time_are_spread_and_they_come_last() -> None:
    timeline = compiled(
        step("roll 60s", "Spread.", "At half. `at half`", "And more.", "Late. `at 40s`", "Last.")
    )
    assert during(timeline) == snapshot(
        [
            "0:15.0 cue: Spread.",
            "0:30.0 cue: At half.",
            "0:30.6 cue: And more.",
            "0:40.0 cue: Late.",
            "0:45.0 cue: Last.",
        ]
    )
    assert noted(timeline) == snapshot(["8 cue-moved “And more.” comes up to 0.6s later."])


def test_moments_of_a_hold() -> None:
    timeline = compiled(step("hold 40s, count none", "Half. `at half`", "Longest. `last out`"))
    assert during(timeline) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:04.0 breath: and out",
            "0:20.0 cue: Half.",
            "0:34.0 cue: Longest.",
        ]
    )


def test_timed_cues_come_in_the_order_written() -> None:
    timeline = compiled(step("roll 20s", "One. `at 5s`", "Two. `at 5s`", "Three. `at 4.9s`"))
    assert during(timeline) == snapshot(
        ["0:05.0 cue: One.", "0:05.5 cue: Two.", "0:06.0 cue: Three."]
    )
    assert noted(timeline) == snapshot(
        [
            "7 cue-moved “Two.” comes up to 0.5s later.",
            "8 cue-moved “Three.” comes up to 1.1s later.",
        ]
    )


def test_a_cue_slides_three_seconds_at_most() -> None:
    # The first is over at 8 s, so that the next place begins at 8.3 s.
    just = slowly(step("roll 30s", "One two three. `at 5s`", "Four. `at 5.3s`"))
    assert during(just) == ["0:05.0 cue: One two three.", "0:08.3 cue: Four."]
    late = slowly(step("roll 30s", "One two three. `at 5s`", "Four. `at 5.299s`"))
    assert during(late) == ["0:05.0 cue: One two three."]
    assert noted(late) == snapshot(["7 cue-dropped “Four.” finds no room 1 of 1 times."])


def test_a_cue_keeps_clear_of_the_speech_before_and_after_it() -> None:
    # "One" takes 1 s: it fits between the speech to 5 s and the speech from 6.6 s, not from 6.5 s.
    timeline = slowly(
        step("roll 30s", "Four. `at 4s`", "Six. `at 6.6s`", "Five. `at 4.5s`", "Seven.")
    )
    assert during(timeline) == snapshot(
        ["0:04.0 cue: Four.", "0:05.3 cue: Five.", "0:06.6 cue: Six.", "0:15.0 cue: Seven."]
    )
    closer = slowly(step("roll 30s", "Four. `at 4s`", "Six. `at 6.5s`", "Five. `at 4.5s`"))
    assert during(closer) == snapshot(["0:04.0 cue: Four.", "0:06.5 cue: Six."])


@pytest.mark.parametrize(
    ("action", "last"),
    [
        ("roll 20s", "15.7s"),  # the count-out begins at 17 s
        ("roll 20s, count in", "18.7s"),
        ("hold 20s, count none", "18.7s"),
        ("roll 7.9s", "6.6s"),  # too short to be counted out
        ("reps 5", "18.7s"),
        ("rest 20s", "18.7s"),
        ("wait 20s", "18.7s"),
    ],
)
def test_a_cue_keeps_clear_of_the_count_out_and_of_the_end(action: str, last: str) -> None:
    def cues(moment: str) -> list[str]:
        timeline = slowly(step(action, f"Relax. `at {moment}`"))
        return [f"{e.at - timeline.holds[0].at}" for e in timeline.events if e.role == "cue"]

    frames = round(float(last.removesuffix("s")) * SECOND)
    assert cues(last) == [f"{frames}"]
    assert cues(f"{float(last[:-1]) + 0.001:.3f}s") == []


def test_a_cue_of_each_stays_inside_its_phase_or_skips_that_cycle() -> None:
    timeline = compiled(step("hold 40s, count none", "Sink deeper. `each out`", "Ah. `at 23.2s`"))
    assert during(timeline) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:04.0 breath: and out",
            "0:04.6 cue: Sink deeper.",
            "0:14.0 cue: Sink deeper.",
            "0:23.2 cue: Ah.",
            "0:24.0 cue: Sink deeper.",
            "0:34.0 cue: Sink deeper.",
        ]
    )
    full = slowly(
        step("hold 40s, count none", "One two three four five six. `each out`", "Ah. `at 16s`")
    )
    assert during(full) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:04.0 breath: and out",
            "0:16.0 cue: Ah.",
            "0:24.0 cue: One two three four five six.",
        ]
    )
    assert noted(full) == snapshot(
        ["6 cue-dropped “One two three four five six.” finds no room 3 of 4 times."]
    )


def test_a_cue_longer_than_its_phase_is_dropped_and_noted() -> None:
    timeline = slowly(step("hold 20s", "One two three four five. `each in`"))
    assert during(timeline, "cue") == []
    assert noted(timeline) == snapshot(
        ["6 cue-dropped “One two three four five.” finds no room 2 of 2 times."]
    )


def test_a_cue_of_each_skips_the_cycle_that_is_counted_out() -> None:
    timeline = slowly(step("hold 30s", "Sink down. `each out`"))
    assert during(timeline) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:04.0 breath: and out",
            "0:06.3 cue: Sink down.",
            "0:14.0 cue: Sink down.",
            "0:24.0 cue: Sink down.",
        ]
    )


def test_last_out_may_slide_or_be_dropped() -> None:
    # The last out-breath is from 24 s to 30 s; the count-out begins at 27 s.
    fits = slowly(step("hold 30s", "One two. `last out`"))
    assert during(fits) == snapshot(
        ["0:00.0 breath: Breathe in", "0:04.0 breath: and out", "0:24.0 cue: One two."]
    )
    slid = slowly(step("hold 30s", "Two. `last out`", "One two. `at 23s`"))
    assert during(slid) == snapshot(
        ["0:00.0 breath: Breathe in", "0:04.0 breath: and out", "0:24.0 cue: Two."]
    )
    pushed = slowly(step("hold 30s", "One two. `at 23s`", "Two. `last out`"))
    assert during(pushed) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:04.0 breath: and out",
            "0:23.0 cue: One two.",
            "0:25.3 cue: Two.",
        ]
    )
    dropped = slowly(step("hold 30s", "One two three. `last out`"))
    assert during(dropped) == snapshot(["0:00.0 breath: Breathe in", "0:04.0 breath: and out"])
    assert noted(dropped) == snapshot(
        ["6 cue-dropped “One two three.” finds no room 1 of 1 times."]
    )


def test_a_moment_after_the_end_of_a_shortened_hold_is_dropped_and_noted() -> None:
    text = step("hold 30-90s", "Still here? `at 80s`", "Now. `at 30s`")
    assert during(compiled(text, Given(hold=("90s",))), "cue") == snapshot(
        ["0:30.0 cue: Now.", "1:20.0 cue: Still here?"]
    )
    short = compiled(text, Given(hold=("30s",)))
    assert during(short, "cue") == []
    assert noted(short) == snapshot(
        [
            "6 cue-dropped “Still here?” finds no room 1 of 1 times.",
            "7 cue-dropped “Now.” finds no room 1 of 1 times.",
        ]
    )


def test_a_cue_at_a_breath_is_dropped_and_noted_where_nothing_paces_the_breath() -> None:
    text = step("hold 30s", "Sink. `each out`", "Longest. `last out`", "Relax.")
    timeline = compiled(text, Given(breath="freely"))
    assert during(timeline) == ["0:15.0 cue: Relax."]
    assert noted(timeline) == snapshot(
        [
            "7 cue-dropped “Longest.” finds no room 1 of 1 times.",
            "6 cue-dropped “Sink.” finds no room 1 of 1 times.",
        ]
    )


def test_a_cue_is_noted_once_however_often_it_is_dropped() -> None:
    timeline = compiled("""
## Calf `sides right, left` `times 2`
- Stop. `hold 10s, spots 2`
  - Let your {side} ankle hang. `at 9s`
""")
    assert noted(timeline) == snapshot(
        ["7 cue-dropped “Let your right ankle hang.” finds no room 8 of 8 times."]
    )


def test_cues_of_an_option_and_a_side_are_said_with_it() -> None:
    text = """---
title: Test
options:
  firmer: press
---
## Calf `sides right, left`
- Stop. `roll 30s`
  - Press. `if firmer`
  - Right. `if right`
"""
    assert during(compiled(text), number=0) == ["0:15.0 cue: Right."]
    assert during(compiled(text), number=1) == []
    firm = compiled(text, Given(with_=("firmer",)))
    assert during(firm, number=0) == ["0:10.0 cue: Press.", "0:20.0 cue: Right."]
    assert during(firm, number=1) == ["0:15.0 cue: Press."]


def test_cues_are_said_at_every_spot_in_every_set_and_on_every_side() -> None:
    timeline = compiled("""
## Calf `sides right, left`
- Stop. `hold 20s, times 2, spots 2`
  - Relax. `at 12s`
""")
    assert [during(timeline, number=n) for n in range(8)] == [during(timeline)] * 8
    assert during(timeline) == snapshot(
        ["0:00.0 breath: Breathe in", "0:04.0 breath: and out", "0:12.0 cue: Relax."]
    )


def test_cues_may_be_said_in_a_rest() -> None:
    timeline = compiled(step("rest 10s", "Breathe. `at 0s`", "Shake your leg."))
    assert during(timeline) == snapshot(["0:00.3 cue: Breathe.", "0:05.0 cue: Shake your leg."])


def test_muted_words_leave_their_place_to_cues() -> None:
    text = step("hold 20s", "Relax. `each in`")
    assert during(compiled(text)) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:00.6 cue: Relax.",
            "0:04.0 breath: and out",
            "0:10.0 cue: Relax.",
        ]
    )
    assert during(compiled(text, Given(mute=("words",)))) == snapshot(
        ["0:00.0 cue: Relax.", "0:10.0 cue: Relax."]
    )


def test_a_cue_right_at_the_start_keeps_clear_of_the_instruction() -> None:
    text = step("hold 20s, settle 0s, count none", "Relax. `at 0s`")
    assert during(compiled(text), "cue") == ["0:00.3 cue: Relax."]
    assert clear(compiled(text))


def test_however_slow_the_voice_nothing_overlaps() -> None:
    text = step(
        "hold 60s",
        "One two three. `at 2s`",
        "Four five six seven. `at half`",
        "Eight nine. `each in`",
        "Ten eleven twelve. `each out`",
        "Longest. `last out`",
        "Thirteen.",
        "Fourteen.",
    )
    for slowness in (1, 2, 5, 10, 50, 500):

        def voice(words: str, slowness: int = slowness) -> int:
            return slowness * frames_of(words)

        timeline = arrange(sheet(text), voice, frozenset())
        assert clear(timeline)
        assert timeline.holds[0].frames == 60 * SECOND
        assert len(noted(timeline)) >= (slowness > 1)
