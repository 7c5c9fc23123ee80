"""What a person has to record so that a voice can say a routine, however it is adjusted.

Own lines and the coach's phrases are recorded as they stand. Lengths, counts and totals are put
together from their words, so each word is recorded once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from coach.languages.phrases import PHRASE_NAMES, Phrases
from coach.score.adjustments import Adjustments
from coach.score.arrange import arrange_timeline
from coach.score.cuesheet import CueSheet
from coach.score.expand import expand_routine, find_routine_phrases
from coach.score.lengths import LengthChoices, choose_extremes, choose_lengths
from coach.score.timeline import Event
from coach.script.conditions import NeedsTool
from coach.script.model import Action, Text
from coach.script.routine import Routine
from coach.sentences import split_sentences
from coach.speech.composition import split_words
from coach.speech.estimate import estimate_frames
from coach.speech.profile import Profile
from coach.timing import SECOND

_UNTOLD = ("rest", "wait")
"""Actions that take a time and do not tell it."""

_COUNTED = ("length", "number", "set")
"""Roles of texts that are numbers and their nouns."""

_NUMBER_NAMES = ("set", "sets", "round", "rounds")
"""Placeholders that stand for a number alone."""

_LENGTH_NAMES = ("length", "breaths", "reps", *_NUMBER_NAMES)
"""Placeholders that stand for a length or a number."""

_FREE_MOST_MS = 120_000
_FREE_MOST = 20
"""How far a length is recorded where its author sets no most: two minutes, or a count."""

_TITLE = "X."


@dataclass(frozen=True, slots=True)
class Need:
    """A text to be recorded.

    Attributes:
        text: its words.
        example: a text in which they are heard, where they are only a part of it.
    """

    text: str
    example: str | None = None


def find_needs(routine: Routine, profile: Profile) -> tuple[Need, ...]:
    """Return what a routine needs: its own lines, then the coach's, then words of numbers."""
    finder = _Finder(routine, profile)
    lines = list(finder.find_lines())
    own = [need for is_own, need in lines if is_own]
    coach = [need for is_own, need in lines if not is_own]
    needs: dict[tuple[str, ...], Need] = {}
    for need in (*own, *coach, *finder.find_words()):
        words = tuple(t.word for t in split_words(need.text, routine.front.language))
        needs.setdefault(words, need)
    return tuple(needs.values())


class _Finder:
    def __init__(self, routine: Routine, profile: Profile) -> None:
        self._routine = routine
        self._profile = profile
        self._phrases = find_routine_phrases(routine, profile.phrases)
        self._fixed = {getattr(self._phrases, name) for name in PHRASE_NAMES}
        self._numbers: dict[str, None] = {}
        made = list(self._arrange_all())
        self._sheets = [sheet for sheet, _ in made]
        muted = Adjustments().mute
        self._timelines = [
            arrange_timeline(sheet, self._estimate_text, muted) for sheet in self._sheets
        ]
        self._abouts = dict.fromkeys(self._list_abouts())
        chosen = [
            each
            for _, choices in made
            for index in choices.lengths
            for each in choices.list_lengths(index)
        ]
        self._lengths = {self._phrases.name_length(each.unit, each.value) for each in chosen}
        self._lengths |= {
            self._phrases.spell_number(unit, each.count)
            for each in chosen
            for unit in ("breaths", "reps")
        }
        self._lengths.update(self._list_set_numbers())

    def find_lines(self) -> Iterator[tuple[bool, Need]]:
        """Yield what is recorded as it stands, and whether it is the author's."""
        for timeline in self._timelines:
            for event in timeline.events:
                if event.text:
                    is_own = event.source is not None and event.role not in _COUNTED
                    yield from ((is_own, need) for need in self._take_apart(event, event.text))
        for sheet in self._sheets:  # what finds no room at these lengths may find it at others
            yield from ((False, Need(text)) for text in sheet.texts if text in self._fixed)

    def find_words(self) -> Iterator[Need]:
        """Yield the words of all numbers, lengths and totals that may come up."""
        language = self._routine.front.language
        texts = [*self._numbers, *self._abouts, *self._list_set_numbers()]
        for _, placed, step, action in self._routine.walk_actions():
            texts += self._list_lengths(action)
            sets = range(step.sets.least, step.sets.most + 1) if step.sets.most > 1 else ()
            each_side = placed.exercise.alternates_sets
            texts += (self._phrases.say_sets(number, each_side=each_side) for number in sets)
        for text in texts:
            for token in split_words(text, language):
                word = text[token.start : token.end]
                is_name = word.lower() == token.word and token.start
                yield Need(word if is_name else token.word, text)

    def _arrange_all(self) -> Iterator[tuple[CueSheet, LengthChoices]]:
        """Yield the cue sheets of the routine: at all lengths, with each option, in short."""
        routine, usual = self._routine, Adjustments()
        names = (*routine.front.option_names, *dict.fromkeys(_list_choices(routine)))
        variants = [(usual, choose_lengths(routine, usual).value)]
        variants += [
            (usual, choose_extremes(routine, usual, longest=longest)) for longest in (False, True)
        ]
        for settings in (
            *(replace(usual, with_=(name,)) for name in names),
            replace(usual, tight="left"),
            replace(usual, words="brief"),
        ):
            variants.append((settings, choose_lengths(routine, settings).value))
        for settings, choices in variants:
            sheet = expand_routine(routine, settings, choices, self._profile.phrases).value
            if sheet:
                yield sheet, choices

    def _estimate_text(self, text: str) -> int:
        return estimate_frames(text, self._profile)

    def _take_apart(self, event: Event, text: str) -> Iterator[Need]:
        """Yield what is recorded of a text as it stands; what is counted is put aside."""
        if event.role == "announce" and event.exercise and text.startswith(event.exercise):
            yield Need(event.exercise, text)
            sides = [side.part for side in self._phrases.sides.values()]
            for part in text.removeprefix(event.exercise).strip(" ,.!?").split(", "):
                if part in sides:
                    yield Need(part, text)
                else:
                    self._numbers[part] = None
        elif event.role == "title" or event.role in _COUNTED:
            for span in split_sentences(text):
                said = text[span.start : span.end].strip()
                if said not in self._fixed and (event.role in _COUNTED or said in self._abouts):
                    self._numbers[said] = None
                else:
                    yield Need(said, None if said == text else text)
        elif text not in self._fixed and self._has_length(text):
            for part in self._split_at_lengths(text):
                yield Need(part, text)
        else:
            yield Need(text)

    def _has_length(self, text: str) -> bool:
        """Return whether a text was written with a placeholder for a length."""
        return any(
            all(part in text for part in written.parts if isinstance(part, str))
            for written in _walk_texts(self._routine)
            if any(each.name in _LENGTH_NAMES for each in written.placeholders)
        )

    def _split_at_lengths(self, text: str) -> Iterator[str]:
        words = "|".join(map(re.escape, sorted(self._lengths, key=len, reverse=True)))
        for part in re.split(rf"(?<!\w)(?:{words})(?!\w)", text, flags=re.IGNORECASE):
            if any(map(str.isalnum, part)):
                yield part.strip().lstrip(",;: ")

    def _list_set_numbers(self) -> Iterator[str]:
        """Yield the numbers of sets and rounds that the author's own words may name."""
        for _, placed, step in self._routine.walk_steps():
            texts = (step.text, *(cue.text for cue in step.cues))
            if any(each.name in _NUMBER_NAMES for text in texts for each in text.placeholders):
                most = max(step.sets.most, placed.most_rounds)
                yield from map(self._phrases.spell_cardinal, range(1, most + 1))

    def _list_lengths(self, action: Action) -> Iterator[str]:
        """Yield the wording of every length that an action may have."""
        length, phrases = action.length, self._phrases
        if action.kind in _UNTOLD:
            return
        step, free = (1000, _FREE_MOST_MS) if length.unit == "ms" else (1, _FREE_MOST)
        allowed = length.allowed
        least = allowed.least if allowed else step
        most = (allowed.most if allowed else None) or max(free, 2 * length.default)
        for value in (*range(least, most + 1, step), length.default, *length.values):
            yield phrases.say_length(length.unit, value)
            if length.unit == "reps":
                yield phrases.spell_cardinal(value)
        if length.unit == "reps":
            yield from map(phrases.spell_cardinal, range(1, most))

    def _list_abouts(self) -> Iterator[str]:
        """Yield how the total is told, in whatever tempo the listener takes it."""
        totals = [timeline.frames for timeline in self._timelines]
        for total in (
            range(min(totals) * 3 // 4, max(totals) * 5 // 4, 10 * SECOND) if totals else ()
        ):
            yield _word_total(self._phrases, total)


def _list_choices(routine: Routine) -> Iterator[str]:
    """Yield the tools that a listener chooses from: others are needed in any case."""
    yield from (n for tool in routine.front.tools if len(tool.choices) > 1 for n in tool.choices)
    for _, placed, step in routine.walk_steps():
        for condition in chain(step.conditions, *(scope.conditions for scope in placed.scopes)):
            if isinstance(condition, NeedsTool):
                yield condition.name


def _word_total(phrases: Phrases, total: int) -> str:
    return phrases.word_title(_TITLE, total, ()).removeprefix(_TITLE).strip()


def _walk_texts(routine: Routine) -> Iterable[Text]:
    for _, _, step in routine.walk_steps():
        yield step.text
        yield from (cue.text for cue in step.cues)
