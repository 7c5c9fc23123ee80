"""The file or the folder that is written: whether it can be, and what is said where it cannot.

Whatever happens before it is complete, what stood there is untouched.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coach.files import Explain, remove_abandoned, replace_file, replace_folder


class ExportError(Exception):
    """Something outside the program keeps a track from being written: its text is one sentence."""


class Unsupported(ExportError):
    """What was asked for is nothing that can be written: a format, or a setting of it."""


def check_target(path: Path, *, overwrite: bool) -> None:
    """Check that a file can be written, so far as that can be known before it is.

    Raises:
        ExportError: if the folder is missing or not writable, or if something stands there already
            that is not an ordinary file, or is one and ``overwrite`` is not set.
    """
    with _explain_errors(path):
        real = _resolve_path(path)
        if real.is_dir():
            raise ExportError(f"{path} is a folder: name a file in it.")
        if real.exists() and not real.is_file():
            raise ExportError(f"{path} is not an ordinary file.")
        _check_free(path, real, overwrite=overwrite)


def check_target_folder(path: Path, *, overwrite: bool) -> None:
    """Check that a folder can be written, so far as that can be known before it is.

    Raises:
        ExportError: as for `open_target_folder`.
    """
    with _explain_errors(path):
        real = _resolve_path(path)
        if real.exists() and not real.is_dir():
            raise ExportError(f"{path} is not a folder: the parts of the track would go there.")
        _check_free(path, real, overwrite=overwrite)


@contextmanager
def open_target(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Open an empty file, for reading and writing, that becomes ``path`` at the end.

    If the block is left by an exception, of whatever kind, the file is removed. Where ``path`` is a
    link, its target is replaced. A file that is replaced keeps its permissions.

    Raises:
        ExportError: as `check_target`, or if the file cannot be written, for example because the
            disk is full; within the block, any write that fails raises it too.
    """
    check_target(path, overwrite=overwrite)
    real = _resolve_path(path)
    remove_abandoned(real.parent)
    with replace_file(real, durable=True, explain=_make_explainer(path)) as file:
        yield file
        check_target(path, overwrite=overwrite)  # someone else may have written it in the meantime
        with suppress(OSError):  # there may be none
            shutil.copymode(real, file.name)


@contextmanager
def open_target_folder(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Make an empty folder that becomes ``path`` at the end, as `open_target` does for a file.

    What is there may only be replaced as a whole: check before whether it may.

    Raises:
        ExportError: if the folder cannot be made, or is there already and ``overwrite`` is not set.
    """
    check_target_folder(path, overwrite=overwrite)
    real = _resolve_path(path)
    remove_abandoned(real.parent)
    with replace_folder(real, explain=_make_explainer(path)) as folder:
        yield folder
        check_target_folder(path, overwrite=overwrite)


def open_part(path: Path, *, about: Path) -> AbstractContextManager[BinaryIO]:
    """Open a new file in a folder that is not finished, in terms of the file it is ``about``.

    Raises:
        ExportError: if it cannot be written; within the block, any write that fails raises it too.
    """
    return replace_file(path, durable=True, explain=_make_explainer(about))


def _resolve_path(path: Path) -> Path:
    """Follow links to what they lead to. Raises `OSError` where they lead round in a circle."""
    real = Path(os.path.realpath(path))  # `Path.resolve` tells of circles in some versions only
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return real


def _check_free(path: Path, real: Path, *, overwrite: bool) -> None:
    """Check that a place is in a folder to write in, and that nothing there is in the way."""
    if not real.parent.is_dir():
        raise ExportError(f"{path} cannot be written: there is no folder {real.parent}.")
    if real.exists() and not overwrite:
        raise ExportError(f"{path} exists already: --force overwrites it.")
    if not os.access(real.parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextmanager
def _explain_errors(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence about the file that was to be written."""
    try:
        yield
    except OSError as error:
        raise _make_explainer(path)(error) from error


def _make_explainer(path: Path) -> Explain:
    """Return what says in a sentence why a file cannot be written."""
    return lambda error: ExportError(_write_sentence(path, error.errno or errno.EIO))


def _write_sentence(path: Path, number: int) -> str:
    """Say why a file cannot be written, by the number of a system error."""
    if number in {errno.ENOSPC, errno.EDQUOT}:
        return f"{path} was not written: the disk is full."
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{path} cannot be written: you may not write in that folder."
    return f"{path} cannot be written: {os.strerror(number).lower()}."
