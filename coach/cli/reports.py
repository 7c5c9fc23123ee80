"""How commands report: diagnostics on stderr, exit codes, and trouble from outside in one line."""

import errno
import functools
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from traceback import walk_tb
from typing import NoReturn, ParamSpec, TypeVar

import typer

from coach.cli.printing import confirm, echo
from coach.diagnostics import Checked, Diagnostic, Severity, has_errors, render_diagnostic
from coach.files import describe_refusal

P = ParamSpec("P")
T = TypeVar("T")


_FULL = {errno.ENOSPC, errno.EDQUOT}
"""What the system says where a disk has no room."""

_PRINTERS = ("click.", "rich.", "typer.", "coach.cli.printing", "coach.live.lines")
"""What prints for us."""

_COLORS: dict[Severity, str] = {
    "error": typer.colors.RED,
    "warning": typer.colors.YELLOW,
    "note": typer.colors.CYAN,
}

_MOST_SHOWN = 200
"""The most diagnostics that are printed at once; `coach check --json` gives all."""


class ExitCode(IntEnum):
    """What the shell is told. 0 is done, and 2, wrong usage, is the parser's."""

    MISTAKE = 1
    USAGE = 2
    OUTSIDE = 3
    INTERRUPTED = 130


def is_interactive() -> bool:
    """Return whether there is somebody who can answer; standard input may be closed."""
    return bool(sys.stdin and sys.stdin.isatty())


def ask_yes_no(question: str) -> bool:
    """Ask something; Ctrl-C, or the end of the input, ends the command."""
    try:
        return confirm(question)
    except typer.Abort:
        raise KeyboardInterrupt from None


def report_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics, each with its place and its line; of very many, those that come first."""
    diagnostics = tuple(diagnostics)
    for diagnostic in diagnostics[:_MOST_SHOWN]:
        color = _COLORS[diagnostic.severity]
        head, _, rest = render_diagnostic(diagnostic).partition("\n")
        echo(head, err=True, color=color)
        echo(rest, err=True)
    if len(diagnostics) > _MOST_SHOWN:
        echo(f"… and {len(diagnostics) - _MOST_SHOWN} more", err=True)


def stop_on_errors(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics, and exit where one is an error."""
    diagnostics = tuple(diagnostics)
    report_diagnostics(diagnostics)
    if has_errors(diagnostics):
        raise typer.Exit(ExitCode.MISTAKE)


def unpack_or_exit(checked: Checked[T | None]) -> T:
    """Print the diagnostics of a value and return it; exit where there is none."""
    stop_on_errors(checked.diagnostics)
    if checked.value is None:
        raise typer.Exit(ExitCode.MISTAKE)
    return checked.value


def exit_with(code: ExitCode, message: str) -> NoReturn:
    """Print why nothing more can be done, and exit."""
    echo(message, err=True, color=typer.colors.RED)
    raise typer.Exit(code)


def report_failures(command: Callable[P, T]) -> Callable[P, T]:
    """Let a command end with a message where the outside world fails, and never a traceback."""

    @functools.wraps(command)
    def run_guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except typer.Exit:
            raise
        except BrokenPipeError:  # `coach show | head` has seen enough
            sys.stderr.close()
            raise typer.Exit(ExitCode.OUTSIDE) from None
        except OSError as error:
            _exit_refused(error)
        except KeyboardInterrupt:
            exit_with(ExitCode.INTERRUPTED, "Interrupted.")
        except (MemoryError, ImportError) as error:
            exit_with(ExitCode.OUTSIDE, explain_missing_resource(error))
        except Exception as error:
            if is_thread_refused(error):
                exit_with(ExitCode.OUTSIDE, explain_missing_resource(MemoryError()))
            code = _find_exit_code(error)
            if code is None:
                raise
            exit_with(code, str(error))

    return run_guarded


def is_thread_refused(error: Exception) -> bool:
    """Return whether the system has no memory for another thread; Python has no type for it."""
    return isinstance(error, RuntimeError) and "can't start new thread" in str(error)


def explain_missing_resource(error: MemoryError | ImportError) -> str:
    """Say what is missing: memory, or a part of an installed package."""
    if isinstance(error, MemoryError) or "memory" in str(error) or "map segment" in str(error):
        return "There is not enough memory: close other programs, or make a shorter track."
    return f"A part of coach cannot be loaded ({error}): install coach anew."


def _find_exit_code(error: Exception) -> ExitCode | None:
    """Return how a command ends for an error of ours that is not a bug."""
    # They load numpy, which most commands that go well do not need.
    from coach.audio.decoder import MusicError
    from coach.diary.database import DiaryError
    from coach.outputs.target import ExportError, Unsupported
    from coach.speech.engine import SpeechError

    codes: dict[type[Exception], ExitCode] = {
        Unsupported: ExitCode.USAGE,
        MusicError: ExitCode.MISTAKE,
        SpeechError: ExitCode.OUTSIDE,
        ExportError: ExitCode.OUTSIDE,
        DiaryError: ExitCode.OUTSIDE,
    }
    return next((code for kind, code in codes.items() if isinstance(error, kind)), None)


def _is_from_stdout(error: OSError) -> bool:
    """Return whether it was standard output that could not be written: typer and rich print."""
    frames = (frame for frame, _ in walk_tb(error.__traceback__))
    return any(frame.f_globals["__name__"].startswith(_PRINTERS) for frame in frames)


@contextmanager
def printing_after(done: str) -> Iterator[None]:
    """Print what comes of work that is done: where that fails, say that it is done."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _end_output(error, done)


def _end_output(error: OSError, done: str = "") -> NoReturn:
    """End because nothing can be printed."""
    # What is left would be tried once more at the exit.
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (until the exit)
    reason = describe_refusal(error)
    exit_with(ExitCode.OUTSIDE, f"{done} The output cannot be written: {reason}.".strip())


def _exit_refused(error: OSError) -> NoReturn:
    """End because of what the system refused."""
    if _is_from_stdout(error):
        _end_output(error)
    exit_with(ExitCode.OUTSIDE, _write_sentence(error))


def _write_sentence(error: OSError) -> str:
    """Say what the system refused; a file without a name is a temporary one."""
    if error.errno in _FULL and error.filename is None:
        return f"The temporary folder {tempfile.gettempdir()} is full: TMPDIR names another."
    if error.errno == errno.EFBIG and error.filename is None:
        return "A temporary file would be larger than a file may be here: see `ulimit -f`."
    return f"Something outside failed: {error}"
