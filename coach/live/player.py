"""The player: a track that sounds, through one stream, and does as the listener commands.

The sound card's thread only copies what a second thread has rendered ahead; a third masters a hold
that was made longer or shorter, while what does not change plays on.
"""

import threading
import time
from collections.abc import Callable
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coach.live.feed import BLOCK, HUSH, Feed, Rendering
from coach.live.output import Output, OutputError, Stream
from coach.live.transport import Command, Transport
from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE

Remaster = Callable[[Timeline], Rendering]
"""Masters a timeline that was changed, at the gain it had; may take a second."""

Clock = Callable[[], float]
"""Seconds that only go forwards."""

LEAD = 22
"""Blocks (0.5 s) of murmur before what begins in the middle, so that what an output swallows while
it wakes up is nothing that anybody hears. A track begins with as long of it by itself."""

_TICK = 0.05
"""Seconds between two looks at what is to be done."""

_SILENT = 3.0
"""Seconds without being asked for sound after which the output is taken to be gone. A sound server
that wakes up may take two."""

_WAKING = 2.0
"""Seconds in which the output comes to run smoothly."""

_STOPPING = 0.5
"""Seconds in which sound is to have faded when it is stopped, besides those until it is heard."""

_STOOD = 1.0
"""Seconds without being asked for sound after which it was the whole program that stood still."""


class Player:
    """Plays a track from where a transport says.

    It is to be used as a context: inside, it sounds. Everything may be called from any thread.

    Args:
        transport: where to begin.
        master: the rendering of its timeline.
        remaster: makes the rendering of a changed timeline.
        output: where the sound goes.
        reminder: what is heard every 20 s of a wait.
        clock: the time by which sound is handed out and heard.
    """

    def __init__(  # noqa: PLR0913 (what it plays, and the world it plays in)
        self,
        transport: Transport,
        master: Rendering,
        remaster: Remaster,
        output: Output,
        *,
        reminder: NDArray[np.int16] | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._feed = Feed(transport, master, reminder)
        self._remaster = remaster
        self._output = output
        self._clock = clock
        self._stream: Stream | None = None
        self._fault: BaseException | None = None
        self._closing = False
        self._lead = LEAD if transport.at else 0
        self._missed = 0
        self._asked = self._begun = clock()
        self._news = threading.Event()
        self._wake = threading.Event()
        self._owing = threading.Event()
        self._threads = (
            threading.Thread(target=self._watched, args=(self._prepare,), daemon=True),
            threading.Thread(target=self._watched, args=(self._master,), daemon=True),
        )

    def __enter__(self) -> Self:
        """Begin to play; raises `OutputError` where that cannot be done."""
        while self._feed.prepare():
            pass
        self._asked = self._begun = self._clock()
        self._stream = self._output.open(self, BLOCK)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Fade out and be silent."""
        self.close()

    @property
    def transport(self) -> Transport:
        """Where things stand, as handed to the sound card; it is kept when the output is lost."""
        return self._feed.transport

    @property
    def heard(self) -> Transport:
        """Where things stand in the listener's ear: some tenths of a second before `transport`."""
        return self._feed.heard(self._clock())

    @property
    def late(self) -> int:
        """How often the sound has broken off."""
        return self._feed.late + self._missed

    @property
    def over(self) -> bool:
        """Whether the track has come to its end, or was stopped, and all of it has been heard."""
        return self._feed.transport.over and self._quiet

    @property
    def _quiet(self) -> bool:
        """Whether the last sound has been heard."""
        latency = self._stream.latency if self._stream else 0.0
        return self._feed.quiet > latency * SAMPLE_RATE

    def do(self, command: Command) -> bool:
        """Carry out a command; tell whether that changed anything."""
        return self._told(changed=self._feed.do(command))

    def seek(self, at: int) -> bool:
        """Go to a frame of the timeline; tell whether that changed anything."""
        return self._told(changed=self._feed.seek(at))

    def _told(self, *, changed: bool) -> bool:
        if changed:
            self._news.set()
            self._wake.set()
            if self._feed.owed:
                self._owing.set()
        return changed

    def wait(self, timeout: float) -> None:
        """Wait until something but the position has changed, or for so many seconds.

        Raises `OutputError` when the output is lost.
        """
        self._news.wait(timeout)
        self._news.clear()
        if self._fault:
            raise self._fault

    def close(self) -> None:
        """Fade out what sounds and end the stream; may be called again."""
        if self._stream is None:
            return
        if not self._fault:
            self._feed.do("stop")
            until = time.monotonic() + _STOPPING + self._stream.latency
            # What fades is still to be heard when it is handed out.
            while not self._quiet and not self._fault and time.monotonic() < until:
                time.sleep(_TICK / 5)
        self._closing = True
        self._wake.set()
        self._owing.set()
        self._stream.close(drain=not self._fault)
        self._stream = None

    def fill(self, out: NDArray[np.int16], delay: float, *, missed: bool) -> None:
        """Hand out a block: called by the stream, in the sound card's thread."""
        now = self._clock()
        if now - self._asked > _STOOD:  # it was suspended, and the output wakes up again
            self._begun = now
        self._asked = now
        # While a sound server wakes up it may say so, but nothing is missed yet.
        self._missed += missed and now > self._begun + _WAKING
        if self._lead:
            self._lead -= 1
            out[:] = HUSH
        else:
            self._feed.fill(out, now + delay)

    def lost(self) -> None:
        """Hear that the stream has ended: called by it, in whatever thread."""
        if not self._closing:
            self._fail(
                OutputError(
                    "The sound output is gone: connect it again, or choose another "
                    "(`coach devices` lists them), and go on with `coach play --resume`."
                )
            )

    def _fail(self, fault: BaseException) -> None:
        self._fault = self._fault or fault
        self._news.set()

    def _watched(self, work: Callable[[], None]) -> None:
        """Do a thread's work, and have an error of it raised where somebody waits."""
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (it is raised again by `wait`)
            self._fail(error)

    def _prepare(self) -> None:
        """Render ahead, and look after the stream, until it is closed."""
        looked = self._clock()
        known = self._feed.transport.status, self.over
        while not self._closing:
            while self._feed.prepare():
                pass
            now = self._clock()
            if now - looked > _SILENT / 2:
                self._asked = now  # the whole program stood still, not the output
            looked = now
            if now - self._asked > _SILENT:
                self._fail(
                    OutputError(
                        "The sound output has stopped taking sound: wake it or choose another "
                        "(`coach devices` lists them), and go on with `coach play --resume`."
                    )
                )
                return
            state = self._feed.transport.status, self.over
            if state != known:
                known = state
                self._news.set()
            self._wake.wait(_TICK)
            self._wake.clear()

    def _master(self) -> None:
        """Master what was changed, whenever that happens, until it is closed."""
        while not self._closing:
            self._owing.wait()
            self._owing.clear()
            while timeline := self._feed.owed:
                begun = self._clock()
                self._feed.renew(timeline, self._remaster(timeline))
                self._feed.allow(self._clock() - begun)
                self._wake.set()
                self._news.set()
