"""Where playing stopped, kept so that `--resume` can go on from there."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from coach.files import replacing
from coach.score.timeline import Timeline
from coach.timing import SECOND

LEAD = 2 * SECOND


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in a track, and how to make the track again.

    The place is counted from the start of its chapter, so that it holds when the holds before it
    are longer or shorter next time.

    Attributes:
        routines: the routines, so named that they are found from any folder.
        adjustments: the adjustments, as they were typed; a voice is named as the routines are.
        chapter: the number of the chapter.
        offset: frames from the chapter's start.
    """

    routines: tuple[str, ...]
    adjustments: dict[str, object]
    chapter: int
    offset: int

    def place(self, timeline: Timeline) -> int:
        """Give the frame it stands for; the start where the track has changed too much."""
        if self.chapter >= len(timeline.chapters):
            return 0
        chapter = timeline.chapters[self.chapter]
        return chapter.at + min(self.offset, chapter.frames - 1)

    def resumed(self, timeline: Timeline) -> int:
        """Give the frame to go on from: a little before, to find back into it."""
        at = self.place(timeline)
        start = max(chapter.at for chapter in timeline.chapters if chapter.at <= at)
        return max(at - LEAD, start)


def marked(timeline: Timeline, at: int) -> tuple[int, int]:
    """Give the chapter that a frame lies in, and the frame's offset there."""
    number = max(n for n, chapter in enumerate(timeline.chapters) if chapter.at <= at or n == 0)
    return number, at - timeline.chapters[number].at


def save(path: Path, bookmark: Bookmark | None) -> None:
    """Keep a bookmark, or none; raise OSError where it cannot be kept."""
    if bookmark is None:
        path.unlink(missing_ok=True)
        return
    with replacing(path) as file:
        file.write(json.dumps(asdict(bookmark)).encode())


def load(path: Path) -> Bookmark | None:
    """Give the bookmark that is kept; None where there is none that can be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    match kept:
        case {
            "routines": [str(), *_] as routines,
            "adjustments": dict(adjustments),
            "chapter": int(chapter),
            "offset": int(offset),
        } if chapter >= 0 and offset >= 0 and all(isinstance(name, str) for name in routines):
            return Bookmark(tuple(routines), adjustments, chapter, offset)
        case _:
            return None
