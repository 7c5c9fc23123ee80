"""Lines that are nearly a step or a heading: to Markdown they are plain text, and never spoken."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from coach.diagnostics import Diagnostic, Findings, SourceText, Span
from coach.script.markdown import Block, Caution, Inline, Item, Outline, Paragraph

_NEARLY = (
    (
        re.compile(r"#{2,6}\u00a0?(?=[^\W\d_])"),
        "heading",
        "Put a space between the hashes and the name.",
    ),
    (
        re.compile(r"(?:[-+]|\*(?![^*\n]*\*)|[0-9]{1,3}[.)])\u00a0?(?=[^\W\d_])"),
        "step",
        "Put a space after the mark.",
    ),
    (
        re.compile(r"[•‣◦▪●○·–—−]\s*(?=[^\W\d_])"),  # noqa: RUF001 (what is typed for a hyphen)
        "step",
        "Begin it with a hyphen and a space.",
    ),
)
_BOLD = re.compile(r"(\*\*|__)(?!\s)[^*_\n]{1,80}(?<!\s)\1:?")


def find_lookalikes(source: SourceText, outline: Outline) -> tuple[Diagnostic, ...]:
    """Warn of the lines of a file that somebody may have meant as a step, a cue or a heading."""
    findings = Findings(source)
    _look_at_blocks(source, outline.blocks, findings)
    return findings.diagnostics


def _look_at_blocks(source: SourceText, blocks: Sequence[Block], findings: Findings) -> None:
    for before, block, after in zip_longest((None, *blocks[:-1]), blocks, blocks[1:]):
        match block:
            case Paragraph(inline):
                _look_at_lines(source, inline, findings, first=0)
                if isinstance(after, Item):
                    _look_at_bold(source, inline, findings)
            case Item(inline, children):
                _look_at_lines(source, inline, findings, first=1)
                _look_at_blocks(source, children, findings)
                if isinstance(before, Item):
                    _look_at_indent(source, before, block, findings)
            case Caution(inline):
                _look_at_lines(source, inline, findings, first=1)
            case _:
                pass


def _look_at_lines(source: SourceText, inline: Inline, findings: Findings, *, first: int) -> None:
    for span in list(_split_lines(source, inline.span))[first:]:
        line = source.text[span.start : span.end]
        for pattern, what, help_text in _NEARLY:
            if pattern.match(line):
                findings.add_warning(
                    f"nearly-{what}", f"This line is plain text, not a {what}.", help_text, span
                )
                break


def _split_lines(source: SourceText, span: Span) -> Iterator[Span]:
    """Return the lines of a block, each without the spaces around it."""
    start = span.start
    for line in source.text[span.start : span.end].split("\n"):
        bare = line.strip(" \t>")
        at = start + line.find(bare)
        yield Span(at, at + len(bare))
        start += len(line) + 1


def _look_at_bold(source: SourceText, inline: Inline, findings: Findings) -> None:
    if _BOLD.fullmatch(source.text[inline.span.start : inline.span.end]):
        findings.add_warning(
            "nearly-heading",
            "This bold line is for the reader; the steps under it belong to the exercise above.",
            "Write it as a heading, with `##` before it, if it names an exercise.",
            inline.span,
        )


def _look_at_indent(source: SourceText, before: Item, item: Item, findings: Findings) -> None:
    """Warn of an item that is indented, but not far enough to belong to the one above it."""
    if _find_indent(source, item) <= _find_indent(source, before):
        return
    _, column = source.find_position(before.inline.span.start)
    findings.add_warning(
        "shallow-item",
        "This item is indented too little to belong to the step above it: it is a step itself.",
        f"Indent it by {column - 1} spaces, as far as the words of that step.",
        item.inline.span,
    )


def _find_indent(source: SourceText, item: Item) -> int:
    line, _ = source.find_position(item.inline.span.start)
    text = source.get_line(line)
    return len(text) - len(text.lstrip())
