"""The marks of notes apps and code hosts in running text: read past, and never spoken.

Task boxes, the tags of callouts, highlights, footnotes, wikilinks, embedded files, comments, struck
text, tags and the names of blocks are for the app in which a routine is kept.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_AT_START = re.compile(r"\[[ xX/-]\](?=\s)|\[![\w-]{1,40}\][+-]?")
"""A task box, and the tag of a callout."""

_UNSPOKEN = (
    re.compile(r"%%.{0,1000}?%%", re.DOTALL),  # a comment
    re.compile(r"~~(?=\S).{0,1000}?(?<=\S)~~", re.DOTALL),  # struck text
    re.compile(r"!\[\[[^\[\]\n]{1,200}\]\]"),  # an embedded file
    re.compile(r"\[\^[^\[\]\s]{1,100}\]"),  # the mark of a footnote
    re.compile(r"==(?=[^\s=])|(?<=[^\s=])=="),  # the ends of a highlight
    re.compile(r"(?<!\S)\^[A-Za-z0-9-]{1,100}\s*\Z"),  # the name of a block
    re.compile(r"(?<!\S)#[^\W\d_][\w/-]{0,100}"),  # a tag
)
_WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")


def note_marks_plugin(parser: MarkdownIt) -> None:
    """Let a parser of Markdown read past these marks; of a wikilink the words are kept."""
    parser.inline.ruler.before("backticks", "note_mark", _skip_mark)
    parser.inline.ruler.before("backticks", "wikilink", _read_wikilink)


def _skip_mark(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 (markdown-it's signature)
    match = _AT_START.match(state.src) if state.pos == 0 else None
    patterns = iter(_UNSPOKEN)
    while match is None and (pattern := next(patterns, None)):
        match = pattern.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _read_wikilink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("text", "", 0).content = (match[2] or match[1]).strip()
    state.pos = match.end()
    return True
