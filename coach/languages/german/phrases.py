"""What the coach says in German, to somebody it is on first-name terms with, and formally."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from coach.languages.german.declension import decline_side
from coach.languages.german.nouns import NOUNS
from coach.languages.nouns import Gender, Noun, Nouns
from coach.languages.phrases import Phrases, SideWords
from coach.sides import Side

_ARTICLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "eine ": (
            *("rolle", "matte", "wand", "stufe", "treppe", "decke", "bank", "hantel", "stange"),
            *("kettlebell", "box", "kiste", "flasche", "scheibe", "maschine", "tür", "unterlage"),
        ),
        "einen ": (
            *("ball", "stuhl", "hocker", "gurt", "block", "tisch", "türrahmen", "besenstiel"),
            *("stab", "stock", "sessel", "keil", "kasten", "reifen", "rucksack", "schal"),
        ),
        "ein ": (
            *("kissen", "handtuch", "gummiband", "theraband", "übungsband", "widerstandsband"),
            *("fitnessband", "loopband", "tuch", "brett", "seil", "bett", "sofa", "gewicht"),
            "buch",
        ),
        "etwas ": ("platz", "wasser", "tape"),
        "": ("bälle", "bänder", "blöcke", "hanteln", "gewichte", "rollen", "stufen", "tücher"),
    }
)
"""The ends of words that surely have a gender: a compound has that of its last part."""

_ONE: Mapping[Gender, str] = MappingProxyType({"m": "einen", "f": "eine", "n": "ein"})
"""The word for one, in the accusative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class German(Phrases):
    """The phrases in German."""

    language: ClassVar[str] = "de"
    introduction: ClassVar[str] = "Einleitung"
    sides: ClassVar[Mapping[Side, SideWords]] = MappingProxyType(
        {
            "right": SideWords("rechte", "rechte Seite", "rechts"),
            "left": SideWords("linke", "linke Seite", "links"),
        }
    )

    _about: ClassVar[str] = "Etwa {}."
    _needed: ClassVar[str] = "Du brauchst {}."
    _listed_need: ClassVar[str] = "Du brauchst: {}."
    _avoid: ClassVar[str] = "Lass diese Einheit aus, wenn du {} hast."
    _next: ClassVar[str] = "Als Nächstes: {}"
    _at_goal: ClassVar[str] = "Sobald du in einer Einheit {} schaffst, mach weiter mit {}"
    _goal_reached: ClassVar[str] = "Du hast {} geschafft"
    _and: ClassVar[str] = "und"
    _or: ClassVar[str] = "oder"
    _for: ClassVar[str] = "{} lang"
    _each_side: ClassVar[str] = "{} auf jeder Seite"
    _of: ClassVar[str] = "{} von {}"
    _round: ClassVar[str] = "Runde"
    _set: ClassVar[str] = "Satz"
    _a_few: ClassVar[str] = "ein paar"
    _point: ClassVar[str] = "Komma"
    _half_second: ClassVar[str] = "eine halbe Sekunde"
    _determiners: ClassVar[Collection[str]] = (
        *("ein", "eine", "einen", "der", "die", "das", "den", "dein", "deine", "deinen"),
        *("etwas", "zwei"),
        *("ihr", "ihre", "ihren"),
    )
    _nouns: ClassVar[Nouns] = NOUNS

    stop: str = "Hör auf, wenn du stechende Schmerzen, Taubheit oder Kribbeln spürst."
    next_spot: str = "Such die nächste empfindliche Stelle."
    coming: str = "Gleich:"
    breathe_in: str = "Einatmen"
    and_out: str = "und ausatmen"
    well_done: str = "Das war's. Gut gemacht."
    last_one: str = "die letzte"
    change_sides: str = "Jetzt deine {side}."
    hold: str = "halten"
    rest: str = "Pause."
    last_time: str = "Ein letztes Mal."
    last_set: str = "Letzter Satz."
    last_round: str = "Letzte Runde."
    half_way: str = "Halbzeit."
    ten_seconds: str = "Noch zehn Sekunden."
    two_more_breaths: str = "Noch zwei Atemzüge."
    press_space: str = "Drück die Leertaste, wenn du bereit bist."
    press_space_or_play: str = "Drück die Leertaste oder die Wiedergabetaste, wenn du bereit bist."

    def spell_cardinal(self, number: int) -> str:
        """Spell a whole number that stands alone; a hundred and a thousand need no "ein"."""
        said = Phrases.spell_cardinal(self, number)
        return said.removeprefix("ein") if said.startswith(("einhundert", "eintausend")) else said

    def _spell_count(self, count: int, noun: Noun) -> str:
        return _ONE[noun.gender] if count == 1 else self._spell_stem(count)

    def _spell_halves(self, count: int, noun: Noun) -> str:
        return f"{self._spell_stem(count)}einhalb {noun.plural}"

    def _spell_times(self, count: int) -> str:
        return f"{self._spell_stem(count)}mal"

    def _add_article(self, tool: str) -> str | None:
        if self._is_determined(tool):
            return tool
        for article, ends in _ARTICLES.items():
            if tool.replace("-", "").isalpha() and tool.casefold().endswith(ends):
                return f"{article}{tool}"
        return None

    def choose_side_word(self, side: Side, before: str, after: str) -> str:
        """Return a side with its noun's ending: "dein linkes Bein", "nach links"."""
        words = self.sides[side]
        return decline_side(words.word.removesuffix("e"), words.title, before, after)

    def _spell_stem(self, count: int) -> str:
        """Spell a number that goes on: "ein" and "hundertein", where it stands alone "eins"."""
        said = self.spell_cardinal(count)
        return said.removesuffix("s") if said.endswith("eins") else said


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalGerman(German):
    """The phrases in German, as to somebody who is addressed as Sie."""

    _needed: ClassVar[str] = "Sie brauchen {}."
    _listed_need: ClassVar[str] = "Sie brauchen: {}."
    _avoid: ClassVar[str] = "Lassen Sie diese Einheit aus, wenn Sie {} haben."
    _at_goal: ClassVar[str] = "Sobald Sie in einer Einheit {} schaffen, machen Sie weiter mit {}"

    stop: str = "Hören Sie auf, wenn Sie stechende Schmerzen, Taubheit oder Kribbeln spüren."
    next_spot: str = "Suchen Sie die nächste empfindliche Stelle."
    change_sides: str = "Jetzt Ihre {side}."
    press_space: str = "Drücken Sie die Leertaste, wenn Sie bereit sind."
    press_space_or_play: str = (
        "Drücken Sie die Leertaste oder die Wiedergabetaste, wenn Sie bereit sind."
    )
