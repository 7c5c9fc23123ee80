"""The mixer: a timeline, the clips of its speech and a sound set become samples.

Any range can be rendered at any time, by itself, and is the same samples as in a mix of the whole;
playing and exporting therefore share one mixer. What a range costs depends on what sounds in it:
events are found through an index by place, and tones are rendered in pieces that are kept while
they are likely to be heard again.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coach.audio.tones import Tone, tone_of, waveform
from coach.score.timeline import Event, Timeline

BLOCK = 32_768
"""Frames (0.74 s) in a block, unless said otherwise."""

FULL_SCALE = 32_768
"""The int16 sample value that a sample of 1 stands for."""

_PIECE = 1 << 16
"""Frames (1.5 s) in a piece of a rendered tone, and in a cell of the index of events."""

_PIECES_KEPT = 64
"""Pieces of tones kept: at most 16 MB, enough for the beeps and several lengths of breath."""


@dataclass(frozen=True, slots=True)
class Levels:
    """How much louder or softer than usual each kind of sound is, in dB; ``-inf`` is silence.

    Attributes:
        voice: all speech.
        breath: the tones of breath phases.
        counts: the short beeps before a start and an end.
        tones: every other tone.
    """

    voice: float = 0.0
    breath: float = 0.0
    counts: float = 0.0
    tones: float = 0.0


class Mixer:
    """Renders a timeline to mono samples at 44,100 Hz, full scale 1, as loud as they come.

    Args:
        timeline: what is heard, and when.
        clips: the int16 samples of every text that is spoken, 44,100 Hz.
        sounds: the name of a sound set.
        levels: what is louder or softer than usual.

    Raises:
        ValueError: if a clip is missing or not as long as its event, or a tone is unknown: the
            timeline was not arranged for these clips and sounds.
    """

    def __init__(
        self,
        timeline: Timeline,
        clips: Mapping[str, NDArray[np.int16]],
        sounds: str = "gentle",
        levels: Levels | None = None,
    ) -> None:
        self.timeline = timeline
        self._clips = clips
        self._sounds = sounds
        self._levels = levels or Levels()
        self._piece = lru_cache(_PIECES_KEPT)(_piece)
        cells: defaultdict[int, list[int]] = defaultdict(list)
        for number, event in enumerate(timeline.events):
            self._check(event)
            for cell in _cells(event.at, event.end):
                cells[cell].append(number)
        self._cells = dict(cells)

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)``; before and after the track there is silence."""
        mix = np.zeros(stop - start, dtype=np.float32)
        numbers = {number for cell in _cells(start, stop) for number in self._cells.get(cell, ())}
        # In the order of events, so that sums round alike whatever the range.
        for event in (self.timeline.events[number] for number in sorted(numbers)):
            first, last = max(start, event.at), min(stop, event.end)
            if first < last:
                mix[first - start : last - start] += self._part(
                    event, first - event.at, last - event.at
                )
        return mix

    def blocks(self, size: int = BLOCK) -> Iterator[NDArray[np.float32]]:
        """Render the whole track in blocks of ``size`` frames; the last may be shorter."""
        for start in range(0, self.timeline.frames, size):
            yield self.render(start, min(start + size, self.timeline.frames))

    def _check(self, event: Event) -> None:
        """Raise an error if the event cannot be rendered."""
        if event.kind != "speech":
            tone_of(event, self._sounds)
            return
        clip = self._clips.get(event.text or "")
        if clip is None or len(clip) != event.frames:
            found = "no clip" if clip is None else f"a clip of {len(clip)} frames"
            message = f"the speech {event.text!r} of {event.frames} frames has {found}"
            raise ValueError(message)

    def _part(self, event: Event, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)`` of an event, counted from its onset, at its level."""
        gain = _gain(event, self._levels)
        if event.kind == "speech":
            clip = self._clips[event.text or ""]
            return clip[start:stop] * np.float32(gain / FULL_SCALE)
        tone = tone_of(event, self._sounds)
        pieces = [self._piece(tone, event.frames, number) for number in _cells(start, stop)]
        first = start // _PIECE * _PIECE
        return np.concatenate(pieces)[start - first : stop - first] * np.float32(gain)


def _cells(start: int, stop: int) -> range:
    """Number the cells, or the pieces, that the frames ``[start, stop)`` reach into."""
    return range(start // _PIECE, -(-stop // _PIECE))


def _piece(tone: Tone, frames: int, number: int) -> NDArray[np.float32]:
    """Render one piece of a tone that is ``frames`` long in all."""
    start = number * _PIECE
    return waveform(tone, frames, start, min(start + _PIECE, frames))


def _gain(event: Event, levels: Levels) -> float:
    """Give the factor for the kind of sound that an event is."""
    if event.kind == "speech":
        decibels = levels.voice
    elif event.kind == "breath":
        decibels = levels.breath
    elif event.role == "count":
        decibels = levels.counts
    else:
        decibels = levels.tones
    return math.pow(10, decibels / 20)
