"""True peak: how far the signal goes between its samples, 4 times oversampled.

ITU-R BS.1770-4, Annex 2. The interpolating filter has twice as many taps as the one given there,
and so is flat further up the band.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from coach.audio.readings import CELL

_OVERSAMPLING = 4

REACH = 12
"""Frames on each side that take part in the interpolation of a sample."""

_KAISER = 6.0
"""The shape of the window on the interpolating sinc: images are 60 dB down."""


def _kernels() -> tuple[NDArray[np.float32], ...]:
    """Make the filters for the places a quarter, half and three quarters of a frame later."""
    taps = np.arange(1 - REACH, REACH + 1)
    kernels = []
    for step in range(1, _OVERSAMPLING):
        distance = step / _OVERSAMPLING - taps
        window = np.i0(_KAISER * np.sqrt(1 - np.square(distance / REACH)))
        kernel = np.sinc(distance) * window
        kernels.append((kernel / kernel.sum()).astype(np.float32))
    return tuple(kernels)


_KERNELS = _kernels()

_RUN = CELL // 7
"""Frames interpolated by one row of a product of matrices."""

_ROWS = 1024
"""Rows of one product."""


def _matrix() -> NDArray[np.float32]:
    """Lay the filters out so that samples times it are all that lies between a run of frames."""
    matrix = np.zeros((_RUN + 2 * REACH - 1, len(_KERNELS) * _RUN), np.float32)
    for number, kernel in enumerate(_KERNELS):
        for frame in range(_RUN):
            matrix[frame : frame + 2 * REACH, number * _RUN + frame] = kernel
    return matrix


_MATRIX = _matrix()

_OVERSHOOT = max(float(np.abs(kernel).sum()) for kernel in _KERNELS)
"""No true peak is more than this many times the largest sample around it."""

QUIET = 10 ** (-15 / 20)
"""How far, 15 dB, under the highest peak of a track its lesser ones are of no interest."""


def cell_peaks(samples: NDArray[np.float32], interest: float) -> NDArray[np.float32]:
    """Give the true peak of each cell of a mono signal, full scale 1.

    A peak between two frames belongs to the cell of the former.

    Args:
        samples: whole cells, with ``REACH`` frames more at either end, which only take part.
        interest: a peak under it may be given as the largest sample alone.
    """
    sizes = np.abs(samples)
    inside = sizes[REACH:-REACH]
    # Twice as fast as the maxima of short rows.
    peaks = np.maximum.reduceat(inside, np.arange(0, len(inside), CELL))
    # What may lie between the frames of a cell is bounded by the samples of its neighbours too.
    around = np.pad(peaks, 1)
    around[[0, -1]] = sizes[:REACH].max(initial=0), sizes[-REACH:].max(initial=0)
    near = np.maximum(np.maximum(around[:-2], around[2:]), peaks)
    loud = np.flatnonzero(near * _OVERSHOOT > interest)
    if not len(loud):
        return peaks
    runs = sliding_window_view(samples[1:], len(_MATRIX))[::_RUN]
    for first in range(0, len(loud), _ROWS * _RUN // CELL):
        cells = loud[first : first + _ROWS * _RUN // CELL]
        rows = (cells[:, np.newaxis] * (CELL // _RUN) + np.arange(CELL // _RUN)).reshape(-1)
        between = np.abs(runs[rows] @ _MATRIX).reshape(len(cells), -1).max(axis=1)
        peaks[cells] = np.maximum(peaks[cells], between)
    return peaks
