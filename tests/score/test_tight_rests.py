"""Rests that have no room for the words in them."""

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import render_diagnostic
from coach.score.arrange import find_outcomes
from coach.score.tight_rests import warn_of_tight_rests
from support import frames_of, script, sheet

LONG = "Lie on your back, let your legs be long, and look up to the ceiling with both eyes."


def warned(text: str) -> str:
    rests = find_outcomes(sheet(text), frames_of).rests
    return "\n".join(map(render_diagnostic, warn_of_tight_rests(script(text), rests)))


def test_words_that_make_a_rest_longer() -> None:
    assert warned(f"## Lift `times 2, rest 2s between`\n- {LONG} `move 5s`\n") == snapshot("""\
test.md:4:4: warning[rest-longer]: The rest of 2s lasts up to 3.6s: its words and rests take longer.
    4 | ## Lift `times 2, rest 2s between`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Say less in it, or state a longer rest.
test.md:4:4: note[rest-short]: The rest of 2s has no room for lengths, “Rest”, the number \
and the beeps.
    4 | ## Lift `times 2, rest 2s between`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Say less in it, or state a longer rest.\
""")


def test_words_that_make_an_interval_longer() -> None:
    assert warned(f"## Lift `times 2, every 7s`\n- {LONG} `move 5s`\n") == snapshot("""\
test.md:4:4: error[late-interval]: The rest of 2s lasts up to 3.6s: its words and rests take longer.
    4 | ## Lift `times 2, every 7s`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^
  Say less before the action, make it shorter, or state a longer interval.
test.md:4:4: note[rest-short]: The rest of 2s has no room for lengths, “Rest”, the number \
and the beeps.
    4 | ## Lift `times 2, every 7s`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^
  Say less in it, or state a longer rest.\
""")


def test_a_name_and_a_number_without_room() -> None:
    circuit = f"""## Circuit `rest 4s between each`
### Squats
- Go. `move 5s`
### Lunges
- {LONG} `move 5s`
"""
    assert warned(circuit) == snapshot("""\
test.md:4:4: note[rest-short]: The rest of 4s has no room for lengths, “Rest”, \
the announcement and the beeps.
    4 | ## Circuit `rest 4s between each`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Say less in it, or state a longer rest.\
""")
    sets = f"## Tilt\n- Go. `move 5s, times 3, rest 4s between`\n  - {LONG} `after each`\n"
    assert warned(sets) == snapshot("""\
test.md:5:8: note[rest-short]: The rest of 4s has no room for “Rest”, the number and the beeps.
    5 | - Go. `move 5s, times 3, rest 4s between`
      |        ^^^^^^^
  Say less in it, or state a longer rest.\
""")


@pytest.mark.parametrize(
    "text",
    [
        "## Tabata\n- Go. `move 20s, times 8, rest 10s between`\n",
        "## Two `rest 9s between each`\n### A\n- Go. `move 20s`\n### B\n- Go. `move 9s`\n",
        "## Emom\n- Go. `reps 10, times 3, every 1min`\n",
    ],
)
def test_rests_with_room(text: str) -> None:
    assert warned(text) == ""
