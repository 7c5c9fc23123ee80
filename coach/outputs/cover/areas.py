"""The areas of the body that a cover tells apart: the words for each, and its colours."""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from coach.languages import load_languages
from coach.languages.language import BodyPart

TEXT = "#fffaf2"
"""The colour of a title, on every ground."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the body.

    Attributes:
        name: what it is called. Each language has the words for it.
        ground: the dark colour behind the title.
        haze: the colour half way up the picture above.
        sky: the light colour at the top of it.
    """

    name: BodyPart
    ground: str
    haze: str
    sky: str


# All grounds are equally dark and all skies equally light, in hues that stand about 45° apart:
# OKLCH (https://bottosson.github.io/posts/oklab/) with L 0.37 and C 0.08, L 0.63 and C 0.11 to
# 0.125, L 0.86 and C 0.085.
AREAS = (
    Area("calf", "#004d49", "#009e98", "#8ce3dd"),
    Area("thigh", "#613114", "#c4703d", "#ffc19f"),
    Area("hip", "#592e50", "#b76aa7", "#f5bce7"),
    Area("back", "#174268", "#438ed1", "#a5d7ff"),
    Area("shoulder", "#413766", "#8b7ace", "#d2c7ff"),
    Area("chest", "#632c32", "#c96771", "#ffbbbf"),
    Area("arm", "#274a1f", "#5e9b50", "#b4dfaa"),
    Area("foot", "#4f3e00", "#a1872e", "#e5d090"),
)


def choose_area(title: str, words: str) -> Area:
    """Choose the area that a routine is for.

    It is the one that the title speaks of most, or, where that names none, the words; of two that
    are named as often, the one named first. Where none is named, the title chooses, by its letters.

    Args:
        title: of the routine.
        words: what else says what it is for, the headings say.
    """
    for text in (_fold_letters(title), _fold_letters(words)):
        candidates = [
            (-len(starts), starts[0], area)
            for area in AREAS
            if (starts := [match.start() for match in _compile_words(area.name).finditer(text)])
        ]
        if candidates:
            return min(candidates, key=itemgetter(0, 1))[2]
    return AREAS[zlib.crc32(title.encode("utf-8", "replace")) % len(AREAS)]


def _fold_letters(text: str) -> str:
    """Write a text in small letters without accents, ß as ss."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _compile_words(part: BodyPart) -> re.Pattern[str]:
    """Make the pattern of the words for a part of the body, in any language."""
    return re.compile(rf"\b(?:{'|'.join(language.body[part] for language in load_languages())})")
