"""The sound of a synthetic voice, made evener and calmer: an equaliser and a compressor.

All of it is relative to the loudness of the clip, which stays: a clip that comes louder leaves
louder by as much, and otherwise the same. What comes down are its peaks.

- The equaliser takes away rumble, boom and hiss. It changes no phases, so it delays nothing.
- The compressor brings loud syllables nearer to soft ones, and what peaks are left under a ceiling.
  Its gain looks ahead as far as back, and moves too slowly to follow the waves of a voice.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE

_RUMBLE = 70.0
"""Hz under which the voice is cut, by 12 dB an octave."""

_BANDS = ((250.0, -1.5, 0.8), (6500.0, -3.0, 0.7))
"""The equaliser: the middle of a band in Hz, dB, and the width as a standard deviation in octaves:
less boom, less hiss. What tells consonants apart, between 2 and 5 kHz, is left as it is: with 2 or
4 dB more of it, which is harsher, no more words were understood (`benchmarks/clarity.md`)."""

_REACH = 1 / 40
"""Seconds that the filter reaches back, and ahead."""

_TRANSFORM = 1 << 13
"""Frames in one Fourier transform."""

_AT_ONCE = 8
"""Transforms done together: their memory is used again at once, which takes half the time."""

_CELLS = 689
"""Cells in a second, of 64 frames at 44,100 Hz: what gains are worked out for."""

_THRESHOLD = -6.0
"""dB, relative to the loudness of the clip, of a syllable from which it is made softer."""

_RATIO = 2.5
"""dB that a syllable must rise, above the threshold, to come out 1 dB louder."""

_SYLLABLE = 21
"""Cells (30 ms) on each side over which the level of a syllable is taken, and its gain moves."""

_CEILING = 12.0
"""dB above the mean power of the clip that no peak passes: about 15 above its loudness."""

_WAVE = 12
"""Cells (17 ms) on each side, more than a period of a low voice, over which a peak is held down."""

_ROUNDS = 4
"""How often the loudness is mended: of 177 lines, 4 then stay more than 0.5 LU softer, by 0.7."""

_GATE = 0.1
"""Of the mean power: cells below it are pauses, and have no say in how loud a clip is."""

_NOTHING = 1e-20
"""A power added to every other, so that silence has a level too."""


def processed(sound: NDArray[np.float32], rate: int = SAMPLE_RATE) -> NDArray[np.float32]:
    """Give a clip its sound: mono samples, full scale 1, at a rate in Hz of 16,000 or more.

    The same clip always gives the same samples, as many as it has, none above full scale. Its
    loudness stays within half a LU, of very short or peaky clips within one.
    """
    cell = rate // _CELLS
    count = -(-len(sound) // cell)
    cells = np.zeros((count, cell), np.float32)
    cells.reshape(-1)[: len(sound)] = _equalised(sound, rate)
    powers = np.einsum("ij,ij->i", cells, cells).astype(np.float64) / cell
    if not powers.any():
        return np.zeros_like(sound)
    starts = np.arange(0, cells.size, cell)  # twice as fast as the maxima of short rows
    peaks = np.maximum.reduceat(np.abs(cells).reshape(-1), starts).astype(np.float64)
    loudness = float(_decibels(powers[powers > powers.mean() * _GATE].mean()))
    gains = _compression(powers, loudness)
    for _ in range(_ROUNDS):  # what the ceiling takes away is given back
        gains += _decibels(powers.sum() / (powers @ 10 ** (gains / 10)))
        gains -= _excess(_decibels(peaks**2) + gains - loudness - _CEILING)
    shaped: NDArray[np.float32] = (cells * _drawn(gains, cell)).reshape(-1)[: len(sound)]
    most = float(np.abs(shaped).max())
    return shaped / np.float32(most) if most > 1 else shaped


def _decibels(power: NDArray[np.float64]) -> NDArray[np.float64]:
    levels: NDArray[np.float64] = 10 * np.log10(power + _NOTHING)
    return levels


def _compression(powers: NDArray[np.float64], loudness: float) -> NDArray[np.float64]:
    """Give the gain of each cell in dB that makes loud syllables softer."""
    over = _decibels(_smoothed(powers, _SYLLABLE)) - loudness - _THRESHOLD
    return -_smoothed(np.maximum(over, 0.0), _SYLLABLE) * (1 - 1 / _RATIO)


def _excess(over: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the dB by which each cell must be softer, from those by which its own peak is over.

    They suffice for the neighbours too, so whatever lies between two cells suffices for both.
    """
    held = np.zeros(len(over) + 2 * _WAVE)
    held[_WAVE : _WAVE + len(over)] = np.maximum(over, 0.0)
    # The most of 2, 4, 8 … in a row, and at last of as many as count, is that of two of fewer.
    width = 1
    while width < 2 * _WAVE + 1:
        more = min(width, 2 * _WAVE + 1 - width)
        held = np.maximum(held[:-more], held[more:])
        width += more
    return _smoothed(held, _WAVE - 1)


def _smoothed(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Give the mean of each value and those around it, the nearer the weightier."""
    window = np.hanning(2 * reach + 3)[1:-1]
    edges = np.full(reach, values[0]), values, np.full(reach, values[-1])
    smooth: NDArray[np.float64] = np.convolve(np.concatenate(edges), window / window.sum(), "valid")
    return smooth


def _drawn(gains: NDArray[np.float64], cell: int) -> NDArray[np.float32]:
    """Give the factor of each frame: straight lines between the boundaries of the cells."""
    around = np.pad(gains, 1, "edge")
    knots = (10 ** ((around[:-1] + around[1:]) / 40)).astype(np.float32)
    part = (np.arange(cell, dtype=np.float32) + np.float32(0.5)) / np.float32(cell)
    return knots[:-1, np.newaxis] + np.diff(knots)[:, np.newaxis] * part


def _equalised(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Filter a clip, and bring it back to the loudness it had, pauses included.

    A product of transforms is a circular convolution; only the middle of each, which nothing has
    wrapped round into, is used (overlap-save).
    """
    response, weights = _filter(rate)
    reach = int(rate * _REACH)
    hop = _TRANSFORM - 2 * reach
    padded = np.zeros(max(-(-len(sound) // hop), 1) * hop + 2 * reach, np.float32)
    padded[reach : reach + len(sound)] = sound
    windows = np.lib.stride_tricks.sliding_window_view(padded, _TRANSFORM)[::hop]
    filtered = np.empty((len(windows), hop), np.float32)
    powers = np.zeros(len(weights))
    for first in range(0, len(windows), _AT_ONCE):
        spectra = np.fft.rfft(windows[first : first + _AT_ONCE])
        parts = spectra.view(np.float32)
        powers += np.einsum("ij,ij->j", parts, parts).reshape(-1, 2).sum(axis=1)
        spectra *= response
        filtered[first : first + _AT_ONCE] = np.fft.irfft(spectra)[:, reach:-reach]
    heard = powers * weights
    before, after = float(heard.sum()), float((heard * response**2).sum())
    filtered *= np.float32(np.sqrt(before / after) if after else 0)
    return filtered.reshape(-1)[: len(sound)]


@lru_cache
def _filter(rate: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the factor of the filter, and the weight of a power for the ear, for each bin."""
    reach = int(rate * _REACH)
    pitch = np.fft.rfftfreq(_TRANSFORM, 1 / rate)
    rumble = (pitch / _RUMBLE) ** 4
    octaves = np.log2(np.maximum(pitch, 1.0))
    decibels = np.zeros_like(pitch)
    for middle, gain, width in _BANDS:
        decibels += gain * np.exp(-(((octaves - np.log2(middle)) / width) ** 2) / 2)
    wanted = np.fft.irfft(np.sqrt(rumble / (1 + rumble)) * 10 ** (decibels / 20))
    window = np.hanning(2 * reach + 3)[1:-1]
    taps = np.zeros(_TRANSFORM)
    taps[: reach + 1] = wanted[: reach + 1] * window[reach:]
    taps[-reach:] = wanted[-reach:] * window[:reach]
    # The shelf of the K-weighting (ITU-R BS.1770-4) as an analogue filter: 4 dB above 1.7 kHz.
    shelf = (pitch / 1682.0) ** 2
    weights = ((1 - 10**0.2 * shelf) ** 2 + 3.17 * shelf) / ((1 - shelf) ** 2 + 2.0 * shelf)
    return np.fft.rfft(taps).real.astype(np.float32), weights.astype(np.float32)
