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
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from coach.live.now_playing import KnownProperties, Properties
from coach.live.session import Moment
from coach.live.transport import Controls

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task

    from dbus_fast.aio import MessageBus

    from coach.live.mpris_interfaces import MediaPlayer

_PATH = "/org/mpris/MediaPlayer2"
_NAME = "org.mpris.MediaPlayer2.coach"

_SHUTDOWN_TIMEOUT_S = 1.0
"""How long the end of the program waits for the bus."""


class Mpris:
    """Lets the desktop see and command a player, where there is a desktop that wants to.

    Without dbus-fast, without a session bus, when the bus refuses or goes away, or on another
    system than Linux, nothing happens. It is an observer of a session.

    Args:
        controls: the player, which is commanded from another thread.
        clock: seconds that only go forwards.
    """

    def __init__(self, controls: Controls, clock: Callable[[], float] = time.monotonic) -> None:
        self._controls = controls
        self._clock = clock
        self._known = KnownProperties()
        self._thread: threading.Thread | None = None
        self._loop: AbstractEventLoop | None = None
        self._task: Task[None] | None = None
        self._interface: MediaPlayer | None = None
        self._closing = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Go on the bus, in a thread of its own; this does not wait for it."""
        if sys.platform == "linux" and self._thread is None:
            self._thread = threading.Thread(target=self._run_loop, name="mpris", daemon=True)
            self._thread.start()

    def observe(self, moment: Moment) -> None:
        """Signal what has changed since the last look."""
        loop = self._loop
        if loop is None:
            return
        with suppress(Exception):  # whatever it is, it is not worth a break in the coaching
            changed, jumped = self._known.list_changes(moment.heard, self._clock())
            if changed or jumped is not None:
                loop.call_soon_threadsafe(self._notify_desktop, changed, jumped)

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
        thread.join(_SHUTDOWN_TIMEOUT_S)

    def _run_loop(self) -> None:
        """Be on the bus until it is closed, if that can be done at all."""
        with suppress(Exception):
            import asyncio  # noqa: PLC0415 (it costs, and not every session has a bus)

            from dbus_fast.aio import MessageBus  # noqa: PLC0415 (it may not be installed)

            address = _find_bus_address()
            if address:
                with suppress(asyncio.CancelledError):
                    asyncio.run(self._serve_bus(partial(MessageBus, address)))

    async def _serve_bus(self, reach: "Callable[[], MessageBus]") -> None:
        import asyncio  # noqa: PLC0415 (as above)

        from coach.live.mpris_interfaces import MediaPlayer, MprisRoot  # noqa: PLC0415 (as above)

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
                player = MediaPlayer(self._controls)
                bus.export(_PATH, MprisRoot(self._controls))
                bus.export(_PATH, player)
                self._interface = player
                if await _request_name(bus):
                    await asyncio.wait({gone})
            finally:
                self._interface = None
                bus.disconnect()
                await asyncio.wait({gone}, timeout=_SHUTDOWN_TIMEOUT_S)
        finally:
            self._loop = None

    def _notify_desktop(self, changed: Properties, jumped_to: int | None) -> None:
        """Signal to the desktop what is new; ``jumped_to`` is the position, in µs, after a jump."""
        if self._interface:
            self._interface.notify_changes(changed, jumped_to)


def has_media_keys() -> bool:
    """Return whether the desktop's media keys may reach a player here."""
    return (
        sys.platform == "linux"
        and find_spec("dbus_fast") is not None
        and _find_bus_address() is not None
    )


async def _request_name(bus: "MessageBus") -> bool:
    """Ask for a name; another coach may have the first."""
    from dbus_fast import NameFlag, RequestNameReply  # noqa: PLC0415 (it may not be installed)

    for name in (_NAME, f"{_NAME}.instance{os.getpid()}"):
        reply = await bus.request_name(name, NameFlag.DO_NOT_QUEUE)
        if reply is RequestNameReply.PRIMARY_OWNER:
            return True
    return False


def _find_bus_address() -> str | None:
    """Find the session bus: where it is said to be, else where systemd puts it."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if not address and folder and os.path.exists(f"{folder}/bus"):  # noqa: PTH110 (a socket)
        return f"unix:path={quote(folder)}/bus"
    return address
