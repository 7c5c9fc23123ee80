"""What the coach itself says, in each language: a module for each, and what they share."""

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType

from coach.score.phrases.base import Phrases
from coach.score.phrases.english import English
from coach.score.phrases.french import French
from coach.score.phrases.german import German
from coach.score.phrases.spanish import Spanish
from coach.script.languages import Language, language_of

__all__ = ["NAMES", "NO_WORDINGS", "PHRASES", "Phrases", "Wordings", "phrases_for"]

PHRASES: Mapping[Language, Phrases] = MappingProxyType(
    {"en": English(), "de": German(), "fr": French(), "es": Spanish()}
)

NAMES: tuple[str, ...] = tuple(field.name for field in fields(Phrases))
"""The phrases that can be worded another way, by a voice's profile."""

Wordings = Mapping[str, Mapping[str, str]]
"""Phrases worded another way: by language (``de``), then by name."""

NO_WORDINGS: Wordings = MappingProxyType({})


def phrases_for(language: str, wordings: Wordings = NO_WORDINGS) -> Phrases | None:
    """Give the phrases for a language tag, some worded another way; None where there are none.

    Raises TypeError for a wording of what is none of `NAMES`.
    """
    known = language_of(language)
    return replace(PHRASES[known], **wordings.get(known, {})) if known else None
