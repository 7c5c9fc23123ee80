"""The voices of the operating system, through pyttsx3: SAPI, those of macOS, espeak on Linux.

pyttsx3 may hang, crash or write nothing, so it speaks in a process of its own (`system_worker`),
one utterance at a time, and what it wrote is looked at.
"""

import contextlib
import json
import queue
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import numpy as np

from coach.packages import write_install
from coach.sentences import split_sentences
from coach.speech import system_worker
from coach.speech.engine import Settings, SpeechError, Utterance
from coach.speech.espeak_library import find_carried_library
from coach.speech.probe import verify_utterance
from coach.speech.sound_reader import UnreadableSound, read_sound

_LONGEST_CHARS = 1500
"""Characters spoken at once; about 17,000 bytes crash pyttsx3 on Linux."""

_SECONDS_PER_CHARACTER = 0.15
"""Slower than anyone speaks: a system may speak no faster than it would be heard."""

_NAMES_TOLD = 8


class SystemEngine:
    """Speaks with a voice of the system. Making one starts nothing.

    `Settings.voice` is a voice's name or id, a language (``de``: the system's own voice, if it
    speaks it, else the first that does), or empty for the system's own. The pitch is heard on Linux
    alone.

    Args:
        patience: seconds that an utterance may take beyond what its length explains.
    """

    name = "system"
    at_once = 1

    def __init__(self, patience: float = 15) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._lasting = True

    @cached_property
    def version(self) -> str:
        """That of pyttsx3, and the platform; the voices' own are not told."""
        from importlib import metadata  # noqa: PLC0415 - loads much; only needed to speak with it

        try:
            return f"{metadata.version('pyttsx3')} {sys.platform}"
        except metadata.PackageNotFoundError:
            return "none"

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a text; a long one in pieces."""
        with self._lock, _make_folder() as folder:
            file = Path(folder, "speech.aiff" if sys.platform == "darwin" else "speech.wav")
            heard = [
                self._speak_piece(piece, settings, file)
                for piece in _cut_text(_drop_unspeakable(text))
            ]
        rate = heard[0].rate
        if any(piece.rate != rate for piece in heard):
            raise SpeechError(_write_sentence("changed its rate in the middle"))
        return Utterance(np.concatenate([piece.pcm for piece in heard]), rate)

    def _speak_piece(self, text: str, settings: Settings, file: Path) -> Utterance:
        """Have a worker speak; if it fails, another, once."""
        request = {
            "text": text,
            "file": str(file),
            "voice": settings.voice,
            "rate": settings.rate,
            "pitch": settings.pitch,
        }
        try:
            try:
                utterance = self._try_worker(request)
            except _RetryableError as failed:
                hung_later = isinstance(failed, _HungError) and failed.answers > 0
                self._end_worker()
                utterance = self._try_worker(request)
                # What hangs once it has spoken, and not when it is new, would hang every time.
                self._lasting = self._lasting and not hung_later
        except BaseException:  # also an interrupt: the worker is not done then
            self._end_worker()
            raise
        if not self._lasting:
            self._end_worker()
        return utterance

    def _try_worker(self, request: dict[str, Any]) -> Utterance:
        """Have the worker speak, and hear what it wrote."""
        file, text = Path(request["file"]), request["text"]
        file.unlink(missing_ok=True)
        if self._worker is None:
            self._worker = _Worker()
        answer = self._worker.request_answer(
            request, self._patience + len(text) * _SECONDS_PER_CHARACTER
        )
        if "error" in answer:
            raise _explain_refusal(answer, request["voice"])
        try:
            return verify_utterance(read_sound(file.read_bytes()), text, self.name)
        except OSError as error:
            raise _make_failure("wrote no file") from error
        except UnreadableSound as error:
            raise _make_failure(f"wrote no sound ({error})") from error
        except SpeechError as error:
            raise _RetryableError(str(error)) from error

    def _end_worker(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


class _RetryableError(SpeechError):
    """What may go well the next time."""


class _HungError(_RetryableError):
    """No answer came from a worker that has answered before."""

    def __init__(self, message: str, answers: int) -> None:
        super().__init__(message)
        self.answers = answers


def _make_failure(how: str) -> _RetryableError:
    return _RetryableError(_write_sentence(how))


def _write_sentence(how: str) -> str:
    return f"The system's voice {how}; take another voice with `--voice`, see `coach voices`."


def _explain_refusal(answer: dict[str, Any], voice: str) -> SpeechError:
    """Say what a worker could not do."""
    error = answer["error"]
    if error == "missing":
        return SpeechError(
            f"The system's voices need pyttsx3; install it with `{write_install('pyttsx3')}`."
        )
    if error == "voice":
        names = [repr(name) for name in answer["voices"]]
        more = ", …" if len(names) > _NAMES_TOLD else ""
        return SpeechError(
            f"The system has no voice {voice!r}; "
            f"take one of: {', '.join(names[:_NAMES_TOLD])}{more}."
        )
    return _make_failure(f"failed ({' '.join(error.split())})")


class _Worker:
    """A process that speaks. It ends with this object, and with the program.

    Attributes:
        answers: how many it has given.
        pid: the number of the process.
    """

    def __init__(self) -> None:
        self.answers = 0
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this program's own file
                # -P: no file in the user's folder is taken for a module of Python's
                [sys.executable, "-P", system_worker.__file__, *find_carried_library()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C does not reach it
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise SpeechError(_write_sentence(f"cannot be started ({error})")) from error
        assert self._process.stdin is not None  # noqa: S101 - for the type checker
        assert self._process.stdout is not None  # noqa: S101 - the same
        self._input = self._process.stdin
        self._told: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.pid = self._process.pid
        output = self._process.stdout
        threading.Thread(target=_pass_on_lines, args=(output, self._told), daemon=True).start()
        self._finalizer = weakref.finalize(self, _kill_process, self._process)

    def request_answer(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Ask for an utterance. Raises `_RetryableError` when no answer comes in time."""
        try:
            self._input.write(json.dumps(request).encode() + b"\n")
            self._input.flush()
            answer: dict[str, Any] = json.loads(self._told.get(timeout=seconds))
        except queue.Empty:
            hung = _write_sentence(f"was not done after {seconds:.0f} s")
            raise _HungError(hung, self.answers) from None
        except (OSError, ValueError):
            raise _make_failure("crashed") from None
        self.answers += 1
        return answer

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._finalizer()


def _pass_on_lines(output: IO[bytes], answers: "queue.SimpleQueue[bytes]") -> None:
    """Pass on what a worker says; its end is an empty line."""
    with output:
        for line in output:
            answers.put(line)
    answers.put(b"")


def _kill_process(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)


def _make_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder for a file. A process being ended may hold that open a moment longer."""
    return tempfile.TemporaryDirectory(prefix="coach-", ignore_cleanup_errors=True)


def _drop_unspeakable(text: str) -> str:
    """Leave out what pyttsx3 fails on: a NUL, half a surrogate pair."""
    return text.replace("\0", " ").encode("utf-8", errors="replace").decode()


def _cut_text(text: str) -> Iterator[str]:
    """Cut a text after sentences, in need between words, and in greater need anywhere."""
    cuts = [0]
    for span in split_sentences(text):
        end = cuts[-1]
        if span.end - end > _LONGEST_CHARS and span.start > end:
            cuts.append(span.start)
        while span.end - cuts[-1] > _LONGEST_CHARS:
            space = text.rfind(" ", cuts[-1] + 1, cuts[-1] + _LONGEST_CHARS)
            cuts.append(space if space > 0 else cuts[-1] + _LONGEST_CHARS)
    cuts.append(len(text))
    for start, end in pairwise(cuts):
        if any(map(str.isalnum, text[start:end])):
            yield text[start:end]
