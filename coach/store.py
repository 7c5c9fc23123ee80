"""A store of what was worked out once and may be wanted again: bytes by key, on the disk, bounded.

It is only ever a saving of time. What cannot be kept is not kept; what was cut short, changed or
removed is not found. Any number of processes may use one store at once: an entry appears whole,
under its name, or not at all.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coach.files import list_unfinished, open_regular, remove_abandoned, replace_file

LIMIT_BYTES = 1_000_000_000
"""Bytes that a store may hold, by default: the clips of some sixty routines, or of the
longest track, of a day."""

_AFTER_TIDYING = 0.75
"""The part of its limit that a store holds after what was unused longest is removed."""

_SUFFIX = ".entry"

_SEAL_BYTES = 32


@dataclass(frozen=True, slots=True)
class Usage:
    """How much a store holds."""

    entries: int
    bytes: int


class Store:
    """Bytes by key in a folder, which need not exist yet.

    Args:
        folder: where the entries lie; nothing else belongs there.
        limit: how many bytes they may come to.
    """

    def __init__(self, folder: Path, limit: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self.limit = limit
        self._grown = False

    def get(self, key: str) -> memoryview | None:
        """Return what is kept under a key; None where nothing is, or not what was put there."""
        path = self._find_path(key)
        try:
            with open_regular(path) as file:
                data = memoryview(file.read())
        except OSError:
            return None
        payload = data[_SEAL_BYTES:]
        if data[:_SEAL_BYTES] != _digest_payload(payload):
            return None
        with suppress(OSError):
            os.utime(path)  # what is used is removed last
        return payload

    def put(self, key: str, payload: bytes) -> None:
        """Keep bytes under a key, if they can be."""
        try:
            with replace_file(self._find_path(key)) as file:
                file.write(_digest_payload(payload))
                file.write(payload)
        except OSError:
            return
        self._grown = True

    def is_empty(self) -> bool:
        """Return whether nothing is kept."""
        return next(self._list_entries(), None) is None

    def measure_usage(self) -> Usage:
        """Return how much is kept."""
        sizes = [status.st_size for _, status in self._list_entries()]
        return Usage(len(sizes), sum(sizes))

    def evict_unused(self) -> None:
        """Bring the store under its limit, if something was put there since.

        What was unused longest is removed, and what was never finished.
        """
        if not self._grown:
            return
        self._grown = False
        entries = sorted(self._list_entries(), key=lambda entry: entry[1].st_mtime_ns, reverse=True)
        held = sum(status.st_size for _, status in entries)
        most = self.limit if held <= self.limit else int(self.limit * _AFTER_TIDYING)
        while held > most:
            path, status = entries.pop()
            held -= status.st_size
            with suppress(OSError):
                path.unlink()
        remove_abandoned(self.folder)

    def clear(self) -> None:
        """Remove everything that is kept.

        Raises:
            OSError: if something cannot be removed.
        """
        for path in (*(path for path, _ in self._list_entries()), *list_unfinished(self.folder)):
            path.unlink(missing_ok=True)

    def _find_path(self, key: str) -> Path:
        return self.folder / f"{hashlib.blake2b(key.encode(), digest_size=20).hexdigest()}{_SUFFIX}"

    def _list_entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield the entries that are there; another process may remove one at any time."""
        try:
            with os.scandir(self.folder) as scan:
                paths = [Path(entry.path) for entry in scan if entry.name.endswith(_SUFFIX)]
        except OSError:
            return
        for path in paths:
            with suppress(OSError):
                yield path, path.stat()


def _digest_payload(payload: bytes | memoryview) -> bytes:
    """Return the digest by which a damaged entry is known; processors have instructions for it."""
    return hashlib.sha256(payload).digest()
