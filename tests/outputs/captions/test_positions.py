from itertools import pairwise

import pytest
from inline_snapshot import snapshot

from coach.outputs.captions.captions import Caption, make_captions
from coach.outputs.captions.positions import add_positions
from coach.timing import SECOND
from support import compiled

SETS = """---
title: Calf
settle: 4s
---
## Calf `times 2, rest 10s between`

- Lean in. `hold 20s, times 2, rest 10s between`
  - Relax. `at 9s`
"""


def shown(script: str, language: str = "en") -> list[str]:
    """Write the captions that are not said, with their ends in seconds."""
    timeline = compiled(script)
    spoken = list(make_captions(timeline, lambda _: ()))
    captions = list(add_positions(iter(spoken), timeline, language))
    assert [caption for caption in captions if caption in spoken] == spoken
    for before, after in pairwise(captions):
        assert before.end <= after.at
    return [
        f"{c.at / SECOND:.1f}-{c.end / SECOND:.1f} {c.text}" for c in captions if c not in spoken
    ]


def test_the_set_and_the_round_stand_while_nothing_else_does() -> None:
    assert shown(SETS) == snapshot(
        [
            "10.5-13.3 Set 1 of 2, round 1 of 2",
            "14.5-18.3 Set 1 of 2, round 1 of 2",
            "19.5-29.3 Set 1 of 2, round 1 of 2",
            "40.5-43.3 Set 2 of 2, round 1 of 2",
            "44.5-48.3 Set 2 of 2, round 1 of 2",
            "49.5-59.3 Set 2 of 2, round 1 of 2",
            "70.5-73.3 Set 1 of 2, round 2 of 2",
            "74.5-78.3 Set 1 of 2, round 2 of 2",
            "79.5-89.3 Set 1 of 2, round 2 of 2",
            "100.5-103.3 Set 2 of 2, round 2 of 2",
            "104.5-108.3 Set 2 of 2, round 2 of 2",
            "109.5-119.3 Set 2 of 2, round 2 of 2",
        ]
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Set 1 of 2, round 1 of 2"),
        ("de-AT", "Satz 1 von 2, Runde 1 von 2"),
        ("fr", "Série 1 sur 2, tour 1 sur 2"),
        ("es", "Serie 1 de 2, ronda 1 de 2"),
    ],
)
def test_it_is_written_in_the_language_of_the_routine(language: str, text: str) -> None:
    assert shown(SETS, language)[0].split(" ", 1)[1] == text


def test_one_set_and_one_round_are_not_worth_a_word() -> None:
    assert shown("## Calf\n\n- Lean in. `hold 20s`\n") == []


def test_captions_in_a_language_without_phrases_stay_as_they_are() -> None:
    timeline = compiled(SETS)
    spoken = [Caption(0, SECOND, "Hei.")]
    assert list(add_positions(spoken, timeline, "fi")) == spoken


def test_by_turns_the_side_stands_beside_its_set() -> None:
    script = (
        "---\ntitle: T\nlanguage: {}\n---\n"
        "## Twist `sides left, right, by turns` `times 2`\n- Go. `move 9s`\n"
    )
    assert [row.split(" ", 1)[1] for row in shown(script.format("en"))] == snapshot(
        ["Left, set 1 of 2", "Right, set 1 of 2", "Left, set 2 of 2", "Right, set 2 of 2"]
    )
    assert shown(script.format("de"), "de")[0].split(" ", 1)[1] == snapshot("Links, Satz 1 von 2")
