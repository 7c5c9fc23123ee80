"""Integrated loudness by ITU-R BS.1770-4, of a track of any length in bounded memory.

https://www.itu.int/dms_pubrec/itu-r/rec/bs/R-REC-BS.1770-4-201510-S!!PDF-E.pdf, Annex 1.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
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

_TRANSFORM = 32_760
"""Frames in one Fourier transform: few enough for the processor's cache, and 2³·3²·5·7·13."""

STEPS = 6
"""New steps in each transform."""

PART = 16 * STEPS * STEP
"""Frames (9.6 s) that are best measured at a time, by one thread."""

SETTLING = _TRANSFORM - STEPS * STEP
"""The 6,300 frames before them settle the filter: its slowest pole, at 38 Hz, has by then decayed
by more than 200 dB."""

_SPARSE = 5
"""Where nothing sounds above 4.4 kHz, every fifth frame says all that there is to say."""


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
    samples: NDArray[np.float32], low: Sequence[bool] | None = None
) -> NDArray[np.float64]:
    """Give the sum of the squares, after the K-weighting, of each step of a mono signal.

    A product of transforms is a circular convolution; only its end, which nothing has wrapped round
    into, is used (overlap-save).

    Args:
        samples: a multiple of ``STEPS`` steps, after ``SETTLING`` frames that precede them.
        low: tells for each ``STEPS`` steps whether nothing is above 4.4 kHz in them, nor in the
            ``SETTLING`` frames before; it saves time.
    """
    energies = np.zeros((len(samples) - SETTLING) // STEP)
    for number, first in enumerate(range(0, len(energies), STEPS)):
        every = _SPARSE if low and low[number] else 1
        window = samples[first * STEP :][:_TRANSFORM:every].astype(np.float64)
        if window.any():
            spectrum = np.fft.rfft(window)
            weighted = np.fft.irfft(spectrum * _weights()[: len(spectrum)])[SETTLING // every :]
            squares = np.square(weighted).reshape(STEPS, -1)
            energies[first : first + STEPS] = squares.sum(axis=1) * every
    return energies


def integrated_loudness(energies: Callable[[], Iterable[NDArray[np.float64]]]) -> float:
    """Give the gated loudness of a track in LUFS.

    It is ``-inf`` where no 400 ms reach the absolute gate of -70 LUFS.

    Args:
        energies: gives, each time it is called, the K-weighted energies of the track's whole steps,
            in parts of any size; those of several channels are added up.
    """
    mean = _gated_mean(energies(), 10 ** ((_ABSOLUTE_GATE - _OFFSET) / 10))
    if not mean:
        return -math.inf
    mean = _gated_mean(energies(), mean * 10 ** (_RELATIVE_GATE / 10))
    return _OFFSET + 10 * math.log10(mean)


def _gated_mean(energies: Iterable[NDArray[np.float64]], gate: float) -> float:
    """Give the mean square of the gating blocks above a gate; 0 where there are none."""
    total, count = 0.0, 0
    before = np.zeros(0)
    for part in energies:
        steps = np.concatenate((before, part))
        before = steps[max(len(steps) - _STEPS_IN_BLOCK + 1, 0) :]
        if len(steps) < _STEPS_IN_BLOCK:
            continue
        blocks = np.convolve(steps, np.ones(_STEPS_IN_BLOCK), "valid") / (_STEPS_IN_BLOCK * STEP)
        loud = blocks[blocks > gate]
        total += float(loud.sum())
        count += len(loud)
    return total / count if count else 0.0
