"""The front matter: YAML read with positions, key by key, scalars taken as they are written.

The YAML is composed to nodes, never loaded to values: `1:30`, `Yes` and duplicate keys arrive as
the author wrote them, and nothing is expanded or constructed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import yaml

from coach.diagnostics import Checked, Diagnostic, Source, Span, nearest, suggestion
from coach.printable import find_unprintable, name_character
from coach.script import quantities
from coach.script.directives.scopes import COUNT_MODES, read_side_list
from coach.script.model import WORDS_LEVELS, FrontMatter, Located, Tool, WordsLevel
from coach.script.quantities import Malformed
from coach.timing import HOUR_MS, Ms

_LONGEST = 64 * 1024
"""The most characters of front matter; more is no head of a routine."""

_LONGEST_GOAL_MS = Ms(24 * HOUR_MS)

_DEEPEST = 4
"""The most collections in one another; the language needs three."""

_OFTEN = re.compile(
    r"daily|nightly|weekly|every other day|several times a (?:day|week)|when symptoms come"
    r"|[0-9]{1,2}(?:-[0-9]{1,2})? (?:times )?(?:per|a) (?:day|week|month)"
)
_OFTEN_HELP = (
    "Write `2-3 per week`, `daily`, `nightly`, `every other day`, `several times a day` "
    "or `when symptoms come`."
)

_ROUNDS = "Rounds are `times 3` on the heading of an exercise or of a group."
_LENGTH = "A track is as long as what is in it; each action has a length, such as `hold 45s`."
_ELSEWHERE = {
    "rounds": _ROUNDS,
    "times": _ROUNDS,
    "repeat": _ROUNDS,
    "sets": "Sets are `times 3, rest 60s between` after the action of a step.",
    "duration": _LENGTH,
    "length": _LENGTH,
    "time": _LENGTH,
}
"""What people write as a key, and where it stands instead."""


class _Refused(Exception):
    """A diagnostic that ends the reading of a value."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


_CUT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
"""A comment that has no space after its sign, such as in `title: Legs #1`."""


def read(source: Source, raw: tuple[str, int] | None) -> Checked[FrontMatter]:
    """Read the raw front matter (text and offset); what cannot be read keeps its default."""
    return _Reader(source, raw[1] if raw else 0).read(raw)


class _Reader:
    def __init__(self, source: Source, offset: int) -> None:
        self._source = source
        self._offset = offset
        self._found: list[Diagnostic] = []

    def read(self, raw: tuple[str, int] | None) -> Checked[FrontMatter]:
        front = FrontMatter(title="")
        try:
            entries = self._entries(raw)
        except _Refused as refused:
            return Checked(replace(front, unread=KEYS), (refused.diagnostic,))
        seen: dict[str, Span] = {}
        unread: list[str] = []
        for key, value in entries:
            try:
                front = self._entry(front, key, value, seen)
            except _Refused as refused:
                self._found.append(refused.diagnostic)
                unread.append(_meant(key))
            except Malformed as wrong:
                self._found.append(
                    self._error(wrong.code, wrong.message, wrong.help, self._span(value)).diagnostic
                )
                unread.append(_meant(key))
        if not front.title and "title" not in unread:
            self._found.append(
                self._error(
                    "missing-title",
                    "The routine has no title.",
                    "Start the file with `---`, `title: NAME`, `---`.",
                    seen.get("title", Span(0, 3 if raw else 0)),
                ).diagnostic
            )
        front = replace(front, places=tuple(seen.items()), unread=tuple(unread))
        return Checked(front, tuple(self._found))

    def _entry(
        self, front: FrontMatter, key: yaml.Node, value: yaml.Node, seen: dict[str, Span]
    ) -> FrontMatter:
        name = self._scalar(key, "A key")
        if name not in KEYS:
            raise self._error(
                "unknown-key",
                f"`{name[:40]}` is not a key of a routine.",
                _ELSEWHERE.get(name.casefold())
                or suggestion(
                    _SYNONYMS.get(name.casefold(), name), KEYS, f"The keys are {', '.join(KEYS)}."
                ),
                self._span(key),
            )
        if name in seen:
            raise self._error(
                "duplicate-key",
                f"`{name}` is given twice.",
                "Keep one of the two.",
                self._span(key),
            )
        seen[name] = self._span(key)
        values: dict[str, Any] = {name: _READERS[name](self, value)}
        return replace(front, **values)

    def text(self, node: yaml.Node) -> str:
        return " ".join(self._scalar(node, "This").split())

    def located(self, node: yaml.Node) -> Located:
        return Located(self.text(node), self._span(node))

    def texts(self, node: yaml.Node) -> tuple[str, ...]:
        """Read a list of texts, or one text with commas between them."""
        if isinstance(node, yaml.SequenceNode):
            return tuple(filter(None, map(self.text, node.value)))
        return tuple(filter(None, map(str.strip, self.text(node).split(","))))

    def tools(self, node: yaml.Node) -> tuple[Tool, ...]:
        tools = tuple(
            Tool(tuple(choice.strip() for choice in re.split(r"\sor\s", entry)))
            for entry in self.texts(node)
        )
        self._unique([choice for tool in tools for choice in tool.choices], node, "tool")
        return tools

    def sides(self, node: yaml.Node) -> object:
        return read_side_list(", ".join(self.texts(node)))

    def breath(self, node: yaml.Node) -> object:
        return quantities.breath(self.text(node))

    def gap(self, node: yaml.Node) -> Ms:
        return quantities.duration(self.text(node), zero=True)

    def goal(self, node: yaml.Node) -> Ms:
        return quantities.duration(self.text(node), longest=_LONGEST_GOAL_MS)

    def count(self, node: yaml.Node) -> object:
        text = self.text(node).casefold()
        if text not in COUNT_MODES:
            raise Malformed(
                "bad-count", f"`{text}` is not a way to count.", "Write `both`, `in` or `none`."
            )
        return COUNT_MODES[text]

    def words(self, node: yaml.Node) -> WordsLevel:
        text = self.text(node).casefold()
        level = next((level for level in WORDS_LEVELS if level == text), None)
        if level is None:
            raise Malformed(
                "bad-words",
                f"`{text}` is not an amount of words.",
                "Write `full`, `brief`, `least` or `none`.",
            )
        return level

    def options(self, node: yaml.Node) -> tuple[tuple[str, str], ...]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(
                "wrong-type",
                "`options` is no mapping.",
                "Write each option on a line of its own, as `name: what it means`.",
                self._span(node),
            )
        options = tuple((self.text(key), self.text(value)) for key, value in node.value)
        self._unique([name for name, _ in options], node, "option")
        return options

    def often(self, node: yaml.Node) -> tuple[str, ...]:
        entries = self.texts(node)
        for entry in entries:
            if not _OFTEN.fullmatch(quantities.tidy(entry).casefold()):
                self._found.append(
                    Diagnostic(
                        "unknown-often",
                        "warning",
                        f"`{entry[:40]}` is no known way to say how often.",
                        _OFTEN_HELP,
                        self._source,
                        self._span(node),
                    )
                )
        return entries

    def _unique(self, names: list[str], node: yaml.Node, what: str) -> None:
        folded = [name.casefold() for name in names]
        for name in names:
            if folded.count(name.casefold()) > 1:
                raise self._error(
                    "duplicate-name",
                    f"The {what} `{name}` is given twice.",
                    "Keep one of the two.",
                    self._span(node),
                )

    def _entries(self, raw: tuple[str, int] | None) -> list[tuple[yaml.Node, yaml.Node]]:
        if raw is None:
            if self._source.text.startswith("---"):
                raise self._error(
                    "unclosed-front-matter",
                    "The front matter does not end.",
                    "Close it with a line of three dashes, `---`.",
                    Span(0, 3),
                )
            return []
        text = raw[0]
        if len(text) > _LONGEST:
            raise self._error(
                "front-matter-too-long",
                "The front matter is too long.",
                "Keep the head of a routine below 64 KiB.",
                Span(0, 3),
            )
        try:
            loader = yaml.SafeLoader(text)
            try:
                self._bound(loader)
            except (ValueError, OverflowError):  # an escape or a version that PyYAML cannot hold
                raise self._bad_yaml("a number is too large", loader.index) from None
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            index = error.problem_mark.index if error.problem_mark else 0
            raise self._bad_yaml(error.problem or "it cannot be read", index) from None
        except yaml.reader.ReaderError as error:
            raise self._bad_yaml("a character is not allowed", error.position) from None
        if root is None:
            return []
        if not isinstance(root, yaml.MappingNode):
            raise self._error(
                "wrong-type",
                "The front matter is no list of keys.",
                "Write each key on a line of its own, as `title: Calf roll`.",
                self._span(root),
            )
        return list(root.value)

    def _bound(self, loader: yaml.SafeLoader) -> None:
        """Refuse what could grow or nest without end, before anything is built."""
        depth = 0
        while loader.check_event():
            event: yaml.Event = loader.get_event()  # type: ignore[no-untyped-call]
            span = self._span(event)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self._error(
                    "yaml-alias",
                    "Anchors and aliases are not used here.",
                    "Write the value out where it is wanted, in quotes if it starts with & or *.",
                    span,
                )
            if getattr(event, "tag", None):
                raise self._error(
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
                raise self._error(
                    "yaml-nesting",
                    "The front matter is nested too deeply.",
                    "Use plain values, lists of them, and one name to a line under `options`.",
                    span,
                )

    def _bad_yaml(self, problem: str, index: int) -> _Refused:
        place = self._offset + index
        return self._error(
            "bad-yaml",
            f"The front matter is no YAML: {problem}.",
            "Write `key: value` lines, and put a value with a colon or a bracket in quotes.",
            Span(place, place + 1),
        )

    def _warn_cut(self, node: yaml.ScalarNode) -> None:
        """Warn of a number sign that makes a comment of the end of a value."""
        end = self._span(node).end
        cut = None if node.style else _CUT.match(self._source.text, end)
        if cut:
            self._found.append(
                Diagnostic(
                    "cut-value",
                    "warning",
                    f"`{cut[1][:40]}` is a comment to YAML: the value ends before it.",
                    "Put the whole value in quotes, or a space after the `#` of a comment.",
                    self._source,
                    Span(*cut.span(1)),
                )
            )

    def _scalar(self, node: yaml.Node, what: str) -> str:
        if isinstance(node, yaml.ScalarNode):
            if (character := find_unprintable(node.value)) is not None:
                raise self._error(
                    "unprintable-character",
                    f"The character {name_character(character)} cannot be printed.",
                    "Remove its escape: it is not part of a word, and can hide what the file says.",
                    self._span(node),
                )
            self._warn_cut(node)
            return str(node.value)
        raise self._error(
            "wrong-type",
            f"{what} is a list or a mapping.",
            "Write a plain value here.",
            self._span(node),
        )

    def _span(self, marked: yaml.Node | yaml.Event) -> Span:
        start = marked.start_mark.index if marked.start_mark else 0
        end = marked.end_mark.index if marked.end_mark else 0
        return Span(self._offset + start, self._offset + max(start + 1, end))

    def _error(self, code: str, message: str, help_: str, span: Span) -> _Refused:
        return _Refused(Diagnostic(code, "error", message, help_, self._source, span))


def _meant(key: yaml.Node) -> str:
    """Give the key that was probably meant; empty where none was."""
    name = key.value if isinstance(key, yaml.ScalarNode) else ""
    return name if name in KEYS else nearest(name, KEYS) or ""


@dataclass(frozen=True, slots=True)
class _KeySpec:
    """One key: its name, which is that of its field, its reader, and other words for it."""

    name: str
    read: Callable[[_Reader, yaml.Node], object]
    synonyms: tuple[str, ...] = ()


_SPECS = (
    _KeySpec("title", _Reader.text, ("name",)),
    _KeySpec("about", _Reader.text, ("description",)),
    _KeySpec("source", _Reader.text),
    _KeySpec("language", _Reader.text),
    _KeySpec("tools", _Reader.tools, ("equipment",)),
    _KeySpec("sides", _Reader.sides),
    _KeySpec("breath", _Reader.breath),
    _KeySpec("settle", _Reader.gap),
    _KeySpec("switch", _Reader.gap),
    _KeySpec("count", _Reader.count),
    _KeySpec("words", _Reader.words),
    _KeySpec("options", _Reader.options),
    _KeySpec("avoid", _Reader.texts),
    _KeySpec("often", _Reader.often, ("frequency",)),
    _KeySpec("goal", _Reader.goal),
    _KeySpec("then", _Reader.text, ("next",)),
    _KeySpec("voice", _Reader.located),
    _KeySpec("sounds", _Reader.located),
)
"""The keys, in the order that a message lists them; each fills the field of its name."""

KEYS = tuple(spec.name for spec in _SPECS)
_READERS = {spec.name: spec.read for spec in _SPECS}
_SYNONYMS = {word: spec.name for spec in _SPECS for word in spec.synonyms}
