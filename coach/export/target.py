"""The file that is written: whole or not at all.

A track is written to a temporary file in the folder where it belongs, and takes its name only when
it is complete and on the disk. Whatever happens before, what stood there is untouched.
"""

import errno
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class ExportError(Exception):
    """Something outside the program keeps a track from being written: its text is one sentence."""


class UnknownFormat(ExportError):
    """The suffix of a file names no format there is."""


def check_place(path: Path, *, overwrite: bool) -> None:
    """Check that a file can be written, so far as that can be known before it is.

    Raises:
        ExportError: if the folder is missing or not writable, or if something stands there already
            that is no ordinary file, or is one and ``overwrite`` is not set.
    """
    with _errors_about(path):
        real = path.resolve()
        if real.is_dir():
            raise ExportError(f"{path} is a folder: name a file in it.")
        if not real.parent.is_dir():
            raise ExportError(f"{path} cannot be written: there is no folder {real.parent}.")
        if real.exists() and not real.is_file():
            raise ExportError(f"{path} is not an ordinary file.")
        if real.exists() and not overwrite:
            raise ExportError(f"{path} exists already: --force overwrites it.")
        if not os.access(real.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


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
    real = path.resolve()
    temporary = real.with_name(f".coach-{secrets.token_hex(8)}.part")
    with _errors_about(path):
        file = io.BufferedRandom(_Raw(path, temporary))
    try:
        yield file
        with _errors_about(path):
            file.flush()
            os.fsync(file.fileno())
            file.close()
        # Someone else may have written it in the meantime.
        check_place(path, overwrite=overwrite)
        with _errors_about(path):
            temporary.replace(real)
    except BaseException:
        with suppress(OSError, ExportError):
            file.close()
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(real.parent)


class _Raw(io.FileIO):
    """A new file that raises an export error when it cannot be written.

    So a full disk is told apart from whatever else may fail while a track is rendered.
    """

    def __init__(self, path: Path, temporary: Path) -> None:
        # Exclusive, and with the permissions that any new file gets.
        super().__init__(temporary, "x+")
        self._path = path

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write some or all of the data; give the number of bytes written."""
        with _errors_about(self._path):
            return super().write(data)


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
    except (OSError, RuntimeError) as error:  # resolving a loop of links is a RuntimeError
        number = error.errno if isinstance(error, OSError) else errno.ELOOP
        raise ExportError(_sentence(path, number or errno.EIO)) from error


def _sentence(path: Path, number: int) -> str:
    """Say why a file cannot be written, by the number of a system error."""
    if number in {errno.ENOSPC, errno.EDQUOT}:
        return f"{path} was not written: the disk is full."
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{path} cannot be written: you may not write in that folder."
    return f"{path} cannot be written: {os.strerror(number).lower()}."
