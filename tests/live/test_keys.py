import io
import os
import pty
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.live.keys import POSIX, WINDOWS, Decoder, Dialect, Keys
from coach.live.session import Key

LONG = 10.0
"""Seconds after which a test gives up."""


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        (b" ", ["toggle"]),
        (b"nbr", ["next", "back", "repeat"]),
        (b"NBRQ", ["next", "back", "repeat", "stop"]),
        (b"+=-", ["longer", "longer", "shorter"]),
        (b"q?", ["stop", "help"]),
        (b"\r\n", ["next", "next"]),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", ["longer", "shorter", "forward", "rewind"]),
        (b"\x1bOA\x1bOB\x1bOC\x1bOD", ["longer", "shorter", "forward", "rewind"]),
        (b"axz0\x00\x7f\t", []),
        ("ñ bön 日本 🙂n".encode(), ["toggle", "back", "next", "toggle", "toggle", "next"]),
        (b"\xff\xc3n", ["next"]),
        # Function keys, Delete, Control and an arrow, Alt and a letter.
        (b"\x1b[17~\x1bOP\x1b[[B\x1b[3~\x1b[1;5C\x1bn", []),
        # A presenter: Page Down and Up, F5 in xterm, with Shift, on the Linux console; a full stop.
        (b"\x1b[6~\x1b[5~", ["next", "back"]),
        (b"\x1b[15~\x1b[15;2~\x1b[[E.", ["toggle"] * 4),
        # The Enter of a keypad, and a shutter button's.
        (b"\x1bOM\r", ["next", "next"]),
        # Kitty's media keys: play, pause, either; stop; forward, rewind; next, previous.
        (b"\x1b[57428u\x1b[57429u\x1b[57430u", ["toggle"] * 3),
        (
            b"\x1b[57432u\x1b[57433u\x1b[57434u\x1b[57435u\x1b[57436u",
            ["stop", "forward", "rewind", "next", "back"],
        ),
        # Kitty's volume keys: louder, softer; muted, and with Control.
        (b"\x1b[57439u\x1b[57438u\x1b[57440u\x1b[57439;5u", ["next", "back"]),
        # A terminal's late answers: to a question about its background, to one about itself.
        (b"\x1b]11;rgb:bbbb/nnnn/q\x07\x1b]11;rgb:b\x1b\\\x1bP1$rq\x1b\\\x1b[?62;22c ", ["toggle"]),
        # Broken off, and Escape before an arrow.
        (b"\x1b[1\x01n\x1b\x1b[C", ["next", "forward"]),
    ],
)
def test_bytes_mean_commands(typed: bytes, keys: list[Key]) -> None:
    assert Decoder(POSIX).decode_keys(typed.decode("latin-1")) == keys


_PIECES = [
    "\x1b",
    "[",
    "O",
    "C",
    "n",
    "\x1b[A",
    "]",
    "\x07",
    "1",
    "~",
    "\\",
    "?",
    "\x00",
    "\xe0",
    "H",
]


@given(
    st.sampled_from([POSIX, WINDOWS]),
    st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=12),
)
def test_it_does_not_matter_how_what_comes_is_cut(dialect: Dialect, pieces: list[str]) -> None:
    whole = "".join(pieces)
    decoder = Decoder(dialect)
    cut = [key for piece in pieces for key in decoder.decode_keys(piece)]
    assert cut == Decoder(dialect).decode_keys(whole)
    decoder = Decoder(dialect)
    assert [key for character in whole for key in decoder.decode_keys(character)] == cut


def test_a_lone_escape_is_a_key_when_nothing_follows() -> None:
    decoder = Decoder(POSIX)
    assert decoder.decode_keys("\x1b") == []
    assert decoder.end_pending() == ["toggle"]
    assert decoder.decode_keys("n") == ["next"]
    assert decoder.end_pending() == []


@pytest.mark.parametrize("noise", ["\x1b[", "\x1b[1;", "\x1b]11;rgb:"])
def test_a_sequence_that_does_not_go_on_is_forgotten(noise: str) -> None:
    decoder = Decoder(POSIX)
    assert decoder.decode_keys(noise) == []
    assert decoder.end_pending() == []
    assert decoder.decode_keys("n") == ["next"]


def test_a_sequence_without_end_does_not_grow_for_ever() -> None:
    decoder = Decoder(POSIX)
    for _ in range(100):
        decoder.decode_keys("\x1b]" + "x" * 100)
    assert len(decoder.pending) <= 4096


def test_windows_characters_mean_commands() -> None:
    decoder = Decoder(WINDOWS)
    assert decoder.decode_keys("\xe0H\xe0P\xe0M\x00K") == ["longer", "shorter", "forward", "rewind"]
    assert decoder.decode_keys(" nN\r+ü日") == ["toggle", "next", "next", "next", "longer"]
    # Page Down and Up; F5, and with Shift; Escape.
    assert decoder.decode_keys("\xe0Q\x00I\x00?\x00X\x1b") == ["next", "back"] + ["toggle"] * 3
    assert decoder.decode_keys("\x00;\xe0S\xe0") == []  # F1, Delete, and the letter à
    assert decoder.end_pending() == []
    assert decoder.decode_keys("H") == []


class Terminal:
    """A pseudo-terminal: `stdin` for the program, `type` for the fingers."""

    def __init__(self) -> None:
        self.keyboard, self.fd = pty.openpty()
        self.stdin: TextIO = os.fdopen(self.fd, "r", closefd=False)
        self.before = termios.tcgetattr(self.fd)

    def type(self, data: bytes) -> None:
        os.write(self.keyboard, data)

    @property
    def raw(self) -> bool:
        return not termios.tcgetattr(self.fd)[3] & (termios.ICANON | termios.ECHO)

    @property
    def untouched(self) -> bool:
        return termios.tcgetattr(self.fd) == self.before


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.stdin.close()
    os.close(made.fd)
    os.close(made.keyboard)


def _taken(queue: "Queue[Key]", count: int) -> list[Key]:
    return [queue.get(timeout=LONG) for _ in range(count)]


def test_keys_come_one_by_one_and_the_terminal_is_put_back(terminal: Terminal) -> None:
    pressed: Queue[Key] = Queue()
    with Keys(stdin=terminal.stdin) as keys:
        assert keys.is_attended
        assert terminal.raw
        keys.start_listening(pressed.put)
        terminal.type(b"n")
        assert _taken(pressed, 1) == ["next"]
        terminal.type(b"\x1b")
        time.sleep(0.02)
        terminal.type(b"[C?")
        assert _taken(pressed, 2) == ["forward", "help"]
        terminal.type(b"\x1b")
        assert _taken(pressed, 1) == ["toggle"]
        terminal.type(b"b")
        assert _taken(pressed, 1) == ["back"]
    assert not keys.is_attended
    assert terminal.untouched
    assert not any(thread.name == "keys" for thread in threading.enumerate())


def test_after_the_end_no_key_comes_and_none_is_left_to_the_shell(terminal: Terminal) -> None:
    pressed: Queue[Key] = Queue()
    with Keys(stdin=terminal.stdin) as keys:
        keys.start_listening(pressed.put)
    with Keys(stdin=terminal.stdin) as keys:
        keys.start_listening(pressed.put)
        terminal.type(b"q")
        assert _taken(pressed, 1) == ["stop"]
    with pytest.raises(Empty):
        pressed.get(timeout=0.05)


@pytest.mark.parametrize("raised", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_exception_puts_the_terminal_back(
    terminal: Terminal, raised: type[BaseException]
) -> None:
    with pytest.raises(raised), Keys(stdin=terminal.stdin):
        raise raised
    assert terminal.untouched


def test_handlers_of_signals_are_put_back(terminal: Terminal) -> None:
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP, signal.SIGCONT)
    before = [signal.getsignal(number) for number in numbers]
    with Keys(stdin=terminal.stdin):
        assert [signal.getsignal(number) for number in numbers] != before
    assert [signal.getsignal(number) for number in numbers] == before


def test_a_terminal_that_goes_away_ends_the_keys(terminal: Terminal) -> None:
    keyboard, fd = pty.openpty()
    with os.fdopen(fd, "r") as stdin, Keys(stdin=stdin) as keys:
        keys.start_listening(lambda _: None)
        os.close(keyboard)
        _until(lambda: not any(thread.name == "keys" for thread in threading.enumerate()))
    assert terminal.untouched


def test_without_a_terminal_there_are_no_keys(tmp_path: Path) -> None:
    file = tmp_path / "input"
    file.write_text("nnn")
    closed = file.open()
    closed.close()
    read, write = os.pipe()
    with os.fdopen(read) as pipe, file.open() as plain:
        for stdin in (pipe, plain, closed, io.StringIO("n")):
            with Keys(stdin=stdin) as keys:
                keys.start_listening(pytest.fail)
                assert not keys.is_attended
                assert not any(thread.name == "keys" for thread in threading.enumerate())
    os.close(write)


def test_without_any_standard_input_there_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with Keys() as keys:
        assert not keys.is_attended


PROGRAM = """
import os, signal, sys, time
from coach.live import keys
from coach.live.keys import Keys

for number in signal.SIGTERM, signal.SIGHUP:  # as the command line has it
    signal.signal(number, signal.default_int_handler)
for number in signal.SIGQUIT, signal.SIGTSTP:
    signal.signal(number, signal.SIG_DFL)  # whatever the tests were started by

def told(what):
    print(what, flush=True)

if "front" in sys.argv:
    keys._Terminal._is_in_front = lambda terminal: os.path.exists(sys.argv[-1])
try:
    with Keys(on_suspend=lambda: told("suspended")) as found:
        found.start_listening(told)
        told("ready")
        if "leave" in sys.argv:
            sys.exit(3)
        if "raise" in sys.argv:
            raise ValueError
        while True:
            time.sleep(0.01)
finally:
    told("unwound")
"""


class Program:
    """A program of its own at a terminal, ready when it is made."""

    def __init__(self, terminal: Terminal, *arguments: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-c", PROGRAM, *arguments],
            stdin=terminal.fd,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            process_group=0,
        )
        assert self.said() == "ready"

    def said(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def suspend(self) -> None:
        """Stop it, as Ctrl-Z does; it says that it knew."""
        self.process.send_signal(signal.SIGTSTP)
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        assert self.said() == "suspended"

    def ended(self) -> tuple[int, list[str]]:
        # Not by `communicate`, which does not know what was read already and not given yet.
        assert self.process.stdout
        assert self.process.stderr
        with self.process.stdout as out, self.process.stderr as error:
            said = out.read()
            error.read()
        return self.process.wait(LONG), said.split("\n")[:-1]


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


@pytest.mark.parametrize(("way", "code"), [("leave", 3), ("raise", 1)])
def test_a_program_that_ends_leaves_the_terminal_as_it_was(
    terminal: Terminal, way: str, code: int
) -> None:
    assert Program(terminal, way).ended() == (code, ["unwound"])
    assert terminal.untouched


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (signal.SIGINT, "unwound"),
        (signal.SIGTERM, "unwound"),
        (signal.SIGHUP, "unwound"),
        (signal.SIGQUIT, "suspended"),  # it ends there and then
    ],
)
def test_a_signal_ends_the_program_and_puts_the_terminal_back(
    terminal: Terminal, number: signal.Signals, told: str
) -> None:
    program = Program(terminal)
    assert terminal.raw
    program.process.send_signal(number)
    code, said = program.ended()
    assert said == [told]
    assert code == (-number if number == signal.SIGQUIT else -signal.SIGINT)
    assert terminal.untouched


def test_suspended_the_terminal_is_the_shells_and_then_ours_again(terminal: Terminal) -> None:
    program = Program(terminal)
    for _ in range(2):
        program.suspend()
        assert terminal.untouched
        program.process.send_signal(signal.SIGCONT)
        _until(lambda: terminal.raw)
        terminal.type(b" ")
        assert program.said() == "toggle"
    program.process.terminate()
    program.ended()
    assert terminal.untouched


def test_stopped_without_a_word_it_finds_the_terminal_again(terminal: Terminal) -> None:
    program = Program(terminal)
    program.process.send_signal(signal.SIGSTOP)
    os.waitpid(program.process.pid, os.WUNTRACED)
    termios.tcsetattr(terminal.fd, termios.TCSANOW, terminal.before)  # as a shell does
    program.process.send_signal(signal.SIGCONT)
    _until(lambda: terminal.raw)
    program.process.terminate()
    program.ended()
    assert terminal.untouched


def test_brought_to_the_front_without_a_word_it_has_its_keys_again(
    terminal: Terminal, tmp_path: Path
) -> None:
    front = tmp_path / "front"
    front.touch()
    program = Program(terminal, "front", str(front))
    program.suspend()
    front.unlink()  # as `bg` has it
    program.process.send_signal(signal.SIGCONT)
    time.sleep(0.3)
    assert terminal.untouched
    front.touch()  # as `fg` has it, of a job that runs already
    _until(lambda: terminal.raw)
    terminal.type(b" ")
    assert program.said() == "toggle"
    program.process.terminate()
    program.ended()
    assert terminal.untouched
