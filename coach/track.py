"""A track: routines compiled for a listener, with their sound and all the files they can become."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.audio.anchor import FULL_SCALE, Gains, LoudnessTarget, find_gains
from coach.audio.background import Background, open_background
from coach.audio.bed import Bed
from coach.audio.master import Master
from coach.audio.metering import measure_loudness
from coach.audio.mixer import Levels, Mixer
from coach.audio.targets import CEILING_DBTP, LOUDNESS_LUFS
from coach.diagnostics import Diagnostic
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording
from coach.outputs.content import TrackContent
from coach.outputs.cover.cover import draw_cover
from coach.outputs.output_table import SoundOptions, find_output
from coach.progress import Progress, ignore_progress
from coach.publication import (
    Publication,
    check_publication,
    is_folder_name,
    make_label,
    write_publication,
)
from coach.score.adjustments import Adjustments
from coach.score.goal import Goal
from coach.score.timeline import Timeline
from coach.score.timeline_document import describe_timeline
from coach.script.routine import Routine
from coach.speech.voice import Voice
from coach.timing import MINUTE, round_half_up


@dataclass(frozen=True, slots=True)
class ReachedLoudness:
    """The loudness that a published track has, in LUFS; ``-inf`` where there is nothing to measure.

    Attributes:
        speech: that of all speech together, by which the track was brought to its level.
        whole: that of the whole track, pauses and background included.
    """

    speech: float
    whole: float


@dataclass(frozen=True)
class Track:
    """Routines compiled for a listener, ready to be played or exported.

    Attributes:
        routines: what is done.
        timeline: what is heard, and when.
        voice: who speaks.
        sounds: the name of the set of sounds.
        adjustments: what the listener adjusts.
        diagnostics: what is doubtful, though it was compiled.
        goal: what must be reached before the next routine is due.
    """

    routines: tuple[Routine, ...]
    timeline: Timeline
    voice: Voice = field(repr=False)
    sounds: str
    adjustments: Adjustments
    diagnostics: tuple[Diagnostic, ...] = ()
    goal: Goal | None = None

    def document(self) -> dict[str, object]:
        """Return the timeline as plain lists and mappings, ready for JSON."""
        return describe_timeline(self.timeline, self.voice.profile.name)

    def render(self, start: int, stop: int) -> NDArray[np.int16]:
        """Render the frames ``[start, stop)``: any range, at any time, as the whole track has it.

        Return int16 samples at 44,100 Hz, of shape (frames,).
        """
        return self._master.render(start, stop)

    def export(  # noqa: PLR0913 - one keyword for each thing that can be asked for
        self,
        path: str | PathLike[str],
        *,
        captions: Sequence[str] = (),
        split: bool = False,
        overwrite: bool = False,
        comment: str = "",
        bitrate: int | None = None,
        vbr: int | None = None,
        loudness: float = LOUDNESS_LUFS,
        music: str | PathLike[str] | None = None,
        ambience: str | None = None,
        on_progress: Progress = ignore_progress,
    ) -> ReachedLoudness | None:
        """Write the track to a file whose suffix names the format, whole or not at all.

        Args:
            path: the file: ``.mp3``, ``.wav``, ``.flac``, ``.ogg``, ``.opus``, ``.m4a``, ``.m4b``,
                ``.html``, ``.vtt``, ``.srt``, ``.lrc`` or ``.json``; a name that
                ends in a slash becomes the folder of a web app.
            captions: the kinds of captions that are written beside it, such as ``vtt``.
            split: whether each chapter becomes a file of its own, in a folder.
            overwrite: whether what is there already is replaced.
            comment: how the track was made, for its tags.
            bitrate: a constant bit rate in kbit/s.
            vbr: a variable bit rate, from 0 (best) to 9 (smallest).
            loudness: the loudness of all speech together, in LUFS.
            music: a file of music to play behind it.
            ambience: the name of an ambience to play behind it.
            on_progress: called with how far it is.

        Returns:
            The loudness it has; None where the file holds no sound.

        Raises:
            ExportError: where it cannot be written.
            MusicError: where the music cannot be read.
        """
        publication = Publication(
            Path(path),
            app=is_folder_name(path),
            comment=comment,
            overwrite=overwrite,
            split=split,
            captions=tuple(dict.fromkeys(captions)),
            encoding=Encoding(bitrate, vbr),
            loudness=loudness,
            music=Path(music) if music else None,
            ambience=ambience,
        )
        return self.publish(publication, on_progress)

    def publish(
        self, publication: Publication, on_progress: Progress = ignore_progress
    ) -> ReachedLoudness | None:
        """Write the track to its files, as `export` does."""
        check_publication(publication)
        sound = find_output(publication.page).sound
        master, cover = (None, None)
        if sound:
            master, cover = self._make_sound(publication, sound, on_progress)
        language = self.routines[0].front.language
        content = TrackContent(
            self.timeline,
            self.voice.list_words,
            self.voice.profile.name,
            make_label(self.timeline, language, publication.comment, cover),
            _make_recording(master, on_progress) if master else None,
            publication.encoding,
        )
        write_publication(publication, content)
        return _measure_loudness(master) if master else None

    def make_master(
        self,
        loudness: float = LOUDNESS_LUFS,
        ceiling: float = CEILING_DBTP,
        bed: Bed | None = None,
        on_progress: Progress = ignore_progress,
    ) -> Master:
        """Mix the track, and bring its speech to a loudness in LUFS, under a ceiling in dBTP."""

        def report_progress(done: int, clips: int) -> None:
            on_progress("Measuring", done, clips)

        voice_db = dict(self.adjustments.level).get("voice", 0.0)
        target = LoudnessTarget(loudness, voice_db, ceiling)
        gains = find_gains(self.timeline, self.voice.samples, target, report_progress)
        return Master(self.make_mixer(self.timeline, gains, bed), ceiling)

    def make_mixer(self, timeline: Timeline, gains: Gains, bed: Bed | None = None) -> Mixer:
        """Mix a timeline, this or a changed one, with the track's voice and sounds."""
        levels = dict(self.adjustments.level)
        levels.pop("background", None)
        levelled = Levels(**levels)
        return Mixer(timeline, self.voice.samples, self.sounds, levelled, bed=bed, gains=gains)

    def open_background(self, music: Path | None, ambience: str | None) -> Background | None:
        """Open what sounds behind the track, if anything is to.

        Raises `coach.audio.decoder.MusicError` where the music cannot be read.
        """
        level_db = dict(self.adjustments.level).get("background", 0)
        return open_background(music, ambience, self.timeline.frames, level_db)

    @cached_property
    def _master(self) -> Master:
        return self.make_master()

    def _make_sound(
        self, publication: Publication, sound: SoundOptions, on_progress: Progress
    ) -> tuple[Master, bytes]:
        """Master the track for the format it is published in, and draw its cover meanwhile."""
        ceiling = sound.ceiling(publication.encoding, publication.loudness)
        background = self.open_background(publication.music, publication.ambience)
        bed = background.lay_bed(self.timeline) if background else None
        with ThreadPoolExecutor(1) as pool:
            cover = pool.submit(self._draw_cover)
            master = self.make_master(publication.loudness, ceiling, bed, on_progress)
            return master, cover.result()

    def _draw_cover(self) -> bytes:
        """Draw the cover: about, headings and tools say which part of the body it is for."""
        words = " ".join(
            words
            for routine in self.routines
            for words in (routine.front.about, *(p.exercise.heading for p in routine.placed))
        )
        minutes = max(round_half_up(self.timeline.frames, MINUTE), 1)
        return draw_cover(self.timeline.title, f"{minutes} min", words)


def _make_recording(master: Master, on_progress: Progress) -> Recording:
    """Return a mastered track as what encoders take."""

    def report_progress(done: int) -> None:
        on_progress("Encoding", done, master.frames)

    return Recording(master.frames, master.channels, master.render, report_progress)


def _measure_loudness(master: Master) -> ReachedLoudness:
    def render(start: int, stop: int) -> NDArray[np.floating]:
        return master.render(start, stop) / FULL_SCALE

    return ReachedLoudness(master.mixer.gains.loudness, measure_loudness(render, master.frames))
