"""Lexicons: how to respell words that an engine says wrongly.

A lexicon maps a word as written to a spelling that is read the right way. It is applied after the
rules of `coach.speech.normalize`, to whole words, whatever their case.
"""

import re
from collections.abc import Mapping

from coach.languages.rule import Rule


def respelling(*lexicons: Mapping[str, str]) -> Rule:
    """Make a rule of lexicons; where two respell one word, the later one's spelling is used."""
    table = {_key(word): said for lexicon in lexicons for word, said in lexicon.items()}
    longest_first = sorted(table, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)

    def say(found: re.Match[str]) -> str:
        return table.get(_key(found.group()), found.group())

    never = r"(?!)"
    return Rule(re.compile(rf"(?<!\w)(?:{words or never})(?!\w)", re.IGNORECASE), say)


def _key(word: str) -> str:
    return " ".join(word.split()).casefold()
