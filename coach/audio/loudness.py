"""Integrated loudness by ITU-R BS.1770-4, of a signal of any length in bounded memory.

https://www.itu.int/dms_pubrec/itu-r/rec/bs/R-REC-BS.1770-4-201510-S!!PDF-E.pdf, Annex 1.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE

HOP_FRAMES = SAMPLE_RATE // 10
"""Frames in a step: 100 ms, by which one gating block follows the next."""

HOPS_IN_BLOCK = 4
"""A gating block is 400 ms: blocks overlap by 75 %."""

_OFFSET_LU = -0.691
"""LKFS of a mean square of 1 after the filters, which makes a full-scale 997 Hz sine -3.01 LKFS."""

_ABSOLUTE_GATE_LUFS = -70.0
"""LKFS below which a gating block does not count."""

_RELATIVE_GATE_LU = -10.0
"""LU, relative to the blocks above the absolute gate, below which a block does not count."""

_TRANSFORM_FRAMES = 32_400
"""Frames in one Fourier transform: few enough for the processor's cache, and 2⁴·3⁴·5²."""

HOPS_IN_TRANSFORM = 6
"""New steps in each transform."""

PART_FRAMES = 12 * HOPS_IN_TRANSFORM * HOP_FRAMES
"""Frames (7.2 s) that are best measured at a time, by one thread."""

SETTLING_FRAMES = _TRANSFORM_FRAMES - HOPS_IN_TRANSFORM * HOP_FRAMES
"""The 5,940 frames before them settle the filter: its slowest pole, at 38 Hz, has by then decayed
by more than 200 dB."""

_SOFTEST = 10 ** ((_ABSOLUTE_GATE_LUFS - _OFFSET_LU) / 10)
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

    def evaluate_response(self, z: NDArray[np.complex128]) -> NDArray[np.complex128]:
        """Evaluate the transfer function at ``z``."""
        delay = 1 / z
        b0, b1, b2 = self.b
        a1, a2 = self.a
        return (b0 + (b1 + b2 * delay) * delay) / (1 + (a1 + a2 * delay) * delay)


def design_k_weighting(sample_rate: int) -> tuple[Biquad, Biquad]:
    """Return the two filters of the K-weighting, the shelf and the high-pass, for a sample rate.

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
def _compute_weights() -> NDArray[np.complex128]:
    """Return the response of the K-weighting at each bin of the transform."""
    z = np.exp(2j * np.pi * np.arange(_TRANSFORM_FRAMES // 2 + 1) / _TRANSFORM_FRAMES)
    shelf, high_pass = design_k_weighting(SAMPLE_RATE)
    return shelf.evaluate_response(z) * high_pass.evaluate_response(z)


def measure_hop_energies(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the sum of the squares, after the K-weighting, of each step of a mono signal.

    A product of transforms is a circular convolution. Only its end is used, which nothing has
    wrapped round into (overlap-save).

    Args:
        samples: a multiple of ``HOPS_IN_TRANSFORM`` steps, after ``SETTLING_FRAMES`` frames that
            precede them.
    """
    if len(samples) < _TRANSFORM_FRAMES:
        return np.zeros(0)
    windows = sliding_window_view(samples, _TRANSFORM_FRAMES)[:: HOPS_IN_TRANSFORM * HOP_FRAMES]
    spectra = np.fft.rfft(windows.astype(np.float64))
    spectra *= _compute_weights()
    weighted = np.fft.irfft(spectra)[:, SETTLING_FRAMES:].reshape(
        len(windows), HOPS_IN_TRANSFORM, HOP_FRAMES
    )
    energies: NDArray[np.float64] = np.einsum("ijk,ijk->ij", weighted, weighted).reshape(-1)
    return energies


def measure_sound_energies(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the energies of all steps of a mono sound with silence around it."""
    part = HOPS_IN_TRANSFORM * HOP_FRAMES
    padded = np.zeros(SETTLING_FRAMES + -(-len(samples) // part) * part, np.float32)
    padded[SETTLING_FRAMES : SETTLING_FRAMES + len(samples)] = samples
    return measure_hop_energies(padded)[: -(-len(samples) // HOP_FRAMES)]


def integrate_loudness(energies: Iterable[NDArray[np.float64]]) -> float:
    """Return the gated loudness of a track in LUFS, exact but for blocks 0.01 LU from the gate.

    It is ``-inf`` where no 400 ms reach the absolute gate of -70 LUFS.

    Args:
        energies: the K-weighted energies of the track's whole steps, in parts of any size; those of
            several channels are added up.
    """
    gate = LoudnessGate()
    before = np.zeros(0)
    for part in energies:
        steps = np.concatenate((before, part))
        before = steps[max(len(steps) - HOPS_IN_BLOCK + 1, 0) :]
        if len(steps) >= HOPS_IN_BLOCK:
            blocks = np.convolve(steps, np.ones(HOPS_IN_BLOCK), "valid") / (
                HOPS_IN_BLOCK * HOP_FRAMES
            )
            gate.add_blocks(blocks, np.ones(len(blocks), np.int64))
    return gate.loudness


class LoudnessGate:
    """The two gates of BS.1770, over blocks that are added in any order, in a few kilobytes."""

    def __init__(self) -> None:
        self._sums = np.zeros(_MOST_BINS)
        self._counts = np.zeros(_MOST_BINS, np.int64)

    def add_blocks(self, blocks: NDArray[np.float64], times: NDArray[np.int64]) -> None:
        """Add gating blocks by their mean squares, each as often as its sound is heard."""
        is_loud = blocks > _SOFTEST
        loud, times = blocks[is_loud], times[is_loud]
        bins = _find_bins(loud)
        self._sums += np.bincount(bins, loud * times, _MOST_BINS)
        self._counts += np.bincount(bins, times, _MOST_BINS).astype(np.int64)

    @property
    def loudness(self) -> float:
        """The gated loudness in LUFS of all that was added; ``-inf`` where all is too soft."""
        if not self._counts.any():
            return -math.inf
        gate = self._sums.sum() / self._counts.sum() * 10 ** (_RELATIVE_GATE_LU / 10)
        first = int(_find_bins(gate))
        return _OFFSET_LU + 10 * math.log10(self._sums[first:].sum() / self._counts[first:].sum())


def _find_bins(power: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the bins of some blocks, or of the gate, by their mean squares."""
    bins = 10 * _BINS * np.log10(power / _SOFTEST)
    return bins.astype(np.int64).clip(0, _MOST_BINS - 1)
