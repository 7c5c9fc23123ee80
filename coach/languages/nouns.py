"""Nouns that are counted: in what the coach says, and in what a routine writes in short."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Gender = Literal["m", "f", "n"]

Kind = Literal["time", "size", "other"]
"""What a unit measures, as far as sets are said differently."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that is counted.

    Attributes:
        singular: for one of it.
        plural: for several.
        gender: English has no use for it.
        kind: what it measures.
        short: its abbreviations in small letters, with spaces between them.
    """

    singular: str
    plural: str
    gender: Gender = "n"
    kind: Kind = "other"
    short: str = ""


Nouns = Mapping[str, Noun]

Count = Callable[[str, Noun], str]
"""Says a number of something."""


def index_written(nouns: Iterable[Noun]) -> Nouns:
    """Index nouns by all the ways in which they are written, in small letters."""
    return {
        form.casefold(): noun
        for noun in nouns
        for form in (*noun.short.split(), noun.singular, noun.plural)
    }


def index_short(nouns: Iterable[Noun]) -> Nouns:
    """Index nouns by their abbreviations."""
    return {form: noun for noun in nouns for form in noun.short.split()}
