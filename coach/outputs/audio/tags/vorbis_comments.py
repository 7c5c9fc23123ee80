"""Vorbis comments: what FLAC, Ogg Vorbis and Opus say of a track.

Names: https://xiph.org/vorbis/doc/v-comment.html; chapters:
https://wiki.xiph.org/Chapter_Extension; pictures: RFC 9639, section 8.8.
"""

import base64
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from mutagen.flac import Picture
from mutagen.id3 import PictureType
from mutagen.ogg import OggFileType

from coach.languages import find_iso_639_2
from coach.outputs.captions.text import write_timestamp
from coach.outputs.label import Label
from coach.score.timeline import Chapter

_MOST_SERIAL = 0x7FFF_FFFF
"""The largest number that FFmpeg takes for a stream."""


def list_vorbis_comments(label: Label) -> list[tuple[str, str]]:
    """Return the comments of a track, by name, without its cover."""
    comments = [
        ("TITLE", label.title),
        ("ARTIST", label.artist),
        ("ALBUM", label.album),
        ("GENRE", label.genre),
        ("LANGUAGE", find_iso_639_2(label.language)),
        ("COMMENT", label.comment),
    ]
    if label.part is not None:
        number, count = label.part
        comments += [("TRACKNUMBER", str(number)), ("TRACKTOTAL", str(count))]
    for number, chapter in enumerate(label.chapters):
        comments += _write_chapter(number, chapter)
    if label.lyrics:
        comments.append(("LYRICS", "\n".join(lyric.text for lyric in label.lyrics)))
    return comments


def make_pictures(label: Label) -> Iterator[Picture]:
    """Yield the cover, if there is one, as FLAC has a picture."""
    if label.cover is not None:
        picture = Picture()
        picture.type = PictureType.COVER_FRONT
        picture.mime = "image/png"
        picture.data = label.cover
        yield picture


def tag_ogg(file: BinaryIO, kind: type[OggFileType], label: Label) -> None:
    """Put the comments and the cover of a track into a finished file of Ogg.

    Args:
        file: binary, open for reading and writing.
        kind: mutagen's type for the codec in it.
        label: what is said of the track.
    """
    file.seek(0)
    ogg: Any = kind(file)
    ogg.tags.clear()
    ogg.tags.extend(list_vorbis_comments(label))
    for picture in make_pictures(label):
        encoded = base64.b64encode(picture.write()).decode()
        ogg.tags.append(("METADATA_BLOCK_PICTURE", encoded))
    file.seek(0)
    ogg.save(file, padding=lambda _info: 0)


def make_serial_number(label: Label) -> int:
    """Return the number of a stream of Ogg: the same for a track, and hardly that of another."""
    named = f"{label.album}\n{label.title}\n{label.part}\n{label.comment}"
    return zlib.crc32(named.encode()) & _MOST_SERIAL


def _write_chapter(number: int, chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield the two comments of a chapter.

    The extension has three digits. From the thousandth chapter on there are four, which some
    players read and the others pass over.
    """
    name = f"CHAPTER{number:03d}"
    yield name, write_timestamp(chapter.at, ".")
    yield f"{name}NAME", chapter.title
