"""Inline text to the words that are spoken, placeholders still open."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from coach.diagnostics import Findings, write_suggestion
from coach.script.markdown import Brace, CodeSpan, Inline, Strong
from coach.script.model import Placeholder, PlaceholderName, Text

_PLACEHOLDERS: dict[str, PlaceholderName] = {
    "side": "side",
    "other": "other",
    "length": "length",
    "breaths": "breaths",
    "reps": "reps",
    "tool": "tool",
    "set": "set",
    "sets": "sets",
    "round": "round",
    "rounds": "rounds",
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
_END_MARKS = re.compile(r"[.!?…]+$")
_SPACE_BEFORE_MARK = re.compile(r" (?=[.,;:!?](?: |$))")


def read_spoken_text(inline: Inline, findings: Findings) -> Text:
    """Return the spoken words of a run of text; code spans are never among them."""
    parts: list[str | Placeholder] = []
    runs: list[list[str | Placeholder]] = [[]]  # every second one is strongly emphasised
    depth = 0
    for piece in inline.pieces:
        part: str | Placeholder | None = None
        match piece:
            case Strong(is_start):
                depth += 1 if is_start else -1
                if depth == (1 if is_start else 0):
                    runs.append([])
            case str():
                part = piece
            case CodeSpan():
                part = _HOLE
            case Brace(name, span) if name in _PLACEHOLDERS:
                part = Placeholder(_PLACEHOLDERS[name], span)
            case Brace():
                _refuse_placeholder(piece, findings)
        if part is not None:
            _append_part(parts, part)
            runs[-1].append(part)
    text = Text(_trim_parts(parts), inline.span)
    return replace(text, strong=tuple(_find_strong(text, runs))) if len(runs) > 1 else text


def _refuse_placeholder(brace: Brace, findings: Findings) -> None:
    if brace.name == _STEPS:
        findings.add_error(
            "bad-marker",
            "`{steps}` is not a word to speak.",
            "Let it stand alone in an item under a `##` heading, before its first `###`.",
            brace.span,
        )
        return
    every = ", ".join(f"{{{known}}}" for known in _PLACEHOLDERS)
    findings.add_error(
        "unknown-placeholder",
        f"`{{{brace.name}}}` is not a placeholder.",
        write_suggestion(brace.name, tuple(_PLACEHOLDERS), f"The placeholders are {every}."),
        brace.span,
    )


def _find_strong(
    text: Text, runs: Sequence[Sequence[str | Placeholder]]
) -> Iterator[tuple[int, int]]:
    """Find the strongly emphasised runs again in a text that was trimmed.

    Trimming keeps every letter, digit and placeholder, so that these are counted.
    """
    raw = text.raw
    positions = list(_walk_letters(text.parts))
    counted = 0
    for number, run in enumerate(runs):
        letters = sum(1 for _ in _walk_letters(run))
        if number % 2 and letters:
            start, end = positions[counted][0], positions[counted + letters - 1][1]
            tail = _END_MARKS.search(run[-1]) if isinstance(run[-1], str) else None
            if tail and raw.startswith(tail[0], end):
                end += len(tail[0])
            yield start, end
        counted += letters


def _walk_letters(parts: Iterable[str | Placeholder]) -> Iterator[tuple[int, int]]:
    """Iterate over the places of letters, digits and placeholders; what is not spoken has none."""
    at = 0
    for part in parts:
        if isinstance(part, Placeholder):
            yield at, at + len(part.raw)
            at += len(part.raw)
        elif part != _HOLE:
            yield from ((at + i, at + i + 1) for i, char in enumerate(part) if char.isalnum())
            at += len(part)


def is_steps_marker(inline: Inline) -> bool:
    """Return whether the words of an item are only ``{steps}``."""
    words = [piece for piece in inline.pieces if not isinstance(piece, CodeSpan | Strong)]
    match [word for word in words if not isinstance(word, str) or word.strip()]:
        case [Brace(name)]:
            return name == _STEPS
        case _:
            return False


def _append_part(parts: list[str | Placeholder], part: str | Placeholder) -> None:
    if isinstance(part, str) and parts and isinstance(last := parts[-1], str):
        parts[-1] = last + part
    else:
        parts.append(part)


def _trim_parts(parts: list[str | Placeholder]) -> tuple[str | Placeholder, ...]:
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


def _close_hole(match: re.Match[str]) -> str:
    """Leave one of the marks around a code span that is not spoken, and none at an end."""
    text, after = match.string, match["after"] or ""
    before = match["before"] or ""
    if match.start() == 0 or text[match.start() - 1] in _OPENING:
        return ""
    if after:
        return f" {after}" if after[0] in "-–—" else after
    if match.end() == len(text) or text[match.end()] in _CLOSING:
        return ""
    return f"{before} "
