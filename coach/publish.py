"""The last stage wired up: a track to a file, with its cover, its chapters and its words."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from coach.app import Progress, Track, mastered
from coach.audio.ambience import ambience
from coach.audio.bed import LEVEL, Bed, Source
from coach.audio.ducking import BACKGROUND, Ducking, speech_in
from coach.audio.master import LOUDNESS
from coach.audio.music import Music
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording
from coach.outputs.captions.captions import captions, lyrics
from coach.outputs.cover.cover import draw_cover
from coach.outputs.job import Job
from coach.outputs.label import Label
from coach.outputs.parts import check_parts, export_parts, folder_of
from coach.outputs.table import Format, format_of
from coach.outputs.target import Unsupported
from coach.outputs.track import check_track, export_track, files_of
from coach.timing import MINUTE, round_half_up

_ARTIST = "coach"
_ALBUM = "Coach routines"
_GENRE = "Speech"

_AS_USUAL = Encoding()


@dataclass(frozen=True, slots=True)
class Publication:
    """How a track is published.

    Attributes:
        path: the file; its suffix names the format.
        comment: how the track was made.
        overwrite: whether what is there already is replaced.
        split: whether each chapter becomes a file of its own, in a folder.
        captions: the kinds of captions to write beside it, such as ``vtt``.
        encoding: what is asked of the format.
        loudness: integrated, in LUFS.
        music: a file of music to play behind it.
        ambience: the name of an ambience to play behind it.
    """

    path: Path
    comment: str = ""
    overwrite: bool = False
    split: bool = False
    captions: tuple[str, ...] = ()
    encoding: Encoding = _AS_USUAL
    loudness: float = LOUDNESS
    music: Path | None = None
    ambience: str | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """The files that are written, that of the track first; in parts, their folder."""
        return (folder_of(self.path),) if self.split else files_of(self.path, self.captions)


def check(publication: Publication) -> Format:
    """Check, before any of the work is done, that a track can be written as asked, and how.

    Raises:
        ExportError: where it cannot; `Unsupported` where what is asked for makes no sense.
    """
    path, overwrite = publication.path, publication.overwrite
    format_ = format_of(path, publication.encoding)
    music = publication.music
    if music and os.path.realpath(music) in map(os.path.realpath, publication.places):
        raise Unsupported(f"{path} is the music itself: give -o another name.")
    if publication.split:
        check_parts(path, overwrite=overwrite)
    else:
        check_track(path, publication.captions, overwrite=overwrite)
    return format_


def publish(track: Track, publication: Publication, progress: Progress) -> float:
    """Write a track to a file, or in parts to a folder, whole or not at all.

    Gives the loudness that it has, in LUFS.

    Raises `coach.outputs.target.ExportError` where it cannot be written, and
    `coach.audio.music.MusicError` where the music cannot be read.
    """
    ceiling = check(publication).ceiling(publication.encoding, publication.loudness)
    timeline = track.timeline
    with ThreadPoolExecutor(1) as pool:
        cover = pool.submit(draw_cover, timeline.title, _minutes(timeline.frames), _words_of(track))
        master = mastered(track, progress, publication.loudness, ceiling, _bed(track, publication))
        label = _label(track, publication.comment, cover.result())

    def told(done: int) -> None:
        progress("Encoding", done, timeline.frames)

    recording = Recording(master.frames, master.channels, master.render, told)
    shown = captions(timeline, track.voice.words) if publication.captions else ()
    job = Job(recording, label, publication.encoding, tuple(shown), publication.captions)
    write = export_parts if publication.split else export_track
    write(publication.path, job, overwrite=publication.overwrite)
    return master.limiter.loudness


def _bed(track: Track, publication: Publication) -> Bed | None:
    """Make what sounds behind a track, if anything is to."""
    frames = track.timeline.frames
    sources: list[Source] = []
    if publication.music:
        sources.append(Music(publication.music, frames))
    if publication.ambience:
        sources.append(ambience(publication.ambience))
    if not sources:
        return None
    ducking = Ducking(*speech_in(track.timeline.events), BACKGROUND)
    level = LEVEL + dict(track.settings.levels).get("background", 0)
    return Bed(sources, frames, ducking, level)


def _label(track: Track, comment: str, cover: bytes) -> Label:
    """Say what is in a track."""
    timeline = track.timeline
    return Label(
        timeline.title,
        artist=_ARTIST,
        album=_ALBUM,
        genre=_GENRE,
        language=track.routines[0].front.language,
        comment=comment,
        chapters=timeline.chapters,
        lyrics=tuple(lyrics(timeline)),
        cover=cover,
    )


def _words_of(track: Track) -> str:
    """Gather what says which part of the body a track is for."""
    return " ".join(
        words
        for routine in track.routines
        for words in (routine.front.about or "", *(p.exercise.heading for p in routine.placed))
    )


def _minutes(frames: int) -> str:
    """Write a length for the cover."""
    return f"{max(round_half_up(frames, MINUTE), 1)} min"
