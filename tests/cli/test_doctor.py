"""`coach doctor`, on this machine and on others."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coach.cli.commands import app

ESSENTIAL = [
    "Python",
    "engine espeak",
    "voices",
    "encoder MP3",
    "encoder WAV, FLAC, OGG",
    "encoder Opus, M4A",
]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def rows(*arguments: str) -> dict[str, dict[str, object]]:
    return {row["what"]: row for row in json.loads(run("doctor", "--json", *arguments).stdout)}


def test_all_that_is_essential_works_here() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    found = rows()
    assert [what for what, row in found.items() if row["essential"]] == ESSENTIAL
    assert all(found[what]["works"] for what in ESSENTIAL)
    assert all(
        set(row) == {"what", "works", "essential", "detail", "mend"} for row in found.values()
    )
    lines = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert [line.split()[0] for line in lines] == [
        "ok" if row["works"] else "missing" for row in found.values()
    ]
    for what, line in zip(found, lines, strict=True):
        assert what in line


def test_what_is_missing_says_what_would_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lameenc", None)
    result = run("doctor")
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if "encoder MP3" in line)
    assert lines[at].startswith("missing")
    assert lines[at + 1].strip().startswith("mend: ")
    assert lines[at + 1].endswith("pip install --force-reinstall lameenc")


def test_a_folder_that_cannot_be_written_is_told() -> None:
    Path("home").write_text("a file where the folder belongs")
    found = rows()
    assert not found["folder of voices"]["works"]
    assert not found["cache"]["works"]


def test_a_broken_own_voice_is_told() -> None:
    Path("home/voices").mkdir(parents=True)
    Path("home/voices/ruhig.toml").write_text('voice = "xx"\nlanguage = "de"')
    found = rows()
    assert not found["voices"]["works"]
    assert "has no voice 'xx'" in str(found["voices"]["detail"])


@pytest.mark.parametrize("module", ["piper", "dbus_fast"])
def test_it_needs_no_extra(module: str) -> None:
    program = (
        f"import sys; sys.modules[{module!r}] = None\n"
        "from importlib import util\n"
        "real = util.find_spec\n"
        f"util.find_spec = lambda name: None if name == {module!r} else real(name)\n"
        "from coach.cli import main; sys.argv = ['coach', 'doctor', '--json']; main()\n"
    )
    done = subprocess.run(  # noqa: S603 (our own)
        [sys.executable, "-c", program], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    missing = [row for row in json.loads(done.stdout) if not row["works"] and row["mend"]]
    package = {"piper": "piper-tts", "dbus_fast": "dbus-fast"}[module]
    assert any(row["mend"].endswith(f"pip install {package}") for row in missing)
