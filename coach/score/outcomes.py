"""What becomes of the cues of an action: the clips that have a place, and what is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.score.timeline import Note
from coach.timing import write_duration

CuePhase = Literal["in", "out", "lift", "lower"]
"""A phase at which a cue may be said each time."""

NUMBERS = "the numbers"
"""What stands for the numbers of an action in an outcome and in its note."""

ClipRole = Literal["cue", "breath", "number", "signpost"]


class PlacedClip(NamedTuple):
    """A clip that has its place; ``from_end`` says that its moment is counted from the end."""

    at: int
    frames: int
    text: str
    role: ClipRole
    source: str
    from_end: bool = False


@dataclass(frozen=True, slots=True)
class Struck:
    """A bell that has its place; ``from_end`` says the same here."""

    at: int
    source: str
    from_end: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of one cue.

    Attributes:
        text: its words.
        source: where in the script it stands.
        is_authors: whether it is the author's, and not the coach's own.
        needs: the frames that the voice takes for it.
        phase: the phase that each of it must fit into; None where it may stand anywhere.
        has: the frames of the longest such phase.
        is_beyond: whether its moment only comes in a longer action.
        said: how often it is said.
        dropped: how often it is left out.
        late: how late it comes at the worst.
    """

    text: str
    source: str
    is_authors: bool = False
    needs: int = 0
    phase: CuePhase | None = None
    has: int = 0
    is_beyond: bool = False
    said: int = 0
    dropped: int = 0
    late: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What it shares with the same cue on other sides, whose words may differ."""
        return self.source, "" if self.is_authors else self.text


@dataclass(frozen=True, slots=True)
class CuePlacement:
    """What is said during an action and what becomes of its cues.

    Attributes:
        spoken: the clips that have a place.
        bells: the bells.
        outcomes: what became of each cue.
        beeps: how many beeps count the end of the action.
    """

    spoken: tuple[PlacedClip, ...]
    bells: tuple[Struck, ...]
    outcomes: tuple[Outcome, ...]
    beeps: int


def note_outcome(outcome: Outcome) -> Iterator[Note]:
    """Yield the notes of a cue that was left out, or comes late."""
    words = f"“{outcome.text}”"
    if outcome.dropped:
        times = f"{outcome.dropped} of {outcome.said + outcome.dropped} times"
        finds = "The numbers find" if outcome.text == NUMBERS else f"{words} finds"
        message = f"{finds} no room {times}."
        if outcome.is_beyond:
            message = f"{words} is not said: its moment only comes in a longer action."
        yield Note("cue-dropped", message, outcome.source)
    if outcome.late:
        late = write_duration(outcome.late)
        yield Note("cue-moved", f"{words} comes up to {late} later.", outcome.source)
