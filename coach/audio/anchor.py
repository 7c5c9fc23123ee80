"""The anchor of a track's loudness is its speech, as it is for broadcasters.

All speech together, gated as in BS.1770, is brought to the loudness asked for. Everything else lies
at a stated distance from it. The loudness of a whole programme would depend on how much is said: a
long hold would lift the breath tone, or the few words in it would be crushed by the limiter. ATSC
A/85 (2013), section 7, and EBU R 128 s4 (2020) anchor a programme on its dialogue likewise.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.audio.limiter import LOOK_AHEAD_WINDOWS, compute_limiter_knots
from coach.audio.loudness import HOP_FRAMES, HOPS_IN_BLOCK, LoudnessGate, measure_sound_energies
from coach.audio.targets import CEILING_DBTP, LOUDNESS_LUFS
from coach.audio.true_peak import PEAK_WINDOW_FRAMES, REACH_FRAMES, find_peaks
from coach.score.timeline import Timeline
from coach.workers import map_in_order

FULL_SCALE = 32_768
"""The int16 sample value that a sample of 1 stands for."""

USUAL_SPEECH_LUFS = -20.0
"""The loudness of speech that the levels of tones and beds are stated against."""

_MOST_LIMITED_DB = 8.0
"""The most that the limiter takes off a word's peak at the usual ceiling. A voice with higher peaks
stays softer than asked, and all else with it, rather than be crushed."""

_TOLERANCE_LU = 0.02
_MOST_CORRECTIONS = 12

_INTEREST = 10 ** (-15 / 20)
"""How far under the highest peak of a clip its lesser peaks need no interpolation."""

_WINDOWS_IN_HOP = HOP_FRAMES // PEAK_WINDOW_FRAMES


@dataclass(frozen=True, slots=True)
class Gains:
    """The factors that bring a mix to its loudness, before any level a listener asks for.

    Attributes:
        speech: the factor of all speech.
        rest: the factor of all else.
        loudness: the loudness that limited speech has with them, in LUFS; ``-inf`` without speech.
    """

    speech: float = 1.0
    rest: float = 1.0
    loudness: float = -math.inf


@dataclass(frozen=True, slots=True)
class LoudnessTarget:
    """How loud a track must be.

    Attributes:
        speech: the loudness of all speech, in LUFS, unless it has a level of its own.
        voice_level: by how many dB speech gets louder than that; the rest stays.
        ceiling: the true peak that the track is limited to, in dBTP.
    """

    speech: float = LOUDNESS_LUFS
    voice_level: float = 0.0
    ceiling: float = CEILING_DBTP


_USUAL = LoudnessTarget()


def find_gains(
    timeline: Timeline,
    clips: Mapping[str, NDArray[np.int16]],
    target: LoudnessTarget = _USUAL,
    on_progress: Callable[[int, int], None] | None = None,
) -> Gains:
    """Find the gains with which the speech of a track is as loud as asked.

    Args:
        timeline: how often each clip is heard.
        clips: the samples of every text that is spoken, at 44,100 Hz.
        target: what is asked for.
        on_progress: told how many clips were measured, of how many.
    """
    spoken = Counter(event.text or "" for event in timeline.events if event.kind == "speech")
    readings = []
    for reading in map_in_order(lambda text: _read_clip(clips[text]), spoken):
        readings.append(reading)
        if on_progress:
            on_progress(len(readings), len(spoken))
    speech = _Speech(readings, list(spoken.values()), _to_factor(target.ceiling))
    usual = _to_factor(target.speech - USUAL_SPEECH_LUFS)
    if speech.measure_loudness(1.0) == -math.inf:
        return Gains(usual, usual)
    wanted = target.speech + target.voice_level
    decibels, loudness = speech.find_gain(wanted)
    missing = wanted - loudness
    missing = missing if missing > _TOLERANCE_LU else 0.0
    return Gains(_to_factor(decibels - target.voice_level), usual * _to_factor(-missing), loudness)


@dataclass(frozen=True, slots=True, eq=False)
class _ClipReading:
    """What a meter reads of one clip: energies of its steps, peaks of their windows."""

    frames: int
    energies: NDArray[np.float64]
    peaks: NDArray[np.float32]


def _read_clip(clip: NDArray[np.int16]) -> _ClipReading:
    samples = clip.astype(np.float32) / np.float32(FULL_SCALE)
    padded = np.pad(samples, (REACH_FRAMES, -len(samples) % HOP_FRAMES + REACH_FRAMES))
    interest = float(np.abs(samples).max(initial=0)) * _INTEREST
    return _ClipReading(len(clip), measure_sound_energies(samples), find_peaks(padded, interest))


class _Speech:
    """The speech of a track: its clips, each as often as it is heard, with silence between."""

    def __init__(self, readings: list[_ClipReading], times: list[int], ceiling: float) -> None:
        pause = np.zeros(1)
        quiet = np.zeros(_WINDOWS_IN_HOP, np.float32)
        energies, peaks = [pause], [quiet]
        blocks: list[tuple[int, int, int, int]] = []
        step = 1
        for reading, heard in zip(readings, times, strict=True):
            energies += [reading.energies, pause]
            peaks += [reading.peaks, quiet]
            steps = len(reading.energies)
            if steps < HOPS_IN_BLOCK:
                # A word shorter than a gating block is one block of its own length.
                blocks.append((step, step + steps, max(reading.frames, 1), heard))
            blocks += (
                (first, first + HOPS_IN_BLOCK, HOPS_IN_BLOCK * HOP_FRAMES, heard)
                for first in range(step, step + steps - HOPS_IN_BLOCK + 1)
            )
            step += steps + 1
        self._energies = np.concatenate(energies)
        self._peaks = np.concatenate(peaks)
        self._ceiling = ceiling
        self._blocks = np.array(blocks, np.int64).reshape(-1, 4)

    def measure_loudness(self, gain: float) -> float:
        """Return the loudness in LUFS with a gain, limited."""
        sums = np.concatenate(([0.0], np.cumsum(self._limit_energies(gain))))
        first, last, frames, times = self._blocks.T
        gate = LoudnessGate()
        gate.add_blocks((sums[last] - sums[first]) / frames, times)
        return gate.loudness

    def find_gain(self, target: float) -> tuple[float, float]:
        """Find the gain in dB that comes nearest to a loudness; return it and what it reaches.

        Loudness rises with the gain, but no faster. So each correction is what is missing, times
        how far the last one fell short.
        """
        most = CEILING_DBTP + _MOST_LIMITED_DB - 20 * math.log10(float(self._peaks.max()))
        gain = min(target - self.measure_loudness(1.0), most)
        loudness = self.measure_loudness(_to_factor(gain))
        rise = 1.0
        for _ in range(_MOST_CORRECTIONS):
            missing = target - loudness
            if abs(missing) < _TOLERANCE_LU or (gain == most and missing > 0):
                break
            before, heard = gain, loudness
            gain = min(gain + missing / rise, most)
            loudness = self.measure_loudness(_to_factor(gain))
            if gain != before:
                rise = min(max((loudness - heard) / (gain - before), 0.25), 1.0)
        return gain, loudness

    def _limit_energies(self, gain: float) -> NDArray[np.float64]:
        """Return what the limiter leaves of the energy of each step.

        The energy of a step is divided among its windows as the squares of their peaks.
        """
        knots = compute_limiter_knots(np.pad(self._peaks * gain, LOOK_AHEAD_WINDOWS), self._ceiling)
        # The mean of the square of a straight line between two values.
        squares = (knots[:-1] ** 2 + knots[:-1] * knots[1:] + knots[1:] ** 2) / 3
        weights = self._peaks.reshape(-1, _WINDOWS_IN_HOP).astype(np.float64) ** 2
        totals = weights.sum(axis=1)
        left = (squares.reshape(-1, _WINDOWS_IN_HOP) * weights).sum(axis=1)
        shares = np.divide(left, totals, out=np.ones(len(totals)), where=totals > 0)
        limited: NDArray[np.float64] = self._energies * shares * gain**2
        return limited


def _to_factor(decibels: float) -> float:
    return math.pow(10, decibels / 20)
