"""The type of a language: everything that the rest of the program must know of one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from coach.languages.nouns import Nouns
from coach.languages.number_words import NumberWords
from coach.languages.page_words import PageWords
from coach.languages.phrases import Phrases
from coach.languages.rule import Rule
from coach.languages.serve_words import ServeWords
from coach.languages.sheet_words import SheetWords

BodyPart = Literal["calf", "thigh", "hip", "back", "shoulder", "chest", "arm", "foot"]
"""The parts of the body that a cover tells apart."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that an engine says wrongly as they are written, with a spelling that it says right.

    Attributes:
        general: what no engine can know, abbreviations above all.
        by_engine: what one engine says wrongly, by the name that a voice profile has for it.
    """

    general: Mapping[str, str]
    by_engine: Mapping[str, Mapping[str, str]]

    def select_words(self, engine: str) -> Mapping[str, str]:
        """Return the words for an engine; its own spelling goes before the general one."""
        return {**self.general, **self.by_engine.get(engine, {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that routines can be in.

    Attributes:
        code: its letters in ISO 639-1: ``de``.
        iso_639_2: its letters in ISO 639-2/T: ``deu``.
            https://www.loc.gov/standards/iso639-2/php/code_list.php
        phrases: what the coach itself says.
        formal: the same to somebody it is not on first-name terms with; None where a language has
            one address.
        nouns: what is counted, by its English plural.
        words: what stands around numbers.
        load_rules: returns the rules that turn what is written into words, in order. They take 10
            ms to make, and few commands speak.
        lexicon: words that engines say wrongly.
        body: the words for each part of the body, as a pattern in small letters without accents.
            It matches from the start of a word.
        voice: the voice profile that speaks it, where no other is asked for.
        neural_voice: the one that speaks it instead where the extra ``kokoro`` is installed; empty
            where it has none.
        voice_sample: sentences of a routine, by which the level of a voice is measured.
        voice_trial: what a voice says when somebody tries it.
        page: the words of a page that plays a track.
        serve: the words of the pages that a running coach serves.
        sheet: the words of a printed sheet.
    """

    code: str
    iso_639_2: str
    phrases: Phrases
    nouns: Nouns
    words: NumberWords
    load_rules: Callable[[], tuple[Rule, ...]]
    lexicon: Lexicon
    body: Mapping[BodyPart, str]
    voice: str
    voice_sample: str
    voice_trial: str
    formal: Phrases | None = None
    neural_voice: str = ""
    page: PageWords
    serve: ServeWords
    sheet: SheetWords
