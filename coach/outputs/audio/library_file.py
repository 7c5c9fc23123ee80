"""A file lent to a library that calls it from C, where an exception would be lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO


class LibraryFile:
    """A file that keeps the exception which stopped it.

    Attributes:
        failure: that exception; the file is not touched after it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.failure: BaseException | None = None
        self._file = file

    def raise_failure(self) -> None:
        """Raise the exception that stopped the file, if one did: nothing more can be written."""
        if self.failure is not None:
            raise self.failure

    def write(self, data: bytes) -> int:
        """Write data; return the number of bytes written."""
        return self._attempt_call(lambda: self._file.write(data))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position in the file; return it."""
        return self._attempt_call(lambda: self._file.seek(offset, whence))

    def tell(self) -> int:
        """Return the position in the file."""
        return self._attempt_call(self._file.tell)

    def read(self, size: int) -> bytes:
        """Read from the file; encoders ask for it only of files they did not write."""
        return self._file.read(size)

    def _attempt_call(self, call: Callable[[], int]) -> int:
        """Return what the call returns; 0 if it fails, or one before it has."""
        if self.failure is None:
            try:
                return call()
            except BaseException as failure:  # noqa: BLE001 - raised again by `lend_file`
                self.failure = failure
        return 0


@contextmanager
def lend_file(file: BinaryIO) -> Iterator[LibraryFile]:
    """Lend a file to a library.

    What the library makes of a failure of the file is dropped; the failure itself is raised.
    """
    lent = LibraryFile(file)
    try:
        yield lent
    except Exception:
        if lent.failure is None:
            raise
    lent.raise_failure()
