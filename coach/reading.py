"""Scripts to routines: a text, a name or a path. No library of sound is loaded for it."""

import os
from collections.abc import Iterable
from os import PathLike

from coach.library import Library
from coach.script import parser
from coach.script.routine import Routine

Script = str | PathLike[str] | Routine
"""A routine, or a script: its text, which has several lines, or its name, or its path."""


def parse(script: Script, *, name: str = "routine.md", library: Library | None = None) -> Routine:
    r"""Read a script as far as it can be read; its diagnostics say what is wrong.

    >>> parse("---\ntitle: Calf\n---\n## Calf\n- Sit.\n").front.title
    'Calf'

    Args:
        script: the text of a script, or the name or the path of one. A text has several lines.
        name: what a text is called in diagnostics.
        library: where names are looked for; what ships, without it.
    """
    if isinstance(script, Routine):
        return script
    library = library or Library()
    if isinstance(script, str) and "\n" in script:
        routine = parser.parse_bytes(name, script.encode(errors="surrogatepass"))
        return library.fill_programme(routine)
    return library.load_routine(os.fspath(script))


def load_routines(routines: Script | Iterable[Script], library: Library) -> tuple[Routine, ...]:
    """Read one script or several."""
    several = (routines,) if isinstance(routines, (str, PathLike, Routine)) else routines
    return tuple(parse(each, library=library) for each in several)
