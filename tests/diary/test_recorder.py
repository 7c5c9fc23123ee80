import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from live.test_session import Script

from coach.diary.database import Diary
from coach.diary.recorder import DiaryRecorder, PlayedRoutine
from coach.diary.routine_notes import RoutineNote
from coach.live.session import Session
from coach.live.transport import Command, Transport
from coach.score.arrange import arrange_timeline
from coach.score.timeline import Timeline
from coach.timing import SECOND
from support import Given, frames_of, plan_routines, script, settings

HEAD = "---\ntitle: {}\nsides: right, left\n---\n"
CALF = HEAD.format("Calf") + "## Lean\n- Lean in. `hold 20s as lean`\n- Rest. `rest 5s`\n"
HEEL = HEAD.format("Heel") + "## Stand `sides none`\n- Stand. `hold 10s`\n"
WAITING = "---\ntitle: Wait\n---\n## Lie down\n- Lie down.\n"


def played(name: str) -> PlayedRoutine:
    return PlayedRoutine(RoutineNote(name, name.title(), Path(name), "", (), None, None), "5c8d")


def track(*texts: str) -> Timeline:
    sheet = plan_routines([script(text) for text in texts], settings(Given())).value
    assert sheet
    return arrange_timeline(sheet, frames_of, frozenset())


class Evening:
    """Sessions of one evening, each with a diary; the clock is that of the player."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.begins = datetime.fromisoformat("2026-11-30T23:50:00+01:00")

    def play(
        self,
        *texts: str,
        at: float = 0,
        happens: Iterable[tuple[float, Command | Callable[[], None]]] = (),
        is_resumed: bool = False,
        programmes: tuple[str, ...] = (),
    ) -> DiaryRecorder:
        timeline = track(*texts)
        player = Script(Transport(timeline).seek_to(round(at * SECOND)))

        for second, what in happens:
            happening = what if callable(what) else partial(player.carry_out, what)
            player.happens[round(10 * second)] = happening
        recorder = DiaryRecorder(
            self.path,
            [played(("calf", "heel")[n]) for n, _ in enumerate(texts)],
            {"hold": ["20s"]},
            timeline,
            lambda: self.begins + timedelta(seconds=player.clock()),
            programmes=[played(name) for name in programmes],
            is_resumed=is_resumed,
        )
        Session(player, [recorder], player.clock).run()
        return recorder

    def read(self) -> list[str]:
        with Diary(self.path) as diary:
            return [
                f"{entry.head.routine} {entry.head.began:%H:%M:%S} {entry.share.percent} % of "
                f"{entry.head.planned // 1000} s, "
                f"{'finished' if entry.is_finished else entry.reached}: "
                + ", ".join(f"{a.name} {a.side} {a.held / 1000:.0f}" for a in entry.actions)
                for entry in diary.list_entries()
            ]


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    return Evening(tmp_path / "diary.sqlite")


def test_what_was_held_is_written_for_each_routine_of_a_track(evening: Evening) -> None:
    evening.play(CALF, HEEL)
    assert evening.read() == [
        "calf 23:50:14 100 % of 40 s, finished: lean right 20, lean left 20",
        "heel 23:51:30 100 % of 10 s, finished: Stand None 10",
    ]


def test_one_that_is_broken_off_counts_for_what_was_done(evening: Evening) -> None:
    lean = track(CALF).holds[0].at / SECOND
    evening.play(CALF, happens=[(lean + 5, "stop")])
    assert evening.read() == ["calf 23:50:13 13 % of 40 s, Lean · right: lean right 5"]
    # It goes on where it was stopped, in the same entry, and what is heard twice counts once.
    evening.begins += timedelta(minutes=1)
    evening.play(CALF, at=lean, is_resumed=True)
    assert evening.read() == [
        "calf 23:50:13 100 % of 40 s, finished: lean right 5, lean right 20, lean left 20"
    ]
    evening.play(CALF, at=lean, is_resumed=True)
    assert len(evening.read()) == 2  # that one was finished


def test_what_goes_on_on_another_day_is_an_entry_of_its_own(evening: Evening) -> None:
    lean = track(CALF).holds[0].at / SECOND
    evening.play(CALF, happens=[(lean + 5, "stop")])
    evening.begins += timedelta(hours=5)
    evening.play(CALF, at=lean + 5, is_resumed=True)
    assert [line.partition(",")[0] for line in evening.read()] == [
        "calf 23:50:13 13 % of 40 s",
        "calf 04:50:00 88 % of 40 s",
    ]


def test_what_is_skipped_is_not_held_and_what_is_longer_is(evening: Evening) -> None:
    lean = track(CALF).holds[0].at / SECOND
    evening.play(CALF, happens=[(lean + 5, "longer"), (lean + 45, "next"), (lean + 60, "next")])
    assert [line.partition(": ")[2] for line in evening.read()] == ["lean right 30"]


def test_of_what_was_not_begun_nothing_is_written(evening: Evening) -> None:
    evening.play(CALF, happens=[(1, "stop")])
    assert not evening.path.exists()
    evening.play(CALF, happens=[(1, "next"), (2, "next"), (3, "next"), (4, "next")])
    assert not evening.path.exists()
    evening.play(WAITING)
    assert [line.partition(", ")[2] for line in evening.read()] == ["finished: "]


def test_a_programme_is_done_once_it_is_finished_and_half_of_it_was_done(
    evening: Evening,
) -> None:
    evening.play(CALF, HEEL, programmes=("legs",))
    legs = "legs 23:51:45 100 % of 0 s, finished: "
    assert [line for line in evening.read() if "legs" in line] == [legs]
    next_at_once = [(at, "next") for at in range(1, 5)]
    evening.play(CALF, HEEL, programmes=("legs",), happens=next_at_once)  # type: ignore[arg-type] # literals
    evening.play(CALF, HEEL, programmes=("legs",), happens=[(50, "stop")])
    assert [line for line in evening.read() if "legs" in line] == [legs]


def test_what_cannot_be_written_at_once_is_written_later(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.diary.recorder._SESSION_PATIENCE_S", 0)
    monkeypatch.setattr("coach.diary.recorder._CLOSING_PATIENCE_S", 0)
    with Diary(evening.path, is_written=True):
        pass
    other = sqlite3.connect(evening.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    failure = evening.play(CALF).failure
    assert failure
    assert "another process" in str(failure)
    assert evening.read() == []
    # Here the other process ends while the first hold is over and the second runs.
    assert evening.play(CALF, happens=[(45, other.close)]).failure is None
    assert [line.partition(": ")[2] for line in evening.read()] == ["lean right 20, lean left 20"]
