"""The keyboard: single keys of a terminal as commands, and the terminal left as it was found."""

import os
import re
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Self, TextIO

from coach.live.transport import Command

Key = Command | Literal["help"]
"""What a key asks for: a command, or the list of keys."""

_PATIENCE = 0.25
"""Seconds in which the rest of an escape sequence comes; a lone Escape is forgotten after them."""

_LONGEST = 4096
"""Bytes of an escape sequence that does not end, after which it is forgotten."""

_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        " ": "toggle",
        "n": "next",
        "\r": "next",
        "\n": "next",
        "b": "back",
        "r": "repeat",
        "+": "longer",
        "=": "longer",
        "-": "shorter",
        "q": "stop",
        "?": "help",
    }
)

_ARROWS: Mapping[str, Key] = MappingProxyType(
    {"A": "longer", "B": "shorter", "C": "forward", "D": "rewind"}
)
"""The arrows up, down, right and left, by the last byte of their sequences."""

_SEQUENCES: Mapping[bytes, Key] = MappingProxyType(
    {b"\x1b%c%c" % (lead, ord(arrow)): key for lead in b"[O" for arrow, key in _ARROWS.items()}
)

_SEQUENCE = re.compile(
    rb"""\x1b (?:
        \[\[ .                                    # a function key of the Linux console
      | \[ [0-?]* [\ -/]* [@-Z\\-~]               # CSI: arrows and most other keys
      | O .                                       # SS3: arrows, function keys
      | [\]PX^_] [^\x07\x1b]* (?:\x07|\x1b\\)     # what a terminal answers to a question
      | [^\[O\]PX^_\x1b]                          # Alt and a key
    )""",
    re.DOTALL | re.VERBOSE,
)

_BEGUN = re.compile(rb"\x1b(?:\[\[?|\[[0-?]*[ -/]*|O|[\]PX^_][^\x07\x1b]*\x1b?)?")
"""What may still become a sequence."""

_SCAN_CODES: Mapping[str, Key] = MappingProxyType(
    {"H": "longer", "P": "shorter", "M": "forward", "K": "rewind"}
)
"""The arrows up, down, right and left on Windows, after the mark of a key without a character."""


@dataclass(slots=True)
class Decoder:
    """Makes keys of the bytes that a POSIX terminal sends, however they are cut into pieces.

    Bytes beyond ASCII, unknown keys and unknown sequences mean nothing.
    """

    pending: bytes = b""

    def feed(self, data: bytes) -> list[Key]:
        """Give the keys that are complete with these bytes."""
        keys: list[Key | None] = []
        rest = self.pending + data
        at = 0
        while at < len(rest):
            if rest[at] != 0x1B:
                keys.append(_KEYS.get(chr(rest[at]).lower()))
                at += 1
            elif sequence := _SEQUENCE.match(rest, at):
                keys.append(_SEQUENCES.get(sequence[0]))
                at = sequence.end()
            elif _BEGUN.fullmatch(rest, at):
                break
            else:
                at += 1
        self.pending = rest[at:] if len(rest) - at <= _LONGEST else b""
        return [key for key in keys if key]

    def forget(self) -> None:
        """Drop a sequence that does not go on: the Escape key, or noise."""
        self.pending = b""


@dataclass(slots=True)
class WindowsDecoder:
    """Makes keys of the characters that a Windows console gives."""

    pending: str = ""

    def feed(self, text: str) -> list[Key]:
        """Give the keys that are complete with these characters."""
        keys: list[Key | None] = []
        for character in text:
            if self.pending:
                keys.append(_SCAN_CODES.get(character))
                self.pending = ""
            elif character in "\x00\xe0":
                self.pending = character
            else:
                keys.append(_KEYS.get(character.lower()))
        return [key for key in keys if key]

    def forget(self) -> None:
        """Drop a mark that no code follows: it was the letter à."""
        self.pending = ""


OnKey = Callable[[Key], None]

if sys.platform == "win32":
    import _thread
    import msvcrt

    class _Reader:
        """Asks the console for keys every so often; it has no mode to be put back."""

        def __init__(self, _fd: int, on_key: OnKey, _on_suspend: Callable[[], None]) -> None:
            self._on_key = on_key
            self._done = threading.Event()
            self._thread = threading.Thread(target=self._read, name="keys", daemon=True)

        def start(self) -> bool:
            self._thread.start()
            return True

        def close(self) -> None:
            self._done.set()
            if self._thread is not threading.current_thread():
                self._thread.join(1)

        def _read(self) -> None:
            decoder = WindowsDecoder()
            while not self._done.wait(_PATIENCE / 5):
                while msvcrt.kbhit() and not self._done.is_set():
                    character = msvcrt.getwch()
                    if character == "\x03":
                        _thread.interrupt_main()
                    for key in decoder.feed(character):
                        self._on_key(key)
                decoder.forget()

else:
    import atexit
    import select
    import signal
    import termios
    import tty
    from types import FrameType
    from typing import Any

    _ENDS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

    class _Reader:
        """Reads a terminal in a thread, unbuffered and without echo, and puts its mode back.

        The mode is put back when reading ends, when the program exits, before a signal ends it, and
        while it is suspended. In the background the terminal is the shell's: it is left alone.
        """

        def __init__(self, fd: int, on_key: OnKey, on_suspend: Callable[[], None]) -> None:
            self._fd = fd
            self._on_key = on_key
            self._on_suspend = on_suspend
            self._done = False
            self._away = False
            self._found: list[Any] | None = None
            self._lock = threading.RLock()  # a signal's handler may find its own thread in it
            self._handlers: dict[int, Any] = {}
            self._woken, self._wake = os.pipe()
            self._thread = threading.Thread(target=self._read, name="keys", daemon=True)

        def start(self) -> bool:
            """Begin, and tell whether there is anything to read."""
            atexit.register(self._end)
            try:
                self._set()
                if self._found is not None:
                    self._catch()
                    self._thread.start()
                    return True
            except BaseException:
                self.close()
                raise
            self.close()
            return False

        def close(self) -> None:
            self._end()
            self._release()
            atexit.unregister(self._end)
            os.write(self._wake, b"\0")
            if self._thread.is_alive() and self._thread is not threading.current_thread():
                self._thread.join(1)
            if not self._thread.is_alive():
                os.close(self._wake)
                os.close(self._woken)

        def _set(self) -> None:
            """Ask for single keys, unless that is how it is; remember how it was."""
            with self._lock, suppress(OSError, termios.error):
                if self._done or self._away or not self._in_front():
                    return
                found = termios.tcgetattr(self._fd)
                if self._found is None or found[3] & termios.ICANON:
                    self._found = found
                    tty.setcbreak(self._fd, termios.TCSANOW)

        def _restore(self) -> None:
            # Never TCSADRAIN: output that the listener has halted would never be drained.
            with self._lock, suppress(OSError, termios.error):
                found, self._found = self._found, None
                if found is not None and self._in_front():
                    termios.tcsetattr(self._fd, termios.TCSANOW, found)

        def _end(self) -> None:
            """Put the mode back for good, and leave no keys for the shell to find."""
            self._done = True
            if self._found is not None:
                with suppress(OSError, termios.error):
                    if self._in_front():
                        termios.tcflush(self._fd, termios.TCIFLUSH)
            self._restore()

        def _in_front(self) -> bool:
            """Tell whether the terminal is ours: to touch it in the background suspends us."""
            try:
                return os.tcgetpgrp(self._fd) == os.getpgrp()
            except OSError:  # a terminal that does not control jobs
                return True

        def _catch(self) -> None:
            """Handle signals, which only the main thread may; what is ignored stays ignored."""
            if threading.current_thread() is not threading.main_thread():
                return
            caught = {signal.SIGTSTP: self._suspended, signal.SIGCONT: self._continued}
            caught.update(dict.fromkeys(_ENDS, self._ended))
            for number, handler in caught.items():
                before = signal.getsignal(number)
                if before is None or (before == signal.SIG_IGN and number != signal.SIGCONT):
                    continue
                self._handlers[number] = before
                signal.signal(number, handler)

        def _release(self) -> None:
            """Give signals back, but for those that somebody else has taken since."""
            ours = (self._suspended, self._continued, self._ended)
            for number, before in self._handlers.items():
                if signal.getsignal(number) in ours:
                    signal.signal(number, before)
            self._handlers.clear()

        def _ended(self, number: int, frame: FrameType | None) -> None:
            """Put the mode back, then do what was to be done; else unwind the whole program."""
            before = self._handlers.get(number)
            self._end()
            self._release()
            if not callable(before):
                raise SystemExit(128 + number)
            before(number, frame)

        def _suspended(self, _number: int, _frame: FrameType | None) -> None:
            self._away = True
            self._restore()
            self._on_suspend()
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            # To this thread, so that it stops right here.
            signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, self._suspended)
            self._away = False
            self._return()

        def _return(self) -> None:
            """Ask for single keys again; behind another job, have the reader look out for that."""
            self._set()
            with suppress(OSError):  # it may be closed
                os.write(self._wake, b"\0")

        def _continued(self, number: int, frame: FrameType | None) -> None:
            self._return()
            before = self._handlers.get(number)
            if callable(before):
                before(number, frame)

        def _read(self) -> None:
            decoder = Decoder()
            while (data := self._received(waiting=not decoder.pending)) is not None:
                if not data:
                    decoder.forget()
                for key in decoder.feed(data):
                    if not self._done:
                        self._on_key(key)

        def _received(self, *, waiting: bool) -> bytes | None:
            """Read what there is; nothing where nothing came in time, None at the end."""
            # When the terminal is gone, so are its keys.
            with suppress(OSError, ValueError):
                # Some shells bring a job to the front without telling it.
                patience = None if waiting and self._found is not None else _PATIENCE
                ready, _, _ = select.select([self._fd, self._woken], [], [], patience)
                if self._woken in ready:
                    os.read(self._woken, 1024)
                if self._done:
                    return None
                if self._fd not in ready:
                    self._set()
                    return b""
                if not self._in_front():
                    select.select([self._woken], [], [], _PATIENCE)
                    return b""
                return os.read(self._fd, 1024) or None
            return None


class Keys:
    """Gives every key that means something to a function, for as long as it is entered.

    Where standard input is no terminal (or one in another job's hands) there are no keys, and no
    thread. A signal that would end the program (terminate, hang up, quit) puts the terminal back
    and is passed to the handler it had, or else raises `SystemExit` with 128 + its number.

    Args:
        on_key: what is told of keys, from another thread.
        stdin: the terminal; standard input unless said.
        on_suspend: what is called just before the program is suspended, in the main thread.
    """

    def __init__(
        self,
        on_key: OnKey,
        *,
        stdin: TextIO | None = None,
        on_suspend: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_key = on_key
        self._on_suspend = on_suspend
        self._stdin = stdin or sys.stdin
        self._reader: _Reader | None = None

    @property
    def attended(self) -> bool:
        """Whether there are keys to be had."""
        return self._reader is not None

    def __enter__(self) -> Self:
        fd = _terminal(self._stdin)
        if fd is not None:
            reader = _Reader(fd, self._on_key, self._on_suspend)
            self._reader = reader if reader.start() else None
        return self

    def __exit__(self, *_: object) -> None:
        reader, self._reader = self._reader, None
        if reader:
            reader.close()


def _terminal(stream: TextIO | None) -> int | None:
    """Give the descriptor of a terminal; None for anything else, also a stream that is closed."""
    try:
        return stream.fileno() if stream and stream.isatty() else None
    except (OSError, ValueError):
        return None
