"""Integrated loudness by ITU-R BS.1770-4, of a mono track of any length in bounded memory.

https://www.itu.int/dms_pubrec/itu-r/rec/bs/R-REC-BS.1770-4-201510-S!!PDF-E.pdf, Annex 1.
"""

import math
from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE

_STEP = SAMPLE_RATE // 10
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

_HOP = 13 * _STEP
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
    """Measures the integrated loudness of a mono track, 44,100 Hz, full scale 1.

    It keeps 8 bytes for every 100 ms that it has heard, 7 MB for a day. The figure does not depend,
    to the last bit, on how the track is divided into blocks.
    """

    def __init__(self) -> None:
        self._weights = _weights()
        # The end of what was heard before, then what is not yet weighted.
        self._window = np.zeros(_TRANSFORM)
        self._filled = _TRANSFORM - _HOP
        self._energies = array("d")

    def add(self, block: NDArray[np.float32]) -> None:
        """Hear the next samples of the track."""
        while len(block):
            part = block[: _TRANSFORM - self._filled]
            self._window[self._filled : self._filled + len(part)] = part
            self._filled += len(part)
            block = block[len(part) :]
            if self._filled == _TRANSFORM:
                self._energies.extend(self._step_energies())
                self._window[:-_HOP] = self._window[_HOP:]
                self._filled -= _HOP

    def integrated(self) -> float:
        """Give the loudness of what was heard so far, in LUFS.

        It is ``-inf`` where no 400 ms reach the absolute gate of -70 LUFS.
        """
        whole_steps = (self._filled - (_TRANSFORM - _HOP)) // _STEP
        self._window[self._filled :] = 0.0
        steps = np.array([*self._energies, *self._step_energies()[:whole_steps]])
        if len(steps) < _STEPS_IN_BLOCK:
            return -math.inf
        blocks = np.convolve(steps, np.ones(_STEPS_IN_BLOCK), "valid") / (_STEPS_IN_BLOCK * _STEP)
        blocks = blocks[blocks > _mean_square(_ABSOLUTE_GATE)]
        if not len(blocks):
            return -math.inf
        relative = blocks.mean() * 10 ** (_RELATIVE_GATE / 10)
        return _OFFSET + 10 * math.log10(blocks[blocks > relative].mean())

    def _step_energies(self) -> NDArray[np.float64]:
        """Weight the newest samples in the window; give the energy of each 100 ms.

        A product of transforms is a circular convolution; only its end, which nothing has wrapped
        round into, is used (overlap-save).
        """
        weighted = np.fft.irfft(np.fft.rfft(self._window) * self._weights)[-_HOP:]
        energies: NDArray[np.float64] = np.square(weighted).reshape(-1, _STEP).sum(axis=1)
        return energies


def _mean_square(loudness: float) -> float:
    """Give the mean square that is as loud as ``loudness``, in LKFS."""
    return float(10 ** ((loudness - _OFFSET) / 10))
