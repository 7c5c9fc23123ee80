"""`coach plan`: what `often` asks, as events for a calendar."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.completion import complete_routine
from coach.cli.printing import echo
from coach.cli.reports import ExitCode, exit_with, report_failures, stop_on_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, time

    from coach.diary.agenda import AgendaItem
    from coach.diary.calendar_event import CalendarEvent
    from coach.diary.calendar_file import CalendarEntry
    from coach.diary.routine_notes import RoutineNote
    from coach.library import Library
    from coach.script.routine import Routine

Routines = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROUTINE]...",
        help="Names or paths of routines; without any, those in your diary.",
        show_default=False,
        autocompletion=complete_routine,
    ),
]
Ics = Annotated[
    Path,
    typer.Option("--ics", metavar="FILE", help="The calendar file to write.", show_default=False),
]
At = Annotated[str, typer.Option("--at", metavar="TIME", help="The time of day, such as 18:30.")]


@report_failures
def plan(routines: Routines = None, *, ics: Ics, at: At = "18:00") -> None:
    """Write what each routine asks as events with alarms, for any calendar.

    Import the file again after a change: it replaces the events, and never doubles them.
    """
    from coach.cli.clock import read_clock
    from coach.cli.renewing import renew_notes
    from coach.diary.agenda import read_agenda
    from coach.diary.calendar_file import CalendarEntry, write_calendar
    from coach.diary.database import Diary
    from coach.diary.plan import cancel_events
    from coach.files import replace_file
    from coach.library import Library
    from coach.user_folders import UserFolders

    _refuse_other_file(ics)
    clock, now, library = _read_time(at), read_clock(), Library.of_user()
    with Diary(UserFolders.find().diary, is_written=True) as diary:
        notes = _find_notes(routines, library) if routines else renew_notes(diary.list_routines())
        known = {event.uid: event for event in diary.list_events()}
        entries = [
            entry
            for item in read_agenda(diary, notes, now)
            for entry in _plan_routine(item, known, library, clock, now)
        ]
        kept = [entry.event.uid for entry in entries]
        gone = cancel_events(known, kept, {note.name for note in notes} if routines else None)
        entries += [CalendarEntry(event) for event in gone]
        if not entries:
            exit_with(
                ExitCode.MISTAKE, "There is nothing to plan: name a routine that says how often."
            )
        diary.write_events(entry.event for entry in entries)
    with replace_file(ics) as file:
        file.write(write_calendar(entries, now))
    for entry in entries:
        echo(_describe_entry(entry))
    echo(f"{ics}: import it into your calendar.")


def _refuse_other_file(path: Path) -> None:
    """Refuse to replace what is not a plan of coach."""
    from coach.diary.calendar_file import PRODUCT

    if path.exists() and PRODUCT.encode() not in path.read_bytes():
        exit_with(ExitCode.USAGE, f"{path} is not a plan of coach: choose another name.")


def _read_time(text: str) -> "time":
    from datetime import time

    try:
        return time.fromisoformat(text.rjust(5, "0"))
    except ValueError:
        exit_with(ExitCode.USAGE, f"`{text[:20]}` is not a time of day: write 18:30.")


def _find_notes(asked: "Sequence[str]", library: "Library") -> "list[RoutineNote]":
    """Find the routines that were named; exit where one has a mistake."""
    from coach.diary.identity import make_routine_note

    loaded = [library.load_routine(name) for name in asked]
    for routine in loaded:
        stop_on_errors(routine.diagnostics)
    return [make_routine_note(library, routine) for routine in loaded]


def _plan_routine(
    item: "AgendaItem",
    known: "Mapping[str, CalendarEvent]",
    library: "Library",
    clock: "time",
    now: "datetime",
) -> "Iterator[CalendarEntry]":
    """Plan the events of a routine; one that nobody has done for long has none."""
    from coach.diary.calendar_file import CalendarEntry
    from coach.diary.entries import find_day
    from coach.diary.plan import number_events, plan_events

    if item.due.standing == "set aside":
        return
    first = item.due.next or find_day(now)
    planned = plan_events(item.note.name, item.note.often, first, clock, now)
    if not planned:
        return
    routine = library.load_routine(item.note.name)
    about = f"{routine.front.about}\ncoach play {item.note.name}".strip()
    minutes = _count_minutes(routine, library)
    for event, each in zip(number_events(item.note, planned, known), planned, strict=True):
        yield CalendarEntry(event, each, about, minutes)


def _count_minutes(routine: "Routine", library: "Library") -> int:
    """Count the minutes that a routine takes by default, a part of one as a whole one."""
    from coach.track_lengths import find_track_lengths

    profile = None if routine.has_errors else library.find_voice(routine).value
    lengths = find_track_lengths(routine, profile, library.store) if profile else ()
    return max(-(-lengths[1].seconds // 60), 1) if lengths else 1


def _describe_entry(entry: "CalendarEntry") -> str:
    """Describe an event in a line."""
    event, plan = entry.event, entry.plan
    if plan is None:
        return f"{event.title}: cancelled"
    every = f"every {plan.interval} " if plan.interval > 1 else "every "
    unit = {"DAILY": "day", "WEEKLY": "week"}[plan.frequency] + "s" * (plan.interval > 1)
    days = f" on {', '.join(plan.weekdays)}" if plan.weekdays else ""
    first = f"{event.begins:%A} {event.begins.day} {event.begins:%B}"
    return f"{event.title}: {event.begins:%H:%M} {every}{unit}{days}, from {first}"
