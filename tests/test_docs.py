"""What the documents list is what there is."""

import os
import re
from pathlib import Path

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
