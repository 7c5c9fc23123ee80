"""Any program that speaks: it is given a text on its input and writes a sound file.

The file goes to the program's output, or to the place named by ``{out}`` among its arguments.
"""

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from functools import cached_property
from pathlib import Path
from typing import IO

from coach.speech.engine import Settings, SpeechError, Utterance
from coach.speech.probe import find_longest_s, verify_utterance
from coach.speech.sound_reader import UnreadableSound, read_sound

_OUT = "{out}"
_PLACEHOLDER = re.compile(r"\{(?:out|voice|rate|pitch)\}")

_BLOCK = 65_536

_LAST_WORDS_BYTES = 4096
"""Bytes kept of what a program says on its error output."""

_MOST_BYTES_PER_SECOND = 96_000 * 2 * 4
"""Bytes: two channels of four bytes at the highest rate."""


class CommandEngine:
    """Runs a program, never through a shell, once for every utterance.

    Args:
        argv: the program and its arguments. In these, ``{out}`` stands for the file to write,
            ``{voice}``, ``{rate}`` (words a minute) and ``{pitch}`` (0 to 99) for the settings.
        limit: seconds after which it is ended, with all that it started.
        folder: where it is run, and where a program named by a path lies.
    """

    at_once = 1

    def __init__(
        self, argv: tuple[str, ...], limit: float = 30, folder: Path | None = None
    ) -> None:
        self._argv = argv
        self._limit = limit
        self._folder = folder

    @property
    def name(self) -> str:
        """The program, such as ``command flite``."""
        return f"command {Path(self._argv[0]).name}"

    @cached_property
    def version(self) -> str:
        """A digest of the arguments, and of the size and time of each file among them."""
        files = []
        for argument in (self._find_program(), *self._argv[1:]):
            try:
                status = Path(self._folder or "", argument).stat()
            except (OSError, ValueError):
                continue
            files.append((argument, status.st_size, status.st_mtime_ns))
        return hashlib.sha256(repr((self._argv, files)).encode()).hexdigest()[:16]

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a text: one line of UTF-8 to the program."""
        with tempfile.TemporaryDirectory(prefix="coach-", ignore_cleanup_errors=True) as folder:
            out = Path(folder, "speech.wav")
            filled = [_fill_argument(argument, out, settings) for argument in self._argv[1:]]
            to_file = any(_OUT in argument for argument in self._argv)
            most = int(find_longest_s(text) * _MOST_BYTES_PER_SECOND)
            written = self._run_program(
                [self._find_program(), *filled], " ".join(text.split()), most
            )
            data = self._read_file(out, most) if to_file else written
        try:
            return verify_utterance(read_sound(data), text, self.name)
        except UnreadableSound as error:
            raise SpeechError(
                f"The program {self._argv[0]!r} wrote no sound that can be used ({error}); "
                "try its command by hand."
            ) from error

    def _find_program(self) -> str:
        """Return the file that is run: the one that was allowed, whatever the current folder."""
        name = self._argv[0]
        if self._folder and Path(name).parent != Path():
            return str(self._folder / Path(name).expanduser())
        return shutil.which(name) or name

    def _read_file(self, out: Path, most: int) -> bytes:
        try:
            with out.open("rb") as file:
                return file.read(most)
        except OSError as error:
            raise SpeechError(
                f"The program {self._argv[0]!r} did not write the file it was to write; "
                "try its command by hand."
            ) from error

    def _run_program(self, argv: list[str], text: str, most: int) -> bytes:
        """Run the program, and give what it wrote to its output."""
        try:
            process = subprocess.Popen(  # noqa: S603 - an argument list that the user allowed
                argv,
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # a group, to be ended as one; Ctrl-C does not reach it
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError) as error:
            why = "is not there" if isinstance(error, FileNotFoundError) else f"fails ({error})"
            raise SpeechError(
                f"The program {self._argv[0]!r} {why}; "
                "install it, or name another engine in the voice's profile."
            ) from error
        assert process.stdin is not None  # noqa: S101 - for the type checker, as the next two
        assert process.stdout is not None  # noqa: S101
        assert process.stderr is not None  # noqa: S101
        deadline = time.monotonic() + self._limit
        sound, words = (
            _Pipe(process.stdout, first=most),
            _Pipe(process.stderr, last=_LAST_WORDS_BYTES),
        )
        threading.Thread(target=_feed_text, args=(process.stdin, text), daemon=True).start()
        try:
            in_time = sound.wait_until_ended(deadline) and (
                sound.overrun or _wait_until_gone(process, deadline)
            )
        finally:
            _end_process(process)
        words.wait_until_ended(time.monotonic() + 1)  # what has left the program is there at once
        if sound.overrun:
            raise SpeechError(
                f"The program {self._argv[0]!r} wrote more sound than {text[:60]!r} can take; "
                "try its command by hand."
            )
        if not in_time:
            raise SpeechError(
                f"The program {self._argv[0]!r} was not done after {self._limit:g} s; "
                "try its command by hand, or give it a longer limit."
            )
        if process.returncode:
            why = _find_last_line(words.kept, process.returncode)
            raise SpeechError(
                f"The program {self._argv[0]!r} failed ({why}); try its command by hand."
            )
        return bytes(sound.kept)


class _Pipe:
    """Reads a pipe to its end in a thread of its own.

    Args:
        stream: is closed in the end.
        first: bytes to read at most; one more is an overrun, and no more is read.
        last: bytes to keep of those read; 0 keeps all.
    """

    def __init__(self, stream: IO[bytes], first: int = sys.maxsize, last: int = 0) -> None:
        self.kept = bytearray()
        self.overrun = False
        self._stream = stream
        self._first = first
        self._last = last
        self._ended = threading.Event()
        threading.Thread(target=self._read_stream, daemon=True).start()

    def wait_until_ended(self, deadline: float) -> bool:
        """Wait until nothing more can be read; return whether that came before ``deadline``."""
        return self._ended.wait(max(0, deadline - time.monotonic()))

    def _read_stream(self) -> None:
        try:
            with self._stream:
                while block := os.read(self._stream.fileno(), _BLOCK):
                    self.kept += block
                    if self._last:
                        del self.kept[: -self._last]
                    if len(self.kept) > self._first:
                        self.overrun = True
                        return
        finally:
            self._ended.set()


def _feed_text(stream: IO[bytes], text: str) -> None:
    """Write a text to a program. A program that does not read it is not an error."""
    with contextlib.suppress(OSError), stream:
        stream.write(text.replace("\0", " ").encode("utf-8", errors="replace") + b"\n")


def _wait_until_gone(process: subprocess.Popen[bytes], deadline: float) -> bool:
    """Wait for a program to end; return whether that came in time."""
    try:
        process.wait(max(0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _end_process(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started, if any of it is left."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            if process.poll() is None:
                subprocess.run(  # noqa: S603 - fixed arguments
                    ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
                    check=False,
                    capture_output=True,
                )
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)


def _find_last_line(words: bytearray, status: int) -> str:
    """Return the last line that a program said; one that said nothing, how it ended."""
    lines = words.decode(errors="replace").split("\n")
    said = [" ".join(line.split()) for line in lines if line.strip()]
    return said[-1][:200] if said else f"exit status {status}"


def _fill_argument(argument: str, out: Path, settings: Settings) -> str:
    """Put values in the places of an argument. A value is not looked at for places of its own."""
    values = {
        _OUT: str(out),
        "{voice}": settings.voice,
        "{rate}": str(settings.rate),
        "{pitch}": str(settings.pitch),
    }
    return _PLACEHOLDER.sub(lambda match: values[match[0]], argument)
