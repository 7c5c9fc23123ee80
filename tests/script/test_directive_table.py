"""The table of directives: what it says agrees with itself and with docs/reference.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.diagnostics import SourceText, Span
from coach.script.code_spans import read_code_span
from coach.script.directives import DIRECTIVE_NAMES, DIRECTIVES, SYNONYMS
from coach.script.directives.spec import EVERYWHERE, DirectiveSpec, Where
from coach.script.front import KEYS
from coach.script.front_matter import FrontMatter
from coach.script.markdown import CodeSpan

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")
SAID: dict[str, tuple[Where, ...]] = {
    "all": EVERYWHERE,
    "step": ("step",),
    "heading": ("heading",),
    "cue": ("cue",),
}
WORDS = {"LENGTH": "30s", "NAME": "firmer", "…": ""}


def rows(heading: str) -> Iterator[list[str]]:
    """Return the cells of each row of the first table under a heading of the reference."""
    section = REFERENCE.split(f"\n{heading}\n", maxsplit=1)[1]
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table
    for line in table[0].splitlines()[2:]:
        yield [cell.strip() for cell in line.strip("|").split(" | ")]


def specs(code: str) -> list[DirectiveSpec]:
    """Return the entries of the directives that a code span holds."""
    for word, meant in WORDS.items():
        code = code.replace(word, meant)
    text = f"`{code}`"
    span = CodeSpan(code, Span(1, len(text) - 1))
    checked = read_code_span(SourceText("reference", text), span)
    assert not checked.diagnostics, code
    return [mark.spec for mark in checked.value]


def documented() -> dict[str, tuple[Where, ...]]:
    """Return each directive of the reference with where the reference says that it may stand."""
    found: dict[str, set[Where]] = {}
    for code, on, _ in rows("## Directives"):
        places = {where for word in re.findall(r"\w+", on) for where in SAID.get(word, ())}
        for each in CODE.findall(code):
            (spec,) = specs(each)[-1:]
            found.setdefault(spec.label, set()).update(places)
    return {label: tuple(w for w in EVERYWHERE if w in on) for label, on in found.items()}


def test_the_reference_shows_every_directive_and_where_it_may_stand() -> None:
    assert documented() == {
        spec.label: tuple(where for where in EVERYWHERE if where in spec.on) for spec in DIRECTIVES
    }


@pytest.mark.parametrize("spec", DIRECTIVES, ids=lambda spec: spec.label)
def test_an_example_is_written_as_it_is_read(spec: DirectiveSpec) -> None:
    shown = [specs(code)[0] for code in CODE.findall(spec.example)]
    assert spec in shown
    assert {each.name for each in shown} == {spec.name}


def test_a_synonym_is_not_a_directive() -> None:
    assert set(SYNONYMS) & set(DIRECTIVE_NAMES) == set()
    assert set(SYNONYMS.values()) <= set(DIRECTIVE_NAMES)


def test_the_reference_shows_every_key() -> None:
    shown = [key for cells in rows("## Front matter") for key in CODE.findall(cells[0])]
    assert shown == list(KEYS)


def test_each_key_fills_the_field_of_its_name() -> None:
    fields = FrontMatter.__dataclass_fields__
    assert [name for name in fields if name not in ("key_spans", "unread")] == list(KEYS)
