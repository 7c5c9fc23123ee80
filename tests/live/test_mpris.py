import asyncio
import gc
import os
import shutil
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import pytest

from coach.live.guide import Guide
from coach.live.mpris import Mpris
from coach.live.now_playing import KnownProperties, describe_playback, measure_position
from coach.live.session import Moment
from coach.live.transport import Command, Transport
from coach.timing import SAMPLE_RATE, SECOND
from support import compiled

if TYPE_CHECKING:
    from dbus_fast import Message

TIMELINE = compiled(
    """---
title: Two muscles
settle: 4s
---
## Inner calf `sides right, left`

- Sit on the roller. `hold 40s as sit`

## Thigh

- Fetch the ball. `wait 10s`
- Roll. `roll 20s`
"""
)
OPENING, RIGHT, LEFT, THIGH = TIMELINE.chapters
GUIDE = Guide.from_timeline(TIMELINE)
LONG = 10.0
"""Seconds after which a test gives up."""

NO_BUS = "unix:path=/nonexistent/bus"

NAME = "org.mpris.MediaPlayer2.coach"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"


def at(frame: int, **changes: object) -> Transport:
    return replace(Transport(TIMELINE, frame), **changes)  # type: ignore[arg-type]


def look(transport: Transport) -> Moment:
    return Moment(transport, GUIDE)


T = TypeVar("T")


def until(get: Callable[[], T], wanted: Callable[[T], bool]) -> T:
    """Look again and again, until there is what is wanted."""
    end = time.monotonic() + LONG
    while not wanted(value := get()):
        assert time.monotonic() < end, value
        time.sleep(0.02)
    return value


@dataclass
class Desk:
    """A player without sound: the transport of a listener, advanced by the clock."""

    transport: Transport = field(default_factory=lambda: at(0))
    commands: list[Command | int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def carry_out(self, command: Command) -> None:
        with self.lock:
            self.commands.append(command)
            self.transport = self.transport.apply_command(command, self.transport.at)

    def seek(self, frame: int) -> None:
        with self.lock:
            self.commands.append(frame)
            self.transport = self.transport.seek_to(frame)

    @contextmanager
    def playing(self, mpris: Mpris) -> Iterator[None]:
        """Go through the play loop, as `coach play` does."""
        over = threading.Event()

        def loop() -> None:
            then = time.monotonic()
            while not over.wait(0.05):
                now = time.monotonic()
                with self.lock:
                    self.transport = self.transport.advance_by(int((now - then) * SAMPLE_RATE))
                then = now
                mpris.observe(look(self.transport))

        thread = threading.Thread(target=loop)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


# What is told, and when.


def test_an_exercise_and_side_is_a_track_of_the_routine() -> None:
    transport = at(LEFT.at + 2 * SECOND)
    assert describe_playback(transport)["Metadata"] == {
        "mpris:trackid": "/coach/track/3",
        "mpris:length": round(LEFT.frames * 1_000_000 / SAMPLE_RATE),
        "xesam:title": "Inner calf · left",
        "xesam:album": "Two muscles",
        "xesam:artist": ["coach"],
        "xesam:trackNumber": 3,
    }
    assert measure_position(transport) == 2_000_000


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("playing", "Playing"),
        ("paused", "Paused"),
        ("waiting", "Paused"),
        ("finished", "Stopped"),
        ("stopped", "Stopped"),
    ],
)
def test_the_status(status: str, said: str) -> None:
    properties = describe_playback(at(0, status=status))
    assert properties["PlaybackStatus"] == said
    able = said != "Stopped"
    assert [properties[f"Can{what}"] for what in ("GoNext", "Play", "Pause", "Seek")] == [able] * 4


class Told:
    """Hears what a desktop is told, at times given in seconds."""

    def __init__(self) -> None:
        self.known = KnownProperties()

    def __call__(self, transport: Transport, seconds: float) -> tuple[list[str], int | None]:
        changed, jumped = self.known.list_changes(transport, seconds)
        assert "Position" not in changed
        return sorted(changed), jumped


def test_all_is_told_once_and_no_position() -> None:
    told = Told()
    changed, jumped = told(at(RIGHT.at + 5 * SECOND), 100.0)
    assert {"PlaybackStatus", "Metadata", "CanGoNext"} < set(changed)
    assert jumped is None
    for tenth in range(1, 200):
        frame = RIGHT.at + 5 * SECOND + tenth * SECOND // 10
        assert told(at(frame), 100 + tenth / 10) == ([], None)


def test_a_pause_is_told_and_no_jump_for_it() -> None:
    told = Told()
    told(at(RIGHT.at), 0.0)
    paused = at(RIGHT.at + SECOND, status="paused")
    assert told(paused, 1.1) == (["PlaybackStatus"], None)
    assert told(paused, 60.0) == ([], None)
    assert told(at(RIGHT.at + SECOND), 60.1) == (["PlaybackStatus"], None)
    assert told(at(RIGHT.at + 2 * SECOND), 61.1) == ([], None)


def test_a_jump_is_told() -> None:
    told = Told()
    told(at(RIGHT.at + 20 * SECOND), 0.0)
    assert told(at(RIGHT.at + 10 * SECOND), 0.1) == ([], 10_000_000)
    assert told(at(RIGHT.at + 10 * SECOND), 0.2) == ([], None)
    paused = at(RIGHT.at + 30 * SECOND, status="paused")
    assert told(paused, 0.3) == (["PlaybackStatus"], 30_000_000)
    assert told(replace(paused, at=RIGHT.at), 0.4) == ([], 0)


def test_a_new_track_begins_at_its_beginning_unless_told_otherwise() -> None:
    told = Told()
    told(at(LEFT.at - SECOND), 0.0)
    assert told(at(LEFT.at + SECOND // 20), 1.05) == (["Metadata"], None)
    assert told(at(RIGHT.at + 10 * SECOND), 1.1) == (["Metadata"], 10_000_000)


def test_a_stream_that_stands_still_is_told() -> None:
    told = Told()
    told(at(RIGHT.at), 0.0)
    assert [told(at(RIGHT.at), tenth / 10)[1] for tenth in range(1, 5)] == [None, None, None, 0]


def test_a_longer_hold_is_a_longer_track() -> None:
    told = Told()
    transport = at(RIGHT.at + 10 * SECOND)
    told(transport, 0.0)
    longer = transport.apply_command("longer", transport.at)
    assert longer.timeline.frames > TIMELINE.frames
    assert told(longer, 0.0) == (["Metadata"], None)


# Without a desktop.


def _threads() -> int:
    return sum(thread.name == "mpris" for thread in threading.enumerate())


def _unheard(mpris: Mpris) -> None:
    """Use one as `coach play` does; nothing may come of it."""
    mpris.start()
    for _ in range(20):
        mpris.observe(look(at(RIGHT.at)))
        time.sleep(0.005)
    until(_threads, lambda count: count == 0)
    mpris.observe(look(at(LEFT.at)))
    mpris.close()
    mpris.close()
    gc.collect()


def _alone() -> Mpris:
    return Mpris(Desk())


@pytest.fixture
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_bare")
def test_without_a_session_bus() -> None:
    _unheard(_alone())


@pytest.mark.parametrize(
    "address", [NO_BUS, "autolaunch:", "nonsense", "unix:", "tcp:host=127.0.0.1,port=1", ";;"]
)
@pytest.mark.usefixtures("_bare")
def test_with_an_address_where_no_bus_is(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    _unheard(_alone())


def test_on_another_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    mpris = _alone()
    mpris.start()
    assert _threads() == 0
    mpris.observe(look(at(0)))
    mpris.close()


def test_never_started() -> None:
    mpris = _alone()
    mpris.observe(look(at(0)))
    mpris.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this bus")
@pytest.mark.usefixtures("_bare")
def test_a_bus_that_never_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "bus"))
        silent.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
        mpris = _alone()
        mpris.start()
        silent.settimeout(LONG)
        peer, _ = silent.accept()
        with peer:
            begun = time.monotonic()
            mpris.close()
            assert time.monotonic() - begun < 0.5
    _gone()


def test_without_dbus_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "dbus_fast"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "dbus_fast", None)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NO_BUS)
    _unheard(_alone())


def test_nothing_that_costs_or_may_be_missing_is_imported_with_the_module() -> None:
    code = "import coach.live.mpris, sys; print({} & set(sys.modules))"
    names = {"dbus_fast", "asyncio", "numpy", "sounddevice"}
    assert _ran(sys.executable, "-c", code.format(names)).stdout == "set()\n"


def _gone() -> None:
    assert _threads() == 0
    gc.collect()


# On a real bus.

NEEDED = ("dbus-run-session", "playerctl")


def _begun(*command: str) -> subprocess.Popen[str]:
    program = shutil.which(command[0])
    assert program
    pipe = subprocess.PIPE
    return subprocess.Popen([program, *command[1:]], stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - our tools


def _ran(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(command[0])
    assert program
    return subprocess.run(  # noqa: S603 - our own program, or our tools
        [program, *command[1:]],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | environment,
    )


class Bus:
    """A session bus of our own, and what looks at it."""

    def __init__(self) -> None:
        said = "echo $DBUS_SESSION_BUS_ADDRESS; read wait_for_the_end"
        self._process = _begun("dbus-run-session", "--", "sh", "-c", said)
        assert self._process.stdout
        self.address = self._process.stdout.readline().strip()

    def end(self) -> None:
        self._process.communicate(timeout=LONG)

    def playerctl(self, *words: str) -> str:
        """Return what playerctl says, or where it fails, why."""
        done = _ran("playerctl", "-p", "coach", *words)
        return (done.stdout + done.stderr).strip()

    def players(self) -> list[str]:
        return _ran("playerctl", "-l").stdout.split()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    pytest.importorskip("dbus_fast")
    if sys.platform != "linux" or not all(map(shutil.which, NEEDED)):
        pytest.skip(f"needs Linux, {' and '.join(NEEDED)}")
    made = Bus()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.end()
    gc.collect()


@pytest.fixture
def desk(bus: Bus) -> Iterator[Desk]:
    """A player on the bus, ten seconds into the right side."""
    made = Desk(at(RIGHT.at + 10 * SECOND))
    with Mpris(made) as mpris, made.playing(mpris):
        until(bus.players, lambda players: players == ["coach"])
        yield made
    assert bus.players() == []


def test_playerctl_pauses_and_goes_on(bus: Bus, desk: Desk) -> None:
    assert bus.playerctl("status") == "Playing"
    bus.playerctl("play")
    assert desk.commands == []
    bus.playerctl("pause")
    assert bus.playerctl("status") == "Paused"
    bus.playerctl("pause")
    assert desk.commands == ["toggle"]
    bus.playerctl("play-pause")
    assert bus.playerctl("status") == "Playing"
    bus.playerctl("play-pause")
    bus.playerctl("play")
    assert bus.playerctl("status") == "Playing"
    assert desk.commands == ["toggle"] * 4


def test_playerctl_goes_from_exercise_to_exercise(bus: Bus, desk: Desk) -> None:
    title = ("metadata", "--format", "{{artist}}: {{album}}: {{title}}")
    assert bus.playerctl(*title) == "coach: Two muscles: Inner calf · right"
    bus.playerctl("next")
    assert bus.playerctl(*title) == "coach: Two muscles: Inner calf · left"
    bus.playerctl("previous")
    assert bus.playerctl(*title) == "coach: Two muscles: Inner calf · right"
    assert desk.commands == ["next", "back"]
    said = bus.playerctl("metadata")
    length = round(RIGHT.frames * 1_000_000 / SAMPLE_RATE)
    assert [line.split(maxsplit=2)[1:] for line in said.splitlines()] == [
        ["mpris:trackid", "'/coach/track/2'"],
        ["mpris:length", str(length)],
        ["xesam:title", "Inner calf · right"],
        ["xesam:album", "Two muscles"],
        ["xesam:artist", "coach"],
        ["xesam:trackNumber", "2"],
    ]


def test_playerctl_sees_time_pass_and_jumps(bus: Bus, desk: Desk) -> None:
    def seconds() -> float:
        return float(bus.playerctl("position"))

    assert 10 <= seconds() < 15
    earlier = seconds()
    until(seconds, lambda now: now > earlier + 0.3)
    bus.playerctl("position", "20")
    assert desk.commands == [RIGHT.at + 20 * SECOND]
    assert 20 <= seconds() < 22
    bus.playerctl("position", "5+")
    assert 25 <= seconds() < 28
    bus.playerctl("position", "60-")
    assert seconds() < 2
    bus.playerctl("position", "500+")
    assert desk.commands[2:] == [RIGHT.at, "next"]
    assert desk.transport.chapter == LEFT


def test_playerctl_leaves_a_wait(bus: Bus, desk: Desk) -> None:
    bus.playerctl("next")
    bus.playerctl("next")
    until(lambda: desk.transport.status, lambda status: status == "waiting")
    assert bus.playerctl("status") == "Paused"
    bus.playerctl("pause")
    assert desk.transport.status == "waiting"
    bus.playerctl("play")
    assert bus.playerctl("status") == "Playing"
    assert desk.transport.chapter == THIGH


def test_playerctl_stops(bus: Bus, desk: Desk) -> None:
    bus.playerctl("stop")
    assert bus.playerctl("status") == "Stopped"
    assert desk.transport.status == "stopped"
    bus.playerctl("play")
    assert desk.commands == ["stop"]


def test_playerctl_follows(desk: Desk) -> None:
    shape = "{{status}} {{title}}"
    following = _begun("playerctl", "-p", "coach", "--follow", "metadata", "--format", shape)
    steps: tuple[tuple[Command, str], ...] = (
        ("toggle", "Paused Inner calf · right\n"),
        ("toggle", "Playing Inner calf · right\n"),
        ("next", "Playing Inner calf · left\n"),
        ("next", "Playing Thigh\n"),
        ("stop", "Stopped Thigh\n"),
    )
    try:
        assert following.stdout
        assert following.stdout.readline() == "Playing Inner calf · right\n"
        for command, line in steps:
            desk.carry_out(command)  # by a key
            assert following.stdout.readline() == line
    finally:
        following.kill()
        following.communicate()


def test_the_bus_where_systemd_puts_it(
    bus: Bus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket_path = bus.address.removeprefix("unix:path=").split(",", maxsplit=1)[0]
    if not Path(socket_path).exists():
        pytest.skip("this bus has no file")
    folder = tmp_path / "run time"
    folder.mkdir()
    (folder / "bus").symlink_to(socket_path)
    desk = Desk()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    with Mpris(desk):
        listed = ("playerctl", "-l")
        address = {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        until(lambda: _ran(*listed, **address).stdout, lambda names: names == "coach\n")


def test_a_second_coach_has_a_name_of_its_own(bus: Bus, desk: Desk) -> None:
    with Mpris(desk):
        names = until(bus.players, lambda players: len(players) == 2)
        assert sorted(names) == ["coach", f"coach.instance{os.getpid()}"]
        # There is no third of one process: it goes without.
        with Mpris(desk):
            until(_threads, lambda count: count == 2)
            assert len(bus.players()) == 2


def test_the_bus_goes_away(bus: Bus) -> None:
    desk = Desk()
    mpris = Mpris(desk)
    mpris.start()
    with desk.playing(mpris):
        until(bus.players, lambda players: players == ["coach"])
        bus.end()
        desk.carry_out("next")
        until(_threads, lambda count: count == 0)
        desk.carry_out("next")
        time.sleep(0.2)
    mpris.close()


class Broken(Desk):
    """A player that can do nothing."""

    def carry_out(self, command: Command) -> None:
        raise OSError(command)


def test_what_fails_in_the_player_is_the_callers_trouble(
    bus: Bus, capfd: pytest.CaptureFixture[str]
) -> None:
    with Mpris(Broken()) as mpris:
        until(bus.players, lambda players: players == ["coach"])
        assert "error" in bus.playerctl("next").lower()
        assert bus.playerctl("status") == "Playing"
        mpris.observe(None)  # type: ignore[arg-type]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("ending", ["mpris.close()", "pass", "os.kill(os.getpid(), 2)"])
def test_a_program_ends_without_a_word(bus: Bus, ending: str) -> None:
    program = f"""
        import os, subprocess
        from coach.live.mpris import Mpris
        from coach.live.transport import Transport
        from live.test_mpris import Desk, look

        desk = Desk()
        mpris = Mpris(desk)
        mpris.start()
        while not subprocess.run(["playerctl", "-l"], capture_output=True).stdout:
            mpris.observe(look(desk.transport))
        mpris.observe(look(desk.transport))
        try:
            {ending}
        except KeyboardInterrupt:
            mpris.close()
    """
    done = _ran(
        *(sys.executable, "-W", "error", "-c", textwrap.dedent(program)),
        PYTHONPATH=str(Path(__file__).parents[1]),
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert bus.players() == []


class Client:
    """Speaks to the player as a desktop does, and hears its signals."""

    def __init__(self) -> None:
        from dbus_fast.aio import MessageBus  # noqa: PLC0415 - it may not be installed

        self._bus = MessageBus()
        self.signals: list[Message] = []

    async def __aenter__(self) -> Self:
        await self._bus.connect()
        bus = "org.freedesktop.DBus"
        rule = f"type='signal',path='{PATH}'"
        await self._call(bus, "/org/freedesktop/DBus", bus, "AddMatch", "s", rule)
        self._bus.add_message_handler(self._hear)
        await asyncio.sleep(0.3)
        self.signals.clear()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._bus.disconnect()
        await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    def _hear(self, message: "Message") -> None:
        if message.path == PATH:
            self.signals.append(message)

    async def _call(self, *called: object) -> "Message":
        from dbus_fast import Message  # noqa: PLC0415 - as above

        name, path, interface, member, signature, *body = called
        return await self._bus.call(
            Message(
                destination=str(name),
                path=str(path),
                interface=str(interface),
                member=str(member),
                signature=str(signature),
                body=body,
            )
        )

    async def call(self, interface: str, member: str, signature: str = "", *body: object) -> object:
        """Return what is answered, or the name of the error."""
        from dbus_fast import MessageType  # noqa: PLC0415 - as above

        reply = await self._call(NAME, PATH, interface, member, signature, *body)
        if reply.message_type is MessageType.ERROR:
            return (reply.error_name or "").rsplit(".", maxsplit=1)[-1]
        return reply.body[0] if reply.body else None

    async def send(self, interface: str, member: str) -> None:
        """Call without wanting an answer."""
        from dbus_fast import Message, MessageFlag  # noqa: PLC0415 - as above

        flags = MessageFlag.NO_REPLY_EXPECTED
        await self._bus.send(Message(NAME, PATH, interface, member, flags=flags))

    async def told(self) -> "Message":
        """Return the one signal that comes."""
        end = time.monotonic() + LONG
        while not self.signals:
            assert time.monotonic() < end
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)
        (signal,) = self.signals
        self.signals.clear()
        return signal


@pytest.mark.usefixtures("desk")
def test_what_is_described_is_what_there_is() -> None:
    from dbus_fast.introspection import Node  # noqa: PLC0415 - as above

    async def look() -> None:
        async with Client() as client:
            text = await client.call("org.freedesktop.DBus.Introspectable", "Introspect")
            shape = {each.name: each for each in Node.parse(str(text)).interfaces}
            for interface in (ROOT, PLAYER):
                values = await client.call(PROPERTIES, "GetAll", "s", interface)
                assert isinstance(values, dict)
                assert {p.name: p.signature for p in shape[interface].properties} == {
                    name: value.signature for name, value in values.items()
                }
            assert [signal.name for signal in shape[PLAYER].signals] == ["Seeked"]
            methods = {method.name: method.in_signature for method in shape[PLAYER].methods}
            assert (len(methods), methods["SetPosition"]) == (9, "ox")

    asyncio.run(look())


def test_questions_without_a_good_answer(desk: Desk) -> None:
    async def ask() -> None:
        async with Client() as client:
            before = await client.call(PROPERTIES, "Get", "ss", PLAYER, "Position")
            for interface, member, signature, body, answer in (
                (PROPERTIES, "Get", "ss", (PLAYER, "Nothing"), "UnknownProperty"),
                (PROPERTIES, "GetAll", "s", ("org.nobody",), "UnknownInterface"),
                (PROPERTIES, "Set", "ssv", (PLAYER, "Volume", before), "PropertyReadOnly"),
                (PLAYER, "Dance", "", (), "UnknownMethod"),
                (PLAYER, "Seek", "s", ("far",), "UnknownMethod"),
                (ROOT, "Raise", "", (), None),
                (PLAYER, "OpenUri", "s", ("file:///x",), None),
                (PLAYER, "SetPosition", "ox", ("/coach/track/1", 5), None),
                (PLAYER, "SetPosition", "ox", ("/coach/track/2", -1), None),
                (PLAYER, "SetPosition", "ox", ("/coach/track/2", 1 << 40), None),
            ):
                assert await client.call(interface, member, signature, *body) == answer
            assert client.signals == []

    asyncio.run(ask())
    assert desk.commands == []


def test_signals(desk: Desk) -> None:
    async def listen() -> None:
        async with Client() as client:
            await asyncio.sleep(0.5)
            assert client.signals == []
            await client.call(PLAYER, "SetPosition", "ox", "/coach/track/2", 30_000_000)
            jumped = await client.told()
            assert (jumped.interface, jumped.member, jumped.signature) == (PLAYER, "Seeked", "x")
            assert 30_000_000 <= jumped.body[0] < 31_000_000
            await client.call(PLAYER, "Next")
            changed = await client.told()
            assert (changed.interface, changed.member) == (PROPERTIES, "PropertiesChanged")
            assert (changed.body[0], list(changed.body[1])) == (PLAYER, ["Metadata"])
            await client.send(PLAYER, "Pause")
            changed = await client.told()
            assert changed.body[1]["PlaybackStatus"].value == "Paused"
            await client.call(ROOT, "Quit")

    asyncio.run(listen())
    assert desk.commands == [RIGHT.at + 30 * SECOND, "next", "toggle", "stop"]
