"""The short words of a step: what emphasis marks, and what they are without it."""

# ruff: noqa: E501 (what is said stands as it is shown)

from collections.abc import Callable

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import render_diagnostic
from coach.script.routine import Routine
from coach.script.short_words import bracket_left_out, describe_emphasis, find_marked, shorten_text

Read = Callable[[str], Routine]

HEAD = "---\ntitle: Test\nsides: right, left\ntools: [foam roller]\n---\n## Calf\n"


@pytest.mark.parametrize(
    ("written", "short"),
    [
        # strong emphasis that begins a sentence
        ("**Lift your hips**, and roll up.", "Lift your hips."),
        ("__Lift your hips__, and roll up.", "Lift your hips."),
        ("**Lift your hips. Roll slowly up**, to the knee.", "Lift your hips. Roll slowly up."),
        ("**Lower your hips.**", "Lower your hips."),
        ("**Lower your hips!** Rest.", "Lower your hips!"),
        ("Bend your knees. **Get under the pad.** Wait.", "Get under the pad."),
        ("**Sit down** on the floor. Breathe. **Lie back** now.", "Sit down. Lie back."),
        ("**One.** **Two.** Three.", "One. Two."),
        ("***Sit down*** on the floor.", "Sit down."),
        ("**Sit *right* down** on the floor.", "Sit right down."),
        ("“**Sit down** now,” she said.", "Sit down."),
        ("**Is your knee bent**, or straight?", "Is your knee bent."),
        ("**Slide it under your {side} calf**, just there.", "Slide it under your {side} calf."),
        ("**Turn your {side}** foot in.", "Turn your {side}."),
        ("**{side} leg up**, other leg down.", "{side} leg up."),
        ("Sit. **{side} leg up**, other leg down.", "{side} leg up."),
        ("**Sit with both `hold 30s` legs long**, and wait.", "Sit with both legs long."),
        ("**Rest —** slowly now.", "Rest."),
        # emphasis that does not
        ("Stop on the **most tender** spot. Breathe.", "Stop on the most tender spot."),
        ("*Lift your hips.* Roll up.", "Lift your hips."),
        ("Sit. Then **lie** down.", "Sit."),
        ("Roll, e. g. **Slowly** on. Then stop.", "Roll, e. g. Slowly on."),
        # none at all
        ("Roll slowly up, to just below the knee.", "Roll slowly up, to just below the knee."),
        ("Stop here. Breathe deeply.", "Stop here."),
        ("Is it sore? Go on.", "Is it sore?"),
        ("Sit on the {tool}. Lift your {side} leg.", "Sit on the {tool}."),
        ("Take {breaths} breaths", "Take {breaths} breaths"),
        ("Setz dich, z. B. auf den Boden. Dann roll.", "Setz dich, z. B. auf den Boden."),
    ],
)
def test_the_short_words_of_a_step(read: Read, written: str, short: str) -> None:
    code = "" if "`" in written else " `hold 30s`"
    (step,) = read(f"{HEAD}- {written}{code}\n").placed[0].exercise.steps
    assert shorten_text(step.text).raw == short


def test_a_step_without_words_has_no_short_ones(read: Read) -> None:
    (step,) = read(f"{HEAD}- `hold 30s`\n").placed[0].exercise.steps
    assert shorten_text(step.text).raw == ""


def test_marked_ranges_are_those_of_the_words_as_they_are_spoken(read: Read) -> None:
    text = "Sit   `hold 30s`\n  down. **Lift  your {side}\n  leg** up. Go **on**."
    (step,) = read(f"{HEAD}- {text}\n").placed[0].exercise.steps
    raw = step.text.raw
    assert raw == "Sit down. Lift your {side} leg up. Go on."
    assert [raw[start:end] for start, end in step.text.strong] == ["Lift your {side} leg", "on"]
    assert [raw[start:end] for start, end in find_marked(step.text)] == ["Lift your {side} leg"]


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("**Lift your hips**, and roll up.", "Lift your hips[, and roll up]."),
        ("Bend. **Get under the pad.** Wait.", "[Bend.] Get under the pad. [Wait.]"),
        ("**Sit down** now. Breathe. **Lie** on it.", "Sit down [now. Breathe.] Lie [on it.]"),
        ("Stop here. Breathe deeply.", "Stop here. [Breathe deeply.]"),
        ("**Turn** your {side} foot", "Turn [your {side} foot]"),
        ("**Lower your hips.**", "Lower your hips."),
        ("**Lower your hips**.", "Lower your hips."),
        ("Stop here.", "Stop here."),
    ],
)
def test_what_short_words_leave_out_is_bracketed(read: Read, written: str, marked: str) -> None:
    (step,) = read(f"{HEAD}- {written} `hold 30s`\n").placed[0].exercise.steps
    assert bracket_left_out(step.text).raw == marked


def test_emphasis_that_is_read_as_short_words_is_told_once(read: Read) -> None:
    body = "- Sit on the **most tender** spot.\n- **Sit** down.\n- **Lie** back.\n"
    routine = read(f"{HEAD}{body}## Legs\n- **Lift** them.\n### Left\n### Right\n")
    (note,) = describe_emphasis(routine)
    assert render_diagnostic(note) == snapshot("""\
test.md:8:3: note[short-words]: Strong emphasis at the start of a sentence marks the short words of a step here, and in 2 more steps.
    8 | - **Sit** down.
      |   ^^^^^^^^^^^^^
  `words: brief` says only them from the second time on; mark plain emphasis with one `*`.\
""")
    assert not describe_emphasis(read(f"{HEAD}- Sit on the **most tender** spot.\n"))
    (note,) = describe_emphasis(read(f"{HEAD}- **Sit** down.\n"))
    assert note.message == snapshot(
        "Strong emphasis at the start of a sentence marks the short words of a step here."
    )
