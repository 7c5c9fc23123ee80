"""What is left of an item's words where its code spans stood."""

import pytest

from support import script

CLOSED = """
Lean in (`hold 20s`) and breathe.            | Lean in and breathe.
Lean in [`hold 20s`] and breathe.            | Lean in and breathe.
Lean in («`hold 20s`») and breathe.          | Lean in and breathe.
Lean in (`hold 20s`).                        | Lean in.
Lean in (`hold 20s`), and breathe.           | Lean in, and breathe.
Lean in (`hold 20s`, `settle 4s`) and wait.  | Lean in and wait.
Lean in (slowly, `hold 20s`) and wait.       | Lean in (slowly) and wait.
Lean in (`hold 20s`, slowly) and wait.       | Lean in (slowly) and wait.
Lean in (`hold 20s` slowly) and wait.        | Lean in (slowly) and wait.
Lean in, `hold 20s`, breathing out.          | Lean in, breathing out.
Lean in; `hold 20s`; breathe out.            | Lean in; breathe out.
Lean in, `hold 20s`.                         | Lean in.
Lean in, `hold 20s`!                         | Lean in!
Lean in, `hold 20s`                          | Lean in
Lean in: `hold 20s`                          | Lean in
Lean in - `hold 20s`                         | Lean in
Lean in – `hold 20s`                         | Lean in
Lean in – `hold 20s` – and breathe.          | Lean in – and breathe.
Lean in `hold 20s` – and breathe.            | Lean in – and breathe.
Lean in, `hold 20s` breathing out.           | Lean in, breathing out.
Lean in `hold 20s`, breathing out.           | Lean in, breathing out.
Lean in `hold 20s` and breathe.              | Lean in and breathe.
Lean in `hold 20s` `settle 4s`.              | Lean in.
Lean in `hold 20s`, `settle 4s`.             | Lean in.
`hold 20s`, then let go.                     | then let go.
`hold 20s`: let go.                          | let go.
`hold 20s` Let go.                           | Let go.
Lean in.`hold 20s`                           | Lean in.
Lean in`hold 20s`slowly.                     | Lean in slowly.
Lean in. `hold 20s` Breathe out.             | Lean in. Breathe out.
A 1-2-1 step (left) `hold 20s`.              | A 1-2-1 step (left).
"""


ROWS = [tuple(map(str.strip, line.split("|"))) for line in CLOSED.strip().splitlines()]


@pytest.mark.parametrize(("written", "said"), ROWS)
def test_no_mark_is_left_around_a_code_span_in_an_item(written: str, said: str) -> None:
    routine = script(f"---\ntitle: T\n---\n\n## A\n\n- {written}\n")
    assert routine.placed[0].exercise.steps[0].text.raw == said


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Calf (`times 2`)", "Calf"),
        ("Calf, `times 2`", "Calf"),
        ("Calf: `times 2`", "Calf"),
        ("Calf – `times 2`", "Calf"),
        ("Calf (`times 2`, slowly)", "Calf (slowly)"),
    ],
)
def test_no_mark_is_left_around_a_code_span_in_a_heading(heading: str, said: str) -> None:
    routine = script(f"---\ntitle: T\n---\n\n## {heading}\n\n- Rest.\n")
    assert routine.placed[0].exercise.heading == said


def test_a_placeholder_next_to_a_span_stays() -> None:
    front = "---\ntitle: T\nsides: right, left\n---\n"
    words = (
        script(f"{front}\n## A\n\n- Lift (`hold 5s`, {{side}}), {{side}} `settle 4s`.\n")
        .placed[0]
        .exercise.steps[0]
        .text
    )
    assert words.raw == "Lift ({side}), {side}."
