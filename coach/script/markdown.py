"""Markdown to an outline: headings, cautions, items and paragraphs, each with its place.

CommonMark is parsed by markdown-it-py. Its inline tokens carry no columns, so two inline rules
note where each code span and each placeholder stands, and every line of a block is found again in
the source.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from coach.diagnostics import SourceText, Span
from coach.script.note_marks import note_marks_plugin

_LONGEST_PARAGRAPH_CHARS = 20_000
"""The most characters of one paragraph that is read for emphasis, code spans and the like."""

_CONTAINERS = ("blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open")

_PLACEHOLDER = re.compile(r"\{([^{}\n`]{0,40})\}")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A code span; ``span`` covers what is between the backticks."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Brace:
    """A ``{name}`` in running text, known or not."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Strong:
    """Where strong emphasis begins or ends."""

    is_start: bool


Piece = str | CodeSpan | Brace | Strong


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text in the pieces a script tells apart; link text is kept."""

    pieces: tuple[Piece, ...]
    span: Span

    @property
    def code_spans(self) -> tuple[CodeSpan, ...]:
        """The code spans in it, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, CodeSpan))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of any level."""

    level: int
    inline: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text for the reader."""

    inline: Inline


@dataclass(frozen=True, slots=True)
class Caution:
    """One paragraph of a quote."""

    inline: Inline


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its first paragraph, and what else stands in it."""

    inline: Inline
    children: tuple["Block", ...]


Block = Heading | Paragraph | Caution | Item


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole file.

    Attributes:
        front: the raw front matter with its offset; None where there is none.
        blocks: what stands in the body.
        buried: a line with something nested so deeply that it is not read; None where all is.
    """

    front: tuple[str, int] | None
    blocks: tuple[Block, ...]
    buried: Span | None


def read_outline(source: SourceText) -> Outline:
    """Parse a source; any text has an outline."""
    # The closing line end keeps the front matter rule from reading past a last line of spaces.
    tokens = _make_parser().parse(source.text + "\n")
    front = None
    if tokens and tokens[0].type == "front_matter":
        front = (tokens[0].content, source.find_line_start(min(2, source.lines)))
    return Outline(front, tuple(_walk_blocks(source, tokens)), _find_buried(source, tokens))


@cache
def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(front_matter_plugin)
    parser.core.ruler.at("inline", _parse_short_inlines)
    parser.inline.ruler.at("backticks", _parse_code_span)
    parser.inline.ruler.before("backticks", "placeholder", _parse_placeholder)
    return parser.use(note_marks_plugin)


def _parse_short_inlines(state: StateCore) -> None:
    """Parse inline text, but leave what no routine has, a paragraph of many pages, as it is."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(token.content) <= _LONGEST_PARAGRAPH_CHARS:
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            else:
                token.children.append(Token("text", "", 0, content=token.content))


def _parse_code_span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    start, before = state.pos, len(state.tokens)
    matched = backtick(state, silent)
    if matched and len(state.tokens) > before and state.tokens[-1].type == "code_inline":
        token = state.tokens[-1]
        inner = state.src[start : state.pos].strip("`")
        lead = len(token.markup) + (inner.replace("\n", " ") != token.content)
        token.meta["span"] = (start + lead, start + lead + len(token.content))
    return matched


def _parse_placeholder(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    match = _PLACEHOLDER.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("placeholder", "", 0)
        token.content = match[1].strip()
        token.meta["span"] = match.span()
    state.pos = match.end()
    return True


def _walk_blocks(source: SourceText, tokens: Sequence[Token]) -> Iterator[Block]:
    for token, inner in _split_nodes(tokens):
        match token.type:
            case "heading_open":
                yield Heading(int(token.tag[1:]), _read_inline(source, inner))
            case "paragraph_open":
                yield Paragraph(_read_inline(source, inner))
            case "blockquote_open":
                for index, part in enumerate(inner):
                    if part.type == "paragraph_open":
                        yield Caution(_read_inline(source, inner[index + 1 :]))
            case "bullet_list_open" | "ordered_list_open":
                for item, content in _split_nodes(inner):
                    yield _read_item(source, item, content)
            case _:  # rules, code blocks and HTML are for the reader
                pass


def _find_buried(source: SourceText, tokens: Sequence[Token]) -> Span | None:
    """Find a list or a quote at the depth whose content the parser leaves out."""
    deepest = _make_parser().options.maxNesting - 1
    for token in tokens:
        if token.level >= deepest and token.type in _CONTAINERS and token.map:
            return _find_stripped_line(source, token.map[0] + 1)
    return None


def _split_nodes(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Split a run of tokens into the nodes of its top level, each with what it holds."""
    index = 0
    while index < len(tokens):
        start = index
        while tokens[index].nesting == 1 or tokens[index].level > tokens[start].level:
            index += 1
        yield tokens[start], tokens[start + 1 : index]
        index += 1


def _read_item(source: SourceText, item: Token, content: Sequence[Token]) -> Item:
    blocks = tuple(_walk_blocks(source, content))
    if blocks and isinstance(blocks[0], Paragraph):
        return Item(blocks[0].inline, blocks[1:])
    return Item(Inline((), _find_stripped_line(source, item.map[0] + 1 if item.map else 1)), blocks)


def _find_stripped_line(source: SourceText, line: int) -> Span:
    text = source.get_line(line)
    start = source.find_line_start(line) + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _read_inline(source: SourceText, inner: Sequence[Token]) -> Inline:
    """Read the first token of a block's content, which holds its text."""
    text = inner[0]
    offsets = _OffsetMap(source, text.content, text.map[0] + 1 if text.map else 1)
    pieces: list[Piece] = []
    for token in text.children or ():
        match token.type:
            case "code_inline":
                pieces.append(CodeSpan(token.content, offsets.find_span(*token.meta["span"])))
            case "placeholder":
                pieces.append(Brace(token.content, offsets.find_span(*token.meta["span"])))
            case "text" | "text_special":
                pieces.append(token.content)
            case "softbreak" | "hardbreak":
                pieces.append(" ")
            case "html_inline" if _BREAK.fullmatch(token.content):
                pieces.append(" ")
            case "strong_open" | "strong_close":
                pieces.append(Strong(token.nesting == 1))
            case _:  # marks of emphasis and links, HTML, images
                pass
    return Inline(tuple(pieces), offsets.find_span(0, len(text.content)))


class _OffsetMap:
    """Where the characters of a block's content stand in the source."""

    def __init__(self, source: SourceText, content: str, line: int) -> None:
        self._starts: list[tuple[int, int]] = []  # offset in the content, offset in the source
        self._end = len(source.text)
        offset = 0
        for number, part in enumerate(content.split("\n"), start=line):
            # The markers of the containers come first in a line, so its content is found from
            # the right; tabs that a list swallowed in part are the one case where it is not.
            # A NUL is a replacement character to the parser.
            text = source.get_line(min(number, source.lines)).replace("\0", "\ufffd")
            column = max(text.rfind(part.rstrip()), 0)
            self._starts.append(
                (offset, source.find_line_start(min(number, source.lines)) + column)
            )
            offset += len(part) + 1

    def find_span(self, start: int, end: int) -> Span:
        first = self._find_offset(start)
        return Span(first, max(first, self._find_offset(end)))

    def _find_offset(self, offset: int) -> int:
        before, start = self._starts[bisect_right(self._starts, offset, key=itemgetter(0)) - 1]
        return min(start + offset - before, self._end)
