"""Items that are only a link to a routine: somebody may expect it to be done there."""

import re
from collections.abc import Iterator, Sequence
from typing import get_args

from coach.diagnostics import Diagnostic, Findings, SourceText
from coach.script.markdown import Block, Inline, Item, Outline
from coach.script.model import ActionKind

_LINK = re.compile(
    r"!?\[\[(?P<page>[^\[\]|#]{1,200})[^\[\]]{0,200}\]\]"
    r"|\[[^\[\]]{0,200}\]\((?![a-z][a-z0-9+.-]*:)(?P<file>[^()#\s]{1,200}\.md)\)",
    re.IGNORECASE,
)
"""A wikilink, an embedded page, or a link to a Markdown file beside this one."""

_MARKS = re.compile(r"`[^`]*`|\[[ xX/-]\]|[*_.\s]")
"""What may stand beside the link: code spans, a task box, emphasis."""

_ACTIONS = get_args(ActionKind)


def find_routine_links(source: SourceText, outline: Outline) -> tuple[Diagnostic, ...]:
    """Warn of every item that is nothing but a link to a routine."""
    findings = Findings(source)
    for inline in _walk_items(outline.blocks):
        name = find_linked_routine(source, inline)
        if name and not _has_action(inline):
            findings.add_warning(
                "linked-routine",
                "This is only a link: it is read aloud, no routine is done.",
                f"To do the routine, list it in the front matter: `routines: [{name[:60]}]`.",
                inline.span,
            )
    return findings.diagnostics


def find_linked_routine(source: SourceText, inline: Inline) -> str | None:
    """Return the name of the routine that an item links to, where it has no other words."""
    text = source.text[inline.span.start : inline.span.end]
    link = _LINK.search(text)
    if link is None or _MARKS.sub("", _LINK.sub("", text, count=1)):
        return None
    name = (link["page"] or link["file"]).strip()
    return name.rpartition("/")[2].removesuffix(".md")


def _walk_items(blocks: Sequence[Block]) -> Iterator[Inline]:
    for block in blocks:
        if isinstance(block, Item):
            yield block.inline
            yield from _walk_items(block.children)


def _has_action(inline: Inline) -> bool:
    return any(span.code.strip().casefold().startswith(_ACTIONS) for span in inline.code_spans)
