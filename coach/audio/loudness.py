"""Integrated loudness by ITU-R BS.1770-4, of a mono track of any length in bounded memory.

https://www.itu.int/dms_pubrec/itu-r/rec/bs/R-REC-BS.1770-4-201510-S!!PDF-E.pdf, Annex 1.
"""

import math
from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.audio.windows import Windows
from coach.timing import SAMPLE_RATE

STEP = SAMPLE_RATE // 10
"""Frames in 100 ms, by which one gating block follows the next."""

_STEPS_IN_BLOCK = 4
"""A gating block is 400 ms: blocks overlap by 75 %."""

_OFFSET = -0.691
"""LKFS of a mean square of 1 after the filters, which makes a full-scale 997 Hz sine -3.01 LKFS."""

_ABSOLUTE_GATE = -70.0
"""LKFS below which a gating block does not count."""

_RELATIVE_GATE = -10.0
"""LU, relative to the blocks above the absolute gate, below which a block does not count."""

_TRANSFORM = 1 << 16
"""Frames in one Fourier transform."""

_HOP = 13 * STEP
"""New frames in each transform. The 8,206 before them settle the filter: its slowest pole, at
38 Hz, has by then decayed by more than 300 dB."""


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


def _weights() -> NDArray[np.complex128]:
    """Give the response of the K-weighting at each bin of the transform."""
    z = np.exp(2j * np.pi * np.arange(_TRANSFORM // 2 + 1) / _TRANSFORM)
    shelf, high_pass = k_weighting(SAMPLE_RATE)
    return shelf.response(z) * high_pass.response(z)


class LoudnessMeter:
    """Measures the loudness of a mono track, 44,100 Hz, full scale 1.

    It keeps 8 bytes for every 100 ms that it has heard. The figures do not depend, to the last bit,
    on how the track is divided into blocks.
    """

    def __init__(self) -> None:
        self._weights = _weights()
        self._windows = Windows(_HOP, before=_TRANSFORM - _HOP, after=0)
        self._energies = array("d")
        self._heard = 0

    def add(self, block: NDArray[np.float32]) -> None:
        """Hear the next samples of the track."""
        self._heard += len(block)
        for window in self._windows.add(block):
            self._energies.frombytes(self._weighted(window).tobytes())

    def energies(self) -> NDArray[np.float64]:
        """Give the sum of the squares, after the K-weighting, of each whole step heard so far."""
        rest = [self._weighted(window) for window in self._windows.rest()]
        return np.concatenate((self._energies, *rest))[: self._heard // STEP]

    def integrated(self) -> float:
        """Give the integrated loudness of what was heard so far, as `integrated_loudness`."""
        return integrated_loudness(self.energies())

    def _weighted(self, window: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weight a window; give the energy of each step of its new frames.

        A product of transforms is a circular convolution; only its end, which nothing has wrapped
        round into, is used (overlap-save).
        """
        weighted = np.fft.irfft(np.fft.rfft(window) * self._weights)[-_HOP:]
        energies: NDArray[np.float64] = np.square(weighted).reshape(-1, STEP).sum(axis=1)
        return energies


def integrated_loudness(energies: NDArray[np.float64]) -> float:
    """Give the gated loudness, in LUFS, of a track from the K-weighted energy of its steps.

    It is ``-inf`` where no 400 ms reach the absolute gate of -70 LUFS.
    """
    if len(energies) < _STEPS_IN_BLOCK:
        return -math.inf
    blocks = np.convolve(energies, np.ones(_STEPS_IN_BLOCK), "valid") / (_STEPS_IN_BLOCK * STEP)
    blocks = blocks[blocks > 10 ** ((_ABSOLUTE_GATE - _OFFSET) / 10)]
    if not len(blocks):
        return -math.inf
    relative = blocks.mean() * 10 ** (_RELATIVE_GATE / 10)
    return _OFFSET + 10 * math.log10(blocks[blocks > relative].mean())
