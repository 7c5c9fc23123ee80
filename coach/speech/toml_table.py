"""A TOML file that a user wrote: values taken out of its tables, and what is wrong at its place."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coach.diagnostics import Diagnostic, SourceText, Span, replace_unprintable, write_suggestion
from coach.printable import find_unprintable, make_printable, name_character

_LOCATION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
"""How tomllib ends its messages; before Python 3.14 it says where in no other way."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file, which collects what is wrong with it.

    Attributes:
        source: the file.
        values: what stands in it.
        mistakes: where what is wrong is added; tables of one file share it.
        heading: the pattern of the line above the table; empty for the file's own.
        nth: which of the tables under such a line it is, from 0.
    """

    source: SourceText
    values: Mapping[str, Any]
    mistakes: list[Diagnostic] = field(default_factory=list)
    heading: str = ""
    nth: int = 0

    def read_text(self, key: str, default: str | None) -> str:
        """Return a text; without a default it is required."""
        value = self.values.get(key, default)
        if value is None:
            self.add_mistake(
                "missing-key", f"`{key}` is missing.", f'Add a line `{key} = "en-us"`.'
            )
        elif not isinstance(value, str) or not (value.strip() or value == default):
            self.refuse_non_text(key)
        else:
            return value
        return ""

    def read_choice(self, key: str, default: str, choices: tuple[str, ...]) -> str:
        """Return one of the words there are for a key."""
        value = self.read_text(key, default)
        if value and value not in choices:
            known = write_suggestion(value, choices, f"Choose one of: {', '.join(choices)}.")
            self.add_mistake(f"unknown-{key}", f"There is no {key} `{value[:40]}`.", known, key)
            return default
        return value

    def read_number(
        self, key: str, default: float, limits: tuple[int, int], *types: type[int] | type[float]
    ) -> float:
        """Return a number of one of the types, within limits."""
        value = self.values.get(key, default)
        low, high = limits
        kind = "number" if float in types else "whole number"
        if key not in self.values:
            return default
        if isinstance(value, bool) or not isinstance(value, types):
            self.add_mistake(
                "wrong-type",
                f"`{key}` must be a {kind}.",
                f"Write a {kind} from {low} to {high}, without quotation marks.",
                key,
            )
        elif not low <= value <= high:
            self.add_mistake(
                "out-of-range",
                f"`{key}` is out of range.",
                f"Write a {kind} from {low} to {high}.",
                key,
            )
        else:
            return value
        return default

    def read_child(self, key: str, help_text: str) -> "Table":
        """Return a table in this one; an empty one where there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.add_mistake("wrong-type", f"`{key}` must be a table.", help_text, key)
            value = {}
        return Table(self.source, value, self.mistakes, _write_heading_pattern(key))

    def read_children(self, key: str, most: int, help_text: str) -> "tuple[Table, ...]":
        """Return the tables of a list of them; none where there is no list."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
            self.add_mistake("wrong-type", f"`{key}` must be a list of tables.", help_text, key)
            return ()
        if len(values) > most:
            self.add_mistake(
                "too-many", f"There are too many `[[{key}]]` tables.", f"Keep the best {most}.", key
            )
            return ()
        heading = rf"\[{_write_heading_pattern(key)}\]"
        return tuple(
            Table(self.source, each, self.mistakes, heading, nth) for nth, each in enumerate(values)
        )

    def read_table_below(self, key: str, own: str) -> "Table":
        """Return the table ``[own.key]``, where this one is ``[own]`` and has it."""
        return Table(self.source, self.values[key], self.mistakes, _write_heading_pattern(own, key))

    def refuse_unknown(self, what: str, keys: tuple[str, ...]) -> None:
        """Report every key that means nothing, with the one that was meant."""
        for key in self.values:
            if key not in keys:
                self.add_mistake(
                    "unknown-key",
                    f"A {what} has no key `{key}`.",
                    write_suggestion(key, keys, f"The keys are {', '.join(keys)}."),
                    key,
                )

    def refuse_non_text(self, key: str) -> None:
        """Report what must be a text and is none."""
        self.add_mistake(
            "wrong-type",
            f"`{key}` must be a text.",
            f'Write it in quotation marks, as in `{key} = "…"`.',
            key,
        )

    def add_mistake(self, code: str, message: str, help_text: str, key: str | None = None) -> None:
        """Report a mistake at a key, or else at the heading."""
        span = _find_span(self, key)
        self.mistakes.append(Diagnostic(code, "error", message, help_text, self.source, span))


def read_table(source: SourceText, example: str) -> Table | Diagnostic:
    """Read a file, or say where it is not TOML, and what its lines look like."""
    checked = replace_unprintable(source)
    source = checked.value
    try:
        values = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:  # RecursionError: brackets thousands deep
        message = str(error) if isinstance(error, ValueError) else "brackets nested too deeply"
        return _describe_bad_toml(source, message, example)
    table = Table(source, values, list(checked.diagnostics))
    _refuse_unprintable(table)
    return table


def _describe_bad_toml(source: SourceText, message: str, example: str) -> Diagnostic:
    span = None
    if location := _LOCATION.search(message):
        message = message[: location.start()]
        start = len(source.text)
        if location[1]:
            start = min(source.find_line_start(int(location[1])) + int(location[2]) - 1, start)
        span = Span(start, min(start + 1, len(source.text)))
    return Diagnostic("bad-toml", "error", f"This is not TOML: {message}.", example, source, span)


def _refuse_unprintable(table: Table) -> None:
    """Report every key with a character that an escape wrote and that may not be printed."""
    for key, value in table.values.items():
        character = next(filter(None, map(find_unprintable, _list_texts(key, value))), None)
        if character is not None:
            table.add_mistake(
                "unprintable-character",
                f"`{make_printable(key)}` has the character {name_character(character)}, "
                "which cannot be printed.",
                "Remove its escape: it is not part of a word, and can hide what the file says.",
                key,
            )


def _list_texts(*values: object) -> Iterator[str]:
    """List every text in some values, keys included."""
    for value in values:
        match value:
            case str():
                yield value
            case list():
                yield from _list_texts(*value)
            case dict():
                yield from _list_texts(*value, *value.values())


def _write_heading_pattern(*keys: str) -> str:
    """Return the pattern of a table's heading."""
    return r"\[[ \t]*" + r"[ \t]*\.[ \t]*".join(map(_write_key_pattern, keys)) + r"[ \t]*\]"


def _write_key_pattern(key: str) -> str:
    """Return the pattern of a key, however it is written."""
    name = re.escape(key)
    return f"(?:{name}|\"{name}\"|'{name}')"


def _find_span(table: Table, key: str | None) -> Span | None:
    """Find a key at the start of a line of its table; without a key, the table's heading.

    tomllib keeps no positions. A key written in an unusual way (dotted, or in an inline table)
    is not found.
    """
    text = table.source.text
    start = 0
    if table.heading:
        headings = list(re.finditer(rf"^[ \t]*({table.heading})", text, re.MULTILINE))
        if table.nth < len(headings):
            match = headings[table.nth]
            start = match.end()
            if key is None:
                return Span(*match.span(1))
    if key is None:
        return None
    line = re.compile(
        rf"^[ \t]*(?:(?P<plain>{_write_key_pattern(key)})[ \t]*[=.]"
        rf"|\[+[ \t]*(?P<table>{_write_key_pattern(key)})(?!\w))",
        re.MULTILINE,
    ).search(text, start)
    return Span(*line.span("plain" if line["plain"] else "table")) if line else None
