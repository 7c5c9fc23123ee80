"""Warnings of breaths that nobody would breathe, when a script is checked."""

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import render_diagnostic
from coach.score.adjustments import Adjustments
from coach.score.breath_warnings import warn_of_short_flows, warn_of_strained_breath
from coach.score.lengths import choose_lengths
from support import script


def warnings(action: str) -> str:
    routine = script(f"## Calf\n- Stop. `{action}`\n")
    lengths = choose_lengths(routine, Adjustments()).value
    assert not lengths.refusals
    return "\n".join(map(render_diagnostic, warn_of_strained_breath(routine, lengths)))


def test_a_hold_much_shorter_than_one_breath() -> None:
    assert warnings("hold 5s") == snapshot("""\
test.md:5:10: warning[hurried-breath]: In 5s the breath is pressed to 50 per cent of its pattern.
    5 | - Stop. `hold 5s`
      |          ^^^^^^^
  Allow a longer hold, or state a quicker pattern with `breathe`.\
""")


def test_a_phase_too_short_to_follow() -> None:
    assert warnings("hold 4 breaths, breathe 1.4-6") == snapshot("""\
test.md:5:10: warning[hurried-breath]: In 29.6s a part of the breath takes only 1.4 seconds.
    5 | - Stop. `hold 4 breaths, breathe 1.4-6`
      |          ^^^^^^^^^^^^^^
  Give each part of the pattern at least 1.5 seconds.\
""")


@pytest.mark.parametrize(
    ("action", "wrong"),
    [
        ("hold 6s", False),  # six tenths of 4-6, and 2.4 s in
        ("hold 5.999s", True),
        ("hold 8s, breathe 1.5-2.5", False),
        ("hold 7.9s, breathe 1.5-2.5", True),
        ("hold 4 breaths, breathe 4-1-6", True),  # a held breath is a phase too
        ("hold 4 breaths, breathe 3+1-8", False),  # the two parts of an in-breath are one
        ("hold 3s, breathe freely", False),
        ("hold 45s", False),
        ("roll 3s", False),
    ],
)
def test_what_is_too_much(action: str, wrong: bool) -> None:  # noqa: FBT001 (it is what is tested)
    assert bool(warnings(action)) == wrong


def flow_warnings(action: str, *cues: str) -> str:
    items = "".join(f"  - {cue.title()}. `{cue}`\n" for cue in cues)
    routine = script(f"## Nose\n- Sit. `{action}`\n{items}")
    lengths = choose_lengths(routine, Adjustments()).value
    return "\n".join(map(render_diagnostic, warn_of_short_flows(routine, lengths)))


def test_a_flow_whose_cues_end_early() -> None:
    round_of_two = ("next in", "next out", "next in", "next out")
    assert flow_warnings("hold 20 breaths", *round_of_two) == snapshot("""\
test.md:5:9: warning[short-flow]: These cues end with breath 2 of 20: `next` is said once.
    5 | - Sit. `hold 20 breaths`
      |         ^^^^^^^^^^^^^^^
  To say them again and again, write `hold 2 breaths, times 10, straight on`.\
""")
    assert flow_warnings("hold 3 breaths", *round_of_two).endswith(
        "Write `hold 2 breaths`, or add cues."
    )
    assert flow_warnings("hold 2 breaths", *round_of_two) == ""
    assert flow_warnings("hold 2 breaths, times 10, straight on", *round_of_two) == ""


@pytest.mark.parametrize(
    ("cues", "breaths"),
    [
        (("next in",), None),  # a word at the beginning
        (("next in", "next out"), 1),
        (("next out", "next in", "next out"), 2),
        (("next in", "next in"), 2),
        (("next in", "next out", "last out"), None),  # it ends with the hold
        (("each in", "each out"), None),
    ],
)
def test_the_breath_that_a_flow_ends_with(cues: tuple[str, ...], breaths: int | None) -> None:
    warning = flow_warnings("hold 9 breaths", *cues)
    assert (f"end with breath {breaths} of 9" in warning) == bool(breaths)
    assert bool(warning) == bool(breaths)
