import time
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.live.line_out import GIVE_UP_S, STALL_S, WAKING_BLOCKS, LineOut
from coach.live.output import BlockSource, OutputError

BLOCK = 1024
SECONDS = BLOCK / 44_100
NOISE = np.full((BLOCK, 2), 3, np.int16)


@dataclass
class Track:
    """A provider that counts its blocks, and writes down what it is told."""

    told: list[str] = field(default_factory=list)
    blocks: int = 0

    def fill_block(self, out: NDArray[np.int16], due: float, *, missed: bool) -> None:
        self.blocks += 1
        out[:] = 1000 + self.blocks
        if missed:
            self.told.append(f"missed at {due:.1f}")

    def interrupt(self, heard_until: float) -> None:
        self.told.append(f"interrupted at {heard_until:.1f}")

    def go_on(self) -> None:
        self.told.append("goes on")


@dataclass
class Machine:
    """An output that may be there or not, and a clock."""

    there: bool = True
    now: float = 100.0
    opened: list[BlockSource] = field(default_factory=list)
    refreshed: int = 0
    latency: float = 0.25
    taken: int = 0

    def open(self, source: BlockSource, block: int, channels: int) -> "Machine":
        assert (block, channels) == (BLOCK, 2)
        if not self.there:
            raise OutputError("it is not there")
        self.opened.append(source)
        return self

    def refresh(self) -> None:
        self.refreshed += 1

    def close(self, *, drain: bool) -> None:
        assert not drain

    def clock(self) -> float:
        return self.now

    def ask(self, *, missed: bool = False, stream: int = -1) -> int:
        """Ask for a block; return the sample it is full of."""
        out = np.zeros((BLOCK, 2), np.int16)
        self.opened[stream].fill_block(out, self.latency, missed=missed)
        assert out.min() == out.max()
        self.now += SECONDS
        return int(out[0, 0])


@dataclass
class Line:
    track: Track = field(default_factory=Track)
    machine: Machine = field(default_factory=Machine)
    line: LineOut = field(init=False)

    def __post_init__(self) -> None:
        self.line = LineOut(self.machine, self.track, NOISE, 2, self.machine.clock)
        self.line.open()

    def play(self, blocks: int) -> list[int]:
        """Take blocks, and look after the line meanwhile."""
        heard = []
        for _ in range(blocks):
            heard.append(self.machine.ask())
            self.line.check_output()
        return heard

    def let_pass(self, seconds: float) -> None:
        """Let time go by in which nothing is asked for."""
        for _ in range(round(seconds / 0.1)):
            self.machine.now += 0.1
            self.line.check_output()
            time.sleep(0.001)  # for the thread that opens the output


def test_comfort_noise_comes_first() -> None:
    line = Line()
    assert line.play(WAKING_BLOCKS) == [3] * WAKING_BLOCKS
    assert line.play(3) == [1001, 1002, 1003]
    assert (WAKING_BLOCKS + 1) * SECONDS > 1.5
    assert line.track.told == []


def test_an_output_that_stops_asking_is_lost_and_opened_again() -> None:
    line = Line()
    line.play(WAKING_BLOCKS + 3)
    heard = line.machine.now - SECONDS
    line.let_pass(STALL_S - 0.2)
    assert not line.line.is_lost
    line.let_pass(0.4)
    assert line.line.is_lost
    assert line.track.told == [f"interrupted at {heard:.1f}"]
    line.let_pass(1.2)
    assert len(line.machine.opened) == 2
    assert line.machine.ask(stream=0) == 0  # the stream that was left
    assert line.play(WAKING_BLOCKS - 1) == [3] * (WAKING_BLOCKS - 1)
    assert line.line.is_lost
    assert line.play(1) == [3]
    assert not line.line.is_lost
    assert line.track.told[1:] == ["goes on"]
    assert line.play(1) == [1004]


def test_an_output_that_asks_again_by_itself_wakes_again() -> None:
    line = Line()
    line.play(WAKING_BLOCKS + 3)
    line.machine.now += 2
    assert line.machine.ask() == 3
    line.line.check_output()
    assert line.line.is_lost
    assert line.play(WAKING_BLOCKS - 1) == [3] * (WAKING_BLOCKS - 1)
    assert [told.split()[0] for told in line.track.told] == ["interrupted", "goes"]
    assert line.play(1) == [1004]


def test_an_output_that_wakes_slowly_only_wakes_longer() -> None:
    line = Line()
    line.play(10)
    line.machine.now += 2
    assert line.play(WAKING_BLOCKS + 1)[-2:] == [3, 1001]
    assert line.track.told == []


def test_an_output_that_is_gone_is_looked_for_again_and_again() -> None:
    line = Line()
    line.play(WAKING_BLOCKS + 3)
    line.machine.opened[-1].on_lost()
    line.machine.there = False
    line.let_pass(10)
    assert line.machine.refreshed in (9, 10)
    assert len(line.machine.opened) == 1
    line.machine.there = True
    line.let_pass(1.2)
    assert len(line.machine.opened) == 2
    line.play(WAKING_BLOCKS)
    assert line.track.told[1:] == ["goes on"]


@pytest.mark.parametrize(("lost", "words"), [(True, "is gone"), (False, "has stopped taking")])
def test_after_a_minute_it_is_given_up(lost: bool, words: str) -> None:  # noqa: FBT001 (a case)
    line = Line()
    line.play(WAKING_BLOCKS + 3)
    line.machine.there = False
    begun = line.machine.now
    if lost:
        line.machine.opened[-1].on_lost()
    with pytest.raises(OutputError, match=words):
        line.let_pass(GIVE_UP_S + 10)
    assert GIVE_UP_S < line.machine.now - begun < GIVE_UP_S + STALL_S + 2


def test_a_program_that_stood_still_has_not_lost_its_output() -> None:
    line = Line()
    line.play(WAKING_BLOCKS + 3)
    line.machine.now += 1000
    line.line.check_output()
    assert not line.line.is_lost
    assert line.machine.ask() == 3


def test_a_dropout_counts_once_the_output_runs_smoothly() -> None:
    line = Line()
    line.machine.ask(missed=True)
    line.play(WAKING_BLOCKS)
    line.machine.ask(missed=True)
    assert line.track.told == []
    line.play(40)
    due = line.machine.now + line.machine.latency
    line.machine.ask(missed=True)
    assert line.track.told == [f"missed at {due:.1f}"]


def test_what_is_opened_after_the_end_is_closed_again() -> None:
    line = Line()
    line.play(WAKING_BLOCKS + 3)
    line.line.close(drain=False)
    line.line.open()
    assert line.line.latency == 0
