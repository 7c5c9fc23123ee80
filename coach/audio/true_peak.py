"""True peak: how far the signal goes between its samples, 4 times oversampled.

ITU-R BS.1770-4, Annex 2. The interpolating filter has twice as many taps as the one given there,
and so is flat further up the band.
"""

import math

import numpy as np
from numpy.typing import NDArray

from coach.audio.windows import Windows
from coach.timing import SAMPLE_RATE

_OVERSAMPLING = 4

_REACH = 12
"""Frames on each side that take part in the interpolation of a sample."""

_KAISER = 6.0
"""The shape of the window on the interpolating sinc: images are 60 dB down."""

CELL = SAMPLE_RATE // 300
"""Frames (3.3 ms) for which one peak is kept."""

_HOP = 220 * CELL
"""Frames in a window."""


def _kernels() -> tuple[NDArray[np.float64], ...]:
    """Make the filters for the places a quarter, half and three quarters of a frame later."""
    taps = np.arange(1 - _REACH, _REACH + 1)
    kernels = []
    for step in range(1, _OVERSAMPLING):
        distance = step / _OVERSAMPLING - taps
        window = np.i0(_KAISER * np.sqrt(1 - np.square(distance / _REACH)))
        kernel = np.sinc(distance) * window
        kernels.append(kernel / kernel.sum())
    return tuple(kernels)


_KERNELS = _kernels()

_OVERSHOOT = max(float(np.abs(kernel).sum()) for kernel in _KERNELS)
"""No true peak is more than this many times the largest sample around it."""

QUIET = 10 ** (-12 / 20)
"""How far, 12 dB, under the highest peak of a track its lesser ones are of no interest."""


class TruePeakMeter:
    """Measures the true peak of a mono track, 44,100 Hz, full scale 1.

    It keeps 2 bytes for every 3.3 ms that it has heard, 2 MB an hour. The figures do not depend, to
    the last bit, on how the track is divided into blocks.
    """

    def __init__(self) -> None:
        self._windows = Windows(_HOP, before=_REACH, after=_REACH)
        self._peaks = bytearray()
        self._highest = 0.0
        self._heard = 0

    def add(self, block: NDArray[np.float32]) -> None:
        """Hear the next samples of the track."""
        self._heard += len(block)
        for window in self._windows.add(block):
            peaks = self._of_cells(window)
            self._peaks += peaks.tobytes()
            self._highest = max(self._highest, float(peaks.max()))

    def peaks(self) -> NDArray[np.float16]:
        """Give the true peak of each cell heard so far; the last may be cut short.

        A peak between two frames belongs to the cell of the former. The figures are right to
        0.004 dB, half precision; only where all around is `QUIET` below the highest peak before it
        do they leave out what lies between the frames.
        """
        rest = [self._of_cells(window) for window in self._windows.rest()]
        heard = np.frombuffer(self._peaks, np.float16)
        return np.concatenate((heard, *rest))[: -(-self._heard // CELL)]

    def peak(self) -> float:
        """Give the true peak of all that was heard so far, in dBTP; ``-inf`` for silence."""
        peak = float(self.peaks().max(initial=0.0))
        return 20 * math.log10(peak) if peak else -math.inf

    def _of_cells(self, window: NDArray[np.float64]) -> NDArray[np.float16]:
        """Give the true peak of each cell of a window."""
        peaks: NDArray[np.float64] = np.abs(window[_REACH:-_REACH])
        if np.abs(window).max() * _OVERSHOOT > self._highest * QUIET:
            for kernel in _KERNELS:
                between = np.correlate(window, kernel, "valid")[1:]
                np.maximum(peaks, np.abs(between), out=peaks)
        of_cells: NDArray[np.float64] = peaks.reshape(-1, CELL).max(axis=1)
        return of_cells.astype(np.float16)
