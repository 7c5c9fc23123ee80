"""Where the samples of spoken clips are kept: in a file, so that a long track takes no memory."""

import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

_AT_HAND = 2 * 1024 * 1024
"""Bytes of clips kept in memory: those just heard, such as numbers and breath words."""

_BYTES = np.dtype(np.int16).itemsize


class Shelf(Mapping[str, "NDArray[np.int16]"]):
    """Read-only samples by key, in a temporary file of its own; safe under threads."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="coach-")  # noqa: SIM115 (open as long as this)
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self._places: dict[str, tuple[int, int]] = {}
        self._recent: OrderedDict[str, NDArray[np.int16]] = OrderedDict()
        self._recent_bytes = 0
        self._end = 0

    def put(self, key: str, samples: NDArray[np.int16]) -> None:
        """Keep samples; what is there already stays."""
        with self._lock:
            if key in self._places:
                return
            self._file.seek(self._end)
            self._file.write(np.ascontiguousarray(samples).data)
            self._places[key] = self._end, len(samples)
            self._end += len(samples) * _BYTES

    def __getitem__(self, key: str) -> NDArray[np.int16]:
        with self._lock:
            if key in self._recent:
                self._recent.move_to_end(key)
                return self._recent[key]
            start, frames = self._places[key]
            self._file.seek(start)
            samples = np.frombuffer(self._file.read(frames * _BYTES), np.int16)
            self._recent[key] = samples
            self._recent_bytes += samples.nbytes
            while self._recent_bytes > _AT_HAND and len(self._recent) > 1:
                self._recent_bytes -= self._recent.popitem(last=False)[1].nbytes
            return samples

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
