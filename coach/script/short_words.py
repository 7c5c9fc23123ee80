"""The short words of a step: what its author marked in it, or else its first sentence."""

# ruff: noqa: RUF001 (quotation marks and dashes as people write them)

import re
from collections.abc import Iterator
from operator import attrgetter

from coach.diagnostics import Diagnostic
from coach.script.model import Placeholder, Text
from coach.script.routine import Routine
from coach.sentences import split_sentences

_OPENERS = re.compile(r"[\s\"'‘“„«(\[¡¿]*")
"""What may stand between the start of a sentence and its first word."""

_LOOSE_END = " ,;:–—-"
"""What is left at the end of short words that were cut out of a sentence."""

_ENDED = re.compile(r".*[.!?…][\"'’”»)\]]*", re.DOTALL)


def shorten_text(text: Text) -> Text:
    """Return the short words of a step: each marked run as a sentence, else the first sentence."""
    parts: list[str | Placeholder] = []
    is_marked = any(find_marked(text))
    for start, end in _find_kept(text):
        _append_part(parts, " " if parts else "")
        for part in _cut_range(text, start, end):
            _append_part(parts, part)
        if is_marked and not (isinstance(parts[-1], str) and _ENDED.fullmatch(parts[-1])):
            _append_part(parts, ".")
    return Text(tuple(parts), text.span)


def bracket_left_out(text: Text) -> Text:
    """Return the full words of a step, with what its short words leave out in brackets."""
    parts: list[str | Placeholder] = []
    at = 0
    for start, end in (*_find_kept(text), (len(text.raw), len(text.raw))):
        for part in (*_bracket_range(text, at, start), *_cut_range(text, start, end)):
            _append_part(parts, part)
        at = end
    return Text(tuple(parts), text.span)


def _bracket_range(text: Text, start: int, end: int) -> Iterator[str | Placeholder]:
    """Bracket a range of a text, but for white space, and a mark that ends what stands before."""
    plain = _spell_out(text)[start:end]
    if not plain.strip(_LOOSE_END + "."):
        yield from _cut_range(text, start, end)
        return
    is_sentence = plain[0].isspace() or start == 0
    first = end - len(plain.lstrip())
    last = start + len(plain.rstrip() if is_sentence else plain.rstrip(" ."))
    yield from _cut_range(text, start, first)
    yield "["
    yield from _cut_range(text, first, last)
    yield "]"
    yield from _cut_range(text, last, end)


def _find_kept(text: Text) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a text that its short words are made of."""
    plain = _spell_out(text)
    if marked := tuple(find_marked(text)):
        return tuple(
            (start, start + len(plain[start:end].rstrip(_LOOSE_END))) for start, end in marked
        )
    first = next(split_sentences(plain))
    return ((first.start, len(plain[: first.end].rstrip())),)


def describe_emphasis(routine: Routine) -> tuple[Diagnostic, ...]:
    """Return one note on where emphasis is read as short words; none where it is nowhere."""
    spans = {step.text.span for *_, step in routine.walk_steps() if any(find_marked(step.text))}
    if not spans:
        return ()
    others = len(spans) - 1
    more = f", and in {others} more step{'s' if others > 1 else ''}" if others else ""
    note = Diagnostic(
        "short-words",
        "note",
        f"Strong emphasis at the start of a sentence marks the short words of a step here{more}.",
        "`words: brief` says only them from the second time on; mark plain emphasis with one `*`.",
        routine.source,
        min(spans, key=attrgetter("start")),
    )
    return (note,)


def find_marked(text: Text) -> Iterator[tuple[int, int]]:
    """Iterate over the ranges of strong emphasis that begin a sentence."""
    if not text.strong:
        return
    plain = _spell_out(text)
    starts = {_skip_openers(plain, sentence.start) for sentence in split_sentences(plain)}
    for start, end in text.strong:
        if _skip_openers(plain, start) in starts and plain[start:end].strip(_LOOSE_END):
            yield start, end


def _skip_openers(plain: str, start: int) -> int:
    opened = _OPENERS.match(plain, start)
    return opened.end() if opened else start


def _spell_out(text: Text) -> str:
    """Return the words, each placeholder a word of as many letters as it has characters."""
    return "".join(
        part if isinstance(part, str) else "X".ljust(len(part.raw), "x") for part in text.parts
    )


def _cut_range(text: Text, start: int, end: int) -> Iterator[str | Placeholder]:
    """Cut a range out of a text."""
    at = 0
    for part in text.parts:
        size = len(part) if isinstance(part, str) else len(part.raw)
        if isinstance(part, Placeholder):
            if start <= at < end:
                yield part
        elif words := part[max(start - at, 0) : max(end - at, 0)]:
            yield words
        at += size


def _append_part(parts: list[str | Placeholder], part: str | Placeholder) -> None:
    if isinstance(part, str) and parts and isinstance(last := parts[-1], str):
        parts[-1] = last + part
    elif part:
        parts.append(part)
