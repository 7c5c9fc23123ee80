"""MPEG-4 files of AAC: the container of M4A and M4B.

The packets go straight to the file, and of each only its size is kept for the index that follows
them; so a day takes a few megabytes of memory.

Layout: ISO/IEC 14496-12 (boxes), 14496-14 (``esds``), and Apple's QuickTime File Format
Specification: a track of text, to which the audio refers, lists the chapters. ``chpl`` lists them
again, for players that know only Nero's list.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from coach.outputs.audio.aac import PACKET_FRAMES, PRIMING
from coach.score.timeline import Chapter
from coach.timing import SAMPLE_RATE, round_half_up

_CHUNK = 43
"""Packets that stand in the index as one: about a second."""

_AT_ONCE = 65_536
"""Entries of the index written at once."""

_MOST_IN_LIST = 255
"""Chapters that Nero's list can hold, and bytes of the name of one: each is one byte."""

_TICKS = 10_000_000
"""Nero's units of time in a second."""

_UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000)
"""The matrix that leaves a picture as it is, which tracks have even without one."""

_UTF_8 = struct.pack(">I4sI", 12, b"encd", 0x100)
"""What says, after a text, that it is UTF-8."""

_SOUND, _TEXT = 1, 2
"""The numbers of the tracks."""


@dataclass(frozen=True, slots=True)
class Audio:
    """What a file of AAC says of its audio.

    Attributes:
        brand: four letters for the kind of file: ``M4A ``.
        frames: the length of the track.
        channels: 1 or 2.
        bitrate: in bit/s.
        config: what the encoder has for decoders to begin with (``AudioSpecificConfig``).
        language: of the words, as ISO 639-2 has it.
        chapters: they tile the track.
    """

    brand: str
    frames: int
    channels: int
    bitrate: int
    config: bytes
    language: str
    chapters: Sequence[Chapter]


def write_mp4(file: BinaryIO, packets: Iterable[bytes], audio: Audio) -> None:
    """Write a file of packets at 44,100 Hz, each of `PACKET_FRAMES`, the first of which primes.

    Args:
        file: binary, open for writing, and empty.
        packets: all that the encoder gives.
        audio: what they are.
    """
    with _box(file, b"ftyp"):
        brand = audio.brand.encode()
        file.write(struct.pack(">4sI4s4s4s", brand, 512, brand, b"isom", b"iso2"))
    sizes = array("H")
    chunks = array("I")
    with _box(file, b"mdat"):
        texts_at = file.tell()
        texts = [_text(chapter.title) for chapter in audio.chapters]
        file.write(b"".join(texts))
        for packet in packets:
            if len(sizes) % _CHUNK == 0:
                chunks.append(file.tell())
            file.write(packet)
            sizes.append(len(packet))
    with _box(file, b"moov"):
        tracks = 2 if texts else 1
        _full(file, b"mvhd", _movie_header(audio.frames, tracks))
        _sound_track(file, audio, sizes, chunks)
        if texts:
            _text_track(file, audio, [len(text) for text in texts], texts_at)
            with _box(file, b"udta"):
                _full(file, b"chpl", _nero(audio.chapters), version=1)


def _movie_header(frames: int, tracks: int) -> bytes:
    """Give the header of it all: dates unknown, time in frames, played as it is."""
    time = struct.pack(">4I", 0, 0, SAMPLE_RATE, frames)
    return time + struct.pack(">IH10x", 0x10000, 0x100) + _UNITY + struct.pack(">24xI", tracks + 1)


def _sound_track(file: BinaryIO, audio: Audio, sizes: Sequence[int], chunks: Sequence[int]) -> None:
    """Write the track of the packets: of each its size, and where each chunk of them stands."""
    with _box(file, b"trak"):
        _full(file, b"tkhd", _track_header(_SOUND, audio.frames, volume=0x100), flags=3)
        _edit(file, audio.frames, PRIMING)
        if audio.chapters:
            with _box(file, b"tref"), _box(file, b"chap"):
                file.write(struct.pack(">I", _TEXT))
        with _box(file, b"mdia"):
            _media_header(file, PRIMING + audio.frames, audio.language)
            _full(file, b"hdlr", struct.pack(">I4s12x", 0, b"soun") + b"SoundHandler\0")
            with _box(file, b"minf"):
                _full(file, b"smhd", bytes(4))
                _data_here(file)
                with _box(file, b"stbl"):
                    _sound_tables(file, audio, sizes, chunks)


def _sound_tables(
    file: BinaryIO, audio: Audio, sizes: Sequence[int], chunks: Sequence[int]
) -> None:
    """Write what the packets are, how long they last, and where they stand."""
    count = len(sizes)
    with _box(file, b"stsd"):
        file.write(struct.pack(">II", 0, 1))
        with _box(file, b"mp4a"):
            file.write(struct.pack(">6xH8xHH4xI", 1, audio.channels, 16, SAMPLE_RATE << 16))
            _full(file, b"esds", _decoder(audio))
    last = PRIMING + audio.frames - (count - 1) * PACKET_FRAMES
    _full(file, b"stts", struct.pack(">5I", 2, count - 1, PACKET_FRAMES, 1, last))
    whole, rest = divmod(count, _CHUNK)
    runs = [(1, _CHUNK, 1)] * (whole > 0) + [(whole + 1, rest, 1)] * (rest > 0)
    _full(
        file, b"stsc", struct.pack(">I", len(runs)) + b"".join(struct.pack(">3I", *r) for r in runs)
    )
    _sizes(file, sizes)
    places = np.array(chunks, ">u4")
    _full(file, b"stco", struct.pack(">I", len(places)) + places.tobytes())
    # To begin at a packet, a decoder needs the one before it.
    _full(file, b"sgpd", struct.pack(">4sIIh", b"roll", 2, 1, -1), version=1)
    _full(file, b"sbgp", struct.pack(">4sIII", b"roll", 1, count, 1))


def _text_track(file: BinaryIO, audio: Audio, sizes: Sequence[int], at: int) -> None:
    """Write the track of the chapters' names, which stand in the file from a place on."""
    with _box(file, b"trak"):
        # Not enabled: it is there for the audio to refer to.
        _full(file, b"tkhd", _track_header(_TEXT, audio.frames, volume=0), flags=2)
        _edit(file, audio.frames, 0)
        with _box(file, b"mdia"):
            _media_header(file, audio.frames, audio.language)
            _full(file, b"hdlr", struct.pack(">I4s12x", 0, b"text") + b"ChapterHandler\0")
            with _box(file, b"minf"):
                with _box(file, b"gmhd"):
                    _full(file, b"gmin", struct.pack(">4H4x", 0x40, 0x8000, 0x8000, 0x8000))
                    with _box(file, b"text"):
                        file.write(_UNITY)
                _data_here(file)
                with _box(file, b"stbl"):
                    _text_tables(file, audio.chapters, sizes, at)


def _text_tables(
    file: BinaryIO, chapters: Sequence[Chapter], sizes: Sequence[int], at: int
) -> None:
    """Write what the names are, how long they last, and where they stand."""
    count = len(chapters)
    with _box(file, b"stsd"):
        file.write(struct.pack(">II", 0, 1))
        with _box(file, b"text"):
            file.write(struct.pack(">6xHI18xH6x", 1, 1, 1))
            with _box(file, b"ftab"):
                file.write(struct.pack(">HHB", 1, 1, 0))
    lasting = b"".join(struct.pack(">II", 1, chapter.frames) for chapter in chapters)
    _full(file, b"stts", struct.pack(">I", count) + lasting)
    _full(file, b"stsc", struct.pack(">4I", 1, 1, count, 1))
    _sizes(file, sizes)
    _full(file, b"stco", struct.pack(">II", 1, at))


def _sizes(file: BinaryIO, sizes: Sequence[int]) -> None:
    """Write the table of sizes."""
    with _box(file, b"stsz"):
        file.write(struct.pack(">III", 0, 0, len(sizes)))
        file.writelines(
            np.array(sizes[start : start + _AT_ONCE], ">u4").tobytes()
            for start in range(0, len(sizes), _AT_ONCE)
        )


def _track_header(number: int, frames: int, *, volume: int) -> bytes:
    """Give the header of a track: dates unknown, no picture."""
    return struct.pack(">5I12xH2x", 0, 0, number, 0, frames, volume) + _UNITY + bytes(8)


def _edit(file: BinaryIO, frames: int, start: int) -> None:
    """Write which of the frames of a track are played: so many, from one on."""
    with _box(file, b"edts"):
        _full(file, b"elst", struct.pack(">4I", 1, frames, start, 0x10000))


def _media_header(file: BinaryIO, frames: int, language: str) -> None:
    """Write the length of what is in a track, and its language: five bits a letter."""
    first, second, third = (ord(letter) - 0x60 for letter in language)
    packed = first << 10 | second << 5 | third
    _full(file, b"mdhd", struct.pack(">4IHH", 0, 0, SAMPLE_RATE, frames, packed, 0))


def _data_here(file: BinaryIO) -> None:
    """Write that what is in a track stands in this file."""
    with _box(file, b"dinf"), _box(file, b"dref"):
        file.write(struct.pack(">II", 0, 1))
        _full(file, b"url ", b"", flags=1)


def _decoder(audio: Audio) -> bytes:
    """Give the descriptors that a decoder begins with: MPEG-4 audio, its bit rate, its own."""
    own = _descriptor(5, audio.config)
    rates = struct.pack(">BB3xII", 0x40, 0x15, audio.bitrate, audio.bitrate)
    return _descriptor(3, struct.pack(">HB", _SOUND, 0) + _descriptor(4, rates + own) + b"\6\1\2")


def _descriptor(kind: int, contents: bytes) -> bytes:
    """Write a descriptor, which is short."""
    return bytes([kind, len(contents)]) + contents


def _text(title: str) -> bytes:
    """Write the name of a chapter, as a sample of a track of text."""
    encoded = title.encode()
    return struct.pack(">H", len(encoded)) + encoded + _UTF_8


def _nero(chapters: Sequence[Chapter]) -> bytes:
    """Give Nero's list of chapters, or the beginning of it."""
    chapters = chapters[:_MOST_IN_LIST]
    written = [struct.pack(">IB", 0, len(chapters))]
    for chapter in chapters:
        title = chapter.title.encode()[:_MOST_IN_LIST].decode(errors="ignore").encode()
        start = round_half_up(chapter.at * _TICKS, SAMPLE_RATE)
        written.append(struct.pack(">QB", start, len(title)) + title)
    return b"".join(written)


def _full(
    file: BinaryIO, name: bytes, contents: bytes, *, version: int = 0, flags: int = 0
) -> None:
    """Write a box that has a version and flags."""
    with _box(file, name):
        file.write(struct.pack(">I", version << 24 | flags) + contents)


@contextmanager
def _box(file: BinaryIO, name: bytes) -> Iterator[None]:
    """Write a box around what is written meanwhile."""
    start = file.tell()
    file.write(struct.pack(">I4s", 0, name))
    yield
    end = file.tell()
    file.seek(start)
    file.write(struct.pack(">I", end - start))
    file.seek(end)
