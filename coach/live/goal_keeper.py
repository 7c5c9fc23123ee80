"""Keeps what the closing says of the goal true to what the listener has done."""

from collections.abc import Callable
from typing import Self

from coach.live.session import Moment
from coach.live.tracker import ActionEnded
from coach.score.goal import Goal, replace_closing
from coach.score.timeline import Hold, Timeline
from coach.script.model import UNTIMED
from coach.timing import Ms, frames_to_ms

Revise = Callable[[Callable[[Timeline], Timeline]], bool]
"""Changes the timeline that is played; returns whether that came in time."""


class GoalKeeper:
    """Counts what is held, and changes the closing once it would say something untrue.

    It takes all that is still ahead as done, and an action that runs. Observes the session.

    Args:
        goal: the goal.
        planned: the track as it was planned.
        revise: changes the timeline that is played; None where the words cannot be changed.
        measure: returns how many frames words take to say.
    """

    def __init__(
        self,
        goal: Goal,
        planned: Timeline,
        revise: Revise | None,
        measure: Callable[[str], int],
    ) -> None:
        self._goal = goal
        self._revise = revise
        self._measure = measure
        self._held = 0
        closing = {event.text for event in planned.events if event.role == "finish"}
        both = (goal.open_words, goal.reached_words)
        self._words = next((words for words in both if words in closing), None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def is_reached(self) -> bool:
        """Whether the goal is reached with what was held."""
        return self._goal.is_reached(frames_to_ms(self._held))

    def observe(self, moment: Moment) -> None:
        """Count what is over, and look at what the closing would say."""
        for event in moment.events:
            if isinstance(event, ActionEnded) and self._is_counted(event.action, moment):
                self._held += event.held
        words = self._goal.choose_words(self._foresee_total(moment))
        if self._revise and self._words and words != self._words:
            self._change_closing(self._revise, self._words, words)

    def _change_closing(self, revise: Revise, before: str, words: str) -> None:
        frames = self._measure(words)
        if revise(lambda timeline: replace_closing(timeline, before, words, frames)):
            self._words = words

    def _foresee_total(self, moment: Moment) -> Ms:
        """Return the time in actions of the track, if all that is ahead is done."""
        at = moment.heard.at
        ahead = (
            hold.frames
            for hold in moment.heard.timeline.holds
            if at < hold.at + hold.frames and self._is_counted(hold, moment)
        )
        return frames_to_ms(self._held + sum(ahead))

    def _is_counted(self, action: Hold, moment: Moment) -> bool:
        routine = moment.guide.find_chapter(action.at).routine
        return action.kind not in UNTIMED and routine in self._goal.routines
