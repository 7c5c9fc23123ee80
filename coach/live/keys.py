"""The keyboard: single keys of a terminal as commands, and the terminal left as it was found."""

import os
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self, TextIO

from coach.live.session import Key

_POLL_S = 0.1
"""How long a read waits for a key, so how long at most a change of jobs goes unnoticed."""

_PATIENCE_S = 0.25
"""The time in which the rest of an escape sequence comes. After it, a lone Escape is a key."""

_ESCAPE = "\x1b"

_MAX_SEQUENCE_CHARS = 4096
"""The length after which an escape sequence that does not end is forgotten."""

_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        " ": "toggle",
        ".": "toggle",  # a presenter makes the screen black with it
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

_ARROWS: tuple[Key, ...] = ("longer", "shorter", "forward", "rewind")
"""The arrows up, down, right and left."""

_KITTY: Mapping[int, Key] = MappingProxyType(
    {
        **dict.fromkeys((57428, 57429, 57430), "toggle"),  # play, pause, either
        57432: "stop",
        57433: "forward",
        57434: "rewind",
        57435: "next",
        57436: "back",
        57438: "back",  # lower volume
        57439: "next",  # raise volume: the only key of many shutter buttons
    }
)
"""The media and volume keys by their numbers, which kitty sends without being asked:
https://sw.kovidgoyal.net/kitty/keyboard-protocol/#functional-key-definitions"""

OnKey = Callable[[Key], None]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a kind of terminal writes the keys that have no character.

    Attributes:
        sequence: a whole sequence.
        begun: what may still become a sequence.
        keys: the sequences that mean something.
    """

    sequence: re.Pattern[str]
    begun: re.Pattern[str]
    keys: Mapping[str, Key]


POSIX = Dialect(
    re.compile(
        r"""\x1b (?:
            \[\[ .                                    # a function key of the Linux console
          | \[ [0-?]* [\ -/]* [@-Z\\-~]               # CSI: arrows and most other keys
          | O .                                       # SS3: arrows, function keys
          | [\]PX^_] [^\x07\x1b]* (?:\x07|\x1b\\)     # what a terminal answers to a question
          | [^\[O\]PX^_\x1b]                          # Alt and a key
        )""",
        re.DOTALL | re.VERBOSE,
    ),
    re.compile(r"\x1b(?:\[\[?|\[[0-?]*[ -/]*|O|[\]PX^_][^\x07\x1b]*\x1b?)?"),
    {f"\x1b{lead}{arrow}": key for lead in "[O" for arrow, key in zip("ABCD", _ARROWS, strict=True)}
    | {f"\x1b[{code}u": key for code, key in _KITTY.items()}
    | {
        "\x1b[6~": "next",  # Page Down
        "\x1b[5~": "back",  # Page Up
        "\x1bOM": "next",  # Enter of a keypad
        "\x1b[15~": "toggle",  # F5, and with Shift
        "\x1b[15;2~": "toggle",
        "\x1b[[E": "toggle",  # F5 of the Linux console
    },
)
"""The escape sequences of ECMA-48 and xterm."""

WINDOWS = Dialect(
    re.compile(r"[\x00\xe0].|\x1b", re.DOTALL),
    re.compile(r"[\x00\xe0]"),
    {
        f"{mark}{code}": key
        for mark in "\x00\xe0"
        for code, key in zip("HPMKQI", (*_ARROWS, "next", "back"), strict=True)
    }
    | {
        _ESCAPE: "toggle",
        "\x00?": "toggle",  # F5, and with Shift
        "\x00X": "toggle",
    },
)
"""The scan codes of a Windows console. The letter à looks like the mark before one."""


@dataclass(slots=True)
class Decoder:
    """Makes keys of the characters that a terminal sends, however they are cut into pieces.

    Characters beyond ASCII, unknown keys and unknown sequences mean nothing.
    """

    dialect: Dialect
    pending: str = ""

    def decode_keys(self, text: str) -> list[Key]:
        """Return the keys that are complete with these characters."""
        keys: list[Key | None] = []
        rest = self.pending + text
        at = 0
        while at < len(rest):
            if sequence := self.dialect.sequence.match(rest, at):
                keys.append(self.dialect.keys.get(sequence[0]))
                at = sequence.end()
            elif self.dialect.begun.fullmatch(rest, at):
                break
            else:
                keys.append(_KEYS.get(rest[at].lower()))
                at += 1
        self.pending = rest[at:] if len(rest) - at <= _MAX_SEQUENCE_CHARS else ""
        return [key for key in keys if key]

    def end_pending(self) -> list[Key]:
        """Return the key of a sequence that does not go on: the Escape key; noise has none."""
        pending, self.pending = self.pending, ""
        return ["toggle"] if pending == _ESCAPE else []


if sys.platform == "win32":
    import _thread
    import msvcrt

    class _Terminal:
        """A Windows console, which has no mode to be put back."""

        dialect = WINDOWS

        def __init__(self, fd: int, on_suspend: Callable[[], None]) -> None:
            pass

        def open(self) -> bool:
            return True

        def read(self) -> str:
            if not msvcrt.kbhit():
                time.sleep(_POLL_S / 2)
                return ""
            character = msvcrt.getwch()
            if character == "\x03":
                _thread.interrupt_main()
            return character

        def close(self) -> None:
            pass

else:
    import select
    import signal
    import termios
    import tty
    from types import FrameType
    from typing import Any

    class _Terminal:
        """A terminal that gives single keys without echo, and whose mode is put back.

        The mode is put back when it is closed and while the program is suspended. In the background
        the terminal is the shell's: it is left alone until the program is in front again; some
        shells do not report that.
        """

        dialect = POSIX

        def __init__(self, fd: int, on_suspend: Callable[[], None]) -> None:
            self._fd = fd
            self._on_suspend = on_suspend
            self._away = False
            self._mode_before: list[Any] | None = None
            self._lock = threading.RLock()  # a signal's handler may find its own thread in it
            self._handlers: dict[int, Any] = {}

        def open(self) -> bool:
            """Ask for single keys; return whether the terminal could be asked."""
            self._set_mode()
            if self._mode_before is None:
                return False
            self._catch_signals()
            return True

        def read(self) -> str | None:
            """Return the characters that came while it waited; None when the terminal is gone."""
            with suppress(OSError, ValueError):
                self._set_mode()
                ready, _, _ = select.select([self._fd], [], [], _POLL_S)
                if not ready:
                    return ""
                if not self._is_in_front():
                    time.sleep(_POLL_S)
                    return ""
                return os.read(self._fd, 1024).decode("latin-1") or None
            return None

        def close(self) -> None:
            """Put the mode back, and leave no keys for the shell to find."""
            self._away = True
            with suppress(OSError, termios.error):
                if self._mode_before and self._is_in_front():
                    termios.tcflush(self._fd, termios.TCIFLUSH)
            self._restore_mode()
            for number, before in self._handlers.items():
                if signal.getsignal(number) == self._suspend_process:
                    signal.signal(number, before)

        def _set_mode(self) -> None:
            """Ask for single keys, unless that is how it is; remember how it was."""
            with self._lock, suppress(OSError, termios.error):
                if self._away or not self._is_in_front():
                    return
                mode = termios.tcgetattr(self._fd)
                if self._mode_before is None or mode[3] & termios.ICANON:
                    self._mode_before = mode
                    tty.setcbreak(self._fd, termios.TCSANOW)

        def _restore_mode(self) -> None:
            # Never TCSADRAIN: output that the listener has halted would never be drained.
            with self._lock, suppress(OSError, termios.error):
                mode, self._mode_before = self._mode_before, None
                if mode is not None and self._is_in_front():
                    termios.tcsetattr(self._fd, termios.TCSANOW, mode)

        def _is_in_front(self) -> bool:
            """Return whether the terminal is ours: to touch it in the background suspends us."""
            try:
                return os.tcgetpgrp(self._fd) == os.getpgrp()
            except OSError:  # a terminal that does not control jobs
                return True

        def _catch_signals(self) -> None:
            """Catch what suspends and what quits; only the main thread may catch signals."""
            if threading.current_thread() is not threading.main_thread():
                return
            for number in (signal.SIGTSTP, signal.SIGQUIT):
                before = signal.getsignal(number)
                if before == signal.SIG_DFL:
                    self._handlers[number] = before
                    signal.signal(number, self._suspend_process)

        def _suspend_process(self, number: int, _frame: FrameType | None) -> None:
            """Leave the terminal to the shell, and do what the signal does by default."""
            self._away = True
            self._restore_mode()
            self._on_suspend()
            signal.signal(number, signal.SIG_DFL)
            # To this thread, so that it stops right here.
            signal.pthread_kill(threading.get_ident(), number)
            signal.signal(number, self._suspend_process)
            self._away = False
            self._set_mode()


class Keys:
    """Passes every key that means something to a function, for as long as it is entered.

    Where standard input is not a terminal, or one in another job's hands, there are no keys.

    Args:
        stdin: the terminal; standard input where it is left out.
        on_suspend: what is called just before the program is suspended, in the main thread.
    """

    def __init__(
        self, *, stdin: TextIO | None = None, on_suspend: Callable[[], None] = lambda: None
    ) -> None:
        self._on_suspend = on_suspend
        self._stdin = stdin or sys.stdin
        self._terminal: _Terminal | None = None
        self._thread: threading.Thread | None = None
        self._done = False

    @property
    def is_attended(self) -> bool:
        """Whether there are keys to be had."""
        return self._terminal is not None

    def __enter__(self) -> Self:
        fd = _find_terminal(self._stdin)
        if fd is not None:
            terminal = _Terminal(fd, self._on_suspend)
            self._terminal = terminal if terminal.open() else None
        return self

    def __exit__(self, *_: object) -> None:
        self._done = True
        terminal, self._terminal = self._terminal, None
        if terminal:
            terminal.close()
        if self._thread:
            self._thread.join(1)

    def start_listening(self, on_key: OnKey) -> None:
        """Begin to give keys to a function, in a thread of their own."""
        if self._terminal:
            arguments = (self._terminal, on_key)
            self._thread = threading.Thread(
                target=self._read_keys, args=arguments, name="keys", daemon=True
            )
            self._thread.start()

    def _read_keys(self, terminal: _Terminal, on_key: OnKey) -> None:
        decoder = Decoder(terminal.dialect)
        since = 0.0
        while not self._done and (text := terminal.read()) is not None:
            now = time.monotonic()
            keys = decoder.decode_keys(text)
            if text:
                since = now
            elif now - since > _PATIENCE_S:
                keys = decoder.end_pending()
            for key in keys:
                if not self._done:
                    on_key(key)


def _find_terminal(stream: TextIO | None) -> int | None:
    """Return the descriptor of a terminal; None for anything else, also a stream that is closed."""
    try:
        return stream.fileno() if stream and stream.isatty() else None
    except (OSError, ValueError):
        return None
