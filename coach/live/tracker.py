"""What happens in a playing session: actions begun, done, skipped, lengthened; jumps and pauses.

The tracker compares one look at what is heard with the look before. It is pure: the time comes in
with each look, so an hour of coaching is tested in milliseconds.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from coach.live.transport import Status, Transport
from coach.score.timeline import Hold, Timeline
from coach.timing import SAMPLE_RATE, SECOND

Outcome = Literal["completed", "skipped", "broken off"]
"""How an action ended: at its own end; by a jump beyond it; by a jump back, or with the session."""

WAVER_FRAMES = 3 * SECOND // 10
"""Frames that what is heard may differ from what the clock says, since it is an estimate. Whoever
moves by more has jumped."""


@dataclass(frozen=True, slots=True)
class ActionBegan:
    """An action has begun, or a jump has led into it."""

    action: Hold


@dataclass(frozen=True, slots=True)
class ActionResized:
    """The listener has made an action longer by some frames, or shorter where they are negative.

    ``action`` is the action with its new length.
    """

    action: Hold
    frames: int


@dataclass(frozen=True, slots=True)
class ActionEnded:
    """An action is over.

    Attributes:
        action: the action, as long as it was in the end.
        outcome: how it ended; one that was jumped over has been skipped without having begun.
        held: the frames that the listener was in it, pauses left out.
        added: the frames that the listener had added to it; negative where it was made shorter.
    """

    action: Hold
    outcome: Outcome
    held: int
    added: int


@dataclass(frozen=True, slots=True)
class Jumped:
    """The listener has jumped to a frame; a session that begins in the middle jumps there."""

    at: int


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """It was paused, goes on, waits, or is over."""

    before: Status
    status: Status


SessionEvent = ActionBegan | ActionResized | ActionEnded | Jumped | StatusChanged


class Tracker:
    """Follows what is heard of a timeline, look by look."""

    def __init__(self, timeline: Timeline) -> None:
        self._planned = self._timeline = timeline
        self._status: Status = "playing"
        self._at = 0
        self._looked: float | None = None
        self._running: dict[int, float] = {}
        """The frames that the listener was in each running action, by its number. There may be
        several: a step of its own rest lies within the rest between two sets."""
        self._next = 0

    def follow_transport(self, heard: Transport, now: float) -> tuple[SessionEvent, ...]:
        """Return what has happened since the last look, in order; ``now`` is in seconds."""
        return tuple(self._follow_transport(heard, now))

    def close(self) -> tuple[SessionEvent, ...]:
        """Return what the end of the session means: an action that runs is broken off."""
        return tuple(self._end_action(number, "broken off") for number in tuple(self._running))

    def _follow_transport(self, heard: Transport, now: float) -> Iterator[SessionEvent]:
        elapsed = 0.0 if self._looked is None else (now - self._looked) * SAMPLE_RATE
        yield from self._take_timeline(heard.timeline)
        moved = heard.at - self._at
        if self._status == "waiting":
            for number in self._running:
                self._running[number] += elapsed
        if not -WAVER_FRAMES <= moved <= elapsed + WAVER_FRAMES or (self._looked is None and moved):
            yield Jumped(heard.at)
            yield from self._jump_to(heard.at)
        elif moved > 0 or self._looked is None:
            yield from self._play_to(max(heard.at, self._at))
        self._looked = now
        if heard.status != self._status:
            yield StatusChanged(self._status, heard.status)
            self._status = heard.status

    def _take_timeline(self, timeline: Timeline) -> Iterator[SessionEvent]:
        """Take a timeline in which actions may have other lengths, but are the same ones."""
        if timeline is self._timeline:
            return
        before, self._timeline = self._timeline, timeline
        for old, new in zip(before.holds, timeline.holds, strict=True):
            if new.frames != old.frames:
                yield ActionResized(new, new.frames - old.frames)

    def _play_to(self, at: int) -> Iterator[SessionEvent]:
        """Go on to a frame without a jump, through as many actions as lie before it."""
        holds, start = self._timeline.holds, self._at
        self._at = at
        events: list[tuple[int, bool, SessionEvent]] = []
        while self._next < len(holds) and holds[self._next].at <= at:
            events.append((holds[self._next].at, True, self._begin_action(self._next)))
            self._next += 1
        for number in tuple(self._running):
            action = holds[number]
            end = action.at + action.frames
            self._running[number] += max(min(at, end) - max(start, action.at), 0)
            if end <= at:
                events.append((end, False, self._end_action(number, "completed")))
        # What ends at a frame ends before the next begins there.
        yield from (event for _, _, event in sorted(events, key=lambda entry: entry[:2]))

    def _jump_to(self, at: int) -> Iterator[SessionEvent]:
        """Go to a frame by a jump: what runs there may be what ran before."""
        holds, first = self._timeline.holds, self._next
        self._at = at
        self._next = bisect_right(holds, at, key=lambda hold: hold.at)
        for number in tuple(self._running):
            action = holds[number]
            if at < action.at:
                yield self._end_action(number, "broken off")
            elif at >= action.at + action.frames:
                # A wait is over when the listener says so, and so are free repetitions.
                waited = action.kind == "wait" and self._status == "waiting"
                waited = waited or action.is_free
                yield self._end_action(number, "completed" if waited else "skipped")
        for number, action in enumerate(holds[: self._next]):
            if at < action.at + action.frames:
                if number not in self._running:
                    yield self._begin_action(number)
            elif number >= first and self._looked is not None:
                yield ActionEnded(action, "skipped", 0, 0)

    def _begin_action(self, number: int) -> SessionEvent:
        self._running[number] = 0.0
        return ActionBegan(self._timeline.holds[number])

    def _end_action(self, number: int, outcome: Outcome) -> SessionEvent:
        action = self._timeline.holds[number]
        added = action.frames - self._planned.holds[number].frames
        return ActionEnded(action, outcome, round(self._running.pop(number)), added)
