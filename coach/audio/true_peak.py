"""True peak: how far the signal goes between its samples, 4 times oversampled.

ITU-R BS.1770-4, Annex 2. The interpolating filter has twice as many taps as the one given there,
and so is flat further up the band.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE

PEAK_WINDOW_FRAMES = SAMPLE_RATE // 300
"""Frames (3.3 ms) for which one peak is found."""

REACH_FRAMES = 12
"""Frames on each side that take part in the interpolation of a sample."""

_OVERSAMPLING = 4

_KAISER = 6.0
"""The shape of the window on the interpolating sinc: images are 60 dB down."""

_WINDOWS_AT_ONCE = 512
"""Windows interpolated at a time: few enough for the processor's cache."""


def _make_kernels() -> tuple[NDArray[np.float32], ...]:
    """Make the filters for the positions a quarter, half and three quarters of a frame later."""
    taps = np.arange(1 - REACH_FRAMES, REACH_FRAMES + 1)
    kernels = []
    for step in range(1, _OVERSAMPLING):
        distance = step / _OVERSAMPLING - taps
        window = np.i0(_KAISER * np.sqrt(1 - np.square(distance / REACH_FRAMES)))
        kernel = np.sinc(distance) * window
        kernels.append((kernel / kernel.sum()).astype(np.float32))
    return tuple(kernels)


_KERNELS = _make_kernels()

_OVERSHOOT = max(float(np.abs(kernel).sum()) for kernel in _KERNELS)
"""No true peak is more than this times the largest sample around it."""


def find_peaks(samples: NDArray[np.float32], interest: float) -> NDArray[np.float32]:
    """Return the true peak of each window of a mono signal, full scale 1.

    A peak between two frames belongs to the window of the former. The peak of a window depends on
    its own frames and ``REACH_FRAMES`` more at either end, and on nothing else, to the last bit: a
    track that is rendered in parts has the same peaks however it is divided.

    Args:
        samples: whole windows, with ``REACH_FRAMES`` frames more at either end, which only take
            part.
        interest: a peak that cannot reach it may be given as the largest sample alone.
    """
    sizes = np.abs(samples)
    inside = sizes[REACH_FRAMES:-REACH_FRAMES]
    if not len(inside):
        return np.zeros(0, np.float32)
    # Twice as fast as the maxima of short rows.
    peaks = np.maximum.reduceat(inside, np.arange(0, len(inside), PEAK_WINDOW_FRAMES))
    around = sliding_window_view(samples, PEAK_WINDOW_FRAMES + 2 * REACH_FRAMES)[
        ::PEAK_WINDOW_FRAMES
    ]
    # What may lie between the frames of a window is bounded by the samples of its neighbours too.
    edges = np.maximum(
        _find_window_edge_peaks(sizes[: -2 * REACH_FRAMES]),
        _find_window_edge_peaks(sizes[2 * REACH_FRAMES :], last=True),
    )
    loud = np.flatnonzero(np.maximum(peaks, edges) * _OVERSHOOT > interest)
    for first in range(0, len(loud), _WINDOWS_AT_ONCE):
        windows = loud[first : first + _WINDOWS_AT_ONCE]
        peaks[windows] = np.maximum(peaks[windows], _find_peaks_between(around[windows]))
    return peaks


def _find_window_edge_peaks(
    sizes: NDArray[np.float32], *, last: bool = False
) -> NDArray[np.float32]:
    """Return the largest of the ``REACH_FRAMES`` frames before (or after) each window."""
    rows = sizes.reshape(-1, PEAK_WINDOW_FRAMES)
    edge: NDArray[np.float32] = (rows[:, -REACH_FRAMES:] if last else rows[:, :REACH_FRAMES]).max(
        axis=1
    )
    return edge


def _find_peaks_between(around: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the largest value between the frames of each window.

    The taps are added one by one. A product of matrices would be faster, but the order in which it
    adds, and with it the last bit, changes with the number of rows.
    """
    columns = np.ascontiguousarray(around.T)
    peaks = np.zeros(len(around), np.float32)
    for kernel in _KERNELS:
        between = kernel[0] * columns[1 : 1 + PEAK_WINDOW_FRAMES]
        for tap in range(1, len(kernel)):
            between += kernel[tap] * columns[1 + tap : 1 + tap + PEAK_WINDOW_FRAMES]
        np.maximum(peaks, np.abs(between).max(axis=0), out=peaks)
    return peaks
