"""Files that other processes may read at any time: each appears whole, or stays as it was."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".part"
"""The suffix of what does not have its name yet."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give an empty file, open for writing, that becomes ``path`` at the end.

    The folders it lies in are made. If the block is left by an exception, the file is removed.

    Raises:
        OSError: if it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = unfinished(path)
    try:
        with fresh.open("xb") as file:
            yield file
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def unfinished(path: Path) -> Path:
    """Name what is to take a place, until it does."""
    return path.with_name(f".coach-{secrets.token_hex(8)}{UNFINISHED}")
