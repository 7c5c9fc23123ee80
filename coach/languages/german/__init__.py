"""German."""

from types import MappingProxyType

from coach.languages.german.lexicon import ESPEAK, EXPANSIONS
from coach.languages.german.phrases import German
from coach.languages.language import Language, Lexicon
from coach.languages.written_forms import Rule


def _load_rules() -> tuple[Rule, ...]:
    from coach.languages.german.normalization import RULES  # noqa: PLC0415 (they take 20 ms)

    return RULES


LANGUAGE = Language(
    code="de",
    iso_639_2="deu",
    phrases=German(),
    load_rules=_load_rules,
    lexicon=Lexicon(EXPANSIONS, MappingProxyType({"espeak": ESPEAK})),
    body=MappingProxyType(
        {
            "calf": "wade|unterschenkel|schienbein",
            "thigh": "adduktor|oberschenkel",
            "hip": "huft|gesass",
            "back": "rucken|wirbelsaule",
            "shoulder": "schulter|nacken|hals",
            "chest": "brust|thorax",
            "arm": r"(?:unter|ober)?arme?n?\b|handgelenk|ell?bogen",
            "foot": "fuss|ferse|zehe|knochel|sprunggelenk",
        }
    ),
    range_word="bis",
    time_units=r"s|se[ck]s?|sekunden?|min|minuten?|h|stunden?",
    voice="ruhig",
    voice_sample="Heb das Becken, und rolle langsam bis unter das Knie. Jetzt die linke Seite. "
    "Einatmen, und ausatmen.",
    voice_trial="Einatmen, und ausatmen. Lass die Schultern sinken. Jetzt die linke Seite.",
)
