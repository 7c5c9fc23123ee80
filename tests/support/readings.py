"""Tables of what is written and how it must be said, held against what espeak-ng says."""

from coach.languages import load_language
from coach.speech.lexicon import make_respelling_rule
from coach.speech.normalize import find_rules, normalize_text
from support.phonemes import phonemes, sounds


def rows(table: str) -> list[tuple[str, str]]:
    """Return the lines of a table that have two columns; the others are headings."""
    lines = [line.split("|", 1) for line in table.splitlines() if "|" in line]
    return [(written.strip(), said.strip()) for written, said in lines]


def misread(table: str, language: str, voice: str) -> list[str]:
    """Return what does not sound as its words do, which are in the second column."""
    rules = (
        *find_rules(language),
        make_respelling_rule(load_language(language).lexicon.select_words("espeak")),
    )
    read = [normalize_text(written, rules).text for written, _ in rows(table)]
    words = [said for _, said in rows(table)]
    return [
        f"{written} -> {text}: {sound}, not {right}"
        for (written, _), text, sound, right in zip(
            rows(table), read, phonemes(read, voice), phonemes(words, voice), strict=True
        )
        if sounds(sound, voice) != sounds(right, voice)
    ]
