"""A file handed to a library that calls it from C, where an exception would be lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO


class ForeignFile:
    """A file, from some place on, that keeps the exception which stopped it.

    Attributes:
        failure: that exception; the file is not touched after it.
    """

    def __init__(self, file: BinaryIO, start: int = 0) -> None:
        self.failure: BaseException | None = None
        self._file = file
        self._start = start

    def check(self) -> None:
        """Raise the exception that stopped the file, if one did: nothing more can be written."""
        if self.failure is not None:
            raise self.failure

    def write(self, data: bytes) -> int:
        """Write data; give the number of bytes written."""
        return self._attempt(lambda: self._file.write(data))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the file, counted as for any file; give it."""
        begin = self._start if whence == 0 else 0
        return self._attempt(lambda: self._file.seek(begin + offset, whence) - self._start)

    def tell(self) -> int:
        """Give the place in the file."""
        return self._attempt(lambda: self._file.tell() - self._start)

    def read(self, size: int) -> bytes:
        """Read from the file; encoders ask for it only of files they did not write."""
        return self._file.read(size)

    def _attempt(self, call: Callable[[], int]) -> int:
        """Give what the call gives; 0 if it fails, or one before it has."""
        if self.failure is None:
            try:
                return call()
            except BaseException as failure:  # noqa: BLE001 - raised again by `lent`
                self.failure = failure
        return 0


@contextmanager
def lent(file: BinaryIO, start: int = 0) -> Iterator[ForeignFile]:
    """Lend a file to a library, which sees it from ``start`` on.

    What the library makes of a failure of the file is dropped; the failure itself is raised.
    """
    foreign = ForeignFile(file, start)
    try:
        yield foreign
    except Exception:
        if foreign.failure is None:
            raise
    foreign.check()
