"""Vorbis comments: what FLAC, Ogg Vorbis and Opus say of a track.

Names: https://xiph.org/vorbis/doc/v-comment.html; chapters:
https://wiki.xiph.org/Chapter_Extension; pictures: RFC 9639, section 8.8.
"""

import base64
from collections.abc import Iterator

from mutagen.flac import Picture, VCFLACDict
from mutagen.id3 import PictureType

from coach.languages import iso_639_2
from coach.outputs.label import Label
from coach.score.timeline import Chapter
from coach.timing import ms_of_frames


def vorbis_comments(label: Label) -> list[tuple[str, str]]:
    """Give the comments of a track, by name, its cover not among them."""
    comments = [
        ("TITLE", label.title),
        ("ARTIST", label.artist),
        ("ALBUM", label.album),
        ("GENRE", label.genre),
        ("LANGUAGE", iso_639_2(label.language)),
        ("COMMENT", label.comment),
    ]
    if label.part is not None:
        number, count = label.part
        comments += [("TRACKNUMBER", str(number)), ("TRACKTOTAL", str(count))]
    for number, chapter in enumerate(label.chapters):
        comments += _chapter(number, chapter)
    if label.lyrics:
        comments.append(("LYRICS", "\n".join(lyric.text for lyric in label.lyrics)))
    return comments


def pictures(label: Label) -> Iterator[bytes]:
    """Give the cover, if there is one, as the contents of FLAC's block for a picture."""
    if label.cover is not None:
        picture = Picture()
        picture.type = PictureType.COVER_FRONT
        picture.mime = "image/png"
        picture.data = label.cover
        yield picture.write()


def comment_block(label: Label, vendor: str, *, framing: bool) -> bytes:
    """Give the comments and the cover of a track as Ogg has them.

    Args:
        label: what is said of the track.
        vendor: who encoded it.
        framing: whether a bit that is set ends them, as in Vorbis.
    """
    comments = VCFLACDict()
    comments.vendor = vendor
    comments.extend(vorbis_comments(label))
    comments.extend(
        ("METADATA_BLOCK_PICTURE", base64.b64encode(picture).decode())
        for picture in pictures(label)
    )
    written: bytes = comments.write(framing=framing)
    return written


def _chapter(number: int, chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Give the two comments of a chapter.

    The extension has three digits. From the thousandth chapter on there are four, which some
    players read and the others pass over.
    """
    seconds, ms = divmod(ms_of_frames(chapter.at), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    name = f"CHAPTER{number:03d}"
    yield name, f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"
    yield f"{name}NAME", chapter.title
