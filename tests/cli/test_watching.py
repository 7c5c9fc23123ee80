"""`--watch`: a command runs again whenever its file is saved, however an editor saves it."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from coach.cli.commands import app
from coach.cli.reports import ExitCode
from coach.cli.watching import follow_files, list_files
from coach.library import Library

RIGHT = "---\ntitle: Own\n---\n## A\n- Sit.\n"
WRONG = RIGHT + "- Press. `hold 3`\n"


def save_in_place(path: Path) -> None:
    path.write_text("a longer text")


def save_by_renaming(path: Path) -> None:
    fresh = path.with_suffix(".swp")
    fresh.write_text(path.read_text())
    fresh.replace(path)


def save_by_removing_first(path: Path) -> None:
    path.unlink()
    time.sleep(0.05)
    path.write_text("again")


def save_in_pieces(path: Path) -> None:
    for size in range(1, 6):
        path.write_text("piece" * size)
        time.sleep(0.005)


@pytest.mark.parametrize(
    "save", [save_in_place, save_by_renaming, save_by_removing_first, save_in_pieces]
)
def test_each_save_runs_it_once(
    save: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.cli.watching.LOOK_S", 0.02)
    path = tmp_path / "own.md"
    path.write_text("text")
    seen: list[str] = []
    done = threading.Event()

    def save_later() -> None:
        save(path)
        done.set()

    def run() -> None:
        seen.append(path.read_text())
        if len(seen) == 1:
            threading.Timer(0.03, save_later).start()
            raise typer.Exit(ExitCode.MISTAKE)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        follow_files(lambda: [path], run)
    done.wait()
    assert seen == ["text", path.read_text()]


def test_what_is_outside_ends_it_and_so_does_a_missing_file(tmp_path: Path) -> None:
    def fail_outside() -> None:
        raise typer.Exit(ExitCode.OUTSIDE)

    with pytest.raises(typer.Exit) as end:
        follow_files(lambda: [tmp_path], fail_outside)
    assert end.value.exit_code == ExitCode.OUTSIDE
    result = CliRunner().invoke(app, ["check", str(tmp_path / "nowhere.md"), "--watch"])
    assert result.exit_code == 1
    assert result.stderr.startswith("error[no-file]: There is no file ")


def test_the_files_of_a_programme_are_those_of_its_routines(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text(RIGHT)
    (tmp_path / "week.md").write_text("---\ntitle: Week\nroutines: [own, calf-roll]\n---\n")
    found = list_files([str(tmp_path / "week.md")], Library())
    assert [path.name for path in found] == ["week.md", "own.md", "calf-roll.md"]
    assert all(path.is_file() for path in found)


@pytest.mark.slow
def test_check_follows_a_file_until_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    path.write_text(RIGHT)
    process = subprocess.Popen(  # noqa: S603 (ourselves)
        [sys.executable, "-m", "coach", "check", str(path), "--watch", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    lines = [process.stdout.readline()]
    path.write_text(WRONG)
    lines.append(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert [[each["code"] for each in json.loads(line)] for line in lines] == [[], ["missing-unit"]]
    assert (output, process.returncode) == ("", 130)
    assert errors.count("── saved at ") == 1
    assert errors.endswith("Interrupted.\n")
