"""Lines that are nearly a step or a heading are told; what is written for the reader is not."""

# ruff: noqa: E501 (what is said stands as it is shown)

from collections.abc import Callable

import pytest
from inline_snapshot import snapshot


def test_lines_that_are_nearly_a_step_or_a_heading(report: str) -> None:
    """
    ## Calf

    • Sit down on the floor.
    – Put the roller under your calf.

    - Hold still.
    -Lift your hips.

    ##Thigh

    1.Roll slowly.

    *Lower your hips.

    **Shin**

    - Roll slowly.
    """
    assert report == snapshot("""\
test.md:6:1: warning[nearly-step]: This line is plain text, not a step.
    6 | • Sit down on the floor.
      | ^^^^^^^^^^^^^^^^^^^^^^^^
  Begin it with a hyphen and a space.
test.md:7:1: warning[nearly-step]: This line is plain text, not a step.
    7 | – Put the roller under your calf.
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Begin it with a hyphen and a space.
test.md:10:1: warning[nearly-step]: This line is plain text, not a step.
   10 | -Lift your hips.
      | ^^^^^^^^^^^^^^^^
  Put a space after the mark.
test.md:12:1: warning[nearly-heading]: This line is plain text, not a heading.
   12 | ##Thigh
      | ^^^^^^^
  Put a space between the hashes and the name.
test.md:14:1: warning[nearly-step]: This line is plain text, not a step.
   14 | 1.Roll slowly.
      | ^^^^^^^^^^^^^^
  Put a space after the mark.
test.md:16:1: warning[nearly-step]: This line is plain text, not a step.
   16 | *Lower your hips.
      | ^^^^^^^^^^^^^^^^^
  Put a space after the mark.
test.md:18:1: warning[nearly-heading]: This bold line is for the reader; the steps under it belong to the exercise above.
   18 | **Shin**
      | ^^^^^^^^
  Write it as a heading, with `##` before it, if it names an exercise.\
""")


def test_an_item_that_is_indented_too_little(report: str) -> None:
    """
    ## Calf

    1. Hold still. `hold 20s`
      - Let the ankle hang.
    2. Lower your hips.
    """
    assert report == snapshot("""\
test.md:7:5: warning[shallow-item]: This item is indented too little to belong to the step above it: it is a step itself.
    7 |   - Let the ankle hang.
      |     ^^^^^^^^^^^^^^^^^^^
  Indent it by 3 spaces, as far as the words of that step.\
""")


@pytest.mark.parametrize(
    "line",
    [
        "-\u00a0Sit.",
        "1.\u00a0Sit.",
        "2)Sit.",
        "+Sit.",
        "— Sit.",
        "− Sit.",  # noqa: RUF001 (a minus sign)
        "·Sit.",
        "-Äußere Wade.",
    ],
)
def test_a_line_is_nearly_a_step(line: str, tell: Callable[[str], str]) -> None:
    told = tell(f"## Calf\n\n{line}\n\n- Sit.\n")
    assert told.count("warning[nearly-step]") == told.count("[") == 1


@pytest.mark.parametrize("line", ["###Thigh", "##\u00a0Thigh", "##Äußere Wade"])
def test_a_line_is_nearly_a_heading(line: str, tell: Callable[[str], str]) -> None:
    told = tell(f"## Calf\n- Sit.\n\n{line}\n")
    assert told.count("warning[nearly-heading]") == told.count("[") == 1


@pytest.mark.parametrize(
    "text",
    [
        "*Slowly* at first, and then faster.",
        "**Take care** of your back.\n\nMore of it.",
        "-5 degrees is too cold.",
        "1.5 kg is enough, and 3.14 is too much.",
        "Legs (calf\n-- and thigh).",
        "#legs #calf",
        "---\n\nA rule stands above.",
        "A line that goes on\nin the next.",
        "- Sit down, and put the roller\n  under your calf.\n- Lift.",
        "1. Sit.\n   - Not yet. `at 5s`\n2. Lift.".replace("Sit.", "Sit. `hold 20s`"),
        " - Sit.\n - Lift.",
    ],
)
def test_what_is_for_the_reader_is_left_alone(text: str, tell: Callable[[str], str]) -> None:
    assert tell(f"## Calf\n\n{text}\n\n- Sit.\n") == ""
