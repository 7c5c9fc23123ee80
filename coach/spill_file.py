"""A store of bytes for as long as it is used: on disk, so that a long track takes no memory."""

import tempfile
import threading
import weakref


class SpillFile:
    """A temporary file that grows at its end and is read anywhere; safe under threads.

    It has no name, and is gone when nothing refers to it any more.

    Attributes:
        size: its length in bytes.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="coach-")  # noqa: SIM115 (open as long as this)
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self.size = 0

    def append(self, data: bytes) -> int:
        """Write data at the end; return where it begins.

        Raises:
            OSError: if the disk is full.
        """
        with self._lock:
            start = self._file.seek(self.size)
            self._file.write(data)
            self._file.flush()
            self.size += len(data)
        return start

    def read(self, start: int, size: int) -> bytes:
        """Read ``size`` bytes, or those there are, from a position on."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)
