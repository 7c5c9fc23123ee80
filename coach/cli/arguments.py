"""Arguments that commands have in common, and how the shell completes them."""

from collections.abc import Iterator
from typing import Annotated

import typer


def complete_routine(incomplete: str) -> Iterator[str]:
    """Give the names of routines that begin with what is typed."""
    from coach.library import Library

    names = (entry.name for entry in Library.of_user().list_entries("scripts"))
    yield from (name for name in names if name.startswith(incomplete))


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
