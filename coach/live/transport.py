"""The transport: where in a timeline the listener is, and what each command makes of that.

A pure state machine. Time is the frames that have been handed to the sound card, so that minutes
of coaching are tested in milliseconds; every method gives the next state.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from coach.score.rests import find_rest_end, lengthen_rest, shorten_rest
from coach.score.splice import find_running_action, lengthen_action, shorten_action
from coach.score.timeline import Chapter, Hold, Role, Timeline
from coach.timing import SECOND

Status = Literal["playing", "paused", "waiting", "finished", "stopped"]

Command = Literal[
    "toggle", "next", "back", "repeat", "forward", "rewind", "longer", "shorter", "stop"
]
"""What a listener can ask for, by key, by headset or over the desktop's media keys."""

Change = Callable[[Timeline, Hold, int], Timeline | None]
"""Makes an action longer or shorter; None where that cannot be done."""

_JUMP_FRAMES = 10 * SECOND
"""How far "forward" and "rewind" go."""

_BACK_FRAMES = 3 * SECOND
"""Within this of an exercise's start, "back" means the exercise before."""

TELLING: frozenset[Role] = frozenset(
    {"title", "caution", "announce", "instruction", "side", "finish"}
)
"""The speech that tells what to do, and stands until there is more; "repeat" goes back to it."""


@dataclass(frozen=True, slots=True)
class Transport:
    """Where playing stands.

    Attributes:
        timeline: what is played; `lengthen_action` and `shorten_action` change what is still to
            come.
        at: the next frame to be handed out.
        status: ``waiting`` is at a ``wait`` step, or at the end of repetitions in the listener's
            own time, for "next"; ``finished`` is at the end.
        attended: whether there is somebody to say "next"; without, a wait lasts its length.
    """

    timeline: Timeline
    at: int = 0
    status: Status = "playing"
    is_attended: bool = True

    @property
    def until(self) -> int:
        """The frame at which playing comes to a wait or to the end."""
        paced = (h for h in self.timeline.holds if self.is_attended and h.is_user_paced)
        waits = (hold.at + hold.frames - 1 if hold.is_free else hold.at for hold in paced)
        return min((at for at in waits if at >= self.at), default=self.timeline.frames)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to play."""
        return self.status in ("finished", "stopped")

    @property
    def chapter(self) -> Chapter:
        """The chapter that is playing."""
        return [c for c in self.timeline.chapters if c.at <= self.at or c.at == 0][-1]

    @property
    def action(self) -> Hold | None:
        """The action that is running."""
        return find_running_action(self.timeline, self.at)

    def apply_command(self, command: Command, heard: int) -> "Transport":  # noqa: PLR0911 (one a command)
        """Return what a command makes of this; ``heard`` is the first frame not handed out yet."""
        match command:
            case "toggle":
                return self.toggle_pause()
            case "next":
                return self.go_next()
            case "back":
                return self.go_back()
            case "repeat":
                return self.repeat_instruction()
            case "forward":
                return self.seek_to(self.at + _JUMP_FRAMES)
            case "rewind":
                return self.seek_to(self.at - _JUMP_FRAMES)
            case "longer":
                return self.lengthen_running(heard)
            case "shorter":
                return self.shorten_running(heard)
            case "stop":
                return self.stop_playing()

    def advance_by(self, frames: int) -> "Transport":
        """Let frames be handed out, at most up to `until`."""
        if self.status != "playing":
            return self
        at = min(self.at + frames, self.until)
        if at == self.timeline.frames:
            return replace(self, at=at, status="finished")
        if at == self.until:
            return replace(self, at=at, status="waiting")
        return replace(self, at=at)

    def toggle_pause(self) -> "Transport":
        """Pause, or go on where it was paused; at a wait, go on."""
        if self.status == "playing":
            return replace(self, status="paused")
        if self.status == "paused":
            return replace(self, status="playing")
        return self.go_next() if self.status == "waiting" else self

    def go_next(self) -> "Transport":
        """Leave a wait or a rest, else go to the next exercise; from the last one to the close."""
        if self.is_over:
            return self
        if wait := self._find_wait(self.at):
            return self._move_to(wait.at + wait.frames)
        action = self.action
        if action and action.kind == "rest":
            return self._move_to(find_rest_end(self.timeline, action, self.at))
        later = (c.at for c in self.timeline.chapters if c.at > self.at)
        closing = (e.at for e in self.timeline.events if e.role == "finish" and e.at > self.at)
        return self._move_to(min((*later, *closing), default=self.timeline.frames))

    def go_back(self) -> "Transport":
        """Go to the start of this exercise, or from there to the one before."""
        if self.is_over:
            return self
        starts = [
            c.at for c in self.timeline.chapters if c.at + _BACK_FRAMES <= self.at or c.at == 0
        ]
        return self._move_to(starts[-1])

    def repeat_instruction(self) -> "Transport":
        """Go back to the last instruction, and do what it says once more."""
        if self.is_over:
            return self
        words = [e.at for e in self.timeline.events if e.role in TELLING and e.at <= self.at]
        return self._move_to(words[-1] if words else 0)

    def seek_to(self, at: int) -> "Transport":
        """Go to a frame."""
        return self if self.is_over else self._move_to(max(at, 0))

    def lengthen_running(self, heard: int) -> "Transport":
        """Add a breath to the running hold, or silence to a rest."""
        return self._resize_running(lengthen_rest, lengthen_action, heard)

    def shorten_running(self, heard: int) -> "Transport":
        """Take a breath off the running hold, unless what was handed out reaches into it."""
        return self._resize_running(shorten_rest, shorten_action, heard)

    def stop_playing(self) -> "Transport":
        """Stop for good."""
        return self if self.is_over else replace(self, status="stopped")

    def _find_wait(self, at: int) -> Hold | None:
        """Return the wait for the listener that a frame lies in."""
        action = find_running_action(self.timeline, at) if self.is_attended else None
        return action if action and action.is_user_paced else None

    def _move_to(self, at: int) -> "Transport":
        end = self.timeline.frames
        if at >= end:
            return replace(self, at=end, status="finished")
        wait = self._find_wait(at)
        if wait and not wait.is_free:  # nobody is let go by a jump into the midst of it
            return replace(self, at=wait.at, status="waiting")
        status: Status = "paused" if self.status == "paused" else "playing"
        return replace(self, at=at, status=status)

    def _resize_running(self, of_rest: Change, of_action: Change, heard: int) -> "Transport":
        action = self.action
        if action is None or self.is_over:
            return self
        timeline = (of_rest if action.kind == "rest" else of_action)(self.timeline, action, heard)
        return replace(self, timeline=timeline) if timeline else self


class Controls(Protocol):
    """What a listener's commands reach: a player. It may be called from any thread."""

    @property
    def transport(self) -> Transport:
        """Where things stand, with all commands obeyed that were given."""

    def carry_out(self, command: Command) -> object:
        """Carry out a command."""

    def seek(self, at: int) -> object:
        """Go to a frame."""
