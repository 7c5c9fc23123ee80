"""From what an engine spoke to the sound of a clip: its rate, its edges, its level, its words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.audio.curves import evaluate_raised_cosine
from coach.speech.aligned_text import AlignedText
from coach.speech.clip import Word
from coach.speech.engine import Utterance
from coach.timing import SAMPLE_RATE, Ms, ms_to_frames, round_half_up

_LEAD_FRAMES = ms_to_frames(Ms(5))
_TAIL_FRAMES = ms_to_frames(Ms(20))
"""Frames left before and after the sound of a clip, over which it is faded in and out."""

_SILENCE = 10 ** (-60 / 20)
"""Of full scale: 60 dB below it, under the noise of any room someone stretches in."""

_CELL_HZ = 200
"""Cells of 5 ms, over which the power of a sound is taken at its edges."""

_FAINTEST = 10 ** (-50 / 10)
"""Of the power of a sound's loudest cell: what is softer at its edges is an engine's noise. Pico
leaves up to a second of it; the last consonant of a word is 20 dB above."""

_FULL_SCALE = 32767

_WORD = re.compile(r"\w+(?:['\u2019.,-]\w+)*")


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Samples at the program's rate, full scale being 1, and where in them words begin.

    Attributes:
        samples: the sound, without silence at its ends.
        onsets: each a character of the text and a frame.
    """

    samples: NDArray[np.float32]
    onsets: tuple[tuple[int, int], ...] = ()


def trim_silence(utterance: Utterance, offset: int = 0) -> Sound:
    """Return an utterance without the silence around it, of no frames where there is nothing else.

    Args:
        utterance: what an engine spoke.
        offset: the character of the whole text at which the text of the utterance begins.
    """
    sound = utterance.pcm.astype(np.float32)
    sound /= _FULL_SCALE + 1
    sound = resample_sound(sound, utterance.rate)
    start, stop = _find_words(sound)
    loud = np.flatnonzero(np.abs(sound[start:stop]) > _SILENCE)
    if not len(loud):
        return Sound(sound[:0])
    first, last = start + int(loud[0]), start + int(loud[-1])
    cut = np.pad(sound, (_LEAD_FRAMES, _TAIL_FRAMES))[
        first : _LEAD_FRAMES + last + 1 + _TAIL_FRAMES
    ]
    cut[:_LEAD_FRAMES] *= _make_rise(_LEAD_FRAMES)
    cut[-_TAIL_FRAMES:] *= _make_rise(_TAIL_FRAMES)[::-1]
    onsets = []
    for onset in utterance.onsets:
        frame = round_half_up(onset.sample * SAMPLE_RATE, utterance.rate) - first + _LEAD_FRAMES
        onsets.append((onset.character + offset, min(max(frame, 0), len(cut) - 1)))
    return Sound(cut, tuple(onsets))


def _find_words(sound: NDArray[np.float32]) -> tuple[int, int]:
    """Return the frames between which a sound is more than an engine's noise."""
    cell = SAMPLE_RATE // _CELL_HZ
    padded = np.pad(sound, (0, -len(sound) % cell)).reshape(-1, cell)
    powers = np.einsum("ij,ij->i", padded, padded)
    loud = np.flatnonzero(powers > powers.max(initial=0) * _FAINTEST)
    return (int(loud[0]) * cell, (int(loud[-1]) + 1) * cell) if len(loud) else (0, 0)


def join_sounds(sounds: Sequence[Sound], pause: int) -> Sound:
    """Put sounds one after another, with a pause in frames between two of them."""
    sounds = [sound for sound in sounds if len(sound.samples)]
    if len(sounds) < 2:
        return sounds[0] if sounds else Sound(np.zeros(0, np.float32))
    gap = np.zeros(max(pause - _LEAD_FRAMES - _TAIL_FRAMES, 0), np.float32)
    parts: list[NDArray[np.float32]] = []
    onsets: list[tuple[int, int]] = []
    at = 0
    for sound in sounds:
        onsets += [(character, at + frame) for character, frame in sound.onsets]
        parts += sound.samples, gap
        at += len(sound.samples) + len(gap)
    return Sound(np.concatenate(parts[:-1]), tuple(onsets))


def apply_gain(samples: NDArray[np.float32], decibels: float) -> NDArray[np.int16]:
    """Apply a gain and give 16-bit samples; of a gain that would clip, as much as fits."""
    most = _FULL_SCALE / float(np.abs(samples).max())
    factor = min(10 ** (decibels / 20) * (_FULL_SCALE + 1), most)
    louder = samples * np.float32(factor)
    np.rint(louder, out=louder)
    return louder.astype(np.int16)


def place_words(spoken: AlignedText, onsets: Iterable[tuple[int, int]]) -> Iterator[Word]:
    """Place the written words, given where (character of the spoken text, frame) words begin.

    Several spoken words that stand for one written one (``30-90``) make one word, which begins with
    the first of them.
    """
    spans = [match.span() for match in _WORD.finditer(spoken.text)]
    ends = [end for _, end in spans]
    current: tuple[int, int, int] | None = None  # start, end, frame
    for character, frame in onsets:
        index = bisect_right(ends, character)
        if index == len(spans):
            continue
        written = spoken.find_written(*spans[index])
        if current is None:
            current = written.start, written.end, frame
        elif written.start < current[1]:
            current = current[0], max(current[1], written.end), current[2]
        else:
            yield Word(current[0], current[1] - current[0], current[2])
            current = written.start, written.end, max(frame, current[2])
    if current is not None:
        yield Word(current[0], current[1] - current[0], current[2])


def resample_sound(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return a sound at the program's rate; half of it doubles exactly."""
    import soxr  # noqa: PLC0415 - loads a library; only needed to speak

    if rate == SAMPLE_RATE:
        return sound
    frames = round_half_up(len(sound) * SAMPLE_RATE, rate)
    resampled = np.zeros(frames, np.float32)  # soxr may give a frame more or less
    made = soxr.resample(sound, rate, SAMPLE_RATE, quality="HQ")[:frames]
    resampled[: len(made)] = made
    return resampled


def _make_rise(frames: int) -> NDArray[np.float32]:
    """Return a raised cosine from near 0 to near 1."""
    return evaluate_raised_cosine((np.arange(frames) + 0.5) / frames).astype(np.float32)
