from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Self

import pytest
from live.test_tracker import write

from coach.live.session import LOOK_INTERVAL_S, Key, Moment, Session
from coach.live.transport import Command, Transport
from coach.timing import SAMPLE_RATE, SECOND
from support import compiled

TIMELINE = compiled("## Calf\n\n- Lean in. `hold 20s as lean`\n\n## Heel\n\n- Stand. `hold 10s`\n")
LEAN, STAND = TIMELINE.holds


@dataclass
class Script:
    """A player without sound: waiting is time that goes by, and then something may happen."""

    transport: Transport = field(default_factory=lambda: Transport(TIMELINE))
    happens: dict[int, Callable[[], object]] = field(default_factory=dict)
    is_late: int = 0
    output_lost: bool = False
    waits: int = 0
    entered: list[str] = field(default_factory=list)

    @property
    def heard(self) -> Transport:
        return self.transport

    @property
    def is_over(self) -> bool:
        return self.transport.is_over

    def carry_out(self, command: Command) -> None:
        self.transport = self.transport.apply_command(command, self.transport.at)

    def seek(self, at: int) -> None:
        self.transport = self.transport.seek_to(at)

    def wait_for_news(self, timeout: float) -> None:
        self.waits += 1
        self.transport = self.transport.advance_by(round(timeout * SAMPLE_RATE))
        if happening := self.happens.get(self.waits):
            happening()

    def clock(self) -> float:
        return self.waits * LOOK_INTERVAL_S

    def __enter__(self) -> Self:
        self.entered.append("player")
        return self

    def __exit__(self, *_: object) -> None:
        self.entered.append("player left")


@dataclass
class Notebook:
    """An observer that writes everything down."""

    entered: list[str]
    name: str = "notebook"
    moments: list[Moment] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.entered.append(self.name)
        return self

    def observe(self, moment: Moment) -> None:
        self.moments.append(moment)

    def __exit__(self, *_: object) -> None:
        self.entered.append(f"{self.name} left")

    @property
    def told(self) -> list[str]:
        return write(event for moment in self.moments for event in moment.events)


def begin(player: Script, *names: str) -> tuple[Session, list[Notebook]]:
    notebooks = [Notebook(player.entered, name) for name in names or ("notebook",)]
    return Session(player, notebooks, player.clock), notebooks


def press(session: Session, keys: Iterable[Key]) -> Callable[[], None]:
    def pressed() -> None:
        for key in keys:
            session.press_key(key)

    return pressed


def at_second(seconds: float) -> int:
    return round(seconds / LOOK_INTERVAL_S)


def test_all_observers_are_told_the_same_from_the_beginning_to_the_end() -> None:
    player = Script()
    session, (one, other) = begin(player, "one", "other")
    session.run()
    assert player.entered == ["player", "one", "other", "other left", "one left", "player left"]
    assert one.moments == other.moments
    assert one.moments[0].heard == Transport(TIMELINE)
    assert one.moments[-1].heard.status == "finished"
    assert session.moment == one.moments[-1]
    assert one.told == [
        "begun lean None",
        "completed lean None: 20s of 20s",
        "begun Heel None",
        "completed Heel None: 10s of 10s",
        "playing -> finished",
    ]


def test_keys_command_the_player_and_show_help() -> None:
    player = Script(Transport(TIMELINE, LEAN.at - SECOND))
    session, (notebook,) = begin(player)
    player.happens = {
        at_second(3): press(session, ["help", "longer"]),
        at_second(4): press(session, ["help", "next"]),
    }
    session.run()
    shown = [moment.help_shown for moment in notebook.moments]
    assert (shown.count(True), shown[-1]) == (10, False)
    assert notebook.told[1:5] == [
        "begun lean None",
        "resized lean by 10 s",
        "jumped to 0:45.0",
        "skipped lean None: 2.9s of 30s, +10 s",
    ]
    guides = {id(moment.guide): moment.guide.timeline for moment in notebook.moments}
    assert len(guides) == 2
    assert all(moment.guide.timeline is moment.heard.timeline for moment in notebook.moments)


def test_an_output_that_is_lost_breaks_off_what_runs() -> None:
    def lose() -> None:
        raise OSError("gone")

    player = Script(Transport(TIMELINE, LEAN.at), {at_second(2): lose})
    session, (notebook,) = begin(player)
    with pytest.raises(OSError, match="gone"):
        session.run()
    assert notebook.told == [
        f"jumped to 0:{LEAN.at / SECOND:04.1f}",
        "begun lean None",
        "broken off lean None: 1.9s of 20s",
    ]
    assert player.entered[-2:] == ["notebook left", "player left"]


def test_where_there_is_no_sound_nobody_is_told_anything() -> None:
    class Silent(Script):
        def __enter__(self) -> Self:
            raise OSError("none")

    player = Silent()
    session, (notebook,) = begin(player)
    with pytest.raises(OSError, match="none"):
        session.run()
    assert (session.moment, notebook.moments, player.entered) == (None, [], [])
