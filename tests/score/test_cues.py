"""What is said during an action: each list is timed from the action's start tone."""

from itertools import pairwise

import pytest
from inline_snapshot import snapshot

from coach.score.arrange import arrange_timeline
from coach.score.timeline import Timeline
from coach.timing import SECOND
from support import Given, compiled, during, frames_of, noted, sheet


def step(action: str, *cues: str) -> str:
    """Write a routine of one step; its cues begin in line 6."""
    return "\n".join((f"## Calf\n- Stop. `{action}`", *(f"  - {cue}" for cue in cues)))


def slowly(text: str) -> Timeline:
    """Compile with a voice that takes a second for each word."""
    return arrange_timeline(sheet(text), lambda words: SECOND * len(words.split()), frozenset())


def clear(timeline: Timeline) -> bool:
    """Return whether all speech is 0.3 s clear of other speech."""
    spoken = [e for e in timeline.events if e.kind == "speech"]
    return all(b.at - a.end >= 3 * SECOND // 10 for a, b in pairwise(spoken))


def test_the_cues_of_a_hold() -> None:
    timeline = compiled(
        step("hold 60s", "Let the ankle hang. `at 5s`", "Sink a little deeper. `each out`")
    )
    assert during(timeline) == snapshot(
        [
            "0:00.0 breath: Breathe in",
            "0:04.0 cue: Sink a little deeper.",
            "0:05.0 cue: Let the ankle hang.",
            "0:14.0 cue: Sink a little deeper.",
            "0:24.0 cue: Sink a little deeper.",
            "0:34.0 cue: Sink a little deeper.",
            "0:40.0 signpost: Two more breaths.",
            "0:44.0 cue: Sink a little deeper.",
            "0:54.0 cue: Sink a little deeper.",
        ]
    )
    assert noted(timeline) == []


def test_the_words_of_the_breath_come_in_the_first_cycle() -> None:
    assert during(compiled(step("hold 30s"))) == snapshot(
        ["0:00.0 breath: Breathe in", "0:04.0 breath: and out"]
    )


def test_a_cue_replaces_the_word_of_the_breath_at_its_phase_and_it_is_not_made_up_for() -> None:
    timed = compiled(step("hold 30s", "Relax. `at 0s`"))
    assert during(timed) == ["0:00.0 cue: Relax.", "0:04.0 breath: and out"]
    assert noted(timed) == []
    out = compiled(step("hold 30s", "Relax. `at 4s`"))
    assert during(out) == ["0:00.0 breath: Breathe in", "0:04.0 cue: Relax."]
    each = compiled(step("hold 30s", "Relax. `each in`", "Soften. `each out`"))
    assert during(each) == [
        "0:00.0 cue: Relax.",
        "0:04.0 cue: Soften.",
        "0:10.0 cue: Relax.",
        "0:14.0 cue: Soften.",
        "0:20.0 cue: Relax.",
        "0:24.0 cue: Soften.",
    ]
    assert noted(each) == []


def test_a_word_of_the_breath_is_dropped_from_a_phase_too_short_for_it() -> None:
    timeline = slowly(step("hold 30s, breathe 1-9"))
    assert during(timeline) == ["0:01.0 breath: and out"]
    assert noted(timeline) == ["5 cue-dropped “Breathe in” finds no room 1 of 1 times."]


def test_a_held_breath_is_named_in_the_first_cycle() -> None:
    assert during(compiled(step("hold 40s, breathe 4-2-6-2"))) == [
        "0:00.0 breath: Breathe in",
        "0:03.8 breath: hold",  # 40 s are three cycles of 14 s: each phase by 20/21
        "0:05.7 breath: and out",
        "0:11.4 breath: hold",
    ]
    assert during(compiled(step("hold 36s, breathe 4-2-6"))) == [
        "0:00.0 breath: Breathe in",
        "0:04.0 breath: hold",
        "0:06.0 breath: and out",
    ]


def test_the_words_of_the_breath_are_clear_of_each_other() -> None:
    assert during(slowly(step("hold 27s, breathe 2.3-6.7"))) == snapshot(
        ["0:00.0 breath: Breathe in", "0:02.3 breath: and out"]
    )
    closer = slowly(step("hold 27s, breathe 2.2-6.8"))
    assert during(closer) == ["0:00.0 breath: Breathe in"]
    assert noted(closer) == ["5 cue-dropped “and out” finds no room 1 of 1 times."]


def test_a_double_in_breath_is_one_phase_for_words_and_cues() -> None:
    timeline = compiled(step("hold 24s, breathe 3+1-8", "Up. `each in`", "Down. `each out`"))
    assert during(timeline) == snapshot(
        [
            "0:00.0 cue: Up.",
            "0:04.0 cue: Down.",
            "0:12.0 cue: Up.",
            "0:16.0 cue: Down.",
        ]
    )


def test_a_held_breath_belongs_to_no_phase_of_each() -> None:
    timeline = compiled(step("hold 36s, breathe 4-2-6", "Up. `each in`", "Down. `each out`"))
    assert during(timeline) == snapshot(
        [
            "0:00.0 cue: Up.",
            "0:04.0 breath: hold",
            "0:06.0 cue: Down.",
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


def test_a_number_gives_way_to_cues_at_a_time_and_at_each() -> None:
    timeline = compiled(
        step("reps 3", "Lift. `each lift`", "Lower. `each lower`", "Breathe. `at 4s`")
    )
    assert during(timeline) == snapshot(
        [
            "0:00.0 cue: Lower.",
            "0:02.0 cue: Lift.",
            "0:04.0 cue: Breathe.",
            "0:04.5 cue: Lower.",
            "0:06.0 cue: Lift.",
            "0:08.0 cue: Lower.",
            "0:10.0 cue: Lift.",
        ]
    )
    assert noted(timeline) == snapshot(
        [
            "7 cue-moved “Lower.” comes up to 0.5s later.",
            "5 cue-dropped The numbers find no room 3 of 3 times.",
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
        "8 cue-dropped “Longest.” is not said: its moment only comes in a longer action."
    ]
    quicker = [line for line in during(compiled(text, Given(breath="3-2-4"))) if "cue" in line]
    assert quicker == ["0:05.0 cue: Heel down.", "0:09.0 cue: Deeper.", "0:36.0 cue: Still."]


def test_cues_of_repetitions_that_lift_first() -> None:
    timeline = compiled(
        step("reps 2 tempo 2-1-3-0 lift first", "Lift. `each lift`", "Lower. `each lower`")
    )
    assert [line for line in during(timeline) if "cue" in line] == [
        "0:00.0 cue: Lift.",
        "0:03.0 cue: Lower.",
        "0:06.0 cue: Lift.",
        "0:09.0 cue: Lower.",
    ]


def test_numbers_are_the_densest_regular_series_that_fits() -> None:
    # A number takes 1 s, and 0.3 s more until the next; "last one" would take 2 s.
    timeline = slowly(step("reps 4 tempo 0.6-0-0.6-0"))
    assert during(timeline) == ["0:01.2 number: two"]
    assert noted(timeline) == ["5 cue-dropped The numbers find no room 3 of 4 times."]
    just = slowly(step("reps 4 tempo 0.65-0-0.65-0"))
    assert during(just) == [
        "0:00.0 number: one",
        "0:01.3 number: two",
        "0:02.6 number: three",
        "0:03.9 number: four",
    ]
    fast = slowly(step("reps 24 tempo 0.25-0-0.25-0"))
    assert during(fast) == [
        "0:02.0 number: five",
        "0:04.5 number: ten",
        "0:07.0 number: fifteen",
        "0:09.5 number: twenty",
    ]
    slower = arrange_timeline(
        sheet(step("reps 40 tempo 0.25-0-0.25-0")), lambda _: 3 * SECOND, frozenset()
    )
    assert during(slower) == [
        "0:04.5 number: ten",
        "0:09.5 number: twenty",
        "0:14.5 number: thirty",
    ]


def test_the_last_number_is_said_where_last_one_has_no_room() -> None:
    # Until 0.3 s before the end there are 1.7 s of the last repetition, too little for two words.
    assert during(slowly(step("reps 3 tempo 1-0-1-0"))) == [
        "0:00.0 number: one",
        "0:02.0 number: two",
        "0:04.0 number: three",
    ]
    assert during(slowly(step("reps 3 tempo 1.2-0-1.2-0")))[-1] == "0:04.8 number: last one"


def test_numbers_are_regular_also_beside_a_cue() -> None:
    # The cue lies on the sixth repetition of twelve: only every fifth number is clear of it.
    timeline = compiled(step("reps 12 tempo 1-0-1-0", "Only your ankles move. `at 10s`"))
    assert during(timeline) == [
        "0:08.0 number: five",
        "0:10.0 cue: Only your ankles move.",
        "0:18.0 number: ten",
        "0:22.0 number: last one",
    ]


def test_numbers_leave_room_for_a_cue_that_is_spread() -> None:
    # Between numbers of each repetition there is 0.7 s, and the cue takes 0.8 s and 0.6 s more.
    words = "Keep your back straight and long."
    timeline = compiled(step("reps 12 tempo 0.5-0-0.5-0", words))
    assert during(timeline) == [
        "0:01.0 number: two",
        "0:03.0 number: four",
        "0:05.0 number: six",
        "0:06.0 cue: Keep your back straight and long.",
        "0:07.0 number: eight",
        "0:09.0 number: ten",
        "0:11.0 number: last one",
    ]


def test_a_long_action_without_a_pace_has_signposts() -> None:
    both = ["0:30.0 signpost: Half way.", "0:50.0 signpost: Ten seconds."]
    for action in ("roll 60s", "move 60s", "hold 60s, breathe freely"):
        assert during(compiled(step(action))) == both
        assert during(compiled(step(action), Given(mute=("signposts",)))) == []
    for action in ("roll 59.9s", "reps 20", "rest 60s", "hold 59.9s, breathe freely"):
        assert during(compiled(step(action)), "signpost") == []


def test_a_long_hold_paced_by_breath_has_a_signpost_two_breaths_before_its_end() -> None:
    assert during(compiled(step("hold 45s")), "signpost") == ["0:27.0 signpost: Two more breaths."]
    assert during(compiled(step("hold 5 breaths")), "signpost") == [
        "0:30.0 signpost: Two more breaths."
    ]
    assert during(compiled(step("hold 44.9s")), "signpost") == []
    # Of two breaths the first begins with words of its own.
    assert during(compiled(step("hold 48s, breathe 10-14")), "signpost", "breath") == [
        "0:00.0 breath: Breathe in",
        "0:10.0 breath: and out",
    ]


def test_a_signpost_is_never_late_and_gives_way_to_every_cue() -> None:
    busy = compiled(step("roll 60s", "Spread over the half.", "Late. `at 50s`"))
    assert during(busy) == ["0:30.0 cue: Spread over the half.", "0:50.0 cue: Late."]
    beside = compiled(step("roll 60s", "Before the ten. `at 49.4s`"))
    # It would be over at 49.9 s, 0.1 s before "Ten seconds.".
    assert during(beside) == ["0:30.0 signpost: Half way.", "0:49.4 cue: Before the ten."]
    own = compiled(step("roll 60s", "Half of it. `at half`"))
    assert during(own) == ["0:30.0 cue: Half of it."]
    breath = compiled(step("hold 45s", "Deeper. `each in`"))
    assert during(breath, "signpost") == []


def test_cues_spread_evenly() -> None:
    roll = "roll 48s"
    assert during(compiled(step(roll, "One."))) == ["0:24.0 cue: One."]
    assert during(compiled(step(roll, "One.", "Two."))) == ["0:16.0 cue: One.", "0:32.0 cue: Two."]
    assert during(compiled(step(roll, "One.", "Two.", "Three."))) == [
        "0:12.0 cue: One.",
        "0:24.0 cue: Two.",
        "0:36.0 cue: Three.",
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
            "0:04.0 cue: Sink deeper.",
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
            "0:04.0 cue: One two three four five six.",
            "0:16.0 cue: Ah.",
            "0:24.0 cue: One two three four five six.",
        ]
    )
    assert noted(full) == [
        "6 cue-dropped “One two three four five six.” finds no room 2 of 4 times."
    ]


def test_a_cue_longer_than_its_phase_is_dropped_and_noted() -> None:
    timeline = slowly(step("hold 20s", "One two three four five. `each in`"))
    assert during(timeline, "cue") == []
    assert noted(timeline) == snapshot(
        ["6 cue-dropped “One two three four five.” finds no room 2 of 2 times."]
    )


def test_a_cue_of_each_skips_the_cycle_that_is_counted_out() -> None:
    # The last out-breath is from 24 s to 30 s; the count-out begins at 27 s.
    timeline = slowly(step("hold 30s", "Sink down now. `each out`"))
    assert during(timeline) == [
        "0:00.0 breath: Breathe in",
        "0:04.0 cue: Sink down now.",
        "0:14.0 cue: Sink down now.",
    ]


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
    instead = slowly(step("hold 30s", "One two three. `last out`"))
    assert during(instead, "cue", "count") == [
        "0:24.0 cue: One two three.",
        "0:28.0 count",
        "0:29.0 count",
    ]
    dropped = slowly(step("hold 30s", "One two three four five six. `last out`"))
    assert during(dropped) == snapshot(["0:00.0 breath: Breathe in", "0:04.0 breath: and out"])
    assert noted(dropped) == snapshot(
        ["6 cue-dropped “One two three four five six.” finds no room 1 of 1 times."]
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
            "6 cue-dropped “Still here?” is not said: its moment only comes in a longer action.",
            "7 cue-dropped “Now.” is not said: its moment only comes in a longer action.",
        ]
    )


def test_a_cue_at_a_breath_is_dropped_and_noted_where_nothing_paces_the_breath() -> None:
    text = step("hold 30s", "Sink. `each out`", "Longest. `last out`", "Relax.")
    timeline = compiled(text, Given(breath="freely"))
    assert during(timeline) == ["0:15.0 cue: Relax."]
    assert noted(timeline) == snapshot(
        [
            "7 cue-dropped “Longest.” is not said: its moment only comes in a longer action.",
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
    assert during(compiled(text)) == [
        "0:00.0 cue: Relax.",
        "0:04.0 breath: and out",
        "0:10.0 cue: Relax.",
    ]
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

        timeline = arrange_timeline(sheet(text), voice, frozenset())
        assert clear(timeline)
        assert timeline.holds[0].frames == 60 * SECOND
        assert len(noted(timeline)) >= (slowness > 1)


def test_a_cue_from_the_end_is_at_its_distance_at_every_length() -> None:
    text = "## Walk\n- Walk. `move 90s in 30s-2min`\n  - Ten seconds to go. `at 10s left`\n"
    assert during(compiled(text)) == ["1:20.0 cue: Ten seconds to go."]
    assert during(compiled(text, Given(hold=("walk=2min",)))) == ["1:50.0 cue: Ten seconds to go."]
    early = "## Walk\n- Walk. `move 1-2min`\n  - Go. `at 100s left`\n"
    timeline = compiled(early)
    assert not during(timeline)
    assert noted(timeline) == [
        "6 cue-dropped “Go.” is not said: its moment only comes in a longer action."
    ]


def test_one_cue_after_another_at_the_breaths_whatever_they_take() -> None:
    cues = (
        "In. `next in`",
        "Out. `next out`",
        "Rest. `next out`",
        "Again. `at 25s`",
        "Up. `next in`",
    )
    text = step("hold 6 breaths as flow", *cues)
    four = during(compiled(text, Given(breath="4-4")), "cue")
    assert four == [
        "0:00.0 cue: In.",
        "0:04.0 cue: Out.",
        "0:12.0 cue: Rest.",
        "0:25.0 cue: Again.",
        "0:32.0 cue: Up.",
    ]
    five = during(compiled(text, Given(breath="5-5")), "cue")
    assert five == [
        "0:00.0 cue: In.",
        "0:05.0 cue: Out.",
        "0:15.0 cue: Rest.",
        "0:25.0 cue: Again.",
        "0:30.0 cue: Up.",
    ]
    # A cue that does not come up is not one to follow.
    without = step("hold 6 breaths", "In. `next in` `if left`", "Out. `next out`")
    assert during(compiled(without.replace("Calf", "Calf `sides right`")), "cue") == [
        "0:04.0 cue: Out."
    ]


@pytest.mark.parametrize(
    ("moment", "beeps"),
    [("at 3s left", 2), ("at 2s left", 1), ("last out", 3), ("at 27s", 0), ("next in", 3)],
)
def test_the_beeps_at_the_end_leave_for_a_cue_that_is_at_the_end(moment: str, beeps: int) -> None:
    timeline = compiled(step("hold 30s", f"Let go. `{moment}`"))
    spoken = during(timeline, "cue")
    counts = during(timeline, "count")
    assert len(counts) == (beeps if spoken else 3)
    assert bool(spoken) == (moment != "at 27s")


@pytest.mark.parametrize(
    ("action", "cue", "expected"),
    [
        (
            "hold 2 breaths, breathe 3-2-2",
            "",
            snapshot(
                [
                    "0:00.0 breath: Breathe in",
                    "0:01.0 number: two",
                    "0:02.0 number: three",
                    "0:03.0 breath: hold",
                    "0:04.0 number: two",
                    "0:05.0 breath: and out",
                    "0:06.0 number: two",
                    "0:07.0 breath: Breathe in",
                    "0:08.0 number: two",
                    "0:09.0 number: three",
                    "0:10.0 breath: hold",
                    "0:11.0 number: two",
                    "0:12.0 breath: and out",
                    "0:13.0 number: two",
                ]
            ),
        ),
        (
            "hold 3.5s, breathe freely",
            "",
            snapshot(["0:00.0 number: one", "0:01.0 number: two", "0:02.0 number: three"]),
        ),
        (
            "hold 2 breaths, breathe 2.5-1.5",
            "Soft. `at out 1`",
            snapshot(
                [
                    "0:00.0 breath: Breathe in",
                    "0:01.0 number: two",
                    "0:02.5 cue: Soft.",
                    "0:04.0 breath: Breathe in",
                    "0:05.0 number: two",
                    "0:06.5 breath: and out",
                ]
            ),
        ),
        (
            "hold 5s, breathe freely",
            "Two left. `at 2s left`",
            snapshot(
                [
                    "0:00.0 number: one",
                    "0:01.0 number: two",
                    "0:02.0 number: three",
                    "0:03.0 cue: Two left.",
                    "0:04.0 number: five",
                ]
            ),
        ),
    ],
)
def test_a_hold_is_counted_aloud(action: str, cue: str, expected: list[str]) -> None:
    timeline = compiled(step(f"{action}` `count aloud", *([cue] if cue else [])))
    assert during(timeline, "cue", "breath", "number", "count", "signpost") == expected


def test_counting_aloud_is_for_holds_and_stands_for_signposts_and_the_count_out() -> None:
    text = """---
title: Test
count: aloud
breath: freely
---
## A
- B. `hold 61s`
- C. `roll 60s`
"""
    timeline = compiled(text)
    held, rolled = during(timeline), during(timeline, number=1)
    assert (held[0], held[-1], len(held)) == (
        "0:00.0 number: one",
        "1:00.0 number: sixty-one",
        61,
    )
    assert rolled == ["0:30.0 signpost: Half way.", "0:50.0 signpost: Ten seconds."]
    assert not during(timeline, "count", number=1)[3:]
    assert during(compiled(text, Given(words="none"))) == []
    assert not during(compiled(text, Given(count="none")), "number")


@pytest.mark.parametrize(
    ("tenths", "said", "notes"),
    [
        (9, "Breathe in, two, three, and out, two, three", []),
        (
            10,
            "Breathe in, three, and out, two, three",
            ["The numbers find no room 1 of 6 times."],
        ),
    ],
)
def test_a_slow_voice_counts_each_second_that_it_has_time_for(
    tenths: int, said: str, notes: list[str]
) -> None:
    counted = sheet(step("hold 1 breaths, breathe 3-3, count aloud"))

    def speak(text: str) -> int:
        return SECOND * tenths // 10 if text == "Breathe in" else frames_of(text)

    timeline = arrange_timeline(counted, speak, frozenset())
    assert ", ".join(each.partition(": ")[2] for each in during(timeline)) == said
    assert [note.message for note in timeline.notes] == notes


def test_without_its_names_a_breath_is_counted_from_one() -> None:
    timeline = compiled(step("hold 1 breaths, breathe 2-2, count aloud"), Given(mute=("words",)))
    assert during(timeline) == [
        "0:00.0 number: one",
        "0:01.0 number: two",
        "0:02.0 number: one",
        "0:03.0 number: two",
    ]


def test_half_way_is_said_beside_the_number_of_a_repetition() -> None:
    text = "## Squats\n- Squat. `reps 4`\n  - Half of them. `at half`\n"
    assert during(compiled(text), "number", "cue") == snapshot(
        [
            "0:00.0 number: one",
            "0:04.0 number: two",
            "0:08.0 number: three",
            "0:08.5 cue: Half of them.",
            "0:12.0 number: last one",
        ]
    )


def test_words_for_the_next_action_in_the_first_half_of_this_one_are_noted() -> None:
    text = "## A `straight on`\n- Go. `move 6s`\n- And now let it all go again. `move 20s`\n"
    (note,) = noted(compiled(text))
    assert note == (
        "5 early-words “And now let it all go again.” takes 1.8s, "
        "and is said in the first half of this action, though it is for the next."
    )
