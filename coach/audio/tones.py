"""The generated sounds: a short note for every count and turn, a gliding one for every breath.

A note is a sum of harmonics under an envelope, computed in closed form from the frame number, so
any part of it can be rendered alone and is the same samples as in the whole: an hour-long sweep
takes no more memory than the part that is asked for. A note falls silent outside its event, starts
and ends on a raised cosine (half a Hann window), and so never clicks.

Levels are the RMS of a note's steady part, in dB relative to full scale, where speech is at -20
LUFS. A tone therefore keeps its distance to the voice in every track. What is followed while it
sounds (breath, sweeps, tempo) lies 12 dB below the voice, the short notes 5 to 7 dB.

Nearly all phone speakers are silent below 500 Hz. Short notes lie above that. A breath tone may
lie lower, but its overtones carry it: through such a speaker the voice loses 4 dB, and the breath
tone 1 to 5.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from coach.audio.curves import evaluate_raised_cosine
from coach.score.timeline import Event, Role
from coach.timing import SAMPLE_RATE, SECOND

_STRIKE_FRAMES = 2 * SECOND // 1000
"""Frames (2 ms) in which a short note reaches its level: few enough for its onset to be found
within a millisecond, enough not to click."""

_INSET_FRAMES = 3 * SECOND // 1000
"""The same (3 ms) for the tone of a breath, which is softer and sounds for longer."""


_FOLLOWED_DB = -32.0
"""The level of what is followed while it sounds, 12 dB below the voice."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How a note sounds, whatever its length.

    Attributes:
        pitch: the frequency at the onset, in Hz.
        until: the frequency at the end, in Hz; the glide between is even in musical pitch.
        level: the RMS of the note before it decays, in dBFS.
        partials: the amplitudes of the harmonics relative to each other, the fundamental first; a
            negative one starts downwards.
        attack: frames of the raised-cosine rise.
        release: frames of the raised-cosine fall, the last of the note.
        decay: dB by which the note falls evenly from its onset to its end, as a struck bar does.
    """

    pitch: float
    until: float
    level: float
    partials: tuple[float, ...]
    attack: int
    release: int
    decay: float = 0.0


SoundSet = Mapping[tuple[Role, int], Tone]
"""The tone of each role and note of a figure."""


def _make_struck_tone(pitch: float, level: float) -> Tone:
    """Make a note as of a struck bar, which fades."""
    return Tone(pitch, pitch, level, (1.0,), _STRIKE_FRAMES, SECOND // 20, decay=9.0)


def _make_gliding_tone(pitch: float, until: float, release: int = SECOND // 25) -> Tone:
    """Make a note that follows a breath or a movement from its first frame nearly to its last."""
    return Tone(pitch, until, _FOLLOWED_DB, (1.0,), _INSET_FRAMES, release)


_FIGURES: SoundSet = MappingProxyType(
    {
        # One pentatonic scale on C, so that no two sounds grate: the count on its third, the start
        # on the octave, the end a third below the count; a side change rises, the close falls.
        ("count", 0): _make_struck_tone(659.26, -27.0),
        ("start", 0): _make_struck_tone(1046.50, -26.0),
        ("end", 0): _make_struck_tone(523.25, -25.0),
        ("side", 0): _make_struck_tone(587.33, -26.0),
        ("side", 1): _make_struck_tone(783.99, -26.0),
        ("finish", 0): _make_struck_tone(783.99, -26.0),
        ("finish", 1): _make_struck_tone(659.26, -26.0),
        ("finish", 2): _make_struck_tone(392.00, -25.0),
        # A bell lies on the scale's last step, A, softer than all, and rings until it is not heard.
        ("bell", 0): Tone(880.0, 880.0, -29.0, (1.0,), _STRIKE_FRAMES, SECOND // 2, decay=40.0),
        # A second in-breath goes on upwards from where the first ended.
        ("in", 0): _make_gliding_tone(329.63, 440.00),
        ("in", 1): _make_gliding_tone(440.00, 523.25),
        ("out", 0): _make_gliding_tone(440.00, 329.63),
        ("out", 1): _make_gliding_tone(329.63, 261.63),
        ("tempo", 0): _make_gliding_tone(783.99, 523.25, SECOND // 4),
        ("tempo", 1): _make_gliding_tone(523.25, 783.99, SECOND // 4),
        ("sweep", 0): _make_gliding_tone(392.00, 587.33, SECOND // 4),
        ("sweep", 1): _make_gliding_tone(587.33, 392.00, SECOND // 4),
    }
)


def _make_set(
    transposition: float, struck: tuple[float, ...], followed: tuple[float, ...]
) -> SoundSet:
    """Make a sound set: the same figures in other colours, the struck notes at another height."""
    return MappingProxyType(
        {
            role: replace(
                tone,
                pitch=tone.pitch * transposition,
                until=tone.until * transposition,
                partials=struck,
            )
            if tone.decay
            else replace(tone, partials=followed)
            for role, tone in _FIGURES.items()
        }
    )


SOUND_SETS: Mapping[str, SoundSet] = MappingProxyType(
    {
        # Short notes nearly sines: soft and wooden. Breath like a low flute.
        "gentle": _make_set(1.0, (1.0, -0.08, 0.03), (1.0, -0.6, 0.4, -0.2)),
        # A fourth higher, with the overtones that carry across a room and through small speakers.
        # Their alternating signs put the crest late in the first half wave, which shows the onset.
        "clear": _make_set(4 / 3, (1.0, -0.5, 0.25, -0.12), (1.0, -0.7, 0.5, -0.3)),
    }
)
"""The sound sets by name."""


def choose_tone(event: Event, sounds: str) -> Tone:
    """Return the tone that a sound set has for a tone or breath event.

    Raises:
        ValueError: if the set is unknown, or has nothing for the event's role and note.
    """
    try:
        return SOUND_SETS[sounds][event.role, event.note]
    except KeyError:
        message = f"no tone for {event.role} {event.note} in the sound set {sounds!r}"
        raise ValueError(message) from None


def render_tone(tone: Tone, frames: int, start: int, stop: int) -> NDArray[np.float32]:
    """Render the frames ``[start, stop)`` of a note of a tone, ``frames`` long in all.

    Gives ``stop - start`` samples, full scale 1; they are the same samples however a note is
    divided into ranges.

    Raises:
        ValueError: if the range does not lie inside the note.
    """
    if not 0 <= start <= stop <= frames:
        message = f"the frames {start} to {stop} are not inside a note of {frames}"
        raise ValueError(message)
    position = np.arange(start, stop, dtype=np.float64)
    turns = _compute_turns(tone, frames, position)
    # Within half a turn, single precision is 140 dB finer than the wave, and many times as fast.
    angle = ((turns - np.rint(turns)) * (2 * np.pi)).astype(np.float32)
    samples = _sum_partials(angle, tone.partials)
    rms = math.hypot(*tone.partials) / math.sqrt(2)
    samples *= np.float32(10 ** (tone.level / 20) / rms)
    _apply_envelope(samples, tone, frames, start)
    return samples


def _sum_partials(angle: NDArray[np.float32], partials: tuple[float, ...]) -> NDArray[np.float32]:
    """Add up harmonics: sin (n + 1)x = 2 cos x · sin nx - sin (n - 1)x."""
    sine, before = np.sin(angle), np.zeros_like(angle)
    double = 2 * np.cos(angle)
    samples: NDArray[np.float32] = np.float32(partials[0]) * sine
    for amplitude in partials[1:]:
        sine, before = double * sine - before, sine
        samples += np.float32(amplitude) * sine
    return samples


def _compute_turns(tone: Tone, frames: int, position: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the phase of the fundamental, in whole turns, at each frame.

    The pitch at frame i of n is p·rⁱᐟⁿ, where r is the interval of the whole glide; the phase is
    its integral, p·n·(rⁱᐟⁿ - 1) / ln r.
    """
    interval = math.log(tone.until / tone.pitch)
    if not interval:
        return position * (tone.pitch / SAMPLE_RATE)
    scale = tone.pitch / SAMPLE_RATE * frames / interval
    return scale * np.expm1(interval / frames * position)


def _apply_envelope(samples: NDArray[np.float32], tone: Tone, frames: int, start: int) -> None:
    """Shape a wave, which begins at a frame of its note, by the amplitude of its tone."""
    stop = start + len(samples)
    attack = min(tone.attack, frames // 2)
    release = min(tone.release, frames - attack)
    if tone.decay:
        falling = np.arange(start, stop) * (-tone.decay / 20 * math.log(10) / frames)
        samples *= np.exp(falling).astype(np.float32)
    if start < attack:
        rising = (np.arange(start, min(stop, attack)) + 0.5) / attack
        samples[: len(rising)] *= evaluate_raised_cosine(rising).astype(np.float32)
    if stop > frames - release:
        first = max(start, frames - release)
        falling = (frames - np.arange(first, stop) - 0.5) / release
        samples[first - start :] *= evaluate_raised_cosine(falling).astype(np.float32)
