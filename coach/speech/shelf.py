"""Where spoken clips are kept: in a file, so that a long track takes no memory."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.speech.clip import Clip, Word, pack_clip, read_words
from coach.spill_file import SpillFile

_AT_HAND_BYTES = 2 * 1024 * 1024
"""Bytes of samples kept in memory: those just heard, such as numbers and breath words."""

_BYTES = 2
"""Of a sample."""


@dataclass(frozen=True, slots=True)
class _ClipRecord:
    """Where a clip stands in the file, where in it its samples begin, and how many they are."""

    start: int
    samples: int
    frames: int


class Shelf(Mapping[str, "NDArray[np.int16]"]):
    """Clips by their texts, in a temporary file of their own; a mapping to their read-only samples.

    It is safe under threads.
    """

    def __init__(self) -> None:
        self._file = SpillFile()
        self._lock = threading.Lock()
        self._records: dict[str, _ClipRecord] = {}
        self._recent: OrderedDict[str, NDArray[np.int16]] = OrderedDict()
        self._recent_bytes = 0

    def put(self, text: str, clip: Clip) -> None:
        """Keep a clip; what is there already stays."""
        with self._lock:
            if text in self._records:
                return
            start = self._file.append(pack_clip(clip))
            samples = self._file.size - clip.frames * _BYTES
            self._records[text] = _ClipRecord(start, samples, clip.frames)

    def count_frames(self, text: str) -> int:
        """Return how long a clip is, in frames."""
        return self._records[text].frames

    def list_words(self, text: str) -> tuple[Word, ...]:
        """Return the words of a clip."""
        record = self._records[text]
        return read_words(self._file.read(record.start, record.samples - record.start))

    def __getitem__(self, text: str) -> NDArray[np.int16]:
        with self._lock:
            if text in self._recent:
                self._recent.move_to_end(text)
                return self._recent[text]
            record = self._records[text]
            data = self._file.read(record.samples, record.frames * _BYTES)
            samples = np.frombuffer(data, "<i2").astype(np.int16, copy=False)
            self._recent[text] = samples
            self._recent_bytes += samples.nbytes
            while self._recent_bytes > _AT_HAND_BYTES and len(self._recent) > 1:
                self._recent_bytes -= self._recent.popitem(last=False)[1].nbytes
            return samples

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)
