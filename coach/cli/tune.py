"""`coach tune`: adjustments that stay, for a routine or for all."""

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.adjustments import TypedOptions, pass_typed_adjustments
from coach.cli.completion import complete_routine
from coach.cli.printing import echo
from coach.cli.reports import report_failures, stop_on_errors, unpack_or_exit
from coach.cli.tuned import describe_tuned

if TYPE_CHECKING:
    from coach.library import Library
    from coach.score.adjustments import Typed
    from coach.tuning import Tuning

Routine = Annotated[
    str | None,
    typer.Argument(
        metavar="[ROUTINE]",
        help="The routine it is for; for all routines, without it.",
        show_default=False,
        autocompletion=complete_routine,
    ),
]
Reset = Annotated[bool, typer.Option("--reset", help="Forget what was kept before.")]


@report_failures
@pass_typed_adjustments
def tune(routine: Routine = None, *, reset: Reset = False, typed: TypedOptions) -> None:
    """Keep adjustments for a routine, or for all; without any, tell what is kept.

    `coach play` and all others use them; `--as-written` does without for once.
    """
    from coach.library import Library
    from coach.score.adjustments import read_adjustments
    from coach.tuning import merge_typed, read_tuning, write_tuning
    from coach.user_folders import UserFolders

    path = UserFolders.find().tuning
    kept = read_tuning(path)
    stop_on_errors(kept.diagnostics)
    tuning, library = kept.value, Library.of_user()
    name = None if routine is None else _find_name(library, routine)
    if not (typed or reset):
        _print_tuning(tuning, routine, name)
        return
    given = unpack_or_exit(read_adjustments(typed)).typed
    now = merge_typed({} if reset else tuning.get(name), given)
    if routine is not None and now:
        _check_tuning(library, routine, now)
    write_tuning(path, tuning.keep_adjustments(name, now))
    words = describe_tuned(now) or "as written"
    echo(f"{routine or 'All routines'}: {words}.")


def _find_name(library: "Library", routine: str) -> str:
    """Return the name that a routine is kept by; exit where there is no such routine."""
    stop_on_errors(library.load_routine(routine).diagnostics)
    return library.make_lasting_name("scripts", routine)


def _check_tuning(library: "Library", routine: str, typed: "Typed") -> None:
    """Refuse what a routine cannot have."""
    from coach.tuning import check_tuned

    stop_on_errors(check_tuned([library.load_routine(routine)], typed).diagnostics)
    if voice := typed.get("voice"):
        profile = library.find_voice(library.load_routine(routine), str(voice))
        stop_on_errors(profile.diagnostics)


def _print_tuning(tuning: "Tuning", routine: str | None, name: str | None) -> None:
    """Return what is kept for a routine, or all that is kept."""
    if routine is not None:
        echo(f"{routine}: {describe_tuned(tuning.get(name)) or 'as written'}.")
        return
    echo(f"All routines: {describe_tuned(tuning.for_all) or 'as written'}.")
    for other, typed in sorted(tuning.by_routine.items()):
        echo(f"{other}: {describe_tuned(typed)}.")
