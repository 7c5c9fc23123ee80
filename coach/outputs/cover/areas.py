"""The areas of the body that a cover tells apart: the words for each, and its colours."""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from operator import itemgetter

TEXT = "#fffaf2"
"""The colour of a title, on every ground."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the body.

    Attributes:
        name: what it is called.
        words: a pattern of the words that mean it, in English, German, French and Spanish, as
            `_folded` leaves them. They match from the start of a word, and few of them to its end:
            German says "Wadenrolle".
        ground: the dark colour behind the title.
        haze: the colour half way up the picture above.
        sky: the light colour at the top of it.
    """

    name: str
    words: str
    ground: str
    haze: str
    sky: str


# All grounds are equally dark and all skies equally light, in hues that stand about 45° apart:
# OKLCH (https://bottosson.github.io/posts/oklab/) with L 0.37 and C 0.08, L 0.63 and C 0.11 to
# 0.125, L 0.86 and C 0.085.
AREAS = (
    Area(
        "calf",
        r"cal(?:f|ves)\b|lower legs?\b|shins?\b|gastrocnem|soleus|achilles"
        r"|wade|unterschenkel|schienbein|mollet|tibia|pantorrilla|gemelo",
        "#004d49",
        "#009e98",
        "#8ce3dd",
    ),
    Area(
        "thigh",
        r"thigh|hamstring|quads?\b|quadri|adductor|adduktor|oberschenkel|cuisse|ischio|adducteur"
        r"|muslo|isquio|cuadri|aductor",
        "#613114",
        "#c4703d",
        "#ffc19f",
    ),
    Area(
        "hip",
        r"hips?\b|buttock|glute|piriform|psoas|huft|gesass|hanche|fess(?:es?\b|ier)|cadera|nalgas?\b",
        "#592e50",
        "#b76aa7",
        "#f5bce7",
    ),
    Area(
        "back",
        # "Back of the thigh" is no back, and French "dos" is two in Spanish.
        r"backs?\b(?! of)|spine\b|spinal|lumbar|rucken|wirbelsaule|(?:le|du|au|ton|votre) dos\b"
        r"|lombaire|colonne vert|espalda|columna vert",
        "#174268",
        "#438ed1",
        "#a5d7ff",
    ),
    Area(
        "shoulder",
        r"shoulder|necks?\b|trapez|schulter|nacken|hals|epaule|nuque|cou\b|hombro|cuello|nuca\b",
        "#413766",
        "#8b7ace",
        "#d2c7ff",
    ),
    Area(
        "chest",
        r"chest|pector|pecs?\b|rib ?cage|brust|thorax|poitrine|pecho",
        "#632c32",
        "#c96771",
        "#ffbbbf",
    ),
    Area(
        "arm",
        r"(?:fore|upper )?arms?\b|wrist|elbow|biceps|triceps|(?:unter|ober)?arme?n?\b|handgelenk"
        r"|ell?bogen|(?:avant-)?bras\b|poignet|coude|(?:ante)?brazo|muneca|codos?\b",
        "#274a1f",
        "#5e9b50",
        "#b4dfaa",
    ),
    Area(
        "foot",
        r"foot|feet\b|ankle|heel|toes?\b|soles?\b|plantar|fuss|ferse|zehe|knochel|sprunggelenk"
        r"|pieds?\b|cheville|orteil|talon|pies?\b|tobillo",
        "#4f3e00",
        "#a1872e",
        "#e5d090",
    ),
)


def area_of(title: str, words: str) -> Area:
    """Give the area that a routine is for.

    It is the one that the title speaks of most, or, where that names none, the words; of two that
    are named as often, the one named first. Where none is named, the title chooses, by its letters.

    Args:
        title: of the routine.
        words: what else says what it is for, the headings say.
    """
    for text in (_folded(title), _folded(words)):
        found = [
            (-len(starts), starts[0], area)
            for area, pattern in zip(AREAS, _PATTERNS, strict=True)
            if (starts := [match.start() for match in pattern.finditer(text)])
        ]
        if found:
            return min(found, key=itemgetter(0, 1))[2]
    return AREAS[zlib.crc32(title.encode("utf-8", "replace")) % len(AREAS)]


def _folded(text: str) -> str:
    """Write a text in small letters without accents, ß as ss."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_PATTERNS = tuple(re.compile(rf"\b(?:{area.words})") for area in AREAS)
