"""What the coach says in Spanish, to somebody it is on first-name terms with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from coach.languages.nouns import Noun, Nouns
from coach.languages.phrases import Phrases, SideWords, determined, first_word, joined
from coach.languages.spanish.nouns import NOUNS
from coach.sides import Side

_DETERMINERS = (
    "un",
    "una",
    "unos",
    "unas",
    "el",
    "la",
    "los",
    "las",
    "tu",
    "tus",
    "dos",
)
_ARTICLES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        ("rodillo", "rulo", "balón", "escalón", "cojín", "taburete", "banco", "palo", "bloque"),
        "un",
    )
    | dict.fromkeys(
        (
            "pelota",
            "esterilla",
            "colchoneta",
            "pared",
            "silla",
            "toalla",
            "manta",
            "barra",
            "mesa",
            "correa",
        ),
        "una",
    )
)
"""The first words of tools that surely have a gender; what follows them does not change it."""

_I = re.compile(r"(?:h?i(?![aeou])|h?í)", re.IGNORECASE)
_O = re.compile(r"h?[oó]", re.IGNORECASE)


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
    _next_routine: ClassVar[str] = "Ahora viene {}"
    _what_next: ClassVar[str] = "Después viene {}"
    _at_goal: ClassVar[str] = "Cuando llegues a {} en una sesión, pasa a {}"
    _and: ClassVar[str] = "y"
    _or: ClassVar[str] = "o"
    _for: ClassVar[str] = "durante {}"
    _of: ClassVar[str] = "{} de {}"
    _round: ClassVar[str] = "ronda"
    _a_few: ClassVar[str] = "unas cuantas"
    _point: ClassVar[str] = "coma"
    _nouns: ClassVar[Nouns] = NOUNS

    stop: str = "Detente si notas un dolor agudo, entumecimiento u hormigueo."
    next_spot: str = "Busca el siguiente punto sensible."
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

    def cardinal(self, number: int) -> str:
        """Spell a whole number that stands alone; before a thousand, one is shortened."""
        said = Phrases.cardinal(self, number)
        return said.replace("veintiuno mil", "veintiún mil").replace("uno mil", "un mil")

    def _before(self, count: int, noun: Noun) -> str:
        said = self.cardinal(count)
        if noun.gender == "f":
            return re.sub("uno$", "una", re.sub("(?<=ient)os", "as", said))
        return re.sub("uno$", "un", re.sub("veintiuno$", "veintiún", said))

    def _halves(self, count: int, noun: Noun) -> str:
        half = "media" if noun.gender == "f" else "medio"
        return f"{self._before(count, noun)} {self._form(noun, count * 1000)} y {half}"

    def listed(self, words: Sequence[str]) -> str:
        """List words; "y" changes before its own sound."""
        return joined(words, "e" if words and _I.match(words[-1]) else self._and)

    def alternatives(self, words: Sequence[str]) -> str:
        """List words of which any will do; "o" changes before its own sound."""
        return joined(words, "u" if words and _O.match(words[-1]) else self._or)

    def _with_article(self, tool: str) -> str | None:
        if determined(tool, _DETERMINERS):
            return tool
        article = _ARTICLES.get(first_word(tool))
        return f"{article} {tool}" if article else None
