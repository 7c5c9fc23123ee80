from pathlib import Path

import pytest

from coach.live.bookmark import Bookmark, load, marked, save
from coach.timing import SECOND
from support import compiled

SCRIPT = "## Calf\n\n- Lean in. `hold 20s as lean`\n\n## Heel\n\n- Stand. `hold 10s`\n"


def test_a_place_is_kept_and_found_again(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "bookmark.json"
    bookmark = Bookmark(("calf-roll", "b"), {"hold": ["45s"], "voice": None}, 2, 12345)
    save(file, bookmark)
    assert load(file) == bookmark
    save(file, None)
    assert load(file) is None
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"routines": [1], "adjustments": {}, "chapter": 0, "offset": 0}',
        '{"routines": [], "adjustments": {}, "chapter": 0, "offset": 0}',
        '{"routine": "a", "adjustments": {}, "chapter": 0, "offset": 0}',
        '{"routines": ["a"], "adjustments": {}, "chapter": -1, "offset": 0}',
        '{"routines": ["a"], "adjustments": [], "chapter": 1, "offset": 0}',
    ],
)
def test_what_cannot_be_read_is_no_bookmark(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bookmark.json"
    file.write_text(text)
    assert load(file) is None


def test_a_place_holds_when_what_is_before_it_changes() -> None:
    timeline = compiled(SCRIPT)
    chapter = timeline.chapters[2]
    number, offset = marked(timeline, chapter.at + SECOND)
    assert (number, offset) == (2, SECOND)
    longer = compiled(SCRIPT.replace("20s", "40s"))
    place = Bookmark(("x",), {}, number, offset).place(longer)
    assert place == longer.chapters[2].at + SECOND


def test_it_goes_on_a_little_before_but_in_the_same_chapter() -> None:
    timeline = compiled(SCRIPT)
    start = timeline.chapters[2].at
    assert Bookmark(("x",), {}, 2, 5 * SECOND).resumed(timeline) == start + 3 * SECOND
    assert Bookmark(("x",), {}, 2, SECOND).resumed(timeline) == start


def test_a_place_in_a_track_that_is_no_more_is_the_start() -> None:
    timeline = compiled(SCRIPT)
    assert Bookmark(("x",), {}, 9, 0).place(timeline) == 0
    last = timeline.chapters[-1]
    assert Bookmark(("x",), {}, 2, 10**9).place(timeline) == last.at + last.frames - 1
