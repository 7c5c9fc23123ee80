"""A sound played once, through an output that takes it at once."""

import threading
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.audio.comfort_noise import HIGHEST_SAMPLE
from coach.live.output import BlockSource, OutputError, Stream
from coach.live.sample import BEFORE_FRAMES, play_samples


@dataclass
class Tape:
    """An output that keeps what it is given; one that is pulled out asks for no more."""

    asks: int = 1000
    heard: list[NDArray[np.int16]] = field(default_factory=list)
    closed: list[bool] = field(default_factory=list)
    latency: float = 0.1
    taken: int = 0

    def open(self, source: BlockSource, block: int, channels: int) -> Stream:
        def ask() -> None:
            for _ in range(self.asks):
                out = np.full((block, channels), 7, np.int16)
                source.fill_block(out, 0.1, missed=False)
                self.heard.append(out[:, 0])
            source.on_lost()

        threading.Thread(target=ask, daemon=True).start()
        return self

    def refresh(self) -> None:
        raise AssertionError

    def close(self, *, drain: bool) -> None:
        self.closed.append(drain)


@pytest.mark.parametrize("frames", [0, 1, 1024, 50_000])
def test_all_of_it_is_heard_once_between_comfort_noise(frames: int) -> None:
    tape = Tape()
    samples = np.arange(1, frames + 1).astype(np.int16)
    play_samples(samples, tape)
    heard = np.concatenate(tape.heard)
    assert np.array_equal(heard[BEFORE_FRAMES : BEFORE_FRAMES + frames], samples)
    assert np.abs(heard[:BEFORE_FRAMES]).max() <= HIGHEST_SAMPLE
    assert np.abs(heard[BEFORE_FRAMES + frames :]).max() <= HIGHEST_SAMPLE
    assert tape.closed == [True]


def test_an_output_that_goes_away_ends_it() -> None:
    tape = Tape(asks=2)
    play_samples(np.ones(441_000, np.int16), tape)
    assert len(tape.heard) == 2
    assert tape.closed == [True]


class Deaf(Tape):
    def open(self, source: BlockSource, block: int, channels: int) -> Stream:
        raise OutputError(f"nothing takes {block} frames of {channels} channels of {source}")


def test_without_an_output_it_says_so() -> None:
    with pytest.raises(OutputError):
        play_samples(np.ones(10, np.int16), Deaf())
