"""The mixer: a timeline, the clips of its speech and a sound set become samples.

Any range can be rendered at any time, by itself, and is the same samples as in a mix of the whole;
playing and exporting therefore share one mixer. What a range costs depends on what sounds in it:
events are found through an index by place, and tones are rendered in pieces that are kept while
they are likely to be heard again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coach.audio.tones import Tone, tone_of, waveform
from coach.score.timeline import Event, Timeline

_PIECE = 1 << 16
"""Frames (1.5 s) in a piece of a rendered tone and in a cell of the index of events."""

_PIECES_KEPT = 64
"""Pieces of tones kept: at most 16 MB, enough for the beeps and a few lengths of breath."""

_FULL_SCALE = 32_768
"""The int16 sample value that stands for 1."""


@dataclass(frozen=True, slots=True)
class Levels:
    """How much louder or softer than usual each kind of sound is, in dB; -inf is silence.

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
    """Renders a timeline to mono samples at 44,100 Hz, full scale 1, not limited.

    Args:
        timeline: what is heard, and when.
        clips: the int16 samples of each text that is spoken.
        sounds: the name of a sound set.
        levels: what is louder or softer than usual.

    Raises:
        ValueError: if a clip is missing or not as long as its event, or a tone is unknown; the
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
        self._levels = levels or Levels()
        self._events = tuple(
            _Sound.of(event, clips, sounds, self._gain(event)) for event in timeline.events
        )
        cells: defaultdict[int, list[int]] = defaultdict(list)
        for number, event in enumerate(timeline.events):
            for cell in _cells(event.at, event.end):
                cells[cell].append(number)
        self._cells = dict(cells)
        self._piece = lru_cache(_PIECES_KEPT)(_piece)

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        """Render the frames ``[start, stop)``; there is silence before and after the track."""
        mix = np.zeros(stop - start, dtype=np.float32)
        # In the order of the events, so that every sum is formed alike whatever the range.
        numbers = {number for cell in _cells(start, stop) for number in self._cells.get(cell, ())}
        for sound in (self._events[number] for number in sorted(numbers)):
            first, last = max(start, sound.at), min(stop, sound.end)
            if sound.clip is not None:
                part = sound.clip[first - sound.at : last - sound.at]
                mix[first - start : last - start] += part * sound.gain
                continue
        return mix

    def blocks(self, size: int = 32_768) -> Iterator[NDArray[np.float32]]:
        """Render the whole track in blocks of ``size`` frames; the last may be shorter."""
        for start in range(0, self.timeline.frames, size):
            yield self.render(start, min(start + size, self.timeline.frames))
