"""Written text to words an engine says well, with a map back to what was written.

What an engine reads well by itself (whole numbers, ordinals, degrees, per cent) is left alone.
"""

import re
import unicodedata
from collections.abc import Iterable

from coach.speech.english import RULES as ENGLISH
from coach.speech.spoken import Rule, Spoken

_UNSAID = frozenset("*\\^`|")
"""Marks of layout that an engine would name aloud."""

_SAME_LETTERS = ("<circle>", "<compat>", "<font>", "<fraction>", "<narrow>", "<wide>")
"""Unicode's kinds of decomposition that only change a character's dress, such as ``½`` or ``①``."""


def _plain(found: re.Match[str]) -> str:
    """Say a character that is not a plain one: as plain ones, or not at all."""
    char = found.group()
    if char in _UNSAID:
        return " "
    if unicodedata.decomposition(char).startswith(_SAME_LETTERS) and char != "…":
        # A space keeps `1½` from becoming eleven halves.
        return f" {unicodedata.normalize('NFKC', char)}" if char.isnumeric() else _nfkc(char)
    match unicodedata.category(char):
        case "Cf":  # a soft hyphen or a joiner, inside a word
            return ""
        case "Cc" | "Cn" | "Co" | "Cs" | "Sk" | "Zl" | "Zp" | "Zs":
            return " "
        case "So" if char != "°":  # emoji: an engine names them, a trainer does not
            return " "
        case _:
            return char


def _nfkc(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


PLAIN = (Rule(re.compile(r"[^\x20-\x7e]|[*\\^`|]"), _plain),)
"""Rules for every language: only what can be said is left."""


def rules_for(language: str) -> tuple[Rule, ...]:
    """Give the rules for a language (``en``, ``en-GB``, ``de``); those of English are the only own."""
    return (*PLAIN, *ENGLISH) if is_english(language) else PLAIN


def is_english(language: str) -> bool:
    """Tell whether a language tag is some kind of English."""
    return language.casefold().replace("_", "-").partition("-")[0] == "en"


def normalize(text: str, rules: Iterable[Rule] = (*PLAIN, *ENGLISH)) -> Spoken:
    """Turn a written text, whatever it holds, into words to be spoken."""
    return Spoken.of(text).follow(rules)
