import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen.id3 import ID3
from numpy.typing import NDArray

from coach.export.mp3 import write_mp3
from coach.export.tags import id3
from coach.score.timeline import Timeline
from coach.timing import ms_of_frames

Track = Callable[..., Timeline]


def read(timeline: Timeline) -> Any:  # noqa: ANN401 - mutagen's tags are untyped
    return ID3(BytesIO(id3(timeline)))


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


def test_a_track_bears_its_title(track: Track) -> None:
    tag = read(track(100, title="Wadenrolle – überall · 気"))
    assert tag["TIT2"].text == ["Wadenrolle – überall · 気"]
    assert tag["TPE1"].text == ["coach"]
    assert tag["TALB"].text == ["Coach routines"]
    assert tag["TCON"].text == ["Speech"]
    assert tag.version == (2, 3, 0)


@pytest.mark.parametrize("count", [1, 3, 255, 256, 600])
def test_chapters_are_read_back_in_order(track: Track, count: int) -> None:
    timeline = track(count * 44_123, count)
    tag = read(timeline)
    found = chapters_in_order(tag)
    assert [str(chapter.sub_frames["TIT2"]) for chapter in found] == [
        chapter.title for chapter in timeline.chapters
    ]
    assert found[0].start_time == 0
    assert [chapter.end_time for chapter in found[:-1]] == [
        chapter.start_time for chapter in found[1:]
    ]
    assert found[-1].end_time == ms_of_frames(timeline.frames)
    top = [table for table in tag.getall("CTOC") if table.flags & 2]
    assert [table.element_id for table in top] == ["toc"]
    assert all(table.flags & 1 for table in tag.getall("CTOC"))


def test_a_track_without_chapters_has_no_table() -> None:
    assert not read(Timeline("Test", 10, (), (), (), ())).getall("CTOC")


def test_the_same_timeline_gives_the_same_bytes(track: Track) -> None:
    assert id3(track(100_000, 20)) == id3(track(100_000, 20))


@pytest.mark.parametrize("count", [3, 600])
def test_ffprobe_reads_title_and_chapters(
    tmp_path: Path,
    track: Track,
    signal: Callable[[int], NDArray[np.int16]],
    ffmpeg: Callable[..., bytes],
    count: int,
) -> None:
    timeline = track(132_300, count)
    path = tmp_path / "track.mp3"
    with path.open("wb+") as file:
        file.write(id3(timeline))
        write_mp3(file, [signal(timeline.frames)])
    shown = ("-show_chapters", "-show_format", "-of", "json")
    probed = json.loads(ffmpeg("ffprobe", *shown, path))
    assert probed["format"]["tags"]["title"] == "Calf roll"
    found = sorted(probed["chapters"], key=lambda chapter: chapter["id"])
    assert len(found) == count
    for chapter, expected in zip(found, timeline.chapters, strict=True):
        assert chapter["tags"]["title"] == expected.title
        assert float(chapter["start_time"]) == pytest.approx(
            ms_of_frames(expected.at) / 1000, abs=1e-6
        )
