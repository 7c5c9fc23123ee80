"""Where playing stopped, kept so that `--resume` can go on from there."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from coach.files import read_json, replace_file
from coach.live.session import Moment
from coach.score.timeline import Chapter, Hold, Timeline
from coach.timing import SECOND

LEAD_FRAMES = 2 * SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePoint:
    """A position in a track, counted from the action it lies in, or the one before.

    So it holds when actions are longer or shorter next time, and when the routine was edited.

    Attributes:
        chapter: the title of the chapter.
        occurrence: which of the chapters with this title it is, counted from 0.
        actions: how many actions had begun in it.
        inside: whether the last of them was still going on.
        offset: frames from its start or its end, or from the chapter's start where there was none.
    """

    chapter: str
    occurrence: int
    actions: int
    inside: bool
    offset: int

    @classmethod
    def from_frame(cls, timeline: Timeline, at: int) -> Self:
        """Return the position of a frame."""
        begun_chapters = [c for n, c in enumerate(timeline.chapters) if c.at <= at or n == 0]
        chapter = begun_chapters[-1]
        begun = [a for a in _list_actions(timeline, chapter) if a.at <= at]
        inside = bool(begun) and at < begun[-1].at + begun[-1].frames
        start = chapter.at
        if begun:
            start = begun[-1].at + (0 if inside else begun[-1].frames)
        return cls(
            chapter=chapter.title,
            occurrence=sum(c.title == chapter.title for c in begun_chapters) - 1,
            actions=len(begun),
            inside=inside,
            offset=at - start,
        )

    def find_frame(self, timeline: Timeline) -> int | None:
        """Return the frame it stands for, or None where there is no such chapter any more.

        It is the start of the chapter where its actions are others.
        """
        chapters = [c for c in timeline.chapters if c.title == self.chapter]
        if not chapters:
            return None
        chapter = chapters[min(self.occurrence, len(chapters) - 1)]
        actions = _list_actions(timeline, chapter)
        if self.actions > len(actions):
            return chapter.at
        start, end = chapter.at, chapter.at + chapter.frames
        if self.actions:
            last = actions[self.actions - 1]
            start = last.at + (0 if self.inside else last.frames)
            end = last.at + last.frames if self.inside else end
        if self.actions < len(actions) and not self.inside:
            end = actions[self.actions].at
        return min(start + self.offset, max(end - 1, start))


def _list_actions(timeline: Timeline, chapter: Chapter) -> list[Hold]:
    return [h for h in timeline.holds if chapter.at <= h.at < chapter.at + chapter.frames]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What it takes to make a track again.

    Attributes:
        routines: the routines, so named that they are found from any folder.
        adjustments: the adjustments, as they were typed; a voice is named as the routines are.
        music: the file of music behind it, so named as well.
        ambience: the name of the ambience behind it.
    """

    routines: tuple[str, ...]
    adjustments: dict[str, object]
    music: str | None = None
    ambience: str | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A point in a track, and how to make the track again."""

    recipe: Recipe
    point: ResumePoint

    def find_start(self, timeline: Timeline) -> int | None:
        """Return the frame to go on from: a little before, to find back into it.

        None where the exercise is not in the routine any more.
        """
        at = self.point.find_frame(timeline)
        if at is None:
            return None
        start = max(chapter.at for chapter in timeline.chapters if chapter.at <= at)
        return max(at - LEAD_FRAMES, start)


class BookmarkKeeper:
    """Keeps the place where a session stops, and forgets it at the end; observes the session.

    A session that ends where it began in the middle leaves the bookmark as it is: each bookmark
    goes back a little, so sessions without sound would walk back.

    Args:
        path: the file.
        recipe: how to make the track again.
        start: the frame where the session begins.
    """

    def __init__(self, path: Path, recipe: Recipe, start: int) -> None:
        self._path = path
        self._recipe = recipe
        self._start = start
        self._last: Moment | None = None

    def __enter__(self) -> Self:
        return self

    def observe(self, moment: Moment) -> None:
        """Remember where the listener is."""
        self._last = moment

    def __exit__(self, *_: object) -> None:
        """Keep the place, or forget it at the end."""
        if self._last is None:
            return
        last = self._last.heard
        if last.at == self._start and self._start:
            return
        bookmark = None
        if last.status != "finished":
            bookmark = Bookmark(self._recipe, ResumePoint.from_frame(last.timeline, last.at))
        with suppress(OSError):  # the listener is to hear why playing ended
            save_bookmark(self._path, bookmark)


def save_bookmark(path: Path, bookmark: Bookmark | None) -> None:
    """Keep a bookmark, or none; raise OSError where it cannot be kept."""
    if bookmark is None:
        path.unlink(missing_ok=True)
        return
    with replace_file(path) as file:
        file.write(json.dumps(asdict(bookmark)).encode())


def load_bookmark(path: Path) -> Bookmark | None:
    """Return the bookmark that is kept; None where there is none that can be read."""
    match read_json(path):
        case {
            "recipe": {
                "routines": [str(), *_] as routines,
                "adjustments": dict(adjustments),
                "music": str() | None as music,
                "ambience": str() | None as ambience,
            },
            "point": {
                "chapter": str(chapter),
                "occurrence": int(occurrence),
                "actions": int(actions),
                "inside": bool(inside),
                "offset": int(offset),
            },
        } if min(occurrence, actions, offset) >= 0 and all(isinstance(r, str) for r in routines):
            point = ResumePoint(
                chapter=chapter,
                occurrence=occurrence,
                actions=actions,
                inside=inside,
                offset=offset,
            )
            return Bookmark(Recipe(tuple(routines), adjustments, music, ambience), point)
        case _:
            return None
