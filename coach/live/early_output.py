"""An output that is opened early: it wakes on comfort noise while the track is still made."""

import threading
from contextlib import suppress
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coach.live.output import BlockSource, Output, OutputError, Stream

_OPENING_S = 5.0
"""The time in which an output opens, or is left to itself: a server may hang."""


class EarlyOutput:
    """Opens an output as soon as it is entered, and hands the stream over when it is asked for.

    Until then the stream takes comfort noise. An output that could not be opened, or was lost
    meanwhile, or is asked for another number of channels, is opened anew.

    Args:
        output: where the sound goes.
        quiet: a block of comfort noise, as large as every block.
        channels: 1, or 2 in stereo.
    """

    def __init__(self, output: Output, quiet: NDArray[np.int16], channels: int) -> None:
        self._output = output
        self._quiet = quiet
        self._channels = channels
        self._source = _StandIn(quiet)
        self._stream: Stream | None = None
        self._opening = threading.Thread(
            target=self._open_stream, name="opening sound", daemon=True
        )

    def __enter__(self) -> Self:
        """Begin to open the output; nothing waits for it."""
        self._opening.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close the stream, if nobody has asked for it."""
        if stream := self._take_stream():
            stream.close(drain=False)

    def open(self, source: BlockSource, block: int, channels: int) -> Stream:
        """Hand over the open stream, from which a source takes over; else open another."""
        stream, early = self._take_stream(), self._source
        if stream is None:
            return self._output.open(source, block, channels)
        if early.is_lost or (len(self._quiet), self._channels) != (block, channels):
            stream.close(drain=False)
            return self._output.open(source, block, channels)
        early.successor = source
        return _HandedOver(stream, early.taken)

    def refresh(self) -> None:
        """Look for devices anew; no stream may be open."""
        self._output.refresh()

    def _open_stream(self) -> None:
        with suppress(OutputError, MemoryError):  # whoever asks for it is told
            self._stream = self._output.open(self._source, len(self._quiet), self._channels)

    def _take_stream(self) -> Stream | None:
        """Return the stream, once; None where there is none."""
        self._opening.join(_OPENING_S)
        stream, self._stream = self._stream, None
        return stream


class _StandIn:
    """Hands out comfort noise until its successor takes over.

    Attributes:
        successor: what hands out sound from now on; None before that.
        taken: the blocks of comfort noise that were handed out.
        is_lost: whether the stream ended meanwhile.
    """

    def __init__(self, quiet: NDArray[np.int16]) -> None:
        self._quiet = quiet
        self.successor: BlockSource | None = None
        self.taken = 0
        self.is_lost = False

    def fill_block(self, out: NDArray[np.int16], delay: float, *, missed: bool) -> None:
        """Fill a block; called in the sound card's thread."""
        if self.successor:
            self.successor.fill_block(out, delay, missed=missed)
        else:
            out[:] = self._quiet
            self.taken += 1

    def on_lost(self) -> None:
        """Hear that the stream has ended."""
        self.is_lost = True
        if self.successor:
            self.successor.on_lost()


class _HandedOver:
    """A stream that has taken some blocks of comfort noise already."""

    def __init__(self, stream: Stream, taken: int) -> None:
        self._stream = stream
        self.taken = taken
        self.latency = stream.latency

    def close(self, *, drain: bool) -> None:
        """End it: when all that was handed out is heard, or at once."""
        self._stream.close(drain=drain)
