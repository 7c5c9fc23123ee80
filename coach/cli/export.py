"""`coach export`: a routine as one track."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.adjustments import Adjustments, adjustable
from coach.cli.arguments import Routine
from coach.cli.compiling import compiled
from coach.cli.progress import progress
from coach.cli.reports import guarded
from coach.timing import clock_text

Output = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file to write; its suffix chooses the format: .mp3 or .wav.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there already.")]


@guarded
@adjustable
def export(routine: Routine, *, output: Output, force: Force = False, adjust: Adjustments) -> None:
    """Write a routine to one track with chapters, for a phone or a player."""
    from coach import app
    from coach.export.track import check_target

    force = force or _confirmed(output)
    check_target(output, overwrite=force)
    track = compiled(routine, adjust)
    with progress() as told:
        app.export(track, output, told, overwrite=force)
    timeline = track.timeline
    length = clock_text(timeline.frames)
    typer.echo(f"{output}: {timeline.title}, {length}, {len(timeline.chapters)} chapters")


def _confirmed(output: Path) -> bool:
    """Ask whether to replace a file, where there is one and somebody to ask."""
    if not (output.is_file() and sys.stdin.isatty()):
        return False
    typer.confirm(f"{output} exists already. Replace it?", abort=True, err=True)
    return True
