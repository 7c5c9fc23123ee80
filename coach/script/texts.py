"""Inline text to the words that are spoken, placeholders still open."""

import re

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

_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")


def spoken(inline: Inline, findings: Findings, *, code: bool = False) -> Text:
    """Give the spoken words of a run of text; code spans are words only where ``code`` says so."""
    parts: list[str | Placeholder] = []
    for piece in inline.pieces:
        match piece:
            case str():
                _append(parts, piece)
            case CodeSpan(words):
                _append(parts, words if code else " ")
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
    """Fold white space, drop it at both ends and before marks where a code span stood."""
    folded: list[str | Placeholder] = []
    for part in parts:
        if isinstance(part, str):
            head = " " if part[:1].isspace() and folded else ""
            tail = " " if part[-1:].isspace() else ""
            words = " ".join(part.split())
            text = f"{head}{words}{tail}" if words else (head or tail)
            folded.append(_SPACE_BEFORE_MARK.sub("", text))
        else:
            folded.append(part)
    if folded and isinstance(folded[-1], str):
        folded[-1] = folded[-1].rstrip()
    return tuple(part for part in folded if part)
