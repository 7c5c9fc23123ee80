"""The languages that a routine can be in: a folder for each, which is loaded when it is needed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from types import MappingProxyType

from coach.languages.language import Language
from coach.languages.phrases import NO_WORDINGS, Phrases, Wordings

_FOLDERS: Mapping[str, str] = MappingProxyType(
    {"en": "english", "de": "german", "fr": "french", "es": "spanish"}
)
"""The folder of each language, by its letters in ISO 639-1."""

LANGUAGES: tuple[str, ...] = tuple(_FOLDERS)
"""The letters of every language."""

_UNDETERMINED = "und"
"""What ISO 639-2 has for a language that is not known."""


def find_primary_subtag(tag: str) -> str:
    """Return what a language tag begins with: ``de`` of ``de-AT``."""
    return re.split("[-_]", tag.strip().casefold(), maxsplit=1)[0]


@cache
def load_language(code: str) -> Language:
    """Load one of `LANGUAGES`."""
    language = import_module(f"{__name__}.{_FOLDERS[code]}").LANGUAGE
    if not isinstance(language, Language):
        raise TypeError(f"LANGUAGE in {_FOLDERS[code]}/ is not a Language.")
    return language


def load_languages() -> tuple[Language, ...]:
    """Load all languages."""
    return tuple(map(load_language, LANGUAGES))


def find_language(tag: str) -> Language | None:
    """Load the language of a tag, ``de`` of ``de-AT``; None where the coach does not speak it."""
    code = find_primary_subtag(tag)
    return load_language(code) if code in _FOLDERS else None


def find_phrases(
    tag: str, wordings: Wordings = NO_WORDINGS, *, is_formal: bool = False
) -> Phrases | None:
    """Return the phrases for a language tag, some worded another way; None where there are none.

    Where they must be formal, they are so in a language that tells the two apart. Raises
    TypeError for a wording of a phrase that does not exist.
    """
    language = find_language(tag)
    if language is None:
        return None
    phrases = (language.formal if is_formal else None) or language.phrases
    return replace(phrases, **wordings.get(language.code, {}))


def find_iso_639_2(tag: str) -> str:
    """Return the three letters for a language tag: ``eng`` for ``en`` and ``en-GB``."""
    language = find_language(tag)
    return language.iso_639_2 if language else _UNDETERMINED
