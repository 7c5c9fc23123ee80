import json
from pathlib import Path

import pytest

from coach.live.bookmark import Bookmark, Recipe, ResumePoint, load_bookmark, save_bookmark
from coach.score.splice import lengthen_action
from coach.timing import SECOND
from support import compiled

SCRIPT = "## Calf\n\n- Lean in. `hold 20s as lean`\n\n## Heel\n\n- Stand. `hold 10s`\n"


def point(
    chapter: str, actions: int, offset: int, *, inside: bool = False, occurrence: int = 0
) -> ResumePoint:
    return ResumePoint(
        chapter=chapter, occurrence=occurrence, actions=actions, inside=inside, offset=offset
    )


def test_a_place_is_kept_and_found_again(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "bookmark.json"
    kept = point("Heel", 1, 12345, inside=True)
    recipe = Recipe(("calf-roll", "b"), {"hold": ["45s"], "voice": None}, "rain.mp3", "drone")
    bookmark = Bookmark(recipe, kept)
    save_bookmark(file, bookmark)
    assert load_bookmark(file) == bookmark
    save_bookmark(file, None)
    assert load_bookmark(file) is None
    assert list(file.parent.iterdir()) == []


X = Recipe(("x",), {})
KEPT: dict[str, dict[str, object]] = {
    "recipe": {"routines": ["a"], "adjustments": {}, "music": None, "ambience": None},
    "point": {"chapter": "A", "occurrence": 0, "actions": 0, "inside": False, "offset": 0},
}


def test_what_was_kept_is_read(tmp_path: Path) -> None:
    file = tmp_path / "bookmark.json"
    file.write_text(json.dumps(KEPT))
    assert load_bookmark(file) == Bookmark(Recipe(("a",), {}), point("A", 0, 0))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        *(
            json.dumps(KEPT | {part: KEPT[part] | {name: value}})
            for part, name, value in (
                ("recipe", "routines", [1]),
                ("recipe", "routines", []),
                ("recipe", "routines", "a"),
                ("recipe", "adjustments", []),
                ("recipe", "music", 3),
                ("point", "inside", 0),
                ("point", "offset", -1),
                ("point", "chapter", 1),
            )
        ),
    ],
)
def test_what_cannot_be_read_is_no_bookmark(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bookmark.json"
    file.write_text(text)
    assert load_bookmark(file) is None


def test_a_place_holds_when_what_is_before_it_changes() -> None:
    timeline = compiled(SCRIPT)
    kept = ResumePoint.from_frame(timeline, timeline.chapters[2].at + SECOND)
    assert kept == point("Heel", 0, SECOND)
    other = compiled(SCRIPT.replace("20s", "40s"))
    assert kept.find_frame(other) == other.chapters[2].at + SECOND


TWO = "## Calf\n\n- Lean in. `hold 20s as lean`\n- Stretch. `hold 30s`\n"


def test_every_place_is_found_again() -> None:
    timeline = compiled(TWO)
    for at in range(0, timeline.frames, SECOND // 3):
        assert ResumePoint.from_frame(timeline, at).find_frame(timeline) == at


def test_a_place_holds_when_an_action_of_its_exercise_was_made_longer() -> None:
    timeline = compiled(TWO)
    lean, stretch = timeline.holds
    changed = lengthen_action(timeline, lean, 0)
    assert changed
    by = changed.frames - timeline.frames
    end = lean.at + lean.frames
    stretching = ResumePoint.from_frame(changed, stretch.at + by + SECOND)
    assert stretching.find_frame(timeline) == stretch.at + SECOND
    assert ResumePoint.from_frame(changed, end + by + SECOND).find_frame(timeline) == end + SECOND
    # In what was added, it is the end of what there is.
    assert ResumePoint.from_frame(changed, end + SECOND).find_frame(timeline) == end - 1


def test_it_goes_on_a_little_before_but_in_the_same_chapter() -> None:
    timeline = compiled(SCRIPT)
    start = timeline.chapters[2].at
    later = Bookmark(X, point("Heel", 0, 5 * SECOND))
    assert later.find_start(timeline) == start + 3 * SECOND
    assert Bookmark(X, point("Heel", 0, SECOND)).find_start(timeline) == start


def test_in_an_edited_routine_it_goes_on_in_the_exercise_of_that_name() -> None:
    timeline = compiled(SCRIPT)
    stand = timeline.holds[1]
    kept = Bookmark(X, ResumePoint.from_frame(timeline, stand.at + 4 * SECOND))
    edited = compiled("## Toe\n\n- Point. `hold 20s`\n\n" + SCRIPT)
    assert kept.find_start(edited) == edited.holds[2].at + 2 * SECOND
    gone = compiled("## Toe\n\n- Point. `hold 20s`\n\n## Calf\n\n- Lean in. `hold 20s`\n")
    assert kept.find_start(gone) is None


def test_of_chapters_with_one_title_it_is_that_one_or_the_last() -> None:
    script = "## Press\n\n- Push. `move 10s`\n\n## Row\n\n- Pull. `move 10s`\n\n"
    timeline = compiled(script * 3)
    third = timeline.holds[4]
    kept = ResumePoint.from_frame(timeline, third.at)
    assert kept == point("Press", 1, 0, occurrence=2, inside=True)
    assert kept.find_frame(timeline) == third.at
    twice = compiled(script * 2)
    assert kept.find_frame(twice) == twice.holds[2].at


def test_a_position_beyond_what_there_is_is_a_start_or_an_end() -> None:
    timeline = compiled(SCRIPT)
    last, hold = timeline.chapters[-1], timeline.holds[-1]
    assert point("Heel", 0, 10**9).find_frame(timeline) == hold.at - 1
    assert point("Heel", 1, 10**9).find_frame(timeline) == last.at + last.frames - 1
    assert point("Heel", 7, 5, inside=True).find_frame(timeline) == last.at
