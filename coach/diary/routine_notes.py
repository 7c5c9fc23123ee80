"""What a diary knows of the routines that it has entries of."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.timing import Ms

if TYPE_CHECKING:
    from coach.library import Library
    from coach.script.routine import Routine


@dataclass(frozen=True, slots=True)
class RoutineNote:
    """What a diary knows of a routine, so that what is due is known without reading scripts.

    Attributes:
        name: its name, or the full path of one without a name.
        title: its title.
        path: its file.
        stamp: the state of the file when it was read.
        often: how often it is to be done.
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


def make_note(library: "Library", routine: "Routine") -> RoutineNote:
    """Make the note of a routine that was loaded from a library, by name or by path."""
    file = Path(routine.source.name)
    named = [entry for entry in library.list_entries("scripts") if entry.path.name == file.name]
    entry = next((each for each in named if _has_text(each.path, routine)), None)
    path = entry.path if entry else file.absolute()
    front = routine.front
    return RoutineNote(
        entry.name if entry else str(path),
        front.title,
        path,
        stamp_file(path),
        front.often,
        front.goal,
        front.then,
    )


def _has_text(path: Path, routine: "Routine") -> bool:
    """Return whether a file is that of a routine, or a copy of it."""
    from coach.script.parser import decode

    try:
        return decode("", path.read_bytes()).value.text == routine.source.text
    except OSError:
        return False


def fingerprint_script(routine: "Routine") -> str:
    """Return what changes with a script's text."""
    return hashlib.sha256(routine.source.text.encode(errors="surrogatepass")).hexdigest()[:16]
