"""The front matter: YAML read with positions, key by key, scalars taken as they are written.

The YAML is composed to nodes, never loaded to values: `1:30`, `Yes` and duplicate keys arrive as
the author wrote them, and nothing is expanded or constructed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from coach.diagnostics import (
    Checked,
    Diagnostic,
    SourceText,
    Span,
    find_nearest_name,
    write_suggestion,
)
from coach.document_keys import Schema, make_choice_schema, make_list_schema
from coach.script import quantities
from coach.script.directives.scopes import COUNT_MODES, read_side_list
from coach.script.frequency import parse_frequency
from coach.script.front_matter import FrontMatter, LocatedText, OptionEntry, ProgrammeItem, Tool
from coach.script.model import ADDRESSES, CHANNELS, WORDS_LEVELS, Address, Channel, WordsLevel
from coach.script.programme_items import read_programme_item
from coach.script.quantities import Malformed
from coach.script.yaml_nodes import Refused, YamlReader
from coach.timing import HOUR_MS, Ms

_LONGEST_GOAL_MS = Ms(24 * HOUR_MS)

_OFTEN_HELP = (
    "Write `2-3 per week`, `daily`, `nightly`, `every other day`, `twice a day`, "
    "`several times a day`, `every 2 hours` or `when symptoms come`."
)

_PLACEHOLDER = re.compile(r"\{[a-z]+\}")

_SPELLING = re.compile(r"\w[\w' \u2019-]*")

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


def read_front_matter(source: SourceText, raw: tuple[str, int] | None) -> Checked[FrontMatter]:
    """Read the raw front matter (text and offset); what cannot be read keeps its default."""
    return _Reader(source, raw[1] if raw else 0).read_keys(raw)


class _Reader(YamlReader):
    def read_keys(self, raw: tuple[str, int] | None) -> Checked[FrontMatter]:
        front = FrontMatter(title="")
        try:
            entries = self.compose_entries(raw)
        except Refused as refused:
            return Checked(replace(front, unread=KEYS), (refused.diagnostic,))
        seen: dict[str, Span] = {}
        unread: list[str] = []
        for key, value in entries:
            try:
                front = self._read_entry(front, key, value, seen)
            except Refused as refused:
                self.diagnostics.append(refused.diagnostic)
                unread.append(_guess_key(key))
            except Malformed as wrong:
                self.diagnostics.append(
                    self.refuse(
                        wrong.code, wrong.message, wrong.help, self.find_span(value)
                    ).diagnostic
                )
                unread.append(_guess_key(key))
        if not front.title and "title" not in unread:
            self.diagnostics.append(
                self.refuse(
                    "missing-title",
                    "The routine has no title.",
                    "Start the file with `---`, `title: NAME`, `---`.",
                    seen.get("title", Span(0, 3 if raw else 0)),
                ).diagnostic
            )
        front = replace(front, key_spans=tuple(seen.items()), unread=tuple(unread))
        return Checked(front, tuple(self.diagnostics))

    def _read_entry(
        self, front: FrontMatter, key: yaml.Node, value: yaml.Node, seen: dict[str, Span]
    ) -> FrontMatter:
        name = self.read_scalar(key, "A key")
        if name not in KEYS:
            raise self.refuse(
                "unknown-key",
                f"`{name[:40]}` is not a key of a routine.",
                _ELSEWHERE.get(name.casefold())
                or write_suggestion(
                    _SYNONYMS.get(name.casefold(), name), KEYS, f"The keys are {', '.join(KEYS)}."
                ),
                self.find_span(key),
            )
        if name in seen:
            raise self.refuse(
                "duplicate-key",
                f"`{name}` is given twice.",
                "Keep one of the two.",
                self.find_span(key),
            )
        seen[name] = self.find_span(key)
        values: dict[str, Any] = {name: _READERS[name](self, value)}
        return replace(front, **values)

    def read_text(self, node: yaml.Node) -> str:
        return " ".join(self.read_scalar(node, "This").split())

    def read_located(self, node: yaml.Node) -> LocatedText:
        return LocatedText(self.read_text(node), self.find_span(node))

    def read_texts(self, node: yaml.Node) -> tuple[str, ...]:
        """Read a list of texts, or one text with commas between them."""
        if isinstance(node, yaml.SequenceNode):
            return tuple(filter(None, map(self.read_text, node.value)))
        return tuple(filter(None, map(str.strip, self.read_text(node).split(","))))

    def read_routines(self, node: yaml.Node) -> tuple[ProgrammeItem, ...]:
        several = isinstance(node, yaml.SequenceNode)
        texts = [(self.read_text(each), each) for each in node.value] if several else ()
        texts = texts or [(text, node) for text in self.read_texts(node)]
        if not texts:
            raise Malformed("no-routines", "The programme has no routines.", "List their names.")
        return tuple(read_programme_item(text, self.find_span(each)) for text, each in texts)

    def read_tools(self, node: yaml.Node) -> tuple[Tool, ...]:
        tools = tuple(Tool(_split_choices(entry)) for entry in self.read_texts(node))
        self._check_unique([choice for tool in tools for choice in tool.choices], node, "tool")
        return tools

    def read_sides(self, node: yaml.Node) -> object:
        return read_side_list(", ".join(self.read_texts(node)))

    def read_breath(self, node: yaml.Node) -> object:
        return quantities.read_breath(self.read_text(node))

    def read_gap(self, node: yaml.Node) -> Ms:
        return quantities.read_duration(self.read_text(node), zero=True)

    def read_goal(self, node: yaml.Node) -> Ms:
        return quantities.read_duration(self.read_text(node), longest=_LONGEST_GOAL_MS)

    def read_count(self, node: yaml.Node) -> object:
        text = self.read_text(node).casefold()
        if text not in COUNT_MODES:
            raise Malformed(
                "bad-count",
                f"`{text}` is not a way to count.",
                "Write `both`, `in`, `none` or `aloud`.",
            )
        return COUNT_MODES[text]

    def read_words_level(self, node: yaml.Node) -> WordsLevel:
        text = self.read_text(node).casefold()
        level = next((level for level in WORDS_LEVELS if level == text), None)
        if level is None:
            raise Malformed(
                "bad-words",
                f"`{text}` is not an amount of words.",
                "Write `full`, `brief`, `least` or `none`.",
            )
        return level

    def read_mute(self, node: yaml.Node) -> frozenset[Channel]:
        muted: set[Channel] = set()
        for text in self.read_texts(node):
            channel = next((each for each in CHANNELS if each == text.casefold()), None)
            if channel is None:
                raise Malformed(
                    "bad-mute",
                    f"`{text[:40]}` is not something to mute.",
                    write_suggestion(text.casefold(), CHANNELS, f"Write {', '.join(CHANNELS)}."),
                )
            muted.add(channel)
        return frozenset(muted)

    def read_own_words(self, node: yaml.Node) -> str:
        """Read words that the coach says in place of its own; empty for `none`."""
        text = self.read_text(node)
        if not text:
            raise Malformed("no-words", "There are no words here.", "Write what to say, or `none`.")
        if match := _PLACEHOLDER.search(text):
            raise Malformed(
                "misplaced-placeholder",
                f"`{match[0]}` cannot be filled in in the front matter.",
                "Say it without: it holds for the whole routine.",
            )
        return "" if text.casefold() == "none" else text

    def read_address(self, node: yaml.Node) -> Address:
        text = self.read_text(node).casefold()
        address = next((each for each in ADDRESSES if each == text), None)
        if address is None:
            raise Malformed(
                "bad-address",
                f"`{text[:40]}` is not a form of address.",
                "Write `formal` or `familiar`.",
            )
        return address

    def read_lexicon(self, node: yaml.Node) -> tuple[tuple[str, str], ...]:
        if not isinstance(node, yaml.MappingNode):
            raise self.refuse(
                "wrong-type",
                "`lexicon` is not a mapping.",
                "Write each word with how it is said, as `{EMOM: ee mom}`.",
                self.find_span(node),
            )
        entries = tuple((self.read_text(key), self.read_text(value)) for key, value in node.value)
        for word, said in entries:
            for text in (word, said):
                if not _SPELLING.fullmatch(text):
                    raise self.refuse(
                        "bad-spelling",
                        f"`{text[:40]}` is not made of words.",
                        "Write letters, digits, spaces, hyphens and apostrophes: `EMOM: ee mom`.",
                        self.find_span(node),
                    )
        self._check_unique([word for word, _ in entries], node, "word")
        return entries

    def read_options(self, node: yaml.Node) -> tuple[OptionEntry, ...]:
        if not isinstance(node, yaml.MappingNode):
            raise self.refuse(
                "wrong-type",
                "`options` is not a mapping.",
                "Write each option on a line of its own, as `name: what it means`.",
                self.find_span(node),
            )
        options = tuple(
            OptionEntry(_split_choices(self.read_text(key)), self.read_text(value))
            for key, value in node.value
        )
        self._check_unique([name for entry in options for name in entry.names], node, "option")
        return options

    def read_often(self, node: yaml.Node) -> tuple[str, ...]:
        entries = self.read_texts(node)
        for entry in entries:
            if parse_frequency(quantities.normalize_typing(entry)) is None:
                self.diagnostics.append(
                    Diagnostic(
                        "unknown-often",
                        "warning",
                        f"`{entry[:40]}` is not a known way to say how often.",
                        _OFTEN_HELP,
                        self._source,
                        self.find_span(node),
                    )
                )
        return entries

    def _check_unique(self, names: list[str], node: yaml.Node, what: str) -> None:
        folded = [name.casefold() for name in names]
        for name in names:
            if folded.count(name.casefold()) > 1:
                raise self.refuse(
                    "duplicate-name",
                    f"The {what} `{name}` is given twice.",
                    "Keep one of the two.",
                    self.find_span(node),
                )


def _split_choices(entry: str) -> tuple[str, ...]:
    """Split an entry of tools or options: ``ball or foam roller`` is one of the two."""
    return tuple(choice.strip() for choice in re.split(r"\sor\s", entry))


def _guess_key(key: yaml.Node) -> str:
    """Return the key that was probably meant; empty where none was."""
    name = key.value if isinstance(key, yaml.ScalarNode) else ""
    return name if name in KEYS else find_nearest_name(name, KEYS) or ""


_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
"""One value; it is read as it is written, so a title may be a number."""

_SCALARS: Schema = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
_MAPPING: Schema = {"type": "object", "additionalProperties": _SCALAR}
_MUTE: Schema = {"anyOf": [_SCALAR, make_list_schema(make_choice_schema(CHANNELS))]}
_TIME: Schema = {"type": "string", "pattern": r"\d+ *(:|[a-zA-Z])"}
"""A length has a unit, or a colon."""


@dataclass(frozen=True, slots=True)
class _KeySpec:
    """One key of the front matter.

    Attributes:
        name: its name, which is that of its field.
        read: its reader.
        synonyms: other words for it.
        schema: the form that its value has.
    """

    name: str
    read: Callable[[_Reader, yaml.Node], object]
    synonyms: tuple[str, ...] = ()
    schema: Schema = field(default_factory=lambda: _SCALAR)


_SPECS = (
    _KeySpec("title", _Reader.read_text, ("name",)),
    _KeySpec("routines", _Reader.read_routines, ("programme", "program"), _SCALARS),
    _KeySpec("about", _Reader.read_text, ("description",)),
    _KeySpec("source", _Reader.read_text),
    _KeySpec("language", _Reader.read_text),
    _KeySpec("tools", _Reader.read_tools, ("equipment",), _SCALARS),
    _KeySpec("sides", _Reader.read_sides, schema=_SCALARS),
    _KeySpec("breath", _Reader.read_breath),
    _KeySpec("settle", _Reader.read_gap, schema=_TIME),
    _KeySpec("switch", _Reader.read_gap, schema=_TIME),
    _KeySpec("count", _Reader.read_count, schema=make_choice_schema(tuple(COUNT_MODES))),
    _KeySpec("words", _Reader.read_words_level, schema=make_choice_schema(WORDS_LEVELS)),
    _KeySpec(
        "mute",
        _Reader.read_mute,
        schema=_MUTE,
    ),
    _KeySpec("stop", _Reader.read_own_words),
    _KeySpec("end", _Reader.read_own_words, ("close", "closing")),
    _KeySpec("address", _Reader.read_address, schema=make_choice_schema(ADDRESSES)),
    _KeySpec("lexicon", _Reader.read_lexicon, ("pronunciation", "pronounce"), _MAPPING),
    _KeySpec("options", _Reader.read_options, schema=_MAPPING),
    _KeySpec("avoid", _Reader.read_texts, schema=_SCALARS),
    _KeySpec("often", _Reader.read_often, ("frequency",), _SCALARS),
    _KeySpec("goal", _Reader.read_goal, schema=_TIME),
    _KeySpec("then", _Reader.read_text, ("next",)),
    _KeySpec("voice", _Reader.read_located),
    _KeySpec("sounds", _Reader.read_located),
)
"""The keys, in the order that a message lists them; each fills the field of its name."""

KEYS = tuple(spec.name for spec in _SPECS)
_READERS = {spec.name: spec.read for spec in _SPECS}
_SYNONYMS = {word: spec.name for spec in _SPECS for word in spec.synonyms}


def make_front_matter_schema() -> Schema:
    """Return the JSON Schema of the front matter."""
    return {
        "type": "object",
        "properties": {spec.name: spec.schema for spec in _SPECS},
        "required": ["title"],
        "additionalProperties": False,
    }
