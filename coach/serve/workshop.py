"""The workshop: makes tracks that were asked for, one at a time, in a thread of its own."""

import secrets
import shutil
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from queue import Full, Queue
from threading import Thread

from coach.diagnostics import Diagnostic, ScriptError
from coach.library import Library
from coach.outputs.target import ExportError
from coach.pipeline import compile_track
from coach.publication import Publication
from coach.score.adjustments import Typed, read_adjustments
from coach.speech.engine import SpeechError

MOST_WAITING = 4
"""Orders that wait; for one more there is no room."""

MOST_KEPT = 12
"""Orders whose tracks are kept; the oldest is removed."""

_KEY_BYTES = 9


@dataclass(frozen=True, slots=True)
class Order:
    """A track that somebody has asked for.

    Attributes:
        routine: the name of a routine in the library.
        typed: its adjustments.
        suffix: of the file; empty for a page that plays it.
    """

    routine: str
    typed: Typed
    suffix: str


@dataclass(frozen=True, slots=True)
class FilledOrder:
    """What came of an order: the path of its file in the workshop's folder, or what is wrong."""

    path: str = ""
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """An order that is accepted, and what will come of it."""

    key: str
    order: Order
    made: "Future[FilledOrder]" = field(default_factory=Future)


class Workshop:
    """Makes tracks and keeps the last of them.

    Args:
        library: where routines and voices are found.
        folder: where the tracks lie, each in a folder of its own.
    """

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self._folder = folder
        self._waiting: Queue[Job] = Queue(MOST_WAITING)
        self._jobs: dict[str, Job] = {}
        Thread(target=self._do_jobs, name="workshop", daemon=True).start()

    def accept_order(self, order: Order) -> Job | None:
        """Accept an order; None where too many others wait."""
        job = Job(secrets.token_urlsafe(_KEY_BYTES), order)
        job.made.set_running_or_notify_cancel()  # a browser that goes away does not stop it
        try:
            self._waiting.put_nowait(job)
        except Full:
            return None
        self._jobs[job.key] = job
        while len(self._jobs) > MOST_KEPT:
            oldest = next(iter(self._jobs))
            del self._jobs[oldest]
            shutil.rmtree(self._folder / oldest, ignore_errors=True)
        return job

    def find_job(self, key: str) -> Job | None:
        """Return a job; None where there is none of this key, or not any more."""
        return self._jobs.get(key)

    def _do_jobs(self) -> None:
        while True:
            job = self._waiting.get()
            job.made.set_result(self._make_track(job))

    def _make_track(self, job: Job) -> FilledOrder:
        """Make a track; whatever goes wrong is told."""
        order, name = job.order, job.order.routine
        path = self._folder / job.key / f"{name}{order.suffix}"
        try:
            routine = self._library.load_routine(name)
            adjustments = read_adjustments(order.typed).value
            track = compile_track(routine, adjustments, library=self._library)
            path.parent.mkdir()
            track.rendition.publish(Publication(path, app=not order.suffix))
        except ScriptError as error:
            return FilledOrder(mistakes=write_sentences(error.diagnostics))
        except (SpeechError, ExportError) as error:
            return FilledOrder(mistakes=(str(error),))
        except Exception as error:  # noqa: BLE001 (nobody else hears of it)
            return FilledOrder(mistakes=(f"Something outside failed: {error}",))
        return FilledOrder(f"{job.key}/{path.name}" + ("" if order.suffix else "/index.html"))


def write_sentences(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Write the errors among diagnostics: what is wrong, where, and what to do."""
    return tuple(
        " ".join(filter(None, (_write_place(each), each.message, each.help)))
        for each in diagnostics
        if each.severity == "error"
    )


def _write_place(diagnostic: Diagnostic) -> str:
    if diagnostic.source is None or diagnostic.span is None:
        return ""
    return f"{diagnostic.source.write_location(diagnostic.span)}:"
