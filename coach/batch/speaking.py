"""Speaking: every text of a batch once, on this machine, and a job for every track."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coach.batch.job import digest_job, make_job
from coach.batch.pool import ClipPool, JobShelf
from coach.batch.row_plans import PlannedRow, RowPlanner
from coach.batch.rows import BatchRow
from coach.diagnostics import Checked, Findings
from coach.library import Library
from coach.pipeline import TrackPlan, perform_plan, warn_of_fallback
from coach.progress import Progress, ignore_progress
from coach.publication import Publication, write_export_command
from coach.score.manners import find_manners
from coach.speech.voice import Voice, perform_with_fallback
from coach.track import Track


@dataclass(frozen=True, slots=True)
class PreparedTrack:
    """A track whose sound alone is not made yet.

    Attributes:
        row: the row that asks for it.
        made_from: a digest of everything that its bytes depend on.
        frames: its length.
        job_range: where its job is kept.
    """

    row: BatchRow
    made_from: str
    frames: int
    job_range: tuple[int, int]


@dataclass(frozen=True, slots=True)
class BatchSpeaker:
    """Speaks the tracks of a batch, and keeps their clips and jobs."""

    planner: RowPlanner
    library: Library
    clips: ClipPool
    jobs: JobShelf
    on_progress: Progress = ignore_progress

    def prepare_tracks(
        self, rows: Sequence[PlannedRow]
    ) -> tuple[Checked[PreparedTrack | None], ...]:
        """Prepare the tracks of rows, in their order, each with what is wrong or doubtful.

        All tracks of one voice have the same engine: where it fails, the next one speaks all.

        Raises `coach.speech.engine.SpeechError` where a voice cannot speak on this machine.
        """
        groups: dict[object, list[PlannedRow]] = defaultdict(list)
        for planned in rows:
            groups[planned.profile].append(planned)
        done: dict[str, Checked[PreparedTrack | None]] = {}
        for group in groups.values():
            done |= self._prepare_group(group, len(done), len(rows))
        if self.library.store:
            self.library.store.evict_unused()
        return tuple(done[planned.row.file] for planned in rows)

    def _prepare_group(
        self, group: Sequence[PlannedRow], before: int, total: int
    ) -> dict[str, Checked[PreparedTrack | None]]:
        """Prepare the tracks of one voice."""

        def prepare_all(voice: Voice) -> tuple[Voice, dict[str, Checked[PreparedTrack | None]]]:
            done = {}
            for number, planned in enumerate(group, start=1):
                done[planned.row.file] = self._prepare_row(planned.row, voice)
                self.on_progress("Speaking", before + number, total)
            return voice, done

        (voice, done), failures = perform_with_fallback(
            group[0].profile, prepare_all, self.library.store
        )
        first = group[0].row.file
        warnings = (*warn_of_fallback(voice, failures), *done[first].diagnostics)
        return {**done, first: replace(done[first], diagnostics=warnings)}

    def _prepare_row(self, row: BatchRow, voice: Voice) -> Checked[PreparedTrack | None]:
        """Speak a track, place it in time, and make a job of it."""
        findings = Findings()
        planned = self.planner.plan_row(row)
        plan = planned.value
        if plan is None:  # a file has changed since it was checked
            return Checked(None, planned.diagnostics)
        performed = perform_plan(plan, voice.begin_track(find_manners(plan.sheet)))
        findings.extend(self.planner.place_in_row(row, performed.diagnostics))
        track = performed.value
        return findings.make_checked(self._keep_job(row, plan, track) if track else None)

    def _keep_job(self, row: BatchRow, plan: TrackPlan, track: Track) -> PreparedTrack:
        """Keep the clips and the job of a track."""
        texts = (event.text for event in track.timeline.events if event.kind == "speech")
        clips = self.clips.put_clips(track.voice, filter(None, texts))
        typed = track.adjustments.typed
        names = _name_routines(plan)
        comment = write_export_command(names, typed, Publication(Path(row.file)))
        job = make_job(row.file, comment, track.rendition, clips)
        sources = (routine.source.text for routine in (*plan.routines, *track.routines))
        made_from = digest_job(job, sources, typed)
        return PreparedTrack(row, made_from, track.timeline.frames, self.jobs.put_job(job))


def _name_routines(plan: TrackPlan) -> Iterable[str]:
    return (routine.source.name.removesuffix(".md") for routine in plan.routines)
