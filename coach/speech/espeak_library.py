"""The library of espeak-ng that the ``espeakng-loader`` package carries, and its data.

Two properties of espeak-ng 1.52 shape this module:

- It keeps state between utterances (the phase of its flutter and noise), which changes the samples
  of the next one; initialising again does not reset it. Loading the library anew does, so that is
  done for every utterance.
- Its state is global: a library speaks one utterance at a time. On Linux it is loaded several
  times, from copies in memory: each has a state of its own, and speaks on a core of its own.
"""

import _ctypes
import atexit
import ctypes
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from queue import LifoQueue

from coach.packages import write_install, write_reinstall
from coach.speech.engine import SpeechError
from coach.workers import count_cores

if sys.platform == "win32":
    _free = _ctypes.FreeLibrary
else:
    _free = _ctypes.dlclose

_PACKAGE = "espeakng-loader"

_LONGEST_DATA_PATH_BYTES = 159
"""Bytes. espeak keeps the path in a buffer of 160 (N_PATH_HOME), and quietly fails beyond it."""

_OPEN_FILES = Path("/proc/self/fd")
"""Where Linux lists the open files of a process, those without a name too."""

_copying = threading.Lock()
"""Held while it is looked for the libraries there are: a path must not be given away twice."""


@contextmanager
def load_library() -> Iterator[ctypes.CDLL]:
    """Load a library that no one else uses meanwhile, and unload it again."""
    try:
        import espeakng_loader  # noqa: PLC0415 - costs a library search; only needed to speak

        path = espeakng_loader.get_library_path()
    except ImportError as error:
        raise SpeechError(
            f"The speech engine espeak-ng is missing; install it with `{write_install(_PACKAGE)}`."
        ) from error
    with _copying:
        free = _list_libraries(path)
    path_of_copy = free.get()
    try:
        library = _load_path(path_of_copy)
        try:
            yield library
        finally:
            _unload_library(library)
    finally:
        free.put(path_of_copy)


def _load_path(path: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise SpeechError(
            f"The speech engine espeak-ng cannot be loaded ({error}); {write_mend()}."
        ) from error


def _unload_library(library: ctypes.CDLL) -> None:
    _free(library._handle)  # noqa: SLF001 - ctypes has no public way to unload


@cache
def _list_libraries(path: str) -> "LifoQueue[str]":
    """Return the paths of libraries that are not in use: the one at a path, and copies of it."""
    free: LifoQueue[str] = LifoQueue()
    with suppress(OSError, SpeechError):  # not every system lets a copy be loaded
        for _ in range(1, count_libraries()):
            copy = copy_library(path)
            _unload_library(_load_path(copy))
            free.put(copy)
    free.put(path)
    return free


def count_libraries() -> int:
    """Return how many libraries can speak at the same time."""
    return count_cores() if can_copy() else 1


def can_copy() -> bool:
    """Return whether files can be copied to memory, and opened there by a path."""
    return hasattr(os, "memfd_create") and _OPEN_FILES.is_dir()


def copy_library(path: str) -> str:
    """Copy a file to memory, where it stays as long as the process does; return the copy's path."""
    memory = os.memfd_create("espeak-ng")
    with open(memory, "wb", closefd=False) as file:
        file.write(Path(path).read_bytes())
    return str(_OPEN_FILES / str(memory))


def find_data_path() -> str:
    """Return the path of the data. Raises `SpeechError` where there is none."""
    import espeakng_loader  # noqa: PLC0415 - see loaded

    try:
        path: str = espeakng_loader.get_data_path()
    except RuntimeError as error:
        raise SpeechError(f"The data of espeak-ng is missing; {write_mend()}.") from error
    return path


def find_carried_library() -> tuple[str, str]:
    """Return the paths of the library and of its data, for another process to load.

    Both are empty where there is none.
    """
    try:
        import espeakng_loader  # noqa: PLC0415 - see loaded

        return espeakng_loader.get_library_path(), make_short_path(find_data_path())
    except (ImportError, SpeechError):
        return "", ""


@cache
def make_short_path(folder: str) -> str:
    """Return a path to a folder that is short enough for espeak: itself, or a link or copy of it.

    The link or copy is removed when the process ends.
    """
    if _fits_limit(folder):
        return folder
    try:
        holder = tempfile.mkdtemp(prefix="coach")
        atexit.register(shutil.rmtree, holder, ignore_errors=True)
        short = str(Path(holder, "espeak"))
        if _fits_limit(short):
            _link_or_copy(folder, short)
            return short
    except OSError as error:
        raise SpeechError(
            f"The path of espeak-ng's data is too long ({folder}), and the data cannot be copied "
            f"({error}); install coach in a folder with a shorter path."
        ) from error
    raise SpeechError(
        f"The path of espeak-ng's data is too long ({folder}), and so is that of the temporary "
        "folder; set TMPDIR to a folder with a short path."
    )


def _link_or_copy(folder: str, link: str) -> None:
    try:
        Path(link).symlink_to(folder, target_is_directory=True)
    except OSError:  # Windows lets few users make links
        shutil.copytree(folder, link)


def _fits_limit(folder: str) -> bool:
    return len(os.fsencode(folder)) <= _LONGEST_DATA_PATH_BYTES


def write_mend() -> str:
    """Write what to do where the library is broken."""
    return f"install it anew with `{write_reinstall(_PACKAGE)}`"
