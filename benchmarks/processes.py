"""Whole processes: how long one takes from its start to its end, and how much memory.

Figures are the system's own. A new process inherits the peak of the one that starts it, so what
runs this imports little.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Run = Callable[[], "Cost"]
"""Does something once, in a process."""

KB = 1024
"""Bytes in Linux's unit of memory."""

_AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Without bytecode, which pip makes, Python would compile all modules again each time."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took.

    Attributes:
        wall: seconds from its start to its end.
        cpu: seconds of all cores, in it and in what it started.
        peak: MB (a million bytes) of memory at the most; of several processes, the largest.
    """

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure of several runs: the middle one, the least and the largest."""

    middle: float
    least: float
    largest: float


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of some values."""
    return Spread(median(values), min(values), max(values))


def started(command: Sequence[str], log: Path, more: Mapping[str, str] | None = None) -> int:
    """Start a process that writes what it says to a log; give its number.

    Args:
        command: the program and its arguments.
        log: what was there is replaced.
        more: put into the environment.
    """
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    return os.posix_spawnp(
        command[0],
        list(command),
        {**os.environ, **_AS_INSTALLED, **(more or {})},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), writing, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )


def cost(
    command: Sequence[str],
    log: Path,
    more: Mapping[str, str] | None = None,
    *,
    one_core: bool = False,
) -> Cost:
    """Run a process to its end.

    Raises:
        RuntimeError: with the end of what it said, if it fails.
    """
    cores = os.sched_getaffinity(0)
    if one_core:
        os.sched_setaffinity(0, {max(cores)})  # a new process inherits it
    begun = time.perf_counter()
    process = started(command, log, more)
    os.sched_setaffinity(0, cores)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    _check(status, command, log)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KB / 1e6)


def at_once(command: Sequence[str], log: Path, times: int) -> float:
    """Run so many of a process at once; give the seconds until the last of them is done.

    Raises:
        RuntimeError: as for `cost`.
    """
    begun = time.perf_counter()
    for process in [started(command, log) for _ in range(times)]:
        _, status = os.waitpid(process, 0)
        _check(status, command, log)
    return time.perf_counter() - begun


def in_turn(runs: Mapping[str, Run], rounds: int) -> dict[str, list[Cost]]:
    """Do each once a round: what the machine does meanwhile hits all."""
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            costs[name].append(run())
    return costs


def ratios(costs: Sequence[Cost], base: Sequence[Cost]) -> Spread:
    """Compare wall times, round by round."""
    return spread([one.wall / other.wall for one, other in zip(costs, base, strict=True)])


def _check(status: int, command: Sequence[str], log: Path) -> None:
    if status:
        said = log.read_text("utf-8", "replace")[-2000:]
        raise RuntimeError(f"{' '.join(command)} failed ({status}):\n{said}")
