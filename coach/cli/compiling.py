"""From what was typed to a compiled track, or to the diagnostics and an exit."""

from typing import TYPE_CHECKING

import typer

from coach.cli.progress import progress
from coach.cli.reports import ExitCode, stop_on_errors

if TYPE_CHECKING:
    from coach.app import Track
    from coach.cli.adjustments import Adjustments


def compiled(routine: str, adjust: "Adjustments") -> "Track":
    """Compile a routine as it was asked for; exit where there is a mistake."""
    from coach.app import compile_track

    request, unreadable = adjust.request(routine)
    stop_on_errors(unreadable)
    with progress() as told:
        track, diagnostics = compile_track(request, told)
    stop_on_errors(diagnostics)
    if track is None:
        raise typer.Exit(ExitCode.MISTAKE)
    return track
