"""What is put together from the words of lengths and counts, in every language."""

import pytest

from coach.languages import LANGUAGES, find_phrases
from coach.speech.composition import compose_words, split_words
from coach.timing import MINUTE, Ms


def said(text: str, language: str, *recorded: str) -> str:
    """Put a text together, a stroke between two pieces."""
    index = {tuple(t.word for t in split_words(each, language)): each for each in recorded}
    pieces = compose_words(split_words(text, language), index)
    return " | ".join(text[piece.start : piece.end] for piece in pieces)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "For forty-five seconds.", "for forty five seconds"),
        ("en", "About ten and a half minutes.", "about ten and a half minutes"),
        ("en", "Round 2 of 3", "round two of three"),
        ("de", "Fünfundvierzig Sekunden lang.", "fünfund vierzig sekunden lang"),
        ("de", "Etwa zweiunddreißigeinhalb Minuten.", "etwa zweiund dreißig einhalb minuten"),
        ("de", "Sechzehnmal.", "sechzehn mal"),
        ("de", "Ein Atemzug.", "ein atemzug"),
        ("fr", "Pendant quarante-cinq secondes.", "pendant quarante cinq secondes"),
        ("fr", "Environ dix minutes et demie.", "environ dix minutes et demie"),
        ("es", "Durante cuarenta y cinco segundos.", "durante cuarenta y cinco segundos"),
        ("es", "Veintiuna respiraciones.", "veintiuna respiraciones"),
        ("xx", "3 foo", "3 foo"),
    ],
)
def test_a_number_is_divided_into_its_words(language: str, text: str, words: str) -> None:
    assert " ".join(token.word for token in split_words(text, language)) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_length_is_made_of_few_words(language: str) -> None:
    phrases = find_phrases(language)
    assert phrases
    texts = [
        *(phrases.say_length("ms", seconds * 1000) for seconds in range(1, 121)),
        *(phrases.say_length("breaths", count) for count in range(1, 31)),
        *(phrases.say_length("reps", count) for count in range(1, 31)),
        *(phrases.spell_duration(Ms(half * 30_000)) for half in range(1, 121)),
        *(phrases.word_set_place(number, 5) for number in range(1, 6)),
        *(phrases.spell_total(minutes * MINUTE) for minutes in range(1, 60)),
    ]
    words = {token.word for text in texts for token in split_words(text, language)}
    assert len(words) < 75
    index: dict[tuple[str, ...], str] = {(word,): word for word in words}
    for text in texts:
        assert compose_words(split_words(text, language), index), text


def test_the_fewest_pieces_are_taken() -> None:
    words = ("for", "forty", "five", "seconds", "of", "two")
    assert said("For forty-five seconds.", "en", *words) == "For | forty | five | seconds"
    assert (
        said("For forty-five seconds.", "en", *words, "forty-five", "For forty", "five seconds")
        == "For forty | five seconds"
    )
    assert said("For forty-five seconds.", "en", *words, "for FORTY, five seconds") == (
        "For forty-five seconds"
    )


def test_a_text_with_a_word_that_is_missing_is_not_put_together() -> None:
    assert said("For forty-six seconds.", "en", "for", "forty", "seconds") == ""
    assert said("Sit down", "en") == ""
