"""The nouns that are counted in French."""

from types import MappingProxyType

from coach.languages.nouns import Noun, Nouns

NOUNS: Nouns = MappingProxyType(
    {
        "hours": Noun("heure", "heures", "f", "time", "h"),
        "minutes": Noun("minute", "minutes", "f", "time", "min mn"),
        "seconds": Noun("seconde", "secondes", "f", "time", "s sec"),
        "breaths": Noun("respiration", "respirations", "f"),
        "passes": Noun("passage", "passages", "m"),
        "reps": Noun("fois", "fois", "f"),
        "spots": Noun("point", "points", "m"),
        "millimeters": Noun("millimètre", "millimètres", "m", "size", "mm"),
        "centimeters": Noun("centimètre", "centimètres", "m", "size", "cm"),
        "meters": Noun("mètre", "mètres", "m", "size", "m"),
        "kilometers": Noun("kilomètre", "kilomètres", "m", short="km"),
        "grams": Noun("gramme", "grammes", "m", short="g"),
        "kilograms": Noun("kilogramme", "kilogrammes", "m", short="kg"),
        "repetitions": Noun("répétition", "répétitions", "f", short="rép rep reps"),
        "sets": Noun("série", "séries", "f"),
        "out-breaths": Noun("expiration", "expirations", "f"),
        "in-breaths": Noun("inspiration", "inspirations", "f"),
        "weeks": Noun("semaine", "semaines", "f", short="sem"),
    }
)

MASCULINE_BODY = (
    *("pied", "genou", "bras", "mollet", "côté", "talon", "coude", "fessier", "orteil"),
    *("gros orteil", "poignet", "flanc", "pouce", "psoas", "quadriceps", "biceps", "ischio"),
    *("poing", "doigt", "sein", "œil", "pectoral", "adducteur", "avant-bras", "tibia"),
    *("muscle", "soléaire", "jumeau", "membre"),
)
FEMININE_BODY = (
    *("jambe", "cuisse", "hanche", "épaule", "main", "cheville", "fesse", "oreille", "rotule"),
    *("omoplate", "plante", "voûte", "aine", "face"),
)
"""What has a left and a right."""


def choose_one(noun: Noun) -> str:
    """Return the word for one of a noun."""
    return "une" if noun.gender == "f" else "un"
