"""Ambience: noises and a drone, generated, that go on for as long as a track does.

Each is a loop that joins itself without a seam, because it is made as one period: of the waves that
fit into the loop a whole number of times, each with its amplitude and a phase by chance. Nothing is
cut or faded. The samples are the same on every machine, as far as its sines are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from coach.audio.bed import find_bed_gain
from coach.audio.noise import generate_fractions
from coach.timing import SAMPLE_RATE

_FRAMES = 1 << 20
"""Frames (23.8 s) in a loop, a power of two for the transform."""

_LOWEST_HZ = 30.0
"""Hz below which noise is only rumble, and drives small speakers for nothing."""

_DROPS = 2000
"""Drops in a loop of rain, 84 a second."""

_DROP_FRAMES = 768
"""Frames (17 ms) after which a drop is over: the longest has by then rung down by 38 dB, the
strongest to 30 dB below the hiss."""

_DRONE = ((65.41, 0.5), (130.81, 1.0), (196.00, 0.6), (261.63, 0.4), (392.00, 0.15), (523.25, 0.1))
"""The notes of the drone, in Hz, and their amplitudes: C and G, which the tones are built on."""

_BEATING_HZ = 0.15
"""Hz by which the waves of a note of the drone are spread, so that it swells over some seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """A mono sound that repeats itself for ever, 44,100 Hz, full scale 1.

    Attributes:
        samples: one period; made read-only.
        channels: 1.
    """

    samples: NDArray[np.float32]
    channels: int = 1

    def __post_init__(self) -> None:
        self.samples.setflags(write=False)

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return the frames ``[start, stop)``, for reading only."""
        period = len(self.samples)
        offset = start % period
        end = offset + stop - start
        if end <= period:
            return self.samples[offset:end]
        return self.samples.take(np.arange(offset, end), mode="wrap")


def generate_ambience(name: str) -> Loop:
    """Make an ambience by its name in `AMBIENCES`, at the loudness of a bed.

    It takes some 0.1 s and 4 MB. Raises `KeyError` for a name there is none of.
    """
    samples = AMBIENCES[name]()
    samples /= 10 * samples.std()  # loud enough to be measured
    gain = find_bed_gain(Loop(samples.astype(np.float32)), _FRAMES)
    return Loop((samples * gain).astype(np.float32))


def _sum_waves(amplitudes: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Add up the waves of a loop, their phases by chance: a noise of exactly that spectrum."""
    turns = generate_fractions(seed, len(amplitudes))
    return np.fft.irfft(amplitudes * np.exp(2j * np.pi * turns))


def _list_frequencies() -> NDArray[np.float64]:
    """Return the frequencies of the waves of a loop, in Hz."""
    hertz = np.arange(_FRAMES // 2 + 1, dtype=np.float64)
    hertz *= SAMPLE_RATE / _FRAMES
    return hertz


def _make_falling_amplitudes(exponent: float) -> NDArray[np.float64]:
    """Return amplitudes by which power falls as a power of frequency, down to the lowest heard."""
    hertz = _list_frequencies()
    hertz[0] = hertz[1]
    high_pass = 1 / np.hypot(1, (_LOWEST_HZ / hertz) ** 2)  # Butterworth's, of the second order
    amplitudes: NDArray[np.float64] = hertz ** (-exponent / 2) * high_pass
    amplitudes[0] = 0
    return amplitudes


def _make_brown_noise() -> NDArray[np.float64]:
    """Make a noise whose power falls by 6 dB an octave, as of a far waterfall."""
    return _sum_waves(_make_falling_amplitudes(2), seed=1)


def _make_pink_noise() -> NDArray[np.float64]:
    """Make a noise with as much power in every octave."""
    return _sum_waves(_make_falling_amplitudes(1), seed=2)


def _make_rain() -> NDArray[np.float64]:
    """Make a hiss that is fullest from 400 Hz to 5 kHz, and single drops in front of it."""
    hertz = _list_frequencies()
    low = hertz / np.hypot(hertz, 400)
    high = 1 / np.hypot(1, (hertz / 5000) ** 2)
    hiss = _sum_waves(_make_falling_amplitudes(0.5) * low * high, seed=3)
    rain = np.zeros(_FRAMES + _DROP_FRAMES)
    time = np.arange(_DROP_FRAMES)
    for where, pitch, ring, force in generate_fractions(4, 4 * _DROPS).reshape(_DROPS, 4).tolist():
        decay = SAMPLE_RATE * 0.001 * 4**ring  # 1 to 4 ms
        turns = 900 * 6**pitch / SAMPLE_RATE * time  # 0.9 to 5.4 kHz
        at = int(where * _FRAMES)
        drop = 6 * force**3 * np.exp(-time / decay) * np.sin(2 * np.pi * turns)
        rain[at : at + _DROP_FRAMES] += drop
    rain[:_DROP_FRAMES] += rain[_FRAMES:]  # the last may ring on at the beginning
    hiss += rain[:_FRAMES] * hiss.std()
    hiss -= hiss.mean()
    return hiss


def _make_drone() -> NDArray[np.float64]:
    """Make a chord of notes that swell and beat slowly, each of many waves close together.

    It is how PADsynth makes a note: P. Nasca, "The PADsynth algorithm", 2006. One wave in the
    middle is stronger than all the others together, so that no note ever fades away.
    """
    hertz = _list_frequencies()
    amplitudes = np.zeros(len(hertz))
    for pitch, level in _DRONE:
        around = np.exp(-0.5 * np.square((hertz - pitch) / _BEATING_HZ))
        amplitudes += level * around / np.linalg.norm(around)
        amplitudes[round(pitch * _FRAMES / SAMPLE_RATE)] += 1.5 * level
    return _sum_waves(amplitudes, seed=5)


AMBIENCES: Mapping[str, Callable[[], NDArray[np.float64]]] = MappingProxyType(
    {"brown": _make_brown_noise, "pink": _make_pink_noise, "rain": _make_rain, "drone": _make_drone}
)
"""How each ambience is made, at any level, by its name."""
