"""`coach today`: what is due, from `often` and the diary; `--play` plays it."""

from typing import Annotated

import typer

from coach.cli.adjustments import TypedOptions, pass_tuned_adjustments
from coach.cli.play import LATENCY_S, Device, NoDiary, open_speaker, play_recipe
from coach.cli.printing import echo
from coach.cli.reports import ExitCode, exit_with, report_failures
from coach.cli.tuned import apply_tuning

Play = Annotated[bool, typer.Option("--play", help="Play what is due, as one track.")]


@report_failures
@pass_tuned_adjustments
def today(
    *, play: Play = False, device: Device = None, no_diary: NoDiary = False, typed: TypedOptions
) -> None:
    """Show what is due today, by what each routine asks and what was done.

    With --play, the adjustments are for all that is due.
    """
    from coach.cli.glance import write_today

    if play:
        _play_due(typed, device, with_diary=not no_diary)
    elif typed:
        exit_with(ExitCode.USAGE, "Adjustments are for what is played: add --play.")
    else:
        echo(write_today())


def _play_due(typed: TypedOptions, device: str | None, *, with_diary: bool) -> None:
    """Play what is due in one language; say what is due in another."""
    from coach.cli.glance import read_today
    from coach.languages import find_primary_subtag
    from coach.library import Library
    from coach.live.bookmark import Recipe

    names = [item.note.name for item in read_today() if item.is_now]
    if not names:
        echo("Nothing is due now: `coach today` shows what is next.")
        return
    library = Library.of_user()
    languages = {
        name: find_primary_subtag(library.load_routine(name).front.language) for name in names
    }
    played = [name for name in names if languages[name] == languages[names[0]]]
    for name in names:
        if name not in played:
            echo(f"{name} is due, too, in another language: `coach play {name}`.", err=True)
    with open_speaker(device, LATENCY_S) as output:
        play_recipe(
            Recipe(tuple(played), apply_tuning(played, typed)), output, with_diary=with_diary
        )
