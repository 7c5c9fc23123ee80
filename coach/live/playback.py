"""A playback: what is played in one go from one position, rendered ahead into a ring."""

from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.live.prompts import NOTHING, Samples
from coach.live.transport import Transport
from coach.timing import SECOND

BLOCK_FRAMES = 1024
"""Frames (23 ms) that are handed out at a time."""

FADE_FRAMES = 15 * SECOND // 1000
"""Frames in which sound goes away, or comes back, where the listener breaks into it; less than a
block."""

AHEAD_FRAMES = 32 * BLOCK_FRAMES
"""Frames (0.74 s) prepared ahead. A block takes 0.02 ms to render, so this is for the moments when
nothing but the sound card's own thread gets to run."""


class Rendering(Protocol):
    """A finished track. Any range of it can be rendered."""

    @property
    def channels(self) -> int:
        """1, or 2 in stereo."""

    def render(self, start: int, stop: int) -> NDArray[np.int16]:
        """Render the frames ``[start, stop)``, of shape (frames,) or (frames, 2)."""


@dataclass(slots=True, eq=False)
class Playback:
    """What is played in one go from one position; frames are counted from there.

    Attributes:
        transport: how things stood at its beginning, with the timeline as it is now; it is never
            paused, for that is ``paused``.
        paused: whether it stands still.
        channels: 1, or 2 in stereo.
        length: the frames up to a wait or the end.
        crisp: whether nothing is cut into where it begins.
        position_speech: what is still to be said of where the listener is, before it goes on there.
        ready: frames rendered so far.
        handed: frames handed out so far.
        waited: frames of waiting since its end.
        samples: a ring that holds what is ready.
    """

    transport: Transport
    paused: bool
    channels: int
    length: int = field(init=False)
    crisp: bool = field(init=False)
    position_speech: Samples = field(default_factory=lambda: NOTHING)
    ready: int = 0
    handed: int = 0
    waited: int = 0
    samples: NDArray[np.int16] = field(init=False)

    def __post_init__(self) -> None:
        self.samples = np.zeros((AHEAD_FRAMES, self.channels), np.int16)
        at = self.transport.at
        self.crisp = not any(e.at < at < e.end for e in self.transport.timeline.events)
        self.measure_length()

    def measure_length(self) -> None:
        """Find out how far it goes."""
        playing = self.transport.status == "playing"
        self.length = self.transport.until - self.transport.at if playing else 0

    @property
    def is_waiting(self) -> bool:
        """Whether a wait comes at the end of it."""
        return self.transport.at + self.length < self.transport.timeline.frames

    def find_transport(self, frames: int, *, paused: bool) -> Transport:
        """Return how things stand when ``frames`` were handed out."""
        transport = self.transport.advance_by(frames)
        if paused and transport.status == "playing":
            return replace(transport, status="paused")
        return transport

    def store_samples(self, start: int, samples: NDArray[np.int16]) -> None:
        """Keep what was rendered from a frame on, as a `Rendering` renders it."""
        samples = samples.reshape(len(samples), -1)
        first = start % AHEAD_FRAMES
        part = min(len(samples), AHEAD_FRAMES - first)
        self.samples[first : first + part] = samples[:part]
        self.samples[: len(samples) - part] = samples[part:]

    def take_frames(self, out: NDArray[np.int16], frames: int) -> None:
        """Hand out the next frames."""
        first = self.handed % AHEAD_FRAMES
        part = min(frames, AHEAD_FRAMES - first)
        out[:part] = self.samples[first : first + part]
        out[part:frames] = self.samples[: frames - part]
        self.handed += frames
