"""A file that lists routines, and items that are only a link to one."""

from collections.abc import Callable

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import Span
from coach.script.programme_items import read_programme_item
from coach.script.routine import Routine


@pytest.mark.parametrize(
    ("text", "name", "with_"),
    [
        ("calf-roll", "calf-roll", ()),
        ("hamstring-release with ball", "hamstring-release", ("ball",)),
        (
            "Calf roll WITH foam roller, firmer and long",
            "Calf roll",
            ("foam roller", "firmer", "long"),
        ),
        ("[[calf-roll]]", "calf-roll", ()),
        ("[[calf-roll|Calves]] with firmer", "calf-roll", ("firmer",)),
        ("legs/calf.md", "legs/calf.md", ()),
        ("without-tools", "without-tools", ()),
    ],
)
def test_an_entry_of_a_programme(text: str, name: str, with_: tuple[str, ...]) -> None:
    item = read_programme_item(text, Span(0, 1))
    assert (item.name, item.with_) == (name, with_)


def test_a_programme_has_no_exercises_and_may_have_cautions(
    read: Callable[[str], Routine],
) -> None:
    routine = read(
        "---\ntitle: Legs\nroutines: calf-roll, raise with bar\nwords: brief\n---\n# Legs\n"
        "For the reader.\n\n> Go slowly.\n\n- [[calf-roll]]\n- [Raise](raise.md)\n"
    )
    assert [(item.name, item.with_) for item in routine.front.routines] == [
        ("calf-roll", ()),
        ("raise", ("bar",)),
    ]
    assert [caution.raw for caution in routine.cautions] == ["Go slowly."]
    assert routine.items == ()


def test_what_a_programme_cannot_have(tell: Callable[[str], str]) -> None:
    assert tell(
        "---\ntitle: Legs\nroutines: [calf-roll]\nsides: right, left\n---\n"
        "- Sit down.\n- [[raise]], slowly.\n\n## Calf\n- Press. `hold 30s`\n"
    ) == snapshot("""\
test.md:4:1: error[misplaced-key]: `sides` is for a routine, not for a programme.
    4 | sides: right, left
      | ^^^^^
  Delete it here: each routine keeps its own `sides`.
test.md:6:3: error[mixed-programme]: This step is in none of the routines: nobody would hear it.
    6 | - Sit down.
      |   ^^^^^^^^^
  Write it as a paragraph, for the reader, or as a quote, which the opening speaks.
test.md:7:3: error[mixed-programme]: This step is in none of the routines: nobody would hear it.
    7 | - [[raise]], slowly.
      |   ^^^^^^^^^^^^^^^^^^
  Write it as a paragraph, for the reader, or as a quote, which the opening speaks.
test.md:9:4: error[mixed-programme]: A file with `routines` has no exercises of its own.
    9 | ## Calf
      |    ^^^^
  Make a routine of the exercises, and add its name to `routines`.\
""")


@pytest.mark.parametrize(
    ("routines", "expected"),
    [
        (
            "[]",
            snapshot("""\
test.md:3:11: error[no-routines]: The programme has no routines.
    3 | routines: []
      |           ^^
  List their names.\
"""),
        ),
        (
            "[calf-roll with]",
            snapshot("""\
test.md:3:11: error[bad-routine]: `calf-roll with` does not name a routine.
    3 | routines: [calf-roll with]
      |           ^^^^^^^^^^^^^^^^
  Write a name that `coach list` shows, such as `calf-roll` or `calf-roll with firmer`.\
"""),
        ),
        (
            "[with ball]",
            snapshot("""\
test.md:3:11: error[bad-routine]: `with ball` does not name a routine.
    3 | routines: [with ball]
      |           ^^^^^^^^^^^
  Write a name that `coach list` shows, such as `calf-roll` or `calf-roll with firmer`.\
"""),
        ),
        (
            "[[calf-roll]]",
            snapshot("""\
test.md:3:12: error[wrong-type]: This is a list or a mapping.
    3 | routines: [[calf-roll]]
      |            ^^^^^^^^^^^
  Write a plain value here.\
"""),
        ),
    ],
)
def test_an_entry_that_names_nothing(
    tell: Callable[[str], str], routines: str, expected: str
) -> None:
    assert tell(f"---\ntitle: Legs\nroutines: {routines}\n---\n") == expected


def test_an_item_that_is_only_a_link_is_no_routine(tell: Callable[[str], str]) -> None:
    assert tell(
        "## Legs\n- [[calf-roll]]\n- [ ] **[[legs/Raise|Heel raises]]** `if first`\n"
        "- [Stretch](step-calf-stretch.md).\n- ![[calf-roll]]\n"
    ) == snapshot("""\
test.md:5:3: warning[linked-routine]: This is only a link: it is read aloud, no routine is done.
    5 | - [[calf-roll]]
      |   ^^^^^^^^^^^^^
  To do the routine, list it in the front matter: `routines: [calf-roll]`.
test.md:6:3: warning[linked-routine]: This is only a link: it is read aloud, no routine is done.
    6 | - [ ] **[[legs/Raise|Heel raises]]** `if first`
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  To do the routine, list it in the front matter: `routines: [Raise]`.
test.md:7:3: warning[linked-routine]: This is only a link: it is read aloud, no routine is done.
    7 | - [Stretch](step-calf-stretch.md).
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  To do the routine, list it in the front matter: `routines: [step-calf-stretch]`.
test.md:8:3: error[empty-step]: The step says and does nothing.
    8 | - ![[calf-roll]]
      |   ^^^^^^^^^^^^^^
  Write what to do, or delete the item.
test.md:8:3: warning[linked-routine]: This is only a link: it is read aloud, no routine is done.
    8 | - ![[calf-roll]]
      |   ^^^^^^^^^^^^^^
  To do the routine, list it in the front matter: `routines: [calf-roll]`.\
""")


@pytest.mark.parametrize(
    "item",
    [
        "[[Pigeon]] `hold 30s`",
        "Do [[calf-roll]] next.",
        "[The article](https://example.org/roll.md)",
        "[Pigeon](#pigeon)",
        "Sit [down].",
    ],
)
def test_an_item_with_words_or_an_action_is_a_step(tell: Callable[[str], str], item: str) -> None:
    assert not tell(f"## Legs\n- {item}\n")
