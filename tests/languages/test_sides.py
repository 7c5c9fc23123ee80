"""`{side}` agrees with the words around it, in every language."""

import pytest

from coach.languages import LANGUAGES, load_language
from coach.languages.french.nouns import FEMININE_BODY as FRENCH_FEMININE
from coach.languages.french.nouns import MASCULINE_BODY as FRENCH_MASCULINE
from coach.languages.german.declension import GENDERS
from coach.languages.spanish.nouns import FEMININE_BODY as SPANISH_FEMININE
from coach.languages.spanish.nouns import MASCULINE_BODY as SPANISH_MASCULINE
from support import compiled

SAID = {
    "en": ["your left leg", "with both hands on your left foot", "turn left", "your left."],
    "de": [
        "dein linkes Bein",
        "deine linke Wade",
        "dein linker Fuß",
        "deinen linken Fuß",
        "mit dem linken Fuß",
        "mit linkem Fuß",
        "mit linker Hand",
        "linkes Bein strecken",
        "das linke Bein",
        "der linke Fuß zeigt nach vorn",
        "auf der linken Seite",
        "des linken Fußes",
        "am linken Oberschenkel",
        "unter die linke Kniescheibe",
        "dein linkes hinteres Bein",
        "ein linkes Hosenbein",
        "deine linke Xyz",
        "dem linken Xyz",
        "nach links",
        "nach links drehen",
        "links, dann weiter",
    ],
    "fr": [
        "ta jambe gauche",
        "ton pied gauche",
        "le pied de la jambe gauche",
        "à gauche",
    ],
    "es": [
        "tu pierna izquierda",
        "tu pie izquierdo",
        "el pie de la pierna izquierda",
        "el talón izquierdo baja",
        "a la izquierda",
    ],
}
STEMS = {"en": "left", "de": "link", "fr": "gauche", "es": "izquierd"}


def filled(template: str, language: str, side: str = "left") -> str:
    before, _, after = template.partition("{side}")
    word = load_language(language).phrases.choose_side_word(
        "left" if side == "left" else "right", before, after
    )
    return f"{before}{word}{after}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_ending_of_its_noun(language: str) -> None:
    templates = []
    for said in SAID[language]:
        start = said.index(STEMS[language])
        end = start + len(said[start:].split()[0].rstrip(".,"))
        templates.append(f"{said[:start]}{{side}}{said[end:]}")
    assert [filled(template, language) for template in templates] == SAID[language]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("dein {side}s Bein", "dein rechtes Bein"),
        ("mit dem {side}n Fuß", "mit dem rechten Fuß"),
        ("über dein {side}s, für mehr Druck", "über dein rechtes, für mehr Druck"),
    ],
)
def test_an_ending_that_is_written_stays(template: str, said: str) -> None:
    assert filled(template, "de", "right") == said


@pytest.mark.parametrize("noun", FRENCH_MASCULINE + FRENCH_FEMININE)
def test_a_french_side_has_the_gender_of_each_part_of_the_body(noun: str) -> None:
    word = "droite" if noun in FRENCH_FEMININE else "droit"
    last = noun.rsplit(maxsplit=1)[-1]
    assert filled(f"le {last} {{side}}", "fr", "right") == f"le {last} {word}"


@pytest.mark.parametrize("noun", SPANISH_MASCULINE + SPANISH_FEMININE)
def test_a_spanish_side_has_the_gender_of_each_part_of_the_body(noun: str) -> None:
    word = "derecha" if noun in SPANISH_FEMININE else "derecho"
    assert filled(f"Tu {noun} {{side}}.", "es", "right") == f"Tu {noun} {word}."


@pytest.mark.parametrize("noun", GENDERS)
def test_a_german_side_has_the_gender_of_each_part_of_the_body(noun: str) -> None:
    article, word = {
        "m": ("dein", "rechter"),
        "f": ("deine", "rechte"),
        "n": ("dein", "rechtes"),
    }[GENDERS[noun]]
    assert filled(f"{article} {{side}} {noun}", "de", "right") == f"{article} {word} {noun}"


def test_it_agrees_in_a_routine() -> None:
    text = (
        "---\ntitle: T\nlanguage: de\nsides: right, left\n---\n\n## Bein\n\n"
        "- Heb dein {side} Bein, und leg es auf den {other} Fuß. `hold 5s`\n"
    )
    said = [event.text for event in compiled(text).events if event.role == "instruction"]
    assert said == [
        "Heb dein rechtes Bein, und leg es auf den linken Fuß.",
        "Heb dein linkes Bein, und leg es auf den rechten Fuß.",
    ]
