"""ID3v2 tags: what a track is called, and its chapters.

Chapters: https://id3.org/id3v2-chapters-1.0. The tag is of version 2.3, which every player reads;
2.4 is no use to a track that needs none of its new frames.
"""

from collections.abc import Sequence
from io import BytesIO

from mutagen import PaddingInfo
from mutagen.id3 import CHAP, CTOC, ID3, TALB, TCON, TIT2, TPE1, CTOCFlags

from coach.score.timeline import Timeline
from coach.timing import ms_of_frames

ARTIST = "coach"
ALBUM = "Coach routines"
GENRE = "Speech"

_MOST_ENTRIES = 255
"""Entries that a table of contents can hold, as their number is one byte."""

_UTF_8 = 3
"""Mutagen's number for the encoding; in version 2.3 it writes UTF-16 instead."""


def id3(timeline: Timeline) -> bytes:
    """Write the tag of a track, to stand before its audio."""
    tag = ID3()
    tag.add(TIT2(encoding=_UTF_8, text=timeline.title))
    tag.add(TPE1(encoding=_UTF_8, text=ARTIST))
    tag.add(TALB(encoding=_UTF_8, text=ALBUM))
    tag.add(TCON(encoding=_UTF_8, text=GENRE))
    names = []
    for number, chapter in enumerate(timeline.chapters):
        names.append(f"chp{number}")
        tag.add(
            CHAP(
                element_id=names[-1],
                start_time=ms_of_frames(chapter.at),
                end_time=ms_of_frames(chapter.at + chapter.frames),
                sub_frames=[TIT2(encoding=_UTF_8, text=chapter.title)],
            )
        )
    for table in _contents(names):
        tag.add(table)
    written = BytesIO()
    tag.save(written, v1=0, v2_version=3, padding=_no_padding)
    return written.getvalue()


def _contents(names: Sequence[str]) -> list[CTOC]:
    """Make the ordered table of contents, of tables of contents where one cannot hold them all."""
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
        tables.append(CTOC(element_id="toc", flags=flags, child_element_ids=list(names)))
    return tables


def _no_padding(_info: PaddingInfo) -> int:
    """Leave no room after the tag: nothing is changed in place."""
    return 0
