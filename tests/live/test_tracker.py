from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from coach.live.guide import Guide
from coach.live.tracker import (
    ActionBegan,
    ActionEnded,
    ActionResized,
    Jumped,
    SessionEvent,
    StatusChanged,
    Tracker,
)
from coach.live.transport import Command, Transport
from coach.score.timeline import Hold, Timeline
from coach.timing import SAMPLE_RATE, SECOND, write_clock, write_duration
from support import compiled

TIMELINE = compiled(
    """---
title: Calf
sides: right, left
settle: 4s
---
## Calf

- Lean in. `hold 20s as lean`
- Ready? `wait 10s`
- Stretch. `move 10s, times 2, rest 5s between`
"""
)
LEAN, WAIT, MOVE, REST = TIMELINE.holds[:4]


def write(events: Iterable[SessionEvent]) -> list[str]:
    """Write events one to a line, as a diary might."""
    return list(map(_write, events))


def _write(event: SessionEvent) -> str:
    match event:
        case ActionBegan(action):
            return f"begun {action.name or action.kind} {action.side}"
        case ActionResized(action, frames):
            return f"resized {action.name or action.kind} by {frames // SECOND} s"
        case ActionEnded(action, outcome, held, added):
            of = f"{write_duration(round(held, -2))} of {write_duration(action.frames)}"
            more = f", {added // SECOND:+d} s" if added else ""
            return f"{outcome} {action.name or action.kind} {action.side}: {of}{more}"
        case Jumped(at):
            return f"jumped to {write_clock(at)}"
        case StatusChanged(before, status):
            return f"{before} -> {status}"


class Listener:
    """Listens to a transport, looking ten times a second."""

    def __init__(
        self, at: int = 0, *, attended: bool = True, timeline: Timeline = TIMELINE
    ) -> None:
        self.tracker = Tracker(timeline)
        self.transport = Transport(timeline, at, is_attended=attended)
        self.now = 100.0

    def look(self, seconds: float = 0.0) -> list[str]:
        self.now += seconds
        return write(self.tracker.follow_transport(self.transport, self.now))

    def listen(self, seconds: float, step: float = 0.1) -> list[str]:
        told: list[str] = []
        for _ in range(round(seconds / step)):
            self.transport = self.transport.advance_by(round(step * SAMPLE_RATE))
            told += self.look(step)
        return told

    def listen_to(self, frame: int) -> list[str]:
        return self.listen((frame - self.transport.at) / SECOND)

    def carry_out(self, command: Command) -> list[str]:
        self.transport = self.transport.apply_command(command, self.transport.at)
        return self.look(0.1)


def test_a_session_without_a_touch_completes_every_action() -> None:
    ear = Listener(attended=False)
    assert ear.look() + ear.listen(TIMELINE.frames / SECOND + 1) == snapshot(
        [
            "begun lean right",
            "completed lean right: 20s of 20s",
            "begun wait right",
            "completed wait right: 10s of 10s",
            "begun Calf right",
            "completed Calf right: 10s of 10s",
            "begun rest right",
            "completed rest right: 5s of 5s",
            "begun Calf right",
            "completed Calf right: 10s of 10s",
            "begun lean left",
            "completed lean left: 20s of 20s",
            "begun wait left",
            "completed wait left: 10s of 10s",
            "begun Calf left",
            "completed Calf left: 10s of 10s",
            "begun rest left",
            "completed rest left: 5s of 5s",
            "begun Calf left",
            "completed Calf left: 10s of 10s",
            "playing -> finished",
        ]
    )


def test_next_skips_what_runs_and_what_was_to_come() -> None:
    ear = Listener(LEAN.at + 5 * SECOND)
    told = ear.look() + ear.listen(2) + ear.carry_out("next")
    assert told == snapshot(
        [
            "jumped to 0:14.8",
            "begun lean right",
            "jumped to 1:13.3",
            "skipped lean right: 2s of 20s",
            "skipped wait right: 0s of 10s",
            "skipped Calf right: 0s of 10s",
            "skipped rest right: 0s of 5s",
            "skipped Calf right: 0s of 10s",
        ]
    )


def test_a_wait_is_over_when_the_listener_says_so() -> None:
    ear = Listener(WAIT.at - SECOND)
    told = ear.look() + ear.listen(8) + ear.carry_out("next") + ear.listen(1)
    assert told == snapshot(
        [
            "jumped to 0:30.4",
            "begun wait right",
            "playing -> waiting",
            "jumped to 0:41.4",
            "completed wait right: 7.1s of 10s",
            "waiting -> playing",
        ]
    )


def test_what_is_done_again_is_broken_off_and_begun_again() -> None:
    ear = Listener(LEAN.at - SECOND)
    told = ear.look() + ear.listen(6) + ear.carry_out("back") + ear.listen_to(LEAN.at + SECOND)
    assert told == snapshot(
        [
            "jumped to 0:08.8",
            "begun lean right",
            "jumped to 0:03.5",
            "broken off lean right: 5s of 20s",
            "begun lean right",
        ]
    )


def test_a_jump_within_an_action_stays_in_it() -> None:
    ear = Listener(LEAN.at - SECOND)
    told = ear.look() + ear.listen(13) + ear.carry_out("rewind") + ear.listen_to(WAIT.at - SECOND)
    assert told == snapshot(
        [
            "jumped to 0:08.8",
            "begun lean right",
            "jumped to 0:11.8",
            "completed lean right: 30s of 20s",
        ]
    )


def test_a_longer_action_tells_what_was_added() -> None:
    ear = Listener(LEAN.at - SECOND)
    told = (
        ear.look()
        + ear.listen(4)
        + ear.carry_out("longer")
        + ear.carry_out("longer")
        + ear.carry_out("shorter")
    )
    assert told + ear.listen(31) == snapshot(
        [
            "jumped to 0:08.8",
            "begun lean right",
            "resized lean by 10 s",
            "resized lean by 10 s",
            "resized lean by -10 s",
            "completed lean right: 30s of 30s, +10 s",
            "begun wait right",
            "playing -> waiting",
        ]
    )


def test_a_pause_counts_for_nothing() -> None:
    ear = Listener(LEAN.at - SECOND)
    told = (
        ear.look()
        + ear.listen(6)
        + ear.carry_out("toggle")
        + ear.listen(600)
        + ear.carry_out("toggle")
    )
    assert told + ear.listen(16) == snapshot(
        [
            "jumped to 0:08.8",
            "begun lean right",
            "playing -> paused",
            "paused -> playing",
            "completed lean right: 20s of 20s",
        ]
    )


def test_the_end_of_the_session_breaks_off_what_runs() -> None:
    ear = Listener(LEAN.at - SECOND)
    told = ear.look() + ear.listen(6) + ear.carry_out("stop")
    assert told + write(ear.tracker.close()) == snapshot(
        [
            "jumped to 0:08.8",
            "begun lean right",
            "playing -> stopped",
            "broken off lean right: 5s of 20s",
        ]
    )
    assert ear.tracker.close() == ()


def test_a_session_from_the_middle_has_skipped_nothing() -> None:
    assert Listener(MOVE.at + SECOND).look() == snapshot(["jumped to 0:47.9", "begun Calf right"])


def test_what_is_heard_may_waver() -> None:
    ear = Listener(LEAN.at)
    ear.look()
    at = LEAN.at + SECOND
    for wobble in (0, 3000, -3000, 10, -200, 100):
        ear.transport = replace(ear.transport, at=at + wobble)
        assert ear.look(1.0 if not wobble else 0.0) == []
    told = ear.listen_to(LEAN.at + LEAN.frames + SECOND)
    assert told == snapshot(["completed lean right: 20s of 20s"])


def rest(start: int, stop: int) -> Hold:
    return Hold("", "Calf", None, start * SECOND, (stop - start) * SECOND, 0, "rest")


NESTED = replace(TIMELINE, holds=(rest(10, 40), rest(15, 20), rest(25, 40)))
"""A rest between sets with a step's own rest in it, and another that ends with it."""


def test_a_rest_within_a_rest_is_done_inside_it() -> None:
    ear = Listener(timeline=NESTED)
    assert ear.look() + ear.listen(45) == snapshot(
        [
            "begun rest None",
            "begun rest None",
            "completed rest None: 5s of 5s",
            "begun rest None",
            "completed rest None: 30s of 30s",
            "completed rest None: 15s of 15s",
        ]
    )
    guide = Guide.from_timeline(NESTED)
    outer, first, second = NESTED.holds
    found = [guide.find_action(second_ * SECOND) for second_ in (9, 10, 15, 20, 25, 39, 40)]
    assert found == [None, outer, first, outer, second, second, None]


@given(st.floats(0.25, 8))
def test_however_often_one_looks_the_same_has_happened(step: float) -> None:
    ear, often = Listener(attended=False), Listener(attended=False)
    rarely = ear.look() + ear.listen(TIMELINE.frames / SECOND + 2 * step, step)
    assert rarely == often.look() + often.listen(TIMELINE.frames / SECOND + 1)


def test_repetitions_in_ones_own_time_are_over_when_the_listener_says_so() -> None:
    timeline = compiled("## A\n- B. `reps 5 freely`\n- C. `reps 2 freely`\n")
    first, second = timeline.holds
    ear = Listener(first.at - SECOND, timeline=timeline)
    told = ear.look() + ear.listen(23) + ear.carry_out("next") + ear.listen_to(second.at + SECOND)
    assert told + ear.carry_out("next") == snapshot(
        [
            "jumped to 0:12.1",
            "begun A None",
            "playing -> waiting",
            "completed A None: 22.1s of 20s",
            "waiting -> playing",
            "begun A 2 None",
            "jumped to 0:47.0",
            "completed A 2 None: 1s of 8s",
        ]
    )
