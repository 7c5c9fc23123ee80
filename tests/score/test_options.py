"""Alternatives among options: one of them is on, and a tool of its name is needed only then."""

import pytest
from inline_snapshot import snapshot

from support import Given, compiled, refused, said

TEXT = """---
title: Raise
tools: [rail or bar, step, pad]
options:
  pad or partner or leg press: what loads you
  firmer: more of it
---
## Raise
- Get under the pad. `if pad`
- Let your partner sit down. `if partner`
- Sit on your knee pad, and push. `if leg press`
- No pad here. `unless pad, if firmer`
- Lift, holding the {tool}. `reps 5`
"""
NEEDS_PAD = "You need a rail, a step and a pad."
NEEDS_NONE = "You need a rail and a step."


@pytest.mark.parametrize(
    ("named", "words", "tools"),
    [
        ((), "Get under the pad.", NEEDS_PAD),
        (("pad",), "Get under the pad.", NEEDS_PAD),  # the option: the other tools stay in hand
        (("Partner",), "Let your partner sit down.", NEEDS_NONE),
        (("leg press",), "Sit on your knee pad, and push.", NEEDS_NONE),
        (("partner", "pad"), "Get under the pad.", NEEDS_PAD),  # the last named
        (("partner", "firmer"), "Let your partner sit down. No pad here.", NEEDS_NONE),
        (("partner", "bar"), "Let your partner sit down.", "You need a bar."),
    ],
)
def test_one_is_on_and_needs_its_tool(named: tuple[str, ...], words: str, tools: str) -> None:
    timeline = compiled(TEXT, Given(with_=named))
    assert " ".join(said(timeline, "instruction")[:-1]) == words
    assert said(timeline, "title")[0].split(". ")[-1] == tools


def test_an_unknown_alternative_is_told_with_all() -> None:
    assert refused(TEXT, Given(with_="chair")) == snapshot("""\
error[unknown-option]: --with chair: there is no such option or tool.
  There is pad, partner, leg press, firmer, rail, bar, step, pad.\
""")


@pytest.mark.parametrize(
    ("tools", "named", "spoken"),
    [
        ("towel, bottle or ball", (), "bottle"),  # the one that another may stand for
        ("towel, bottle or ball", ("ball",), "ball"),
        ("towel, bottle or ball", ("towel",), "towel"),
        ("towel, bottle", (), "towel"),
    ],
)
def test_the_tool_that_is_named(tools: str, named: tuple[str, ...], spoken: str) -> None:
    text = f"---\ntitle: Foot\ntools: [{tools}]\n---\n## Roll\n- Roll on the {{tool}}. `roll 9s`\n"
    timeline = compiled(text, Given(with_=named))
    assert said(timeline, "instruction") == [f"Roll on the {spoken}."]
