"""The limiter: holds the true peak of a track under a ceiling without a listener noticing.

Its gain is worked out from the peaks of the track's cells alone: each boundary between two cells
gets the least gain that the cells within 7 ms need, smoothed over as much again, and between
boundaries it runs straight. So it is down before a peak arrives, and as slow as the pitch of a low
voice, whose single waves it must not follow, for that would distort them. It has no state: the gain
anywhere is known as soon as the peaks are, and any part of a track can be limited by itself.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.audio.true_peak import CELL

_AROUND = 3
"""Cells on each side of a cell that have a say in the gains at its two boundaries."""

_NOTHING = 1e-12
"""A square added to those of peaks, so that there is something to divide by in silence."""

_SPAN = 1 << 16
"""Cells for which energies are worked out at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Limiter:
    """The gain of a limited track.

    Attributes:
        peaks: the true peak of each cell of the track before any gain, full scale 1.
        gain: the factor where nothing needs to be limited.
        ceiling: the true peak that is not passed, full scale 1.
    """

    peaks: NDArray[np.float16]
    gain: float
    ceiling: float

    def gains(self, start: int, stop: int) -> NDArray[np.float32]:
        """Give the factor for each of the frames ``[start, stop)``."""
        first, last = start // CELL, -(-stop // CELL)
        around = self._peaks_between(first - _AROUND, last + _AROUND)
        if around.max(initial=0.0) * self.gain <= self.ceiling:
            return np.full(stop - start, self.gain, dtype=np.float32)
        knots = self._knots(around)
        cell, frame = np.divmod(np.arange(start - first * CELL, stop - first * CELL), CELL)
        part = frame.astype(np.float32) / np.float32(CELL)
        gains: NDArray[np.float32] = knots[cell] + (knots[cell + 1] - knots[cell]) * part
        return gains

    def energies(self, energies: NDArray[np.float64], step: int) -> NDArray[np.float64]:
        """Give what is left of the energy of each step of ``step`` frames, a number of cells.

        The energy of a step is taken to be divided among its cells as the squares of their peaks.
        """
        cells = step // CELL
        span = _SPAN // cells
        parts = [np.zeros(0)]
        for first in range(0, len(energies), span):
            part = energies[first : first + span]
            start, stop = first * cells, (first + len(part)) * cells
            around = self._peaks_between(start - _AROUND, stop + _AROUND)
            knots = self._knots(around).astype(np.float64)
            # The mean of the square of a straight line between two values.
            squares = (knots[:-1] ** 2 + knots[:-1] * knots[1:] + knots[1:] ** 2) / 3
            weights = around[_AROUND:-_AROUND].reshape(-1, cells) ** 2 + _NOTHING
            gains = (squares.reshape(-1, cells) * weights).sum(axis=1) / weights.sum(axis=1)
            parts.append(part * gains)
        return np.concatenate(parts)

    def _knots(self, around: NDArray[np.float64]) -> NDArray[np.float32]:
        """Give the factors at the boundaries of some cells, from the peaks of those and around."""
        allowed = np.full(len(around), self.gain)
        np.divide(self.ceiling, around, out=allowed, where=around * self.gain > self.ceiling)
        pairs = np.minimum(allowed[:-1], allowed[1:])
        least = np.minimum(pairs[:-2], pairs[2:])
        # Every value that goes into a mean was held low enough for the cells beside the boundary.
        knots: NDArray[np.float64] = (least[:-2] + 2 * least[1:-1] + least[2:]) / 4
        return knots.astype(np.float32)

    def _peaks_between(self, first: int, last: int) -> NDArray[np.float64]:
        """Give the peaks of the cells ``[first, last)``, 0 outside the track."""
        peaks = np.zeros(last - first)
        inside = self.peaks[max(first, 0) : max(last, 0)]
        peaks[max(-first, 0) :][: len(inside)] = inside
        return peaks
