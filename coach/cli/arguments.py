"""Arguments that commands have in common, and how the shell completes them."""

from typing import Annotated

import typer

from coach.cli.completion import complete_routine

Routines = Annotated[
    list[str],
    typer.Argument(
        metavar="ROUTINE",
        help="Routines' names, or paths of Markdown files: several make one track.",
        show_default=False,
        autocompletion=complete_routine,
    ),
]

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help="Scripts to check: paths, or names of routines.",
        show_default=False,
        autocompletion=complete_routine,
    ),
]

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
