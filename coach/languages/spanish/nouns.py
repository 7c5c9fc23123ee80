"""The nouns that are counted in Spanish."""

from types import MappingProxyType

from coach.languages.nouns import Noun, Nouns

NOUNS: Nouns = MappingProxyType(
    {
        "hours": Noun("hora", "horas", "f", "time", "h hr hrs"),
        "minutes": Noun("minuto", "minutos", "m", "time", "min"),
        "seconds": Noun("segundo", "segundos", "m", "time", "s seg sec"),
        "breaths": Noun("respiración", "respiraciones", "f", short="resp"),
        "passes": Noun("pasada", "pasadas", "f"),
        "reps": Noun("vez", "veces", "f"),
        "spots": Noun("punto", "puntos", "m"),
        "millimeters": Noun("milímetro", "milímetros", "m", "size", "mm"),
        "centimeters": Noun("centímetro", "centímetros", "m", "size", "cm"),
        "meters": Noun("metro", "metros", "m", "size", "m"),
        "kilometers": Noun("kilómetro", "kilómetros", "m", short="km"),
        "grams": Noun("gramo", "gramos", "m", short="g"),
        "kilograms": Noun("kilo", "kilos", "m", short="kg"),
        "repetitions": Noun("repetición", "repeticiones", "f", short="rep reps"),
        "sets": Noun("serie", "series", "f"),
        "rounds": Noun("ronda", "rondas", "f"),
        "laps": Noun("vuelta", "vueltas", "f"),
        "steps": Noun("paso", "pasos", "m"),
        "exercises": Noun("ejercicio", "ejercicios", "m"),
        "days": Noun("día", "días", "m"),
        "weeks": Noun("semana", "semanas", "f", short="sem"),
    }
)

MASCULINE_BODY = (
    *("pie", "brazo", "lado", "talón", "codo", "glúteo", "gemelo", "tobillo", "hombro"),
    *("muslo", "costado", "pulgar", "psoas", "cuádriceps", "isquio", "dedo", "pectoral"),
    *("aductor", "antebrazo", "sóleo", "omóplato", "músculo", "empeine", "pecho"),
)
FEMININE_BODY = (
    *("pierna", "rodilla", "cadera", "mano", "pantorrilla", "nalga", "oreja", "muñeca"),
    *("planta", "ingle", "rótula", "escápula"),
)
"""What has a left and a right."""


def choose_one(noun: Noun) -> str:
    """Return the word for one of a noun."""
    return "una" if noun.gender == "f" else "un"
