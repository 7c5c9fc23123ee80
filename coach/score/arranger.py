"""The arranger: it gives everything that is heard its frame, joint by joint."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coach.score.cues import FramesOf
from coach.score.cuesheet import (
    Change,
    CueSheet,
    Cycles,
    Pause,
    Repetitions,
    Rest,
    Silence,
    SpeechLine,
    TimedAction,
    Visit,
)
from coach.score.events import EventListBuilder
from coach.score.joint_sequence import LaidJoint
from coach.score.joints import (
    AFTER_ACTION,
    AFTER_SPEECH,
    AFTER_TONES_FRAMES,
    BETWEEN_CLIPS_FRAMES,
    CHANGE_LEAD_FRAMES,
    END_FRAMES,
    SIDE_FRAMES,
    SIDE_STEP_FRAMES,
    JointItem,
    JointLayout,
    Lead,
    note_rest,
)
from coach.score.outcomes import CuePlacement, note_outcome
from coach.score.pacing import lay_pacing_tones
from coach.score.placements import CuePlacer
from coach.score.straight import Approach, CrowdedWords, speak_of_next
from coach.score.tight_rests import TightRest, is_tight
from coach.score.timeline import (
    ActionKind,
    Chapter,
    Event,
    EventKind,
    Hold,
    Note,
    OmittedWords,
    Position,
    Role,
    Timeline,
)
from coach.script.model import Channel
from coach.sides import Side
from coach.timing import SECOND

OPENING_SILENCE_FRAMES = SECOND // 2
CLOSING_SILENCE_FRAMES = SECOND

COUNT_FRAMES = 12 * SECOND // 100
START_FRAMES = SECOND // 2
BELL_FRAMES = 4 * SECOND
FINISH_FRAMES = SECOND // 2
FINISH_STEP_FRAMES = 6 * SECOND // 10

_CHANNELS: dict[Role, Channel] = {
    "in": "breath",
    "out": "breath",
    "count": "counts",
    "start": "tones",
    "end": "tones",
    "side": "tones",
    "finish": "tones",
    "tempo": "tones",
    "sweep": "tones",
}
"""What silences a sound of the coach. A bell is the author's, and is never silenced."""


TONE_CHANNELS = frozenset(_CHANNELS.values())
"""The channels of everything but speech."""


class Arranger:
    """Walks the cue sheet joint by joint; frames count from the end of the first clip."""

    def __init__(
        self, frames_of: FramesOf, mute: frozenset[Channel], muted_at_close: frozenset[Channel]
    ) -> None:
        self._frames_of = frames_of
        self._mute = mute
        self._muted_at_close = muted_at_close
        self._at = 0
        self._lead = AFTER_SPEECH
        self._spoken_until = 0
        self._visit: Visit | None = None
        self._side: Side | None = None
        self._events = EventListBuilder()
        self._holds: list[Hold] = []
        self._starts: list[tuple[int, Visit]] = []
        self._left_out: list[OmittedWords] = []
        self.cues = CuePlacer(frames_of)
        self.notes: list[Note] = []
        self.crowded: tuple[CrowdedWords, ...] = ()
        self._rests: dict[tuple[str, int], tuple[Rest, JointLayout]] = {}
        self._tight: dict[tuple[str, int], dict[str, None]] = {}
        self._placed: dict[tuple[object, ...], tuple[int, range]] = {}

    @property
    def frames(self) -> int:
        """The frames laid out so far."""
        return self._at

    def say_line(self, line: SpeechLine) -> None:
        """Speak a clip at the next free place."""
        at = self._at + self._lead.space
        self._add_speech(at, self._frames_of(line.text), line)
        self._at = self._spoken_until
        self._lead = AFTER_SPEECH

    def go_on(self, laid: LaidJoint) -> None:
        """Leave the room of a joint and of the action it leads to."""
        self._at += laid.layout.frames + (laid.action.frames if laid.action else 0)
        self._lead = AFTER_ACTION if laid.action else Lead(0, laid.layout.space)

    def place_joint(self, laid: LaidJoint) -> None:
        """Place what lies before an action, the action, and what leads straight on from it."""
        joint, layout = laid.joint, laid.layout
        if joint.rest:
            self._add_hold("rest", "", self._at, layout.frames)
            alike = joint.rest.source, joint.rest.frames
            tightest = self._rests.setdefault(alike, (joint.rest, layout))[1]
            if layout.tightness > tightest.tightness:
                self._rests[alike] = joint.rest, layout
            if is_tight(joint.rest, layout):
                self._tight.setdefault(alike, {}).update(dict.fromkeys(joint.texts))
        for placed in layout.placed:
            self._place_item(placed.item, self._at + placed.at)
        if laid.action:
            self._place_action(laid.action, self._at + layout.frames, layout.beeps, laid.following)
        self.go_on(laid)

    def find_tight_rests(self) -> Iterator[TightRest]:
        """Yield the rests that have no room for the words in them."""
        for alike, texts in self._tight.items():
            yield TightRest(*self._rests[alike], tuple(texts))

    def place_closing(self, lines: Sequence[SpeechLine]) -> None:
        """Sound the three tones of the end, and say what closes the track."""
        self._visit = self._side = None
        at = self._at + self._lead.space
        self._place_tones("finish", at, 3, FINISH_FRAMES, FINISH_STEP_FRAMES)
        self._at = at + 2 * FINISH_STEP_FRAMES + FINISH_FRAMES
        self._lead = Lead(0, AFTER_TONES_FRAMES)
        for line in lines:
            self.say_line(line)
        self._at += CLOSING_SILENCE_FRAMES

    def build_timeline(self, sheet: CueSheet, title: str) -> Timeline:
        """Put the first clip before everything and give the whole in order."""
        spoken = self._frames_of(title) if title else 0
        offset = OPENING_SILENCE_FRAMES + spoken
        if title:
            self._add_speech(-spoken, spoken, SpeechLine(title, "title", sheet.source))
        holds = tuple(replace(hold, at=hold.at + offset) for hold in self._holds)
        total = self._at + offset
        starts = [(0, sheet.phrases.introduction, 0)]
        starts.extend((at + offset, visit.title, visit.routine) for at, visit in self._starts)
        ends = [*(at for at, _, _ in starts[1:]), total]
        chapters = tuple(
            Chapter(at, end - at, name, routine)
            for (at, name, routine), end in zip(starts, ends, strict=True)
        )
        events = self._events.build_events(later=offset)
        left_out = tuple(replace(each, at=each.at + offset) for each in self._left_out)
        notes = tuple(self._list_notes())
        return Timeline(sheet.title, total, events, holds, chapters, notes, left_out)

    def _place_item(self, item: JointItem, at: int) -> None:
        match item:
            case Visit():
                self._visit, self._side = item, item.side
                self._starts.append((at, item))
            case SpeechLine():
                self._side = item.turn or self._side
                self._add_speech(at, self._frames_of(item.text), item)
            case Change(line):
                self._place_tones("side", at, 2, SIDE_FRAMES, SIDE_STEP_FRAMES)
                if line.text:
                    self._add_speech(at + CHANGE_LEAD_FRAMES, self._frames_of(line.text), line)
            case Silence():
                self._add_hold(item.kind, "", at, item.frames)
                self._place_during(item, at)
            case Pause():
                pass

    def _place_action(
        self, action: TimedAction, start: int, beeps: int, following: Approach | None
    ) -> None:
        """Place an action, and what leads straight on from it."""
        end = start + action.frames
        self._side = action.turn or self._side
        self._place_beeps(start, beeps, action.source)
        self._add_tone(start, START_FRAMES, "start", action.source)
        self._place_beeps(end, self._place_during(action, start, following), action.source)
        if not following:
            self._add_tone(end, END_FRAMES, "end", action.source)
        breaths = action.pace.count if isinstance(action.pace, Cycles) else 0
        reps = action.free_reps or None
        if isinstance(action.pace, Repetitions):
            reps = len(action.pace.numbers)
        self._add_hold(
            action.kind, action.name, start, action.frames, breaths, action.set_position, reps
        )
        is_free = action.free_reps > 0 and not action.ends_by_clock
        if is_free or action.turn:
            is_turn = action.turn is not None
            self._holds[-1] = replace(self._holds[-1], is_free=is_free, is_turn=is_turn)
        if following:
            self._place_approach(following, start)

    def _place_approach(self, approach: Approach, start: int) -> None:
        """Say what leads straight on; a silent visit begins with its action."""
        begun: list[Visit] = []
        at = start + approach.at
        for item in approach.items:
            if isinstance(item, Visit):
                begun.append(item)
                continue
            for visit in begun:
                self._place_item(visit, at)
            begun.clear()
            self._place_item(speak_of_next(item), at)
            at += self._frames_of(item.text) + BETWEEN_CLIPS_FRAMES
        for visit in begun:
            self._place_item(visit, self._holds[-1].at + self._holds[-1].frames)

    def _place_during(
        self, action: TimedAction | Silence, start: int, following: Approach | None = None
    ) -> int:
        """Place what sounds during an action; return how many beeps count its end.

        What was placed for an action that is alike is repeated.
        """
        cues = self.cues.place_cues(
            action,
            min(self._spoken_until - start, 0),
            words="words" not in self._muted,
            beeping=following.beeps * SECOND if following else None,
            reserved=(following.at, following.frames) if following else None,
        )
        if cues.placement.spoken:
            self._spoken_until = max(self._spoken_until, start + cues.spoken_until)
        alike = (cues, self._muted, *self._belonging)
        if alike in self._placed:
            first, placed = self._placed[alike]
            self._events.repeat_events(placed, start - first)
            return cues.placement.beeps
        count = len(self._events)
        self._place_all(action, cues.placement, start)
        self._placed[alike] = start, range(count, len(self._events))
        return cues.placement.beeps

    def _place_all(
        self, action: TimedAction | Silence, placement: CuePlacement, start: int
    ) -> None:
        """Place the tones that pace an action, the words and the bells."""
        if isinstance(action, TimedAction) and not self._muted >= TONE_CHANNELS:
            for tone in lay_pacing_tones(action):
                self._add_tone(start + tone.at, tone.frames, tone.role, action.source, tone.note)
        for clip in placement.spoken:
            line = SpeechLine(clip.text, clip.role, clip.source)
            self._add_speech(start + clip.at, clip.frames, line, from_end=clip.from_end)
        for bell in placement.bells:
            at = start + bell.at
            self._add_tone(at, BELL_FRAMES, "bell", bell.source, from_end=bell.from_end)

    def _place_beeps(self, until: int, beeps: int, source: str) -> None:
        for seconds in range(beeps, 0, -1):
            self._add_tone(until - seconds * SECOND, COUNT_FRAMES, "count", source)

    def _place_tones(self, role: Role, at: int, notes: int, frames: int, step: int) -> None:
        """Sound several tones one after another."""
        for note in range(notes):
            self._add_tone(at + note * step, frames, role, None, note)

    def _add_tone(  # noqa: PLR0913 (an event has as many sides)
        self,
        at: int,
        frames: int,
        role: Role,
        source: str | None,
        note: int = 0,
        *,
        from_end: bool = False,
    ) -> None:
        if _CHANNELS.get(role) not in self._muted:
            kind: EventKind = "breath" if role in ("in", "out") else "tone"
            fields = (kind, role, None, *self._belonging, source, note, from_end)
            self._events.place_event(at, frames, fields)

    def _add_speech(
        self, at: int, frames: int, line: SpeechLine, *, from_end: bool = False
    ) -> None:
        said = line.role, line.text, *self._belonging, line.source
        event = Event(at, frames, "speech", *said, from_end=from_end)
        self._events.add_event(event)
        self._spoken_until = max(self._spoken_until, at + frames)
        if line.marked:
            self._left_out.append(OmittedWords(at, line.marked))

    @property
    def _muted(self) -> frozenset[Channel]:
        """What the listener, or the author of what is done now, leaves out."""
        return self._mute | (self._visit.muted if self._visit else self._muted_at_close)

    @property
    def _belonging(self) -> tuple[str | None, Side | None]:
        """The exercise and side that events belong to now."""
        return (self._visit.exercise, self._side) if self._visit else (None, None)

    def _add_hold(  # noqa: PLR0913, PLR0917 (a hold has as many sides)
        self,
        kind: ActionKind,
        name: str,
        at: int,
        frames: int,
        breaths: int = 0,
        set_position: Position | None = None,
        reps: int | None = None,
    ) -> None:
        visit = self._visit
        if visit:
            hold = Hold(
                name,
                visit.exercise,
                self._side,
                at,
                frames,
                breaths,
                kind,
                set_position,
                visit.round_position,
                reps,
            )
            self._holds.append(hold)

    def _list_notes(self) -> Iterator[Note]:
        for outcome in self.cues.find_outcomes():
            yield from note_outcome(outcome)
        yield from self.notes
        for rest, layout in self._rests.values():
            yield from note_rest(rest, layout)
