"""The master: a mix at the loudness of the finished track, limited, as int16.

Two passes, both in bounded memory: `measure` hears the whole mix once and finds the gain, with what
the limiter will take worked out beforehand; `Master` applies it and rounds.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from coach.audio.limiter import Limiter
from coach.audio.loudness import PART, SETTLING, STEPS, integrated_loudness, step_energies
from coach.audio.mixer import FULL_SCALE, Mixer
from coach.audio.murmur import murmur
from coach.audio.readings import STEP, Readings
from coach.audio.true_peak import QUIET, REACH, cell_peaks
from coach.workers import in_order

LOUDNESS = -16.0
"""The integrated loudness of a track, in LUFS: what podcast directories ask of mono speech."""

CEILING = -2.0
"""The true peak of a track, in dBTP, unless the format of a file needs it lower."""

ROOM = (0.0, 3.0, 6.0, 9.0, 12.0)
"""By how many dB all but the voice is made softer, one after the other, until a track is as loud as
asked: the less of the loudness the voice has to make up for, the less of it is limited."""

_MOST_LIMITED = 13.0
"""The most dB that the limiter may take, which is less than `QUIET`. A track that is nearly all
breath stays softer than asked rather than have its few words crushed."""

WELL_LIMITED = 10.0
"""The most dB that it takes where it is better to make room."""

_SHORT = 0.3
"""LU by which a track that is as loud as asked may be softer."""

_LOW, _ANY = 5, 3
"""Of how many frames the loudness looks at one, where only tones sound and elsewhere. What is above
7.3 kHz is taken for something lower, which the K-weighting weighs the same: but for what is above
13 kHz, of which a voice has hardly any."""

_NEAR = 0.01
"""LU from the target within which a gain is right."""

_ROUNDS = 30
"""The most corrections of the gain for what the limiter takes."""

_SHORTEST = 4.0
"""The most times by which a correction is believed to have fallen short. Where it was by more, the
gate has moved, and nothing follows from it."""


def measure(
    mixer: Mixer,
    target: float = LOUDNESS,
    ceiling: float = CEILING,
    on_progress: Callable[[int], None] | None = None,
) -> Limiter:
    """Hear a whole mix; give the gain that brings it to ``target`` LUFS, peaks to ``ceiling`` dBTP.

    A mix with nothing in it loud enough to be measured is not amplified.
    """
    limiter = Limiter(_read(mixer, on_progress), 1.0, 10 ** (ceiling / 20))
    return _brought_to(target, limiter, mixer.timeline.frames // STEP)


def remeasured(master: "Master", mixer: Mixer) -> "Master":
    """Hear a mix that was changed; give it the room and the gain of the one before."""
    mixer = mixer.making_room(master.mixer.room)
    return Master(mixer, replace(master.limiter, readings=_read(mixer, None)))


def loud_enough(masters: Iterable["Master"], target: float, limited: float) -> "Master":
    """Give the first master that is as loud as ``target`` LUFS, limited by less than so many dB.

    Where none is, it is the first that is as loud, or else the one that comes nearest, to half a
    LU. They are of one track; no more of them are made than it takes. Silence is loud enough.
    """
    tried = []
    for master in masters:
        limiter = master.limiter
        if limiter.loudness == -math.inf or (
            limiter.loudness > target - _SHORT and limiter.taken < limited
        ):
            return master
        tried.append(master)

    def nearness(master: "Master") -> int:
        return math.floor(2 * (min(master.limiter.loudness - target, 0) + _SHORT))

    return max(tried, key=nearness)


def _read(mixer: Mixer, on_progress: Callable[[int], None] | None) -> Readings:
    """Measure a mix on all cores, part by part; the figures do not depend on how many there are."""
    readings = Readings()
    frames = mixer.timeline.frames
    for energies, peaks in in_order(partial(_read_part, mixer), range(0, frames, PART)):
        readings.add(energies, peaks)
        if on_progress:
            on_progress(min(readings.steps * STEP, frames))
    return readings


def _read_part(mixer: Mixer, start: int) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Measure the part that begins at a frame; channels are added up, or the louder counts."""
    stop = start + PART
    mix = mixer.render(start - SETTLING, stop + REACH)
    channels = mix.reshape(len(mix), -1).T
    interest = max(mixer.loudest, float(mix.max()), -float(mix.min())) * QUIET
    every = [
        _LOW if mixer.is_low(at - SETTLING, at + STEPS * STEP) else _ANY
        for at in range(start, stop, STEPS * STEP)
    ]
    energies = [step_energies(channel[:-REACH], every) for channel in channels]
    peaks = [cell_peaks(channel[SETTLING - REACH :], interest) for channel in channels]
    return np.sum(energies, axis=0), np.max(peaks, axis=0)


def _brought_to(target: float, limiter: Limiter, steps: int) -> Limiter:
    """Find the gain with which a limited track of whole steps is as loud as ``target``.

    Loudness rises with the gain, but no faster, so each correction is of what is missing, times by
    how much the last one fell short. Where the target is out of reach, because speech that is held
    down no longer lifts the gate above the breath, it is the gain that came nearest.
    """
    loudness = _loudness(limiter, steps)
    if loudness == -math.inf:
        return limiter
    most = _MOST_LIMITED - limiter.taken
    nearest, distance = limiter, math.inf
    gain, short = 0.0, 1.0
    for _ in range(_ROUNDS):
        before, heard = gain, loudness
        gain = min(most, gain + (target - loudness) * short)
        limiter = replace(limiter, gain=10 ** (gain / 20))
        loudness = _loudness(limiter, steps)
        limiter = replace(limiter, loudness=loudness)
        if abs(target - loudness) < distance:
            nearest, distance = limiter, abs(target - loudness)
        if distance < _NEAR or (gain == most and loudness < target):
            break
        rise = (loudness - heard) / (gain - before)
        short = 1 / min(rise, 1.0) if rise > 1 / _SHORTEST else 1.0
    return nearest


def _loudness(limiter: Limiter, steps: int) -> float:
    """Give the loudness of so many limited steps; the last part read may reach beyond them."""
    every = limiter.readings.spans()
    spans = [(first, min(last, steps)) for first, last in every if first < steps]
    return integrated_loudness(limiter.energies(*span) for span in spans)


class Master:
    """Renders the finished track: a mix with its gain, int16 at 44,100 Hz.

    Any range can be rendered at any time, and is the same samples as in the whole: playing from the
    middle gives what the file holds there.

    Args:
        mixer: what is finished.
        limiter: what `measure` found for it.
    """

    def __init__(self, mixer: Mixer, limiter: Limiter) -> None:
        self.frames = mixer.timeline.frames
        self.channels = mixer.channels
        self.mixer = mixer
        self.limiter = limiter

    def render(self, start: int, stop: int) -> NDArray[np.int16]:
        """Render the frames ``[start, stop)``; where nothing sounds there is only the murmur.

        Gives samples of shape (frames,), or (frames, 2) in stereo.
        """
        samples = self.mixer.render(start, stop)
        gains, noise = self.limiter.gains(start, stop), murmur(start, stop)
        if self.channels > 1:
            gains, noise = gains[:, np.newaxis], noise[:, np.newaxis]
        samples *= gains
        samples *= FULL_SCALE
        np.rint(samples, out=samples)
        samples += noise
        np.clip(samples, -FULL_SCALE, FULL_SCALE - 1, out=samples)
        return samples.astype(np.int16)
