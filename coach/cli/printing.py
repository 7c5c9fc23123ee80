"""The only way to standard output and standard error, but for the live screen.

What is printed may come from a stranger's file, its name, a device or another program. Whatever
could steer the terminal, or hide what is said, is replaced by a stand-in.
"""

import json
import sys
from collections.abc import Sequence

import typer

from coach.printable import list_unprintable, make_printable


def echo(
    text: object = "", *, err: bool = False, color: str | None = None, nl: bool = True
) -> None:
    """Print a text, and a line end; the text has no color of its own."""
    typer.secho(make_printable(str(text)), err=err, fg=color, nl=nl)


def print_json(value: object, *, indent: int | None = None) -> None:
    """Print a value for programs; what may not be printed is escaped, and so nothing is lost."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    for character in {character for _, character in list_unprintable(text)}:
        text = text.replace(character, json.dumps(character)[1:-1])
    typer.echo(text)


def print_picture(lines: Sequence[str]) -> None:
    """Print lines of blocks in white on black, on a standard error that is a terminal with room."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    has_blocks = (getattr(sys.stderr, "encoding", None) or "").lower().startswith("utf")
    if console.is_terminal and has_blocks and console.width >= len(lines[0]):
        picture = make_printable("\n".join(lines))
        console.print(Text(picture, "bright_white on black", no_wrap=True))


def confirm(question: str) -> bool:
    """Ask something on standard error."""
    return typer.confirm(make_printable(question), err=True)
