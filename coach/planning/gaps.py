"""How long the gaps of a cue sheet can make it, and the scale that gives one length exactly."""

from coach.score.arrange import TrackGauge
from coach.score.gap_scale import (
    LONGEST_GAPS,
    LONGEST_PAUSES,
    SHORTEST_GAPS,
    SHORTEST_PAUSES,
    GapScale,
)


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
    at_low, at_high = (gauge.measure(GapScale(step)) for step in (low, high))
    if not at_low <= wanted <= at_high:
        return None
    tries = 0
    while at_low < wanted and high - low > 1:
        # Length grows nearly evenly, so the place is guessed; a bad guess is mended by halving.
        guessed = low + (high - low) * (wanted - at_low) // max(at_high - at_low, 1)
        step = min(max(guessed, low + 1), high - 1) if tries % 3 else (low + high) // 2
        tries += 1
        length = gauge.measure(GapScale(step))
        low, at_low, high, at_high = (
            (step, length, high, at_high) if length <= wanted else (low, at_low, step, length)
        )
    if at_high == wanted:
        return GapScale(high)
    extra = wanted - at_low
    return GapScale(low, extra, -(-extra // gauge.flexible))
