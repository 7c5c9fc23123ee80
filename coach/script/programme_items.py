"""The entries of ``routines`` in the front matter: what a programme consists of."""

import re

from coach.diagnostics import Span
from coach.script.front_matter import ProgrammeItem
from coach.script.quantities import Malformed

_WITH = re.compile(r"(?:\A|\s)with(?:\s|\Z)", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*|\s+and\s+", re.IGNORECASE)
_WIKILINK = re.compile(r"\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]")


def read_programme_item(text: str, span: Span) -> ProgrammeItem:
    """Read an entry of ``routines``. Raises `Malformed` where it names nothing.

    >>> read_programme_item("hamstring-release with ball and bend", Span(0, 36)).with_
    ('ball', 'bend')
    >>> read_programme_item("[[calf-roll|Calves]]", Span(0, 20)).name
    'calf-roll'
    """
    name, *rest = _WITH.split(text, maxsplit=1)
    with_ = tuple(_AND.split(rest[0].strip())) if rest else ()
    link = _WIKILINK.fullmatch(name.strip())
    name = (link[1] if link else name).strip()
    if not name or not all(with_):
        raise Malformed(
            "bad-routine",
            f"`{text[:40]}` does not name a routine.",
            "Write a name that `coach list` shows, such as `calf-roll` or `calf-roll with firmer`.",
        )
    return ProgrammeItem(name, with_, span)
