"""Every kind of mistake that the package knows is shown in a test, as it is told."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
PACKAGE = TESTS.parents[1] / "coach" / "script"
MAKERS = ("add_error", "add_warning", "add_note", "refuse", "Diagnostic", "Malformed")
TOLD = re.compile(r"(?:error|warning|note)\[(.+?)\]:")
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def codes_in(tree: ast.AST) -> Iterator[str]:
    """Return the first words of every call that makes a diagnostic, and of the tuples for one."""
    for node in ast.walk(tree):
        first: ast.expr | None = None
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else None
            name = node.func.id if isinstance(node.func, ast.Name) else name
            first = node.args[0] if name in MAKERS else None
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            first = node.value.elts[0] if len(node.value.elts) == 3 else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def test_every_code_is_shown_as_it_is_told() -> None:
    known = {
        code
        for path in PACKAGE.rglob("*.py")
        for code in codes_in(ast.parse(path.read_text(encoding="utf-8")))
        if CODE.fullmatch(code)
    }
    told = set()
    for path in TESTS.glob("test_*.py"):
        told |= set(TOLD.findall(path.read_text(encoding="utf-8")))
    assert len(known) > 60
    assert known - told == set()
