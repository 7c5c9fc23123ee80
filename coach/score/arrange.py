"""A cue sheet to a timeline: everything that is heard gets its frame.

Nothing but the first clip depends on how long the track is, so all else is laid out from the end
of that clip and moved once its words are known.
"""

from dataclasses import dataclass

from coach.score.arranger import OPENING_SILENCE_FRAMES, TONE_CHANNELS, Arranger
from coach.score.cues import FramesOf
from coach.score.cuesheet import CueSheet
from coach.score.gap_scale import AS_STATED, GapScale
from coach.score.joint_sequence import JointSequence
from coach.score.order import LONGEST_TRACK_FRAMES
from coach.score.outcomes import Outcome
from coach.score.straight import CrowdedWords
from coach.score.tight_rests import TightRest
from coach.score.timeline import Timeline
from coach.score.track_title import word_title
from coach.script.model import Channel


def arrange_timeline(
    sheet: CueSheet,
    frames_of: FramesOf,
    mute: frozenset[Channel],
    scale: GapScale = AS_STATED,
    total: int | None = None,
) -> Timeline:
    """Place everything in time; what is muted leaves its time empty.

    ``scale`` is how long the gaps are, of what is stated. ``total`` is the length that the first
    clip tells, where the track was made for one.
    """
    arranger = _lay_out(sheet, frames_of, mute, scale)
    title = word_title(sheet, arranger.frames + OPENING_SILENCE_FRAMES, frames_of, total)
    return arranger.build_timeline(sheet, title)


class TrackGauge:
    """Measures how long a track is but for its first clip, without placing what is heard."""

    def __init__(self, sheet: CueSheet, frames_of: FramesOf) -> None:
        self._sheet = sheet
        self._frames_of = frames_of
        self._joints = JointSequence(sheet.visits, frames_of)

    def measure_frames(self, scale: GapScale = AS_STATED) -> int:
        """Return the frames it takes with gaps of a scale."""
        arranger = Arranger(self._frames_of, frozenset(), frozenset())
        for line in self._sheet.cautions:
            arranger.say_line(line)
        for laid in self._joints.lay_out(scale):
            arranger.go_on(laid)
        arranger.place_closing(self._sheet.closing)
        return arranger.frames + OPENING_SILENCE_FRAMES

    @property
    def flexible(self) -> int:
        """How many of its joints may be longer or shorter."""
        return self._joints.flexible


@dataclass(frozen=True, slots=True)
class SpokenOutcomes:
    """What becomes of the words of a cue sheet.

    Attributes:
        cues: what becomes of every cue, and of the numbers.
        crowded: the words that have no room before an action that is to come straight on.
        rests: the rests that have no room for the words in them.
    """

    cues: tuple[Outcome, ...]
    crowded: tuple[CrowdedWords, ...]
    rests: tuple[TightRest, ...]


def find_outcomes(sheet: CueSheet, frames_of: FramesOf) -> SpokenOutcomes:
    """Return what becomes of the words of a cue sheet."""
    arranger = _lay_out(sheet, frames_of, TONE_CHANNELS)
    return SpokenOutcomes(
        arranger.cues.find_outcomes(), arranger.crowded, tuple(arranger.find_tight_rests())
    )


def _lay_out(
    sheet: CueSheet,
    frames_of: FramesOf,
    mute: frozenset[Channel],
    scale: GapScale = AS_STATED,
) -> Arranger:
    """Lay out all but the first clip."""
    arranger = Arranger(frames_of, mute, sheet.muted)
    for line in sheet.cautions:
        arranger.say_line(line)
    joints = JointSequence(sheet.visits, frames_of)
    for laid in joints.lay_out(scale):
        arranger.place_joint(laid)
        if arranger.frames > LONGEST_TRACK_FRAMES:
            break  # it is refused, however much there is to come
    arranger.notes += joints.plan.notes
    arranger.crowded = joints.plan.crowded
    arranger.place_closing(sheet.closing)
    return arranger
