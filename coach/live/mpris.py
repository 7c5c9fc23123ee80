"""Media keys and headset buttons on a Linux desktop: the player's face on the session bus.

The specification is MPRIS 2.2 (https://specifications.freedesktop.org/mpris-spec/latest/). An
exercise, on one side, is a track, and the routine is its album: so "next" and "previous" mean what
they mean elsewhere, and a position or a length is the exercise's own.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from coach.live.now_playing import (
    Known,
    Properties,
    described,
    microseconds,
    position,
    track_id,
)
from coach.live.transport import Command, Transport
from coach.timing import SAMPLE_RATE, round_half_up

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task

    from dbus_fast import Message, Variant
    from dbus_fast.aio import MessageBus

_PATH = "/org/mpris/MediaPlayer2"
_ROOT = "org.mpris.MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
_NAME = "org.mpris.MediaPlayer2.coach"

_METHODS: Mapping[str, Mapping[str, str]] = {
    _ROOT: {"Raise": "", "Quit": ""},
    _PLAYER: {
        "Next": "",
        "Previous": "",
        "Pause": "",
        "PlayPause": "",
        "Stop": "",
        "Play": "",
        "Seek": "x",
        "SetPosition": "ox",
        "OpenUri": "s",
    },
    _PROPERTIES: {"Get": "ss", "GetAll": "s", "Set": "ssv"},
    _INTROSPECTABLE: {"Introspect": ""},
}
"""What may be called, with the signature of its arguments."""

_COMMANDS: Mapping[str, Command] = {
    "Next": "next",
    "Previous": "back",
    "PlayPause": "toggle",
    "Stop": "stop",
    "Quit": "stop",
}

_PROGRAM: Properties = {
    "CanQuit": ("b", True),
    "CanRaise": ("b", False),
    "HasTrackList": ("b", False),
    "Identity": ("s", "coach"),
    "SupportedUriSchemes": ("as", []),
    "SupportedMimeTypes": ("as", []),
}

_CLOSING = 1.0
"""Seconds that the end of the program waits for the bus."""


class Mpris:
    """Lets the desktop see and command a player, where there is a desktop that wants to.

    Without dbus-fast, without a session bus, when the bus refuses or goes away, or on another
    system than Linux, nothing happens. It may be used as a context.

    Args:
        do: carries out a command; called from another thread, as all of these.
        snapshot: tells where things stand, with all commands obeyed that were given.
        seek: goes to a frame.
        clock: seconds that only go forwards.
    """

    def __init__(
        self,
        do: Callable[[Command], object],
        snapshot: Callable[[], Transport],
        seek: Callable[[int], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._do = do
        self._snapshot = snapshot
        self._seek = seek
        self._clock = clock
        self._known = Known()
        self._thread: threading.Thread | None = None
        self._loop: AbstractEventLoop | None = None
        self._task: Task[None] | None = None
        self._bus: MessageBus | None = None
        self._closing = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Go on the bus, in a thread of its own; this does not wait for it."""
        if sys.platform == "linux" and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="mpris", daemon=True)
            self._thread.start()

    def update(self, transport: Transport) -> None:
        """Signal what has changed; to be called some ten times a second."""
        loop = self._loop
        if loop is None:
            return
        with suppress(Exception):  # whatever it is, it is not worth a break in the coaching
            changed, jumped = self._known.news(transport, self._clock())
            if changed or jumped is not None:
                loop.call_soon_threadsafe(self._signal, changed, jumped)

    def close(self) -> None:
        """Leave the bus; may be called again."""
        self._closing = True
        thread, self._thread = self._thread, None
        if thread is None:
            return
        loop, task = self._loop, self._task
        if loop and task:
            with suppress(RuntimeError):  # it has just ended by itself
                loop.call_soon_threadsafe(task.cancel)
        thread.join(_CLOSING)

    def _run(self) -> None:
        """Be on the bus until it is closed, if that can be done at all."""
        with suppress(Exception):
            import asyncio  # noqa: PLC0415 (it costs, and not every session has a bus)

            from dbus_fast.aio import MessageBus  # noqa: PLC0415 (it may not be installed)

            address = _address()
            if address:
                with suppress(asyncio.CancelledError):
                    asyncio.run(self._serve(partial(MessageBus, address)))

    async def _serve(self, reach: "Callable[[], MessageBus]") -> None:
        import asyncio  # noqa: PLC0415 (as above)

        # What goes wrong here would be written over the screen.
        logging.getLogger("dbus_fast").setLevel(logging.CRITICAL + 1)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, _context: None)
        self._task = asyncio.current_task()
        self._loop = loop
        try:
            if self._closing:
                return
            bus = await reach().connect()
            gone = asyncio.ensure_future(bus.wait_for_disconnect())  # type: ignore[no-untyped-call]
            try:
                bus.add_message_handler(self._answer)
                self._bus = bus
                if await _named(bus):
                    await asyncio.wait({gone})
            finally:
                self._bus = None
                bus.disconnect()
                await asyncio.wait({gone}, timeout=_CLOSING)
        finally:
            self._loop = None

    def _signal(self, changed: Properties, jumped: int | None) -> None:
        """Tell the desktop what is new; ``jumped`` is the position, in µs, after a jump."""
        from dbus_fast import Message  # noqa: PLC0415 (it may not be installed)

        bus = self._bus
        if bus is None or not bus.connected:
            return
        if changed:
            body = [_PLAYER, _variants(changed), []]
            bus.send(Message.new_signal(_PATH, _PROPERTIES, "PropertiesChanged", "sa{sv}as", body))
        if jumped is not None:
            bus.send(Message.new_signal(_PATH, _PLAYER, "Seeked", "x", [jumped]))

    def _answer(self, message: "Message") -> "Message | bool":
        """Answer a call; what raises here, dbus-fast tells the caller."""
        from dbus_fast import Message, MessageFlag, MessageType  # noqa: PLC0415 (as above)

        interface, member = message.interface or "", message.member or ""
        if (
            message.message_type is not MessageType.METHOD_CALL
            or message.path != _PATH
            or _METHODS.get(interface, {}).get(member) != message.signature
        ):
            return False
        signature = ""
        body: list[object] = []
        if interface == _INTROSPECTABLE:
            found = {name: self._properties(name) for name in (_ROOT, _PLAYER)}
            signature, body = "s", [_introspection(found)]
        elif member == "GetAll":
            signature, body = "a{sv}", [_variants(self._properties(message.body[0]))]
        elif interface == _PROPERTIES:
            signature, body = "v", [self._property(*message.body)]
        else:
            self._obey(member, message.body)
        unheard = message.flags & MessageFlag.NO_REPLY_EXPECTED
        return True if unheard else Message.new_method_return(message, signature, body)

    def _properties(self, interface: str) -> Properties:
        from dbus_fast import DBusError, ErrorType  # noqa: PLC0415 (as above)

        match interface:
            case "org.mpris.MediaPlayer2":
                return _PROGRAM
            case "org.mpris.MediaPlayer2.Player":
                transport = self._snapshot()
                return {**described(transport), "Position": ("x", position(transport))}
        raise DBusError(ErrorType.UNKNOWN_INTERFACE, f"There is no interface {interface}.")

    def _property(self, interface: str, name: str, *values: object) -> "Variant":
        """Give a property; none can be set."""
        from dbus_fast import DBusError, ErrorType  # noqa: PLC0415 (as above)

        found = _variants(self._properties(interface)).get(name)
        if found is None:
            raise DBusError(ErrorType.UNKNOWN_PROPERTY, f"There is no property {name}.")
        if values:
            raise DBusError(ErrorType.PROPERTY_READ_ONLY, f"{name} cannot be set.")
        return found

    def _obey(self, member: str, arguments: list[object]) -> None:
        """Do what one of the player's methods asks for, if it would change anything."""
        transport = self._snapshot()
        match member, arguments:
            case "Play", _:
                if transport.status in ("paused", "waiting"):
                    self._do("toggle")
            case "Pause", _:
                if transport.status == "playing":
                    self._do("toggle")
            case "Seek", [int(offset)]:
                self._go(transport, max(position(transport) + offset, 0))
            case "SetPosition", [track, int(at)]:
                # A click that was meant for the exercise before comes too late.
                length = microseconds(transport.chapter.frames)
                if track == track_id(transport) and 0 <= at <= length:
                    self._go(transport, at)
            case "Raise" | "OpenUri", _:
                pass  # it says that it can do neither
            case _:
                self._do(_COMMANDS[member])

    def _go(self, transport: Transport, at: int) -> None:
        """Go to a place in the exercise, in µs; beyond its end is the next."""
        frames = round_half_up(at * SAMPLE_RATE, 1_000_000)
        if frames > transport.chapter.frames:
            self._do("next")
        else:
            self._seek(transport.chapter.at + frames)


def _variants(properties: Properties) -> "dict[str, Variant]":
    """Make D-Bus values of properties."""
    from dbus_fast import Variant  # noqa: PLC0415 (it may not be installed)

    return {
        name: Variant(signature, _variants(value) if isinstance(value, dict) else value)
        for name, (signature, value) in properties.items()
    }


async def _named(bus: "MessageBus") -> bool:
    """Ask for a name; another coach may have the first."""
    from dbus_fast import NameFlag, RequestNameReply  # noqa: PLC0415 (it may not be installed)

    for name in (_NAME, f"{_NAME}.instance{os.getpid()}"):
        reply = await bus.request_name(name, NameFlag.DO_NOT_QUEUE)
        if reply is RequestNameReply.PRIMARY_OWNER:
            return True
    return False


def _address() -> str | None:
    """Find the session bus: where it is said to be, else where systemd puts it."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if not address and folder and os.path.exists(f"{folder}/bus"):  # noqa: PTH110 (a socket)
        return f"unix:path={quote(folder)}/bus"
    return address


def _introspection(found: Mapping[str, Properties]) -> str:
    """Describe the interfaces, whose properties are given, to whoever looks at the bus."""
    from dbus_fast import ArgDirection, PropertyAccess  # noqa: PLC0415 (it may not be installed)
    from dbus_fast.introspection import (  # noqa: PLC0415 (as above)
        Arg,
        Interface,
        Method,
        Node,
        Property,
        Signal,
    )

    node = Node.default()
    for interface, properties in found.items():
        methods = [
            Method(name, [Arg(type_, ArgDirection.IN) for type_ in types])
            for name, types in _METHODS[interface].items()
        ]
        signals = [Signal("Seeked", [Arg("x")])] if interface == _PLAYER else []
        readable = [
            Property(name, signature, PropertyAccess.READ)
            for name, (signature, _) in properties.items()
        ]
        node.interfaces.append(Interface(interface, methods, signals, readable))
    return node.tostring()
