"""What a diary knows of the routines that it has entries of."""

from dataclasses import dataclass
from pathlib import Path

from coach.timing import Ms


@dataclass(frozen=True, slots=True)
class RoutineNote:
    """What a diary knows of a routine, so that what is due is known without reading scripts.

    Attributes:
        name: its name, or the full path of one without a name.
        title: its title.
        path: its file.
        stamp: the state of the file when it was read.
        often: how often it should be done.
        goal: what to reach in a day.
        next: the routine to go on to.
    """

    name: str
    title: str
    path: Path
    stamp: str
    often: tuple[str, ...]
    goal: Ms | None
    next: str | None

    @property
    def is_current(self) -> bool:
        """Whether the file is as it was when it was read."""
        return self.stamp == stamp_file(self.path)


def stamp_file(path: Path) -> str:
    """Return what changes with a file; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}:{status.st_size}"
