"""What the coach says in French, to somebody it is on first-name terms with, and formally."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from coach.languages.french.nouns import MASCULINE_BODY, NOUNS, choose_one
from coach.languages.nouns import Noun, Nouns
from coach.languages.phrases import Phrases, SideWords, find_first_word
from coach.sides import Side

_ELIDED = ("l'", "l\u2019", "d'", "d\u2019")
_MASCULINE = frozenset(
    (
        *("rouleau", "ballon", "tapis", "mur", "coussin", "élastique", "escalier"),
        *("tabouret", "banc", "bâton", "bloc", "step", "haltère", "foulard", "sac"),
        *("lit", "canapé", "livre", "fauteuil", "manche", "disque", "cerceau"),
        *("kettlebell", "gilet", "poids", "rack", "petit", "grand", "gros"),
    )
)
_FEMININE = frozenset(
    (
        *("balle", "marche", "chaise", "serviette", "couverture", "sangle", "barre"),
        *("table", "bande", "corde", "machine", "porte", "boîte", "caisse", "brique"),
        *("ceinture", "bouteille", "planche", "rampe", "poutre", "petite", "grande"),
        *("grosse",),
    )
)
"""The first words of tools that surely have a gender; what follows them does not change it."""

_MASCULINE_SIDES: Mapping[Side, str] = MappingProxyType({"right": "droit", "left": "gauche"})


@dataclass(frozen=True, slots=True, kw_only=True)
class French(Phrases):
    """The phrases in French."""

    language: ClassVar[str] = "fr"
    introduction: ClassVar[str] = "Introduction"
    sides: ClassVar[Mapping[Side, SideWords]] = MappingProxyType(
        {
            "right": SideWords("droite", "côté droit", "droite"),
            "left": SideWords("gauche", "côté gauche", "gauche"),
        }
    )

    _about: ClassVar[str] = "Environ {}."
    _needed: ClassVar[str] = "Il te faut {}."
    _listed_need: ClassVar[str] = "Il te faut : {}."
    _avoid: ClassVar[str] = "Ne fais pas cette séance si tu as {}."
    _next: ClassVar[str] = "Ensuite : {}"
    _at_goal: ClassVar[str] = "Quand tu arrives à {} par séance, passe à {}"
    _goal_reached: ClassVar[str] = "Tu as atteint {}"
    _and: ClassVar[str] = "et"
    _or: ClassVar[str] = "ou"
    _for: ClassVar[str] = "pendant {}"
    _each_side: ClassVar[str] = "{} de chaque côté"
    _of: ClassVar[str] = "{} sur {}"
    _round: ClassVar[str] = "tour"
    _set: ClassVar[str] = "série"
    _a_few: ClassVar[str] = "quelques"
    _point: ClassVar[str] = "virgule"
    _half_second: ClassVar[str] = "une demi-seconde"
    _determiners: ClassVar[Collection[str]] = (
        *("un", "une", "des", "le", "la", "les", "du", "ton", "ta", "tes", "deux"),
        *("votre", "vos"),
    )
    _nouns: ClassVar[Nouns] = NOUNS

    stop: str = "Arrête-toi si tu sens une douleur vive, un engourdissement ou des fourmillements."
    next_spot: str = "Cherche le prochain point sensible."
    coming: str = "Ensuite :"
    breathe_in: str = "Inspire"
    and_out: str = "et expire"
    well_done: str = "C'est fini. Bravo."
    last_one: str = "la dernière"
    change_sides: str = "Maintenant, le {side}."
    hold: str = "retiens"
    rest: str = "Repos."
    last_time: str = "Une dernière fois."
    last_set: str = "Dernière série."
    last_round: str = "Dernier tour."
    half_way: str = "On est à la moitié."
    ten_seconds: str = "Encore dix secondes."
    two_more_breaths: str = "Encore deux respirations."
    press_space: str = "Quand tu veux, appuie sur la barre d'espace."
    press_space_or_play: str = "Quand tu veux, appuie sur la barre d'espace ou sur lecture."

    def word_round_number(self, number: int) -> str:
        """Say which round comes: "Deuxième tour."."""
        from num2words import num2words  # noqa: PLC0415 (it loads every language it knows)

        ordinal = str(num2words(number, lang=self.language, to="ordinal"))
        return f"{ordinal.capitalize()} {self._round}."

    def _spell_count(self, count: int, noun: Noun) -> str:
        said = self.spell_cardinal(count)
        ends_in_one = said == "un" or said.endswith((" un", "-un"))
        return f"{said.removesuffix('un')}{choose_one(noun)}" if ends_in_one else said

    def _spell_halves(self, count: int, noun: Noun) -> str:
        form = self._choose_form(noun, count * 1000 + 500)
        return f"{self._spell_count(count, noun)} {form} et demie"

    def choose_side_word(self, side: Side, before: str, after: str) -> str:  # noqa: ARG002
        """Return a side in the gender of the noun before it: "ton pied droit"."""
        noun = next(reversed(before.casefold().split()), "")
        return _MASCULINE_SIDES[side] if noun in MASCULINE_BODY else self.sides[side].word

    def _add_article(self, tool: str) -> str | None:
        if self._is_determined(tool) or tool.casefold().startswith(_ELIDED):
            return tool
        first = find_first_word(tool)
        if first in _MASCULINE:
            return f"un {tool}"
        if first in _FEMININE:
            return f"une {tool}"
        return f"des {tool}" if first[:-1] in _MASCULINE | _FEMININE else None

    def _choose_form(self, noun: Noun, thousandths: int) -> str:
        """Return a noun's form; several are two and more."""
        return noun.singular if thousandths < 2000 else noun.plural


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalFrench(French):
    """The phrases in French, as to somebody who is addressed as vous."""

    _needed: ClassVar[str] = "Il vous faut {}."
    _listed_need: ClassVar[str] = "Il vous faut : {}."
    _avoid: ClassVar[str] = "Ne faites pas cette séance si vous avez {}."
    _at_goal: ClassVar[str] = "Quand vous arrivez à {} par séance, passez à {}"

    stop: str = (
        "Arrêtez-vous si vous sentez une douleur vive, un engourdissement ou des fourmillements."
    )
    next_spot: str = "Cherchez le prochain point sensible."
    breathe_in: str = "Inspirez"
    and_out: str = "et expirez"
    hold: str = "retenez"
    press_space: str = "Quand vous voulez, appuyez sur la barre d'espace."
    press_space_or_play: str = "Quand vous voulez, appuyez sur la barre d'espace ou sur lecture."
