"""Cutting a stream of blocks of any size into windows of one size, with their surroundings.

What is worked out per window then does not depend on how the stream came.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


class Windows:
    """Cuts a stream into windows that follow one another by ``hop`` frames.

    Each holds ``hop`` frames with ``before`` frames ahead of them and ``after`` frames behind; the
    stream is taken to be silent before it begins and after it ends.
    """

    def __init__(self, hop: int, before: int, after: int) -> None:
        self._hop = hop
        self._before = before
        self._after = after
        self._window = np.zeros(before + hop + after)
        self._filled = before

    def add(self, block: NDArray[np.floating]) -> Iterator[NDArray[np.float64]]:
        """Take the next samples; give each window they complete, to be used before the next."""
        while len(block):
            part = block[: len(self._window) - self._filled]
            self._window[self._filled : self._filled + len(part)] = part
            self._filled += len(part)
            block = block[len(part) :]
            if self._filled == len(self._window):
                yield self._window
                self._window[: -self._hop] = self._window[self._hop :]
                self._filled -= self._hop

    def rest(self) -> Iterator[NDArray[np.float64]]:
        """Give the windows of the frames that are still to come, as if the stream ended here."""
        ended = Windows(self._hop, self._before, self._after)
        ended._window[:] = self._window
        ended._filled = self._filled
        pending = self._filled - self._before
        silence = -pending % self._hop + self._after
        if pending > 0:
            yield from ended.add(np.zeros(silence))
