"""Chunks of a WAV file that say what is in it: names, chapters as labelled cues, an ID3 tag.

Layout: "Multimedia Programming Interface and Data Specifications 1.0" (IBM and Microsoft, 1991),
chapter 3; the 64-bit form, RF64: EBU Tech 3306.
"""

import dataclasses
import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from coach.languages import find_iso_639_2
from coach.outputs.audio.tags.id3 import make_id3_tag
from coach.outputs.label import Label
from coach.score.timeline import Chapter

_SIZE_AT = 4
"""Where the 32-bit length of a RIFF file stands, which counts what comes after it."""

_SIZE_AT_64 = 20
"""Where the 64-bit length of an RF64 file stands."""


def make_chunks(label: Label) -> bytes:
    """Write the chunks of a track, to stand after its samples."""
    written = [_write_list(b"INFO", _write_names(label))]
    if label.chapters:
        written += [
            _write_cues(label.chapters),
            _write_list(b"adtl", _write_labels(label.chapters)),
        ]
    # Some readers know chapters by cues and some by ID3; those who know both would have them twice.
    tag = make_id3_tag(dataclasses.replace(label, chapters=()))
    return b"".join([*written, _write_chunk(b"id3 ", tag)])


def append_chunks(file: BinaryIO, written: bytes) -> None:
    """Put chunks at the end of a finished WAV or RF64 file."""
    end = file.seek(0, 2)
    file.write(written)
    file.seek(0)
    at, form = (_SIZE_AT_64, "<Q") if file.read(4) == b"RF64" else (_SIZE_AT, "<I")
    file.seek(at)
    file.write(struct.pack(form, end + len(written) - 8))


def _write_names(label: Label) -> Iterator[bytes]:
    """Yield a chunk for each name of a track."""
    for name, text in [
        (b"INAM", label.title),
        (b"IART", label.artist),
        (b"IPRD", label.album),
        (b"IGNR", label.genre),
        (b"ILNG", find_iso_639_2(label.language)),
        (b"ICMT", label.comment),
    ]:
        yield _write_chunk(name, _write_text(text))
    if label.part is not None:
        yield _write_chunk(b"ITRK", _write_text(str(label.part[0])))


def _write_cues(chapters: Sequence[Chapter]) -> bytes:
    """Return the chunk of where chapters begin, numbered from 1."""
    points = (
        struct.pack("<II4sIII", number, chapter.at, b"data", 0, 0, chapter.at)
        for number, chapter in enumerate(chapters, start=1)
    )
    return _write_chunk(b"cue ", struct.pack("<I", len(chapters)) + b"".join(points))


def _write_labels(chapters: Sequence[Chapter]) -> Iterator[bytes]:
    """Yield a chunk for the name of each chapter."""
    for number, chapter in enumerate(chapters, start=1):
        yield _write_chunk(b"labl", struct.pack("<I", number) + _write_text(chapter.title))


def _write_list(kind: bytes, parts: Iterator[bytes]) -> bytes:
    """Write a chunk of chunks."""
    return _write_chunk(b"LIST", kind + b"".join(parts))


def _write_chunk(name: bytes, contents: bytes) -> bytes:
    """Write a chunk, filled up to an even length."""
    return name + struct.pack("<I", len(contents)) + contents + bytes(len(contents) % 2)


def _write_text(text: str) -> bytes:
    """Write a text with the zero that ends it."""
    return text.encode() + b"\0"
