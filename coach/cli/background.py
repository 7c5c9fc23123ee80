"""The options for what sounds behind the voice, of all commands that make sound."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

SOUND_PANEL = "The sound"
"""The panel of the help that these options stand in."""


class AmbienceName(StrEnum):
    """The sounds there are behind the voice."""

    BROWN = "brown"
    PINK = "pink"
    RAIN = "rain"
    DRONE = "drone"


Music = Annotated[
    Path | None,
    typer.Option(
        "--music",
        metavar="FILE",
        help="Music behind the voice, over and over.",
        show_default=False,
        rich_help_panel=SOUND_PANEL,
    ),
]
Ambience = Annotated[
    AmbienceName | None,
    typer.Option(
        "--ambience",
        help="A sound behind the voice.",
        show_default=False,
        rich_help_panel=SOUND_PANEL,
    ),
]
