"""`coach tune`: what stays, where it is told, and how it goes away again."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coach.cli.commands import app
from coach.cli.tuned import suggest_tuning

OWN = """---
title: Own
voice: brisk
---
## Calf
- Stop. `hold 30-90s as tender`
"""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    Path("scripts").mkdir()
    Path("scripts/own.md").write_text(OWN)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_what_is_tuned_stays_until_it_is_reset() -> None:
    assert run("tune", "own", "--hold", "tender=40s").stdout == "own: hold tender=40s.\n"
    assert run("tune", "--pace", "slow", "--with", "ball").exit_code == 0
    assert run("tune").stdout == "All routines: with ball, pace slow.\nown: hold tender=40s.\n"
    shown = run("show", "own")
    assert shown.stderr == "As tuned: pace slow, hold tender=40s.\n"
    assert "tender, 40s" in shown.stdout
    assert run("holds", "own").stderr == "As tuned: pace slow, hold tender=40s.\n"
    shown = run("show", "own", "--hold", "tender=50s")
    assert shown.stderr == "As tuned: pace slow.\n"
    assert "tender, 50s" in shown.stdout
    shown = run("show", "own", "--as-written")
    assert shown.stderr == ""
    assert "tender, 1min" in shown.stdout
    assert run("tune", "own", "--reset").stdout == "own: as written.\n"
    assert run("tune", "--reset").stdout == "All routines: as written.\n"
    assert run("show", "own").stderr == ""


def test_the_comment_of_a_track_says_what_was_tuned() -> None:
    run("tune", "own", "--hold", "tender=40s")
    assert run("export", "own", "--only", "Calf", "-o", "own.wav").exit_code == 0
    assert b"--hold tender=40s" in Path("own.wav").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("own", "--hold", "tender=5s"), "outside what this line allows"),
        (("own", "--hold", "tenner=50s"), "Did you mean `tender`?"),
        (("owl",), "There is no routine called `owl`."),
        (("own", "--voice", "ruhig"), "speaks `de`"),
        (("--pace", "fast"), "--pace: `fast` is not a choice."),
    ],
)
def test_what_a_routine_cannot_have_is_not_kept(words: tuple[str, ...], said: str) -> None:
    result = run("tune", *words)
    assert result.exit_code == 1
    assert said in result.stderr
    assert not Path("tuned.toml").exists()


def test_a_damaged_file_is_told_and_can_be_passed_over() -> None:
    Path("tuned.toml").write_text("[all\n")
    for words in (("show", "own"), ("tune", "own", "--reset")):
        result = run(*words)
        assert result.exit_code == 1
        assert "tuned.toml is damaged" in result.stderr
    assert run("show", "own", "--as-written").exit_code == 0
    assert Path("tuned.toml").read_text() == "[all\n"


@pytest.mark.parametrize(
    ("names", "holds", "said"),
    [
        (
            ["own"],
            ["tender=45s"],
            "To keep what you changed: `coach tune own --hold tender=45s`.",
        ),
        (["own"], ["tender=95s"], None),
        (["own"], [], None),
        (["own", "own"], ["tender=45s"], None),
    ],
)
def test_how_to_keep_what_was_changed_live(
    names: list[str], holds: list[str], said: str | None
) -> None:
    assert suggest_tuning(names, holds) == said
