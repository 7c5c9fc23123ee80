"""YAML read as text: the nodes of a front matter with their places, and nothing that could grow.

PyYAML composes nodes; the text of each is taken as it is written: ``1:30``, ``Yes``.
"""

import re

import yaml

from coach.diagnostics import Diagnostic, SourceText, Span
from coach.printable import find_unprintable, name_character

_LONGEST_CHARS = 64 * 1024
"""The most characters of front matter; more is not a head of a routine."""

_DEEPEST = 4
"""The most collections in one another; the language needs three."""


class Refused(Exception):
    """A diagnostic that ends the reading of a value."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


_CUT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
"""A comment that has no space after its sign, such as in `title: Legs #1`."""


_COLON_PROBLEM = "mapping values are not allowed here"
"""What PyYAML says of a colon and a space inside a value without quotes."""

_PLAIN_LINE = re.compile(r"^( *\w[^:\n]*: +)([^\s\[\]{}\"'|>&*!%@`#?-].*)$", re.MULTILINE)
"""A line with a key and a value without quotes."""


def protect_inner_colons(text: str) -> str:
    """Make the colons inside of values plain text, and keep the place of every character.

    YAML takes ``about: Two passes: in and out`` for a mapping in a mapping. A no-break space is
    not a separator to it, and reading a value makes every run of spaces one plain space.

    >>> protect_inner_colons("about: Two passes: in and out").replace("\u00a0", "_")
    'about: Two passes:_in and out'
    """
    return _PLAIN_LINE.sub(lambda line: line[1] + line[2].replace(": ", ":\u00a0"), text)


class YamlReader:
    """Reads the front matter of a source, which begins at an offset; ``found`` are warnings."""

    def __init__(self, source: SourceText, offset: int) -> None:
        self._source = source
        self._offset = offset
        self.diagnostics: list[Diagnostic] = []

    def compose_entries(self, raw: tuple[str, int] | None) -> list[tuple[yaml.Node, yaml.Node]]:
        """Return the keys and values of the raw front matter, its text and its offset."""
        if raw is None:
            if self._source.text.startswith("---"):
                raise self.refuse(
                    "unclosed-front-matter",
                    "The front matter does not end.",
                    "Close it with a line of three dashes, `---`.",
                    Span(0, 3),
                )
            return []
        text = raw[0]
        if len(text) > _LONGEST_CHARS:
            raise self.refuse(
                "front-matter-too-long",
                "The front matter is too long.",
                "Keep the head of a routine below 64 KiB.",
                Span(0, 3),
            )
        try:
            try:
                root = self._compose_node(text)
            except yaml.MarkedYAMLError as error:
                if error.problem != _COLON_PROBLEM:
                    raise
                root = self._compose_node(protect_inner_colons(text))
        except yaml.MarkedYAMLError as error:
            index = error.problem_mark.index if error.problem_mark else 0
            raise self._make_yaml_refusal(error.problem or "it cannot be read", index) from None
        except yaml.reader.ReaderError as error:
            raise self._make_yaml_refusal("a character is not allowed", error.position) from None
        if root is None:
            return []
        if not isinstance(root, yaml.MappingNode):
            raise self.refuse(
                "wrong-type",
                "The front matter is not a list of keys.",
                "Write each key on a line of its own, as `title: Calf roll`.",
                self.find_span(root),
            )
        return list(root.value)

    def _compose_node(self, text: str) -> yaml.Node | None:
        """Compose the node of a text, once it is known that it cannot grow."""
        loader = yaml.SafeLoader(text)
        try:
            self._check_bounds(loader)
        except (ValueError, OverflowError):  # an escape or a version that PyYAML cannot hold
            raise self._make_yaml_refusal("a number is too large", loader.index) from None
        return yaml.compose(text, Loader=yaml.SafeLoader)

    def _check_bounds(self, loader: yaml.SafeLoader) -> None:
        """Refuse what could grow or nest without end, before anything is built."""
        depth = 0
        while loader.check_event():
            event: yaml.Event = loader.get_event()  # type: ignore[no-untyped-call]
            span = self.find_span(event)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self.refuse(
                    "yaml-alias",
                    "Anchors and aliases are not used here.",
                    "Write the value out where it is wanted, in quotes if it starts with & or *.",
                    span,
                )
            if getattr(event, "tag", None):
                raise self.refuse(
                    "yaml-tag",
                    "YAML tags are not used here.",
                    "Write the plain value, in quotes if it starts with an exclamation mark.",
                    span,
                )
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > _DEEPEST:
                raise self.refuse(
                    "yaml-nesting",
                    "The front matter is nested too deeply.",
                    "Use plain values, lists of them, and one name to a line under `options`.",
                    span,
                )

    def _make_yaml_refusal(self, problem: str, index: int) -> Refused:
        start = self._offset + index
        return self.refuse(
            "bad-yaml",
            f"The front matter is not YAML: {problem}.",
            "Write `key: value` lines, and put a value with a colon or a bracket in quotes.",
            Span(start, start + 1),
        )

    def _warn_cut(self, node: yaml.ScalarNode) -> None:
        """Warn of a number sign that makes a comment of the end of a value."""
        end = self.find_span(node).end
        cut = None if node.style else _CUT.match(self._source.text, end)
        if cut:
            self.diagnostics.append(
                Diagnostic(
                    "cut-value",
                    "warning",
                    f"`{cut[1][:40]}` is a comment to YAML: the value ends before it.",
                    "Put the whole value in quotes, or a space after the `#` of a comment.",
                    self._source,
                    Span(*cut.span(1)),
                )
            )

    def read_scalar(self, node: yaml.Node, what: str) -> str:
        """Return the text of a plain value, as it is written."""
        if isinstance(node, yaml.ScalarNode):
            if (character := find_unprintable(node.value)) is not None:
                raise self.refuse(
                    "unprintable-character",
                    f"The character {name_character(character)} cannot be printed.",
                    "Remove its escape: it is not part of a word, and can hide what the file says.",
                    self.find_span(node),
                )
            self._warn_cut(node)
            return str(node.value)
        raise self.refuse(
            "wrong-type",
            f"{what} is a list or a mapping.",
            "Write a plain value here.",
            self.find_span(node),
        )

    def find_span(self, marked: yaml.Node | yaml.Event) -> Span:
        """Return the place of a node, at least one character."""
        start = marked.start_mark.index if marked.start_mark else 0
        end = marked.end_mark.index if marked.end_mark else 0
        return Span(self._offset + start, self._offset + max(start + 1, end))

    def refuse(self, code: str, message: str, help_text: str, span: Span) -> Refused:
        """Return a refusal to be raised."""
        return Refused(Diagnostic(code, "error", message, help_text, self._source, span))
