"""What is due today, in lines for one glance.

Nothing here loads typer or reads a script that has not changed: `coach.cli.main` calls it at once.
"""

from typing import TYPE_CHECKING

from coach.cli.clock import read_clock
from coach.cli.days import name_day
from coach.cli.tables import write_table
from coach.diary.agenda import AgendaItem, read_agenda
from coach.diary.database import Diary
from coach.diary.entries import find_day
from coach.diary.schedule import SET_ASIDE_DAYS
from coach.user_folders import UserFolders

if TYPE_CHECKING:
    from datetime import date

_NOTHING = "Nothing is in the diary yet: play a routine that `coach list` shows, and it asks again."


def read_today() -> list[AgendaItem]:
    """Read what is due today; the note of a script that was changed is written anew."""
    with Diary(UserFolders.find().diary) as diary:
        notes = diary.list_routines()
        if all(note.is_current for note in notes):
            return read_agenda(diary, notes, read_clock())
    from coach.cli.renewing import renew_notes

    notes = renew_notes(notes)
    with Diary(UserFolders.find().diary) as diary:
        return read_agenda(diary, notes, read_clock())


def write_today() -> str:
    """Write what is due today, and what else there is."""
    items = read_today()
    if not items:
        return _NOTHING
    today = find_day(read_clock())
    shown = [item for item in items if item.due.standing != "set aside"]
    rows = [
        (_name_standing(item), item.note.name, _write_day(item, today), ", ".join(item.note.often))
        for item in shown
    ]
    lines = [f"{today:%A} {today.day} {today:%B}"]
    lines += write_table(("",) * 4, rows).splitlines()[1:]
    if aside := [item.note.name for item in items if item.due.standing == "set aside"]:
        lines.append(f"Not done for more than {SET_ASIDE_DAYS} days: {', '.join(aside)}")
    if any(item.is_now for item in items):
        lines.append("`coach today --play` plays what is due.")
    return "\n".join(lines)


def _name_standing(item: AgendaItem) -> str:
    if item.due.standing == "due":
        return "due" if item.is_now else "tonight"
    return item.due.standing


def _write_day(item: AgendaItem, today: "date") -> str:
    """Return how far today is, when it was done last, or when it is due next."""
    due = item.due
    if due.asked > 1 and due.standing == "due":
        return f"{due.done} of {due.asked} today"
    if due.next and due.next > today:
        return f"next: {name_day(due.next, today)}"
    return f"last: {name_day(due.last, today)}" if due.last else ""
