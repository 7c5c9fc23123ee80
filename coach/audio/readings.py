"""Readings: what was measured of a mix, for every step of 100 ms, in bounded memory."""

import tempfile
import threading
import weakref
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE

STEP = SAMPLE_RATE // 10
"""Frames in a step: 100 ms, by which one gating block of BS.1770 follows the next."""

CELL = SAMPLE_RATE // 300
"""Frames (3.3 ms) for which one peak is kept."""

CELLS = STEP // CELL
"""Cells in a step."""

_RECORD = np.dtype([("energy", "<f8"), ("peaks", "<f2", (CELLS,))])

_IN_MEMORY = 1 << 20
"""Bytes of readings, of 25 minutes, beyond which they go to a file."""

SPAN = 2048
"""Steps that are read at once."""


class Readings:
    """The K-weighted energy of each step, and the true peak of each cell; safe under threads.

    Steps are added in order; the last may be cut short by the end of the track.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="coach-")  # noqa: SIM115 (open as long as this)
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self.steps = 0
        self.highest = 0.0

    def add(self, energies: NDArray[np.float64], peaks: NDArray[np.floating]) -> None:
        """Take the next steps: an energy each, and ``CELLS`` peaks each."""
        records = np.empty(len(energies), _RECORD)
        records["energy"] = energies
        records["peaks"] = peaks.reshape(-1, CELLS)
        with self._lock:
            self._file.seek(self.steps * _RECORD.itemsize)
            self._file.write(records.tobytes())
        self.steps += len(records)
        self.highest = max(self.highest, float(records["peaks"].max(initial=0)))

    def energies(self, first: int, last: int) -> NDArray[np.float64]:
        """Give the energies of the steps ``[first, last)`` so far as there are any."""
        return self._records(first, last)["energy"].astype(np.float64)

    def peaks(self, first: int, last: int) -> NDArray[np.float64]:
        """Give the peaks of the cells ``[first, last)``, 0 outside the track."""
        peaks = np.zeros(last - first)
        start = max(first, 0) // CELLS
        inside = self._records(start, -(-last // CELLS))["peaks"].reshape(-1)
        inside = inside[max(first, 0) - start * CELLS :][: max(last - max(first, 0), 0)]
        peaks[max(-first, 0) :][: len(inside)] = inside
        return peaks

    def spans(self) -> Iterator[tuple[int, int]]:
        """Divide the steps into ranges that fit in memory."""
        for first in range(0, self.steps, SPAN):
            yield first, min(first + SPAN, self.steps)

    def _records(self, first: int, last: int) -> NDArray[np.void]:
        with self._lock:
            self._file.seek(max(first, 0) * _RECORD.itemsize)
            data = self._file.read(max(min(last, self.steps) - max(first, 0), 0) * _RECORD.itemsize)
        return np.frombuffer(data, _RECORD)

    def dump(self) -> bytes:
        """Give everything as bytes, to be kept."""
        with self._lock:
            self._file.seek(0)
            return self._file.read()

    @classmethod
    def load(cls, data: bytes | memoryview) -> "Readings":
        """Read what was kept."""
        records = np.frombuffer(data, _RECORD)
        readings = cls()
        readings.add(records["energy"], records["peaks"])
        return readings
