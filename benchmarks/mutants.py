"""Mutants: how many small mistakes in parser, score and sound the tests find.

`python mutants.py --seed 1 --count 30` copies the project to a temporary folder, makes one mistake
at a time, and runs the tests of that folder until one fails. A mutant that none finds survives, and
is printed.
"""

import argparse
import ast
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_FOLDERS = ("script", "score", "audio")
_COPIED = (
    "coach",
    "tests",
    "benchmarks",
    "scripts",
    "voices",
    "docs",
    "pyproject.toml",
    "README.md",
)
_LIMIT_S = 900

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
}


def _list_mistakes(tree: ast.AST) -> Iterator[ast.AST]:
    """List the nodes that can be mistaken."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
                yield node
            case ast.BinOp(op=op) if type(op) in _OPERATIONS:
                yield node
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                yield node
            case ast.Constant(value=bool()) | ast.Constant(value=int()):
                yield node


def _mistake(node: ast.AST) -> None:
    """Make a mistake at a node."""
    match node:
        case ast.Compare(ops=[op]):
            node.ops = [_COMPARISONS[type(op)]()]
        case ast.BinOp(op=op):
            node.op = _OPERATIONS[type(op)]()
        case ast.BoolOp(op=op):
            node.op = ast.And() if isinstance(op, ast.Or) else ast.Or()
        case ast.UnaryOp(operand=operand):
            node.operand = ast.UnaryOp(ast.Not(), operand)
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1


def _is_killed(project: Path, folder: str) -> bool:
    """Run the tests of a folder until one fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", f"tests/{folder}"]
    try:
        done = subprocess.run(  # noqa: S603 (this project's own tests)
            command, cwd=project, capture_output=True, check=False, timeout=_LIMIT_S
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> None:
    """Make mutants, and print how many were killed and which were not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=30)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311 (no secret)
    survivors, made = [], 0
    with tempfile.TemporaryDirectory(prefix="coach-mutants-") as folder:
        project = Path(folder)
        for name in _COPIED:
            source = _ROOT / name
            if source.is_dir():
                shutil.copytree(source, project / name)
            else:
                shutil.copy(source, project / name)
        for number in range(asked.count):
            part = _FOLDERS[number % len(_FOLDERS)]
            path = chance.choice(sorted((project / "coach" / part).rglob("*.py")))
            text = path.read_text()
            tree = ast.parse(text)
            nodes = [node for node in _list_mistakes(tree) if hasattr(node, "lineno")]
            if not nodes:
                continue
            made += 1
            node = chance.choice(nodes)
            before = ast.unparse(node)
            _mistake(node)
            path.write_text(ast.unparse(tree))
            if not _is_killed(project, part):
                place = f"{path.relative_to(project)}:{getattr(node, 'lineno', 0)}"
                survivors.append(f"{place}: {before} -> {ast.unparse(node)}")
            path.write_text(text)
    killed = made - len(survivors)
    figures = {"seed": asked.seed, "made": made, "killed": killed, "survivors": survivors}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
