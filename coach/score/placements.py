"""The cues of all actions of a track: those of actions that are alike are placed once."""

from dataclasses import dataclass, fields, replace
from operator import attrgetter

from coach.score.cues import FramesOf, place_cues
from coach.score.cuesheet import Silence, TimedAction
from coach.score.lane import CLEAR_FRAMES
from coach.score.outcomes import CuePlacement, Outcome

_get_cue_fields = attrgetter(
    *(each.name for each in fields(TimedAction) if each.name not in ("gap", "set_position"))
)
"""Returns everything of a timed action that its cues may depend on."""


@dataclass(slots=True, eq=False)
class PlacedCues:
    """The cues of actions that are alike.

    Attributes:
        action: the first of them.
        placement: what is said in each of them, and what becomes of their cues.
        spoken_until: where the speech ends, from the start of the action; 0 where there is none.
        times: how many actions there are.
    """

    action: TimedAction | Silence
    placement: CuePlacement
    spoken_until: int
    times: int = 0


class CuePlacer:
    """Places the cues of one action after the other.

    Args:
        frames_of: how long the voice takes for a text.
    """

    def __init__(self, frames_of: FramesOf) -> None:
        self._frames_of = frames_of
        self._placed: list[PlacedCues] = []
        self._known: dict[tuple[object, ...], list[PlacedCues]] = {}

    def place_cues(
        self,
        action: TimedAction | Silence,
        spoken_until: int,
        *,
        words: bool,
        beeping: int | None = None,
        reserved: tuple[int, int] | None = None,
    ) -> PlacedCues:
        """Place what `coach.score.cues.place_cues` does; equal actions get the same value."""
        spoken_until = max(
            spoken_until, -CLEAR_FRAMES
        )  # speech that ended earlier is in no one's way
        key = (action.source, action.frames, spoken_until, words, beeping, reserved)
        known = self._known.setdefault(key, [])
        laid = next((each for each in known if _has_same_cues(each.action, action)), None)
        if laid is None:
            placement = place_cues(
                action,
                spoken_until,
                self._frames_of,
                words=words,
                beeping=beeping,
                reserved=reserved,
            )
            ends = (clip.at + clip.frames for clip in placement.spoken)
            laid = PlacedCues(action, placement, max(ends, default=0))
            known.append(laid)
            self._placed.append(laid)
        laid.times += 1
        return laid

    def find_outcomes(self) -> tuple[Outcome, ...]:
        """Return what becomes of every cue, in all its actions."""
        outcomes: dict[tuple[str, str], Outcome] = {}
        for laid in self._placed:
            for outcome in laid.placement.outcomes:
                known = outcomes.get(outcome.key)
                if known is None:
                    known = outcomes[outcome.key] = replace(outcome, said=0, dropped=0)
                known.said += laid.times * outcome.said
                known.dropped += laid.times * outcome.dropped
                known.late = max(known.late, outcome.late)
                known.is_beyond = known.is_beyond and outcome.is_beyond
        return tuple(outcomes.values())


def _has_same_cues(action: TimedAction | Silence, other: TimedAction | Silence) -> bool:
    """Return whether two actions differ in nothing that their cues depend on."""
    if isinstance(action, TimedAction) and isinstance(other, TimedAction):
        return _get_cue_fields(action) == _get_cue_fields(other)
    return action == other
