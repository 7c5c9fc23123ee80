"""The cue sheet: what is heard, in order, with every length in frames but no place in time.

How long a clip of speech is, nobody knows before a voice has spoken; that is why a cue sheet and a
timeline are two types.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coach.languages.phrases import Phrases
from coach.score.timeline import ActionKind, Role
from coach.script.model import Breath, Tempo
from coach.script.moments import When
from coach.sides import Side


@dataclass(frozen=True, slots=True)
class Line:
    """One clip of speech: its words, what it is for, and where in the script it stands."""

    text: str
    role: Role
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Cycles:
    """A hold paced by breath: this many whole cycles of a pattern.

    ``words`` are spoken once, the first with an in-breath, the second with the out-breath after it.
    """

    breath: Breath
    count: int
    words: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Repetitions:
    """Repetitions at a tempo; ``numbers`` are the words spoken as each begins."""

    tempo: Tempo
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passes:
    """Rolling passes, one sweep one way each."""

    count: int


Pace = Cycles | Repetitions | Passes


@dataclass(frozen=True, slots=True)
class PlannedCue:
    """Words to be spoken during an action, and when."""

    text: str
    when: When
    source: str


@dataclass(frozen=True, slots=True)
class Performance:
    """One run of a timed action.

    Attributes:
        kind: which directive it is.
        name: what ``--hold`` calls it.
        frames: its length, from the onset of its start tone to the onset of its end tone.
        gap: the frames before it, a count-in included.
        count_in: whether the last three seconds before it are counted.
        count_out: whether its own last three seconds are counted.
        pace: what paces it; None where nothing does.
        cues: what is said meanwhile.
        source: the place of the directive.
    """

    kind: ActionKind
    name: str
    frames: int
    gap: int
    count_in: bool
    count_out: bool
    pace: Pace | None
    cues: tuple[PlannedCue, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A rest or a wait: no tones, no gap; cues may be said meanwhile."""

    kind: ActionKind
    frames: int
    cues: tuple[PlannedCue, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is said, then what is done; ``pause`` frames follow where nothing is done."""

    lines: tuple[Line, ...]
    action: Performance | Silence | None
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """One performance of an exercise, on one side, in one round.

    Attributes:
        exercise: its heading.
        title: its chapter's title.
        side: the side worked; None where there is none.
        change: what is said at a change of side; None where the side stays.
        switch: the frames to change sides in, after ``change``.
        lines: the announcement and the cautions.
        parts: its steps.
        source: the place of the heading.
        opening: what is said before all else where a routine of a program begins.
    """

    exercise: str
    title: str
    side: Side | None
    change: Line | None
    switch: int
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    source: str
    opening: tuple[Line, ...] = ()

    @property
    def spoken(self) -> Iterator[Line | PlannedCue]:
        """Everything the script has said in it."""
        yield from self.opening
        yield from self.lines
        for part in self.parts:
            yield from part.lines
            if part.action:
                yield from part.action.cues


@dataclass(frozen=True, slots=True)
class CueSheet:
    """A whole track in order.

    ``tools`` are those that what remains of the routine needs; with ``title`` and the total, which
    only arranging can tell, they make the first clip, which ``phrases`` word.
    """

    title: str
    tools: tuple[str, ...]
    source: str
    cautions: tuple[Line, ...]
    visits: tuple[Visit, ...]
    closing: tuple[Line, ...]
    phrases: Phrases

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that may be spoken, but for the first clip, each once and in order."""
        return tuple(dict.fromkeys(self._texts()))

    def _texts(self) -> Iterator[str]:
        for line in (*self.cautions, *self.closing):
            yield line.text
        for visit in self.visits:
            change = (visit.change,) if visit.change else ()
            for line in (*visit.opening, *change, *visit.lines):
                yield line.text
            for part in visit.parts:
                for line in part.lines:
                    yield line.text
                if part.action:
                    yield from (cue.text for cue in part.action.cues)
                match part.action:
                    case Performance(pace=Cycles(words=words)):
                        yield from words
                    case Performance(pace=Repetitions(numbers=numbers)):
                        yield from numbers
                    case _:
                        pass
