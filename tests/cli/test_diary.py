"""The diary on the command line; how it is kept is in tests/diary."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from typer.testing import CliRunner, Result

from coach.cli.commands import app

HEAD = "---\ntitle: Tiny\nsides: right, left\noften: 2-3 per week\n---\n"
TINY = f"{HEAD}## A\n- Sit. `hold 90s as sit`\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a home with one routine, on the last Monday of a November at eight in the evening."""
    home = tmp_path / "home"
    monkeypatch.setenv("COACH_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "120")
    (home / "scripts").mkdir(parents=True)
    (home / "scripts" / "tiny.md").write_text(TINY)
    now = datetime(2026, 11, 30, 20, 0).astimezone()
    monkeypatch.setattr("coach.cli.clock.read_clock", lambda: now)
    return home


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def printed(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_weeks_minutes_sides_and_what_was_kept() -> None:
    for when in ("2026-11-16", "2026-11-19", "2026-11-25 18:30", "yesterday 7:15", "1:30"):
        printed("done", "tiny", when)
    printed("done", "tiny", "2026-11-27", "--side", "left", "--hold", "20s")
    assert printed("diary") == snapshot("""\
         Mo   Tu   We   Th   Fr   Sa   Su    min
16 Nov    3    .    .    3    .    .    .      6
23 Nov    .    .    3    .   <1    .    6      9
30 Nov    .                                    0

routine  how often     kept          times  last       min  right  left
tiny     2-3 per week  2 of 2 weeks  6      yesterday  15   8      8
""")
    assert printed("diary", "--weeks", "1").count("\n") == 5


def test_as_json_and_as_csv(home: Path) -> None:
    assert printed("done", "tiny", "2026-11-01", "--side", "left") == (
        "Entry 1: Tiny, Sunday 1 November 12:00.\n"
    )
    (entry,) = json.loads(printed("diary", "--json"))["entries"]
    began = entry.pop("began")
    assert datetime.fromisoformat(began) == datetime(2026, 11, 1, 12).astimezone()
    assert len(entry.pop("script")) == 16
    action = {"number": 0, "exercise": "A", "name": "sit", "kind": "hold", "side": "left"}
    assert entry == {
        "number": 1,
        "routine": "tiny",
        "title": "Tiny",
        "adjustments": {"side": "left"},
        "day": "2026-11-01",
        "planned_ms": 90_000,
        "held_ms": 90_000,
        "percent": 100,
        "reached": "",
        "finished": True,
        "told": True,
        "actions": [action | {"planned_ms": 90_000, "held_ms": 90_000}],
    }
    began = began.replace(".000", "")
    assert printed("diary", "--csv").splitlines() == [
        "entry,began,day,routine,finished,told,exercise,name,kind,side,planned_s,held_s",
        f"1,{began},2026-11-01,tiny,True,True,A,sit,hold,left,90.0,90.0",
    ]
    assert (home / "diary.sqlite").exists()


def test_deleting_and_undoing() -> None:
    assert "Nothing is in the diary yet" in printed("diary")
    for when in ("yesterday", "today"):
        printed("done", "tiny", when)
    assert run("diary", "delete").exit_code == run("diary", "delete", "1", "--all").exit_code == 2
    assert (run("diary", "delete", "7").exit_code, printed("diary", "list").count("told")) == (1, 2)
    assert printed("diary", "delete", "1").startswith("1 entry deleted: `coach diary undo`")
    assert printed("diary", "delete", "--all").startswith("1 entry deleted")
    assert printed("diary", "undo") == "1 entry brought back.\n"
    assert printed("diary", "list") == snapshot("""\
number  began             routine  min  reached
2       2026-11-30 20:00  tiny     3    told
""")
    assert printed("diary", "purge") == "1 entry removed for good.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("tiny", "tomorrow"), 2, "`tomorrow` is not a time: write yesterday, 2026-11-29, or"),
        (("tiny", "23:00"), 2, "`23:00` is still to come."),
        (("tiny", "25:00"), 2, "`25:00` is not a time"),
        (("tiny", "--hold", "nobody=3s"), 1, "error[unknown-hold]"),
        (("nothing",), 1, "error[unknown-routine]"),
    ],
)
def test_what_cannot_have_been_done(arguments: tuple[str, ...], code: int, told: str) -> None:
    result = run("done", *arguments)
    assert (result.exit_code, told in result.stderr) == (code, True)
    assert "Nothing is in the diary yet" in printed("diary")


def test_a_damaged_diary_is_told_in_one_line(home: Path) -> None:
    (home / "diary.sqlite").write_bytes(b"no database")
    for command in (["diary"], ["done", "tiny"]):
        result = run(*command)
        assert result.exit_code == 3
        assert result.stderr == (
            f"The diary {home / 'diary.sqlite'} is damaged. "
            "Move the file away, or put back a copy of it.\n"
        )
