"""Joints: what is heard between two actions, in which order and where, to the frame.

A joint runs from the onset of one action's end tone to the onset of the next one's start tone. It
is as long as what is heard in it, unless a rest states its length: then what belongs to the action
that has ended comes first, and what belongs to the one that comes next comes last.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coach.score.cues import FramesOf
from coach.score.cuesheet import (
    Change,
    Leaving,
    Pause,
    Rest,
    Silence,
    SpeechLine,
    TimedAction,
    Visit,
)
from coach.score.gap_scale import AS_STATED, GapScale
from coach.score.intervals import LATE
from coach.score.lane import CLEAR_FRAMES
from coach.score.timeline import Note
from coach.script.model import LEAST_COUNTED_GAP_MS
from coach.timing import SECOND, ms_to_frames, round_up_to_tenths, write_duration

BETWEEN_CLIPS_FRAMES = 6 * SECOND // 10
"""Between two clips of speech, and after an action's last sound."""

AFTER_TONES_FRAMES = 3 * SECOND // 10
"""Between the tones of a figure and the words they announce."""

END_FRAMES = 8 * SECOND // 10
SIDE_FRAMES = 3 * SECOND // 10
SIDE_STEP_FRAMES = 4 * SECOND // 10

CHANGE_LEAD_FRAMES = SIDE_STEP_FRAMES + SIDE_FRAMES + AFTER_TONES_FRAMES
"""From the first tone of a change of side to its words."""

COUNTED_GAP_FRAMES = ms_to_frames(LEAST_COUNTED_GAP_MS)
"""The shortest gap that a count-in of three seconds fits."""

COUNT_IN_BEEPS = 3

JointItem = SpeechLine | Change | Silence | Pause | Visit
"""What stands in a joint; a visit marks the place where it begins."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What lies between two actions.

    Attributes:
        ended: what belongs to the action that has ended, where a rest parts it from what comes.
        coming: what belongs to what comes next.
        gap: the frames between the last of it and the next start tone.
        count_in: whether the last three seconds of the gap are counted.
        rest: the rest that states how long the joint is; None where nothing does.
        is_open: whether no action follows.
        is_straight: whether the next action is to begin on the end of the one before.
    """

    ended: tuple[JointItem, ...]
    coming: tuple[JointItem, ...]
    gap: int = 0
    count_in: bool = False
    rest: Rest | None = None
    is_open: bool = False
    is_straight: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it holds nothing but words."""
        return not self.rest and all(isinstance(i, SpeechLine | Visit | Pause) for i in self.coming)

    @property
    def texts(self) -> Iterator[str]:
        """All that may be said in it."""
        for item in (*self.ended, *self.coming):
            match item:
                case SpeechLine():
                    yield from item.wordings
                case Change(line):
                    yield line.text

    @property
    def changes_side(self) -> bool:
        """Whether the side changes in it."""
        return any(isinstance(item, Change) for item in self.coming)


@dataclass(frozen=True, slots=True)
class Lead:
    """How a joint begins.

    Attributes:
        sounding: the frames for which a tone still sounds.
        space: the frames that speech keeps after that.
    """

    sounding: int
    space: int


AFTER_ACTION = Lead(END_FRAMES, BETWEEN_CLIPS_FRAMES)
AFTER_SPEECH = Lead(0, BETWEEN_CLIPS_FRAMES)
AFTER_SILENCE = Lead(0, 0)


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item with its frame, counted from the onset of the joint."""

    at: int
    item: JointItem


@dataclass(frozen=True, slots=True)
class JointLayout:
    """A joint laid out.

    Attributes:
        placed: what is heard, in order.
        frames: how long the joint is.
        beeps: how many beeps count the next action in.
        space: the frames that speech keeps after the joint where no start tone follows.
        left: what of the coach's own had to leave.
        lost_beeps: how many beeps had to leave.
    """

    placed: tuple[PlacedItem, ...]
    frames: int
    beeps: int
    space: int
    left: frozenset[Leaving] = frozenset()
    lost_beeps: int = 0

    @property
    def tightness(self) -> tuple[int, int, int]:
        """How far it was pressed, for comparison with the other layouts of one rest."""
        return self.frames, self.lost_beeps, len(self.left)


@dataclass(frozen=True, slots=True)
class _Squeeze:
    """How a joint is pressed into its rest: what leaves, the gap too, and which beeps stay."""

    left: frozenset[Leaving]
    is_gap_kept: bool = False
    beeps: int = COUNT_IN_BEEPS


_WORDS: frozenset[Leaving] = frozenset({"length", "rest", "position", "announcement"})
_ALL: frozenset[Leaving] = _WORDS | {"number"}

_SQUEEZES = (
    _Squeeze(frozenset(), is_gap_kept=True),
    _Squeeze(frozenset()),
    _Squeeze(frozenset({"length"})),
    _Squeeze(frozenset({"length", "rest"})),
    _Squeeze(frozenset({"length", "rest", "position"})),
    _Squeeze(_WORDS),
    _Squeeze(_WORDS, beeps=1),
    _Squeeze(_ALL, beeps=1),
    _Squeeze(_ALL, beeps=0),
)
"""The order in which things leave where a rest is short."""


def find_joints(visits: Iterable[Visit]) -> Iterator[tuple[Joint, TimedAction | None]]:
    """Return every joint of a track with the action it leads to.

    Where there is none, the joint ends with what is heard in it: at the end of the track, and
    beside a rest before or after a visit without a timed action.
    """
    ended: tuple[JointItem, ...] = ()
    items: list[JointItem] = []
    rest: Rest | None = None
    is_timed, is_straight = True, False
    for visit in visits:
        is_straight = is_straight and visit.is_straight
        if visit.rest:
            if not is_timed and not visit.rest.is_interval:
                yield Joint((), tuple(items), is_open=True), None
                items = []
            ended, items, rest = (*items, visit.rest.line), [], visit.rest
            if not visit.is_timed:
                yield Joint(ended, (), BETWEEN_CLIPS_FRAMES, rest=rest, is_open=True), None
                ended, rest = (), None
        is_timed = visit.is_timed
        items += _list_opening(visit)
        for part in visit.parts:
            if part.rest:
                ended, items, rest = (*items, part.rest.line), [], part.rest
            items += part.lines
            match part.action:
                case TimedAction(gap=gap, count_in=count_in) as action:
                    coming = tuple(items)
                    yield Joint(ended, coming, gap, count_in, rest, is_straight=is_straight), action
                    ended, items, rest = (), list(part.ended), None
                    is_straight = action.is_straight
                case Silence() as silence:
                    items.append(silence)
                case None:
                    items += [Pause(part.pause)] if part.pause else []
    yield Joint((), tuple(items), is_open=True), None


def _list_opening(visit: Visit) -> Iterator[JointItem]:
    yield visit
    yield from visit.opening
    if visit.change:
        yield visit.change
    yield from visit.lines


def lay_out_joint(
    joint: Joint, lead: Lead, frames_of: FramesOf, scale: GapScale = AS_STATED
) -> JointLayout:
    """Place what is heard in a joint.

    A rest is kept to the frame: what does not fit leaves in the order of `_SQUEEZES`. Only what
    never leaves can make it longer. The gaps of a joint without one are as long as a scale says.
    """
    if joint.rest is None:
        return _lay_out(joint, lead, frames_of, _SQUEEZES[0], scale=scale)
    stated = joint.rest.frames
    layouts = {0: _lay_out(joint, lead, frames_of, _SQUEEZES[0])}
    if layouts[0].frames <= stated:
        return layouts[0]

    def is_enough(number: int) -> bool:
        layouts[number] = _lay_out(joint, lead, frames_of, _SQUEEZES[number])
        return layouts[number].frames <= stated

    last = len(_SQUEEZES) - 1  # no squeeze takes longer than the one before
    fitting = bisect_left(range(last), x=True, lo=1, key=is_enough)
    return layouts.get(fitting) or _lay_out(joint, lead, frames_of, _SQUEEZES[fitting])


def _lay_out(
    joint: Joint,
    lead: Lead,
    frames_of: FramesOf,
    squeeze: _Squeeze,
    *,
    scale: GapScale = AS_STATED,
) -> JointLayout:
    """Place what stays in a joint; what a rest leaves free lies before what comes next."""
    walk = _Walk(lead, frames_of, squeeze, scale)
    for item in joint.ended:
        walk.place_item(item)
    coming = len(walk.placed)
    for item in joint.coming:
        walk.place_item(item)
    walk.begin_visits(walk.at)
    beeps = squeeze.beeps if joint.count_in else 0
    least = _find_least_gap(beeps, is_after_speech=walk.is_after_speech)
    gap = min(joint.gap, least)
    if squeeze.is_gap_kept:
        gap = max(scale.scale_gap(joint.gap), COUNTED_GAP_FRAMES if joint.count_in else 0)
    frames = walk.at + gap if joint.is_open else max(walk.at + gap, walk.switched)
    free = max(joint.rest.frames - frames, 0) if joint.rest else 0
    if free:
        walk.delay_items(coming, free)
    return JointLayout(
        tuple(walk.placed),
        frames + free,
        beeps,
        0 if joint.rest else walk.space,
        frozenset(walk.left),
        COUNT_IN_BEEPS - squeeze.beeps if joint.count_in else 0,
    )


def _find_least_gap(beeps: int, *, is_after_speech: bool) -> int:
    """Return the least gap for some beeps."""
    if not is_after_speech:
        return beeps * SECOND
    return COUNTED_GAP_FRAMES - (COUNT_IN_BEEPS - beeps) * SECOND if beeps else CLEAR_FRAMES


class _Walk:
    """Places items one after another.

    Attributes:
        placed: the items so far.
        at: where the last of them ends.
        space: the frames that speech keeps after that.
        is_after_speech: whether the last of them is speech.
        switched: the first frame at which the visit's change of side is done.
        left: what was not placed.
    """

    def __init__(self, lead: Lead, frames_of: FramesOf, squeeze: _Squeeze, scale: GapScale) -> None:
        self._frames_of = frames_of
        self._squeeze = squeeze
        self._scale = scale
        self._begun: list[Visit] = []
        self.placed: list[PlacedItem] = []
        self.at = lead.sounding
        self.space = lead.space
        self.is_after_speech = False
        self.switched = 0
        self.left: set[Leaving] = set()

    def place_item(self, item: JointItem) -> None:
        match item:
            case Visit():
                self._begun.append(item)
                self.switched = 0
            case SpeechLine():
                self._place_line(item)
            case Change(line, switch):
                self._put_item(self.at + self._pause, item)
                words = self._frames_of(line.text) if line.text else 0
                self._pass_speech(CHANGE_LEAD_FRAMES + words)
                if self._squeeze.is_gap_kept:
                    self.switched = self.at + self._scale.scale_gap(switch)
            case Silence(frames=frames):
                self._put_item(self.at, item)
                self._pass_silence(frames)
            case Pause(frames) if self._squeeze.is_gap_kept:
                self.begin_visits(self.at)
                self._pass_silence(self._scale.scale_gap(frames))
            case Pause():
                pass

    @property
    def _pause(self) -> int:
        """The frames that speech keeps now."""
        return self._scale.scale_pause(self.space)

    def begin_visits(self, at: int) -> None:
        """Place the visits that have begun and were not heard yet."""
        if self._begun:
            self.placed += (PlacedItem(at, visit) for visit in self._begun)
            self._begun.clear()

    def delay_items(self, first: int, frames: int) -> None:
        """Move the items from a number on to later."""
        later = (PlacedItem(each.at + frames, each.item) for each in self.placed[first:])
        self.placed[first:] = list(later)

    def _put_item(self, at: int, item: JointItem) -> None:
        self.begin_visits(at)
        self.placed.append(PlacedItem(at, item))

    def _place_line(self, line: SpeechLine) -> None:
        said: SpeechLine | None = line
        while said and said.leaving in self._squeeze.left:
            self.left.add(said.leaving)
            said = said.shorter
        if said and said.text:
            self._put_item(self.at + self._pause, said)
            self._pass_speech(self._frames_of(said.text))

    def _pass_speech(self, frames: int) -> None:
        self.at += self._pause + frames
        self.space = BETWEEN_CLIPS_FRAMES
        self.is_after_speech = True

    def _pass_silence(self, frames: int) -> None:
        self.at += frames
        self.space = 0
        self.is_after_speech = False


LONGER = "rest-longer"
"""The code of a note for a rest that its words make longer."""

_LEAVING: dict[Leaving, str] = {
    "length": "lengths",
    "rest": "“Rest”",
    "announcement": "the announcement",
    "number": "the number",
}


def note_rest(rest: Rest, layout: JointLayout) -> Iterator[Note]:
    """Describe that a rest is longer than written, and what it had no room for."""
    stated = write_duration(rest.frames)
    if layout.frames > rest.frames:
        longer = write_duration(round_up_to_tenths(layout.frames))
        message = f"The rest of {stated} lasts up to {longer}: its words and rests take longer."
        yield Note(LATE if rest.is_interval else LONGER, message, rest.source)
    missing = [words for leaving, words in _LEAVING.items() if leaving in layout.left]
    if layout.lost_beeps:
        missing.append("the beeps" if layout.beeps == 0 else f"{layout.lost_beeps} beeps")
    if missing:
        *others, last = missing
        listed = f"{', '.join(others)} and {last}" if others else last
        message = f"The rest of {stated} has no room for {listed}."
        yield Note("rest-short", message, rest.source)
