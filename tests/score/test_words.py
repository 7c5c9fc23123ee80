"""What is said of steps that come up again: occasions, and words in full, in brief, least, none."""

import pytest

from coach.score.timeline import Timeline
from support import Given, compiled, during, said

STEPS = ("announce", "instruction", "length")
CALVES = """---
title: Calves
sides: right, left
words: {words}
---

## Passes

- Sit with both legs long. `if first`
- **Slide it under your {{side}} calf**, just below the bulk. `if new side` `rest 5s`
- {{steps}}
- **Lift your hips. Roll slowly up**, to the knee. `roll 15s as up`
- Stop on the most tender spot. Breathe deeply. `hold 45s in 30-90s as tender`

### Centre

- **Toes up**, ankle loose.

### Inner

- Turn your foot in. Not far.
"""


def lines(text: str, *roles: str) -> list[str]:
    """Compile a script, and write what is said in the parts of its visits."""
    return said(compiled(text), *(roles or STEPS))


def steps(timeline: Timeline) -> list[str]:
    return said(timeline, "instruction")


def test_in_full_all_is_said_each_time_but_what_comes_up_first_or_on_a_new_side() -> None:
    assert lines(CALVES.format(words="full")) == [
        "Centre, one of two, right side.",
        "Sit with both legs long.",
        "Slide it under your right calf, just below the bulk.",
        "Toes up, ankle loose.",
        "Lift your hips. Roll slowly up, to the knee.",
        "For fifteen seconds.",
        "Stop on the most tender spot. Breathe deeply.",
        "For forty-five seconds.",
        "Inner, two of two, right side.",
        "Turn your foot in. Not far.",
        "Lift your hips. Roll slowly up, to the knee.",
        "For fifteen seconds.",
        "Stop on the most tender spot. Breathe deeply.",
        "For forty-five seconds.",
        "Centre.",
        "Slide it under your left calf, just below the bulk.",
        "Toes up, ankle loose.",
        "Lift your hips. Roll slowly up, to the knee.",
        "For fifteen seconds.",
        "Stop on the most tender spot. Breathe deeply.",
        "For forty-five seconds.",
        "Inner, left side.",
        "Turn your foot in. Not far.",
        "Lift your hips. Roll slowly up, to the knee.",
        "For fifteen seconds.",
        "Stop on the most tender spot. Breathe deeply.",
        "For forty-five seconds.",
    ]


def test_in_brief_a_step_is_said_in_full_once_and_then_in_its_short_words() -> None:
    assert lines(CALVES.format(words="brief")) == [
        "Centre, one of two, right side.",
        "Sit with both legs long.",
        "Slide it under your right calf, just below the bulk.",
        "Toes up, ankle loose.",
        "Lift your hips. Roll slowly up, to the knee.",
        "For fifteen seconds.",
        "Stop on the most tender spot. Breathe deeply.",
        "For forty-five seconds.",
        "Inner, two of two, right side.",
        "Turn your foot in. Not far.",
        "Lift your hips. Roll slowly up.",
        "Stop on the most tender spot.",
        "Centre.",
        "Slide it under your left calf.",
        "Toes up.",
        "Lift your hips. Roll slowly up.",
        "Stop on the most tender spot.",
        "Inner, left side.",
        "Turn your foot in.",
        "Lift your hips. Roll slowly up.",
        "Stop on the most tender spot.",
    ]


def test_with_least_words_a_step_is_said_in_its_short_words_from_the_start() -> None:
    assert lines(CALVES.format(words="least")) == [
        "Centre, one of two, right side.",
        "Sit with both legs long.",
        "Slide it under your right calf.",
        "Toes up.",
        "Lift your hips. Roll slowly up.",
        "For fifteen seconds.",
        "Stop on the most tender spot.",
        "For forty-five seconds.",
        "Inner, two of two, right side.",
        "Turn your foot in.",
        "Lift your hips. Roll slowly up.",
        "Stop on the most tender spot.",
        "Centre.",
        "Slide it under your left calf.",
        "Toes up.",
        "Lift your hips. Roll slowly up.",
        "Stop on the most tender spot.",
        "Inner, left side.",
        "Turn your foot in.",
        "Lift your hips. Roll slowly up.",
        "Stop on the most tender spot.",
    ]


OPENING = """---
title: Calves
tools: [foam roller]
avoid: [gout]
words: {words}
then: thighs
---

> Go slowly.

## Calf `times 2`

> Stay off the knee.

- Sit on the {{tool}}. Or stand. `hold 20s, times 2`
  - Breathe. `at 5s`
- Do it. `reps 3`
"""


@pytest.mark.parametrize("words", ["full", "brief"])
def test_the_opening_is_the_same_in_brief(words: str) -> None:
    assert lines(OPENING.format(words=words), "title", "caution") == [
        "Calves. About two minutes and forty seconds. You need a foam roller.",
        "Stop if you feel sharp pain, numbness or tingling.",
        "Skip this if you have gout.",
        "Go slowly.",
        "Stay off the knee.",
    ]


def test_the_least_opening_is_the_title_and_when_to_stop() -> None:
    title, *others = lines(OPENING.format(words="least"), "title", "caution")
    assert title.endswith("You need a foam roller.")
    assert others == ["Stop if you feel sharp pain, numbness or tingling.", "Stay off the knee."]


def test_without_words_only_tones_beeps_and_silences_are_heard() -> None:
    text = "---\ntitle: Calves\nsides: right, left\nwords: none\n---\n" + OPENING.split("---")[2]
    timeline = compiled(text.replace("{{tool}}", "chair"))
    assert {event.kind for event in timeline.events} == {"tone", "breath"}
    assert {event.role for event in timeline.events} == {
        *("in", "out", "count", "start", "end", "tempo", "side", "finish"),
    }
    worded = compiled(text.replace("{{tool}}", "chair").replace("words: none", "words: full"))
    assert [(h.name, h.kind, h.frames) for h in timeline.holds] == [
        (h.name, h.kind, h.frames) for h in worded.holds
    ]
    assert [c.title for c in timeline.chapters] == [c.title for c in worded.chapters]
    assert timeline.frames < worded.frames


def test_without_words_a_chapter_begins_with_the_first_thing_of_its_visit() -> None:
    timeline = compiled(
        """---
title: Restful
words: none
count: none
settle: 0s
---

## Rested

- Sit down. `rest 5s`
- Push. `move 10s, settle 0s`

## Waited

- Stand up. `wait 5s`
- Push. `move 10s, settle 0s`

## At once

- Push. `move 10s`
"""
    )

    assert [(chapter.at, chapter.title) for chapter in timeline.chapters[1:]] == [
        (timeline.holds[0].at, "Rested"),
        (timeline.holds[2].at, "Waited"),
        (timeline.holds[4].at, "At once"),
    ]


def test_in_brief_a_length_is_told_again_where_it_differs_from_the_last() -> None:
    text = """---
title: Test
words: brief
---
## A
- Stop here. `hold 20s`
## B
- Stop here. `hold 20s`
## C
- Stop here. `hold 30s`
## D
- Stop here. `hold 30s`
## E
- Stop here. `hold 20s`
- Stop there. `hold 20s`
"""
    assert lines(text, "length") == [
        "For twenty seconds.",
        "For thirty seconds.",
        "For twenty seconds.",
        "For twenty seconds.",
    ]


def test_a_length_among_the_words_is_told_by_them() -> None:
    text = """---
title: Test
words: brief
---
## A `times 3`
- Stop for {length}. Do not move. `hold 20s`
- **Stop there**, for {length}. `hold 30s`
## B
- **Stop there**, for {length}. `hold 40s`
"""
    assert lines(text) == [
        "A, one of two.",
        "Stop for twenty seconds. Do not move.",
        "Stop there, for thirty seconds.",
        "Round two.",
        "Stop for twenty seconds.",
        "Stop there.",
        "Last round.",
        "Stop for twenty seconds.",
        "Stop there.",
        "B, two of two.",
        "Stop there.",
        "For forty seconds.",
    ]


def test_steps_with_the_same_words_are_one_step_wherever_they_come_up() -> None:
    text = """---
title: Test
sides: right, left
words: brief
---
## A
- Lie on your {side} side. Bend your knee.
- Lie on your {other} side. Bend your knee.
## B
- Lie on your {side} side. Bend your knee. `hold 20s`
- lie on your {side} side. Bend your knee.
"""
    right = [
        "Lie on your right side. Bend your knee.",
        "Lie on your left side. Bend your knee.",
        "Lie on your right side.",
        "lie on your right side. Bend your knee.",
    ]
    assert lines(text, "instruction")[:4] == right
    assert lines(text, "instruction")[4:] == [
        "Lie on your left side.",
        "Lie on your right side.",
        "Lie on your left side.",
        "lie on your left side.",
    ]


def test_what_is_suppressed_was_not_said_and_is_in_full_where_it_first_is() -> None:
    text = """---
title: Test
words: brief
---
## A `times 3`
- Sit down. Breathe.
- The lunge again. As before. `unless first`
"""
    assert lines(text, "instruction") == [
        "Sit down. Breathe.",
        "Sit down.",
        "The lunge again. As before.",
        "Sit down.",
        "The lunge again.",
    ]


def test_conditions_on_rounds_are_of_the_rounds_announced() -> None:
    text = """
## A `times 3`
- One. `if round 1`
- Two. `unless round 1`
- Three. `if round 3`
- Four. `if round 1` `if first`
- Five. `hold 10s, if round 2`
  - Cue. `unless round 2`
"""
    assert lines(text) == [
        "A.",
        "One.",
        "Four.",
        "Round two.",
        "Two.",
        "Five.",
        "For ten seconds.",
        "Last round.",
        "Two.",
        "Three.",
    ]


def test_an_action_falls_away_with_its_step_and_a_visit_with_its_last() -> None:
    text = """
## A `times 3, rest 10s between`
- One. `hold 10s, if first`
## B `times 2`
- Two. `hold 10s`
"""
    timeline = compiled(text)
    assert [hold.name for hold in timeline.holds] == ["A", "B", "B"]
    assert [chapter.title for chapter in timeline.chapters] == [
        "Introduction",
        "A · round 1",
        "B · round 1",
        "B · round 2",
    ]


def test_first_is_the_first_time_with_the_other_conditions_and_in_the_track_as_cut() -> None:
    text = """---
title: Test
sides: right, left
options:
  firmer: press harder
---
## A
- One. `if left, if first`
- Two. `if firmer, if first`
- Three. `if first`
- Go. `hold 10s`
## B
- Three. `if first`
- Two. `if first`
- Go. `hold 10s`
"""
    assert steps(compiled(text)) == ["Three.", "Go.", "Two.", "Go.", "One.", "Go.", "Go."]
    assert steps(compiled(text, Given(only=("b",)))) == ["Three.", "Two.", "Go.", "Go."]
    assert steps(compiled(text, Given(with_=("firmer",)))) == [
        *("Two.", "Three.", "Go.", "Go.", "One.", "Go.", "Go."),
    ]


def test_a_new_side_is_one_on_which_the_step_did_not_come_up() -> None:
    text = """
## A `sides right, left, right`
- Turn. `if new side`
- Stay. `unless new side`
- Go. `hold 5s`
## B `sides none`
- Turn. `if new side`
- Go. `hold 5s`
"""
    assert steps(compiled(text)) == ["Turn.", "Go.", "Turn.", "Go.", "Stay.", "Go.", "Turn.", "Go."]


def test_a_cue_comes_up_in_each_set_and_is_first_in_one() -> None:
    text = """
## A `times 2`
- Go. `hold 10s, times 3, count none, breathe freely`
  - First. `at 1s, if first`
  - Later. `at 2s, unless first`
  - Second. `at 3s, if round 2`
"""
    timeline = compiled(text)
    cues = [during(timeline, "cue", number=number) for number in range(6)]
    assert cues == [
        ["0:01.0 cue: First."],
        ["0:02.0 cue: Later."],
        ["0:02.0 cue: Later."],
        ["0:02.0 cue: Later.", "0:03.0 cue: Second."],
        ["0:02.0 cue: Later.", "0:03.0 cue: Second."],
        ["0:02.0 cue: Later.", "0:03.0 cue: Second."],
    ]


def test_a_cue_between_sets_comes_up_where_it_is_said() -> None:
    text = """
## A `times 2`
- Go. `hold 10s, times 3`
  - Out. `after each, if first`
  - In. `before next, if first`
  - Again. `before next, unless first`
"""
    assert said(compiled(text), "cue") == ["Out.", "In.", "Again.", "Again.", "Again."]


EACH = """---
title: Test
words: {words}
---
## A
- Go. `{action}, count none`
  - Sink. `each {phase}`
"""


@pytest.mark.parametrize(
    ("words", "action", "phase", "seconds"),
    [
        ("full", "hold 60s", "out", [4, 14, 24, 34, 44, 54]),
        ("brief", "hold 60s", "out", [4, 14, 54]),
        ("least", "hold 60s", "in", [0, 10, 50]),
        ("brief", "hold 20s", "out", [4, 14]),
        ("brief", "hold 30s", "out", [4, 14, 24]),
        ("brief", "hold 10s", "out", [4]),
        ("brief", "reps 6 tempo 2-0-2-0", "lift", [2, 6, 22]),
    ],
)
def test_in_brief_a_cue_of_each_phase_is_said_at_two_and_near_the_end(
    words: str, action: str, phase: str, seconds: list[int]
) -> None:
    timeline = compiled(EACH.format(words=words, action=action, phase=phase))
    assert during(timeline, "cue") == [f"0:{second:02d}.0 cue: Sink." for second in seconds]


def test_what_is_left_out_is_marked_for_a_reader() -> None:
    timeline = compiled(CALVES.format(words="brief"))
    spoken = {event.at: event.text for event in timeline.events if event.kind == "speech"}
    assert [(spoken[each.at], each.text) for each in timeline.left_out][:4] == [
        ("Lift your hips. Roll slowly up.", "Lift your hips. Roll slowly up[, to the knee]."),
        (
            "Stop on the most tender spot.",
            "Stop on the most tender spot. [Breathe deeply.]",
        ),
        ("Slide it under your left calf.", "Slide it under your left calf[, just below the bulk]."),
        ("Toes up.", "Toes up[, ankle loose]."),
    ]
    assert not compiled(CALVES.format(words="full")).left_out
