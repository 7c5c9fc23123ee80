"""A job: a finished track, and all that its files are to be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.export.captions import Caption
from coach.export.encoding import Encoding
from coach.export.label import Label

_BLOCK = 32_768
"""Frames rendered at once."""

Progress = Callable[[int], None]
"""Told, after each block, how many frames are encoded."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written.

    Attributes:
        label: what a file says of the track.
        render: gives the samples of a range of frames.
        encoding: how the track is encoded.
        captions: what is said, in order; empty where no captions are wanted.
        kinds: the kinds of captions that are wanted, such as ``vtt``.
    """

    label: Label
    render: Callable[[int, int], NDArray[np.int16]]
    encoding: Encoding
    captions: tuple[Caption, ...] = ()
    kinds: tuple[str, ...] = ()

    def blocks(self, start: int, frames: int, on_progress: Progress) -> Iterator[NDArray[np.int16]]:
        """Render a part of the track, telling how far into the track it is."""
        stop = start + frames
        for at in range(start, stop, _BLOCK):
            end = min(at + _BLOCK, stop)
            yield self.render(at, end)
            on_progress(end)
