"""The goal of a routine, what comes next, and what the closing says of both."""

from dataclasses import dataclass, replace
from typing import Self

from coach.languages.phrases import Phrases
from coach.score.events import sort_events
from coach.score.timeline import Event, Timeline
from coach.script.front_matter import FrontMatter
from coach.timing import SECOND_MS, Ms

_SLACK = Ms(2 * SECOND_MS)
"""How much less than the goal is taken for it: what was held is an estimate."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What must be reached in a day before the next routine is due.

    Attributes:
        length: the time in actions; None where the next routine is due without it.
        following: the routine that comes next.
        routines: the numbers of the routines of the program whose actions count.
        done_before: the time in actions of the day before this track.
        open_words: what the closing says as long as it is not reached.
        reached_words: what the closing says once it is.
    """

    length: Ms | None
    following: str
    routines: frozenset[int]
    done_before: Ms
    open_words: str
    reached_words: str

    @classmethod
    def from_front(cls, front: FrontMatter, phrases: Phrases, done_before: Ms) -> Self | None:
        """Return the goal of a routine or programme; None where nothing comes next."""
        if front.then is None:
            return None
        goal, following = front.goal, front.then
        words = (phrases.word_what_next(goal, following, done) for done in (0, goal or 0))
        return cls(goal, following, frozenset({0}), done_before, *words)

    def is_reached(self, done: int) -> bool:
        """Return whether it is reached with the time in actions of this track."""
        return self.length is None or self.done_before + done + _SLACK >= self.length

    def choose_words(self, done: int) -> str:
        """Return what the closing says after the time in actions of this track."""
        return self.reached_words if self.is_reached(done) else self.open_words


def replace_closing(timeline: Timeline, words: str, other: str, frames: int) -> Timeline:
    """Say other words in the closing, which take ``frames``; all before them stays as it is."""
    old = next((e for e in reversed(timeline.events) if e.text == words), None)
    if old is None or old.role != "finish":
        return timeline
    by = frames - old.frames

    def change_event(event: Event) -> Event:
        if event == old:
            return replace(event, text=other, frames=frames)
        return replace(event, at=event.at + by) if event.at > old.at else event

    last = timeline.chapters[-1]
    return replace(
        timeline,
        left_out=(),
        frames=timeline.frames + by,
        events=sort_events(map(change_event, timeline.events)),
        chapters=(*timeline.chapters[:-1], replace(last, frames=last.frames + by)),
    )
