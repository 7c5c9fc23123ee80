"""The examples in docstrings are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

COACH = Path(__file__).parents[1] / "coach"
MODULES = [
    ".".join(("coach", *path.relative_to(COACH).with_suffix("").parts))
    for path in sorted(COACH.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module(name: str) -> None:
    results = doctest.testmod(import_module(name))
    assert results.attempted
    assert not results.failed
