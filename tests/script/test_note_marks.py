"""The marks of notes apps and code hosts, none of which is spoken."""

from collections.abc import Callable

import pytest

from coach.script.routine import Routine


def test_the_marks_of_notes_apps_are_never_spoken(spoken: str) -> None:
    """
    > [!warning]
    > Never bounce.

    ## Hip flexor #hips

    - [ ] Kneel down.
    - [x] Lean ==slowly== forward.[^1] `hold 20s`
      - [ ] Sink %%not too far%% deeper.
    - ~~Jump.~~ Step forward. %%ask the physio%%
    - See [[Calf roll|the calf roll]], [[Legs]] and ![[leg.png]]. ^step4

    [^1]: A footnote.
    """
    assert spoken == (
        "> Never bounce.\n"
        "## Hip flexor\n"
        "- Kneel down.\n"
        "- Lean slowly forward.\n"
        "  - Sink deeper.\n"
        "- Step forward.\n"
        "- See the calf roll, Legs and."
    )


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Sit<br>down.", "Sit down."),
        ("Sit<BR />down.", "Sit down."),
        ("Sit <!-- slowly --> down.", "Sit down."),
        ("~~Hold. `hold 20s`~~ Sit.", "Sit."),
        ("~~Jump, ==high==~~ Sit.", "Sit."),
        ("Go ==as far as **you** can==.", "Go as far as you can."),
        ("Sit down #legs/calf now.", "Sit down now."),
        ("[/] Sit.", "Sit."),
        ("Sit[^a b] down.", "Sit[^a b] down."),
        # What only looks like a mark is said.
        ("Keep a == b.", "Keep a == b."),
        ("Take ball #1, in C#.", "Take ball #1, in C#."),
        ("Give 100% and 50%.", "Give 100% and 50%."),
        ("Wait ~ a while.", "Wait ~ a while."),
        ("Sit [down] now.", "Sit [down] now."),
        (r"Sit \[[down]].", "Sit [[down]]."),
        ("Sit, x ^ y.", "Sit, x ^ y."),
    ],
)
def test_what_is_said_of_a_step(written: str, words: str, read: Callable[[str], Routine]) -> None:
    (placed,) = read(f"## Calf\n- {written}\n").placed
    assert placed.exercise.steps[0].text.raw == words


def test_the_tag_of_a_callout_may_have_a_title_and_be_folded(spoken: str) -> None:
    """
    ## Calf
    > [!note]- Take care.
    > Never bounce.

    - Sit.
    """
    assert spoken == "## Calf\n> Take care. Never bounce.\n- Sit."
