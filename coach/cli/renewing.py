"""Reads scripts anew that were changed since the diary has noted them."""

from collections.abc import Iterable

from coach.cli.clock import read_clock
from coach.diary.database import Diary, DiaryError
from coach.diary.identity import make_routine_note
from coach.diary.routine_notes import RoutineNote
from coach.library import Library
from coach.user_folders import UserFolders


def renew_notes(notes: Iterable[RoutineNote]) -> tuple[RoutineNote, ...]:
    """Return the notes of routines that are still there, as their scripts are now."""
    library = Library.of_user()
    renewed = [note if note.is_current else _renew_note(note, library) for note in notes]
    return tuple(note for note in renewed if note)


def _renew_note(note: RoutineNote, library: Library) -> RoutineNote | None:
    """Note a routine anew; None where its file is gone. A script with a mistake stays as it was."""
    routine = library.load_routine(note.name)
    if not routine.source.text:
        return None
    if routine.has_errors:
        return note
    fresh = make_routine_note(library, routine)
    if fresh.name != note.name:
        return note
    try:
        with Diary(UserFolders.find().diary, is_written=True) as diary:
            diary.note_routine(fresh, read_clock())
    except DiaryError:  # it is noted another time
        pass
    return fresh
