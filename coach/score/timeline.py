"""The timeline: what is heard and when, in frames. Playing and exporting consume only this."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.sides import Side

EventKind = Literal["speech", "tone", "breath"]
Role = Literal[
    # speech
    "title",
    "caution",
    "announce",
    "instruction",
    "length",
    "cue",
    "breath",
    "number",
    "set",
    "signpost",
    # tones
    "count",
    "start",
    "end",
    "tempo",
    "sweep",
    "bell",
    # speech and tones
    "side",
    "finish",
    # breath tones
    "in",
    "out",
]
ActionKind = Literal["hold", "roll", "move", "reps", "rest", "wait"]


@dataclass(frozen=True, slots=True)
class Event:
    """One sound: a clip of speech, a tone, or the tone of one breath phase.

    Attributes:
        at: the onset, in frames from the start of the track.
        frames: the length in frames; the sound is silent outside ``[at, at + frames)``.
        kind: what makes the sound.
        role: what the sound is for.
        text: the words of a clip of speech; None for tones.
        exercise: the heading of the exercise it belongs to; None in the opening and the close.
        side: the side being worked; None where there is none.
        source: ``file:line:col`` of what in the script caused it; None for the coach's own.
        note: which note of its figure a tone is: the second side tone is 1, the third finish
            tone 2, a second in-breath 1; a tempo tone is 0 lowering and 1 lifting; a sweep 0 up
            and 1 down.
        from_end: whether its moment is counted from the end of its action.
    """

    at: int
    frames: int
    kind: EventKind
    role: Role
    text: str | None = None
    exercise: str | None = None
    side: Side | None = None
    source: str | None = None
    note: int = 0
    from_end: bool = False

    @property
    def end(self) -> int:
        """The first frame after the sound."""
        return self.at + self.frames


class Position(NamedTuple):
    """Which of how many, counted from 1."""

    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Hold:
    """One performed action: ``[at, at + frames)``, from its start tone to its end tone.

    A rest between two of them runs from the end tone of one to the start tone of the other, so the
    rests and waits among its steps lie inside it.

    Attributes:
        name: what ``--hold`` calls it; empty for a rest or a wait.
        exercise: the heading of its exercise.
        side: the side worked; None where there is none.
        at: its onset, in frames from the start of the track.
        frames: its length in frames.
        breaths: the whole number of breath cycles that tile a paced hold; 0 for all else.
        kind: which directive it is.
        set_position: which set it is; None where there is one.
        round_position: which round it is in; None where there is one.
        reps: the number of repetitions; None for all else.
        is_free: whether its repetitions are done in the listener's own time.
        is_turn: whether its side is one of those that are worked by turns in one visit.
    """

    name: str
    exercise: str
    side: Side | None
    at: int
    frames: int
    breaths: int
    kind: ActionKind
    set_position: Position | None = None
    round_position: Position | None = None
    reps: int | None = None
    is_free: bool = False
    is_turn: bool = False

    @property
    def is_user_paced(self) -> bool:
        """Whether the listener says when it is over."""
        return self.kind == "wait" or self.is_free


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the track a listener can jump to; the chapters tile the track.

    ``routine`` is the number of its routine in the program, counted from 0.
    """

    at: int
    frames: int
    title: str
    routine: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Something the listener gets otherwise than written: a cue that moved or was dropped."""

    code: str
    message: str
    source: str | None


@dataclass(frozen=True, slots=True)
class OmittedWords:
    """Words that are said in short at a frame: in full, with what is left out in brackets."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole track, ordered: what is heard, when, and what to know about it.

    ``left_out`` is for a reader; a timeline that was changed while it is played has none.
    """

    title: str
    frames: int
    events: Sequence[Event]
    holds: tuple[Hold, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...]
    left_out: tuple[OmittedWords, ...] = ()
