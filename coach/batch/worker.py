"""A worker: makes tracks of jobs, in this process, another one, or on another machine.

It needs no folder in common with whoever sends the jobs. It keeps the clips that it was sent, and
asks for those that it does not have.
"""

import atexit
import hashlib
import os
import pickle
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path

from coach import __version__
from coach.batch.job import TrackJob
from coach.outputs.output_table import find_output
from coach.publication import Publication
from coach.rendition import Rendition
from coach.speech.clip import unpack_clip
from coach.speech.shelf import Shelf
from coach.store import Store
from coach.workers import limit_cores


@dataclass(frozen=True, slots=True)
class MadeTrack:
    """A track as the bytes of its file, and their SHA-256."""

    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class MissingClips:
    """The answer of a worker that does not have the clips of a job."""


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """The answer of a worker with another version of coach, which might make other bytes."""

    version: str


Answer = MadeTrack | MissingClips | OtherVersion


def use_clips(folder: Path) -> None:
    """Let this process find clips in a folder."""
    _Clips.store = Store(folder)


def prepare_worker(clips_folder: Path) -> None:
    """Prepare this process to be one of several workers on a machine, which share their clips."""
    use_clips(clips_folder)
    limit_cores(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts all its processes
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def make_track(job_data: bytes, sent: Mapping[str, bytes]) -> Answer:
    """Make the track of a job, with the clips that came along by their digests."""
    job: TrackJob = pickle.loads(job_data)  # noqa: S301 (whoever sends a job runs code here anyway)
    if job.version != __version__:
        return OtherVersion(__version__)
    shelf = _collect_clips(job, sent)
    if shelf is None:
        return MissingClips()
    rendition = Rendition(
        job.timeline,
        job.language,
        job.voice,
        job.sounds,
        job.level,
        job.topic,
        shelf,
        shelf.list_words,
    )
    publication = Publication(Path(job.file), comment=job.comment)
    content = rendition.make_content(publication)
    with tempfile.TemporaryFile(prefix="coach-") as file:
        find_output(publication.path).write(file, content)
        file.seek(0)
        data = file.read()
    return MadeTrack(data, hashlib.sha256(data).hexdigest())


class _Clips:
    """Where this worker keeps clips."""

    store: Store | None = None


def _open_store() -> Store:
    """Return where this worker keeps clips: in a folder of its own, unless it was given one."""
    if _Clips.store is None:
        folder = tempfile.mkdtemp(prefix="coach-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _Clips.store = Store(Path(folder))
    return _Clips.store


def _collect_clips(job: TrackJob, sent: Mapping[str, bytes]) -> Shelf | None:
    """Return the clips of a job by their texts; None where one is missing."""
    store = _open_store()
    for digest, data in sent.items():
        store.put(digest, data)
    shelf = Shelf()
    for text, digest in job.clips:
        packed = sent.get(digest) or store.get(digest)
        clip = None if packed is None else unpack_clip(packed)
        if clip is None:
            return None
        shelf.put(text, clip)
    if sent:
        store.evict_unused()
    return shelf


def _end_with(sentinel: int) -> None:
    """End this process when the one that it works for has ended, however that was."""
    connection.wait([sentinel])
    sys.stderr.close()
    os._exit(1)
