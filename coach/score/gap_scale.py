"""How long the gaps of a track are, of what is stated: what a planner fits a track with."""

from dataclasses import dataclass

FINE = 6 << 20
"""Steps of a scale by which a gap grows by its whole length: a third and a half are whole steps,
and a gap of a minute grows by less than a frame with each."""

_LESS = FINE // 3
_MORE = FINE // 2

SHORTEST_GAPS, LONGEST_GAPS = -_LESS, _MORE
"""The steps at which the gaps are two thirds and three halves of what is stated."""

SHORTEST_PAUSES, LONGEST_PAUSES = 2 * SHORTEST_GAPS, 2 * LONGEST_GAPS
"""The steps at which the pauses between two clips of speech are so, too."""


@dataclass(frozen=True, slots=True)
class GapScale:
    """A scale of the gaps: settle, switch, the times between things.

    From `SHORTEST_GAPS` to `LONGEST_GAPS` only they change; beyond, the pauses between two clips
    of speech change, too.

    Attributes:
        step: where on the scale; 0 is as stated.
        extra: frames that are added besides, a ``share`` of them to each joint from the first on.
        share: the most frames of them in one joint.
    """

    step: int = 0
    extra: int = 0
    share: int = 0

    def scale_gap(self, frames: int) -> int:
        """Scale the length of a gap."""
        return _scale_frames(frames, min(max(self.step, SHORTEST_GAPS), LONGEST_GAPS))

    def scale_pause(self, frames: int) -> int:
        """Scale the pause between two clips of speech."""
        if self.step < SHORTEST_GAPS:
            return _scale_frames(frames, self.step - SHORTEST_GAPS)
        return _scale_frames(frames, max(self.step - LONGEST_GAPS, 0))


def _scale_frames(frames: int, step: int) -> int:
    """Scale a length by ``1 + step / FINE``, to the nearest frame."""
    if not step:
        return frames
    return (2 * frames * (FINE + step) + FINE) // (2 * FINE)


AS_STATED = GapScale()
