"""A sound played once, from beginning to end."""

import threading

import numpy as np
from numpy.typing import NDArray

from coach.live.feed import BLOCK
from coach.live.output import Output
from coach.timing import SAMPLE_RATE

_AROUND = SAMPLE_RATE // 4
"""Frames of silence before and after it: some outputs need a while to wake, and to fall silent."""

_LOOK = 0.1
"""Seconds between two looks at whether it is over, and at whether it was interrupted."""


def play(samples: NDArray[np.int16], output: Output) -> None:
    """Play samples to their end. Raises `coach.live.output.OutputError` where that cannot be."""
    source = _Sample(np.pad(samples, _AROUND))
    stream = output.open(source, BLOCK)
    drain = False
    try:
        while not source.over.wait(_LOOK):
            pass
        drain = True
    finally:
        stream.close(drain=drain)


class _Sample:
    """Gives an output its sound; `over` is set when all of it was handed out."""

    def __init__(self, samples: NDArray[np.int16]) -> None:
        self._samples = samples
        self._at = 0
        self.over = threading.Event()

    def fill(self, out: NDArray[np.int16], _delay: float, *, missed: bool) -> None:  # noqa: ARG002 (nothing is late here)
        part = self._samples[self._at : self._at + len(out)]
        out[: len(part)] = part
        out[len(part) :] = 0
        self._at += len(out)
        if self._at >= len(self._samples):
            self.over.set()

    def lost(self) -> None:
        self.over.set()
