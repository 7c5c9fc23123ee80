"""The limiter: holds the true peak of a track under a ceiling without a listener noticing.

Its gain is worked out from the peaks of the track's cells alone: each boundary between two cells
gets the least gain that the cells within 7 ms need, smoothed over as much again, and between
boundaries it runs straight. So it is down before a peak arrives, and as slow as the pitch of a low
voice, whose single waves it must not follow, for that would distort them. It has no state: the gain
anywhere is known as soon as the peaks are, and any part of a track can be limited by itself.
"""

import math
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.audio.readings import CELL, CELLS, Readings

_HEAD = struct.Struct("<ddd")

_AROUND = 3
"""Cells on each side of a cell that have a say in the gains at its two boundaries."""

_RAMP = np.arange(CELL, dtype=np.float32) / np.float32(CELL)
"""How far into its cell a frame is."""

_NOTHING = 1e-12
"""A square added to those of peaks, so that there is something to divide by in silence."""


@dataclass(frozen=True, slots=True, eq=False)
class Limiter:
    """The gain of a limited track.

    Attributes:
        readings: of the track before any gain, full scale 1.
        gain: the factor where nothing needs to be limited.
        ceiling: the true peak that is not passed, full scale 1.
        loudness: of the limited track, in LUFS, where it was worked out.
    """

    readings: Readings
    gain: float
    ceiling: float
    loudness: float = -math.inf

    @property
    def taken(self) -> float:
        """By how many dB it holds down the highest peak; less than 0 where that stays under."""
        return 20 * math.log10(self.readings.highest * self.gain / self.ceiling)

    def gains(self, start: int, stop: int) -> NDArray[np.float32]:
        """Give the factor for each of the frames ``[start, stop)``."""
        first, last = start // CELL, -(-stop // CELL)
        around = self.readings.peaks(first - _AROUND, last + _AROUND)
        if around.max(initial=0.0) * self.gain <= self.ceiling:
            return np.full(stop - start, self.gain, dtype=np.float32)
        knots = self._knots(around)
        lines = np.outer(np.diff(knots), _RAMP)
        lines += knots[:-1, np.newaxis]
        return lines.reshape(-1)[start - first * CELL : stop - first * CELL]

    def energies(self, first: int, last: int) -> NDArray[np.float64]:
        """Give what is left of the energy of each of the steps ``[first, last)``.

        The energy of a step is taken to be divided among its cells as the squares of their peaks.
        """
        energies = self.readings.energies(first, last)
        around = self.readings.peaks(first * CELLS - _AROUND, last * CELLS + _AROUND)
        if around.max(initial=0.0) * self.gain <= self.ceiling:
            return energies * self.gain**2
        knots = self._knots(around).astype(np.float64)
        # The mean of the square of a straight line between two values.
        squares = (knots[:-1] ** 2 + knots[:-1] * knots[1:] + knots[1:] ** 2) / 3
        weights = around[_AROUND:-_AROUND].reshape(-1, CELLS) ** 2 + _NOTHING
        gains = (squares.reshape(-1, CELLS) * weights).sum(axis=1) / weights.sum(axis=1)
        left: NDArray[np.float64] = energies * gains
        return left

    def dump(self) -> bytes:
        """Give it as bytes, to be kept."""
        return _HEAD.pack(self.gain, self.ceiling, self.loudness) + self.readings.dump()

    @classmethod
    def load(cls, data: bytes | memoryview) -> "Limiter":
        """Read what was kept."""
        return cls(Readings.load(data[_HEAD.size :]), *_HEAD.unpack_from(data))

    def _knots(self, around: NDArray[np.float64]) -> NDArray[np.float32]:
        """Give the factors at the boundaries of some cells, from the peaks of those and around."""
        allowed = np.full(len(around), self.gain)
        np.divide(self.ceiling, around, out=allowed, where=around * self.gain > self.ceiling)
        pairs = np.minimum(allowed[:-1], allowed[1:])
        least = np.minimum(pairs[:-2], pairs[2:])
        # Every value that goes into a mean was held low enough for the cells beside the boundary.
        knots: NDArray[np.float64] = (least[:-2] + 2 * least[1:-1] + least[2:]) / 4
        return knots.astype(np.float32)
