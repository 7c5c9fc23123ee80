"""The mixer: a timeline, the clips of its speech and a sound set become samples.

Any range can be rendered at any time, by itself, and is the same samples as in a mix of the whole;
playing and exporting therefore share one mixer. What a range costs depends on what sounds in it:
events are found through an index by place, and tones are rendered in pieces that are kept while
they are likely to be heard again.
"""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from coach.audio.anchor import FULL_SCALE, Gains
from coach.audio.bed import Bed
from coach.audio.ducking import TONES, Ducking, find_speech
from coach.audio.tones import Tone, choose_tone, render_tone
from coach.score.timeline import Event, Timeline
from coach.timing import MINUTE

_LONG_FRAMES = MINUTE
"""Frames beyond which an event is looked at for every range: there are few of those."""

_PIECE_FRAMES = 1 << 16
"""Frames (1.5 s) in a piece of a rendered tone."""

_NO_CLIP = np.zeros(0, np.int16)
_AS_THEY_COME = Gains()

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
    """Renders a timeline to samples at 44,100 Hz, full scale 1, before the limiter.

    While somebody speaks, tones and the bed make room.

    Args:
        timeline: what is heard, and when.
        clips: the int16 samples of every text that is spoken, 44,100 Hz.
        sounds: the name of a sound set.
        levels: what is louder or softer than usual.
        bed: what sounds behind it all, if anything.
        gains: what brings speech and all else to their loudness.

    Attributes:
        channels: 2 where the bed is in stereo, otherwise 1.

    Raises:
        ValueError: if a clip is missing or not as long as its event, or a tone is unknown: the
            timeline was not arranged for these clips and sounds.
    """

    def __init__(  # noqa: PLR0913 - a mix is made of these
        self,
        timeline: Timeline,
        clips: Mapping[str, NDArray[np.int16]],
        sounds: str = "gentle",
        levels: Levels | None = None,
        *,
        bed: Bed | None = None,
        gains: Gains = _AS_THEY_COME,
    ) -> None:
        self.timeline = timeline
        self.channels = bed.channels if bed else 1
        self._bed = bed
        self._clips = clips
        self._sounds = sounds
        self._levels = levels = levels or Levels()
        self.gains = gains
        # What was made louder than the voice makes so much more room for it.
        louder = max(levels.breath, levels.counts, levels.tones) - levels.voice
        dip = replace(TONES, depth=TONES.depth + max(louder, 0))
        spoken = find_speech(timeline.events)
        self._ducking = Ducking(*spoken, dip)
        self._piece = lru_cache(_PIECES_KEPT)(_render_piece)
        frames: dict[str, int] = {}
        for event in timeline.events:
            if event.kind != "speech":
                choose_tone(event, sounds)
                continue
            text = event.text or ""
            if text not in frames:
                frames[text] = len(clips.get(text, _NO_CLIP))
            if frames[text] != event.frames:
                message = (
                    f"the speech {text!r} of {event.frames} frames has a clip of {frames[text]}"
                )
                raise ValueError(message)
        events = timeline.events
        self._long = [event for event in events if event.frames > _LONG_FRAMES]
        self._short: Sequence[int] = range(len(events))
        if self._long:
            self._short = array(
                "q", (n for n, event in enumerate(events) if event.frames <= _LONG_FRAMES)
            )
        # The first event that sounds at a frame or later, and the first that begins after one. They
        # are searched often by several threads, which numpy would make wait for each other.
        self._onsets = array("q", (events[number].at for number in self._short))
        self._until = array("q", accumulate((events[n].end for n in self._short), max))

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)``; before and after the track there is silence.

        Gives samples of shape (frames,), or (frames, 2) in stereo.
        """
        speech = np.zeros(stop - start, dtype=np.float32)
        tones = np.zeros(stop - start, dtype=np.float32)
        for event in self._find_events(start, stop):
            first, last = max(start, event.at), min(stop, event.end)
            if first < last:
                sounding = speech if event.kind == "speech" else tones
                sounding[first - start : last - start] += self._render_event(
                    event, first - event.at, last - event.at
                )
        tones *= self._ducking.compute_gains(start, stop)
        tones *= np.float32(self.gains.rest)
        speech *= np.float32(self.gains.speech)
        tones += speech
        if self._bed is None:
            return tones
        mix = self._bed.render(start, stop)
        mix *= np.float32(self.gains.rest)
        mix += tones if mix.ndim == 1 else tones[:, np.newaxis]
        return mix

    def _find_events(self, start: int, stop: int) -> Sequence[Event]:
        """Return the events that sound in the frames ``[start, stop)``, and maybe some others."""
        begin, until = bisect_right(self._until, start), bisect_left(self._onsets, stop)
        return [*self._long, *map(self.timeline.events.__getitem__, self._short[begin:until])]

    def _render_event(self, event: Event, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)`` of an event, counted from its onset, at its level."""
        gain = _find_gain(event, self._levels)
        if event.kind == "speech":
            clip = self._clips[event.text or ""]
            return clip[start:stop] * np.float32(gain / FULL_SCALE)
        tone = choose_tone(event, self._sounds)
        numbers = range(start // _PIECE_FRAMES, -(-stop // _PIECE_FRAMES))
        pieces = [self._piece(tone, event.frames, number) for number in numbers]
        whole = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        first = start // _PIECE_FRAMES * _PIECE_FRAMES
        return whole[start - first : stop - first] * np.float32(gain)


def _render_piece(tone: Tone, frames: int, number: int) -> NDArray[np.float32]:
    """Render one piece of a tone that is ``frames`` long in all."""
    start = number * _PIECE_FRAMES
    return render_tone(tone, frames, start, min(start + _PIECE_FRAMES, frames))


def _find_gain(event: Event, levels: Levels) -> float:
    """Return the factor for the kind of sound that an event is."""
    if event.kind == "speech":
        decibels = levels.voice
    elif event.kind == "breath":
        decibels = levels.breath
    elif event.role == "count":
        decibels = levels.counts
    else:
        decibels = levels.tones
    return math.pow(10, decibels / 20)
