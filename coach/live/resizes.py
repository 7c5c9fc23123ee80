"""The actions that a listener has made longer or shorter while they were done."""

from typing import Self

from coach.live.session import Moment
from coach.live.tracker import ActionEnded
from coach.score.timeline import Hold
from coach.timing import SECOND, round_half_up


class ResizeCollector:
    """Collects the actions that were made longer or shorter, and done; observes a session.

    Attributes:
        resized: the last of each name in each exercise, as long as it was in the end.
    """

    def __init__(self) -> None:
        self.resized: dict[tuple[str, str], Hold] = {}

    def __enter__(self) -> Self:
        return self

    def observe(self, moment: Moment) -> None:
        """Note the actions that have ended."""
        for event in moment.events:
            if isinstance(event, ActionEnded) and event.outcome == "completed":
                action = event.action
                key = action.exercise, action.name
                if event.added and action.name:
                    self.resized[key] = action
                elif action.name:
                    self.resized.pop(key, None)

    def __exit__(self, *_: object) -> None:
        """End to observe."""

    def write_holds(self) -> tuple[str, ...]:
        """Write the lengths as ``--hold`` takes them, whole seconds; one for all of a name."""
        lengths: dict[str, set[str]] = {}
        written = {key: _write_seconds(action) for key, action in self.resized.items()}
        for (_, name), length in written.items():
            lengths.setdefault(name, set()).add(length)
        holds = (
            f"{name}={length}" if len(lengths[name]) == 1 else f"{exercise}/{name}={length}"
            for (exercise, name), length in written.items()
        )
        return tuple(dict.fromkeys(holds))


def _write_seconds(action: Hold) -> str:
    return f"{round_half_up(action.frames, SECOND)}s"
