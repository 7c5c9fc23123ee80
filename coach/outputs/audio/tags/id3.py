"""ID3v2 tags: what a track is called, its cover, its chapters, and its words.

Chapters: https://id3.org/id3v2-chapters-1.0. The tag is of version 2.3, which every player reads;
no track needs the new frames of 2.4.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain

from mutagen import PaddingInfo
from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    SYLT,
    TALB,
    TCON,
    TIT2,
    TLAN,
    TPE1,
    TRCK,
    USLT,
    BitPaddedInt,
    CTOCFlags,
    Frame,
    PictureType,
)

from coach.languages import find_iso_639_2
from coach.outputs.label import Label
from coach.timing import frames_to_ms

_MOST_ENTRIES = 255
"""Entries that a table of contents can hold, as their number is one byte."""

_HEADER_BYTES = 10
"""The name ``ID3``, the version, the flags and the size of what follows."""

_UTF_8 = 3
"""Mutagen's number for the encoding; in version 2.3 it writes UTF-16 instead."""

_MILLISECONDS = 2
"""The unit of synchronised lyrics, by its number."""

_LYRICS = 1
"""The kind of synchronised text that lyrics are, by its number."""


def make_id3_tag(label: Label) -> bytes:
    """Write the tag of a track, to stand before its audio."""
    # Mutagen sorts the frames of a tag by size, and players show chapters in the order of frames.
    tag = BytesIO(bytes(_HEADER_BYTES))
    tag.seek(_HEADER_BYTES)
    for frame in chain(
        _make_name_frames(label), _make_chapter_frames(label), _make_word_frames(label)
    ):
        tag.write(_write_frame(frame))
    size = tag.tell() - _HEADER_BYTES
    tag.seek(0)
    tag.write(b"ID3\3\0\0" + BitPaddedInt.to_str(size, width=4))
    return tag.getvalue()


def _write_frame(frame: Frame) -> memoryview:
    """Write a frame: a tag that holds nothing else, without its header."""
    tag = ID3()
    tag.add(frame)
    written = BytesIO()
    tag.save(written, v1=0, v2_version=3, padding=_choose_no_padding)
    return written.getbuffer()[_HEADER_BYTES:]


def _make_name_frames(label: Label) -> Iterator[Frame]:
    """Yield the frames of what a track is called, and its cover."""
    yield TIT2(encoding=_UTF_8, text=label.title)
    yield TPE1(encoding=_UTF_8, text=label.artist)
    yield TALB(encoding=_UTF_8, text=label.album)
    yield TCON(encoding=_UTF_8, text=label.genre)
    language = find_iso_639_2(label.language)
    yield TLAN(encoding=_UTF_8, text=language)
    yield COMM(encoding=_UTF_8, lang=language, desc="", text=label.comment)
    if label.part is not None:
        number, count = label.part
        yield TRCK(encoding=_UTF_8, text=f"{number}/{count}")
    if label.cover is not None:
        yield APIC(
            encoding=_UTF_8,
            mime="image/png",
            type=PictureType.COVER_FRONT,
            desc="",
            data=label.cover,
        )


def _make_word_frames(label: Label) -> Iterator[Frame]:
    """Yield the frames of what is said: one to read, one that follows the sound."""
    if not label.lyrics:
        return
    language = find_iso_639_2(label.language)
    yield USLT(
        encoding=_UTF_8,
        lang=language,
        desc="",
        text="\n".join(lyric.text for lyric in label.lyrics),
    )
    yield SYLT(
        encoding=_UTF_8,
        lang=language,
        format=_MILLISECONDS,
        type=_LYRICS,
        desc="",
        text=[(lyric.text, frames_to_ms(lyric.at)) for lyric in label.lyrics],
    )


def _make_chapter_frames(label: Label) -> Iterator[Frame]:
    """Yield a frame for each chapter, and those of the table of contents."""
    names = [f"chp{number}" for number in range(len(label.chapters))]
    for name, chapter in zip(names, label.chapters, strict=True):
        yield CHAP(
            element_id=name,
            start_time=frames_to_ms(chapter.at),
            end_time=frames_to_ms(chapter.at + chapter.frames),
            sub_frames=[TIT2(encoding=_UTF_8, text=chapter.title)],
        )
    yield from _make_contents(names, label.title)


def _make_contents(names: Sequence[str], title: str) -> list[CTOC]:
    """Make the ordered table of contents, of tables of contents where one cannot hold them all.

    The top one has the title of the track.
    """
    tables: list[CTOC] = []
    while len(names) > _MOST_ENTRIES:
        parts = [
            names[start : start + _MOST_ENTRIES] for start in range(0, len(names), _MOST_ENTRIES)
        ]
        names = [f"toc{len(tables) + number}" for number in range(1, len(parts) + 1)]
        tables += [
            CTOC(element_id=name, flags=CTOCFlags.ORDERED, child_element_ids=list(part))
            for name, part in zip(names, parts, strict=True)
        ]
    if names:
        flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
        top = CTOC(
            element_id="toc",
            flags=flags,
            child_element_ids=list(names),
            sub_frames=[TIT2(encoding=_UTF_8, text=title)],
        )
        tables.append(top)
    return tables


def _choose_no_padding(_info: PaddingInfo) -> int:
    """Leave no room after the tag: nothing is changed in place."""
    return 0
