"""Making: jobs go to workers, and their tracks come back, whatever happens to a worker."""

from collections import deque
from collections.abc import Collection, Generator, Iterable, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass, field, replace
from typing import Protocol

from coach import __version__
from coach.batch.crews import Crew
from coach.batch.worker import Answer, MadeTrack, MissingClips, OtherVersion, make_track
from coach.outputs.target import ExportError

_AHEAD = 2
"""How many jobs a worker has: one that it does, and the next."""

_ALONE_AFTER = 3
"""The number of lost workers after which a job is done by itself, so that it takes none along."""

_MOST_LOSSES = 10
"""The number of workers that may be lost to one job."""

_MOST_BREAKS = 20
"""How often all workers may be lost in a row, with nothing made in between."""

_LOOK_S = 2.0
"""Seconds after which the workers are looked after, where none has answered."""


class JobSource(Protocol):
    """Where jobs and their clips come from."""

    def read_job(self, number: int) -> bytes:
        """Return a job as a worker takes it."""

    def read_clips(self, number: int) -> Mapping[str, bytes]:
        """Return the clips of a job by their digests."""


@dataclass(frozen=True, slots=True)
class Made:
    """A track that was made: the number of its job, and its bytes."""

    number: int
    track: MadeTrack


@dataclass(frozen=True, slots=True)
class Unmade:
    """A track that could not be made: the number of its job, and a sentence that says why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A job that a worker has, or will have.

    Attributes:
        number: which job.
        losses: how often a worker that had it was lost.
        has_clips: whether its clips go along.
    """

    number: int
    losses: int = 0
    has_clips: bool = False


def make_tracks(numbers: Iterable[int], source: JobSource, crew: Crew) -> Generator[Made | Unmade]:
    """Have the tracks of jobs made, and yield each as it comes.

    A job whose worker is lost goes to another one. When this is closed, all workers end at once.

    Raises:
        ExportError: where no worker is left.
    """
    making = _Making(source, crew, deque(_Attempt(number) for number in numbers))
    try:
        yield from making.run_all()
    finally:
        making.end_workers()


@dataclass(slots=True)
class _Team:
    """Workers that are lost together, and the jobs that they have.

    ``is_reserved`` says that the only job is one that takes workers along.
    """

    executor: Executor | None = None
    running: dict[Future[Answer], _Attempt] = field(default_factory=dict)
    is_reserved: bool = False


class _Making:
    """The state of a batch whose tracks are being made."""

    def __init__(self, source: JobSource, crew: Crew, waiting: deque[_Attempt]) -> None:
        self._source = source
        self._crew = crew
        self._waiting = waiting
        self._suspects: deque[_Attempt] = deque()
        self._teams = [_Team() for _ in range(crew.teams)]
        self._breaks = 0

    def run_all(self) -> Generator[Made | Unmade]:
        """Run all jobs."""
        while self._waiting or self._suspects or any(team.running for team in self._teams):
            for team in self._teams:
                self._fill_team(team)
            running = [future for team in self._teams for future in team.running]
            done, _ = wait(running, timeout=_LOOK_S, return_when=FIRST_COMPLETED)
            if not done:
                self._crew.check_alive()
            for team in self._teams:
                for future in _sort_answers(done, team.running):
                    if (attempt := team.running.pop(future, None)) is not None:
                        yield from self._take_answer(team, future, attempt)

    def end_workers(self) -> None:
        """End all workers at once; what they have not finished is lost."""
        for team in self._teams:
            self._close_team(team)
        self._crew.dismiss_workers()

    def _close_team(self, team: _Team) -> None:
        """Let go of workers; what they have not finished is lost."""
        if team.executor:
            self._crew.close_executor(team.executor)
            team.executor = None
        team.running.clear()

    def _fill_team(self, team: _Team) -> None:
        """Submit jobs to workers until they have enough, or one suspect alone."""
        if not team.running:
            team.is_reserved = not self._waiting and bool(self._suspects)
            if team.is_reserved:
                self._submit_attempt(team, self._suspects.popleft(), self._suspects)
        while (
            self._waiting and not team.is_reserved and len(team.running) < _AHEAD * self._crew.width
        ):
            if not self._submit_attempt(team, self._waiting.popleft(), self._waiting):
                return

    def _submit_attempt(self, team: _Team, attempt: _Attempt, queue: deque[_Attempt]) -> bool:
        """Submit a job to workers; return False, and put it back, where they are lost."""
        if team.executor is None:
            team.executor = self._crew.open_executor()
        job = self._source.read_job(attempt.number)
        clips = self._source.read_clips(attempt.number) if attempt.has_clips else {}
        try:
            team.running[team.executor.submit(make_track, job, clips)] = attempt
        except self._crew.losses:
            queue.appendleft(attempt)
            if not team.running:  # else they tell it themselves
                self._dismiss_team(team)
            return False
        return True

    def _take_answer(
        self, team: _Team, future: Future[Answer], attempt: _Attempt
    ) -> Generator[Made | Unmade]:
        """Take the answer of a worker, or the news that it is lost."""
        losses: tuple[type[BaseException], ...] = (*self._crew.losses, CancelledError)
        try:
            answer = future.result()
        except (OSError, MemoryError, ExportError) as error:
            reason = str(error) or "there is not enough memory"
            yield Unmade(attempt.number, f"its worker failed: {reason}")
            return
        except losses as error:
            self._crew.check_alive()
            lost = [attempt]
            if isinstance(error, BrokenExecutor):  # all workers of the team are lost
                lost += team.running.values()
                self._dismiss_team(team)
            yield from self._redo_attempts(lost)
            return
        self._breaks = 0
        match answer:
            case MadeTrack():
                yield Made(attempt.number, answer)
            case MissingClips():
                self._waiting.appendleft(replace(attempt, has_clips=True))
            case OtherVersion():
                raise ExportError(
                    f"A worker has coach {answer.version}, and this is coach {__version__}: "
                    "install the same version everywhere."
                )

    def _dismiss_team(self, team: _Team) -> None:
        """Dismiss workers that are lost, so that others are called."""
        self._close_team(team)
        self._breaks += 1
        if self._breaks > _MOST_BREAKS:
            raise ExportError("The workers end as soon as they begin: see `coach doctor`.")

    def _redo_attempts(self, attempts: Iterable[_Attempt]) -> Generator[Unmade]:
        """Put jobs whose workers were lost back among those that wait."""
        for each in attempts:
            again = replace(each, losses=each.losses + 1)
            if again.losses >= _MOST_LOSSES:
                yield Unmade(each.number, f"{_MOST_LOSSES} workers died over it")
            elif again.losses >= _ALONE_AFTER:
                self._suspects.append(again)
            else:
                self._waiting.appendleft(again)


def _sort_answers(
    done: Collection[Future[Answer]], running: Mapping[Future[Answer], _Attempt]
) -> list[Future[Answer]]:
    """Return what is done, in the order of the jobs; that for which a worker was lost is last."""

    def sort_key(future: Future[Answer]) -> tuple[bool, int]:
        is_failed = future.cancelled() or future.exception() is not None
        return is_failed, running[future].number

    return sorted((future for future in running if future in done), key=sort_key)
