"""An episode: what a track's own file says of it."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import mutagen
from mutagen.flac import Picture
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4

AUDIO_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
}
"""The tracks that a feed takes, with their media types. Players do not take WAV and FLAC."""

TaggedFile = Any
"""A file as mutagen reads it. The types of its tags are not stated."""

TRANSCRIPT_TYPES = {".vtt": "text/vtt", ".srt": "application/x-subrip"}


class UnreadableTrack(Exception):
    """A file is not a track: one sentence that says why."""


@dataclass(frozen=True, slots=True)
class EpisodeChapter:
    """A chapter: its start in seconds, and its title."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Episode:
    """A track, as a feed tells of it.

    Attributes:
        path: its file.
        title: its title.
        language: its language, as its tag has it; empty where it has none.
        seconds: its length.
        size: the bytes of its file.
        published: when its file was written.
        chapters: its chapters; empty where it has none.
        cover: its cover as PNG; None where it has none.
        transcripts: the files with its words, beside it.
    """

    path: Path
    title: str
    language: str
    seconds: float
    size: int
    published: datetime
    chapters: tuple[EpisodeChapter, ...]
    cover: bytes | None
    transcripts: tuple[Path, ...]


def read_episode(path: Path) -> Episode:
    """Read what a track says of itself.

    Raises:
        UnreadableTrack: if it is not a track.
    """
    try:
        file: TaggedFile = mutagen.File(path)
        state = path.stat()
    except (mutagen.MutagenError, OSError) as error:
        raise UnreadableTrack(f"{path} cannot be read. Export it again.") from error
    if file is None or not file.info.length:
        raise UnreadableTrack(f"{path} is not a track. Move it out of the folder.")
    return Episode(
        path,
        _find_text(file, "TIT2", "\xa9nam", "title") or path.stem,
        _find_text(file, "TLAN", "language"),
        file.info.length,
        state.st_size,
        datetime.fromtimestamp(int(state.st_mtime), UTC),
        tuple(sorted(_list_chapters(file), key=lambda chapter: chapter.start)),
        _find_cover(file),
        tuple(
            beside for suffix in TRANSCRIPT_TYPES if (beside := path.with_suffix(suffix)).is_file()
        ),
    )


def _find_text(file: TaggedFile, *names: str) -> str:
    """Return the first text of a tag that has one of the names of some kinds of tags."""
    for name in names:
        values = file.tags.get(name) if file.tags is not None and _has_name(file, name) else None
        if values:
            return str(values[0])
    return ""


def _has_name(file: TaggedFile, name: str) -> bool:
    try:
        return bool(name in file.tags)
    except ValueError:  # Vorbis comments do not take every name
        return False


def _list_chapters(file: TaggedFile) -> Iterator[EpisodeChapter]:
    if isinstance(file, MP3) and isinstance(file.tags, ID3):
        for frame in file.tags.getall("CHAP"):
            title = frame.sub_frames.get("TIT2")
            yield EpisodeChapter(frame.start_time / 1000, str(title.text[0]) if title else "")
    elif isinstance(file, MP4):
        for chapter in file.chapters or ():
            yield EpisodeChapter(float(chapter.start), str(chapter.title))
    else:
        yield from _list_vorbis_chapters(file)


def _list_vorbis_chapters(file: TaggedFile) -> Iterator[EpisodeChapter]:
    """Yield the chapters of Vorbis comments. See https://wiki.xiph.org/Chapter_Extension."""
    for number in range(1000):
        start = file.tags.get(f"CHAPTER{number:03}") if file.tags is not None else None
        if start:
            hours, minutes, seconds = start[0].split(":")
            title = file.tags.get(f"CHAPTER{number:03}NAME", [""])[0]
            yield EpisodeChapter(int(hours) * 3600 + int(minutes) * 60 + float(seconds), title)
        elif number:
            return


def _find_cover(file: TaggedFile) -> bytes | None:
    if isinstance(file, MP3) and isinstance(file.tags, ID3):
        pictures = [frame.data for frame in file.tags.getall("APIC")]
    elif isinstance(file, MP4):
        pictures = [bytes(picture) for picture in file.get("covr", [])]
    else:
        encoded = file.tags.get("metadata_block_picture", []) if file.tags is not None else []
        pictures = [Picture(b64decode(each)).data for each in encoded]
    return pictures[0] if pictures else None
