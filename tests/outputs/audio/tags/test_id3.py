import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen.id3 import ID3
from numpy.typing import NDArray

from coach.outputs.audio.tags.id3 import make_id3_tag
from coach.outputs.label import Label, Lyric
from coach.timing import frames_to_ms
from support import labels

HOUR = 3600 * 44_100

RAW = ("-f", "s16le", "-ar", "44100", "-ac", "1", "-i")
AS_MP3 = ("-id3v2_version", "0", "-f", "mp3", "-")


def read(label: Label) -> Any:  # noqa: ANN401 - mutagen's tags are untyped
    return ID3(BytesIO(make_id3_tag(label)))


def chapters_in_order(tag: Any, name: str = "toc") -> list[Any]:  # noqa: ANN401 - as above
    """Follow the tables of contents from the top one."""
    found = []
    table = tag[f"CTOC:{name}"]
    assert len(table.child_element_ids) <= 255
    for child in table.child_element_ids:
        if f"CHAP:{child}" in tag:
            found.append(tag[f"CHAP:{child}"])
        else:
            found.extend(chapters_in_order(tag, child))
    return found


def test_a_track_bears_all_that_its_label_says() -> None:
    tag = read(labels.full(HOUR))
    assert tag.version == (2, 3, 0)
    assert tag["TIT2"].text == ["Wadenrolle – überall · 気"]
    assert tag["TPE1"].text == ["Maya"]
    assert tag["TALB"].text == ["Coach routines"]
    assert tag["TCON"].text == ["Speech"]
    assert tag["TLAN"].text == ["deu"]
    assert tag["TRCK"].text == ["2/5"]
    assert tag["COMM::deu"].text == ["coach export calf --pace slow\nHold: 45s"]
    cover = tag["APIC:"]
    assert (cover.mime, cover.type, cover.data) == ("image/png", 3, labels.png())
    assert tag["USLT::deu"].text == "Leg dich hin – jetzt.\nUnd löse dich."
    words = tag["SYLT::deu"]
    assert (words.format, words.type) == (2, 1)
    assert words.text == [("Leg dich hin – jetzt.", 0), ("Und löse dich.", 1_800_000)]


def test_a_bare_label_has_no_empty_frames() -> None:
    assert sorted(read(labels.bare())) == ["COMM::eng", "TALB", "TCON", "TIT2", "TLAN", "TPE1"]


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("de", "deu"),
        ("en", "eng"),
        ("en-GB", "eng"),
        ("es", "spa"),
        ("fr", "fra"),
        ("tlh", "und"),
        ("", "und"),
    ],
)
def test_the_language_has_three_letters(language: str, letters: str) -> None:
    assert read(replace(labels.bare(), language=language))["TLAN"].text == [letters]


@pytest.mark.parametrize("count", [1, 3, 255, 256, 600])
def test_chapters_are_read_back_in_order(count: int) -> None:
    label = labels.full(count * 44_123, count)
    tag = read(label)
    found = chapters_in_order(tag)
    assert [str(chapter.sub_frames["TIT2"]) for chapter in found] == [
        chapter.title for chapter in label.chapters
    ]
    assert found[0].start_time == 0
    assert [chapter.end_time for chapter in found[:-1]] == [
        chapter.start_time for chapter in found[1:]
    ]
    assert found[-1].end_time == frames_to_ms(count * 44_123)
    top = [table for table in tag.getall("CTOC") if table.flags & 2]
    assert [table.element_id for table in top] == ["toc"]
    assert [str(table.sub_frames["TIT2"]) for table in top] == [label.title]
    assert all(table.flags & 1 for table in tag.getall("CTOC"))


def test_the_words_of_a_day_fit() -> None:
    lyrics = tuple(Lyric(number * 127_008, f"Line {number}.") for number in range(30_000))
    tag = read(replace(labels.bare(), lyrics=lyrics))
    assert len(tag["USLT::eng"].text.splitlines()) == 30_000
    assert tag["SYLT::eng"].text[-1] == ("Line 29999.", 86_397_120)


def test_the_same_label_gives_the_same_bytes() -> None:
    assert make_id3_tag(labels.full(HOUR, 20)) == make_id3_tag(labels.full(HOUR, 20))


@pytest.mark.parametrize("count", [3, 600])
def test_ffprobe_reads_tags_and_chapters(
    tmp_path: Path,
    signal: Callable[[int], NDArray[np.int16]],
    ffmpeg: Callable[..., bytes],
    count: int,
) -> None:
    label = labels.full(132_300, count)
    path = tmp_path / "track.mp3"
    (tmp_path / "pcm").write_bytes(signal(132_300).tobytes())
    path.write_bytes(make_id3_tag(label) + ffmpeg("ffmpeg", *RAW, tmp_path / "pcm", *AS_MP3))
    shown = ("-show_chapters", "-show_format", "-of", "json")
    probed = json.loads(ffmpeg("ffprobe", *shown, path))
    tags = probed["format"]["tags"]
    assert tags["title"] == "Wadenrolle – überall · 気"
    assert tags["track"] == "2/5"
    assert tags["comment"] == label.comment
    found = sorted(probed["chapters"], key=lambda chapter: chapter["id"])
    assert len(found) == count
    for chapter, expected in zip(found, label.chapters, strict=True):
        assert chapter["tags"]["title"] == expected.title
        assert float(chapter["start_time"]) == pytest.approx(
            frames_to_ms(expected.at) / 1000, abs=1e-6
        )
