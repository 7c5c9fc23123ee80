"""Written text to words an engine says well, with a map back to what was written.

What an engine reads well by itself (whole numbers, degrees, per cent) is left alone.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from coach.languages import find_language
from coach.languages.rule import Rule
from coach.speech.aligned_text import AlignedText

_UNSAID = frozenset("*\\^`|")
"""Marks of layout that an engine would name aloud."""

_UNSAID_CATEGORIES = frozenset(("Cc", "Cn", "Co", "Cs", "Sk", "So", "Zl", "Zp", "Zs"))
"""Control characters, lone accents, spaces, and pictures, which an engine would name too."""

_SAME_LETTERS = ("<circle>", "<compat>", "<font>", "<fraction>", "<narrow>", "<wide>")
"""Unicode's kinds of decomposition that only change a character's dress, such as ``½`` or ``①``."""


def _say_character(match: re.Match[str]) -> str:
    """Say a character that is not a plain one: as plain ones, or not at all."""
    char = match.group()
    category = unicodedata.category(char)
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.decomposition(char).startswith(_SAME_LETTERS) and char != "…":
        letters = unicodedata.normalize("NFKC", char)
        return f" {letters}" if char.isnumeric() else letters  # `1½` is not eleven halves
    if category == "Cf":  # a soft hyphen or a joiner, inside a word
        return ""
    if char in _UNSAID or category in _UNSAID_CATEGORIES:
        return char if char == "°" else " "
    return char


_PATH = r"[^\s()<>\[\]]*[^\s()<>\[\].,;:!?'\"\u2019\u201d]"
_ADDRESS = re.compile(
    r"(?<![\w@./-])[(\[<]?"
    rf"(?:(?:https?://|www\.){_PATH}"
    rf"|(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:(?:com|org|net|edu|gov)(?![\w.-]*\w)(?:/{_PATH})?"
    rf"|(?:at|be|ca|ch|de|es|eu|fr|info|io|it|nl|tv|uk|us)/{_PATH}))"
    r"[)\]>]?",
    re.IGNORECASE,
)
"""The address of a web page: with its scheme, or a name with a well-known end or a path."""

PLAIN = (
    Rule(_ADDRESS, lambda _: ""),
    Rule(re.compile(r"[^\x20-\x7e]|[*\\^`|]"), _say_character),
)
"""Rules for every language: only what can be said is left."""


@cache
def find_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for a language tag; for an unknown language, only the plain ones."""
    language = find_language(tag)
    return (*PLAIN, *language.load_rules()) if language else PLAIN


def normalize_text(text: str, rules: Iterable[Rule] | None = None) -> AlignedText:
    """Turn a written text, whatever it holds, into words to be spoken: as English by default."""
    return AlignedText.from_written(text).apply_rules(find_rules("en") if rules is None else rules)
