"""Which parts of a Markdown file are spoken, and where they belong."""

from collections.abc import Callable

import pytest

from coach.diagnostics import Checked, SourceText
from coach.script.model import Exercise, Group, Placeholder
from coach.script.parser import decode_source, parse_source
from coach.script.routine import Routine

Read = Callable[[str], Routine]


def test_items_and_quotes_are_spoken_and_the_rest_is_for_the_reader(spoken: str) -> None:
    """
    # The reader's title

    A paragraph.

    > Keep your back straight.

    ## Calf

    Another paragraph, with `code` in it.

    > Stay off the knee.

    - Sit down.
    - Lift your hips. `roll 20s`
      - Slowly.

    ```
    - A code block.
    ```

    ***

    <div>- HTML</div>
    """
    assert spoken == (
        "> Keep your back straight.\n"
        "## Calf\n"
        "> Stay off the knee.\n"
        "- Sit down.\n"
        "- Lift your hips.\n"
        "  - Slowly."
    )


def test_a_heading_with_children_is_a_group(routine: Routine, spoken: str) -> None:
    """
    ## Calf
    - Roll.
    ## Circuit
    > Take your time.
    ### Squats
    - Bend.
    ### Raises
    > Hold on to something.
    - Rise.
    ## Thigh
    - Roll.
    """
    assert spoken == (
        "## Calf\n"
        "- Roll.\n"
        "## Circuit\n"
        "> Take your time.\n"
        "### Squats\n"
        "- Bend.\n"
        "### Raises\n"
        "> Hold on to something.\n"
        "- Rise.\n"
        "## Thigh\n"
        "- Roll."
    )
    assert [type(item) for item in routine.items] == [Exercise, Group, Exercise]
    assert [(p.group.heading if p.group else None, p.exercise.heading) for p in routine.placed] == [
        (None, "Calf"),
        ("Circuit", "Squats"),
        ("Circuit", "Raises"),
        (None, "Thigh"),
    ]


def test_steps_of_a_group_are_those_of_each_of_its_exercises(routine: Routine, spoken: str) -> None:
    """
    ## Legs `times 2`
    > Stay off the knee.
    - Lift your hips. `roll 20s`
    - {steps}
    - Stop. `hold 45s as tender`
      - Breathe.
    ### Calf
    - Point your toes up. `hold 10s`
    ### Inner calf
    ## Arms
    - Shake them.
    ### Left
    - Sit.
    ### Right
    ## Neck
    - Nod.
    """
    assert spoken == (
        "## Legs\n"
        "> Stay off the knee.\n"
        "### Calf\n"
        "- Lift your hips.\n"
        "- Point your toes up.\n"
        "- Stop.\n"
        "  - Breathe.\n"
        "### Inner calf\n"
        "- Lift your hips.\n"
        "- Stop.\n"
        "  - Breathe.\n"
        "## Arms\n"
        "### Left\n"
        "- Shake them.\n"
        "- Sit.\n"
        "### Right\n"
        "- Shake them.\n"
        "## Neck\n"
        "- Nod."
    )
    names = [action.name for *_, action in routine.walk_actions()]
    assert names == ["Calf", "Calf 2", "tender", "Inner calf", "tender"]


def test_each_paragraph_of_a_quote_is_a_caution(spoken: str) -> None:
    """
    > One, on
    > two lines.
    >
    > Two.
    >
    > > Three, nested.
    >
    > - Four, in a list.

    ## Calf
    - Sit.
      > Five, under a step.
    """
    assert spoken == (
        "> One, on two lines.\n"
        "> Two.\n"
        "> Three, nested.\n"
        "> Four, in a list.\n"
        "## Calf\n"
        "> Five, under a step.\n"
        "- Sit."
    )


def test_code_in_a_caution_is_not_spoken(spoken: str) -> None:
    """
    > Stop `at once` when it hurts.

    ## Calf
    - Sit.
    """
    assert spoken == "> Stop when it hurts.\n## Calf\n- Sit."


def test_bullets_and_numbers_are_steps_alike(spoken: str) -> None:
    """
    ## Calf
    - Dash.
    * Star.
    + Plus.
    1. One.
    2) Two.

       For the reader.

    7. Seven. `hold 10s`
       1. A numbered cue.
       * A starred cue.
    """
    assert spoken == (
        "## Calf\n"
        "- Dash.\n"
        "- Star.\n"
        "- Plus.\n"
        "- One.\n"
        "- Two.\n"
        "- Seven.\n"
        "  - A numbered cue.\n"
        "  - A starred cue."
    )


def test_underlined_headings_count_as_the_others_do(spoken: str) -> None:
    """
    The reader's title
    ==================

    Calf `sides none`
    -----------------
    - Sit.
    """
    assert spoken == "## Calf\n- Sit."


def test_lines_of_one_paragraph_are_joined(routine: Routine, spoken: str) -> None:
    """
    ## Calf
    - Sit with your legs long,
      and your hands by your hips. `roll 20s,
      as up`
      - Let the ankle
    hang, lazily.
    """
    assert spoken == (
        "## Calf\n"
        "- Sit with your legs long, and your hands by your hips.\n"
        "  - Let the ankle hang, lazily."
    )
    action = routine.placed[0].exercise.steps[0].action
    assert action
    assert action.name == "up"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Sit *very* **still**, __please__ _now_.", "Sit very still, please now."),
        ("See [the picture](calf.png) first.", "See the picture first."),
        ("See [the picture][calf].\n\n[calf]: calf.png", "See the picture."),
        ("A picture: ![of a calf](calf.png) here.", "A picture: here."),
        ("Your <b>left</b> leg.", "Your left leg."),
        ("Fish &amp; chips &#65;.", "Fish & chips A."),
        (r"A \*star\* and a \`tick\`.", "A *star* and a `tick`."),
        ("Break  \nhere.", "Break here."),
        ("Too   many\t spaces.", "Too many spaces."),
        ("Rest here `rest 4s`.", "Rest here."),
        ("Rest `rest 4s` here.", "Rest here."),
        ("`rest 4s` Rest here.", "Rest here."),
        (r"Not a placeholder: \{side}.", "Not a placeholder: {side}."),
        ("Don't, “really”.", "Don't, “really”."),
        ("Roll to <https://example.org>.", "Roll to https://example.org."),
    ],
)
def test_only_words_are_spoken(read: Read, written: str, heard: str) -> None:
    (placed,) = read(f"## Calf\n- {written}\n").placed
    assert placed.exercise.steps[0].text.raw == heard


def test_a_heading_is_announced_without_its_directives_and_last_full_stop(read: Read) -> None:
    headings = ["Calf.", "Calf:", "*Calf* `sides none`", "`times 2` Calf", "Calf ##"]
    for heading in headings:
        assert read(f"## {heading}\n- Sit.\n").placed[0].exercise.heading == "Calf"


def test_a_step_may_have_an_action_and_no_words(routine: Routine) -> None:
    """
    ## Calf
    - `rest 10s`
    """
    (step,) = routine.placed[0].exercise.steps
    assert not step.text.parts
    assert step.action


def test_placeholders_stay_open_with_their_places(routine: Routine) -> None:
    """
    ---
    title: Test
    tools: [ball]
    sides: right, left
    ---
    ## Calf
    - The **{tool}** under your { side } calf, not your {other}.
    - {length}, {breaths} breaths. `hold 30s`
    - {reps} times. `reps 10`
    """
    first, second, third = routine.placed[0].exercise.steps
    assert first.text.parts[::2] == ("The ", " under your ", " calf, not your ", ".")
    assert [p.name for p in first.text.placeholders] == ["tool", "side", "other"]
    assert [p.name for p in second.text.placeholders] == ["length", "breaths"]
    assert [p.name for p in third.text.placeholders] == ["reps"]
    assert [
        routine.source.text[part.span.start : part.span.end]
        for part in first.text.parts
        if isinstance(part, Placeholder)
    ] == ["{tool}", "{ side }", "{other}"]


def test_every_text_and_action_knows_its_place(routine: Routine) -> None:
    """
    ---
    title: Test
    ---

    > > Take
    > > care.

    ## *Calf* `times 2`

    1. Sit
       down. `hold 30s as tender`
       - Slowly. `at 5s`
    """

    def at(start: int, end: int) -> str:
        return routine.source.text[start:end]

    (placed,) = routine.placed
    (step,) = placed.exercise.steps
    assert step.action
    spans = [
        routine.cautions[0].span,
        placed.exercise.scope.span,
        step.text.span,
        step.action.span,
        step.cues[0].text.span,
    ]
    assert [at(span.start, span.end) for span in spans] == [
        "Take\n> > care.",
        "*Calf* `times 2`",
        "Sit\n   down. `hold 30s as tender`",
        "hold 30s as tender",
        "Slowly. `at 5s`",
    ]
    assert [routine.source.find_position(span.start) for span in spans] == [
        (5, 5),
        (8, 4),
        (10, 4),
        (11, 11),
        (12, 6),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(newline: str, mark: str) -> None:
    text = "---\ntitle: Test\nsides: right, left\n---\n## Calf\n- Sit\n  down. `hold 30s`\n"
    decoded = decode_source("test.md", (mark + text.replace("\n", newline)).encode())
    assert decoded == Checked(SourceText("test.md", text))
    assert parse_source(decoded.value) == parse_source(SourceText("test.md", text))


def test_the_front_matter_may_be_closed_with_dots_or_longer_dashes(read: Read) -> None:
    for opening, closing in (("---", "---"), ("---", "..."), ("---", "-----"), ("----", "----")):
        routine = read(f"{opening}\ntitle: T\n{closing}\n## Calf\n- Sit.\n")
        assert routine.front.title == "T"
