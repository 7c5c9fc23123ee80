"""`coach diary`: what was done, week by week and routine by routine."""

import csv
import io
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.arguments import Json
from coach.cli.printing import echo, print_json
from coach.cli.reports import ExitCode, exit_with, report_failures
from coach.cli.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from coach.diary.database import Diary
    from coach.diary.entries import DiaryEntry
    from coach.diary.summary import RoutineSummary, Week
    from coach.timing import Ms

_VERSION = 1
"""The version of the JSON document; it rises when its form changes."""

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_MOST_LISTED = 20

diary = typer.Typer(help="Show what was done, week by week; delete entries, and bring them back.")

Weeks = Annotated[int, typer.Option("--weeks", min=1, max=520, help="How many weeks are shown.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print every action as CSV, for spreadsheets.")]
Numbers = Annotated[
    list[int] | None,
    typer.Argument(
        metavar="NUMBER", help="Entries, as `coach diary list` numbers them.", show_default=False
    ),
]


@diary.callback(invoke_without_command=True)
@report_failures
def show(
    context: typer.Context, *, weeks: Weeks = 8, as_json: Json = False, as_csv: Csv = False
) -> None:
    """Show what was done, week by week; delete entries, and bring them back."""
    if context.invoked_subcommand:
        return
    with _open_diary() as opened:
        entries = opened.list_entries()
        often = {note.name: note.often for note in opened.list_routines()}
    if as_json:
        document = {"version": _VERSION, "entries": [_describe_entry(entry) for entry in entries]}
        print_json(document, indent=2)
    elif as_csv:
        echo(_write_csv(entries), nl=False)
    elif not entries:
        echo("Nothing is in the diary yet: `coach play` and `coach done` write it.")
    else:
        _show_weeks(entries, often, weeks)


@diary.command("list")
@report_failures
def list_entries() -> None:
    """List the last entries with their numbers."""
    with _open_diary() as opened:
        entries = opened.list_entries()[-_MOST_LISTED:]
    rows = [
        (
            str(entry.number),
            f"{entry.head.began:%Y-%m-%d %H:%M}",
            entry.head.routine,
            _write_minutes(entry.held),
            "told" if entry.head.is_told else "finished" if entry.is_finished else entry.reached,
        )
        for entry in entries
    ]
    echo(write_table(("number", "began", "routine", "min", "reached"), rows))


@diary.command()
@report_failures
def delete(
    numbers: Numbers = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Delete every entry.")] = False,
) -> None:
    """Delete entries. `coach diary undo` brings them back, for thirty days."""
    from coach.cli.clock import read_clock

    if bool(numbers) == all_:
        exit_with(
            ExitCode.USAGE, "Name the entries to delete, as `coach diary list` shows, or --all."
        )
    with _open_diary(is_written=True) as opened:
        known = [entry.number for entry in opened.list_entries()]
        if unknown := sorted(set(numbers or ()) - set(known)):
            exit_with(ExitCode.MISTAKE, f"There is no entry {unknown[0]}: see `coach diary list`.")
        count = opened.delete_entries(numbers or known, read_clock())
    echo(f"{_write_count(count)} deleted: `coach diary undo` brings back what was deleted last.")


@diary.command()
@report_failures
def undo() -> None:
    """Bring back what was deleted last."""
    with _open_diary(is_written=True) as opened:
        count = opened.restore_entries()
    echo(f"{_write_count(count)} brought back.")


@diary.command()
@report_failures
def purge() -> None:
    """Remove for good what was deleted: nothing of it stays in the file."""
    with _open_diary(is_written=True) as opened:
        count = opened.purge_deleted()
    echo(f"{_write_count(count)} removed for good.")


def _open_diary(*, is_written: bool = False) -> "Diary":
    from coach.diary.database import Diary
    from coach.user_folders import UserFolders

    return Diary(UserFolders.find().diary, is_written=is_written)


def _write_count(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _show_weeks(
    entries: "Sequence[DiaryEntry]", often: dict[str, tuple[str, ...]], number: int
) -> None:
    from coach.cli.clock import read_clock
    from coach.diary.entries import find_day
    from coach.diary.summary import list_weeks, summarize_routine

    today = find_day(read_clock())
    for line in _draw_weeks(list_weeks(entries, today, number)):
        echo(line)
    echo()
    by_routine: dict[str, list[DiaryEntry]] = {}
    for entry in entries:
        by_routine.setdefault(entry.head.routine, []).append(entry)
    summaries = (
        summarize_routine(name, often.get(name, ()), done, today)
        for name, done in sorted(by_routine.items())
    )
    columns = ("routine", "how often", "kept", "times", "last", "min", "right", "left")
    echo(write_table(columns, [_write_summary(summary, today) for summary in summaries]))


def _draw_weeks(weeks: "Sequence[Week]") -> list[str]:
    """Draw a calendar: a line a week, a column a day, minutes in it, a dot where nothing is."""
    lines = ["".join((" " * 6, *(f"{day:>5}" for day in _DAYS), f"{'min':>7}"))]
    for week in weeks:
        total = sum(held or 0 for held in week.days)
        cells = ["." if held is None else _write_minutes(held) for held in week.days]
        cells += [""] * (7 - len(cells))
        monday = f"{week.monday.day} {week.monday:%b}"
        row = (f"{monday:>6}", *(f"{cell:>5}" for cell in cells), f"{_write_minutes(total):>7}")
        lines.append("".join(row))
    return lines


def _write_summary(summary: "RoutineSummary", today: "date") -> tuple[str, ...]:
    from coach.cli.days import name_day

    kept = summary.kept
    return (
        summary.routine,
        ", ".join(summary.often),
        f"{kept.kept} of {kept.asked} {kept.period}" if kept and kept.asked else "",
        str(summary.times),
        name_day(summary.last, today),
        _write_minutes(summary.held),
        *(_write_minutes(summary.sides.get(side, 0)) for side in ("right", "left")),
    )


def _write_minutes(held: "Ms | int") -> str:
    """Write whole minutes; what is less than half a minute, and more than nothing, as such."""
    minutes = (held + 30_000) // 60_000
    return "<1" if held and not minutes else str(minutes)


def _describe_entry(entry: "DiaryEntry") -> dict[str, object]:
    head = entry.head
    return {
        "number": entry.number,
        "routine": head.routine,
        "title": head.title,
        "script": head.script,
        "adjustments": head.adjustments,
        "began": head.began.isoformat(timespec="milliseconds"),
        "day": entry.day.isoformat(),
        "planned_ms": head.planned,
        "held_ms": entry.held,
        "percent": entry.share.percent,
        "reached": entry.reached,
        "finished": entry.is_finished,
        "told": head.is_told,
        "actions": [
            {
                "number": action.number,
                "exercise": action.exercise,
                "name": action.name,
                "kind": action.kind,
                "side": action.side,
                "planned_ms": action.planned,
                "held_ms": action.held,
            }
            for action in entry.actions
        ],
    }


def _write_csv(entries: "Sequence[DiaryEntry]") -> str:
    """Write a row an action, and one for an entry that has none."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(
        [
            "entry",
            "began",
            "day",
            "routine",
            "finished",
            "told",
            "exercise",
            "name",
            "kind",
            "side",
            "planned_s",
            "held_s",
        ]
    )
    for entry in entries:
        head = entry.head
        began = head.began.isoformat(timespec="seconds")
        first = (entry.number, began, entry.day, head.routine, entry.is_finished, head.is_told)
        for action in entry.actions:
            what = (action.exercise, action.name, action.kind, action.side)
            rows.writerow((*first, *what, action.planned / 1000, action.held / 1000))
        if not entry.actions:
            rows.writerow((*first, *[""] * 6))
    return out.getvalue()
