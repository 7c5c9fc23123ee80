"""How a trainer reads out what Spanish routines write; numbers stay digits, but for one."""

import re
from collections.abc import Mapping
from functools import cache

from coach.languages.nouns import Kind, Noun, index_written
from coach.languages.number_words import NumberWords
from coach.languages.rule import Rule
from coach.languages.spanish.nouns import FEMININE_BODY, MASCULINE_BODY, NOUNS, choose_one
from coach.languages.text_rules import build_rules
from coach.languages.written_forms import (
    ALONE,
    NUMBER,
    make_any_pattern,
    make_quantity_rule,
    make_replacement_rule,
    spell_out,
)

_UNITS = index_written(NOUNS.values())

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

_PREFIXES: Mapping[str, str] = {
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

_MASCULINE = make_any_pattern(MASCULINE_BODY)
_FEMININE = make_any_pattern(FEMININE_BODY)

_NOUN = rf"(?<!\w)(?P<noun>(?:(?P<m>(?i:{_MASCULINE}))|(?i:{_FEMININE}))s?\s)?(?<!\w)"
_RIGHT = r"der\.|D\.?"
_LEFT = r"izq\.|I\.?"
_DERECHA = rf"(?P<right>dch(?P<end>[ao])\.?|{_RIGHT})"
_IZQUIERDA = rf"(?P<left>izq?d[ao]\.?|{_LEFT})"


def _count_noun(number: str, noun: Noun) -> str:
    """Say a number of something: 21 of it is ``veintiún segundos``, ``veintiuna horas``."""
    if number == "1":
        return f"{choose_one(noun)} {noun.singular}"
    feminine = noun.gender == "f"
    if not re.fullmatch("(?:[1-9]?[02-9])1" + ("|[2-9][0-9]{2}" if feminine else ""), number):
        return f"{number} {noun.plural}"
    said = spell_out(int(number), "es")
    if feminine:
        said = re.sub("uno$", "una", said.replace("ientos", "ientas"))
    else:
        said = re.sub("veintiuno$", "veintiún", said).replace(" uno", " un")
    return f"{said} {noun.plural}"


def _say_part(above: int, below: int, noun: Noun | None) -> str:
    """Say a part: ``1/2 min`` medio minuto, ``3/4 h`` tres cuartos de hora."""
    if (above, below) == (1, 2):
        return f"{_choose_half(noun)} {noun.singular}" if noun else "un medio"
    named = {3: "tercio", 4: "cuarto", 8: "octavo"}
    name = named.get(below) or (
        spell_out(below, "es", "ordinal") if below <= 10 else f"{spell_out(below, 'es')}avo"
    )
    said = f"{'un' if above == 1 else above} {name}{'s' if above > 1 else ''}"
    return f"{said} de {noun.singular}" if noun else said


def _choose_half(noun: Noun | None) -> str:
    return "media" if noun and noun.gender == "f" else "medio"


def _say_mixed_fraction(whole: int, above: int, below: int, noun: Noun | None) -> str:
    """``1 1/2 min`` un minuto y medio."""
    said = _count_noun(str(whole), noun) if noun else str(whole)
    if (above, below) == (1, 2):
        return f"{said} y {_choose_half(noun)}"
    return f"{said} y {_say_part(above, below, None)}"


def _say_one_in_range(unit: str) -> str:
    noun = _UNITS.get(unit.casefold())
    return "una" if noun and noun.gender == "f" else "uno"


def _say_sets(number: str, each: str, kind: Kind) -> str:
    if kind == "time":
        return f"{number} veces {each}"
    if kind == "size":
        return f"{number} por {each}"
    return f"{'una serie' if number == '1' else f'{number} series'} de {each}"


def _say_ordinal(match: re.Match[str]) -> str:
    """``1.º`` primero, ``2.ª`` segunda, ``3er`` tercer."""
    said = spell_out(int(match[1]), "es", "ordinal")
    if match[2] == "er":
        return said.removesuffix("o")
    return f"{said.removesuffix('o')}a" if match[2][-1] in "ªa" else said


def _say_both_sides(match: re.Match[str]) -> str:
    """``dcha./izda.`` derecha e izquierda; ``pie izq./der.`` pie izquierdo y derecho."""
    end = match["end"] or ("o" if match["m"] else "a")
    right_first = match.start("right") < match.start("left")
    sides = f"derech{end} e izquierd{end}" if right_first else f"izquierd{end} y derech{end}"
    return f"{match['noun'] or ''}{sides}"


def _say_side(match: re.Match[str]) -> str:
    """``pierna izq.`` pierna izquierda; ``pie D`` pie derecho."""
    side = "izquierd" if match["left"] else "derech"
    many = match["s"] or ""
    return f"{match['m'] or match['f']}{many} {side}{'o' if match['m'] else 'a'}{many}"


def _choose_or(after: str) -> str:
    """Say ``o``, which before another o is ``u``."""
    return "u" if re.match("h?[oó]", after, re.IGNORECASE) else "o"


WORDS = NumberWords(
    code="es",
    hour=NOUNS["hours"],
    minute=NOUNS["minutes"],
    second=NOUNS["seconds"],
    units=_UNITS,
    fraction_units=_UNITS,
    to="a",
    ratio="a",
    out_of="de",
    per="por",
    once="una vez",
    twice="dos veces",
    times="veces",
    multiplied="por",
    or_more="o más",
    plus_minus="más o menos",
    both="y",
    either="o",
    arrow="a",
    prefixes=_PREFIXES,
    degrees={"C": "grados Celsius", "F": "grados Fahrenheit"},
    within=_WITHIN,
    closing=_CLOSING,
    rhythm="respiración|tiempos",
    counted="reps?|repeticiones|días|series|veces|respiraciones|segundos|minutos",
    denominators="lado|pierna|brazo|pie|día|semana|sem|sesión|serie|minuto|min|hora",
    short_denominators={"sem": "semana", "d": "día", "min": "minuto", "h": "hora"},
    comparatives="más|menos",
    numbered=(
        "guerrero|grado|fase|tipo|nivel|etapa|parte|semana|día|clase|paso|serie|variante|postura"
        "|posición|ronda|zona|nervio"
    ),
    clock_before=r"(?<!\blas )(?<!\bla )",
    clock_after=r"\s?h\b",
    count=_count_noun,
    part=_say_part,
    mixed=_say_mixed_fraction,
    sets=_say_sets,
    one=_say_one_in_range,
    choose=_choose_or,
)


@cache
def load_rules() -> tuple[Rule, ...]:
    """Build the rules, in order."""
    return build_rules(
        WORDS,
        numbers=(
            Rule(re.compile(rf"{ALONE}([0-9]{{1,3}})\.?(º|ª|er|[rdtvm]?[oa])(?!\w)"), _say_ordinal),
        ),
        counts=(
            make_replacement_rule(rf"{ALONE}1\s(?=(?:{_FEMININE})(?!\w))", "una "),
            make_replacement_rule(rf"{ALONE}1\s(?=(?:{_MASCULINE})(?!\w))", "un "),
            make_quantity_rule(_UNITS, _count_noun),
            make_replacement_rule(rf"(?<!\w)m[ií]n\.?(?=\s?{NUMBER})", "mínimo"),
            make_replacement_rule(rf"(?<!\w)m[aá]x\.?(?=\s?{NUMBER})", "máximo"),
        ),
        sides=(
            Rule(re.compile(rf"{_NOUN}{_DERECHA}\s?[/+&]\s?{_IZQUIERDA}(?!\w)"), _say_both_sides),
            Rule(re.compile(rf"{_NOUN}{_IZQUIERDA}\s?[/+&]\s?{_DERECHA}(?!\w)"), _say_both_sides),
            Rule(
                re.compile(
                    rf"(?<!\w)(?:(?P<m>(?i:{_MASCULINE}))|(?P<f>(?i:{_FEMININE})))(?P<s>s)?\s\(?"
                    rf"(?:(?:{_RIGHT})|(?P<left>{_LEFT}))(?!\w)\)?"
                ),
                _say_side,
            ),
            make_replacement_rule(r"(?<=\()(?-i:D|der\.)(?=\))", "derecha"),
            make_replacement_rule(r"(?<=\()(?-i:I|izq\.)(?=\))", "izquierda"),
        ),
        spellings=(
            make_replacement_rule(r"\s&\s", " y "),
            make_replacement_rule(r"(?<=[^\W\d_]{3})/(?:as?|os?)(?!\w)", ""),
        ),
    )
