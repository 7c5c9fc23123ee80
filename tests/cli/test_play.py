"""`coach play` and `coach devices` as far as no sound is needed; the sound is in tests/live."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coach.cli.commands import app


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    Path("own.md").write_text("---\ntitle: Own\n---\n## A\n- Sit. `hold 10s`\n")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_without_a_routine_it_says_how_to_name_one() -> None:
    result = run("play")
    assert result.exit_code == 2
    assert "coach play calf-roll" in result.stderr


def test_a_mistake_in_a_script_is_told_before_any_sound() -> None:
    result = run("play", "own.md", "--hold", "nobody=10s")
    assert result.exit_code == 1
    assert "unknown-hold" in result.stderr


def test_an_output_that_is_not_there_is_exit_code_3() -> None:
    result = run("play", "own.md", "--device", "no such output")
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_there_is_nothing_to_resume_at_first() -> None:
    result = run("play", "--resume")
    assert result.exit_code == 1
    assert "nothing to resume" in result.stderr
    assert run("play", "own.md", "--resume").exit_code == 2


def test_a_fault_keeps_the_place_and_the_adjustments() -> None:
    run("play", "own.md", "--hold", "20s", "--device", "no such output")
    kept = json.loads(Path("home/bookmark.json").read_text())
    assert (kept["routines"], kept["chapter"], kept["offset"]) == (["own.md"], 0, 0)
    assert kept["adjustments"]["hold"] == ["20s"]
    again = run("play", "--resume", "--device", "no such output")
    assert again.exit_code == 3
