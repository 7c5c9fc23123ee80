"""A rendition: all that the files of a track are made from, and nothing of how it was compiled."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
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
from coach.outputs.audio.recording import Recording
from coach.outputs.content import TrackContent
from coach.outputs.cover.cover import draw_cover
from coach.outputs.output_table import SoundOptions, find_output
from coach.progress import Progress, ignore_progress
from coach.publication import Publication, check_publication, make_label, write_publication
from coach.score.adjustment_values import Bus
from coach.score.timeline import Timeline
from coach.speech.clip import Word
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


@dataclass(frozen=True, slots=True)
class Rendition:
    """A track as it sounds.

    Attributes:
        timeline: what is heard, and when.
        language: the tag of the language that is spoken.
        voice: the name of the voice.
        sounds: the name of the set of sounds.
        level: how much louder each kind of sound is than usual, in dB.
        topic: words that say which part of the body the track is for.
        samples: the samples of every text that is spoken.
        words: returns where in its clip each word of a text is said.
    """

    timeline: Timeline
    language: str
    voice: str
    sounds: str
    level: tuple[tuple[Bus, float], ...]
    topic: str
    samples: Mapping[str, NDArray[np.int16]] = field(repr=False)
    words: Callable[[str], tuple[Word, ...]] = field(repr=False)

    def publish(
        self, publication: Publication, on_progress: Progress = ignore_progress
    ) -> ReachedLoudness | None:
        """Write the track to its files, each whole or not at all; return the loudness it has.

        Return None where the files hold no sound.

        Raises:
            ExportError: where it cannot be written.
            MusicError: where the music cannot be read.
        """
        check_publication(publication)
        content, master = self._prepare_content(publication, on_progress)
        write_publication(publication, content)
        return _measure_loudness(master) if master else None

    def make_content(self, publication: Publication) -> TrackContent:
        """Return what the files of a publication are written from."""
        return self._prepare_content(publication, ignore_progress)[0]

    def _prepare_content(
        self, publication: Publication, on_progress: Progress
    ) -> tuple[TrackContent, Master | None]:
        """Master the track, if its files hold sound, and label it."""
        sound = find_output(publication.page).sound
        master, cover = (None, None)
        if sound:
            master, cover = self._make_sound(publication, sound, on_progress)
        content = TrackContent(
            self.timeline,
            self.words,
            self.voice,
            make_label(self.timeline, self.language, publication.comment, cover),
            _make_recording(master, on_progress) if master else None,
            publication.encoding,
        )
        return content, master

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

        voice_db = dict(self.level).get("voice", 0.0)
        target = LoudnessTarget(loudness, voice_db, ceiling)
        gains = find_gains(self.timeline, self.samples, target, report_progress)
        return Master(self.make_mixer(self.timeline, gains, bed), ceiling)

    def make_mixer(self, timeline: Timeline, gains: Gains, bed: Bed | None = None) -> Mixer:
        """Mix a timeline, this or a changed one, with the track's voice and sounds."""
        levels = dict(self.level)
        levels.pop("background", None)
        levelled = Levels(**levels)
        return Mixer(timeline, self.samples, self.sounds, levelled, bed=bed, gains=gains)

    def open_background(self, music: Path | None, ambience: str | None) -> Background | None:
        """Open what sounds behind the track, if anything is to.

        Raises `coach.audio.decoder.MusicError` where the music cannot be read.
        """
        level_db = dict(self.level).get("background", 0)
        return open_background(music, ambience, self.timeline.frames, level_db)

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
        minutes = max(round_half_up(self.timeline.frames, MINUTE), 1)
        return draw_cover(self.timeline.title, f"{minutes} min", self.topic)


def _make_recording(master: Master, on_progress: Progress) -> Recording:
    """Return a mastered track as what encoders take."""

    def report_progress(done: int) -> None:
        on_progress("Encoding", done, master.frames)

    return Recording(master.frames, master.channels, master.render, report_progress)


def _measure_loudness(master: Master) -> ReachedLoudness:
    def render(start: int, stop: int) -> NDArray[np.floating]:
        return master.render(start, stop) / FULL_SCALE

    return ReachedLoudness(master.mixer.gains.loudness, measure_loudness(render, master.frames))
