"""A cue sheet to a timeline: everything that is heard gets its frame.

Nothing but the first clip depends on how long the track is, so all else is laid out from the end
of that clip and moved once its words are known.
"""

from collections.abc import Sequence
from dataclasses import replace

from coach.score.adjustment_values import Channel
from coach.score.breath import beats
from coach.score.cues import COUNT_OUT, FramesOf, Outcome, place
from coach.score.cuesheet import (
    CueSheet,
    Cycles,
    Line,
    Part,
    Passes,
    Performance,
    Repetitions,
    Silence,
    Visit,
)
from coach.score.events import Gathering
from coach.score.timeline import Chapter, Event, EventKind, Hold, Note, Role, Timeline
from coach.script.model import RepPhaseKind
from coach.sides import Side
from coach.timing import SECOND, duration_text

OPENING_SILENCE = SECOND // 2
BETWEEN_CLIPS = 6 * SECOND // 10
"""Between two clips of speech, and after an action's last sound."""

AFTER_TONES = 3 * SECOND // 10
"""Between the tones of a figure and the words they announce."""

CLOSING_SILENCE = SECOND

COUNT_FRAMES = 12 * SECOND // 100
START_FRAMES = SECOND // 2
END_FRAMES = 8 * SECOND // 10
SIDE_FRAMES = 3 * SECOND // 10
SIDE_STEP = 4 * SECOND // 10
FINISH_FRAMES = SECOND // 2
FINISH_STEP = 6 * SECOND // 10

_TEMPO_NOTES: dict[RepPhaseKind, int] = {"lower": 0, "lift": 1}

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


def arrange(sheet: CueSheet, frames_of: FramesOf, mute: frozenset[Channel]) -> Timeline:
    """Place everything in time; what is muted leaves its time empty."""
    arranger = _Arranger(frames_of, mute)
    for line in sheet.cautions:
        arranger.say(line)
    for visit in sheet.visits:
        arranger.visit(visit)
    arranger.close(sheet.closing)
    title = _title(sheet, arranger.frames + OPENING_SILENCE, frames_of)
    return arranger.timeline(sheet, title)


def _title(sheet: CueSheet, rest: int, frames_of: FramesOf) -> str:
    """Word the first clip, which says how long the track is, itself included."""
    totals: dict[str, int] = {}
    words = sheet.phrases.title(sheet.title, rest, sheet.tools)
    while words not in totals:
        totals[words] = rest + frames_of(words)
        words = sheet.phrases.title(sheet.title, totals[words], sheet.tools)
    # Where two wordings each lead to the other, the larger total is said.
    cycle = list(totals.values())[list(totals).index(words) :]
    return sheet.phrases.title(sheet.title, max(cycle), sheet.tools)


class _Arranger:
    """Walks the cue sheet with a cursor; frames count from the end of the first clip."""

    def __init__(self, frames_of: FramesOf, mute: frozenset[Channel]) -> None:
        self._frames_of = frames_of
        self._mute = mute
        self._at = 0
        self._space = BETWEEN_CLIPS
        self._spoken_until = 0
        self._visit: Visit | None = None
        self._events = Gathering()
        self._holds: list[Hold] = []
        self._starts: list[tuple[int, str]] = []
        self._outcomes: dict[str, Outcome] = {}

    @property
    def frames(self) -> int:
        """The frames laid out so far."""
        return self._at

    def say(self, line: Line) -> None:
        """Speak a clip at the next free place."""
        frames = self._frames_of(line.text)
        self._speech(self._at + self._space, frames, line)
        self._at += self._space + frames
        self._space = BETWEEN_CLIPS
        self._spoken_until = self._at

    def visit(self, visit: Visit) -> None:
        self._visit = visit
        self._starts.append((self._at + self._space, visit.title))
        for line in visit.opening:
            self.say(line)
        if visit.change:
            self._figure("side", 2, SIDE_FRAMES, SIDE_STEP)
            self.say(visit.change)
            self._space = max(visit.switch, BETWEEN_CLIPS)
        for line in visit.lines:
            self.say(line)
        for part in visit.parts:
            self._part(part)

    def close(self, lines: Sequence[Line]) -> None:
        self._visit = None
        self._figure("finish", 3, FINISH_FRAMES, FINISH_STEP)
        for line in lines:
            self.say(line)
        self._at += CLOSING_SILENCE

    def timeline(self, sheet: CueSheet, title: str) -> Timeline:
        """Put the first clip before everything and give the whole in order."""
        spoken = self._frames_of(title)
        offset = OPENING_SILENCE + spoken
        self._speech(-spoken, spoken, Line(title, "title", sheet.source))
        holds = tuple(replace(hold, at=hold.at + offset) for hold in self._holds)
        total = self._at + offset
        starts = [(0, sheet.phrases.introduction)]
        starts.extend((at + offset, name) for at, name in self._starts)
        ends = [*(at for at, _ in starts[1:]), total]
        chapters = tuple(
            Chapter(at, end - at, name) for (at, name), end in zip(starts, ends, strict=True)
        )
        events = self._events.events(later=offset)
        return Timeline(sheet.title, total, events, holds, chapters, tuple(self._notes()))

    def _part(self, part: Part) -> None:
        for line in part.lines:
            self.say(line)
        match part.action:
            case Performance():
                self._perform(part.action)
            case Silence():
                self._hold(part.action, self._at, "", 0)
                self._cues(part.action, self._at)
                self._at += part.action.frames
                self._space = 0
            case None if part.pause:
                self._at += part.pause
                self._space = 0
            case None:
                pass

    def _perform(self, action: Performance) -> None:
        start = self._at + action.gap
        end = start + action.frames
        if action.count_in:
            self._count(start, action.source)
        self._tone(start, START_FRAMES, "start", action.source)
        breaths = self._pace(action, start)
        self._cues(action, start)
        if action.count_out:
            self._count(end, action.source)
        self._tone(end, END_FRAMES, "end", action.source)
        self._hold(action, start, action.name, breaths)
        self._at = end + END_FRAMES
        self._space = BETWEEN_CLIPS

    def _pace(self, action: Performance, start: int) -> int:
        """Lay the tones that pace an action; give the number of breaths."""
        match action.pace:
            case Cycles(breath, count, _):
                phases = [phase.milliseconds for phase in breath.phases]
                inward = 0
                for beat in beats(action.frames, phases, count):
                    kind = breath.phases[beat.phase].kind
                    if kind == "held":
                        continue
                    inward = inward + 1 if kind == "in" else 0
                    note = max(inward - 1, 0)
                    at = start + beat.at
                    self._tone(at, beat.frames, kind, action.source, note)
                return count
            case Repetitions(tempo, numbers):
                for beat in beats(action.frames, tempo.phases, len(numbers)):
                    tempo_note = _TEMPO_NOTES.get(tempo.kinds[beat.phase])
                    if beat.frames and tempo_note is not None:
                        self._tone(start + beat.at, beat.frames, "tempo", action.source, tempo_note)
            case Passes(count):
                for beat in beats(action.frames, [1], count):
                    at, note = start + beat.at, beat.cycle % 2
                    self._tone(at, beat.frames, "sweep", action.source, note)
            case None:
                pass
        return 0

    def _cues(self, action: Performance | Silence, start: int) -> None:
        spoken, outcomes = place(
            action,
            min(self._spoken_until - start, 0),
            self._frames_of,
            words="words" not in self._mute,
        )
        for clip in spoken:
            self._speech(start + clip.at, clip.frames, Line(clip.text, clip.role, clip.source))
            self._spoken_until = max(self._spoken_until, start + clip.at + clip.frames)
        for outcome in outcomes:
            known = self._outcomes.setdefault(outcome.source, outcome)
            if known is not outcome:
                known.said += outcome.said
                known.dropped += outcome.dropped
                known.late = max(known.late, outcome.late)

    def _count(self, until: int, source: str) -> None:
        for seconds in range(COUNT_OUT // SECOND, 0, -1):
            self._tone(until - seconds * SECOND, COUNT_FRAMES, "count", source)

    def _figure(self, role: Role, notes: int, frames: int, step: int) -> None:
        """Sound several tones one after another; words follow after a short gap."""
        at = self._at + self._space
        for note in range(notes):
            self._tone(at + note * step, frames, role, None, note)
        self._at = at + (notes - 1) * step + frames
        self._space = AFTER_TONES

    def _tone(self, at: int, frames: int, role: Role, source: str | None, note: int = 0) -> None:
        if _CHANNELS[role] not in self._mute:
            kind: EventKind = "breath" if role in ("in", "out") else "tone"
            event = Event(at, frames, kind, role, None, *self._belonging, source, note)
            self._events.add(event)

    def _speech(self, at: int, frames: int, line: Line) -> None:
        belonging = self._belonging
        event = Event(at, frames, "speech", line.role, line.text, *belonging, line.source)
        self._events.add(event)

    @property
    def _belonging(self) -> tuple[str | None, Side | None]:
        """The exercise and side that events belong to now."""
        return (self._visit.exercise, self._visit.side) if self._visit else (None, None)

    def _hold(self, action: Performance | Silence, at: int, name: str, breaths: int) -> None:
        visit = self._visit
        if visit:
            hold = Hold(name, visit.exercise, visit.side, at, action.frames, breaths, action.kind)
            self._holds.append(hold)

    def _notes(self) -> list[Note]:
        notes: list[Note] = []
        for source, outcome in self._outcomes.items():
            words = f"“{outcome.text}”"
            if outcome.dropped:
                times = f" {outcome.dropped} of {outcome.said + outcome.dropped} times"
                notes.append(Note("cue-dropped", f"{words} finds no room{times}.", source))
            if outcome.late:
                late = duration_text(outcome.late)
                notes.append(Note("cue-moved", f"{words} comes up to {late} later.", source))
        return notes
