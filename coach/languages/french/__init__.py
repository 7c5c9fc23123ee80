"""French."""

from types import MappingProxyType

from coach.languages.french.lexicon import ESPEAK, EXPANSIONS
from coach.languages.french.phrases import French
from coach.languages.language import Language, Lexicon
from coach.languages.written_forms import Rule


def _load_rules() -> tuple[Rule, ...]:
    from coach.languages.french.normalization import RULES  # noqa: PLC0415 (they take 20 ms)

    return RULES


LANGUAGE = Language(
    code="fr",
    iso_639_2="fra",
    phrases=French(),
    load_rules=_load_rules,
    lexicon=Lexicon(EXPANSIONS, MappingProxyType({"espeak": ESPEAK})),
    body=MappingProxyType(
        {
            "calf": "mollet|tibia",
            "thigh": "cuisse|ischio|adducteur",
            "hip": r"hanche|fess(?:es?\b|ier)",
            # "Dos" alone is two in Spanish.
            "back": r"(?:le|du|au|ton|votre) dos\b|lombaire|colonne vert",
            "shoulder": r"epaule|nuque|cou\b",
            "chest": "thorax|poitrine",
            "arm": r"(?:avant-)?bras\b|poignet|coude",
            "foot": r"pieds?\b|cheville|orteil|talon",
        }
    ),
    range_word="à",
    time_units=r"s|secs?|secondes?|mins?|minutes?|h|heures?",
    voice="calme",
    voice_sample="Soulevez les hanches, et roulez lentement jusque sous le genou. Maintenant le "
    "côté gauche. Inspirez, et expirez.",
    voice_trial="Inspirez, et expirez. Relâchez les épaules. Maintenant le côté gauche.",
)
