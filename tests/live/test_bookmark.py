from pathlib import Path

import pytest

from coach.live.bookmark import Bookmark, Place, load, save
from coach.score.splice import longer
from coach.timing import SECOND
from support import compiled

SCRIPT = "## Calf\n\n- Lean in. `hold 20s as lean`\n\n## Heel\n\n- Stand. `hold 10s`\n"


def place(chapter: int, actions: int, offset: int, *, inside: bool = False) -> Place:
    return Place(chapter=chapter, actions=actions, inside=inside, offset=offset)


def test_a_place_is_kept_and_found_again(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "bookmark.json"
    kept = place(2, 1, 12345, inside=True)
    bookmark = Bookmark(("calf-roll", "b"), {"hold": ["45s"], "voice": None}, kept)
    save(file, bookmark)
    assert load(file) == bookmark
    save(file, None)
    assert load(file) is None
    assert list(file.parent.iterdir()) == []


PLACE = '"place": {"chapter": 0, "actions": 0, "inside": false, "offset": 0}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        f'{{"routines": [1], "adjustments": {{}}, {PLACE}}}',
        f'{{"routines": [], "adjustments": {{}}, {PLACE}}}',
        f'{{"routine": "a", "adjustments": {{}}, {PLACE}}}',
        f'{{"routines": ["a"], "adjustments": [], {PLACE}}}',
        f'{{"routines": ["a"], "adjustments": {{}}, {PLACE.replace("false", "0")}}}',
        f'{{"routines": ["a"], "adjustments": {{}}, {PLACE.replace(": 0, ", ": -1, ")}}}',
    ],
)
def test_what_cannot_be_read_is_no_bookmark(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bookmark.json"
    file.write_text(text)
    assert load(file) is None


def test_a_place_holds_when_what_is_before_it_changes() -> None:
    timeline = compiled(SCRIPT)
    kept = Place.of(timeline, timeline.chapters[2].at + SECOND)
    assert kept == place(2, 0, SECOND)
    other = compiled(SCRIPT.replace("20s", "40s"))
    assert kept.frame(other) == other.chapters[2].at + SECOND


TWO = "## Calf\n\n- Lean in. `hold 20s as lean`\n- Stretch. `hold 30s`\n"


def test_every_place_is_found_again() -> None:
    timeline = compiled(TWO)
    for at in range(0, timeline.frames, SECOND // 3):
        assert Place.of(timeline, at).frame(timeline) == at


def test_a_place_holds_when_an_action_of_its_exercise_was_made_longer() -> None:
    timeline = compiled(TWO)
    lean, stretch = timeline.holds
    changed = longer(timeline, lean, 0)
    assert changed
    by = changed.frames - timeline.frames
    end = lean.at + lean.frames
    assert Place.of(changed, stretch.at + by + SECOND).frame(timeline) == stretch.at + SECOND
    assert Place.of(changed, end + by + SECOND).frame(timeline) == end + SECOND
    # In what was added, it is the end of what there is.
    assert Place.of(changed, end + SECOND).frame(timeline) == end - 1


def test_it_goes_on_a_little_before_but_in_the_same_chapter() -> None:
    timeline = compiled(SCRIPT)
    start = timeline.chapters[2].at
    assert Bookmark(("x",), {}, place(2, 0, 5 * SECOND)).resumed(timeline) == start + 3 * SECOND
    assert Bookmark(("x",), {}, place(2, 0, SECOND)).resumed(timeline) == start


def test_a_place_in_a_track_that_is_no_more_is_a_start_or_an_end() -> None:
    timeline = compiled(SCRIPT)
    last, hold = timeline.chapters[-1], timeline.holds[-1]
    assert place(9, 0, 0).frame(timeline) == 0
    assert place(2, 0, 10**9).frame(timeline) == hold.at - 1
    assert place(2, 1, 10**9).frame(timeline) == last.at + last.frames - 1
    assert place(2, 7, 5, inside=True).frame(timeline) == last.at
