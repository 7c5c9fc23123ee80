"""The languages that a routine can be in."""

import re
from typing import Literal, get_args

Language = Literal["en", "de", "fr", "es"]

LANGUAGES: tuple[Language, ...] = get_args(Language)


def primary(tag: str) -> str:
    """Give what a language tag begins with: ``de`` of ``de-AT``."""
    return re.split("[-_]", tag.strip().casefold(), maxsplit=1)[0]


def language_of(tag: str) -> Language | None:
    """Give the language of a tag, ``de`` of ``de-AT``; None where the coach has no words in it."""
    first = primary(tag)
    return next((language for language in LANGUAGES if language == first), None)
