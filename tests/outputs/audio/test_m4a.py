from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

import numpy as np
import pytest
from mutagen.mp4 import MP4
from numpy.typing import NDArray

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.m4a import write_m4a, write_m4b
from coach.outputs.audio.recording import Recording
from coach.outputs.label import Label
from coach.score.timeline import Chapter
from support import labels
from support.recordings import recording

FRAMES = 100_001

Signal = Callable[[int], NDArray[np.int16]]
Write = Callable[[BinaryIO, Recording, Encoding, Label], None]


def written(write: Write, samples: NDArray[np.int16], label: Label) -> bytes:
    file = BytesIO()
    write(file, recording(samples), Encoding(), label)
    return file.getvalue()


@pytest.mark.parametrize(
    ("write", "brand", "kind"), [(write_m4a, b"M4A ", None), (write_m4b, b"M4B ", [2])]
)
def test_a_file_says_what_it_is(
    signal: Signal, write: Write, brand: bytes, kind: list[int] | None
) -> None:
    contents = written(write, signal(FRAMES), labels.full(FRAMES))
    assert contents[4:12] == b"ftyp" + brand
    tags: Any = MP4(BytesIO(contents)).tags
    assert tags.get("stik") == kind
    assert tags["©nam"] == ["Wadenrolle – überall · 気"]
    assert tags["©ART"] == ["Maya"]
    assert tags["©alb"] == ["Coach routines"]
    assert tags["©gen"] == ["Speech"]
    assert tags["©cmt"] == ["coach export calf --pace slow\nHold: 45s"]
    assert tags["©lyr"] == ["Leg dich hin – jetzt.\nUnd löse dich."]
    assert tags["trkn"] == [(2, 5)]
    assert [bytes(cover) for cover in tags["covr"]] == [labels.png()]


def test_chapters_stand_in_the_list_that_old_players_know(signal: Signal) -> None:
    label = labels.full(FRAMES, 3)
    read: Any = MP4(BytesIO(written(write_m4b, signal(FRAMES), label)))
    assert [(chapter.title, round(chapter.start * 44_100)) for chapter in read.chapters] == [
        (chapter.title, chapter.at) for chapter in label.chapters
    ]


def test_the_length_is_stated_to_the_frame(signal: Signal) -> None:
    contents = written(write_m4a, signal(FRAMES), labels.bare())
    header = contents.index(b"mvhd") + 4
    timescale, length = np.frombuffer(contents[header + 12 : header + 20], ">u4").tolist()
    assert (timescale, length) == (44_100, FRAMES)


def test_the_edit_list_is_exact(signal: Signal) -> None:
    contents = written(write_m4a, signal(FRAMES), labels.bare())
    edit = contents.index(b"elst") + 8
    count, frames, start = np.frombuffer(contents[edit : edit + 12], ">u4").tolist()
    assert (count, frames, start) == (1, FRAMES, 1024)


def test_a_long_title_of_a_chapter_is_cut_between_letters(signal: Signal) -> None:
    label = replace(labels.bare(), chapters=(Chapter(0, FRAMES, "気" * 100),))
    read: Any = MP4(BytesIO(written(write_m4a, signal(FRAMES), label)))
    assert [chapter.title for chapter in read.chapters] == ["気" * 42]
