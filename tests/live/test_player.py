import threading
import time
from collections.abc import Callable

import numpy as np
import pytest
from live.sounding import SHORT, sounding
from numpy.typing import NDArray

from coach.audio.murmur import LEVEL, murmur
from coach.live.feed import BLOCK, FADE
from coach.live.output import OutputError, Source
from coach.live.player import LEAD, Player, Remaster
from coach.live.transport import Transport
from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE, SECOND
from support import compiled

TIMELINE = compiled(SHORT)
LEAN = TIMELINE.holds[0]


class Memory:
    """An output that keeps what it is given, and goes as fast as it is told.

    Blocks that it takes to wake up, when it is opened, are kept apart.
    """

    latency = 0.25

    def __init__(self, waking: int = 0) -> None:
        self.now = 0.0
        self.lead = [np.zeros(BLOCK, np.int16) for _ in range(waking)]
        self.blocks: list[NDArray[np.int16]] = []
        self.closed: list[bool] = []
        self._source: Source | None = None

    def open(self, source: Source, block: int) -> "Memory":
        assert block == BLOCK
        self._source = source
        for out in self.lead:
            source.fill(out, self.latency, missed=False)
        return self

    def close(self, *, drain: bool) -> None:
        self.closed.append(drain)
        self.lose()

    def clock(self) -> float:
        return self.now

    def play(self, blocks: int, *, missed: bool = False) -> None:
        """Take some blocks, each when it is prepared: a busy machine may take its time."""
        assert self._source
        for _ in range(blocks):
            self._await_sound()
            out = np.zeros(BLOCK, np.int16)
            self._source.fill(out, self.latency, missed=missed)
            self.blocks.append(out)
            self.now += BLOCK / SAMPLE_RATE

    def _await_sound(self) -> None:
        """Wait until there is enough to fade out behind the next block, unless nothing comes."""
        stretch = self._source._feed._wanted  # type: ignore[union-attr] # noqa: SLF001 (an output cannot see it)
        until = time.monotonic() + 2
        while (
            stretch.ready < min(stretch.handed + 2 * BLOCK, stretch.length)
            and not stretch.paused
            and time.monotonic() < until
        ):
            time.sleep(0.002)

    def lose(self) -> None:
        assert self._source
        self._source.lost()

    @property
    def heard(self) -> NDArray[np.int16]:
        return np.concatenate(self.blocks)


def player(memory: Memory, at: int = 0, remaster: Remaster | None = None) -> Player:
    track = sounding(SHORT)
    remaster = remaster or track.remaster
    return Player(Transport(TIMELINE, at), track.master, remaster, memory, clock=memory.clock)


def whole() -> NDArray[np.int16]:
    return sounding(SHORT).whole


def waiting(playing: Player, memory: Memory | None = None) -> None:
    """Let time go by, and nothing be asked for."""
    for _ in range(50):
        if memory:
            memory.now += 0.2
        time.sleep(0.06)
        playing.wait(0)


def eventually(true: Callable[[], object]) -> None:
    until = time.monotonic() + 10
    while not true():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_it_plays_to_the_end_and_says_so_when_it_is_heard() -> None:
    memory = Memory(LEAD)
    at = TIMELINE.frames - 4 * SECOND
    with player(memory, at) as playing:
        while playing.transport.at < TIMELINE.frames - 16 * BLOCK:
            memory.play(16)
        while not playing.transport.over:
            memory.play(1)
        assert not playing.over
        assert playing.heard.status == "playing"
        memory.play(12)
        assert playing.over
        assert playing.heard.status == "finished"
        playing.wait(1)
    assert memory.closed == [True]
    assert playing.late == 0
    assert (memory.heard[FADE : 4 * SECOND] == whole()[at + FADE :]).all()


def test_an_output_wakes_up_on_a_murmur_before_what_begins_in_the_middle() -> None:
    memory = Memory(LEAD)
    with player(memory, LEAN.at) as playing:
        assert (playing.transport.at, playing.heard.at) == (LEAN.at, LEAN.at)
        memory.play(20)
    assert (np.concatenate(memory.lead) == np.tile(murmur(0, BLOCK), LEAD)).all()
    expected = whole()[LEAN.at : LEAN.at + 20 * BLOCK]
    assert (memory.heard[FADE : 20 * BLOCK] == expected[FADE:]).all()


def test_a_track_brings_the_murmur_that_an_output_wakes_up_on() -> None:
    memory = Memory()
    with player(memory):
        memory.play(100)
    assert (memory.heard[: 100 * BLOCK] == whole()[: 100 * BLOCK]).all()
    assert np.abs(whole()[: SECOND // 2]).max() <= LEVEL


def test_what_is_heard_comes_after_what_is_handed_out() -> None:
    memory = Memory(LEAD)
    with player(memory, LEAN.at) as playing:
        memory.play(30)
        apart = playing.transport.at - playing.heard.at
        assert abs(apart - memory.latency * SAMPLE_RATE) <= 2
        playing.do("toggle")
        assert (playing.transport.status, playing.heard.status) == ("paused", "playing")
        memory.play(30)
        assert playing.heard == playing.transport
        memory.play(1)  # so that it can fade: nothing sounds, nothing is waited for


def test_news_wakes_who_waits() -> None:
    memory = Memory()
    with player(memory) as playing:
        memory.play(4)
        timer = threading.Timer(0.05, playing.do, ["toggle"])
        timer.start()
        begun = time.monotonic()
        playing.wait(20)
        assert time.monotonic() - begun < 10
        timer.join()
        memory.play(1)


def test_a_hold_grows_while_another_thread_masters_it() -> None:
    memory = Memory(LEAD)
    ready = threading.Event()

    def slowly(timeline: Timeline) -> object:
        ready.wait(10)
        return sounding(SHORT).remaster(timeline)

    at = LEAN.at + SECOND
    with player(memory, at, slowly) as playing:  # type: ignore[arg-type]
        memory.play(4)
        assert playing.do("longer")
        assert playing.do("longer")
        changed = playing.transport.timeline
        memory.play(16)
        ready.set()
        while not playing.transport.over:
            memory.play(16)
        memory.play(30)
    assert playing.late == 0
    expected = sounding(SHORT).remaster(changed).render(at, changed.frames)
    assert (memory.heard[FADE : len(expected)] == expected[FADE:]).all()


def test_a_mistake_in_a_thread_is_raised_where_somebody_waits() -> None:
    def fails(_: Timeline) -> object:
        raise ZeroDivisionError

    memory = Memory(LEAD)
    with player(memory, LEAN.at, fails) as playing:  # type: ignore[arg-type]
        memory.play(4)
        playing.do("longer")
        with pytest.raises(ZeroDivisionError):
            waiting(playing)


def test_the_output_goes_away_and_the_position_stays() -> None:
    memory = Memory(LEAD)
    with player(memory, LEAN.at) as playing:
        memory.play(10)
        memory.lose()
        with pytest.raises(OutputError, match="The sound output is gone"):
            playing.wait(1)
    assert playing.transport == Transport(TIMELINE, LEAN.at + 10 * BLOCK)
    assert memory.closed == [False]


def test_an_output_that_takes_no_more_sound_is_found_out() -> None:
    memory = Memory(LEAD)
    with player(memory, LEAN.at) as playing:
        memory.play(10)
        with pytest.raises(OutputError, match="has stopped taking sound"):
            waiting(playing, memory)
        assert memory.now < 4.5
    assert playing.transport.at == LEAN.at + 10 * BLOCK


def test_a_program_that_was_stopped_for_a_while_has_not_lost_its_output() -> None:
    memory = Memory(LEAD)
    with player(memory, LEAN.at) as playing:
        memory.play(10)
        memory.now += 1000
        time.sleep(0.12)
        memory.play(10)
        playing.wait(0)
        playing.do("stop")
        memory.play(3)


def test_sound_that_broke_off_while_it_was_suspended_is_no_dropout() -> None:
    memory = Memory(LEAD)
    with player(memory, LEAN.at) as playing:
        memory.play(100)
        memory.now += 5
        memory.play(4, missed=True)
        assert playing.late == 0
        memory.play(100)
        memory.play(1, missed=True)
        assert playing.late == 1
        playing.do("stop")
        memory.play(14)


def test_it_fades_when_it_is_closed() -> None:
    memory = Memory(LEAD)
    with player(memory, LEAN.at) as playing:
        memory.play(10)
        closing = threading.Thread(target=playing.close)
        closing.start()
        eventually(lambda: playing.transport.status == "stopped")
        memory.play(3)
        time.sleep(0.1)
        assert closing.is_alive()  # it has faded, and is still to be heard
        memory.play(12)
        closing.join()
    assert memory.closed == [True]
    steps = np.abs(np.diff(memory.heard.astype(int))).max()
    assert steps <= np.abs(np.diff(whole().astype(int))).max()
    assert np.abs(memory.heard[-BLOCK:]).max() <= LEVEL
