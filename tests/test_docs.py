"""What the documents list is what there is."""

import doctest
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from coach.score.adjustments import ADJUSTMENTS
from coach.script.directives import DIRECTIVES
from coach.script.directives.spec import DirectiveSpec
from support import compiled

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def adjustments_table() -> str:
    rows = ["| option | keyword | what it does |", "| --- | --- | --- |"]
    for adjustment in ADJUSTMENTS.values():
        option = f"{adjustment.option} {adjustment.metavar}".rstrip()
        repeatable = " Repeatable." if adjustment.collect else ""
        rows.append(f"| `{option}` | `{adjustment.name}` | {adjustment.help}{repeatable} |")
    return "\n".join(rows) + "\n"


def directives_table() -> str:
    rows = ["| directive | on | means |", "| --- | --- | --- |"]
    rows += [f"| {spec.forms} | {where_it_stands(spec)} | {spec.means} |" for spec in DIRECTIVES]
    return "\n".join(rows) + "\n"


def where_it_stands(spec: DirectiveSpec) -> str:
    """Say on which parts of a routine a directive stands, and with which actions on a step."""
    timed = ("hold", "roll", "move", "reps")
    actions = "an action" if set(timed) <= set(spec.goes_with) else " or ".join(spec.goes_with)
    on_step = f"step with {actions}" if actions else "step"
    return ", ".join(on_step if where == "step" else where for where in spec.on)


@pytest.mark.parametrize(
    ("name", "make"), [("adjustments.md", adjustments_table), ("reference.md", directives_table)]
)
def test_a_table_is_made_from_the_code(name: str, make: Callable[[], str]) -> None:
    path = DOCS / name
    written = path.read_text(encoding="utf-8")
    marker = re.search(r"<!-- This table is made .* -->\n\n", written)
    assert marker
    rest = re.sub(r"^(\|.*\n)*", "", written[marker.end() :])
    wanted = f"{written[: marker.end()]}{make()}\n{rest.lstrip()}"
    if os.environ.get("UPDATE_DOCS"):
        path.write_text(wanted, encoding="utf-8")
    assert written == wanted


def test_the_first_example_is_heard_as_the_page_says() -> None:
    page = (DOCS / "language.md").read_text(encoding="utf-8")
    example = next(t.content for t in MarkdownIt().parse(page) if t.info == "markdown")
    table = page.split("| in the file | what is heard |", 1)[1].split("\n\n", 1)[0]
    told = [re.escape(each).replace("…", ".+") for each in re.findall("“(.+?)”", table)]
    timeline = compiled(example)
    spoken = " ".join(event.text or "" for event in timeline.events if event.kind == "speech")
    assert len(told) > 20
    assert re.search(".*".join(told), spoken), spoken
    seconds = [hold.frames // 44_100 for hold in timeline.holds]
    assert seconds == [4, 25, 60, 4, 25, 60, 5, 44, 30, 44]


def test_the_examples_for_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fast.toml").write_text('voice = "en-us"\n')
    results = doctest.testfile(str(DOCS / "api.md"), module_relative=False, encoding="utf-8")
    assert results.attempted > 20
    assert not results.failed


def test_the_architecture_lists_what_is_in_the_package() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^      (\w+(?:\.py|/)) ", page, re.MULTILINE))
    paths = (ROOT / "coach").iterdir()
    there = {f"{path.name}/" if path.is_dir() else path.name for path in paths}
    assert listed == {name for name in there if re.match(r"[a-z]\w*(\.py|/)$", name)}
    named = set(re.findall(r"`(?:\w+/)*(\w+\.py)`", page))
    assert named - {path.name for path in (ROOT / "coach").rglob("*.py")} == set()
