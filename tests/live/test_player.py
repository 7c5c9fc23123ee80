import sys
import threading
import time
from collections.abc import Callable

import numpy as np
import pytest
from live.sounding import SHORT, sounding
from numpy.typing import NDArray

from coach.audio.comfort_noise import HIGHEST_SAMPLE, render_comfort_noise
from coach.live.line_out import WAKING_BLOCKS
from coach.live.output import BlockSource, OutputError
from coach.live.playback import BLOCK_FRAMES, FADE_FRAMES
from coach.live.player import Player, Remaster
from coach.live.session import Moment, Session
from coach.live.tracker import ActionBegan, ActionEnded, Jumped, SessionEvent, StatusChanged
from coach.live.transport import Transport
from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE, SECOND
from support import compiled

TIMELINE = compiled(SHORT)
LEAN = TIMELINE.holds[0]


class Memory:
    """An output that keeps what it is given, and goes as fast as it is told.

    The blocks that it takes at once, whenever it is opened, are kept apart.
    """

    latency = 0.25
    taken = 0

    def __init__(self) -> None:
        self.now = 0.0
        self.takes = WAKING_BLOCKS
        self.noise: list[NDArray[np.int16]] = []
        self.blocks: list[NDArray[np.int16]] = []
        self.closed: list[bool] = []
        self.player: Player | None = None
        self._source: BlockSource | None = None

    def open(self, source: BlockSource, block: int, channels: int) -> "Memory":
        assert (block, channels) == (BLOCK_FRAMES, 1)
        self._source = source
        for _ in range(self.takes):
            self.noise.append(self._take(missed=False))
        return self

    def refresh(self) -> None:
        pass

    def close(self, *, drain: bool) -> None:
        self.closed.append(drain)
        self.lose()

    def clock(self) -> float:
        return self.now

    def play(self, blocks: int, *, missed: bool = False) -> None:
        """Take some blocks, each when it is prepared: a busy machine may take its time."""
        for _ in range(blocks):
            self._await_sound()
            self.blocks.append(self._take(missed=missed))
            self.now += BLOCK_FRAMES / SAMPLE_RATE

    def _take(self, *, missed: bool) -> NDArray[np.int16]:
        assert self._source
        out = np.zeros((BLOCK_FRAMES, 1), np.int16)
        self._source.fill_block(out, self.latency, missed=missed)
        return out[:, 0]

    def _await_sound(self) -> None:
        """Wait until there is enough to fade out behind the next block, unless nothing comes."""
        assert self.player
        playback = self.player._feed._wanted  # noqa: SLF001 (an output cannot see it)
        until = time.monotonic() + 2
        while (
            playback.ready < min(playback.handed + 2 * BLOCK_FRAMES, playback.length)
            and not playback.paused
            and time.monotonic() < until
        ):
            time.sleep(0.002)

    def lose(self) -> None:
        assert self._source
        self._source.on_lost()

    @property
    def heard(self) -> NDArray[np.int16]:
        return np.concatenate(self.blocks)


class Notes:
    """An observer that writes down what happens."""

    def __init__(self) -> None:
        self.told: list[str | SessionEvent] = []

    def __enter__(self) -> None:
        self.told.append("begins")

    def observe(self, moment: Moment) -> None:
        self.told += moment.events

    @property
    def changes(self) -> list[StatusChanged]:
        return [each for each in self.told if isinstance(each, StatusChanged)]

    def __exit__(self, *_: object) -> None:
        self.told.append("ends")


def player(memory: Memory, at: int = 0, remaster: Remaster | None = None) -> Player:
    track = sounding(SHORT)
    remaster = remaster or track.remaster
    start = Transport(TIMELINE, at)
    made = Player(start, track.master, remaster, memory, clock=memory.clock)
    memory.player = made
    return made


def test_other_threads_are_held_up_less_while_it_plays() -> None:
    usual = sys.getswitchinterval()
    with player(Memory()):
        assert sys.getswitchinterval() <= 0.0011
    assert sys.getswitchinterval() == usual


def whole() -> NDArray[np.int16]:
    return sounding(SHORT).whole


def waiting(playing: Player, memory: Memory | None = None) -> None:
    """Let time go by, and nothing be asked for."""
    for _ in range(100):
        if memory:
            memory.now += 1.0
        time.sleep(0.06)
        playing.wait_for_news(0)


def eventually(true: Callable[[], object]) -> None:
    until = time.monotonic() + 10
    while not true():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_it_plays_to_the_end_and_says_so_when_it_is_heard() -> None:
    memory = Memory()
    at = TIMELINE.frames - 4 * SECOND
    with player(memory, at) as playing:
        while playing.transport.at < TIMELINE.frames - 16 * BLOCK_FRAMES:
            memory.play(16)
        while not playing.transport.is_over:
            memory.play(1)
        assert not playing.is_over
        assert playing.heard.status == "playing"
        memory.play(12)
        assert playing.is_over
        assert playing.heard.status == "finished"
        playing.wait_for_news(1)
    assert memory.closed == [True]
    assert playing.is_late == 0
    assert (memory.heard[FADE_FRAMES : 4 * SECOND] == whole()[at + FADE_FRAMES :]).all()


@pytest.mark.parametrize("at", [0, LEAN.at])
def test_an_output_wakes_up_on_comfort_noise(at: int) -> None:
    memory = Memory()
    with player(memory, at) as playing:
        assert (playing.transport.at, playing.heard.at) == (at, at)
        memory.play(20)
    assert (
        np.concatenate(memory.noise)
        == np.tile(render_comfort_noise(0, BLOCK_FRAMES), WAKING_BLOCKS)
    ).all()
    assert len(memory.noise) * BLOCK_FRAMES > 1.4 * SECOND
    expected = whole()[at : at + 20 * BLOCK_FRAMES]
    assert (memory.heard[FADE_FRAMES : 20 * BLOCK_FRAMES] == expected[FADE_FRAMES:]).all()


def test_what_is_heard_comes_after_what_is_handed_out() -> None:
    memory = Memory()
    with player(memory, LEAN.at) as playing:
        memory.play(30)
        apart = playing.transport.at - playing.heard.at
        assert abs(apart - memory.latency * SAMPLE_RATE) <= 2
        playing.carry_out("toggle")
        assert (playing.transport.status, playing.heard.status) == ("paused", "playing")
        memory.play(30)
        assert playing.heard == playing.transport
        memory.play(1)  # so that it can fade: nothing sounds, nothing is waited for


def test_news_wakes_who_waits() -> None:
    memory = Memory()
    with player(memory) as playing:
        memory.play(4)
        timer = threading.Timer(0.05, playing.carry_out, ["toggle"])
        timer.start()
        begun = time.monotonic()
        playing.wait_for_news(20)
        assert time.monotonic() - begun < 10
        timer.join()
        memory.play(1)


def test_a_hold_grows_while_another_thread_masters_it() -> None:
    memory = Memory()
    ready = threading.Event()

    def slowly(timeline: Timeline) -> object:
        ready.wait(10)
        return sounding(SHORT).remaster(timeline)

    at = LEAN.at + SECOND
    with player(memory, at, slowly) as playing:  # type: ignore[arg-type]
        memory.play(4)
        assert playing.carry_out("longer")
        assert playing.carry_out("longer")
        changed = playing.transport.timeline
        memory.play(16)
        ready.set()
        while not playing.transport.is_over:
            memory.play(16)
        memory.play(30)
    assert playing.is_late == 0
    expected = sounding(SHORT).remaster(changed).render(at, changed.frames)
    assert (memory.heard[FADE_FRAMES : len(expected)] == expected[FADE_FRAMES:]).all()


def test_a_mistake_in_a_thread_is_raised_where_somebody_waits() -> None:
    def fails(_: Timeline) -> object:
        raise ZeroDivisionError

    memory = Memory()
    with player(memory, LEAN.at, fails) as playing:  # type: ignore[arg-type]
        memory.play(4)
        playing.carry_out("longer")
        with pytest.raises(ZeroDivisionError):
            waiting(playing)


def test_a_lost_output_goes_on_at_the_last_frame_that_was_heard() -> None:
    memory = Memory()
    with player(memory, LEAN.at) as playing:
        memory.play(40)
        heard = playing.heard.at
        assert playing.transport.at - heard == pytest.approx(memory.latency * SAMPLE_RATE, abs=2)
        memory.lose()
        eventually(lambda: playing.output_lost)
        at = playing.transport.at
        assert 0 <= heard - at <= BLOCK_FRAMES + 2
        assert playing.transport == playing.heard == Transport(TIMELINE, at, "paused")
        assert not playing.carry_out("toggle")
        before = len(memory.blocks)
        memory.now += 1.5
        eventually(lambda: not playing.output_lost)
        assert playing.transport.status == "playing"
        memory.play(20)
    assert len(memory.noise) == 2 * WAKING_BLOCKS
    again = np.concatenate(memory.blocks[before:])[: 20 * BLOCK_FRAMES]
    assert (again[FADE_FRAMES:] == whole()[at + FADE_FRAMES : at + len(again)]).all()
    assert memory.closed == [False, True]


def test_ten_suspensions_in_one_session_lose_and_repeat_nothing() -> None:
    memory, observer = Memory(), Notes()
    begun, first = LEAN.at - SECOND, 0
    playing = player(memory, begun)
    running = threading.Thread(target=Session(playing, [observer], memory.clock).run, daemon=True)
    running.start()
    eventually(lambda: observer.told)
    for number in range(10):
        memory.play(32)
        eventually(lambda: len(observer.changes) == 2 * number)  # noqa: B023 (it waits)
        heard = playing.heard.at
        part = np.concatenate(memory.blocks[first:])
        memory.now += 2.0
        if number % 2:
            memory.lose()  # and it has to be opened again
        else:
            memory.play(1)  # it asks again by itself
        eventually(lambda: playing.output_lost)
        eventually(lambda: len(observer.changes) == 2 * number + 1)  # noqa: B023 (it waits)
        at = playing.transport.at
        # It goes on at the last frame that was heard, or at most a block before it.
        assert 0 <= heard - at <= BLOCK_FRAMES + 2
        assert begun + FADE_FRAMES < at
        assert (part[FADE_FRAMES : at - begun] == whole()[begun + FADE_FRAMES : at]).all()
        if number % 2:
            memory.now += 1.5
        else:
            memory.play(WAKING_BLOCKS - 1)
        eventually(lambda: not playing.output_lost)
        assert playing.transport == Transport(TIMELINE, at)
        begun, first = at, len(memory.blocks)
    while not playing.transport.is_over:
        memory.play(1)
    memory.play(12)
    rest = np.concatenate(memory.blocks[first:])[: TIMELINE.frames - begun]
    assert (rest[FADE_FRAMES:] == whole()[begun + FADE_FRAMES :]).all()
    running.join(10)
    assert not running.is_alive()
    assert playing.transport.status == "finished"
    assert memory.closed == [False] * 5 + [True]
    assert playing.is_late == 0
    assert observer.changes == [
        *10 * (StatusChanged("playing", "paused"), StatusChanged("paused", "playing")),
        StatusChanged("playing", "finished"),
    ]
    assert [each for each in observer.told if not isinstance(each, StatusChanged)] == [
        "begins",
        Jumped(LEAN.at - SECOND),
        ActionBegan(LEAN),
        ActionEnded(LEAN, "completed", LEAN.frames, 0),
        "ends",
    ]


def test_an_output_that_is_lost_while_it_is_paused_stays_paused() -> None:
    memory = Memory()
    with player(memory, LEAN.at) as playing:
        memory.play(40)
        playing.carry_out("toggle")
        memory.play(20)
        paused = playing.transport
        memory.lose()
        eventually(lambda: playing.output_lost)
        memory.now += 1.5
        eventually(lambda: not playing.output_lost)
        assert playing.transport == paused
        memory.play(1)


def test_an_output_that_stays_lost_ends_it_and_the_place_is_kept() -> None:
    memory = Memory()
    with player(memory, LEAN.at) as playing:
        memory.play(40)
        heard = playing.heard.at
        memory.takes = 12  # as a suspended sink does
        with pytest.raises(OutputError, match="has stopped taking sound"):
            waiting(playing, memory)
        assert 60 < memory.now < 75
        assert playing.output_lost
        playing.carry_out("stop")
        assert playing.is_over
    assert 0 <= heard - playing.transport.at <= BLOCK_FRAMES + 2
    assert not any(memory.closed)


def test_it_fades_when_it_is_closed() -> None:
    memory = Memory()
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
    assert np.abs(memory.heard[-BLOCK_FRAMES:]).max() <= HIGHEST_SAMPLE
