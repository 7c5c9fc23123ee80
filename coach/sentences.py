"""Where one sentence of a text ends and the next begins."""

# ruff: noqa: RUF001 (quotation marks as people write them)

import re
from collections.abc import Iterator

from coach.diagnostics import Span

_END = re.compile(
    r"(?:(?<=[^\W\d_]{2})\.|(?<=[\w!?.][)”»])\.|[!?…])[.!?…]*[\"'’”»)\]]*(?P<gap>\s+)[\"'‘“„«(\[¡¿]*(?P<next>[^\W\d_])"
)
"""A mark, and after it a word. A full stop ends no sentence after a single letter (``z. B.``), nor
after a number, which becomes an ordinal in some languages."""


def split_sentences(text: str) -> Iterator[Span]:
    """Iterate over the sentences of a text; together they are all of it.

    In doubt two are left together: between them stays the engine's own pause.
    """
    start = 0
    for end in _END.finditer(text):
        if text[end.start()] == "." and end["next"].islower():
            continue
        yield Span(start, end.end("gap"))
        start = end.end("gap")
    yield Span(start, len(text))
