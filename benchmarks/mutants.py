"""Mutants: how many small mistakes in parser, score and sound the tests find.

`python mutants.py --seed 1 --count 40` copies the project to a temporary folder and runs its tests
once, to learn which test runs which line, and how many branches they take. Then it makes one
mistake at a time, and runs the tests of that line until one fails: first those that run the fewest
lines. A mutant that none finds survives. The figures are printed as JSON; `--first N` begins at
another mutant, and `--coverage FILE` keeps what the first run learned for the next.
"""

import argparse
import ast
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import coverage

_ROOT = Path(__file__).parent.parent
_PARTS = ("script", "score", "audio")
_TESTS = (*_PARTS, "planning", "languages")
"""Folders of the tests that are run, beside the tests that lie in no folder."""

_COPIED = (
    "coach",
    "tests",
    "benchmarks",
    "scripts",
    "voices",
    "docs",
    "pyproject.toml",
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
)
_CPU_LIMIT_S = 400
"""Three times what all the tests take on a busy machine."""

_TEST_LIMIT_S = 60
"""Ten times what a test takes: one that takes longer goes on for ever, and its mutant is killed."""

_MEMORY_LIMIT_BYTES = 4_000_000_000

_FAILED, _NOTHING_COLLECTED = 1, 4
"""What pytest exits with where a test fails, and where a module cannot be read."""

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


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one mistake, and where it is."""

    path: Path
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before} -> {self.after}"


class TestMap:
    """Which tests run a line.

    Args:
        data: what coverage.py wrote down, each line with the tests that run it.
        left_out: tests that are never run.
    """

    __test__ = False

    def __init__(self, data: coverage.CoverageData, left_out: Container[str]) -> None:
        self._tests = {
            Path(file): {
                line: [test for test in tests if test and test not in left_out]
                for line, tests in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        lines = self._tests.values()
        self._sizes = Counter(test for file in lines for tests in file.values() for test in tests)

    def find_tests(self, mutant: Mutant) -> list[str]:
        """List the tests of a line; of one that is run at import, those of its module.

        Those of its own folder come first, and among them those that run the fewest lines.
        """
        lines = self._tests.get(mutant.path, {})
        tests: Iterable[str] = lines.get(mutant.line, ())
        if mutant.line in lines and not tests:
            near = {test for of_line in lines.values() for test in of_line}
            tests = near or self._sizes
        folder = f"tests/{mutant.path.parts[1]}/"
        return sorted(
            set(tests), key=lambda test: (not test.startswith(folder), self._sizes[test], test)
        )


def _list_mistakes(tree: ast.AST) -> Iterator[ast.expr]:
    """List the expressions that can be mistaken."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
                yield node
            case ast.BinOp(op=op) if type(op) in _OPERATIONS:
                yield node
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                yield node
            case ast.Constant(value=int()):
                yield node


def _list_declarations(tree: ast.AST) -> Iterator[ast.AST]:
    """List the parts of what says nothing of the behaviour: decorators and `strict=True`."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef() | ast.FunctionDef():
                for decorator in node.decorator_list:
                    yield from ast.walk(decorator)
            case ast.keyword(arg="strict"):
                yield node.value


def _mistake(node: ast.expr) -> None:
    """Make a mistake at an expression."""
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


def _make_mutant(chance: random.Random, project: Path, part: str) -> Mutant:
    """Make one of all the mistakes that a part can have."""
    found = []
    for path in sorted((project / "coach" / part).rglob("*.py")):
        tree = ast.parse(path.read_text())
        left_out = {id(node) for node in _list_declarations(tree)}
        mistakes = (node for node in _list_mistakes(tree) if id(node) not in left_out)
        found += [(path, tree, node) for node in mistakes]
    path, tree, node = chance.choice(found)
    before = ast.unparse(node)
    _mistake(node)
    after = ast.unparse(node)
    return Mutant(path.relative_to(project), node.lineno, before, after, ast.unparse(tree))


def _copy_project(project: Path) -> None:
    for name in _COPIED:
        source = _ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, project / name)


def _list_tests(project: Path) -> list[str]:
    loose = sorted(path.name for path in (project / "tests").glob("test_*.py"))
    return [f"tests/{name}" for name in (*_TESTS, *loose)]


def _set_limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_LIMIT_S, _CPU_LIMIT_S))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT_BYTES, _MEMORY_LIMIT_BYTES))


def _run(project: Path, *command: str, limited: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run a module of Python in the copy, whose code goes before all other."""
    places = os.pathsep.join([str(project), *filter(None, sys.path[1:])])
    return subprocess.run(  # noqa: S603 (this project's own tests)
        [sys.executable, "-m", *command],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=_set_limits if limited else None,
    )


_PYTEST = ("pytest", "-q", "-n", "0", "-p", "no:cacheprovider")
_UNTIL_ONE_FAILS = (
    "-x",
    *("--assert=plain", "--tb=no"),  # to tell how two timelines differ takes minutes
    *("-o", f"faulthandler_timeout={_TEST_LIMIT_S}"),
    *("-o", "faulthandler_exit_on_timeout=true"),
)


def _write_settings(project: Path) -> Path:
    """Write down what coverage.py learns."""
    settings = project / "coverage.ini"
    settings.write_text("[run]\nbranch = true\nrelative_files = true\nsource = coach\n")
    return settings


_LEFT_OUT = ".left-out"
"""The suffix of the list of tests that are not run for any mutant."""

_PLUGIN_NAME = "naming_tests"
_PLUGIN = """
import coverage

def pytest_runtest_logstart(nodeid):
    coverage.Coverage.current().switch_context(nodeid.partition("[")[0])
"""
"""Tells coverage.py which test runs, with its fixtures and all its examples."""


def _learn_coverage(project: Path, data: Path) -> None:
    """Run all the tests once, and write down which lines each of them runs.

    Those that fail are left out later: to be watched makes some of them too slow.
    """
    options = (f"--rcfile={_write_settings(project)}", f"--data-file={data}")
    (project / f"{_PLUGIN_NAME}.py").write_text(_PLUGIN)
    tests = ("-p", _PLUGIN_NAME, *_list_tests(project))
    done = _run(project, "coverage", "run", *options, "-m", *_PYTEST, *tests)
    if done.returncode not in (0, _FAILED):
        sys.exit(f"The tests cannot be run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    failed = re.findall(r"^FAILED ([^\[\s]+)", done.stdout, re.MULTILINE)
    data.with_suffix(_LEFT_OUT).write_text("\n".join(failed))


def _measure_branches(project: Path, data: Path) -> dict[str, str]:
    """Return which part of the branches of each part the tests take."""
    report = project / "coverage.json"
    options = (f"--rcfile={_write_settings(project)}", f"--data-file={data}", "-q")
    done = _run(project, "coverage", "json", *options, "-o", str(report))
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    totals = {part: Counter[str]() for part in _PARTS}
    for name, file in json.loads(report.read_text())["files"].items():
        if (part := Path(name).parts[1]) in totals:
            totals[part].update(file["summary"])
    return {
        part: f"{each['covered_branches']} of {each['num_branches']} branches, "
        f"{each['covered_lines']} of {each['num_statements']} statements"
        for part, each in totals.items()
    }


def _is_killed(project: Path, mutant: Mutant, tests: list[str]) -> bool:
    """Run tests until one fails."""
    path = project / mutant.path
    text = path.read_text()
    path.write_text(mutant.text)
    done = _run(project, *_PYTEST, *_UNTIL_ONE_FAILS, *tests, limited=True) if tests else None
    path.write_text(text)
    if done and done.returncode > _FAILED and done.returncode != _NOTHING_COLLECTED:
        sys.stderr.write(f"  pytest exited with {done.returncode}: {done.stdout[-500:]}\n")
    return bool(done and done.returncode)


def main() -> None:
    """Make mutants, and print how many were killed and which were not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--coverage", type=Path)
    asked = parser.parse_args()
    survivors = []
    with tempfile.TemporaryDirectory(prefix="coach-mutants-") as folder:
        project = Path(folder, "coach")
        project.mkdir()
        _copy_project(project)
        data = asked.coverage or Path(folder, "coverage")
        if not data.exists():
            _learn_coverage(project, data)
        branches = _measure_branches(project, data)
        sys.stderr.write(f"{branches}\n")
        kept = coverage.CoverageData(str(data))
        kept.read()
        tests = TestMap(kept, data.with_suffix(_LEFT_OUT).read_text().splitlines())
        for number in range(asked.first, asked.first + asked.count):
            part = _PARTS[number % len(_PARTS)]
            chance = random.Random(f"{asked.seed} {number}")  # noqa: S311 (no secret)
            mutant = _make_mutant(chance, project, part)
            chosen = tests.find_tests(mutant)
            killed = _is_killed(project, mutant, chosen)
            sys.stderr.write(f"{number} {mutant} {len(chosen)} tests, {killed=}\n")
            if not killed:
                survivors.append(str(mutant))
    figures = {
        "seed": asked.seed,
        "branches": branches,
        "made": asked.count,
        "killed": asked.count - len(survivors),
        "survivors": survivors,
    }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
