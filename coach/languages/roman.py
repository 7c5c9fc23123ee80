"""Roman numerals: ``Warrior II`` warrior two, ``grade I-II`` grade one to two."""

import re

from coach.languages.number_words import NumberWords
from coach.languages.rule import Rule
from coach.languages.written_forms import spell_out

_NUMERAL = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
"""One to thirty-nine."""

_VALUES = {"I": 1, "V": 5, "X": 10}


def make_roman_rule(words: NumberWords) -> Rule:
    """Make the rule for Roman numerals.

    A numeral follows a word that is often numbered, or a capitalised word. A single letter may be
    something else. V and X need a word that is often numbered; I needs such a word with a capital,
    or what `NumberWords.after_one` says.
    """
    to, both, either = words.to, words.both, words.either
    signs = {"-": f" {to} ", "–": f" {to} ", "/": f" {either} ", "&": f" {both} "}
    between = rf"\s?[-–/]\s?|,\s|\s(?:{to}|{both}|{either}|&)\s"
    numbered = re.compile(words.numbered, re.IGNORECASE)
    after_one = re.compile(words.after_one)

    def say_numerals(match: re.Match[str]) -> str:
        word, numerals = match["word"], match["numerals"]
        is_capitalised = word[0].isupper()
        is_numbered = numbered.fullmatch(word) is not None
        if numerals == "I":
            is_one = is_numbered or after_one.match(match.string, match.end()) is not None
            is_numeral = is_capitalised and is_one
        else:
            is_numeral = is_numbered or (is_capitalised and len(numerals) > 1)
        if not is_numeral:
            return match.group()
        parts = re.split(rf"({between})", numerals)
        said = (_say_numeral(signs.get(part.strip(), part), words.code) for part in parts)
        return f"{word} {''.join(said)}"

    return Rule(
        re.compile(
            rf"(?<!\w)(?P<word>[^\W\d_]{{2,30}})[\s-]"
            rf"(?P<numerals>{_NUMERAL}(?:(?:{between}){_NUMERAL})*)(?![\w'\u2019])"
        ),
        say_numerals,
    )


def _say_numeral(part: str, code: str) -> str:
    """Write a numeral out; leave what stands between two of them as it is."""
    if not re.fullmatch("[IVX]+", part):
        return part
    total = largest = 0
    for value in (_VALUES[letter] for letter in reversed(part)):
        total += value if value >= largest else -value
        largest = max(largest, value)
    return spell_out(total, code)
