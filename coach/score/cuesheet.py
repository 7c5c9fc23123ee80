"""The cue sheet: what is heard, in order, with every length in frames but no place in time.

How long a clip of speech is, nobody knows before a voice has spoken; that is why a cue sheet and a
timeline are two types.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from coach.languages.phrases import Phrases
from coach.score.goal import Goal
from coach.score.timeline import ActionKind, Position, Role
from coach.script.model import Breath, Channel, PhaseKind, Tempo
from coach.script.moments import When
from coach.sides import Side

Leaving = Literal["length", "rest", "position", "announcement", "number"]
"""What a line of the coach's own is; in this order they leave where a rest is short. A position is
an announcement that says which of how many."""


@dataclass(frozen=True, slots=True)
class SpeechLine:
    """One clip of speech.

    Attributes:
        text: its words; empty where nothing is said.
        role: what it is for.
        source: where in the script it stands.
        leaving: as what it leaves where a rest is short; None where it always stays.
        shorter: what is said in its place once it has left.
        marked: the full words with what is left out in brackets; empty where nothing is.
        turn: the side that begins with it, of those that are worked by turns.
    """

    text: str
    role: Role
    source: str | None = None
    leaving: Leaving | None = None
    shorter: "SpeechLine | None" = None
    marked: str = ""
    turn: Side | None = None

    @property
    def wordings(self) -> Iterator[str]:
        """All its words, and then those that are said in its place."""
        line: SpeechLine | None = self
        while line:
            yield line.text
            line = line.shorter


@dataclass(frozen=True, slots=True)
class Change:
    """A change of side: two tones, then words.

    ``switch`` frames at the least lie between the words and the next timed action.
    """

    line: SpeechLine
    switch: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Frames to do what was just said."""

    frames: int


@dataclass(frozen=True, slots=True)
class Rest:
    """A rest of a stated length between two timed actions, with all that is heard in it.

    Attributes:
        frames: from the onset of an end tone to the onset of the next start tone.
        line: the words that name it.
        source: the place of the directive.
        is_interval: whether the next action begins at a stated interval.
    """

    frames: int
    line: SpeechLine
    source: str
    is_interval: bool = False


@dataclass(frozen=True, slots=True)
class Cycles:
    """A hold paced by breath: this many whole cycles of a pattern.

    ``words`` name each kind of phase in the first cycle, where it is named.
    """

    breath: Breath
    count: int
    words: Mapping[PhaseKind, str]


@dataclass(frozen=True, slots=True)
class Repetitions:
    """Repetitions at a tempo.

    ``numbers`` count them; ``last`` is said in place of the last number, where it has room. All are
    empty where nothing is said. By turns, ``numbers`` name the ``sides``, which recur.
    """

    tempo: Tempo
    numbers: tuple[str, ...]
    last: str
    sides: int = 1


@dataclass(frozen=True, slots=True)
class Passes:
    """Rolling passes, one sweep one way each."""

    count: int


Pace = Cycles | Repetitions | Passes


@dataclass(frozen=True, slots=True)
class PlannedCue:
    """Words to be spoken during an action, and when.

    Where ``is_sparing`` is set, a cue of `each` phase is said at the first two and near the end.
    With a bell, ``text`` may be empty.
    """

    text: str
    when: When
    source: str
    is_sparing: bool = False
    has_bell: bool = False


@dataclass(frozen=True, slots=True)
class Signpost:
    """Words that tell how far a long action is; said at their frame of the action or not at all."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class TimedAction:
    """One run of a timed action.

    Attributes:
        kind: which directive it is.
        name: what ``--hold`` calls it.
        frames: its length, from the onset of its start tone to the onset of its end tone.
        gap: the frames before it, a count-in included.
        count_in: whether the last three seconds before it are counted.
        count_out: whether its own last three seconds are counted.
        pace: what paces it; None where nothing does.
        cues: what the author has said meanwhile.
        signposts: what the coach says meanwhile.
        source: the place of the directive.
        set_position: which of the step's sets it is; None where there is one.
        is_straight: whether the next action of its visit begins on its end.
        coming: what is said ahead of the words for that action; empty where nothing is.
        aloud: the numbers by which it is counted aloud; empty where it is not.
        free_reps: how many repetitions are done in the listener's own time; 0 for all else.
        ends_by_clock: whether those end at their frame, as the next ones begin at an interval.
        turn: the side it is for, of those that are worked by turns.
    """

    kind: ActionKind
    name: str
    frames: int
    gap: int
    count_in: bool
    count_out: bool
    pace: Pace | None
    cues: tuple[PlannedCue, ...]
    signposts: tuple[Signpost, ...]
    source: str
    set_position: Position | None = None
    is_straight: bool = False
    coming: str = ""
    aloud: tuple[str, ...] = ()
    free_reps: int = 0
    ends_by_clock: bool = False
    turn: Side | None = None

    @property
    def coach_texts(self) -> Iterator[str]:
        """The words that the coach may say meanwhile."""
        yield from filter(None, (self.coming, *self.aloud))
        for signpost in self.signposts:
            yield signpost.text
        match self.pace:
            case Cycles(words=words):
                yield from words.values()
            case Repetitions(numbers=numbers, last=last):
                yield from (*numbers, last)
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Silence:
    """A rest or a wait: no tones, no gap; cues may be said meanwhile."""

    kind: ActionKind
    frames: int
    cues: tuple[PlannedCue, ...]
    source: str


@dataclass(frozen=True, slots=True)
class VisitPart:
    """What is said, then what is done.

    Attributes:
        lines: what is said before the action.
        action: what is done; None where the part is only said.
        pause: the frames that follow where nothing is done.
        rest: the rest before it, from the action of the part before.
        ended: what is said after the action's end tone.
    """

    lines: tuple[SpeechLine, ...]
    action: TimedAction | Silence | None
    pause: int = 0
    rest: Rest | None = None
    ended: tuple[SpeechLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One performance of an exercise, on one side, in one round.

    Attributes:
        exercise: its heading.
        title: its chapter's title.
        side: the side worked; None where there is none.
        change: the change of side it begins with; None where none is announced.
        lines: the announcement and the cautions.
        parts: its steps.
        source: the place of the heading.
        round_position: which round it is; None where there is one.
        rest: the rest before it, from the last action of the visit before.
        opening: what is said before all else where a routine of a program begins.
        muted: what its author leaves out.
        is_straight: whether its first action begins on the end of the visit before.
        routine: the number of its routine in the program, counted from 0.
    """

    exercise: str
    title: str
    side: Side | None
    change: Change | None
    lines: tuple[SpeechLine, ...]
    parts: tuple[VisitPart, ...]
    source: str
    round_position: Position | None = None
    rest: Rest | None = None
    opening: tuple[SpeechLine, ...] = ()
    muted: frozenset[Channel] = frozenset()
    is_straight: bool = False
    routine: int = 0

    @property
    def is_timed(self) -> bool:
        """Whether it has an action with a start tone and an end tone."""
        return any(isinstance(part.action, TimedAction) for part in self.parts)

    @property
    def spoken(self) -> Iterator[SpeechLine | PlannedCue]:
        """Everything the script has said in it."""
        yield from self.opening
        yield from self.lines
        for part in self.parts:
            yield from part.lines
            if part.action:
                yield from part.action.cues
            yield from part.ended


def count_action_frames(visits: Iterable[Visit]) -> int:
    """Return the time in actions, rests and waits left out."""
    actions = (part.action for visit in visits for part in visit.parts)
    return sum(action.frames for action in actions if isinstance(action, TimedAction))


@dataclass(frozen=True, slots=True)
class CueSheet:
    """A whole track in order.

    ``tools`` are those that what remains of the routine needs; with ``title`` and the total, which
    only arranging can tell, they make the first clip, which ``phrases`` word. Where the track
    ``is_silent``, that clip is left out too. At the close, what is ``muted`` is left out, and the
    last words are about the ``goal``.
    """

    title: str
    tools: tuple[str, ...]
    source: str
    cautions: tuple[SpeechLine, ...]
    visits: tuple[Visit, ...]
    closing: tuple[SpeechLine, ...]
    phrases: Phrases
    is_silent: bool = False
    muted: frozenset[Channel] = frozenset()
    goal: Goal | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that may be spoken, but for the first clip, each once and in order."""
        return tuple(filter(None, dict.fromkeys(self._walk_texts())))

    def _walk_texts(self) -> Iterator[str]:
        for line in (*self.cautions, *self.closing):
            yield line.text
        for visit in self.visits:
            if visit.rest:
                yield from visit.rest.line.wordings
            if visit.change:
                yield visit.change.line.text
            for spoken in visit.spoken:
                yield spoken.text
            for part in visit.parts:
                if part.rest:
                    yield from part.rest.line.wordings
                if isinstance(part.action, TimedAction):
                    yield from part.action.coach_texts
