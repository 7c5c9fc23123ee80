"""A recording: a finished track whose samples can be rendered in any order."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coach.workers import map_in_order

Samples = NDArray[np.int16]
"""44,100 Hz, of shape (frames,), or (frames, 2) in stereo."""

Progress = Callable[[int], None]
"""Is called with the number of frames encoded so far."""

BLOCK_FRAMES = 131_072
"""Frames (3 s) rendered at once: threads wait for each other in between."""


def _ignore_progress(_frames: int) -> None:
    """Follow no progress."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished track, or a part of one.

    Attributes:
        frames: its length.
        channels: 1 or 2.
        render: returns the samples of the frames ``[start, stop)``; safe under threads.
        on_progress: see `Progress`; called in the thread that writes.
    """

    frames: int
    channels: int
    render: Callable[[int, int], Samples]
    on_progress: Progress = _ignore_progress

    def cut_range(self, start: int, frames: int) -> "Recording":
        """Return some frames from ``start`` on as a recording of their own."""
        return replace(
            self,
            frames=frames,
            render=lambda first, last: self.render(start + first, start + last),
            on_progress=lambda done: self.on_progress(start + done),
        )

    def render_blocks(self) -> Generator[Samples]:
        """Yield all of it, in order.

        While the caller works on a block, the next ones are rendered on the other cores. When the
        generator is closed, no thread stays behind.
        """

        def render_block(start: int) -> tuple[int, Samples]:
            stop = min(start + BLOCK_FRAMES, self.frames)
            return stop, self.render(start, stop)

        with closing(map_in_order(render_block, range(0, self.frames, BLOCK_FRAMES))) as parts:
            for stop, samples in parts:
                yield samples
                self.on_progress(stop)
