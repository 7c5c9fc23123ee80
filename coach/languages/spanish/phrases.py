"""What the coach says in Spanish, to somebody it is on first-name terms with, and formally."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from coach.languages.nouns import Noun, Nouns
from coach.languages.phrases import Phrases, SideWords, find_first_word, join_words
from coach.languages.spanish.nouns import MASCULINE_BODY, NOUNS
from coach.sides import Side

_MASCULINE = frozenset(
    (
        *("rodillo", "rulo", "balón", "escalón", "cojín", "taburete", "banco", "palo"),
        *("bloque", "cinturón", "saco", "sofá", "libro", "disco", "aro", "step"),
        *("peso", "elástico"),
    )
)
_FEMININE = frozenset(
    (
        *("pelota", "esterilla", "colchoneta", "pared", "silla", "toalla", "manta"),
        *("barra", "mesa", "correa", "banda", "goma", "cuerda", "mancuerna", "pesa"),
        *("máquina", "puerta", "caja", "botella", "tabla", "cama", "escalera"),
        *("almohada", "cinta"),
    )
)
"""The first words of tools that surely have a gender; what follows them does not change it."""

_I = re.compile(r"(?:h?i(?![aeou])|h?í)", re.IGNORECASE)
_O = re.compile(r"h?[oó]|8|11(?![0-9])", re.IGNORECASE)

_MASCULINE_SIDES: Mapping[Side, str] = MappingProxyType({"right": "derecho", "left": "izquierdo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spanish(Phrases):
    """The phrases in Spanish."""

    language: ClassVar[str] = "es"
    introduction: ClassVar[str] = "Introducción"
    sides: ClassVar[Mapping[Side, SideWords]] = MappingProxyType(
        {
            "right": SideWords("derecha", "lado derecho", "derecha"),
            "left": SideWords("izquierda", "lado izquierdo", "izquierda"),
        }
    )

    _about: ClassVar[str] = "Alrededor de {}."
    _needed: ClassVar[str] = "Necesitas {}."
    _listed_need: ClassVar[str] = "Necesitas: {}."
    _avoid: ClassVar[str] = "No hagas esta rutina si tienes {}."
    _next: ClassVar[str] = "Siguiente: {}"
    _at_goal: ClassVar[str] = "Cuando llegues a {} en una sesión, pasa a {}"
    _goal_reached: ClassVar[str] = "Has llegado a {}"
    _and: ClassVar[str] = "y"
    _or: ClassVar[str] = "o"
    _for: ClassVar[str] = "durante {}"
    _each_side: ClassVar[str] = "{} por cada lado"
    _of: ClassVar[str] = "{} de {}"
    _round: ClassVar[str] = "ronda"
    _set: ClassVar[str] = "serie"
    _a_few: ClassVar[str] = "unas cuantas"
    _point: ClassVar[str] = "coma"
    _half_second: ClassVar[str] = "medio segundo"
    _determiners: ClassVar[Collection[str]] = (
        *("un", "una", "unos", "unas", "el", "la", "los", "las", "tu", "tus", "dos"),
        *("su", "sus"),
    )
    _nouns: ClassVar[Nouns] = NOUNS

    stop: str = "Detente si notas un dolor agudo, entumecimiento u hormigueo."
    next_spot: str = "Busca el siguiente punto sensible."
    coming: str = "A continuación:"
    breathe_in: str = "Inhala"
    and_out: str = "y exhala"
    well_done: str = "Ya está. Bien hecho."
    last_one: str = "la última"
    change_sides: str = "Ahora, el {side}."
    hold: str = "mantén"
    rest: str = "Descanso."
    last_time: str = "Una última vez."
    last_set: str = "Última serie."
    last_round: str = "Última ronda."
    half_way: str = "Vamos por la mitad."
    ten_seconds: str = "Diez segundos más."
    two_more_breaths: str = "Dos respiraciones más."
    press_space: str = "Cuando quieras, pulsa la barra espaciadora."
    press_space_or_play: str = "Cuando quieras, pulsa la barra espaciadora o «reproducir»."

    def spell_cardinal(self, number: int) -> str:
        """Spell a whole number that stands alone; before a thousand, one is shortened."""
        said = Phrases.spell_cardinal(self, number)
        return said.replace("veintiuno mil", "veintiún mil").replace("uno mil", "un mil")

    def _spell_count(self, count: int, noun: Noun) -> str:
        said = self.spell_cardinal(count)
        if noun.gender == "f":
            return re.sub("uno$", "una", re.sub("(?<=ient)os", "as", said))
        return re.sub("uno$", "un", re.sub("veintiuno$", "veintiún", said))

    def _spell_halves(self, count: int, noun: Noun) -> str:
        half = "media" if noun.gender == "f" else "medio"
        return f"{self._spell_count(count, noun)} {self._choose_form(noun, count * 1000)} y {half}"

    def list_words(self, words: Sequence[str]) -> str:
        """List words; "y" changes before its own sound."""
        return join_words(words, "e" if words and _I.match(words[-1]) else self._and)

    def list_alternatives(self, words: Sequence[str]) -> str:
        """List words, any one of them; "o" changes before its own sound."""
        return join_words(words, "u" if words and _O.match(words[-1]) else self._or)

    def choose_side_word(self, side: Side, before: str, after: str) -> str:  # noqa: ARG002
        """Return a side in the gender of the noun before it: "tu pie derecho"."""
        noun = next(reversed(before.casefold().split()), "")
        return _MASCULINE_SIDES[side] if noun in MASCULINE_BODY else self.sides[side].word

    def _add_article(self, tool: str) -> str | None:
        if self._is_determined(tool):
            return tool
        first = find_first_word(tool)
        if first in _MASCULINE:
            return f"un {tool}"
        if first in _FEMININE:
            return f"una {tool}"
        ones = _find_singulars(first)
        if ones & _MASCULINE:
            return f"unos {tool}"
        return f"unas {tool}" if ones & _FEMININE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalSpanish(Spanish):
    """The phrases in Spanish, as to somebody who is addressed as usted."""

    _needed: ClassVar[str] = "Necesita {}."
    _listed_need: ClassVar[str] = "Necesita: {}."
    _avoid: ClassVar[str] = "No haga esta rutina si tiene {}."
    _at_goal: ClassVar[str] = "Cuando llegue a {} en una sesión, pase a {}"

    stop: str = "Deténgase si nota un dolor agudo, entumecimiento u hormigueo."
    next_spot: str = "Busque el siguiente punto sensible."
    breathe_in: str = "Inhale"
    and_out: str = "y exhale"
    hold: str = "mantenga"
    press_space: str = "Cuando quiera, pulse la barra espaciadora."
    press_space_or_play: str = "Cuando quiera, pulse la barra espaciadora o «reproducir»."


def _find_singulars(plural: str) -> set[str]:
    """Return what a word may be the plural of: "balones" of "balón", "pesas" of "pesa"."""
    accented = re.sub("ones$", "ón", re.sub("ines$", "ín", plural))
    return {accented, plural.removesuffix("s"), plural.removesuffix("es")} - {plural}
