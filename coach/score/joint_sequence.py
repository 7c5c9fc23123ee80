"""The joints of a track, one after another: which lead straight on, and how long each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.score.cues import FramesOf
from coach.score.cuesheet import TimedAction, Visit
from coach.score.gap_scale import GapScale
from coach.score.joints import (
    AFTER_ACTION,
    AFTER_SPEECH,
    Joint,
    JointLayout,
    Lead,
    find_joints,
    lay_out_joint,
)
from coach.score.straight import Approach, StraightPlan, plan_straight

_NOTHING = JointLayout((), 0, 0, 0)
"""The layout of a joint that leads straight on: what it says is said before."""


@dataclass(frozen=True, slots=True)
class LaidJoint:
    """A joint with its layout.

    Attributes:
        joint: the joint.
        layout: what is heard in it, and how long it is.
        action: the action it leads to; None where there is none.
        following: what leads straight on from that action.
    """

    joint: Joint
    layout: JointLayout
    action: TimedAction | None
    following: Approach | None


class JointSequence:
    """The joints of some visits."""

    def __init__(self, visits: Sequence[Visit], frames_of: FramesOf) -> None:
        self._frames_of = frames_of
        self._joints = tuple(find_joints(visits))
        self.plan: StraightPlan = plan_straight(self._joints, frames_of)

    @property
    def flexible(self) -> int:
        """How many joints are as long as what is heard in them and their gap."""
        return sum(map(self._is_flexible, range(len(self._joints))))

    def lay_out(self, scale: GapScale) -> Iterator[LaidJoint]:
        """Lay out every joint, the first of them after speech."""
        lead, extra, approaches = AFTER_SPEECH, scale.extra, self.plan.approaches
        for number, (joint, action) in enumerate(self._joints):
            layout = _NOTHING
            if number not in approaches:
                layout = lay_out_joint(joint, lead, self._frames_of, scale)
            if extra and self._is_flexible(number):
                added = min(extra, scale.share)
                extra -= added
                layout = replace(layout, frames=layout.frames + added)
            lead = AFTER_ACTION if action else Lead(0, layout.space)
            yield LaidJoint(joint, layout, action, approaches.get(number + 1))

    def _is_flexible(self, number: int) -> bool:
        return self._joints[number][0].rest is None and number not in self.plan.approaches
