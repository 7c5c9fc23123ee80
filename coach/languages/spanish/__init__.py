"""Spanish."""

from types import MappingProxyType

from coach.languages.language import Language, Lexicon
from coach.languages.page_words import PageWords
from coach.languages.serve_words import ServeWords
from coach.languages.sheet_words import SheetWords
from coach.languages.spanish.lexicon import ESPEAK, EXPANSIONS
from coach.languages.spanish.normalization import WORDS, load_rules
from coach.languages.spanish.nouns import NOUNS
from coach.languages.spanish.phrases import FormalSpanish, Spanish

LANGUAGE = Language(
    code="es",
    iso_639_2="spa",
    phrases=Spanish(),
    formal=FormalSpanish(),
    nouns=NOUNS,
    words=WORDS,
    load_rules=load_rules,
    lexicon=Lexicon(EXPANSIONS, MappingProxyType({"espeak": ESPEAK, "pico": {}})),
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
    voice="serena",
    neural_voice="dora",
    voice_sample="Siéntate con las piernas estiradas, y levanta la cadera. Rueda despacio hasta la "
    "rodilla. Ahora el lado izquierdo. Relaja los hombros.",
    voice_trial="Inspira, y suelta el aire. Relaja los hombros. Ahora el lado izquierdo.",
    page=PageWords(
        play="Reproducir",
        pause="Pausa",
        following="Siguiente ejercicio",
        previous="Atrás",
        steps="Pasos",
        start_here="Empezar en {}",
        left="Segundos restantes",
        breathe_in="Inspira",
        breathe_out="Espira",
        keep="Mantén",
        lift="Sube",
        lower="Baja",
        rest="Descanso",
        wait="A tu ritmo",
    ),
    serve=ServeWords(
        longer="Más largo",
        shorter="Más corto",
        coming="Después",
        paused="En pausa.",
        waiting="Pulsa «Siguiente ejercicio» cuando quieras seguir.",
        finished="Fin.",
        preparing="La pista se está preparando.",
        output_lost="La salida de sonido ha desaparecido. La sesión seguirá cuando vuelva.",
        disconnected="Coach no responde.",
        needs_scripts="Esta página necesita scripts: permítelos para ella.",
        routines="Rutinas",
        adjustments="Ajustes",
        several="Uno por línea",
        kind="Tipo de archivo",
        download="Descargar",
        making="La pista se está creando. Puede tardar un minuto.",
        mistakes="Así no se puede",
        busy="Coach está creando otras pistas: inténtalo dentro de un minuto.",
        as_written="como está escrito",
    ),
    sheet=SheetWords(
        labelled="{}: {}",
        name="Nombre",
        notes="Notas",
        tools="Necesitas",
        avoid="No lo hagas si tienes",
        sides="Lados: {}",
        done="Hecho",
        week="Semana {}",
        daily="cada día",
        weekly="una vez por semana",
        per_day="{} veces al día",
        per_week="{} veces por semana",
        on_symptoms="cuando aparezcan los síntomas",
        in_time="La rutina en el tiempo",
        reps="{} veces",
    ),
)
