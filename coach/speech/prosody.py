"""How fast a text is said, and with which pauses, by its manner."""

from dataclasses import dataclass

from coach.score.manners import Manner
from coach.speech.profile import Profile
from coach.timing import Frames, Ms, ms_to_frames

_CALM_RATE_PERCENT = 93
"""A cue is heard by somebody who holds still and breathes: there is time."""

_BRISK_RATE_PERCENT = 120
"""A number must have been said before the next repetition."""

_LONGEST_NUMBER_MS = Ms(600)
"""Numbers of repetitions that take a second have 0.3 s on each side of other speech."""

_FASTEST_RATE = 400
"""Words a minute that a number is said with at the most."""


@dataclass(frozen=True, slots=True)
class Prosody:
    """How a text is said.

    Attributes:
        rate: words a minute.
        pause: milliseconds between two sentences.
        longest: the frames it may take, where it must be short.
    """

    rate: int
    pause: Ms
    longest: Frames | None = None

    def find_faster(self, rate: int, frames: int) -> int | None:
        """Return a faster rate for a text that took ``frames``; None where they are few enough."""
        if self.longest is None or frames <= self.longest or rate == _FASTEST_RATE:
            return None
        faster = -(-rate * frames * 104 // (self.longest * 100))  # a little in reserve
        return min(faster, _FASTEST_RATE)


def find_prosody(profile: Profile, manner: Manner) -> Prosody:
    """Return how a voice says a text of a manner."""
    pause = Ms(profile.pause)
    match manner:
        case "plain":
            return Prosody(profile.rate, pause)
        case "calm":
            return Prosody(profile.rate * _CALM_RATE_PERCENT // 100, pause)
        case "brisk":
            rate = profile.rate * _BRISK_RATE_PERCENT // 100
            return Prosody(rate, pause, ms_to_frames(_LONGEST_NUMBER_MS))
