"""Lexicons respell whole words."""

from coach.speech.lexicon import make_respelling_rule
from coach.speech.normalize import normalize_text


def test_whole_words_whatever_their_case() -> None:
    rule = make_respelling_rule({"rom": "range of motion", "SI joint": "S.I. joint"})
    said = normalize_text("ROM, from rom to prom: the si  JOINT", (rule,)).text
    assert said == "range of motion, from range of motion to prom: the S.I. joint"


def test_the_later_lexicon_and_the_longer_word_win() -> None:
    rule = make_respelling_rule({"psoas": "one", "psoas major": "two"}, {"PSOAS": "three"})
    assert normalize_text("psoas, Psoas major", (rule,)).text == "three, two"


def test_an_empty_lexicon_changes_nothing() -> None:
    assert normalize_text("soleus", (make_respelling_rule({}),)).text == "soleus"
