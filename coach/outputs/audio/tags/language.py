"""The three letters that tags and containers have for a language."""

from collections.abc import Mapping
from types import MappingProxyType

_LETTERS: Mapping[str, str] = MappingProxyType({"de": "deu", "en": "eng", "es": "spa", "fr": "fra"})
"""ISO 639-2/T of ISO 639-1: https://www.loc.gov/standards/iso639-2/php/code_list.php"""

_UNDETERMINED = "und"
"""What ISO 639-2 has for a language that is not known."""


def iso_639_2(language: str) -> str:
    """Give the three letters for a language of two, with or without a region: ``en``, ``en-GB``."""
    return _LETTERS.get(language.partition("-")[0].lower(), _UNDETERMINED)
