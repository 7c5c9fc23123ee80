"""Making: every job is answered once, whatever becomes of its workers."""

from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

import pytest

from coach.batch.making import Made, Unmade, make_tracks
from coach.batch.worker import Answer, MadeTrack, MissingClips, OtherVersion
from coach.outputs.target import ExportError

Fate = Callable[[int, Mapping[str, bytes]], Answer]


class FatefulExecutor(Executor):
    """Answers at once, or is broken from then on: what becomes of a job is given."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate
        self._is_broken = False

    def submit(self, _: Any, /, *args: Any, **__: Any) -> Future[Any]:  # noqa: ANN401
        if self._is_broken:
            raise BrokenExecutor
        future: Future[Any] = Future()
        try:
            future.set_result(self._fate(int(args[0]), args[1]))
        except BrokenExecutor as error:
            self._is_broken = True
            future.set_exception(error)
        except OSError as error:
            future.set_exception(error)
        return future


class FatefulCrew:
    """Workers to whom some fate happens."""

    losses: tuple[type[BaseException], ...] = (BrokenExecutor,)
    width = 1

    def __init__(self, fate: Fate, teams: int = 2) -> None:
        self.teams = teams
        self.opened = 0
        self.dismissed = 0
        self._fate = fate

    def open_executor(self) -> Executor:
        self.opened += 1
        return FatefulExecutor(self._fate)

    def close_executor(self, executor: Executor) -> None:
        assert isinstance(executor, FatefulExecutor)

    def check_alive(self) -> None:
        pass

    def dismiss_workers(self) -> None:
        self.dismissed += 1


class Numbers:
    """Jobs that are their numbers."""

    def read_job(self, number: int) -> bytes:
        return str(number).encode()

    def read_clips(self, number: int) -> Mapping[str, bytes]:
        return {str(number): b"clip"}


def track(number: int) -> MadeTrack:
    return MadeTrack(str(number).encode(), "")


def make_all(count: int, crew: FatefulCrew) -> list[Made | Unmade]:
    made = sorted(make_tracks(range(count), Numbers(), crew), key=lambda each: each.number)
    assert [each.number for each in made] == list(range(count))
    assert crew.dismissed == 1
    return made


def test_workers_that_die_are_replaced_and_nothing_is_lost_or_double() -> None:
    calls = 0

    def die_often(number: int, _: Mapping[str, bytes]) -> Answer:
        nonlocal calls
        calls += 1
        if calls % 5 == 0:
            raise BrokenExecutor
        return track(number)

    crew = FatefulCrew(die_often)
    assert make_all(50, crew) == [Made(number, track(number)) for number in range(50)]
    assert crew.opened > 10


def test_a_job_that_kills_its_workers_takes_no_other_along() -> None:
    def die_of_seven(number: int, _: Mapping[str, bytes]) -> Answer:
        if number == 7:
            raise BrokenExecutor
        return track(number)

    made = make_all(20, FatefulCrew(die_of_seven))
    assert made.pop(7) == Unmade(7, "10 workers died over it")
    assert all(isinstance(each, Made) for each in made)


def test_workers_that_never_begin_are_told() -> None:
    def die_always(_: int, __: Mapping[str, bytes]) -> Answer:
        raise BrokenExecutor

    crew = FatefulCrew(die_always)
    with pytest.raises(ExportError, match="The workers end as soon as they begin"):
        list(make_tracks(range(50), Numbers(), crew))
    assert crew.dismissed == 1


def test_a_worker_without_the_clips_of_a_job_gets_them() -> None:
    known: set[str] = set()

    def ask_for_clips(number: int, clips: Mapping[str, bytes]) -> Answer:
        known.update(clips)
        return track(number) if str(number) in known else MissingClips()

    assert all(isinstance(each, Made) for each in make_all(5, FatefulCrew(ask_for_clips)))
    assert known == {"0", "1", "2", "3", "4"}


def test_a_worker_of_another_version_is_refused() -> None:
    crew = FatefulCrew(lambda _, __: OtherVersion("9.9"))
    with pytest.raises(ExportError, match=r"A worker has coach 9\.9, and this is coach "):
        list(make_tracks(range(3), Numbers(), crew))


def test_what_fails_outside_is_told_and_the_others_are_made() -> None:
    def fill_disk(number: int, _: Mapping[str, bytes]) -> Answer:
        if number == 1:
            raise OSError(28, "No space left on device")
        return track(number)

    made = make_all(3, FatefulCrew(fill_disk))
    assert made[1] == Unmade(1, "its worker failed: [Errno 28] No space left on device")


def test_whoever_wants_no_more_tracks_ends_the_workers() -> None:
    crew = FatefulCrew(lambda number, _: track(number))
    answers = make_tracks(range(9), Numbers(), crew)
    next(answers)
    answers.close()
    assert crew.dismissed == 1
