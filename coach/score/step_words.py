"""The words of a step as it comes up: in full or short, and whether its length is told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coach.score.cuesheet import SpeechLine
from coach.score.history import History, identify_item
from coach.score.resolved_length import ResolvedLength
from coach.script.model import Text, WordsLevel
from coach.script.short_words import shorten_text

_LENGTHS = ("length", "breaths", "reps")


def has_length(text: Text) -> bool:
    """Return whether a text tells the length of its action with a placeholder."""
    return any(placeholder.name in _LENGTHS for placeholder in text.placeholders)


@dataclass(frozen=True, slots=True)
class StepWords:
    """What is said of a step.

    Attributes:
        text: its words, in full or short.
        is_full: whether nothing of them is left out.
        tells_length: whether its length is said after them.
    """

    text: Text
    is_full: bool
    tells_length: bool


def choose_words(
    text: Text, lengths: Sequence[ResolvedLength], level: WordsLevel, source: str, history: History
) -> StepWords:
    """Choose what is said of a step that comes up now.

    Args:
        text: its full words.
        lengths: the lengths to tell, of each set; empty where its action has none to tell.
        level: how much is said.
        source: the name of its script.
        history: what was told before; it is brought up to date.
    """
    if level == "none":
        return StepWords(text, is_full=True, tells_length=False)
    key = identify_item("step", text, source)
    is_full = level == "full" or (level == "brief" and key not in history.told)
    said = text if is_full else shorten_text(text)
    history.told.add(key)
    tells_length = False
    if lengths:
        is_new = level == "full" or history.lengths.get(key) != lengths[0].told
        tells_length = is_new and not has_length(said)
        history.lengths[key] = lengths[-1].told
    return StepWords(said, said.parts == text.parts, tells_length)


def tell_sets(lines: Iterable[SpeechLine], words: str) -> Iterator[SpeechLine]:
    """Yield lines with words for the number of sets before the length of each set."""
    for line in lines:
        if line.role == "length":
            yield replace(line, text=words)
        yield line
