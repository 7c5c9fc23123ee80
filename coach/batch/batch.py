"""A batch: a table of people becomes a folder of tracks.

table → rows, checked → spoken on this machine, jobs → made by workers → files and a manifest
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from coach.batch.crews import Crew
from coach.batch.making import Made, make_tracks
from coach.batch.manifest import Manifest, ManifestEntry
from coach.batch.pool import ClipPool, JobShelf
from coach.batch.row_plans import PlannedRow, RowPlanner
from coach.batch.rows import check_columns, read_rows
from coach.batch.speaking import BatchSpeaker, PreparedTrack
from coach.batch.table import LARGEST_TABLE_BYTES, PeopleTable, read_table
from coach.diagnostics import Checked, Findings, has_errors, sort_diagnostics
from coach.files import describe_refusal, digest_file, open_regular
from coach.library import Library
from coach.outputs.target import ExportError, check_target, open_target
from coach.progress import Progress, ignore_progress
from coach.timing import SAMPLE_RATE

MakeCrew = Callable[[Path], Crew]
"""Returns the workers of a batch, whose clips lie in a folder."""


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A table whose rows were checked.

    Attributes:
        table: the table.
        rows: the rows that can be done.
        wrong: how many cannot.
    """

    table: PeopleTable
    rows: tuple[PlannedRow, ...]
    wrong: int


@dataclass(slots=True)
class BatchReport:
    """What has become of a batch so far.

    Attributes:
        made: how many tracks were made now.
        unchanged: how many were there already.
        failed: the files that could not be made, each with the reason.
        frames: the length of all tracks together.
        seconds: how long it has taken to make tracks.
    """

    made: int = 0
    unchanged: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    frames: int = 0
    seconds: float = 0.0


def check_table(path: Path, library: Library) -> Checked[CheckedTable | None]:
    """Read a table and check all its rows, before anything is spoken or made.

    There is no value where the table as a whole cannot be used.
    """
    findings = Findings()
    try:
        with open_regular(path) as file:
            data = file.read(LARGEST_TABLE_BYTES + 1)
    except OSError as error:
        reason = describe_refusal(error)
        findings.add_error("no-file", f"{path} cannot be read: {reason}.", "Check the path.")
        return findings.make_checked(None)
    table = findings.take_value(read_table(str(path), data))
    head = check_columns(table)
    findings.extend(head)
    has_columns = all(wrong.code != "missing-column" for wrong in head)
    planner = RowPlanner(table, library)
    checked = tuple(planner.check_rows(read_rows(table))) if has_columns else ()
    for each in checked:
        findings.extend(each.diagnostics)
    rows = tuple(each.value for each in checked if each.value)
    is_usable = bool(checked) and not has_errors(head)
    value = CheckedTable(table, rows, len(checked) - len(rows)) if is_usable else None
    return Checked(value, sort_diagnostics(findings.diagnostics))


def check_folder(checked: CheckedTable, folder: Path, *, overwrite: bool) -> None:
    """Make the folder of a batch, and check that its files can be written there.

    Raises `ExportError` where they cannot, or where a file is in the way that is not the track of
    a batch and ``overwrite`` is not set.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        reason = describe_refusal(error)
        raise ExportError(f"The folder {folder} cannot be made: {reason}.") from error
    manifest = Manifest(folder)
    for each in checked.rows:
        known = manifest.find_entry(each.row.file)
        check_target(folder / each.row.file, overwrite=overwrite or known is not None)


class Batch:
    """The tracks of a table: spoken, and ready to be made.

    Args:
        tracks: what will be in the folder.
        jobs: their jobs.
        clips: what was spoken.
        folder: where the files go.
    """

    def __init__(
        self, tracks: Sequence[PreparedTrack], jobs: JobShelf, clips: ClipPool, folder: Path
    ) -> None:
        self.tracks = tuple(tracks)
        self.report = BatchReport(frames=sum(each.frames for each in tracks))
        self._jobs = jobs
        self._clips = clips
        self._folder = folder

    def make_all(
        self,
        make_crew: MakeCrew,
        *,
        remake: bool = False,
        on_progress: Progress = ignore_progress,
    ) -> None:
        """Make the tracks that are not there yet, each whole or not at all.

        The attribute ``report`` tells how far it is, even where it is interrupted.

        Args:
            make_crew: returns the workers.
            remake: whether tracks that are there are made again.
            on_progress: called with how far it is.

        Raises:
            ExportError: where a file cannot be written, or no worker is left.
        """
        manifest = Manifest(self._folder)
        missing = self._find_missing(manifest, remake=remake)
        manifest.plan_entries(self._plan_entries(manifest, frozenset(missing)))
        self.report.unchanged = len(self.tracks) - len(missing)
        crew = make_crew(self._clips.folder)
        on_progress("Making", 0, len(missing))
        began = time.monotonic()
        with closing(make_tracks(missing, self, crew)) as answers:
            for done, answer in enumerate(answers, start=1):
                track = self.tracks[answer.number]
                if isinstance(answer, Made):
                    with open_target(self._folder / track.row.file, overwrite=True) as file:
                        file.write(answer.track.data)
                    manifest.add_made(_make_entry(track, answer.track.sha256))
                    self.report.made += 1
                else:
                    self.report.failed[track.row.file] = answer.reason
                self.report.seconds = time.monotonic() - began
                on_progress("Making", done, len(missing))
        manifest.write_whole()

    def read_job(self, number: int) -> bytes:
        """Return the job of a track as a worker takes it."""
        return self._jobs.read_job(self.tracks[number].job_range)

    def read_clips(self, number: int) -> Mapping[str, bytes]:
        """Return the clips of a track by their digests."""
        return self._clips.read_clips(self._jobs.load_job(self.tracks[number].job_range))

    def _find_missing(self, manifest: Manifest, *, remake: bool) -> tuple[int, ...]:
        """Return the numbers of the tracks that have to be made."""
        return tuple(
            number
            for number, track in enumerate(self.tracks)
            if remake or not self._is_made(track, manifest.find_entry(track.row.file))
        )

    def _is_made(self, track: PreparedTrack, known: ManifestEntry | None) -> bool:
        """Return whether the file of a track is there, and holds what it would hold now."""
        return (
            known is not None
            and known.file == track.row.file
            and known.made_from == track.made_from
            and known.sha256 is not None
            and known.sha256 == digest_file(self._folder / track.row.file)
        )

    def _plan_entries(self, manifest: Manifest, missing: frozenset[int]) -> Iterator[ManifestEntry]:
        """Yield what the manifest says before the missing tracks are made."""
        for number, track in enumerate(self.tracks):
            known = manifest.find_entry(track.row.file)
            sha256 = known.sha256 if known and number not in missing else None
            yield _make_entry(track, sha256)


@contextmanager
def speak_batch(
    checked: CheckedTable,
    folder: Path,
    library: Library,
    on_progress: Progress = ignore_progress,
) -> Iterator[Checked[Batch]]:
    """Speak every text of a table once; yield its tracks, with all that is wrong or doubtful.

    Rows that are wrong are not among the tracks. What was spoken is kept until the end of the
    block.

    Raises `coach.speech.engine.SpeechError` where a voice cannot speak on this machine.
    """
    with tempfile.TemporaryDirectory(prefix="coach-", ignore_cleanup_errors=True) as scratch:
        clips, jobs = ClipPool(Path(scratch)), JobShelf()
        planner = RowPlanner(checked.table, library)
        speaker = BatchSpeaker(planner, library, clips, jobs, on_progress)
        findings = Findings()
        prepared = [findings.take_value(each) for each in speaker.prepare_tracks(checked.rows)]
        tracks = [each for each in prepared if each]
        yield findings.make_checked(Batch(tracks, jobs, clips, folder))


def _make_entry(track: PreparedTrack, sha256: str | None) -> ManifestEntry:
    row = track.row
    return ManifestEntry(
        row.row.number,
        row.file,
        sha256,
        round(track.frames / SAMPLE_RATE, 3),
        row.adjustments.typed,
        track.made_from,
    )
