"""A test's docstring is its script; a head with a title is put before one that has none."""

import inspect
from collections.abc import Callable, Iterator

import pytest

from coach.diagnostics import SourceText, render_diagnostic
from coach.script.model import Exercise, Group
from coach.script.parser import parse_source
from coach.script.routine import Routine
from support.reports import render_abridged

HEAD = "---\ntitle: Test\n---\n"


def _source(text: str) -> SourceText:
    return SourceText("test.md", text if text.startswith("---") else HEAD + text)


def _docstring(request: pytest.FixtureRequest) -> str:
    return inspect.cleandoc(request.function.__doc__) + "\n"


@pytest.fixture(scope="session")
def read() -> Callable[[str], Routine]:
    """Read a script that has no mistakes."""

    def _read(text: str) -> Routine:
        routine = parse_source(_source(text))
        assert not routine.diagnostics, "\n".join(map(render_diagnostic, routine.diagnostics))
        return routine

    return _read


@pytest.fixture(scope="session")
def tell() -> Callable[[str], str]:
    """Write all that is wrong with a script, as a terminal shows it, lists of names abridged."""

    def _tell(text: str) -> str:
        return render_abridged(parse_source(_source(text)).diagnostics)

    return _tell


@pytest.fixture
def routine(request: pytest.FixtureRequest, read: Callable[[str], Routine]) -> Routine:
    """The script in the test's docstring, which has no mistakes."""
    return read(_docstring(request))


@pytest.fixture
def report(request: pytest.FixtureRequest, tell: Callable[[str], str]) -> str:
    """What is wrong with the script in the test's docstring."""
    return tell(_docstring(request))


@pytest.fixture
def spoken(routine: Routine) -> str:
    """All that is spoken of the script in the test's docstring, in the script's own shape."""
    return "\n".join(_spoken(routine))


def _spoken(routine: Routine) -> Iterator[str]:
    yield from (f"> {caution.raw}" for caution in routine.cautions)
    for item in routine.items:
        yield from _section(item, "##")


def _section(section: Exercise | Group, mark: str) -> Iterator[str]:
    yield f"{mark} {section.heading}"
    yield from (f"> {caution.raw}" for caution in section.cautions)
    if isinstance(section, Group):
        for exercise in section.exercises:
            yield from _section(exercise, "###")
        return
    for step in section.steps:
        yield f"- {step.text.raw}"
        yield from (f"  - {cue.text.raw}" for cue in step.cues)
