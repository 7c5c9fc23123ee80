"""Ducking: what sounds behind the voice makes room for it.

The gain falls before a clip of speech begins, so that it is down at the first syllable, and rises
after it has ended. It is known from the places of the clips alone: any range of it can be worked
out by itself.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.audio.curves import evaluate_raised_cosine
from coach.score.timeline import Event
from coach.timing import SECOND


@dataclass(frozen=True, slots=True)
class Dip:
    """How a sound makes room.

    Attributes:
        depth: by how many dB it is softer under speech.
        attack: frames in which it goes down; they end at the onset of speech.
        release: frames in which it comes back, from the end of speech.
    """

    depth: float
    attack: int
    release: int


TONES = Dip(6.0, SECOND // 10, SECOND // 4)
"""For tones and breath, which a listener follows: not far, and soon back."""

BACKGROUND = Dip(10.0, 2 * SECOND // 5, SECOND)
"""For music and ambience, which are not to be noticed going."""


def find_speech(events: Iterable[Event]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the onsets of the clips of speech among a timeline's events, and their ends."""
    spans = array("q")
    for event in events:
        if event.kind == "speech":
            spans.extend((event.at, event.end))
    pairs = np.array(spans, np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


class Ducking:
    """The gain over a track that makes room for its speech.

    Between two clips too near for the gain to come back all the way and go down again, it stays
    down rather than pump. It moves on a raised cosine of decibels, which has no corner to be heard.

    Args:
        starts: the onsets of the clips, in frames, none before the one it follows.
        stops: the ends of the same clips; they may overlap.
        dip: how far and how fast.
    """

    def __init__(self, starts: NDArray[np.int64], stops: NDArray[np.int64], dip: Dip) -> None:
        ends = np.maximum.accumulate(stops)
        first = np.ones(len(starts), dtype=bool)
        first[1:] = starts[1:] - ends[:-1] >= dip.attack + dip.release
        self._starts = array("q", starts[first])
        self._stops = array("q", ends[np.roll(first, -1)])
        self._dip = dip
        self._down = _make_ramp(dip.depth, dip.attack)
        self._up = _make_ramp(dip.depth, dip.release)[::-1]
        self._floor = 10 ** (-dip.depth / 20)

    def compute_gains(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return the factor for each of the frames ``[start, stop)``, 1 where nobody speaks."""
        gains = np.ones(stop - start, dtype=np.float32)
        first = bisect_right(self._stops, start - self._dip.release)
        last = bisect_left(self._starts, stop + self._dip.attack)
        for onset, end in zip(self._starts[first:last], self._stops[first:last], strict=True):
            _write_ramp(self._down, gains, onset - self._dip.attack - start)
            gains[max(onset - start, 0) : max(end - start, 0)] = self._floor
            _write_ramp(self._up, gains, end - start)
        return gains


def _make_ramp(depth: float, frames: int) -> NDArray[np.float32]:
    """Return the factors from nearly 1 down to nearly the depth."""
    part = (np.arange(frames) + 0.5) / frames
    decibels = depth * evaluate_raised_cosine(part)
    ramp: NDArray[np.float64] = 10 ** (-decibels / 20)
    return ramp.astype(np.float32)


def _write_ramp(ramp: NDArray[np.float32], gains: NDArray[np.float32], start: int) -> None:
    """Write a ramp that begins at a place, as much of it as there are gains for."""
    first, last = max(start, 0), min(start + len(ramp), len(gains))
    if first < last:
        gains[first:last] = ramp[first - start : last - start]
