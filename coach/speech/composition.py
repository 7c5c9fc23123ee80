"""Texts put together from recordings: the fewest pieces that together say each word of a text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from coach.languages import find_phrases
from coach.languages.phrases import Phrases
from coach.timing import Ms

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_LONGEST_NUMBER = 4
"""Digits of a number that is spelled out: greater ones are not counted."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text in small letters, and where it stands; a part of it, of a compound."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A recording in a text: the words it says, and where in the text they begin and end."""

    words: Words
    start: int
    end: int


def split_words(text: str, language: str) -> tuple[Token, ...]:
    """Return the words of a text; numbers are spelled out, and their compounds are divided.

    >>> [token.word for token in split_words("Fünfundvierzig Sekunden lang.", "de")]
    ['fünfund', 'vierzig', 'sekunden', 'lang']
    """
    return tuple(_split_words(text, language))


def _split_words(text: str, language: str) -> Iterator[Token]:
    phrases = find_phrases(language)
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0].lower().replace("\u2019", "'")
        if phrases and word.isdecimal() and len(word) <= _LONGEST_NUMBER:
            spelled = phrases.spell_cardinal(int(word))
            yield from (Token(t.word, start, end) for t in _split_words(spelled, language))
            continue
        for part in _divide_word(word, _find_compounds(language)):
            yield Token(part, start, start + len(part))
            start += len(part)


def compose_words(tokens: tuple[Token, ...], recorded: Mapping[Words, object]) -> tuple[Piece, ...]:
    """Return the fewest recorded pieces that say all words in order; none where some is missing.

    >>> tokens = split_words("Two of three.", "en")
    >>> [piece.words for piece in compose_words(tokens, {("two",): 0, ("of", "three"): 0})]
    [('two',), ('of', 'three')]
    """
    longest = max(map(len, recorded), default=0)
    count = len(tokens)
    best: list[tuple[Piece, ...] | None] = [None] * count + [()]
    for first in reversed(range(count)):
        for last in range(min(first + longest, count), first, -1):
            rest = best[last]
            words = tuple(token.word for token in tokens[first:last])
            known = best[first]
            if rest is None or words not in recorded or (known and len(known) <= len(rest) + 1):
                continue
            best[first] = (Piece(words, tokens[first].start, tokens[last - 1].end), *rest)
    return best[0] or ()


def _divide_word(word: str, compounds: Mapping[str, Words]) -> Words:
    parts = compounds.get(word)
    return tuple(p for part in parts for p in _divide_word(part, compounds)) if parts else (word,)


@cache
def _find_compounds(language: str) -> Mapping[str, Words]:
    """Find the number words of a language that are two in one: "fünfundvierzig", "zehnmal"."""
    phrases = find_phrases(language)
    return MappingProxyType(dict(_list_compounds(phrases)) if phrases else {})


def _list_compounds(phrases: Phrases) -> Iterator[tuple[str, Words]]:
    for number in range(1, 100):
        whole = phrases.spell_cardinal(number)
        tens = phrases.spell_cardinal(number // 10 * 10)
        if number > 20 and number % 10 and whole.isalpha() and whole.endswith(tens):
            yield whole, (whole.removesuffix(tens), tens)
        stem = phrases.spell_number("reps", number)
        texts = (
            phrases.name_length("reps", number),
            phrases.spell_duration(Ms(number * 60_000 + 30_000)),
        )
        for word in " ".join(texts).split():
            if word.startswith(stem) and word.isalpha() and word != stem:
                yield word, (stem, word.removeprefix(stem))
