"""`coach today`; what is due through a year is in tests/diary/test_schedule.py."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from typer.testing import CliRunner, Result

from coach.cli.commands import app

HEAD = "---\ntitle: {}\noften: {}\n---\n"
BODY = "## A\n- Sit. `hold 90s as sit`\n"
ROUTINES = {
    "calf": "2-3 per week",
    "heel": "several times a day",
    "hip": "nightly",
    "knee": "when symptoms come",
    "neck": "[daily, every other day]",
    "toe": "daily",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("COACH_HOME", str(home))
    (home / "scripts").mkdir(parents=True)
    for name, often in ROUTINES.items():
        (home / "scripts" / f"{name}.md").write_text(HEAD.format(name.title(), often) + BODY)
    return home


def set_clock(monkeypatch: pytest.MonkeyPatch, *time: int) -> None:
    now = datetime(2026, *time).astimezone()  # type: ignore[arg-type] # month, day, hour, minute
    monkeypatch.setattr("coach.cli.clock.read_clock", lambda: now)
    monkeypatch.setattr("coach.cli.glance.read_clock", lambda: now)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def printed(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_what_is_due_at_one_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, 11, 30, 12, 0)
    assert printed("today").startswith("Nothing is in the diary yet")
    done = {
        "calf": ("2026-11-26",),
        "heel": ("7:15", "8:15"),
        "hip": ("yesterday",),
        "knee": ("2026-11-20",),
        "neck": ("yesterday",),
        "toe": ("2026-10-01", "2026-10-02"),
    }
    for name, times in done.items():
        for when in times:
            printed("done", name, when)
    assert printed("today") == snapshot("""\
Monday 30 November
due      calf  last: Thursday   2-3 per week
due      heel  2 of 3 today     several times a day
tonight  hip   last: yesterday  nightly
offered  knee  last: 20 Nov     when symptoms come
resting  neck  next: tomorrow   daily, every other day
Not done for more than 30 days: toe
`coach today --play` plays what is due.
""")
    printed("done", "heel")
    set_clock(monkeypatch, 11, 30, 21, 0)
    assert printed("today") == snapshot("""\
Monday 30 November
due      calf  last: Thursday   2-3 per week
due      hip   last: yesterday  nightly
offered  knee  last: 20 Nov     when symptoms come
resting  neck  next: tomorrow   daily, every other day
done     heel  next: tomorrow   several times a day
Not done for more than 30 days: toe
`coach today --play` plays what is due.
""")
    # Half an hour after midnight it is still that evening.
    set_clock(monkeypatch, 12, 1, 0, 30)
    assert printed("today") == snapshot("""\
Monday 30 November
due      calf  last: Thursday   2-3 per week
due      hip   last: yesterday  nightly
offered  knee  last: 20 Nov     when symptoms come
resting  neck  next: tomorrow   daily, every other day
done     heel  next: tomorrow   several times a day
Not done for more than 30 days: toe
`coach today --play` plays what is due.
""")
    set_clock(monkeypatch, 12, 1, 4, 0)
    assert printed("today").splitlines()[1:3] == snapshot(
        [
            "due      calf  last: Thursday  2-3 per week",
            "due      neck  last: Sunday    daily, every other day",
        ]
    )


def test_a_script_that_changes_asks_anew_and_one_that_is_gone_no_more(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, 11, 30, 12, 0)
    for name in ("calf", "heel"):
        printed("done", name, "yesterday")
    (home / "scripts" / "calf.md").write_text(HEAD.format("Calf", "daily") + BODY)
    (home / "scripts" / "heel.md").unlink()
    for _ in range(2):  # the second time by what was noted
        assert printed("today").splitlines()[1:-1] == ["due  calf  last: yesterday  daily"]
    (home / "scripts" / "calf.md").write_text("---\ntitle: Calf\nbreath: no\n---\n" + BODY)
    assert printed("today").splitlines()[1:-1] == ["due  calf  last: yesterday  daily"]


def test_a_programme_is_asked_for_as_its_own_often_says(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, 11, 30, 12, 0)
    (home / "scripts" / "legs.md").write_text(
        "---\ntitle: Legs\noften: daily\nroutines: [calf, heel]\n---\n"
    )
    assert printed("done", "legs", "2026-11-28").splitlines() == [
        "Entry 1: Calf, Saturday 28 November 12:00.",
        "Entry 2: Heel, Saturday 28 November 12:00.",
        "Entry 3: Legs, Saturday 28 November 12:00.",
    ]
    assert printed("today").splitlines()[1:-1] == [
        "due      heel  0 of 3 today    several times a day",
        "due      legs  last: Saturday  daily",
        "resting  calf  next: tomorrow  2-3 per week",
    ]
    assert printed("diary").splitlines()[-3:] == snapshot(
        [
            "calf     2-3 per week                      1      Saturday  2    0      0",
            "heel     several times a day  0 of 2 days  1      Saturday  2    0      0",
            "legs     daily                1 of 2 days  1      Saturday  0    0      0",
        ]
    )


def test_playing_what_is_due(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, 11, 30, 12, 0)
    (home / "scripts" / "wade.md").write_text(
        "---\ntitle: Wade\nlanguage: de\noften: daily\n---\n## A\n- Setz dich. `hold 9s`\n"
    )
    played: list[object] = []

    def take(recipe: object, *_: object, **__: object) -> None:
        played.append(recipe)

    monkeypatch.setattr("coach.cli.today.play_recipe", take)
    assert printed("today", "--play") == "Nothing is due now: `coach today` shows what is next.\n"
    for name in ("toe", "hip", "wade", "calf"):
        printed("done", name, "2026-11-25")
    result = run("today", "--play", "--hold", "30s")
    assert result.exit_code == 0
    assert result.stderr == "wade is due, too, in another language: `coach play wade`.\n"
    (recipe,) = played
    assert recipe.routines == ("calf", "toe")  # type: ignore[attr-defined] # it is a recipe
    assert recipe.adjustments == {"hold": ["30s"]}  # type: ignore[attr-defined] # as above
    result = run("today", "--hold", "30s")
    assert (result.exit_code, result.stderr) == (
        2,
        "Adjustments are for what is played: add --play.\n",
    )


def test_it_comes_without_loading_the_other_commands(home: Path) -> None:
    code = (
        "import sys; sys.argv = ['coach', 'today']\n"
        "from coach.cli import main; main()\n"
        "slow = {'typer', 'rich', 'numpy', 'yaml', 'markdown_it', 'click'}\n"
        "print(*sorted(slow & set(sys.modules)))\n"
    )
    printed("done", "toe", "yesterday")

    def ask() -> list[str]:
        command = [sys.executable, "-c", code]
        out = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        return out.stdout.splitlines()

    assert ask()[1:] == [
        "due  toe  last: yesterday  daily",
        "`coach today --play` plays what is due.",
        "",
    ]
    (home / "diary.sqlite").write_bytes(b"no database")
    result = run("today")
    assert (result.exit_code, "is damaged" in result.stderr) == (3, True)
