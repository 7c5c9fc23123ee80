"""What the documents list is what there is."""

import doctest
import os
import re
from pathlib import Path

import pytest

from coach.score.adjustments import ADJUSTMENTS

DOCS = Path(__file__).parents[1] / "docs"


def adjustments_table() -> str:
    rows = ["| option | keyword | what it does |", "| --- | --- | --- |"]
    for adjustment in ADJUSTMENTS.values():
        option = f"{adjustment.option} {adjustment.metavar}".rstrip()
        repeatable = " Repeatable." if adjustment.collect else ""
        rows.append(f"| `{option}` | `{adjustment.name}` | {adjustment.help}{repeatable} |")
    return "\n".join(rows) + "\n"


def test_the_table_of_adjustments() -> None:
    path = DOCS / "adjustments.md"
    written = path.read_text(encoding="utf-8")
    marker = re.search(r"<!-- .* -->\n\n", written)
    assert marker
    rest = re.sub(r"^(\|.*\n)*", "", written[marker.end() :])
    wanted = f"{written[: marker.end()]}{adjustments_table()}\n{rest.lstrip()}"
    if os.environ.get("UPDATE_DOCS"):
        path.write_text(wanted, encoding="utf-8")
    assert written == wanted


def test_the_examples_for_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fast.toml").write_text('voice = "en-us"\n')
    results = doctest.testfile(str(DOCS / "api.md"), module_relative=False, encoding="utf-8")
    assert results.attempted > 20
    assert not results.failed
