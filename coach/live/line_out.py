"""The line out: an output that is awake before it is trusted, and is opened anew when it is lost.

A sound server swallows what it is handed while it wakes, and a headset may be gone for some
seconds. So a stretch of comfort noise goes out first, and whoever provides the sound is told when
the output is lost and when it is awake again.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.live.output import Output, OutputError, Stream

WAKING_BLOCKS = 65
"""Blocks (1.5 s) of comfort noise. PulseAudio was seen to swallow 0.56 s of what it is handed first
(24,570 frames, on an idle machine)."""

STALL_S = 3.0
"""The time without being asked for sound after which the output is lost. A sound server that wakes
up may take two seconds."""

_GAP_S = 1.0
"""The time without being asked for sound after which an output that asks again has to wake again:
it was suspended, or the whole program was."""

_SETTLING_S = 2.0
"""The time after it began in which an output may report that it ran out of sound, which is not a
dropout."""

_RETRY_S = 1.0
"""The time between two attempts to open a lost output."""

GIVE_UP_S = 60.0
"""The time after which a lost output is given up."""

_GONE = (
    "The sound output is gone: connect it again, or choose another "
    "(`coach devices` lists them), and go on with `coach play --resume`."
)
_STALLED = (
    "The sound output has stopped taking sound: wake it or choose another "
    "(`coach devices` lists them), and go on with `coach play --resume`."
)

Clock = Callable[[], float]
"""Seconds that only go forwards."""


class BlockProvider(Protocol):
    """What the sound comes from."""

    def fill_block(self, out: NDArray[np.int16], due: float, *, missed: bool) -> None:
        """Fill a block that is heard at ``due`` by the clock; called in the sound card's thread."""

    def interrupt(self, heard_until: float) -> None:
        """Take note that nothing was heard after a time by the clock, and stand still."""

    def go_on(self) -> None:
        """Go on after an interruption: the output is awake."""


class LineOut:
    """Sends out what a provider provides, through one stream after another if need be.

    `check_output` must be called some twenty times a second, by one thread.

    Args:
        output: where the sound goes.
        provider: where it comes from.
        quiet: a block of comfort noise, as large as every block.
        channels: 1, or 2 in stereo.
        clock: seconds.
    """

    def __init__(
        self,
        output: Output,
        provider: BlockProvider,
        quiet: NDArray[np.int16],
        channels: int,
        clock: Clock = time.monotonic,
    ) -> None:
        self._output = output
        self._provider = provider
        self._quiet = quiet
        self._channels = channels
        self._clock = clock
        self._lock = threading.Lock()
        self._stream: Stream | None = None
        self._tap: _Tap | None = None
        self._attempt: threading.Thread | None = None
        self._closed = False
        self._waking = WAKING_BLOCKS
        self._asked = self._began = self._watched = self._excused = 0.0
        self._lost_at: float | None = None
        self._retry_at = 0.0
        self._reason = _GONE
        self._heard_until: float | None = None
        """When it was last heard, where that is still to be told to the provider."""

    @property
    def latency(self) -> float:
        """Seconds between handing out and hearing."""
        stream = self._stream
        return stream.latency if stream else 0.0

    @property
    def is_lost(self) -> bool:
        """Whether the provider waits for the output to be there again, and awake."""
        return self._lost_at is not None

    def open(self) -> None:
        """Begin. Raises `OutputError` where that cannot be done."""
        self._open_stream()

    def check_output(self) -> None:
        """See how the output does. Raises `OutputError` once it is given up."""
        now = self._clock()
        if now - self._watched > STALL_S / 2:
            self._excused = now  # the whole program stood still, not the output
        self._watched = now
        if self._heard_until is not None:
            self._interrupt_provider(self._heard_until, now)
            self._heard_until = None
        tap = self._tap
        if tap is None:
            self._retry_output(now)
        elif tap.is_over or now - max(self._asked, self._excused) > STALL_S:
            self._reason = _GONE if tap.is_over else _STALLED
            tap.is_over, self._tap = True, None
            self._retry_at = now + _RETRY_S
            self._interrupt_provider(min(self._asked, now), now)
        elif self._lost_at is not None and not self._waking:
            self._provider.go_on()
            self._lost_at = None

    def close(self, *, drain: bool) -> None:
        """End the stream: when all that was handed out is heard, or at once."""
        with self._lock:
            self._closed = True
            stream, self._stream, self._tap = self._stream, None, None
        if stream:
            stream.close(drain=drain)

    def _interrupt_provider(self, heard_until: float, now: float) -> None:
        if self._lost_at is None:
            self._provider.interrupt(heard_until)
            self._lost_at = now

    def _retry_output(self, now: float) -> None:
        """Try every now and then to open the output, in a thread: what hangs must not hang this."""
        if self._lost_at is not None and now - self._lost_at > GIVE_UP_S:
            raise OutputError(self._reason)
        if now >= self._retry_at and not (self._attempt and self._attempt.is_alive()):
            self._retry_at = now + _RETRY_S
            self._attempt = threading.Thread(target=self._reconnect_output, daemon=True)
            self._attempt.start()

    def _reconnect_output(self) -> None:
        stream, self._stream = self._stream, None
        if stream:
            stream.close(drain=False)
        with suppress(OutputError):
            self._output.refresh()
            self._open_stream()

    def _open_stream(self) -> None:
        """Open a stream, and let comfort noise go out first."""
        self._waking = WAKING_BLOCKS
        self._asked = self._began = self._excused = self._watched = self._clock()
        tap = _Tap(self)
        stream = self._output.open(tap, len(self._quiet), self._channels)
        with self._lock:
            if not self._closed:
                self._waking = max(self._waking - stream.taken, 0)
                self._stream, self._tap = stream, tap
                return
        stream.close(drain=False)

    def fill_block(self, out: NDArray[np.int16], delay: float, *, missed: bool) -> None:
        """Fill a block; called in the sound card's thread."""
        now = self._clock()
        if now - self._asked > _GAP_S:
            if not self._waking:
                self._heard_until = self._asked
            self._waking, self._began = WAKING_BLOCKS, now
        self._asked = now
        if self._waking or self._heard_until is not None:
            self._waking = max(self._waking - 1, 0)
            out[:] = self._quiet
        else:
            missed = missed and now > self._began + _SETTLING_S
            self._provider.fill_block(out, now + delay, missed=missed)


class _Tap:
    """What one stream takes its sound from: silence, once the stream is over or was left."""

    def __init__(self, line: LineOut) -> None:
        self._line = line
        self.is_over = False

    def fill_block(self, out: NDArray[np.int16], delay: float, *, missed: bool) -> None:
        """Fill a block; called in the sound card's thread."""
        if self.is_over:
            out[:] = 0
        else:
            self._line.fill_block(out, delay, missed=missed)

    def on_lost(self) -> None:
        """Hear that the stream has ended."""
        self.is_over = True
