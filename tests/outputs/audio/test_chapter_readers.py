"""Chapters, read by the rules of players: AntennaPod, VLC, and Apple's.

The rules are those of AntennaPod's package ``parser.media``, of VLC's ``modules/demux``, and of
Apple's "QuickTime File Format Specification", chapter lists.
"""

import re
import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

import mutagen
import numpy as np
import pytest
from mutagen.id3 import ID3
from numpy.typing import NDArray

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.flac import write_flac
from coach.outputs.audio.m4a import write_m4a, write_m4b
from coach.outputs.audio.mp3.writer import write_mp3
from coach.outputs.audio.opus import write_opus
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.vorbis import write_vorbis
from coach.outputs.label import Label
from coach.timing import frames_to_ms
from support import labels
from support.recordings import recording

Found = list[tuple[int, str]]
"""Where chapters begin, in milliseconds, and their titles."""

Write = Callable[[BinaryIO, Recording, Encoding, Label], None]

FRAMES = 165_375
"""With three chapters, one begins every 1250 ms."""


def read_id3_as_antennapod(file: bytes) -> Found:
    """Read all CHAP frames in their order; of each the title, and all of its bytes."""

    def read_size(at: int) -> int:
        return sum(byte << shift for byte, shift in zip(file[at : at + 4], _EACH_7, strict=True))

    def read_frames(at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
        while at < end and b"0" <= file[at : at + 1] <= b"z":
            (size,) = struct.unpack_from(">I", file, at + 4)
            yield file[at : at + 4], at + 10, at + 10 + size
            at += 10 + size

    assert file[:3] == b"ID3"
    assert file[3] < 4  # sizes of frames are plain numbers
    assert not file[5] & 0x40  # there is no further header
    found = []
    for name, start, end in read_frames(10, 10 + read_size(6)):
        if name == b"CHAP":
            after = file.index(b"\0", start, start + 100) + 1
            (begin,) = struct.unpack_from(">I", file, after)
            titles = [
                file[first + 1 : last].decode("utf-16" if file[first] == 1 else "utf-8")
                for name, first, last in read_frames(after + 16, end)
                if name == b"TIT2"
            ]
            found.append((begin, titles[-1].rstrip("\0")))
    return found


_EACH_7 = (21, 14, 7, 0)


def read_id3_as_apple(file: bytes) -> Found:
    """Read the chapters that the one table of contents at the top lists."""
    tag: Any = ID3(BytesIO(file))
    (top,) = [table for table in tag.getall("CTOC") if table.flags & 2]
    listed = [tag[f"CHAP:{child}"] for child in top.child_element_ids]
    return [(each.start_time, str(each.sub_frames["TIT2"])) for each in listed]


def read_comments_as_antennapod(file: bytes) -> Found:
    """Read the time of a chapter, whole seconds, and its title after it."""
    found: dict[str, tuple[int, str]] = {}
    for key, value in mutagen.File(BytesIO(file)).tags:
        if re.fullmatch(r"chapter\d\d\d.*", key.lower()):
            number, attribute = key[8:10], key[10:].lower()
            if not attribute:
                assert number not in found
                hours, minutes, seconds = value.split(":")
                whole = int(hours) * 3600 + int(minutes) * 60 + int(float(seconds))
                found[number] = whole * 1000, ""
            elif attribute == "name" and number in found:
                found[number] = found[number][0], value
    return list(found.values())


def read_comments_as_vlc(file: bytes) -> Found:
    """Read times and titles by their number; a fraction of a second counts milliseconds."""
    times: dict[int, int] = {}
    titles: dict[int, str] = {}
    for key, value in mutagen.File(BytesIO(file)).tags:
        if named := re.fullmatch(r"CHAPTER(\d+)NAME", key.upper()):
            titles[int(named[1])] = value
        elif timed := re.fullmatch(r"CHAPTER(\d+)", key.upper()):
            hours, minutes, seconds, fraction = map(int, re.findall(r"\d+", value))
            times[int(timed[1])] = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction
    return [(times[number], titles[number]) for number in sorted(times)]


def list_boxes(file: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at < end:
        size, name = struct.unpack_from(">I4s", file, at)
        yield name, at + 8, at + size
        at += size


def find_boxes(file: bytes, path: str) -> list[tuple[int, int]]:
    """Find the contents of boxes within boxes: ``moov.trak``."""
    places = [(0, len(file))]
    for part in path.split("."):
        places = [
            (start, end)
            for place in places
            for name, start, end in list_boxes(file, *place)
            if name == part.encode()
        ]
    return places


def read_nero_as_antennapod(file: bytes) -> Found:
    """Read Nero's list: of as many bytes as its box, header included, with signed lengths."""
    ((start, end),) = find_boxes(file, "moov.udta.chpl")
    box = file[start : end + 8]
    if len(box) < end + 8 - start:
        return []
    (count,) = struct.unpack_from(">I", box, 5)
    at, found = 9, []
    for _ in range(count):
        begin, size = struct.unpack_from(">qb", box, at)
        found.append((begin // 10_000, struct.unpack_from(f"{size}s", box, at + 9)[0].decode()))
        at += 9 + size
    return found


def read_track_as_apple(file: bytes) -> Found:
    """Read the text track to which the sound refers as its chapters."""
    tracks = {}
    for start, end in find_boxes(file, "moov.trak"):
        trak = file[start:end]
        ((head, _),) = find_boxes(trak, "tkhd")
        tracks[struct.unpack_from(">I", trak, head + 12)[0]] = trak
    (sound,) = [trak for trak in tracks.values() if find_boxes(trak, "tref.chap")]
    ((reference, _),) = find_boxes(sound, "tref.chap")
    trak = tracks[struct.unpack_from(">I", sound, reference)[0]]
    table = {
        name: start for name, start, _ in list_boxes(trak, *find_boxes(trak, "mdia.minf.stbl")[0])
    }
    scale = struct.unpack_from(">I", trak, find_boxes(trak, "mdia.mdhd")[0][0] + 12)[0]
    times = [0]
    for number in range(struct.unpack_from(">I", trak, table[b"stts"] + 4)[0]):
        count, delta = struct.unpack_from(">II", trak, table[b"stts"] + 8 + 8 * number)
        times += [times[-1] + delta * (each + 1) for each in range(count)]
    _, one_size, count = struct.unpack_from(">III", trak, table[b"stsz"])
    sizes = (
        (one_size,) * count
        if one_size
        else struct.unpack_from(f">{count}I", trak, table[b"stsz"] + 12)
    )
    chunks, at = struct.unpack_from(">II", trak, table[b"stco"] + 4)
    assert chunks == 1
    found = []
    for time, size in zip(times[:-1], sizes, strict=True):
        (length,) = struct.unpack_from(">H", file, at)
        found.append((round(time * 1000 / scale), file[at + 2 : at + 2 + length].decode()))
        at += size
    return found


def written(write: Write, samples: NDArray[np.int16], label: Label) -> bytes:
    file = BytesIO()
    write(file, recording(samples), Encoding(), label)
    return file.getvalue()


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (write_mp3, read_id3_as_antennapod),
        (write_mp3, read_id3_as_apple),
        *(
            (write, read)
            for write in (write_flac, write_vorbis, write_opus)
            for read in (read_comments_as_antennapod, read_comments_as_vlc)
        ),
        *(
            (write, read)
            for write in (write_m4a, write_m4b)
            for read in (read_nero_as_antennapod, read_track_as_apple)
        ),
    ],
)
def test_a_player_finds_the_chapters(
    signal: Callable[[int], NDArray[np.int16]], write: Write, read: Callable[[bytes], Found]
) -> None:
    label = labels.full(FRAMES, 3)
    expected: Found = [(frames_to_ms(chapter.at), chapter.title) for chapter in label.chapters]
    if read is read_comments_as_antennapod:
        expected = [(at // 1000 * 1000, title) for at, title in expected]
    assert read(written(write, signal(FRAMES), label)) == expected
