"""The last stage wired up: a track to its files, with its cover, its chapters and its words."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.app import Progress, Track, mastered
from coach.audio.ambience import ambience
from coach.audio.anchor import FULL_SCALE
from coach.audio.bed import LEVEL, Bed, Source
from coach.audio.ducking import BACKGROUND, Ducking, speech_in
from coach.audio.master import Master
from coach.audio.metering import measure_loudness
from coach.audio.music import Music
from coach.audio.targets import LOUDNESS
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording
from coach.outputs.captions.captions import list_lyrics
from coach.outputs.content import TrackContent
from coach.outputs.cover.cover import draw_cover
from coach.outputs.label import Label
from coach.outputs.parts import check_parts, name_parts_folder, write_parts
from coach.outputs.table import SoundOptions, check_encoding, find_output
from coach.outputs.target import Unsupported
from coach.outputs.track import check_files, write_files
from coach.timing import MINUTE, round_half_up

_ARTIST = "coach"
_ALBUM = "Coach routines"
_GENRE = "Speech"

_AS_USUAL = Encoding()


@dataclass(frozen=True, slots=True)
class Publication:
    """How a track is published.

    Attributes:
        path: the file; its suffix names the output, a row of `coach.outputs.table`.
        comment: how the track was made.
        overwrite: whether what is there already is replaced.
        split: whether each chapter becomes a file of its own, in a folder.
        captions: the kinds of captions that are written beside it, such as ``vtt``.
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
    def files(self) -> tuple[Path, ...]:
        """The files that the whole track has: its own first, then those of its captions."""
        beside = (self.path.with_suffix(f".{kind}") for kind in self.captions)
        return tuple(dict.fromkeys((self.path, *beside)))

    @property
    def places(self) -> tuple[Path, ...]:
        """The files that are written, or the folder of the parts."""
        return (name_parts_folder(self.path),) if self.split else self.files


def check(publication: Publication) -> None:
    """Check, before any of the work is done, that a track can be written as asked.

    Raises:
        ExportError: where it cannot; `Unsupported` where what is asked for makes no sense.
    """
    path, overwrite, music = publication.path, publication.overwrite, publication.music
    outputs = tuple(map(find_output, publication.files))
    check_encoding(path, publication.encoding)
    if music and os.path.realpath(music) in map(os.path.realpath, publication.places):
        raise Unsupported(f"{path} is the music itself: give -o another name.")
    if outputs[0].sound is None:
        for option, asked in (
            ("--split", publication.split),
            ("--music", music),
            ("--ambience", publication.ambience),
        ):
            if asked:
                raise Unsupported(f"{path} holds no sound: it takes no {option}.")
    if publication.split:
        check_parts(path, overwrite=overwrite)
    else:
        check_files(publication.files, overwrite=overwrite)


@dataclass(frozen=True, slots=True)
class Reached:
    """The loudness that a published track has, in LUFS; ``-inf`` where there is nothing to measure.

    Attributes:
        speech: that of all speech together, by which the track was brought to its level.
        whole: that of the whole track, pauses and background included.
    """

    speech: float
    whole: float


def publish(track: Track, publication: Publication, progress: Progress) -> Reached | None:
    """Write a track to its files, or in parts to a folder, whole or not at all.

    Return the loudness it has; None where none of the files holds sound.

    Raises `coach.outputs.target.ExportError` where it cannot be written, and
    `coach.audio.decoder.MusicError` where the music cannot be read.
    """
    check(publication)
    sound = find_output(publication.path).sound
    master, cover = _make_sound(track, publication, sound, progress) if sound else (None, None)
    content = TrackContent(
        track.timeline,
        track.voice.words,
        track.voice.profile.name,
        _label(track, publication.comment, cover),
        _record(master, progress) if master else None,
        publication.encoding,
    )
    write = write_parts if publication.split else write_files
    write(publication.files, content, overwrite=publication.overwrite)
    return _measure(master) if master else None


def _make_sound(
    track: Track, publication: Publication, sound: SoundOptions, progress: Progress
) -> tuple[Master, bytes]:
    """Master a track for the format it is published in, and draw its cover meanwhile."""
    ceiling = sound.ceiling(publication.encoding, publication.loudness)
    bed = _bed(track, publication)
    with ThreadPoolExecutor(1) as pool:
        cover = pool.submit(_draw_cover, track)
        master = mastered(track, progress, publication.loudness, ceiling, bed)
        return master, cover.result()


def _record(master: Master, progress: Progress) -> Recording:
    """Return a mastered track as what encoders take."""

    def on_progress(done: int) -> None:
        progress("Encoding", done, master.frames)

    return Recording(master.frames, master.channels, master.render, on_progress)


def _measure(master: Master) -> Reached:
    def render(start: int, stop: int) -> NDArray[np.floating]:
        return master.render(start, stop) / FULL_SCALE

    return Reached(master.mixer.gains.loudness, measure_loudness(render, master.frames))


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
    level = LEVEL + dict(track.settings.level).get("background", 0)
    return Bed(sources, frames, ducking, level)


def _label(track: Track, comment: str, cover: bytes | None) -> Label:
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
        lyrics=tuple(list_lyrics(timeline)),
        cover=cover,
    )


def _draw_cover(track: Track) -> bytes:
    """Draw the cover of a track."""
    timeline = track.timeline
    return draw_cover(timeline.title, _minutes(timeline.frames), _words_of(track))


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
