"""`coach batch` as a user meets it: a table becomes a folder of tracks, whatever happens."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot
from typer.testing import CliRunner, Result

from coach.batch.file_names import MANIFEST_NAME
from coach.cli.commands import app
from coach.outputs.target import ExportError, open_target

OWN = "---\ntitle: Own\nwords: least\n---\n## Calf\n- Press. `hold 3s in 2-9s as press`\n"
ROWS = "anna,own,press=2s,\nbea,own,press=4s,wav\ncem,own,,json\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fast.toml").write_text('voice = "en-us"\n')
    Path("own.md").write_text(OWN)


def write_table(rows: str = ROWS) -> None:
    lines = [f"{line},fast.toml" for line in rows.splitlines()]
    Path("people.csv").write_text("\n".join(("output,routine,hold,format,voice", *lines)))


def run(*options: str) -> Result:
    """Make the batch in one process."""
    return CliRunner().invoke(app, ["batch", "people.csv", "-o", "out", "-j", "1", *options])


def tracks(folder: str = "out") -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(folder).iterdir())
        if path.name != MANIFEST_NAME
    }


def manifest() -> list[Any]:
    return [json.loads(line) for line in Path("out", MANIFEST_NAME).read_text().splitlines()]


def export(*options: str) -> bytes:
    """Export a track as `coach export` does."""
    result = CliRunner().invoke(app, ["export", "own", *options, "--voice", "fast.toml"])
    assert result.exit_code == 0
    return Path(options[-1]).read_bytes()


def test_a_row_is_a_track_and_only_what_changed_is_made_again() -> None:
    write_table()
    done = run()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("out: 3 tracks made in 0:0")
    first = tracks()
    assert list(first) == ["anna.mp3", "bea.wav", "cem.json"]
    assert [
        (each["row"], each["file"], each["sha256"] == first[each["file"]], each["adjusted"])
        for each in manifest()
    ] == [
        (1, "anna.mp3", True, {"hold": ["press=2s"], "voice": "fast.toml"}),
        (2, "bea.wav", True, {"hold": ["press=4s"], "voice": "fast.toml"}),
        (3, "cem.json", True, {"voice": "fast.toml"}),
    ]
    document = json.loads(Path("out/cem.json").read_bytes())
    assert manifest()[2]["seconds"] == round(document["frames"] / 44_100, 3)
    assert Path("out/bea.wav").read_bytes() == export("--hold", "press=4s", "-o", "bea.wav")

    Path("out/cem.json").write_text("damaged")
    Path("out/anna.mp3").unlink()
    write_table(ROWS.replace("press=4s", "press=5s"))
    assert run().stdout.startswith("out: 3 tracks made")
    second = tracks()
    assert {name for name in first if first[name] != second[name]} == {"bea.wav"}
    assert run().stdout.startswith("out: 0 tracks made; 3 unchanged. ")

    write_table("dan,own,,json\n")
    assert run().stdout.startswith("out: 1 track made")
    assert [(each["row"], each["file"]) for each in manifest()] == [
        (1, "dan.json"),
        (None, "anna.mp3"),
        (None, "bea.wav"),
        (None, "cem.json"),
    ]


def test_nothing_is_made_where_a_row_is_wrong() -> None:
    write_table("anna,own,press=10s,json\nbea,calf-rool,,json\ncem,own,pres=2s,json\n")
    result = run()
    assert result.exit_code == 1
    assert not Path("out").exists()
    assert result.stderr == snapshot("""\
people.csv:2:10: error[outside-range]: `--hold press=10s` is outside what this line allows.
    2 | anna,own,press=10s,json,fast.toml
      |          ^^^^^^^^^
  The nearest allowed value is 9s; `--no-limits` lifts the author's limits. See own.md:6:11.
people.csv:3:5: error[unknown-routine]: There is no routine called `calf-rool`.
    3 | bea,calf-rool,,json,fast.toml
      |     ^^^^^^^^^
  Did you mean `calf-roll`?
people.csv:4:9: error[unknown-hold]: --hold pres=2s: there is no `pres` to adjust.
    4 | cem,own,pres=2s,json,fast.toml
      |         ^^^^^^^
  Did you mean `press`?
3 rows wrong: nothing was made. --skip-wrong makes the others.
""")


def test_the_other_rows_are_made_where_wrong_ones_are_skipped() -> None:
    write_table("anna,own,press=10s,json\nbea,own,,json\n")
    result = run("--skip-wrong")
    assert result.exit_code == 1
    assert result.stdout.startswith("out: 1 track made in 0:0")
    assert "; 1 row wrong. " in result.stdout
    assert list(tracks()) == ["bea.json"]


def test_a_length_that_cannot_be_had_is_known_before_anything_is_made() -> None:
    Path("people.csv").write_text(
        "output,routine,fit,voice,format\nanna,own,9min,fast.toml,json\nbea,own,,fast.toml,json\n"
    )
    result = run()
    assert result.exit_code == 1
    assert "people.csv:2:10: error[" in result.stderr
    assert "1 row wrong: nothing was made." in result.stderr
    assert not tracks()


def test_a_routine_with_mistakes_is_told_once_with_each_row_that_names_it() -> None:
    Path("bad.md").write_text("---\ntitle: Bad\n---\n## A\n- Sit. `hold 3`\n")
    write_table("anna,bad,,\nbea,bad,,\n")
    lines = [line for line in run().stderr.splitlines() if "error[" in line]
    assert lines == [
        "bad.md:5:9: error[missing-unit]: `3` has no unit.",
        "people.csv:2:6: error[wrong-routine]: The routine `bad` has mistakes.",
        "people.csv:3:5: error[wrong-routine]: The routine `bad` has mistakes.",
    ]


def test_a_table_names_no_file_outside_its_folder() -> None:
    write_table("anna,../own,,\nbea,/etc/passwd,,\n")
    result = run()
    assert result.exit_code == 1
    assert result.stderr.count("error[outside-folder]") == 2


def test_a_strangers_file_in_the_folder_stays_as_it_is() -> None:
    write_table("anna,own,,json\n")
    Path("out").mkdir()
    Path("out/anna.json").write_text("mine")
    result = run()
    assert result.exit_code == 3
    assert result.stderr == "out/anna.json exists already: --force overwrites it.\n"
    assert Path("out/anna.json").read_text() == "mine"
    assert run("--force").exit_code == 0
    assert Path("out/anna.json").read_text() != "mine"


def test_a_full_disk_and_an_interrupt_say_how_far_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    write_table("anna,own,,json\nbea,own,,json\n")

    def fail_at_bea(path: Path, *, overwrite: bool) -> Any:  # noqa: ANN401
        if path.name == "bea.json":
            raise failure
        return open_target(path, overwrite=overwrite)

    monkeypatch.setattr("coach.batch.batch.open_target", fail_at_bea)
    failure: BaseException = KeyboardInterrupt()
    result = run()
    assert result.exit_code == 130
    assert result.stderr == (
        "1 of 2 tracks are there. The same command goes on from here.\nInterrupted.\n"
    )
    failure = ExportError("out/bea.json was not written: the disk is full.")
    result = run()
    assert result.exit_code == 3
    assert result.stderr.endswith("from here.\nout/bea.json was not written: the disk is full.\n")
    assert [each["sha256"] is None for each in manifest()] == [False, True]
    monkeypatch.setattr("coach.batch.batch.open_target", open_target)
    assert run().stdout.startswith("out: 1 track made")


def test_a_folder_or_table_that_is_not_there() -> None:
    result = run()
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "error[no-file]: people.csv cannot be read: no such file or directory.\n  Check the path.\n"
    )
    write_table()
    result = CliRunner().invoke(app, ["batch", "people.csv", "-o", "no/where", "-j", "1"])
    assert result.exit_code == 3
    assert result.stderr.startswith("The folder no/where cannot be made: ")


def begin_batch(folder: str, jobs: int) -> subprocess.Popen[str]:
    """Begin a batch in a process of its own."""
    command = "from coach.cli import main; main()"
    return subprocess.Popen(  # noqa: S603 (ourselves)
        [sys.executable, "-c", command, "batch", "people.csv", "-o", folder, "-j", str(jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def find_workers(parent: int) -> list[int]:
    """Return the children of the children of a process."""
    found: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found[int(entry.name)] = int(
                    (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
                )
            except OSError:
                continue
    return [each for each, above in found.items() if found.get(above) == parent]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux")
def test_workers_that_are_killed_and_a_batch_that_is_killed_lose_nothing() -> None:
    write_table("".join(f"p{number},own,press={2 + number % 8}s,\n" for number in range(12)))
    assert run().exit_code == 0
    wanted = tracks()
    batch = begin_batch("killed", 2)
    kills = 0
    while batch.poll() is None and kills < 4:
        workers = find_workers(batch.pid)
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311 (a test)
            kills += 1
        time.sleep(0.3)
    output, errors = batch.communicate(timeout=120)
    assert (batch.returncode, errors) == (0, "")
    assert kills
    assert output.startswith("killed: 12 tracks made")
    assert tracks("killed") == wanted

    batch = begin_batch("ended", 2)
    while not Path("ended", MANIFEST_NAME).exists():
        time.sleep(0.05)
    time.sleep(0.5)
    batch.kill()
    batch.communicate()
    again = begin_batch("ended", 2)
    again.communicate(timeout=120)
    assert again.returncode == 0
    assert tracks("ended") == wanted
