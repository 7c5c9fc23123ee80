"""The background of a track: music, an ambience or both, laid behind any timeline of it."""

from dataclasses import dataclass
from pathlib import Path

from coach.audio.ambience import generate_ambience as make_ambience
from coach.audio.bed import BED_LEVEL_DB, AudioSource, Bed
from coach.audio.ducking import BACKGROUND, Ducking, find_speech
from coach.audio.music import Music
from coach.score.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Background:
    """Sources that are open, and how loud they are, in dB more than a bed usually is."""

    sources: tuple[AudioSource, ...]
    level_db: float

    def lay_bed(self, timeline: Timeline) -> Bed:
        """Return the bed behind a timeline, which makes room for its speech."""
        ducking = Ducking(*find_speech(timeline.events), BACKGROUND)
        return Bed(self.sources, timeline.frames, ducking, BED_LEVEL_DB + self.level_db)


def open_background(
    music: Path | None, ambience: str | None, frames: int, level_db: float
) -> Background | None:
    """Open what sounds behind a track of ``frames`` frames, if anything does.

    Raises `coach.audio.decoder.MusicError` where the music cannot be read.
    """
    sources: list[AudioSource] = []
    if music:
        sources.append(Music(music, frames))
    if ambience:
        sources.append(make_ambience(ambience))
    return Background(tuple(sources), level_db) if sources else None
