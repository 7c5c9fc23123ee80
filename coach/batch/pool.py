"""The clips of a batch, by the digest of what is in them, and its jobs: all on the disk."""

import hashlib
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coach.batch.job import TrackJob
from coach.outputs.target import ExportError
from coach.speech.clip import pack_clip
from coach.speech.voice import Voice
from coach.spill_file import SpillFile
from coach.store import Store


class ClipPool:
    """The clips of a batch, in a folder that its workers may read.

    Args:
        folder: an empty folder.

    Attributes:
        folder: as given.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = Store(folder)
        self._known: set[str] = set()

    def put_clips(self, voice: Voice, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Keep the clips of texts that a voice has spoken; return each text with its digest."""
        placed: list[tuple[str, str]] = []
        for text in sorted(set(texts)):
            packed = pack_clip(voice.speak_clip(text))
            digest = hashlib.sha256(packed).hexdigest()
            if digest not in self._known:
                self._store.put(digest, packed)
                self._known.add(digest)
            placed.append((text, digest))
        return tuple(placed)

    def read_clips(self, job: TrackJob) -> Mapping[str, bytes]:
        """Return all the clips of a job by their digests."""
        found: dict[str, bytes] = {}
        for _, digest in job.clips:
            packed = self._store.get(digest)
            if packed is None:
                raise ExportError("The temporary folder is full: TMPDIR names another.")
            found[digest] = bytes(packed)
        return found


@dataclass(frozen=True, slots=True)
class JobShelf:
    """Jobs in a temporary file, so that a thousand of them take no memory."""

    _file: SpillFile = field(default_factory=SpillFile)

    def put_job(self, job: TrackJob) -> tuple[int, int]:
        """Keep a job; return its range of bytes: where it begins, and how long it is."""
        data = pickle.dumps(job)
        return self._file.append(data), len(data)

    def read_job(self, job_range: tuple[int, int]) -> bytes:
        """Return a job as a worker takes it."""
        return self._file.read(*job_range)

    def load_job(self, job_range: tuple[int, int]) -> TrackJob:
        """Return a job."""
        job: TrackJob = pickle.loads(self.read_job(job_range))  # noqa: S301 (our own)
        return job
