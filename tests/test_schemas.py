"""The schemas accept what coach reads and prints, and refuse what it refuses."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from coach.cli.commands import app
from coach.cli.schema import SchemaName
from coach.diagnostics import SourceText
from coach.schemas import SCHEMA_NAMES, make_all_schemas, make_schema
from coach.score.adjustments import ADJUSTMENTS, read_adjustments
from coach.score.timeline_document import describe_timeline
from coach.script.parser import parse_source
from support import compiled

SCRIPTS = sorted((Path(__file__).parents[1] / "scripts").glob("*.md"))


def printed(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(CliRunner().invoke(app, list(arguments)).stdout)


def is_valid(name: str, document: object) -> bool:
    schema: Any = make_schema(name)
    return bool(jsonschema.Draft202012Validator(schema).is_valid(document))


def test_the_command_prints_each_schema_and_all() -> None:
    assert tuple(SchemaName) == SCHEMA_NAMES
    for name in SCHEMA_NAMES:
        schema: Any = printed("schema", name)
        assert schema == make_schema(name)
        jsonschema.Draft202012Validator.check_schema(schema)
    everything = printed("schema")
    assert everything == make_all_schemas()
    jsonschema.Draft202012Validator.check_schema(everything)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_front_matter_of_what_ships_is_valid(path: Path) -> None:
    front = yaml.load(path.read_text(encoding="utf-8").split("---")[1], yaml.BaseLoader)  # noqa: S506 (our own)
    assert is_valid("front-matter", front)
    assert not is_valid("front-matter", front | {"tittle": "x"})


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        ("count: none", True),
        ("count: nobody", False),
        ("words: brief", True),
        ("words: some", False),
        ("settle: 12s", True),
        ("settle: '1:30'", True),
        ("settle: 12", False),
        ("tools: [ball, roller]", True),
        ("tools: {ball: 1}", False),
        ("options: {firmer: press on}", True),
        ("options: firmer", False),
        ("mute: [breath, words]", True),
        ("mute: [breath, birds]", False),
        ("mute: breath, words", True),
        ("address: formal", True),
        ("address: rude", False),
        ("goal: 5min", True),
        ("goal: [5min]", False),
        ("rounds: 3", False),
    ],
)
def test_a_line_of_front_matter_is_valid_where_coach_reads_it(line: str, *, is_right: bool) -> None:
    text = f"---\ntitle: 2024\n{line}\n---\n## A\n- Sit.\n"
    routine = parse_source(SourceText("a.md", text))
    assert routine.has_errors != is_right
    front = yaml.safe_load(text.split("---")[1])
    assert is_valid("front-matter", front) == is_right


@pytest.mark.parametrize(
    "given",
    [
        {"hold": ["tender=45s", "press=1min"], "no-limits": True, "spots": 2},
        {"hold": "45s", "mute": "breath, words", "level": "breath=-6", "pace": "slow"},
        {"side": "left", "fit": "12min", "sounds": "clear", "words": "auto", "with": ["ball"]},
        {"sides": "left"},
        {"pace": "fast"},
        {"no-limits": "tender"},
        {"mute": "breath,birds"},
        {"hold": {"tender": "45s"}},
        {"spots": [1, 2]},
    ],
)
def test_adjustments_are_valid_where_coach_reads_them(given: dict[str, object]) -> None:
    names = {each.option.removeprefix("--"): each.name for each in ADJUSTMENTS.values()}
    read = read_adjustments({names.get(key, key): value for key, value in given.items()})
    assert is_valid("adjustments", given) == (not read.diagnostics)


def test_a_timeline_is_valid_as_it_is_printed() -> None:
    text = (
        "## A `sides right, left`\n- Press. `hold 20s, times 2, rest 10s between`\n  - Breathe.\n"
    )
    document: Any = describe_timeline(compiled(text), "calm")
    assert is_valid("timeline", document)
    assert not is_valid("timeline", document | {"version": 1})
    assert not is_valid("timeline", document | {"frames": 1.5})
    document["events"][0]["kind"] = "noise"
    assert not is_valid("timeline", document)


def test_diagnostics_are_valid_as_they_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "wrong.md"
    path.write_text("---\ntitle: Wrong\nrounds: 3\n---\n## A\n- Press. `hold 3`\n")
    found = printed("check", str(path), "nowhere", "--json")
    assert len(found) == 3
    assert is_valid("diagnostics", found)
    assert not is_valid("diagnostics", [found[0] | {"severity": "fatal"}])
    assert not is_valid("diagnostics", [found[0] | {"line": 0}])
