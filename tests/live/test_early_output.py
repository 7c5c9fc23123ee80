"""An output that is opened early, through one whose blocks are asked for by the test."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.live.early_output import EarlyOutput
from coach.live.line_out import WAKING_BLOCKS, LineOut
from coach.live.output import BlockSource, OutputError

QUIET = np.full((1024, 1), 3, np.int16)


@dataclass
class Device:
    """An output that may be missing, and the streams that were opened."""

    missing: int = 0
    latency: float = 0.25
    taken: int = 0
    opened: list[tuple[BlockSource, int]] = field(default_factory=list)
    closed: int = 0

    def open(self, source: BlockSource, block: int, channels: int) -> "Device":
        assert block == 1024
        if self.missing:
            self.missing -= 1
            raise OutputError("it is not there")
        self.opened.append((source, channels))
        return self

    def refresh(self) -> None:
        raise AssertionError

    def close(self, *, drain: bool) -> None:
        assert not drain
        self.closed += 1

    def ask(self, blocks: int = 1) -> list[int]:
        """Ask the last stream for blocks; return the sample that each is full of."""
        source, channels = self.opened[-1]
        heard = []
        for _ in range(blocks):
            out = np.zeros((1024, channels), np.int16)
            source.fill_block(out, self.latency, missed=False)
            assert out.min() == out.max()
            heard.append(int(out[0, 0]))
        return heard


class Track:
    """A provider, and a source, of one loud sample."""

    is_lost = False

    def fill_block(self, out: NDArray[np.int16], _delay: float, *, missed: bool) -> None:
        assert not missed
        out[:] = 1000

    def on_lost(self) -> None:
        self.is_lost = True

    def interrupt(self, heard_until: float) -> None:
        raise AssertionError(heard_until)

    def go_on(self) -> None:
        raise AssertionError


@pytest.mark.parametrize("early_blocks", [0, 40, 200])
def test_what_was_heard_early_wakes_the_output(early_blocks: int) -> None:
    device, track = Device(), Track()
    with EarlyOutput(device, QUIET, 1) as early:
        early._opening.join()  # noqa: SLF001 (nobody waits for it otherwise)
        assert device.ask(early_blocks) == [3] * early_blocks
        line = LineOut(early, track, QUIET, 1)
        line.open()
        waking = max(WAKING_BLOCKS - early_blocks, 0)
        assert device.ask(waking + 2) == [3] * waking + [1000, 1000]
        line.close(drain=False)
    assert (len(device.opened), device.closed) == (1, 1)


def test_a_stream_that_nobody_asked_for_is_closed() -> None:
    device = Device()
    with EarlyOutput(device, QUIET, 1):
        pass
    assert (len(device.opened), device.closed) == (1, 1)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("lost", [False, True])
def test_one_that_was_lost_or_does_not_fit_is_opened_anew(channels: int, lost: bool) -> None:  # noqa: FBT001 (a case)
    device, track = Device(), Track()
    with EarlyOutput(device, QUIET, 1) as early:
        early._opening.join()  # noqa: SLF001 (as above)
        if lost:
            device.opened[0][0].on_lost()
        early.open(track, 1024, channels)
        assert device.ask() == [1000]
    anew = lost or channels == 2
    assert [each[1] for each in device.opened] == ([1, channels] if anew else [1])
    assert device.closed == anew


def test_the_end_of_a_stream_is_passed_on() -> None:
    device, track = Device(), Track()
    with EarlyOutput(device, QUIET, 1) as early:
        early.open(track, 1024, 1)
        device.opened[0][0].on_lost()
    assert track.is_lost


def test_an_output_that_is_missing_is_told_when_it_is_asked_for() -> None:
    with EarlyOutput(Device(missing=2), QUIET, 1) as early, pytest.raises(OutputError):
        early.open(Track(), 1024, 1)
    device = Device(missing=1)
    with EarlyOutput(device, QUIET, 1) as early:
        assert early.open(Track(), 1024, 1) is device
