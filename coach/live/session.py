"""A playing session: a player that is listened to, and observers that are told what happens."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal, Protocol, Self

from coach.live.guide import Guide
from coach.live.tracker import SessionEvent, Tracker
from coach.live.transport import Command, Controls, Transport
from coach.score.timeline import Timeline

Key = Command | Literal["help"]
"""What a key asks for: a command, or the list of keys."""

LOOK_INTERVAL_S = 0.1
"""How long at most between two looks at what is heard."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One look at a session.

    Attributes:
        heard: where things stand in the listener's ear.
        guide: the guide through its timeline.
        late: how often the sound has broken off.
        output_lost: whether it stands still until the sound output is there again.
        help_shown: whether the listener wants to see the keys.
        events: what has happened since the look before.
    """

    heard: Transport
    guide: Guide
    late: int = 0
    output_lost: bool = False
    help_shown: bool = False
    events: tuple[SessionEvent, ...] = ()


class Observer(Protocol):
    """Somebody who is told how a session goes, some ten times a second, while it is entered."""

    def __enter__(self) -> object:
        """Begin to observe; there is sound by now."""

    def observe(self, moment: Moment) -> None:
        """Take note of a moment."""

    def __exit__(self, *_: object) -> None:
        """End to observe, however the session ended."""


class PlayerControls(Controls, Protocol):
    """What plays: a `coach.live.player.Player`."""

    @property
    def heard(self) -> Transport:
        """Where things stand in the listener's ear."""

    @property
    def is_late(self) -> int:
        """How often the sound has broken off."""

    @property
    def output_lost(self) -> bool:
        """Whether it stands still until the output is there again."""

    @property
    def is_over(self) -> bool:
        """Whether all has been heard."""

    def wait_for_news(self, timeout: float) -> None:
        """Wait for something new, at most ``timeout`` seconds."""

    def __enter__(self) -> Self:
        """Begin to sound."""

    def __exit__(self, *_: object) -> None:
        """Be silent."""


class Session:
    """Plays to the end and tells its observers, in order, what is begun, done and skipped.

    Args:
        player: what plays.
        observers: who is told.
        clock: seconds that only go forwards.
    """

    def __init__(
        self,
        player: PlayerControls,
        observers: Sequence[Observer],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._player = player
        self._observers = observers
        self._clock = clock
        self._help_shown = False
        self._guide = Guide.from_timeline(player.transport.timeline)
        self._tracker = Tracker(player.transport.timeline)
        self.moment: Moment | None = None
        """The last moment that was told; None before there is sound."""

    def press_key(self, key: Key) -> None:
        """Do what a key asks for; it may come from another thread."""
        if key == "help":
            self._help_shown = not self._help_shown
        else:
            self._player.carry_out(key)

    def run(self) -> None:
        """Play to the end; an error of the player is raised once the observers know the end."""
        with self._player, ExitStack() as entered:
            for observer in self._observers:
                entered.enter_context(observer)
            self._look_at(self._player.heard)
            try:
                while not self._player.is_over:
                    self._player.wait_for_news(LOOK_INTERVAL_S)
                    self._look_at(self._player.heard)
                self._look_at(self._player.transport)
            finally:
                self._close_tracker()

    def _look_at(self, heard: Transport) -> None:
        self._notify_observers(heard, self._tracker.follow_transport(heard, self._clock()))

    def _close_tracker(self) -> None:
        """Report to the observers what the end means for what was going on."""
        events = self._tracker.close()
        if events and self.moment:
            self._notify_observers(self.moment.heard, events)

    def _notify_observers(self, heard: Transport, events: tuple[SessionEvent, ...]) -> None:
        self.moment = Moment(
            heard,
            self._find_guide(heard.timeline),
            late=self._player.is_late,
            output_lost=self._player.output_lost,
            help_shown=self._help_shown,
            events=events,
        )
        for observer in self._observers:
            observer.observe(self.moment)

    def _find_guide(self, timeline: Timeline) -> Guide:
        if self._guide.timeline is not timeline:
            self._guide = Guide.from_timeline(timeline)
        return self._guide
