"""From what was typed to a compiled track, or to the diagnostics and an exit."""

from typing import TYPE_CHECKING

import typer

from coach.cli.progress import progress
from coach.cli.reports import ExitCode, interactive, stop_on_errors
from coach.diagnostics import has_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.app import Track
    from coach.cli.adjustments import Adjustments


def compiled(routines: "Sequence[str]", adjust: "Adjustments") -> "Track":
    """Compile routines as they were asked for; exit where there is a mistake."""
    from coach.app import commands_to_allow, compile_track, unread
    from coach.cli.voices import consented

    request, unreadable = adjust.request(routines)
    if has_errors(unreadable):  # with what is wrong in the routines, so that it is all there is
        stop_on_errors((*unreadable, *unread(routines)))
    if interactive():
        consented(commands_to_allow(request))
    with progress() as told:
        track, diagnostics = compile_track(request, told)
    stop_on_errors(diagnostics)
    if track is None:
        raise typer.Exit(ExitCode.MISTAKE)
    return track
