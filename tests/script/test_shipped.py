"""The routines that ship and the example of the manual are read without a word."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from coach.diagnostics import render_diagnostic
from coach.script.markdown import read_outline
from coach.script.parser import decode_source, parse_bytes

ROOT = Path(__file__).parents[2]
ROUTINES = sorted((ROOT / "scripts").glob("*.md"))


def manual_example(page: str = "reference.md") -> str:
    tokens = MarkdownIt().parse((ROOT / "docs" / page).read_text(encoding="utf-8"))
    return next(t.content for t in tokens if t.type == "fence" and t.info == "markdown")


def said(data: bytes) -> str:
    return "\n".join(map(render_diagnostic, parse_bytes("test.md", data).diagnostics))


def test_there_are_twelve() -> None:
    assert [path.stem for path in ROUTINES] == [
        "all-over-roll",
        "calf-roll",
        "donkey-calf-raise",
        "estiramiento-de-pantorrilla",
        "hamstring-release",
        "knee-strength",
        "lower-body-release",
        "respiration-carree",
        "step-calf-stretch",
        "sun-salutation",
        "tabata",
        "wadenrolle",
    ]


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_a_routine_that_ships_has_no_mistakes(path: Path) -> None:
    assert not said(path.read_bytes())


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_a_routine_that_ships_is_whole_with_other_line_ends(path: Path) -> None:
    source = decode_source("test.md", path.read_bytes())
    windows = decode_source("test.md", path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_outline(windows.value) == read_outline(source.value)


@pytest.mark.parametrize("page", ["language.md", "reference.md"])
def test_the_example_of_the_manual_has_no_mistakes(page: str) -> None:
    assert not said(manual_example(page).encode())


def test_the_example_of_the_manual_is_read_as_it_says() -> None:
    routine = parse_bytes("reference.md", manual_example().encode())
    assert [
        (p.group.heading if p.group else "", p.exercise.heading, p.sides, len(p.exercise.steps))
        for p in routine.placed
    ] == [
        ("", "Calf roll", ("right", "left"), 6),
        ("", "Outer thigh", ("right", "left"), 3),
        ("Circuit", "Heel raises", (), 2),
        ("Circuit", "Quiet breathing", (), 1),
    ]
    names = [s.action.name for p in routine.placed for s in p.exercise.steps if s.action]
    assert names == ["", "Calf roll", "tender", "bends", "", "raises", "breathing"]
