"""A sound played once, from beginning to end."""

import threading

import numpy as np
from numpy.typing import NDArray

from coach.audio.comfort_noise import render_comfort_noise
from coach.live.line_out import WAKING_BLOCKS
from coach.live.output import Output
from coach.live.playback import BLOCK_FRAMES
from coach.timing import SAMPLE_RATE

BEFORE_FRAMES = WAKING_BLOCKS * BLOCK_FRAMES
"""Frames of comfort noise before it, in which the output wakes."""

AFTER_FRAMES = SAMPLE_RATE // 4
"""Frames of comfort noise after it: some outputs need a while to fall silent."""

_LOOK_S = 0.1
"""Seconds between two looks at whether it is over, and at whether it was interrupted."""


def play_samples(samples: NDArray[np.int16], output: Output) -> None:
    """Play samples to their end. Raises `coach.live.output.OutputError` where that cannot be."""
    frames = len(samples)
    before, after = (
        render_comfort_noise(0, BEFORE_FRAMES),
        render_comfort_noise(BEFORE_FRAMES + frames, BEFORE_FRAMES + frames + AFTER_FRAMES),
    )
    source = _Sample(np.concatenate((before, samples, after)))
    stream = output.open(source, BLOCK_FRAMES, 1)
    source.start = min(stream.taken * BLOCK_FRAMES, BEFORE_FRAMES)
    drain = False
    try:
        while not source.over.wait(_LOOK_S):
            pass
        drain = True
    finally:
        stream.close(drain=drain)


class _Sample:
    """Hands a sound to an output; `over` is set when all of it was handed out."""

    def __init__(self, samples: NDArray[np.int16]) -> None:
        self._samples = samples
        self._at = 0
        self.start = 0
        """Where it is to begin: what lies before was heard already."""
        self.over = threading.Event()

    def fill_block(self, out: NDArray[np.int16], _delay: float, *, missed: bool) -> None:  # noqa: ARG002 (nothing is late here)
        self._at = max(self._at, self.start)
        part = self._samples[self._at : self._at + len(out)]
        out[: len(part), 0] = part
        out[len(part) :] = 0
        self._at += len(out)
        if self._at >= len(self._samples):
            self.over.set()

    def on_lost(self) -> None:
        self.over.set()
