from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp4 import MP4

from coach.outputs.audio.mp4 import Audio, write_mp4
from coach.score.timeline import Chapter

CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"edts", b"tref"}


def audio(frames: int, chapters: tuple[Chapter, ...] = ()) -> Audio:
    return Audio("M4A ", frames, 1, 64_000, b"\x12\x08", "eng", chapters)


def packets_of(frames: int) -> list[bytes]:
    """Make as many packets as an encoder gives, of different lengths."""
    count = -(-(frames + 1024) // 1024)
    return [bytes([number % 256]) * (1 + number % 700) for number in range(count)]


def tables(contents: bytes) -> list[dict[bytes, bytes]]:
    """Find the innermost boxes of each track, without their headers."""
    tracks: list[dict[bytes, bytes]] = []

    def walk(start: int, end: int) -> None:
        while start < end:
            length = int.from_bytes(contents[start : start + 4], "big")
            name = contents[start + 4 : start + 8]
            if name == b"trak":
                tracks.append({})
            if name in CONTAINERS:
                walk(start + 8, start + length)
            elif tracks:
                tracks[-1][name] = contents[start + 8 : start + length]
            start += length
        assert start == end

    walk(0, len(contents))
    return tracks


def numbers(box: bytes, skip: int = 4) -> list[int]:
    """Read what follows the version and flags, as numbers of 32 bits."""
    return [int.from_bytes(box[at : at + 4], "big") for at in range(skip, len(box), 4)]


def samples(contents: bytes, track: dict[bytes, bytes]) -> list[bytes]:
    """Find the samples of a track by its index."""
    _, count, *sizes = numbers(track[b"stsz"])
    _, *places = numbers(track[b"stco"])
    runs = numbers(track[b"stsc"], 8)
    starts = [*runs[::3], len(places) + 1]
    per_chunk = [
        many
        for many, (first, last) in zip(runs[1::3], pairwise(starts), strict=True)
        for _ in range(first, last)
    ]
    assert sum(per_chunk) == count == len(sizes)
    found = []
    left = iter(sizes)
    for place, many in zip(places, per_chunk, strict=True):
        at = place
        for _ in range(many):
            size = next(left)
            found.append(contents[at : at + size])
            at += size
    return found


@given(st.integers(1, 300_000))
def test_the_index_finds_every_packet(frames: int) -> None:
    file = BytesIO()
    write_mp4(file, iter(packets_of(frames)), audio(frames))
    (track,) = tables(file.getvalue())
    assert samples(file.getvalue(), track) == packets_of(frames)
    _, many, whole, one, last = numbers(track[b"stts"])
    assert (whole, one) == (1024, 1)
    assert many * 1024 + last == 1024 + frames
    assert numbers(track[b"elst"]) == [1, frames, 1024, 0x10000]


def test_a_decoder_is_told_to_begin_a_packet_earlier() -> None:
    file = BytesIO()
    write_mp4(file, packets_of(5000), audio(5000))
    (track,) = tables(file.getvalue())
    # ISO/IEC 14496-12, 10.1: the group "roll" of one description, and all samples are in it.
    assert track[b"sgpd"][4:] == b"roll" + bytes([0, 0, 0, 2, 0, 0, 0, 1]) + b"\xff\xff"
    assert track[b"sbgp"][4:] == b"roll" + bytes([0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 0, 1])


def test_the_chapters_are_a_track_of_text() -> None:
    chapters = (Chapter(0, 44_100, "Inner calf · left"), Chapter(44_100, 55_901, "気"))
    file = BytesIO()
    write_mp4(file, packets_of(100_001), audio(100_001, chapters))
    sound, text = tables(file.getvalue())
    assert numbers(sound[b"chap"], 0) == [2]
    end = b"\0\0\0\x0cencd\0\0\1\0"
    assert samples(file.getvalue(), text) == [
        b"\0\x12Inner calf \xc2\xb7 left" + end,
        b"\0\x03\xe6\xb0\x97" + end,
    ]
    assert numbers(text[b"stts"]) == [2, 1, 44_100, 1, 55_901]
    assert samples(file.getvalue(), sound) == packets_of(100_001)


@pytest.mark.parametrize(("count", "listed"), [(1, 1), (255, 255), (600, 255)])
def test_the_other_list_holds_255_chapters(count: int, listed: int) -> None:
    chapters = tuple(Chapter(441 * number, 441, f"Step {number}") for number in range(count))
    file = BytesIO()
    write_mp4(file, packets_of(441 * count), audio(441 * count, chapters))
    read: Any = MP4(BytesIO(file.getvalue()))
    assert [(chapter.start, chapter.title) for chapter in read.chapters] == [
        (pytest.approx(number / 100), f"Step {number}") for number in range(listed)
    ]


def test_a_long_name_is_cut_between_letters_in_the_other_list() -> None:
    file = BytesIO()
    write_mp4(file, packets_of(441), audio(441, (Chapter(0, 441, "気" * 100),)))
    read: Any = MP4(BytesIO(file.getvalue()))
    assert [chapter.title for chapter in read.chapters] == ["気" * 85]
