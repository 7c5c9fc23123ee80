"""Files and folders that appear whole or stay as they were, whatever happens meanwhile.

Each is written under another name beside its place, which it takes when it is complete.
"""

import ctypes
import errno
import hashlib
import io
import json
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_UNFINISHED = ".part"
"""The suffix of what does not have its name yet."""

_ABANDONED_S = 3600
"""Seconds after which something unfinished that no longer changes belongs to no living process."""

_THIS_FOLDER = -100
"""AT_FDCWD of Linux: a path that is relative begins here."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS."""

Explain = Callable[[OSError], Exception]
"""Makes the exception that is raised in place of what the system says of a file."""


def describe_refusal(error: OSError) -> str:
    """Return what the system says of something that it refused, as a part of a sentence.

    >>> describe_refusal(OSError(13, "Permission denied"))
    'permission denied'
    """
    return (error.strerror or str(error)).lower()


def _pass_on(error: OSError) -> OSError:
    return error


_LARGEST_JSON = 16_000_000
"""Bytes; coach keeps far less."""


def open_regular(path: Path) -> io.BufferedReader:
    """Open a regular file for reading; whatever else stands there is refused, and waits for nobody.

    Raises:
        OSError: if it cannot be opened, or is a device, a pipe, a folder.
    """
    # A pipe that nobody writes to would be waited for; the test comes after, so that nothing else
    # can take its place meanwhile.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    number = os.open(path, flags)
    if stat.S_ISREG(os.fstat(number).st_mode):
        return os.fdopen(number, "rb")
    os.close(number)
    raise OSError(errno.EINVAL, "Not a regular file", str(path))


def read_json(path: Path) -> object:
    """Read a small JSON file of our own; None for one that is missing, damaged or no such file."""
    try:
        with open_regular(path) as file:
            data = file.read(_LARGEST_JSON + 1)
        return None if len(data) > _LARGEST_JSON else json.loads(data)
    except (OSError, ValueError, RecursionError):  # brackets thousands deep
        return None


def digest_file(path: Path) -> str | None:
    """Return the SHA-256 of a regular file; None where it cannot be read."""
    try:
        with open_regular(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


@contextmanager
def replace_file(
    path: Path, *, durable: bool = False, explain: Explain = _pass_on
) -> Iterator[BinaryIO]:
    """Open an empty file, for reading and writing, that becomes ``path`` at the end.

    Missing folders are made. If the block is left by an exception, the file is removed.

    Args:
        path: the file; one that exists is replaced.
        durable: whether it is on the disk before it takes its name.
        explain: is asked about errors of this file only, not about others in the block.

    Raises:
        OSError: if the file cannot be written; or what ``explain`` makes of it.
    """
    fresh = _name_unfinished(path)
    try:
        with _explain_errors(explain):
            path.parent.mkdir(parents=True, exist_ok=True)
            raw = _RawFile(fresh, explain)
        file = io.BufferedRandom(raw)
        try:
            yield file
            file.flush()
            if durable:
                with _explain_errors(explain):
                    os.fsync(raw.fileno())
        finally:
            with suppress(Exception):  # another one is on its way, or all is written
                file.close()
        with _explain_errors(explain):
            fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


@contextmanager
def replace_folder(path: Path, *, explain: Explain = _pass_on) -> Iterator[Path]:
    """Make an empty folder that becomes ``path`` at the end, as `replace_file` does with a file.

    Raises:
        OSError: if the folder cannot be made or replaced; or what ``explain`` makes of it.
    """
    fresh = _name_unfinished(path)
    with _explain_errors(explain):
        fresh.mkdir()
    try:
        yield fresh
        with _explain_errors(explain):
            _move_folder(fresh, path)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def list_unfinished(folder: Path) -> Iterator[Path]:
    """Yield what is being written in a folder, or was when its process was killed."""
    return folder.glob(f".coach-{'[0-9a-f]' * 16}{_UNFINISHED}")


def remove_abandoned(folder: Path) -> None:
    """Remove what killed processes have left unfinished in a folder."""
    for path in list_unfinished(folder):
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime < _ABANDONED_S:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _name_unfinished(path: Path) -> Path:
    """Return a name for what is to take a place, until it does."""
    return path.with_name(f".coach-{secrets.token_hex(8)}{_UNFINISHED}")


def _move_folder(fresh: Path, path: Path) -> None:
    """Move a folder to its name, and remove the one that had it, if any."""
    if not path.exists():
        fresh.rename(path)
        return
    if _exchange_paths(fresh, path):
        shutil.rmtree(fresh, ignore_errors=True)
        return
    old = _name_unfinished(path).with_suffix(".old")  # is never taken for abandoned
    path.rename(old)
    try:
        fresh.rename(path)
    except BaseException:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange_paths(one: Path, other: Path) -> bool:
    """Exchange what has two names, in one step; return whether the system can.

    Between two steps a process could be killed, and nothing would have the name.
    """
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None)
    names = os.fsencode(one), os.fsencode(other)
    if rename := getattr(library, "renameat2", None):  # Linux
        return bool(rename(_THIS_FOLDER, names[0], _THIS_FOLDER, names[1], _EXCHANGE) == 0)
    if rename := getattr(library, "renamex_np", None):  # macOS
        return bool(rename(*names, _EXCHANGE) == 0)
    return False


class _RawFile(io.FileIO):
    """A new file whose own errors are explained, so that they differ from all others."""

    def __init__(self, path: Path, explain: Explain) -> None:
        super().__init__(path, "x+")
        self._explain = explain

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write some or all of the data; return the number of bytes written."""
        with _explain_errors(self._explain):
            return super().write(data)


@contextmanager
def _explain_errors(explain: Explain) -> Iterator[None]:
    """Raise what explains an error of the system in its place."""
    try:
        yield
    except OSError as error:
        explained = explain(error)
        if explained is error:
            raise
        raise explained from error
