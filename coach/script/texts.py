"""Inline text to the words that are spoken, placeholders still open."""

import re
from itertools import chain, zip_longest

from coach.diagnostics import Findings, suggestion
from coach.script.markdown import Brace, CodeSpan, Inline
from coach.script.model import Placeholder, PlaceholderName, Text

_PLACEHOLDERS: dict[str, PlaceholderName] = {
    "side": "side",
    "other": "other",
    "length": "length",
    "breaths": "breaths",
    "reps": "reps",
    "tool": "tool",
}
_STEPS = "steps"
"""What stands alone in an item of a group: there the steps of its exercises go."""

# NUL never comes out of the parser.
_HOLE = "\0span"
"""Stands for a code span that is not spoken."""
_SLOT = "\0slot"
"""Stands for a placeholder."""

_OPENING, _CLOSING = "([{«“„", ")]}»”"
_EMPTY_BRACKETS = re.compile(
    rf"[{re.escape(_OPENING)}] ?(?:{_HOLE}[ ,;/]*)+[{re.escape(_CLOSING)}]"
)
_DEEPEST_BRACKETS = 3
_HOLES = re.compile(
    rf"(?P<before> ?[,;:]| [-–—])? ?{_HOLE}(?:[ ,;/]*{_HOLE})* ?"
    rf"(?P<after>(?:[.,;:!?…]+(?=[ {re.escape(_CLOSING)}]|$)|[-–—](?= )) ?)?"
)
_SPACE_BEFORE_MARK = re.compile(r" (?=[.,;:!?](?: |$))")


def spoken(inline: Inline, findings: Findings, *, code: bool = False) -> Text:
    """Give the spoken words of a run of text; code spans are words only where ``code`` says so."""
    parts: list[str | Placeholder] = []
    for piece in inline.pieces:
        match piece:
            case str():
                _append(parts, piece)
            case CodeSpan(words):
                _append(parts, words if code else _HOLE)
            case Brace(name, span) if name in _PLACEHOLDERS:
                parts.append(Placeholder(_PLACEHOLDERS[name], span))
            case Brace(name, span) if name == _STEPS:
                findings.error(
                    "bad-marker",
                    "`{steps}` is not a word to speak.",
                    "Let it stand alone in an item under a `##` heading, before its first `###`.",
                    span,
                )
            case Brace(name, span):
                every = ", ".join(f"{{{known}}}" for known in _PLACEHOLDERS)
                findings.error(
                    "unknown-placeholder",
                    f"`{{{name}}}` is no placeholder.",
                    suggestion(name, tuple(_PLACEHOLDERS), f"The placeholders are {every}."),
                    span,
                )
    return Text(_trimmed(parts), inline.span)


def is_steps_marker(inline: Inline) -> bool:
    """Tell whether the words of an item are only ``{steps}``."""
    words = [piece for piece in inline.pieces if not isinstance(piece, CodeSpan)]
    match [word for word in words if not isinstance(word, str) or word.strip()]:
        case [Brace(name)]:
            return name == _STEPS
        case _:
            return False


def _append(parts: list[str | Placeholder], text: str) -> None:
    if parts and isinstance(parts[-1], str):
        parts[-1] += text
    else:
        parts.append(text)


def _trimmed(parts: list[str | Placeholder]) -> tuple[str | Placeholder, ...]:
    """Fold white space, drop it at both ends and before marks, and close the holes of spans."""
    text = "".join(part if isinstance(part, str) else _SLOT for part in parts)
    text = " ".join(text.split())
    if _HOLE in text:
        for _ in range(_DEEPEST_BRACKETS):
            text = _EMPTY_BRACKETS.sub(_HOLE, text)
        text = _HOLES.sub(_close_hole, text).strip()
    words = _SPACE_BEFORE_MARK.sub("", text).split(_SLOT)
    placeholders = [part for part in parts if isinstance(part, Placeholder)]
    mixed = chain.from_iterable(zip_longest(words, placeholders, fillvalue=""))
    return tuple(part for part in mixed if part)


def _close_hole(found: re.Match[str]) -> str:
    """Leave one of the marks around a code span that is not spoken, and none at an end."""
    text, after = found.string, found["after"] or ""
    before = found["before"] or ""
    if found.start() == 0 or text[found.start() - 1] in _OPENING:
        return ""
    if after:
        return f" {after}" if after[0] in "-–—" else after
    if found.end() == len(text) or text[found.end()] in _CLOSING:
        return ""
    return f"{before} "
