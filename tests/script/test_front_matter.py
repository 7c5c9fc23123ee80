"""Every key of the front matter, and how YAML is taken as it is written."""

from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest

from coach.diagnostics import Span
from coach.script.front import KEYS
from coach.script.front_matter import FrontMatter, LocatedText, OptionEntry, Tool
from coach.script.model import FREELY, Breath, Phase
from coach.script.routine import Routine
from coach.timing import MINUTE_MS as MINUTE
from coach.timing import SECOND_MS as SECOND
from coach.timing import Ms

Read = Callable[[str], Routine]

HERE: Any = ANY

CASES: list[tuple[str, dict[str, object]]] = [
    ("about: Three passes.", {"about": "Three passes."}),
    ("source: SMR Calf", {"source": "SMR Calf"}),
    ("language: en", {"language": "en"}),
    ("language: EN-gb", {"language": "EN-gb"}),
    ("tools: [foam roller]", {"tools": (Tool(("foam roller",)),)}),
    ("tools: foam roller", {"tools": (Tool(("foam roller",)),)}),
    ("tools: strap, step", {"tools": (Tool(("strap",)), Tool(("step",)))}),
    ("tools:\n  - strap\n  - step", {"tools": (Tool(("strap",)), Tool(("step",)))}),
    ("tools: [ball or roller, step]", {"tools": (Tool(("ball", "roller")), Tool(("step",)))}),
    ("tools: [ball or roller or bar]", {"tools": (Tool(("ball", "roller", "bar")),)}),
    ("tools: [armchair or orb]", {"tools": (Tool(("armchair", "orb")),)}),
    ("tools: []", {"tools": ()}),
    ("tools:", {"tools": ()}),
    ("sides: right, left", {"sides": ("right", "left")}),
    ("sides: [left, right]", {"sides": ("left", "right")}),
    ("sides: tight, other, tight", {"sides": ("tight", "other", "tight")}),
    ("sides: Right", {"sides": ("right",)}),
    ("sides: none", {"sides": ()}),
    ("breath: 5.5-5.5", {"breath": Breath((Phase("in", Ms(5500)), Phase("out", Ms(5500))))}),
    ("breath: freely", {"breath": FREELY}),
    ("settle: 12s", {"settle": 12 * SECOND}),
    ("settle: 0s", {"settle": 0}),
    ("switch: 1:30", {"switch": 90 * SECOND}),
    ("count: both", {"count": "both"}),
    ("count: In", {"count": "in"}),
    ("count: none", {"count": "none"}),
    ("count: aloud", {"count": "aloud"}),
    ("avoid: [a recent injury, blood clots]", {"avoid": ("a recent injury", "blood clots")}),
    ("avoid: a recent injury, blood clots", {"avoid": ("a recent injury", "blood clots")}),
    ("avoid:\n  - an injury, a recent one", {"avoid": ("an injury, a recent one",)}),
    ("often: nightly", {"often": ("nightly",)}),
    ("often: 2–3 per week", {"often": ("2–3 per week",)}),
    ("often: 3 times a week", {"often": ("3 times a week",)}),
    (
        "often: [daily, weekly, every other day, several times a day, when symptoms come]",
        {
            "often": (
                "daily",
                "weekly",
                "every other day",
                "several times a day",
                "when symptoms come",
            )
        },
    ),
    ("words: Brief", {"words": "brief"}),
    ("words: none", {"words": "none"}),
    ("mute: [lengths, Signposts]", {"mute": frozenset({"lengths", "signposts"})}),
    ("mute: counts", {"mute": frozenset({"counts"})}),
    ("stop: Stop when you feel faint", {"stop": "Stop when you feel faint"}),
    ("stop: None", {"stop": ""}),
    ("end: Rest as long as you like.", {"end": "Rest as long as you like."}),
    ("end: none", {"end": ""}),
    ("lexicon: {Calf: kaff, sit: set}", {"lexicon": (("Calf", "kaff"), ("sit", "set"))}),
    ("language: de\naddress: Formal", {"language": "de", "address": "formal"}),
    ("address: familiar", {"address": "familiar"}),
    ("goal: 5min", {"goal": 5 * MINUTE}),
    ("goal: 1:30", {"goal": 90 * SECOND}),
    ("goal: 90min", {"goal": 90 * MINUTE}),
    ("then: step-calf-stretch", {"then": "step-calf-stretch"}),
    ("voice: calm", {"voice": LocatedText("calm", Span(23, 27))}),
    ("sounds: wood", {"sounds": LocatedText("wood", Span(24, 28))}),
]


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[line for line, _ in CASES])
def test_a_key(read: Read, line: str, expected: dict[str, Any]) -> None:
    front = read(f"---\ntitle: Test\n{line}\n---\n## Calf\n- Sit.\n").front
    assert front == FrontMatter(title="Test", key_spans=HERE, **expected)


def test_every_key_is_shown() -> None:
    shown = {key for _, values in CASES for key in values}
    assert shown | {"title", "options", "routines"} == set(KEYS)


def test_what_is_not_given(routine: Routine) -> None:
    """
    ---
    title: Test
    ---
    ## Calf
    - Sit.
    """
    assert routine.front == FrontMatter(
        title="Test",
        about="",
        source="",
        language="en",
        tools=(),
        sides=(),
        breath=Breath((Phase("in", Ms(4000)), Phase("out", Ms(6000)))),
        settle=Ms(8 * SECOND),
        switch=Ms(8 * SECOND),
        count="both",
        options=(),
        avoid=(),
        often=(),
        goal=None,
        then=None,
        voice=None,
        sounds=None,
        key_spans=(("title", Span(4, 9)),),
    )


def test_options_are_names_with_meanings(routine: Routine) -> None:
    """
    ---
    title: Test
    options:
      firmer: cross the free leg
      on a bench: sit
        higher
      no: yes
      week 1 or week 2: how far you are
    ---
    ## Calf
    - Sit. `if firmer`
    - Sit. `if on a bench`
    - Sit. `unless no`
    - Sit. `if week 2`
    """
    assert routine.front.options == (
        OptionEntry(("firmer",), "cross the free leg"),
        OptionEntry(("on a bench",), "sit higher"),
        OptionEntry(("no",), "yes"),
        OptionEntry(("week 1", "week 2"), "how far you are"),
    )
    assert routine.front.option_names == ("firmer", "on a bench", "no", "week 1", "week 2")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Yes", "Yes"),
        ("no", "no"),
        ("007", "007"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("0x1F", "0x1F"),
        ("~", "~"),
        ("null", "null"),
        ("2024-01-01", "2024-01-01"),
        ("=", "="),
        ("<<", "<<"),
        ("Calf # a comment", "Calf"),
        ('"Calf: one # two"', "Calf: one # two"),
        ("Calf: one, two: three # four", "Calf: one, two: three"),
        ("'It''s calf'", "It's calf"),
        (r'"Caf\u00e9\tau \U0001F9B5"', "Café au 🦵"),
        (">\n  Calf\n  roll", "Calf roll"),
        ("|\n  Calf\n  roll", "Calf roll"),
        ("Calf\n  roll", "Calf roll"),
        ("Wade  rollen – ruhig", "Wade rollen – ruhig"),
    ],
)
def test_values_are_taken_as_they_are_written(read: Read, written: str, title: str) -> None:
    routine = read(f"---\ntitle: {written}\n---\n## Calf\n- Sit.\n")
    assert routine.front.title == title


def test_no_number_is_made_of_a_clock(read: Read) -> None:
    routine = read("---\ntitle: Test\nabout: 1:30\n---\n## Calf\n- Sit.\n")
    assert routine.front.about == "1:30"


def test_yaml_may_be_written_in_braces_and_with_comments(read: Read) -> None:
    routine = read("---\n# A head\n{title: Test, 'about': \"x\"}\n---\n## Calf\n- Sit.\n")
    assert (routine.front.title, routine.front.about) == ("Test", "x")


def test_the_tools_and_the_places_of_keys_can_be_asked_for(routine: Routine) -> None:
    """
    ---
    title: Test
    tools: [ball or foam roller, step]
    ---
    ## Calf
    - Sit.
    """
    front = routine.front
    assert front.tool_names == ("ball", "foam roller", "step")
    assert routine.source.find_position(front.find_key_span("tools").start) == (3, 1)
    assert front.find_key_span("voice") == Span(0, 0)
