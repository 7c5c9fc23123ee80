"""Lexicons: how to respell words that an engine says wrongly.

A lexicon maps a word as written to a spelling that is read the right way, or to phonemes: those of
espeak-ng stand in double brackets, those of hibari between strokes. It is applied after the rules
of `coach.speech.normalize`, to whole words, whatever their case.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from coach.languages.rule import Rule

ESPEAK_PHONEMES = re.compile(r"\[\[[^\[\]]+\]\]")
HIBARI_PHONEMES = re.compile(r"/[^/\[\]()]+/")

_READERS = MappingProxyType(
    {"espeak-ng": ESPEAK_PHONEMES, "command espeak-ng": ESPEAK_PHONEMES, "hibari": HIBARI_PHONEMES}
)
"""The engines that read phonemes, by their own names."""


def is_readable(said: str, engine: str) -> bool:
    """Return whether an engine reads an entry: a spelling, or phonemes in the engine's own signs.

    >>> is_readable("[[f'aSi@]]", "espeak-ng"), is_readable("[[f'aSi@]]", "piper")
    (True, False)
    """
    notations = (ESPEAK_PHONEMES, HIBARI_PHONEMES)
    used = next((each for each in notations if each.fullmatch(said)), None)
    return used is None or _READERS.get(engine) is used


def make_respelling_rule(*lexicons: Mapping[str, str]) -> Rule:
    """Make a rule of lexicons; where two respell one word, the later one's spelling is used."""
    table = {_fold_word(word): said for lexicon in lexicons for word, said in lexicon.items()}
    longest_first = sorted(table, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)

    def say_word(match: re.Match[str]) -> str:
        word = match.group()
        said = table.get(_fold_word(word), word)
        return f"[{word}]({said})" if HIBARI_PHONEMES.fullmatch(said) else said

    never = r"(?!)"
    return Rule(re.compile(rf"(?<!\w)(?:{words or never})(?!\w)", re.IGNORECASE), say_word)


def _fold_word(word: str) -> str:
    return " ".join(word.split()).casefold()
