"""What the coach says live besides the track: where the listener is, and that a step waits."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.audio.tones import SOUND_SETS, render_tone
from coach.live.transport import Transport
from coach.timing import SECOND

Samples = NDArray[np.int16]
"""Mono sound at 44,100 Hz."""

NOTHING: Samples = np.zeros(0, np.int16)


class Prompts(Protocol):
    """What is said, or sounds, at the listener's own pace."""

    @property
    def ready(self) -> Samples:
        """What is said as a wait begins: how to go on."""

    @property
    def reminder(self) -> Samples:
        """What sounds every 20 s of a wait."""

    def speak_position(self, transport: Transport) -> Samples:
        """Return what says where the listener is, before it goes on there; it may be nothing."""


class _NoPrompts:
    """Says nothing."""

    ready = NOTHING
    reminder = NOTHING

    def speak_position(self, transport: Transport) -> Samples:  # noqa: ARG002 (nothing, wherever it is)
        return NOTHING


NO_PROMPTS: Prompts = _NoPrompts()


def render_reminder(sounds: str, gain: float) -> Samples:
    """Render what a wait reminds the listener with: the first note of a side change, half as loud.

    It is one tone, as what is over or begins has, and not as long: 0.25 s, at the track's gain.
    """
    tone = SOUND_SETS[sounds]["side", 0]
    frames = SECOND // 4
    samples: NDArray[np.float32] = np.rint(render_tone(tone, frames, 0, frames) * (gain * 16_384))
    return samples.astype(np.int16)
