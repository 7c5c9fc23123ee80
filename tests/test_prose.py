"""Plain English in documents, docstrings, comments and messages: no inverted or archaic forms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/*.md",
    "benchmarks/README.md",
)
_COMMENT = re.compile(r"(?:^|  )# (.+)")
FORMS = {
    r"\bof (?:which|whom|whose)\b": "two sentences, or `whose`",
    r"(?<!there )\bis no (?!longer|more|less|such)": "`is not a`",
    r"\bso many\b": "the number's name, such as `count` frames",
    r"\bunless said\b": "`by default`",
    r"\bcomes? along\b": "`is included`",
    r"\bbears?\b": "`has`",
    r"\b(?:is|are) to be\b": "`must be`, or what is done",
    r"\bsuch as are\b": "`such as`",
    r'^"""(?:Give|Tell)s? ': "`Return`, or the noun itself",
}
"""Each banned form, with what to write instead."""


def read_documents() -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of the documents, without code."""
    for pattern in DOCUMENTS:
        for path in ROOT.glob(pattern):
            text = re.sub(
                r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
            )
            for paragraph in re.sub(r"`[^`]*`", "`", text).split("\n\n"):
                yield path.name, paragraph


def read_code() -> Iterator[tuple[str, str]]:
    """Yield the docstrings, the messages and the comments of the program."""
    for path in (ROOT / "coach").rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text("utf-8")
        docstrings = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Expr):
                docstrings.add(node.value)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                mark = '"""' if node in docstrings else ""
                yield f"{name}:{node.lineno}", mark + node.value
        for number, line in enumerate(text.splitlines(), start=1):
            if comment := _COMMENT.search(line):
                yield f"{name}:{number}", comment[1]


TEXTS = [(place, " ".join(text.split())) for place, text in (*read_documents(), *read_code())]


@pytest.mark.parametrize("form", FORMS)
def test_banned_forms_do_not_come_back(form: str) -> None:
    pattern = re.compile(form, re.IGNORECASE)
    found = [
        f"{place}: {text[max(0, hit.start() - 30) : hit.end() + 30]}"
        for place, text in TEXTS
        for hit in pattern.finditer(text)
    ]
    assert not found, f"Write {FORMS[form]}:\n" + "\n".join(found)
