"""The file, or the folder, that is written: whole or not at all.

A track is written to a temporary file in the folder where it belongs, and takes its name only when
it is complete and on the disk. Whatever happens before, what stood there is untouched.
"""

import ctypes
import errno
import io
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from coach.files import UNFINISHED, unfinished

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


_OPEN_FILES = "/proc/self/fd"
"""Where Linux lists the open files of a process, those without a name too."""

_ANY = 0o666
"""The permissions that any new file is asked for; the system takes some away."""

_ABANDONED = 3600
"""Seconds after which what is unfinished, and no longer changes, belongs to no living process."""

_AT_WORKING_FOLDER, _EXCHANGE = -100, 2
"""What Linux calls ``AT_FDCWD`` and ``RENAME_EXCHANGE`` in its ``fcntl.h`` and ``fs.h``."""


class ExportError(Exception):
    """Something outside the program keeps a track from being written: its text is one sentence."""


class Unsupported(ExportError):
    """What was asked for is nothing that can be written: a format, or a setting of it."""


def _real_path(path: Path) -> Path:
    """Follow links to what they lead to. Raises `OSError` where they lead round in a circle."""
    real = Path(os.path.realpath(path))  # `Path.resolve` tells of circles in some versions only
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return real


def check_place(path: Path, *, overwrite: bool) -> None:
    """Check that a file can be written, so far as that can be known before it is.

    Raises:
        ExportError: if the folder is missing or not writable, or if something stands there already
            that is no ordinary file, or is one and ``overwrite`` is not set.
    """
    with _errors_about(path):
        real = _real_path(path)
        if real.is_dir():
            raise ExportError(f"{path} is a folder: name a file in it.")
        if real.exists() and not real.is_file():
            raise ExportError(f"{path} is not an ordinary file.")
        _check_free(path, real, overwrite=overwrite)


@contextmanager
def written_whole(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Give an empty file, open for reading and writing, that becomes ``path`` at the end.

    If the block is left by an exception, of whatever kind, the file is removed. Where ``path`` is a
    link, what it points at is replaced.

    Raises:
        ExportError: as `check_place`, or if the file cannot be written, for example because the
            disk is full; within the block, any write that fails raises it too.
    """
    check_place(path, overwrite=overwrite)
    real = _real_path(path)
    _remove_abandoned(real.parent)
    temporary = unfinished(real)
    try:
        with new_file(temporary, about=path) as file:
            yield file
        # Someone else may have written it in the meantime.
        check_place(path, overwrite=overwrite)
        with suppress(OSError):  # there may be none
            shutil.copymode(real, temporary)
        with _errors_about(path):
            temporary.replace(real)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(real.parent)


@contextmanager
def new_file(place: Path, *, about: Path) -> Iterator[BinaryIO]:
    """Give a new file, open for reading and writing, that is on the disk at the end.

    Where the system can, it has no name before that: a process that is killed leaves nothing.

    Raises:
        ExportError: if it cannot be written, in terms of the file that it is ``about``; within the
            block, any write that fails raises it too.
    """
    with _errors_about(about):
        raw, named = _opened(place, about)
        file = io.BufferedRandom(raw)
    try:
        yield file
        with _errors_about(about):
            file.flush()
            os.fsync(raw.fileno())
            if not named:
                # Only with a folder's descriptor, ignored here, does Python follow the link.
                os.link(f"{_OPEN_FILES}/{raw.fileno()}", place, src_dir_fd=raw.fileno())
    finally:
        with suppress(OSError, ExportError):
            file.close()


@contextmanager
def folder_written_whole(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give an empty folder that becomes ``path`` at the end, as `written_whole` does for a file.

    What is there may only be replaced as a whole: whether it may is to be checked before.

    Raises:
        ExportError: if the folder cannot be made, or is there already and ``overwrite`` is not set.
    """
    check_folder(path, overwrite=overwrite)
    real = _real_path(path)
    _remove_abandoned(real.parent)
    temporary = unfinished(real)
    with _errors_about(path):
        temporary.mkdir()
    try:
        yield temporary
        check_folder(path, overwrite=overwrite)
        with _errors_about(path):
            _take_place(temporary, real)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    _sync_folder(real.parent)


def check_folder(path: Path, *, overwrite: bool) -> None:
    """Check that a folder can be written, so far as that can be known before it is.

    Raises:
        ExportError: as for `folder_written_whole`.
    """
    with _errors_about(path):
        real = _real_path(path)
        if real.exists() and not real.is_dir():
            raise ExportError(f"{path} is no folder: the parts of the track would go there.")
        _check_free(path, real, overwrite=overwrite)


def _check_free(path: Path, real: Path, *, overwrite: bool) -> None:
    """Check that a place is in a folder to write in, and that nothing there is in the way."""
    if not real.parent.is_dir():
        raise ExportError(f"{path} cannot be written: there is no folder {real.parent}.")
    if real.exists() and not overwrite:
        raise ExportError(f"{path} exists already: --force overwrites it.")
    if not os.access(real.parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _remove_abandoned(folder: Path) -> None:
    """Remove what exports that were killed have left unfinished in a folder."""
    for path in folder.glob(f".coach-{'[0-9a-f]' * 16}{UNFINISHED}"):
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime < _ABANDONED:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _take_place(temporary: Path, real: Path) -> None:
    """Give a folder its name, and remove the one that had it, if any."""
    if not real.exists():
        temporary.rename(real)
    elif _exchanged(temporary, real):
        shutil.rmtree(temporary, ignore_errors=True)
    else:
        old = unfinished(real).with_suffix(".old")  # is never taken for abandoned
        try:
            real.rename(old)
            temporary.rename(real)
        except BaseException:
            if not real.exists():
                old.rename(real)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange the names of two folders at once, if the system can."""
    if sys.platform != "linux":
        return False
    try:
        exchange = ctypes.CDLL(None).renameat2
    except AttributeError:  # an old C library
        return False
    names = _AT_WORKING_FOLDER, os.fsencode(one), _AT_WORKING_FOLDER, os.fsencode(other)
    return bool(exchange(*names, _EXCHANGE) == 0)


class _Raw(io.FileIO):
    """A new file that raises an export error when it cannot be written.

    So a full disk is told apart from whatever else may fail while a track is rendered.
    """

    def __init__(self, path: Path, opened: Path | int) -> None:
        # A path exclusively, and with the permissions that any new file gets.
        super().__init__(opened, "r+" if isinstance(opened, int) else "x+")
        self._path = path

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write some or all of the data; give the number of bytes written."""
        with _errors_about(self._path):
            return super().write(data)


def _opened(place: Path, about: Path) -> tuple[_Raw, bool]:
    """Open a new file, if it can be one without a name; tell whether it has one."""
    if sys.platform == "linux" and Path(_OPEN_FILES).is_dir():
        with suppress(OSError):  # not every file system has such files
            return _Raw(about, os.open(place.parent, os.O_TMPFILE | os.O_RDWR, _ANY)), False
    return _Raw(about, place), True


def _sync_folder(folder: Path) -> None:
    """Put a new name on the disk, where the system can: a crash then does not undo it."""
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _errors_about(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence about the file that was to be written."""
    try:
        yield
    except OSError as error:
        raise ExportError(_sentence(path, error.errno or errno.EIO)) from error


def _sentence(path: Path, number: int) -> str:
    """Say why a file cannot be written, by the number of a system error."""
    if number in {errno.ENOSPC, errno.EDQUOT}:
        return f"{path} was not written: the disk is full."
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{path} cannot be written: you may not write in that folder."
    return f"{path} cannot be written: {os.strerror(number).lower()}."
