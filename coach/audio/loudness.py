"""Integrated loudness by ITU-R BS.1770-4, of a track of any length in bounded memory.

https://www.itu.int/dms_pubrec/itu-r/rec/bs/R-REC-BS.1770-4-201510-S!!PDF-E.pdf, Annex 1.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from coach.audio.readings import STEP
from coach.timing import SAMPLE_RATE

_STEPS_IN_BLOCK = 4
"""A gating block is 400 ms: blocks overlap by 75 %."""

_OFFSET = -0.691
"""LKFS of a mean square of 1 after the filters, which makes a full-scale 997 Hz sine -3.01 LKFS."""

_ABSOLUTE_GATE = -70.0
"""LKFS below which a gating block does not count."""

_RELATIVE_GATE = -10.0
"""LU, relative to the blocks above the absolute gate, below which a block does not count."""

_TRANSFORM = 32_400
"""Frames in one Fourier transform: few enough for the processor's cache, and 2⁴·3⁴·5²."""

STEPS = 6
"""New steps in each transform."""

PART = 12 * STEPS * STEP
"""Frames (7.2 s) that are best measured at a time, by one thread."""

SETTLING = _TRANSFORM - STEPS * STEP
"""The 5,940 frames before them settle the filter: its slowest pole, at 38 Hz, has by then decayed
by more than 200 dB."""

_SOFTEST = 10 ** ((_ABSOLUTE_GATE - _OFFSET) / 10)
"""The mean square, after the filters, of a block at the absolute gate."""

_BINS = 100
"""Bins to a LU of gating blocks: how fine the relative gate is."""

_MOST_BINS = 100 * _BINS
"""Bins from the absolute gate up; the last holds whatever is louder than 30 LKFS."""


@dataclass(frozen=True, slots=True)
class Biquad:
    """A second-order filter, (b₀ + b₁z⁻¹ + b₂z⁻²) / (1 + a₁z⁻¹ + a₂z⁻²)."""

    b: tuple[float, float, float]
    a: tuple[float, float]

    def response(self, z: NDArray[np.complex128]) -> NDArray[np.complex128]:
        """Evaluate the transfer function at ``z``."""
        delay = 1 / z
        b0, b1, b2 = self.b
        a1, a2 = self.a
        return (b0 + (b1 + b2 * delay) * delay) / (1 + (a1 + a2 * delay) * delay)


def k_weighting(sample_rate: int) -> tuple[Biquad, Biquad]:
    """Give the two filters of the K-weighting, the shelf and the high-pass, for a sample rate.

    BS.1770 states coefficients for 48 kHz only. These are the analogue filters behind them, found
    by inverting the bilinear transform, and transformed again for the rate wanted, as in
    libebur128 (`ebur128_init_filter`); at 48 kHz they are the coefficients of the standard.
    """
    k = math.tan(math.pi * 1681.974450955533 / sample_rate)
    q = 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    scale = 1 + k / q + k * k
    shelf = Biquad(
        b=(
            (high + middle * k / q + k * k) / scale,
            2 * (k * k - high) / scale,
            (high - middle * k / q + k * k) / scale,
        ),
        a=(2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale),
    )
    k = math.tan(math.pi * 38.13547087602444 / sample_rate)
    q = 0.5003270373238773
    scale = 1 + k / q + k * k
    high_pass = Biquad(
        b=(1.0, -2.0, 1.0),
        a=(2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale),
    )
    return shelf, high_pass


@cache
def _weights() -> NDArray[np.complex128]:
    """Give the response of the K-weighting at each bin of the transform."""
    z = np.exp(2j * np.pi * np.arange(_TRANSFORM // 2 + 1) / _TRANSFORM)
    shelf, high_pass = k_weighting(SAMPLE_RATE)
    return shelf.response(z) * high_pass.response(z)


def step_energies(
    samples: NDArray[np.float32], every: Sequence[int] | None = None
) -> NDArray[np.float64]:
    """Give the sum of the squares, after the K-weighting, of each step of a mono signal.

    A product of transforms is a circular convolution; only its end, which nothing has wrapped round
    into, is used (overlap-save).

    Args:
        samples: a multiple of ``STEPS`` steps, after ``SETTLING`` frames that precede them.
        every: for each ``STEPS`` steps, of how many frames one is looked at, for it says all that
            there is to say: 5 where nothing sounds above 4.4 kHz in them, nor in the ``SETTLING``
            frames before, 3 where little does above 13 kHz, else 1. It saves time.
    """
    if len(samples) < _TRANSFORM:
        return np.zeros(0)
    windows = sliding_window_view(samples, _TRANSFORM)[:: STEPS * STEP]
    energies = np.empty((len(windows), STEPS))
    first = 0
    for hop, alike in groupby(every or [1] * len(windows)):
        last = first + len(list(alike))
        sound = windows[first:last, ::hop].astype(np.float64)
        spectra = np.fft.rfft(sound)
        spectra *= _weights()[: spectra.shape[1]]
        weighted = np.fft.irfft(spectra)[:, SETTLING // hop :].reshape(last - first, STEPS, -1)
        energies[first:last] = np.einsum("ijk,ijk->ij", weighted, weighted) * hop
        first = last
    return energies.reshape(-1)


def integrated_loudness(energies: Iterable[NDArray[np.float64]]) -> float:
    """Give the gated loudness of a track in LUFS, exact but for blocks 0.01 LU from the gate.

    It is ``-inf`` where no 400 ms reach the absolute gate of -70 LUFS.

    Args:
        energies: the K-weighted energies of the track's whole steps, in parts of any size; those of
            several channels are added up.
    """
    sums, counts = np.zeros(_MOST_BINS), np.zeros(_MOST_BINS, np.int64)
    before = np.zeros(0)
    for part in energies:
        steps = np.concatenate((before, part))
        before = steps[max(len(steps) - _STEPS_IN_BLOCK + 1, 0) :]
        if len(steps) < _STEPS_IN_BLOCK:
            continue
        blocks = np.convolve(steps, np.ones(_STEPS_IN_BLOCK), "valid") / (_STEPS_IN_BLOCK * STEP)
        loud = blocks[blocks > _SOFTEST]
        bins = _bins(loud)
        sums += np.bincount(bins, loud, _MOST_BINS)
        counts += np.bincount(bins, minlength=_MOST_BINS)
    if not counts.any():
        return -math.inf
    gate = sums.sum() / counts.sum() * 10 ** (_RELATIVE_GATE / 10)
    first = int(_bins(gate))
    return _OFFSET + 10 * math.log10(sums[first:].sum() / counts[first:].sum())


def _bins(power: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the bins of some blocks, or of the gate, by their mean squares."""
    bins = 10 * _BINS * np.log10(power / _SOFTEST)
    return bins.astype(np.int64).clip(0, _MOST_BINS - 1)
