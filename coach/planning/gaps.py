"""How long the gaps of a cue sheet can make it, and the scale that gives one length exactly."""

from itertools import count

from coach.score.arrange import TrackGauge
from coach.score.gap_scale import (
    LONGEST_GAPS,
    LONGEST_PAUSES,
    SHORTEST_GAPS,
    SHORTEST_PAUSES,
    GapScale,
)

_MOST_EXTRA = 4
"""The most frames, a tenth of a millisecond, that one joint takes beside the scale."""


def find_ends(*, has_pauses: bool) -> tuple[GapScale, GapScale]:
    """Return the scales of the shortest and the longest gaps, with the pauses between clips too."""
    if has_pauses:
        return GapScale(SHORTEST_PAUSES), GapScale(LONGEST_PAUSES)
    return GapScale(SHORTEST_GAPS), GapScale(LONGEST_GAPS)


def find_gap_scale(gauge: TrackGauge, wanted: int, *, has_pauses: bool) -> GapScale | None:
    """Find the scale at which a track takes some frames, its first clip left out.

    None where no scale does.
    """
    low, high = (end.step for end in find_ends(has_pauses=has_pauses))
    at_low, at_high = gauge.measure_frames(GapScale(low)), gauge.measure_frames(GapScale(high))
    if not at_low <= wanted <= at_high:
        return None
    if wanted == at_high:
        return GapScale(high)
    joints = gauge.flexible
    for tries in count():
        if wanted - at_low <= _MOST_EXTRA * joints or high - low == 1:
            break
        # Length grows nearly evenly, so the place is guessed; a bad guess is mended by halving.
        guessed = low + (high - low) * (wanted - at_low) // (at_high - at_low)
        step = (low + high) // 2 if tries % 4 == 3 else min(max(guessed, low + 1), high - 1)
        length = gauge.measure_frames(GapScale(step))
        low, at_low, high, at_high = (
            (step, length, high, at_high) if length <= wanted else (low, at_low, step, length)
        )
    extra = wanted - at_low
    return GapScale(low, extra, -(-extra // joints))
