"""Crews: who makes the tracks of a batch, all behind the interface of `concurrent.futures`."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from coach.batch.worker import prepare_worker, use_clips
from coach.workers import limit_cores

P = ParamSpec("P")
R = TypeVar("R")

_WORKER = "coach.batch.worker"


class Crew(Protocol):
    """Workers in one or more teams; a team is called again where it is lost.

    Attributes:
        losses: the errors that mean that a worker has died, and its work with it.
        teams: how many teams there are.
    """

    losses: tuple[type[BaseException], ...]
    teams: int

    @property
    def width(self) -> int:
        """How many tracks a team makes at once."""

    def open_executor(self) -> Executor:
        """Call a team together. Raises `coach.outputs.target.ExportError` where none come."""

    def close_executor(self, executor: Executor) -> None:
        """Let go of a team; what it has not begun is cancelled."""

    def check_alive(self) -> None:
        """Raise `coach.outputs.target.ExportError` where the workers are lost for good."""

    def dismiss_workers(self) -> None:
        """End all workers at once, whatever they are doing."""


class InlineExecutor(Executor):
    """Does all work in this thread, when it is submitted."""

    def submit(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Do a piece of work."""
        future: Future[R] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (whoever asks for the result gets it)
            future.set_exception(error)
        return future


class InlineCrew:
    """This process alone, with one core."""

    losses: tuple[type[BaseException], ...] = ()
    teams = 1
    width = 1

    def __init__(self, clips_folder: Path) -> None:
        self._clips_folder = clips_folder

    def open_executor(self) -> Executor:
        """Return what does all work here."""
        use_clips(self._clips_folder)
        limit_cores(1)
        return InlineExecutor()

    def close_executor(self, executor: Executor) -> None:
        """Do nothing: all that was submitted is done."""

    def check_alive(self) -> None:
        """Do nothing: this process is alive."""

    def dismiss_workers(self) -> None:
        """Take the other cores back: no other process works."""
        limit_cores(None)


class LocalCrew:
    """Processes on this machine, each with one core. Each is a team: none takes others along.

    Args:
        processes: how many.
        clips_folder: where the clips of the batch are.
    """

    losses: tuple[type[BaseException], ...] = (BrokenExecutor,)

    width = 1

    def __init__(self, processes: int, clips_folder: Path) -> None:
        self.teams = processes
        self._clips_folder = clips_folder
        self._others = frozenset(multiprocessing.active_children())

    def open_executor(self) -> Executor:
        """Begin a process, a copy of one that has loaded what a worker needs."""
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        context.set_forkserver_preload([_WORKER])
        return ProcessPoolExecutor(1, context, prepare_worker, (self._clips_folder,))

    def close_executor(self, executor: Executor) -> None:
        """Let go of a process."""
        executor.shutdown(wait=False, cancel_futures=True)

    def check_alive(self) -> None:
        """Do nothing: processes can be begun again."""

    def dismiss_workers(self) -> None:
        """End the processes."""
        for process in frozenset(multiprocessing.active_children()) - self._others:
            process.kill()
