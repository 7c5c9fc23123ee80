"""Names say what a call does: no two classes of one name, few functions named by one word."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

COACH = Path(__file__).parents[1] / "coach"
ONE_WORD_SHARE = 0.10
Function = ast.FunctionDef | ast.AsyncFunctionDef


def walk_definitions() -> Iterator[tuple[str, Function | ast.ClassDef]]:
    for path in COACH.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, Function | ast.ClassDef):
                yield path.relative_to(COACH).as_posix(), node


def is_property(node: Function) -> bool:
    names = {each.id for each in node.decorator_list if isinstance(each, ast.Name)}
    return bool(names & {"property", "cached_property"})


def test_no_two_classes_have_one_name() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for path, node in walk_definitions():
        if isinstance(node, ast.ClassDef):
            homes[node.name].add(path)
    repeated = {name: sorted(paths) for name, paths in homes.items() if len(paths) > 1}
    assert repeated == {}


def test_functions_are_named_by_verb_and_object() -> None:
    names = [
        node.name.strip("_")
        for _, node in walk_definitions()
        if isinstance(node, Function) and not node.name.startswith("__") and not is_property(node)
    ]
    one_word = [name for name in names if "_" not in name]
    assert len(one_word) / len(names) < ONE_WORD_SHARE, sorted(set(one_word))
