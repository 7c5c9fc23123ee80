"""A real cluster on this machine: its workers have no folder in common with the batch."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coach.batch.file_names import MANIFEST_NAME
from coach.cli.commands import app

pytestmark = pytest.mark.slow

OWN = "---\ntitle: Own\nwords: least\n---\n## Calf\n- Press. `hold 3s in 2-20s as press`\n"
ROWS = 8


@pytest.fixture(autouse=True)
def _table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fast.toml").write_text('voice = "en-us"\n')
    Path("own.md").write_text(OWN)
    rows = [f"p{number},own,press={2 + number}s,fast.toml" for number in range(ROWS)]
    Path("people.csv").write_text("\n".join(("output,routine,hold,voice", *rows)))


@contextmanager
def run_process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603 (our own, and Dask)
        [sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def run_scheduler() -> Iterator[subprocess.Popen[bytes]]:
    """Run a scheduler that writes `scheduler.json`."""
    options = ("--port", "0", "--no-dashboard", "--scheduler-file", "scheduler.json")
    with run_process("distributed.cli.dask_scheduler", "--host", "127.0.0.1", *options) as process:
        while not Path("scheduler.json").exists():
            time.sleep(0.05)
        yield process


def begin_worker(stack: ExitStack) -> subprocess.Popen[bytes]:
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", "scratch")
    return stack.enter_context(
        run_process("distributed.cli.dask_worker", "--scheduler-file", "scheduler.json", *options)
    )


def begin_batch(folder: str) -> subprocess.Popen[str]:
    command = ["batch", "people.csv", "-o", folder, "--cluster", "scheduler.json"]
    return subprocess.Popen(  # noqa: S603 (ourselves)
        [sys.executable, "-m", "coach", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_here(*options: str) -> Result:
    return CliRunner().invoke(app, ["batch", "people.csv", *options])


def tracks(folder: str) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(folder).iterdir())
        if path.name != MANIFEST_NAME
    }


def wait_for_tracks(folder: str, count: int) -> None:
    limit = time.monotonic() + 60
    while not Path(folder).is_dir() or len(tracks(folder)) < count:
        assert time.monotonic() < limit, "no track comes"
        time.sleep(0.02)


def test_a_cluster_makes_the_same_bytes_whatever_becomes_of_it() -> None:
    assert run_here("-o", "here", "-j", "1").exit_code == 0
    wanted = tracks("here")
    assert len(wanted) == ROWS
    with ExitStack() as stack, run_scheduler() as scheduler:
        workers = [begin_worker(stack), begin_worker(stack)]
        batch = begin_batch("killed")
        wait_for_tracks("killed", 1)
        workers[0].kill()
        output, errors = batch.communicate(timeout=120)
        assert (batch.returncode, errors) == (0, "")
        assert output.startswith(f"killed: {ROWS} tracks made")
        assert tracks("killed") == wanted

        batch = begin_batch("lost")
        wait_for_tracks("lost", 2)
        scheduler.kill()
        output, errors = batch.communicate(timeout=120)
        assert (batch.returncode, output) == (3, "")
        there, _, rest = errors.partition(" of 8 tracks are there. ")
        assert rest == (
            "The same command goes on from here.\nThe cluster scheduler.json is lost.\n"
        )
        assert int(there) == len(tracks("lost")) < ROWS
    result = run_here("-o", "lost", "-j", "1")
    assert f"; {there} unchanged. " in result.stdout
    assert tracks("lost") == wanted


def test_a_cluster_that_is_not_there_is_told_before_anything_is_spoken() -> None:
    result = run_here("-o", "out", "--cluster", "nonsense://")
    assert result.exit_code == 3
    assert result.stderr == "The cluster nonsense:// cannot be reached.\n"
    assert run_here("-o", "out", "--cluster", "tcp://x:1", "-j", "2").exit_code == 2
