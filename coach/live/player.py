"""The player: a track that sounds, through one output, and does as the listener commands.

The sound card's thread only copies what a second thread has rendered ahead; a third masters a hold
that was made longer or shorter, while what does not change plays on.
"""

import sys
import threading
import time
from collections.abc import Callable
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coach.live.feed import HUSH, LOOK_AHEAD_FRAMES, Feed
from coach.live.line_out import Clock, LineOut
from coach.live.output import Output
from coach.live.playback import Rendering
from coach.live.prompts import NO_PROMPTS, Prompts
from coach.live.transport import Command, Transport
from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE

Remaster = Callable[[Timeline], Rendering]
"""Masters a timeline that was changed, at the gain it had; may take a second."""

_TICK_S = 0.05
"""The time between two looks at what there is to do."""

_SWITCH_S = 0.001
"""The time after which a busy Python thread lets another run. With the usual 5 ms, two of them kept
the sound card's thread waiting until the sound broke off, in 3 of 5 runs on a busy machine;
with this, in 1 of 7 on a busier one."""

_FADE_OUT_S = 0.5
"""The time in which sound is to have faded when it is stopped, besides the latency."""


class Player:
    """Plays a track from where a transport says.

    Use it as a context: inside, it sounds. Everything may be called from any thread.

    Args:
        transport: where to begin.
        master: the rendering of its timeline.
        remaster: makes the rendering of a changed timeline.
        output: where the sound goes.
        prompts: what the coach says besides the track.
        look_ahead: the frames before a change in which the track sounds otherwise already.
        clock: the time by which sound is handed out and heard.
    """

    def __init__(  # noqa: PLR0913 (what it plays, and the world it plays in)
        self,
        transport: Transport,
        master: Rendering,
        remaster: Remaster,
        output: Output,
        *,
        prompts: Prompts = NO_PROMPTS,
        look_ahead: int = LOOK_AHEAD_FRAMES,
        clock: Clock = time.monotonic,
    ) -> None:
        self._feed = Feed(transport, master, prompts, look_ahead)
        self._remaster = remaster
        self._line = LineOut(output, self, HUSH, master.channels, clock)
        self._clock = clock
        self._fault: BaseException | None = None
        self._opened = self._closing = False
        self._usual_switch_s = sys.getswitchinterval()
        self._goes_on = False
        self._missed = 0
        self._news = threading.Event()
        self._wake = threading.Event()
        self._owing = threading.Event()
        self._threads = (
            threading.Thread(target=self._run_guarded, args=(self._render_ahead,), daemon=True),
            threading.Thread(target=self._run_guarded, args=(self._master_changes,), daemon=True),
        )

    def __enter__(self) -> Self:
        """Begin to play; raises `OutputError` where that cannot be done."""
        while self._feed.render_ahead():
            pass
        self._line.open()
        self._opened = True
        self._usual_switch_s = sys.getswitchinterval()
        sys.setswitchinterval(min(_SWITCH_S, self._usual_switch_s))
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
        return self._feed.find_heard(self._clock())

    @property
    def is_late(self) -> int:
        """How often the sound has broken off."""
        return self._feed.late + self._missed

    @property
    def output_lost(self) -> bool:
        """Whether it stands still because the output is lost, and tries to open it again."""
        return self._line.is_lost

    @property
    def is_over(self) -> bool:
        """Whether the track has come to its end, or was stopped, and all of it has been heard."""
        return self._feed.transport.is_over and (self._quiet or self._line.is_lost)

    @property
    def _quiet(self) -> bool:
        """Whether the last sound has been heard."""
        return self._feed.quiet > self._line.latency * SAMPLE_RATE

    def carry_out(self, command: Command) -> bool:
        """Carry out a command; return whether that changed anything.

        While the output is lost there is nothing to pause, and nothing that could go on.
        """
        if command == "toggle" and self._line.is_lost:
            return False
        return self._notify_if(changed=self._feed.carry_out(command))

    def seek(self, at: int) -> bool:
        """Go to a frame of the timeline; return whether that changed anything."""
        return self._notify_if(changed=self._feed.seek(at))

    def revise_timeline(self, change: Callable[[Timeline], Timeline]) -> bool:
        """Change what is still to come of the timeline; return whether that was in time."""
        return self._notify_if(changed=self._feed.revise_timeline(change))

    def _notify_if(self, *, changed: bool) -> bool:
        if changed:
            self._news.set()
            self._wake.set()
            if self._feed.pending_timeline:
                self._owing.set()
        return changed

    def wait_for_news(self, timeout: float) -> None:
        """Wait until something but the position has changed, at most ``timeout`` seconds.

        Raises `OutputError` when the output is lost for good.
        """
        self._news.wait(timeout)
        self._news.clear()
        if self._fault:
            raise self._fault

    def close(self) -> None:
        """Fade out what sounds and end the stream; may be called again."""
        if not self._opened:
            return
        self._opened = False
        sys.setswitchinterval(self._usual_switch_s)
        sounds = not self._fault and not self._line.is_lost
        if sounds:
            self._feed.carry_out("stop")
            until = time.monotonic() + _FADE_OUT_S + self._line.latency
            # What fades is still to be heard when it is handed out.
            while not self._quiet and not self._line.is_lost and time.monotonic() < until:
                time.sleep(_TICK_S / 5)
        self._closing = True
        self._wake.set()
        self._owing.set()
        self._line.close(drain=sounds)

    def fill_block(self, out: NDArray[np.int16], due: float, *, missed: bool) -> None:
        """Hand out a block: called by the line, in the sound card's thread."""
        self._missed += missed
        self._feed.fill_block(out, due)

    def interrupt(self, heard_until: float) -> None:
        """Stand still at the last frame that was heard: called by the line when it is lost."""
        self._goes_on = self._feed.interrupt(heard_until)

    def go_on(self) -> None:
        """Go on if it played when it was interrupted: called by the line."""
        if self._goes_on and self._feed.transport.status == "paused":
            self._feed.carry_out("toggle")
        self._wake.set()

    def _record_fault(self, fault: BaseException) -> None:
        self._fault = self._fault or fault
        self._news.set()

    def _run_guarded(self, work: Callable[[], None]) -> None:
        """Do a thread's work, and have an error of it raised where somebody waits."""
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (it is raised again by `wait_for_news`)
            self._record_fault(error)

    def _render_ahead(self) -> None:
        """Render ahead, and look after the output, until it is closed."""
        known = self._feed.transport.status, self.is_over, self.output_lost
        while not self._closing:
            while self._feed.render_ahead():
                pass
            self._line.check_output()
            state = self._feed.transport.status, self.is_over, self.output_lost
            if state != known:
                known = state
                self._news.set()
            self._wake.wait(_TICK_S)
            self._wake.clear()

    def _master_changes(self) -> None:
        """Master what was changed, whenever that happens, until it is closed."""
        while not self._closing:
            self._owing.wait()
            self._owing.clear()
            while timeline := self._feed.pending_timeline:
                begun = self._clock()
                self._feed.swap_master(timeline, self._remaster(timeline))
                self._feed.set_mastering_time(self._clock() - begun)
                self._wake.set()
                self._news.set()
