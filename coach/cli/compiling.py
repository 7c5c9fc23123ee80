"""From what was typed to a compiled track, or to the diagnostics and an exit."""

from typing import TYPE_CHECKING

from coach.cli.progress import progress
from coach.cli.reports import checked_value, interactive, stop_on_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.app import Track
    from coach.diagnostics import Checked
    from coach.score.adjustments import Adjustments


def compiled(routines: "Sequence[str]", adjustments: "Checked[Adjustments]") -> "Track":
    """Compile routines as they were asked for; exit where there is a mistake."""
    from coach.app import Request, commands_to_allow, compile_track, unread
    from coach.cli.voices import consented

    request = Request(tuple(routines), adjustments.value)
    if adjustments.has_errors:  # with what is wrong in the routines, so that it is all there is
        stop_on_errors((*adjustments.diagnostics, *unread(routines)))
    if interactive():
        consented(commands_to_allow(request))
    with progress() as told:
        return checked_value(compile_track(request, told))
