"""What a routine is known by in a diary: its name or its file, and its text."""

import hashlib
from pathlib import Path

from coach.diary.routine_notes import RoutineNote, stamp_file
from coach.library import Library
from coach.script.parser import decode_source
from coach.script.routine import Routine


def make_routine_note(library: Library, routine: Routine) -> RoutineNote:
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


def _has_text(path: Path, routine: Routine) -> bool:
    """Return whether a file is that of a routine, or a copy of it."""
    try:
        return decode_source("", path.read_bytes()).value.text == routine.source.text
    except OSError:
        return False


def fingerprint_script(routine: Routine) -> str:
    """Return what changes with a script's text."""
    return hashlib.sha256(routine.source.text.encode(errors="surrogatepass")).hexdigest()[:16]
