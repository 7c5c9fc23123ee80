"""Spanish."""

from types import MappingProxyType

from coach.languages.language import Language, Lexicon
from coach.languages.spanish.lexicon import ESPEAK, EXPANSIONS
from coach.languages.spanish.phrases import Spanish
from coach.languages.written_forms import Rule


def _load_rules() -> tuple[Rule, ...]:
    from coach.languages.spanish.normalization import RULES  # noqa: PLC0415 (they take 20 ms)

    return RULES


LANGUAGE = Language(
    code="es",
    iso_639_2="spa",
    phrases=Spanish(),
    load_rules=_load_rules,
    lexicon=Lexicon(EXPANSIONS, MappingProxyType({"espeak": ESPEAK})),
    body=MappingProxyType(
        {
            "calf": "pantorrilla|gemelo",
            "thigh": "muslo|isquio|cuadri|aductor",
            "hip": r"cadera|nalgas?\b",
            "back": "espalda|columna vert",
            "shoulder": r"hombro|cuello|nuca\b",
            "chest": "pecho",
            "arm": r"(?:ante)?brazo|muneca|codos?\b",
            "foot": r"pies?\b|tobillo",
        }
    ),
    range_word="a",
    time_units=r"s|se[cg]s?|segundos?|mins?|minutos?|h|hrs?|horas?",
    voice="serena",
    voice_sample="Siéntate con las piernas estiradas, y levanta la cadera. Rueda despacio hasta la "
    "rodilla. Ahora el lado izquierdo. Relaja los hombros.",
    voice_trial="Inspira, y suelta el aire. Relaja los hombros. Ahora el lado izquierdo.",
)
