"""Following files: a command runs again whenever one of them is saved.

The files are looked at several times a second. That costs nothing for the few files of a command,
and it works where notices of the system do not: on network folders, and for editors that save a
file by renaming another one to its name.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from coach.cli.clock import read_clock
from coach.cli.printing import echo
from coach.cli.reports import ExitCode

if TYPE_CHECKING:
    from coach.library import Library

LOOK_S = 0.2
"""Seconds between two looks; a file that has not changed in between is saved to its end."""

Watch = Annotated[
    bool, typer.Option("--watch", help="Do it again whenever the file is saved, until Ctrl-C.")
]

_Stamp = tuple[int, int, int] | None
"""What tells one state of a file from another; None where it is not there."""


def list_files(asked: Iterable[str], library: "Library") -> tuple[Path, ...]:
    """List the files of routines, those that programmes list among them."""
    routines = [library.load_routine(name) for name in asked]
    members = [each.routine for routine in routines for each in routine.list_members()]
    paths = (library.find_script_path(routine) for routine in (*routines, *members))
    return tuple(path for path in dict.fromkeys(paths) if path.is_file())


def follow_files(find_files: Callable[[], Sequence[Path]], run: Callable[[], None]) -> NoReturn:
    """Run a command, and again whenever one of its files is saved. Ctrl-C ends it.

    Where no file is there, it runs once and exits as it does alone.
    """
    while True:
        files = find_files()
        before = _read_stamps(files)
        try:
            run()
        except typer.Exit as end:
            if end.exit_code != ExitCode.MISTAKE or not files:
                raise
        if not files:
            raise typer.Exit
        _wait_for_save(files, before)
        saved = f"── saved at {read_clock():%H:%M:%S} "
        echo(f"\n{saved:─<60}", err=True)


def _wait_for_save(files: Sequence[Path], before: Sequence[_Stamp]) -> None:
    """Wait until files have changed, and go on changing no more."""
    while (now := _read_stamps(files)) == before or None in now:
        time.sleep(LOOK_S)
    while True:
        time.sleep(LOOK_S)
        later = _read_stamps(files)
        if later == now and None not in later:
            return
        now = later


def _read_stamps(files: Iterable[Path]) -> tuple[_Stamp, ...]:
    return tuple(map(_read_stamp, files))


def _read_stamp(path: Path) -> _Stamp:
    """Return the state of a file; an editor may take it away for a moment."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
