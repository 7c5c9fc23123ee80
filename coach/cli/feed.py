"""`coach feed`: a folder of tracks as a podcast."""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.printing import echo
from coach.cli.reports import report_failures

Folder = Annotated[
    Path,
    typer.Argument(metavar="FOLDER", help="The folder with the tracks.", show_default=False),
]
Base = Annotated[
    str,
    typer.Option(
        "--base",
        metavar="URL",
        help="The address at which the folder will be found: https://example.org/routines/.",
        show_default=False,
    ),
]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help="The name of the feed.")]


@report_failures
def feed(folder: Folder, *, base: Base, title: Title = "Coach routines") -> None:
    """Write a podcast feed for the tracks in a folder, with their chapters, words and covers.

    Upload the folder to any web space, and give your player the address of its feed.xml.
    """
    from coach.feed.feed import FEED_NAME, write_feed

    episodes = write_feed(folder, base, title)
    tracks = "track" if len(episodes) == 1 else "tracks"
    echo(f"{folder / FEED_NAME}: {len(episodes)} {tracks}")
