"""What a small file costs at the most: it grows with the size of the file, not with its cube."""

import time

import pytest

from coach.diagnostics import SourceText
from coach.score.arrange import find_outcomes
from coach.script.parser import parse_source
from support import Given, frames_of, refused, sheet

SOON_S = 5
"""Some times what it takes, and a twentieth of what it took when all was placed each time."""


def test_a_hundred_cues_at_each_breath_of_twenty_hours() -> None:
    cues = "  - R. `each out`\n" * 100
    begun = time.process_time()
    planned = sheet(f"## A\n- S. `hold 60min, breathe 0.5-0.5, times 20`\n{cues}")
    outcomes = [each for each in find_outcomes(planned, frames_of).cues if each.is_authors]
    assert time.process_time() - begun < SOON_S
    assert len(outcomes) == 100
    assert {each.said + each.dropped for each in outcomes} == {72_000}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("## A `times 1000`\n" + "- Sit.\n" * 500, id="steps without an action"),
        pytest.param("## A `times 1000`\n" + "- Sit. `if round 7`\n" * 1000, id="conditions"),
        pytest.param(
            "## A\n- Sit. `move 1s, times 1000`\n" + "  - Up. `after each`\n" * 200,
            id="words between the sets",
        ),
    ],
)
def test_what_takes_no_time_of_its_own_cannot_be_heaped_up(body: str) -> None:
    begun = time.process_time()
    assert "track-too-long" in refused(body, Given())
    assert time.process_time() - begun < SOON_S


def test_steps_shared_by_many_exercises() -> None:
    text = "## G\n" + "- Sit. `move 1s`\n" * 400 + "### A\n- Up.\n" * 400
    routine = parse_source(SourceText("test.md", f"---\ntitle: T\n---\n{text}"))
    assert [each.message for each in routine.diagnostics if each.code == "too-many-steps"] == [
        "400 steps are shared by 400 exercises."
    ]
