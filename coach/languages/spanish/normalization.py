"""How a trainer reads out what Spanish routines write; numbers stay digits, but for one."""

import re
from collections.abc import Mapping

from coach.languages.written_forms import (
    ALONE,
    NUMBER,
    PARTED,
    PAUSE,
    SPACED,
    TEMPO,
    VERTEBRAE,
    Kind,
    Noun,
    Rule,
    abbreviations,
    any_of,
    arrow,
    before_number,
    choice,
    clock,
    fractions,
    how_often,
    in_words,
    or_more,
    per,
    quantities,
    ranges,
    ratio,
    replaced,
    rhythm,
    sets,
    temperature,
    times,
    written,
)

_SECOND = Noun("segundo", "segundos", "m", "time")
_MINUTE = Noun("minuto", "minutos", "m", "time")
_HOUR = Noun("hora", "horas", "f", "time")

_UNITS = written(
    ("s seg sec", _SECOND),
    ("min", _MINUTE),
    ("h hr hrs", _HOUR),
    ("mm", Noun("milímetro", "milímetros", "m", "size")),
    ("cm", Noun("centímetro", "centímetros", "m", "size")),
    ("m", Noun("metro", "metros", "m", "size")),
    ("km", Noun("kilómetro", "kilómetros", "m")),
    ("g", Noun("gramo", "gramos", "m")),
    ("kg", Noun("kilo", "kilos", "m")),
    ("rep reps", Noun("repetición", "repeticiones", "f")),
    ("", Noun("serie", "series", "f")),
    ("", Noun("ronda", "rondas", "f")),
    ("", Noun("vuelta", "vueltas", "f")),
    ("resp", Noun("respiración", "respiraciones", "f")),
    ("", Noun("vez", "veces", "f")),
    ("", Noun("paso", "pasos", "m")),
    ("", Noun("ejercicio", "ejercicios", "m")),
    ("", Noun("día", "días", "m")),
    ("sem", Noun("semana", "semanas", "f")),
)
_UNIT = any_of(_UNITS)

_WITHIN: Mapping[str, str] = {
    "dr.": "doctor",
    "dra.": "doctora",
    "km/h": "kilómetros por hora",
    "p. ej.": "por ejemplo",
    "por ej.": "por ejemplo",
    "ud.": "usted",
    "uds.": "ustedes",
    "vs.": "versus",
    "vs": "versus",
}

_CLOSING: Mapping[str, str] = {
    "aprox.": "aproximadamente",
    "dcha.": "derecha",
    "dcho.": "derecho",
    "etc.": "etcétera",
    "izda.": "izquierda",
    "izdo.": "izquierdo",
    "izqda.": "izquierda",
    "izqdo.": "izquierdo",
    "máx.": "máximo",
    "max.": "máximo",
    "min.": "minutos",
    "mín.": "mínimo",
    "rep.": "repetición",
    "reps.": "repeticiones",
    "seg.": "segundos",
}

_BEFORE_NUMBER: Mapping[str, str] = {
    "~": "unos",
    "≈": "unos",
    "±": "más o menos",
    "+/-": "más o menos",
    "#": "número",
    "n.º": "número",
    "N.º": "número",
    "nº": "número",
    "n°": "número",
    "<": "menos de",
    ">": "más de",
    "≤": "como mucho",
    "<=": "como mucho",
    "≥": "al menos",
    ">=": "al menos",
}

_MASCULINE = (
    "pie|brazo|lado|talón|codo|glúteo|gemelo|tobillo|hombro|muslo|costado|pulgar|psoas|cuádriceps"
    "|isquio|dedo|pectoral|aductor|antebrazo|sóleo|omóplato"
)
_FEMININE = "pierna|rodilla|cadera|mano|pantorrilla|nalga|oreja|muñeca|planta|ingle|rótula|escápula"
"""What has a left and a right."""

_NOUN = rf"(?<!\w)(?P<noun>(?:(?P<m>(?i:{_MASCULINE}))|(?i:{_FEMININE}))s?\s)?(?<!\w)"
_RIGHT = r"der\.|D\.?"
_LEFT = r"izq\.|I\.?"
_DERECHA = rf"(?P<right>dch(?P<end>[ao])\.?|{_RIGHT})"
_IZQUIERDA = rf"(?P<left>izq?d[ao]\.?|{_LEFT})"


def _one(noun: Noun) -> str:
    return "una" if noun.gender == "f" else "un"


def _count(number: str, noun: Noun) -> str:
    """Say a number of something: 21 of it is ``veintiún segundos``, ``veintiuna horas``."""
    if number == "1":
        return f"{_one(noun)} {noun.one}"
    feminine = noun.gender == "f"
    if not re.fullmatch("(?:[1-9]?[02-9])1" + ("|[2-9][0-9]{2}" if feminine else ""), number):
        return f"{number} {noun.many}"
    said = in_words(int(number), "es")
    if feminine:
        said = re.sub("uno$", "una", said.replace("ientos", "ientas"))
    else:
        said = re.sub("veintiuno$", "veintiún", said).replace(" uno", " un")
    return f"{said} {noun.many}"


def _part(above: int, below: int, noun: Noun | None) -> str:
    """Say a part: ``1/2 min`` medio minuto, ``3/4 h`` tres cuartos de hora."""
    if (above, below) == (1, 2):
        return f"{_half(noun)} {noun.one}" if noun else "un medio"
    named = {3: "tercio", 4: "cuarto", 8: "octavo"}
    name = named.get(below) or (
        in_words(below, "es", "ordinal") if below <= 10 else f"{in_words(below, 'es')}avo"
    )
    said = f"{'un' if above == 1 else above} {name}{'s' if above > 1 else ''}"
    return f"{said} de {noun.one}" if noun else said


def _half(noun: Noun | None) -> str:
    return "media" if noun and noun.gender == "f" else "medio"


def _mixed(whole: int, above: int, below: int, noun: Noun | None) -> str:
    """``1 1/2 min`` un minuto y medio."""
    said = _count(str(whole), noun) if noun else str(whole)
    if (above, below) == (1, 2):
        return f"{said} y {_half(noun)}"
    return f"{said} y {_part(above, below, None)}"


def _range_one(unit: str) -> str:
    noun = _UNITS.get(unit.casefold())
    return "una" if noun and noun.gender == "f" else "uno"


def _sets(number: str, each: str, kind: Kind) -> str:
    if kind == "time":
        return f"{number} veces {each}"
    if kind == "size":
        return f"{number} por {each}"
    return f"{'una serie' if number == '1' else f'{number} series'} de {each}"


def _ordinal(found: re.Match[str]) -> str:
    """``1.º`` primero, ``2.ª`` segunda, ``3er`` tercer."""
    said = in_words(int(found[1]), "es", "ordinal")
    if found[2] == "er":
        return said.removesuffix("o")
    return f"{said.removesuffix('o')}a" if found[2][-1] in "ªa" else said


def _both_sides(found: re.Match[str]) -> str:
    """``dcha./izda.`` derecha e izquierda; ``pie izq./der.`` pie izquierdo y derecho."""
    end = found["end"] or ("o" if found["m"] else "a")
    right_first = found.start("right") < found.start("left")
    sides = f"derech{end} e izquierd{end}" if right_first else f"izquierd{end} y derech{end}"
    return f"{found['noun'] or ''}{sides}"


def _side(found: re.Match[str]) -> str:
    """``pierna izq.`` pierna izquierda; ``pie D`` pie derecho."""
    side = "izquierd" if found["left"] else "derech"
    many = found["s"] or ""
    return f"{found['m'] or found['f']}{many} {side}{'o' if found['m'] else 'a'}{many}"


def _or(after: str) -> str:
    """Say ``o``, which before another o is ``u``."""
    return "u" if re.match("h?[oó]", after, re.IGNORECASE) else "o"


_AT = r"(?<!\blas )(?<!\bla )"
_TIME_OF_DAY = r"\s?h\b"

RULES = (
    SPACED,
    PARTED,
    VERTEBRAE,
    clock(_count, (_HOUR, _MINUTE, _SECOND), before=_AT, after=_TIME_OF_DAY),
    ratio("a", before=_AT, after=_TIME_OF_DAY),
    TEMPO,
    rhythm("respiración|tiempos"),
    fractions(_UNITS, _part, _mixed, "de"),
    Rule(re.compile(rf"{ALONE}([0-9]{{1,3}})\.?(º|ª|er|[rdtvm]?[oa])(?!\w)"), _ordinal),
    per(
        "por",
        "reps?|repeticiones|series|veces|respiraciones|segundos|minutos",
        "lado|pierna|brazo|pie|día|semana|sem|sesión|serie|minuto|min|hora",
    ),
    how_often("una vez", "dos veces", "veces", "a"),
    ranges("a", _UNIT, _range_one),
    sets(_sets, _UNIT, _UNITS),
    times("por"),
    or_more("o más", _UNIT),
    before_number(_BEFORE_NUMBER),
    temperature({"C": "grados Celsius", "F": "grados Fahrenheit"}),
    replaced(rf"{ALONE}1\s(?=(?:{_FEMININE})(?!\w))", "una "),
    replaced(rf"{ALONE}1\s(?=(?:{_MASCULINE})(?!\w))", "un "),
    quantities(_UNITS, _count),
    replaced(rf"(?<!\w)m[ií]n\.?(?=\s?{NUMBER})", "mínimo"),
    replaced(rf"(?<!\w)m[aá]x\.?(?=\s?{NUMBER})", "máximo"),
    replaced(r"(?<!\w)\+/-(?!\w)", "más o menos"),
    Rule(re.compile(rf"{_NOUN}{_DERECHA}\s?[/+&]\s?{_IZQUIERDA}(?!\w)"), _both_sides),
    Rule(re.compile(rf"{_NOUN}{_IZQUIERDA}\s?[/+&]\s?{_DERECHA}(?!\w)"), _both_sides),
    Rule(
        re.compile(
            rf"(?<!\w)(?:(?P<m>(?i:{_MASCULINE}))|(?P<f>(?i:{_FEMININE})))(?P<s>s)?\s\(?"
            rf"(?:(?:{_RIGHT})|(?P<left>{_LEFT}))(?!\w)\)?"
        ),
        _side,
    ),
    replaced(r"(?<=\()(?-i:D|der\.)(?=\))", "derecha"),
    replaced(r"(?<=\()(?-i:I|izq\.)(?=\))", "izquierda"),
    abbreviations(_WITHIN, _CLOSING),
    replaced(r"\s&\s", " y "),
    replaced(r"(?<=[^\W\d_]{3})/(?:as?|os?)(?!\w)", ""),
    choice("o", "y", _or),
    arrow("a"),
    PAUSE,
)
"""The rules, in order: what a later one looks for may be what an earlier one said."""
