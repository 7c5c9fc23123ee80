"""A language has every part: a new one fails here until nothing is missing."""

import re
from pathlib import Path
from typing import get_args

import pytest

from coach.diagnostics import SourceText
from coach.languages import (
    LANGUAGES,
    find_iso_639_2,
    find_language,
    find_phrases,
    load_language,
    load_languages,
)
from coach.languages.language import BodyPart, Lexicon
from coach.languages.nouns import index_short
from coach.languages.phrases import PHRASE_NAMES, Counted
from coach.languages.written_forms import spell_out
from coach.speech.normalize import find_rules, normalize_text
from coach.speech.profile import parse_profile

VOICES = Path(__file__).parents[2] / "voices"
SIGNS = {"~", "≈", "±", "+/-", "<", ">", "≤", "<=", "≥", ">="}


def read(text: str, language: str) -> str:
    return normalize_text(text, find_rules(language)).text


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_has_its_letters(code: str) -> None:
    language = load_language(code)
    assert language.code == language.phrases.language == code
    assert re.fullmatch("[a-z]{3}", language.iso_639_2)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_voice_that_ships_speaks_it(code: str) -> None:
    path = VOICES / f"{load_language(code).voice}.toml"
    read_profile = parse_profile(SourceText(path.name, path.read_text(encoding="utf-8")))
    assert read_profile.diagnostics == ()
    assert read_profile.value
    assert read_profile.value.language.partition("-")[0] == code


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_has_words_for_every_phrase(code: str) -> None:
    phrases = load_language(code).phrases
    for name in PHRASE_NAMES:
        assert re.search(r"[^\W\d]", getattr(phrases, name)), name
    assert set(phrases.sides) == {"right", "left"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_has_every_noun_that_the_coach_counts(code: str) -> None:
    language = load_language(code)
    assert set(get_args(Counted)) <= set(language.nouns)
    times = {key for key, noun in language.nouns.items() if noun.kind == "time"}
    assert times == {"hours", "minutes", "seconds"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_has_words_for_every_part_of_the_body(code: str) -> None:
    body = load_language(code).body
    assert set(body) == set(get_args(BodyPart))
    for words in body.values():
        assert words == words.casefold()
        re.compile(words)


@pytest.mark.parametrize("code", LANGUAGES)
def test_its_sentences_are_its_own(code: str) -> None:
    language = load_language(code)
    for other in load_languages():
        assert other is language or other.voice_sample != language.voice_sample
        assert other is language or other.voice_trial != language.voice_trial
    assert len(language.voice_sample.split()) > 15
    assert len(language.voice_trial.split()) > 5


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("written", "sign", "attribute"),
    [
        ("30-90", "-", "to"),
        ("30–90 s", "–", "to"),
        ("2:1", ":", "ratio"),
        ("7/10", "/", "out_of"),
        ("1x", "x", "once"),
        ("2x", "x", "twice"),
        ("3x", "x", "times"),
        ("x2", "x", "multiplied"),
        ("60+", "+", "or_more"),
        ("+/- 10", "+", "plus_minus"),
        ("alpha/beta", "/", "either"),
        ("alpha → beta", "→", "arrow"),
    ],
)
def test_it_says_every_sign(code: str, written: str, sign: str, attribute: str) -> None:
    word = getattr(load_language(code).words, attribute)
    before, found, after = read(written, code).casefold().partition(word)
    assert found
    assert sign not in before + after


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "written", ["1:30", "0:45", "2:00:00", "2/3", "1/2", "1 1/2", "½", "3x10", "3x30 s", "30x60 cm"]
)
def test_it_says_clocks_fractions_and_sets(code: str, written: str) -> None:
    said = read(written, code)
    assert re.search(r"[:/½]|[0-9]\s?x", said) is None
    assert re.search(r"[^\W\d]", said)


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_says_every_unit_and_abbreviation(code: str) -> None:
    language = load_language(code)
    for short, noun in index_short(language.nouns.values()).items():
        if short.isalpha():  # `in.` and `"` may be something else in English
            assert noun.singular in read(f"1 {short}", code)
            assert noun.plural in read(f"2 {short}", code)
    words = language.words
    assert set(words.prefixes) >= SIGNS
    for sign, said in words.prefixes.items():
        assert read(f"{sign} 10", code) == f"{said} 10"
    for letter, said in words.degrees.items():
        assert read(f"35 °{letter}", code) == f"35 {said}"
    assert set(words.degrees) == {"C", "F"}
    places = re.findall(r"[^\W\d]+", words.denominators)
    assert len(places) >= 8
    for place in places:
        assert f"10 {words.per} {place}" in read(f"10/{place}", code)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_says_roman_numerals(code: str) -> None:
    numbered = load_language(code).words.numbered.split("|")
    for number in range(1, 40):
        word = numbered[number % len(numbered)].capitalize()
        assert read(f"{word} {_roman(number)}", code) == f"{word} {spell_out(number, code)}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_says_times_in_marks_and_something_per_something(code: str) -> None:
    words = load_language(code).words
    minutes, seconds = words.minute.plural, words.second.plural
    assert seconds in read("30''", code)
    assert seconds in read("3x30''", code)
    assert read("1'30\"", code) == read("1:30", code)
    assert read("2''-30''", code) == f"2 {words.to} 30 {seconds}"
    assert read("5 min/alpha", code) == f"5 {minutes} {words.per} alpha"
    for short, place in words.short_denominators.items():
        assert f"{words.per} {place}" in read(f"5x/{short}", code)


def test_a_tag_finds_its_language() -> None:
    assert find_language("de-AT") is load_language("de")
    assert find_language("xx") is None
    assert find_phrases("xx") is None
    assert [find_iso_639_2(tag) for tag in ("en-GB", "de", "xx")] == ["eng", "deu", "und"]


def test_an_engine_has_the_general_words_and_its_own() -> None:
    lexicon = Lexicon({"ROM": "range of motion", "a": "b"}, {"espeak": {"a": "c"}})
    assert lexicon.select_words("espeak") == {"ROM": "range of motion", "a": "c"}
    assert lexicon.select_words("other") == {"ROM": "range of motion", "a": "b"}
