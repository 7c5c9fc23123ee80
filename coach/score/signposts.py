"""Signposts: words that tell how far a long action is."""

from collections.abc import Iterator, Sequence

from coach.languages.phrases import Phrases
from coach.score.cuesheet import PlannedCue, Signpost
from coach.score.resolved_length import ResolvedLength
from coach.script.model import ActionKind
from coach.script.moments import AtBreath, AtHalf, AtLeft, Next
from coach.timing import SECOND, round_half_up

SIGNPOSTED_FRAMES = 60 * SECOND
"""The shortest action without a breath pattern that has signposts."""

SIGNPOSTED_BREATHS_FRAMES = 45 * SECOND
"""The shortest hold paced by breath that has a signpost."""

TEN_SECONDS = 10 * SECOND


def find_signposts(
    kind: ActionKind, chosen: ResolvedLength, cues: Sequence[PlannedCue], phrases: Phrases
) -> Iterator[Signpost]:
    """Return the signposts of an action; none where its author tells how far it is."""
    if any(isinstance(cue.when, AtBreath | AtHalf | AtLeft | Next) for cue in cues):
        return
    if kind == "hold" and chosen.breath.is_paced:
        if chosen.frames >= SIGNPOSTED_BREATHS_FRAMES and chosen.count > 1:
            begun = round_half_up(chosen.frames * (chosen.count - 2), chosen.count)
            yield Signpost(phrases.two_more_breaths, begun)
    elif kind in ("hold", "roll", "move") and chosen.frames >= SIGNPOSTED_FRAMES:
        yield Signpost(phrases.half_way, round_half_up(chosen.frames, 2))
        yield Signpost(phrases.ten_seconds, chosen.frames - TEN_SECONDS)
