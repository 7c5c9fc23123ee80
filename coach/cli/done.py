"""`coach done`: writes into the diary what was done with a track elsewhere."""

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.adjustments import TypedOptions, pass_tuned_adjustments
from coach.cli.completion import complete_routine
from coach.cli.printing import echo
from coach.cli.reports import ExitCode, exit_with, report_failures, stop_on_errors, unpack_or_exit

if TYPE_CHECKING:
    from datetime import datetime

Routine = Annotated[
    str,
    typer.Argument(
        metavar="ROUTINE",
        help="The name of a routine, or the path of a Markdown file.",
        show_default=False,
        autocompletion=complete_routine,
    ),
]
When = Annotated[
    str,
    typer.Argument(
        metavar="[WHEN]",
        help="When it was: yesterday, 2026-11-29, 18:30, 'yesterday 18:30'. Without it, now.",
        show_default=False,
    ),
]


@report_failures
@pass_tuned_adjustments
def done(routine: Routine, when: When = "today", *, typed: TypedOptions) -> None:
    """Write into the diary that a routine was done, with the track of an export for example.

    The adjustments are those the track was made with. `coach diary list` and `coach diary delete`
    mend a mistake.
    """
    from coach.cli.clock import read_clock
    from coach.diary.database import Diary
    from coach.diary.entries import EntryHead
    from coach.diary.experience import DiaryExperience
    from coach.diary.identity import fingerprint_script, make_routine_note
    from coach.diary.planned import plan_actions
    from coach.library import Library
    from coach.score.adjustments import read_adjustments
    from coach.score.program import choose_program, plan_cue_sheet
    from coach.timing import Ms
    from coach.user_folders import UserFolders

    began = _read_moment(when, read_clock())
    library = Library.of_user()
    loaded = library.load_routine(routine)
    stop_on_errors(loaded.diagnostics)
    with Diary(UserFolders.find().diary) as diary:
        experience = DiaryExperience(diary, library, began)
        adjustments = unpack_or_exit(read_adjustments(typed))
        program = choose_program((loaded,), adjustments, experience.find)
    stop_on_errors(program.diagnostics)
    done = [member.routine for member in loaded.list_members()]
    planned = [*plan_actions(unpack_or_exit(plan_cue_sheet(program.value)), len(done))]
    if loaded.members:  # the programme has an entry of its own; the actions are its routines'
        done.append(loaded)
        planned.append(())
    with Diary(UserFolders.find().diary, is_written=True) as diary:
        for each, actions in zip(done, planned, strict=True):
            note = make_routine_note(library, each)
            held = Ms(sum(action.held for action in actions))
            script = fingerprint_script(each)
            head = EntryHead(note.name, note.title, script, typed, began, held, is_told=True)
            diary.note_routine(note, read_clock())
            number = diary.write_entry(head, actions, "", is_finished=True)
            day = f"{began:%A} {began.day} {began:%B %H:%M}"
            echo(f"Entry {number}: {note.title}, {day}.")


def _read_moment(when: str, now: "datetime") -> "datetime":
    """Read when something was done; exit where that is unknown or still to come."""
    from coach.cli.days import read_when

    local = read_when(when, now.replace(tzinfo=None))
    if local is None:
        message = f"`{when[:40]}` is not a time: write yesterday, 2026-11-29, or 'yesterday 18:30'."
        exit_with(ExitCode.USAGE, message)
    moment = local.astimezone()
    if moment > now:
        exit_with(ExitCode.USAGE, f"`{when[:40]}` is still to come.")
    return moment
