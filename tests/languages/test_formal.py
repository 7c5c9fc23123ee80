"""What the coach says to somebody whom it addresses formally."""

import re

import pytest

from coach.languages import LANGUAGES, find_phrases, load_language
from coach.languages.phrases import PHRASE_NAMES
from coach.timing import MINUTE, MINUTE_MS, Ms
from support import Given, arranged_together, compiled, said

FAMILIAR = {
    "de": r"\b(?:du|dein\w*|dir|dich|hast|schaffst|bist|spürst)\b",
    "fr": r"\b(?:tu|toi|te|ton|ta|tes|as|sens|veux|inspire|expire|retiens|cherche)\b",
    "es": r"\b(?:tú|tu|tus|te|tienes|notas|necesitas|llegues|quieras|inhala|exhala|mantén|busca)\b",
}


@pytest.mark.parametrize("code", sorted(FAMILIAR))
def test_nothing_is_said_in_the_familiar_form(code: str) -> None:
    formal, usual = load_language(code).formal, load_language(code).phrases
    assert formal
    for phrases, is_found in ((formal, False), (usual, True)):
        texts = [getattr(phrases, name) for name in PHRASE_NAMES]
        texts += [phrases.word_avoid(["A"]), phrases.word_what_next(Ms(5 * MINUTE_MS), "then")]
        texts += [phrases.word_title("T", 5 * MINUTE, ["X-1"]), phrases.word_change("left")]
        found = re.search(FAMILIAR[code], " ".join(texts), re.IGNORECASE)
        assert bool(found) == is_found, found


def test_a_language_with_one_address_has_its_usual_phrases() -> None:
    one = [code for code in LANGUAGES if code not in FAMILIAR]
    for code in one:
        assert load_language(code).formal is None
        assert find_phrases(code, is_formal=True) == find_phrases(code)
    wordings = {"de": {"stop": "Halt."}}
    formal = find_phrases("de", wordings, is_formal=True)
    assert formal
    assert (formal.stop, formal.change_sides) == ("Halt.", "Jetzt Ihre {side}.")


ROUTINE = """---
title: Wade
language: {language}
address: {address}
tools: [Faszienrolle]
sides: right, left
---
## Wade
- {words} `hold 20s, spots 2`
"""


def routine(address: str = "formal", language: str = "de") -> str:
    words = "Rollen Sie Ihre {side} Wade, Ihr {other} Bein liegt."
    return ROUTINE.format(address=address, language=language, words=words)


def test_a_formal_routine_is_formal_throughout() -> None:
    spoken = said(compiled(routine()), "title", "caution", "instruction", "side", "finish")
    assert spoken[:3] == [
        "Wade. Etwa zwei Minuten und zehn Sekunden. Sie brauchen eine Faszienrolle.",
        "Hören Sie auf, wenn Sie stechende Schmerzen, Taubheit oder Kribbeln spüren.",
        "Rollen Sie Ihre rechte Wade, Ihr linkes Bein liegt.",
    ]
    assert "Jetzt Ihre linke Seite." in spoken
    assert "Suchen Sie die nächste empfindliche Stelle." in spoken
    assert "Lass" not in " ".join(said(compiled(routine(), Given(side="left"))))


def test_in_one_track_each_routine_keeps_its_own_address() -> None:
    spoken = said(arranged_together([routine(), routine("familiar")]), "side")
    assert spoken == ["Jetzt Ihre linke Seite.", "Jetzt deine linke Seite."]
