"""Batches: two workers against one process, kills on the way, and a table ten times as long.

`python benchmarks/batches.py [ROWS] [KILLS]` speaks the texts of ROWS (1000) short tracks. It makes
a tenth of the tracks, then all of them with one process, with two workers, and with two workers
while it kills KILLS (20) of them. It fails where a file is missing or differs. Other load on the
machine makes the ratio meaningless: the kernel may share the cores by sessions, not by processes.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tables import table

_ROUTINE = """---
title: Short
---
## Calf `sides right, left`
- Sit down on the floor, and put your {side} calf on the roller. `hold 10s in 10-60s as tender`
  - Let the ankle hang. `at 5s`
- Roll slowly. `roll 10s`
"""

_LOOK_S = 0.05
_KB = 1024


@dataclass(frozen=True, slots=True)
class BatchRun:
    """What a batch took: its rows, seconds, the peak of its largest process, kills, and files."""

    name: str
    rows: int
    wall_s: float
    peak_bytes: int
    killed: int
    files: dict[str, str]

    @property
    def a_minute(self) -> float:
        """How many tracks it made in a minute."""
        return self.rows * 60 / self.wall_s


def write_table(folder: Path, rows: int, suffix: str) -> Path:
    """Write a table whose tracks all differ, with few texts; return its path."""
    lines = ["output,routine,hold,settle"]
    for number in range(rows):
        hold, settle = 10 + number % 50, 8 + number // 50 / 10
        lines.append(f"p{number:05}{suffix},short,tender={hold}s,{settle:.1f}s")
    path = folder / f"{rows}{suffix}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def list_processes(parent: int) -> tuple[list[int], list[int]]:
    """List the children of a process, and theirs: the workers, which a server has forked."""
    above: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            stat = (entry / "stat").read_text(encoding="utf-8")
            above[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    children = [each for each, one in above.items() if one == parent]
    return children, [each for each, one in above.items() if one in children]


def find_peak(process: int) -> int:
    """Return the most memory that a process has had, in bytes; 0 where it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * _KB
    return 0


def run_batch(name: str, people: Path, jobs: int, kills: int = 0) -> BatchRun:
    """Make a batch; kill workers, spread over its tracks."""
    folder = people.parent
    rows = len(people.read_text(encoding="utf-8").splitlines()) - 1
    out = folder / name.replace(" ", "-")
    options = (str(people), "-o", str(out), "-j", str(jobs))
    environment = {**os.environ, "COACH_HOME": str(folder / "home")}
    began = time.monotonic()
    killed = peak = 0
    with subprocess.Popen(  # noqa: S603 (coach)
        [sys.executable, "-m", "coach", "batch", *options], env=environment
    ) as process:
        while process.poll() is None:
            time.sleep(_LOOK_S)
            children, workers = list_processes(process.pid)
            peak = max((peak, *map(find_peak, (process.pid, *children, *workers))))
            there = sum(1 for _ in out.glob("*.mp3"))
            if killed < kills and workers and there >= (killed + 1) * rows // (kills + 1):
                with suppress(OSError):
                    os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311 (no secret)
                    killed += 1
    wall_s = time.monotonic() - began
    if process.returncode:
        raise RuntimeError(f"{name} ended with {process.returncode}.")
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("*.mp3")}
    return BatchRun(name, rows, wall_s, peak, killed, files)


def run_all(folder: Path, rows: int, kills: int) -> Iterator[BatchRun]:
    """Run the batches that are compared."""
    (folder / "short.md").write_text(_ROUTINE, encoding="utf-8")
    run_batch("speech", write_table(folder, rows, ".json"), 2)
    people, few = (write_table(folder, count, ".mp3") for count in (rows, rows // 10))
    yield run_batch("a tenth, two workers", few, 2)
    yield run_batch("one process", people, 1)
    yield run_batch("two workers", people, 2)
    yield run_batch("two workers, killed", people, 2, kills)


def main() -> None:
    """Run the batches, and print what they took."""
    rows, kills = (*map(int, sys.argv[1:]), *(1000, 20)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory(prefix="coach-batches-") as folder:
        runs = list(run_all(Path(folder), rows, kills))
    one = runs[1]
    head = ("", "tracks", "wall s", "tracks a minute", "÷ one process", "peak MB", "kills")
    body = [
        (
            run.name,
            str(len(run.files)),
            f"{run.wall_s:.1f}",
            f"{run.a_minute:.1f}",
            f"**{run.a_minute / one.a_minute:.2f}**",
            f"{run.peak_bytes / 1e6:.0f}",
            str(run.killed),
        )
        for run in runs
    ]
    sys.stdout.write(f"{table(head, body)}\n")
    for run in runs:
        if len(run.files) != run.rows or run.files.items() - one.files.items():
            raise SystemExit(f"{run.name}: files are missing or differ.")
    sys.stdout.write("All files are the same.\n")


if __name__ == "__main__":
    main()
