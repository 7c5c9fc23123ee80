"""A recording: a finished track as samples, of which any range can be had at any time."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coach.workers import in_order

Samples = NDArray[np.int16]
"""44,100 Hz, of shape (frames,), or (frames, 2) in stereo."""

Progress = Callable[[int], None]
"""Told, again and again, how many frames are encoded."""

BLOCK = 131_072
"""Frames (3 s) rendered at once: threads wait for each other in between."""


def _unheard(_frames: int) -> None:
    """Progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished track, or a part of one.

    Attributes:
        frames: its length.
        channels: 1 or 2.
        render: gives the samples of the frames ``[start, stop)``; safe under threads.
        on_progress: see `Progress`; called in the thread that writes.
    """

    frames: int
    channels: int
    render: Callable[[int, int], Samples]
    on_progress: Progress = _unheard

    def part(self, start: int, frames: int) -> "Recording":
        """Give so many frames from one on as a recording of their own."""
        return replace(
            self,
            frames=frames,
            render=lambda first, last: self.render(start + first, start + last),
            on_progress=lambda done: self.on_progress(start + done),
        )

    def blocks(self) -> Generator[Samples]:
        """Give all of it, in order, for one who takes it in the calling thread.

        While a block is worked on, those after it are rendered on the other cores. When it is
        closed, no thread stays behind.
        """

        def rendered(start: int) -> tuple[int, Samples]:
            stop = min(start + BLOCK, self.frames)
            return stop, self.render(start, stop)

        with closing(in_order(rendered, range(0, self.frames, BLOCK))) as parts:
            for stop, samples in parts:
                yield samples
                self.on_progress(stop)
