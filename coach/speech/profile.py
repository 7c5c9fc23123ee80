"""Voice profiles: a small TOML file that says who speaks, and how.

    about = "Slow and low, for stretching."
    engine = "espeak"
    voice = "en-us"
    rate = 150
    pitch = 40
    gain = -1.5

    [lexicon]
    vastus = "vass-tus"

Only `voice` is required. A profile is called by the name of its file.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType

from coach.diagnostics import Diagnostic, Source, Span, in_order, suggestion

_KEYS = ("about", "language", "engine", "voice", "rate", "pitch", "gain", "lexicon")

_RATES = (80, 260)
"""Words a minute: espeak's least, and about as fast as an instruction can be followed."""

_PITCHES = (0, 99)
_GAINS = (-24, 12)

_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
"""How tomllib ends its messages; before Python 3.14 it says where in no other way."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Who speaks, and how.

    Attributes:
        name: what the profile is called: the name of its file without the suffix.
        about: what it is for, one sentence for a list of voices; may be empty.
        language: the language tag of the texts it can speak, such as ``en``.
        engine: the name of a speech engine, as `coach.speech.voice` knows it.
        voice: the engine's own name for the voice.
        rate: words a minute.
        pitch: from 0 (low) to 99 (high), 50 being the voice's own.
        gain: decibels to add, so that all profiles are about as loud as one another.
        lexicon: respellings beside those every voice has.
    """

    name: str
    about: str
    language: str
    engine: str
    voice: str
    rate: int
    pitch: int
    gain: float
    lexicon: Mapping[str, str] = field(hash=False)


def parse_profile(source: Source) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """Read a profile; None where there is an error. Any text at all is accepted."""
    try:
        table = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:  # RecursionError: brackets thousands deep
        return None, (_syntax_error(source, error),)
    reader = _Reader(source, table)
    profile = Profile(
        name=PurePath(source.name).stem,
        about=reader.text("about", ""),
        language=reader.text("language", "en"),
        engine=reader.text("engine", "espeak"),
        voice=reader.text("voice", None),
        rate=int(reader.number("rate", 160, _RATES, int)),
        pitch=int(reader.number("pitch", 50, _PITCHES, int)),
        gain=float(reader.number("gain", 0.0, _GAINS, int, float)),
        lexicon=MappingProxyType(reader.lexicon()),
    )
    reader.refuse_unknown_keys()
    return (None if reader.mistakes else profile), in_order(reader.mistakes)


def _syntax_error(source: Source, error: ValueError | RecursionError) -> Diagnostic:
    message = str(error) if isinstance(error, ValueError) else "brackets nested too deeply"
    span = None
    if place := _TOML_PLACE.search(message):
        message = message[: place.start()]
        start = len(source.text)
        if place[1]:
            start = min(source.line_start(int(place[1])) + int(place[2]) - 1, start)
        span = Span(start, min(start + 1, len(source.text)))
    return Diagnostic(
        code="bad-toml",
        severity="error",
        message=f"This is not TOML: {message}.",
        help='A voice profile has lines such as `voice = "en-us"`; text stands in quotation marks.',
        source=source,
        span=span,
    )


class _Reader:
    """Takes values out of a parsed table, and collects what is wrong with them."""

    def __init__(self, source: Source, table: Mapping[str, object]) -> None:
        self._source = source
        self._table = table
        self.mistakes: list[Diagnostic] = []

    def text(self, key: str, default: str | None) -> str:
        """Give a text; without a default it is required."""
        value = self._table.get(key, default)
        if value is None:
            self._mistake("missing-key", f"`{key}` is missing.", f'Add a line `{key} = "en-us"`.')
        elif not isinstance(value, str) or not (value.strip() or value == default):
            self._mistake(
                "wrong-type",
                f"`{key}` is to be a text.",
                f'Write it in quotation marks, as in `{key} = "…"`.',
                key,
            )
        else:
            return value
        return ""

    def number(
        self, key: str, default: float, limits: tuple[int, int], *types: type[int] | type[float]
    ) -> float:
        """Give a number of one of the types, within limits."""
        value = self._table.get(key, default)
        low, high = limits
        kind = "number" if float in types else "whole number"
        if isinstance(value, bool) or not isinstance(value, types):
            self._mistake(
                "wrong-type",
                f"`{key}` is to be a {kind}.",
                f"Write a {kind} from {low} to {high}, without quotation marks.",
                key,
            )
        elif not low <= value <= high:
            self._mistake(
                "out-of-range",
                f"`{key}` is out of range.",
                f"Write a {kind} from {low} to {high}.",
                key,
            )
        else:
            return value
        return default

    def lexicon(self) -> dict[str, str]:
        """Give the respellings."""
        value = self._table.get("lexicon", {})
        if not isinstance(value, dict):
            self._mistake(
                "wrong-type",
                "`lexicon` is to be a table.",
                'Write a line `[lexicon]`, and under it lines such as `fascia = "fashia"`.',
                "lexicon",
            )
            return {}
        words = {}
        for word, said in value.items():
            if not any(map(str.isalpha, word)):
                self._mistake(
                    "bad-word",
                    f"`{word}` in the lexicon is no word.",
                    "A lexicon respells words; numbers and signs are read by rule.",
                    word,
                    "lexicon",
                )
            elif not isinstance(said, str) or not any(map(str.isalnum, said)):
                self._mistake(
                    "wrong-type",
                    f"The respelling of `{word}` is to be a text.",
                    'Write it as it sounds, as in `fascia = "fashia"`.',
                    word,
                    "lexicon",
                )
            else:
                words[word] = said
        return words

    def refuse_unknown_keys(self) -> None:
        """Report every key that means nothing, with the one that was meant."""
        for key in self._table:
            if key not in _KEYS:
                self._mistake(
                    "unknown-key",
                    f"A voice profile has no key `{key}`.",
                    suggestion(key, _KEYS, f"The keys are {', '.join(_KEYS)}."),
                    key,
                )

    def _mistake(
        self, code: str, message: str, help_: str, key: str | None = None, table: str | None = None
    ) -> None:
        span = None if key is None else _key_span(self._source.text, key, table)
        self.mistakes.append(Diagnostic(code, "error", message, help_, self._source, span))


def _key_span(text: str, key: str, table: str | None = None) -> Span | None:
    """Find a key at the start of a line, after a table's heading if one is given.

    tomllib keeps no positions. A key written in an unusual way (dotted, or in an inline table)
    is not found.
    """
    start = 0
    if table is not None:
        heading = re.search(rf"^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\]", text, re.MULTILINE)
        start = heading.end() if heading else 0
    name = re.escape(key)
    found = re.compile(
        rf"^[ \t]*(?:(?P<plain>{name}|\"{name}\"|'{name}')[ \t]*[=.]|\[+[ \t]*(?P<table>{name})\b)",
        re.MULTILINE,
    ).search(text, start)
    if not found:
        return None
    return Span(*found.span("plain" if found["plain"] else "table"))
