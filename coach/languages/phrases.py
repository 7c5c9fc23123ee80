"""What the phrases of all languages share: rounding, lengths, lists, sentences.

A language has texts, in which ``{}`` is filled in, nouns to count, and its own ways with numbers.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, Literal

from coach.languages.nouns import Noun, Nouns, index_short
from coach.sides import Side
from coach.timing import HOUR_MS, MINUTE, MINUTE_MS, SECOND, Ms, frames_to_ms, round_half_up

Counted = Literal["hours", "minutes", "seconds", "breaths", "passes", "reps", "spots"]
"""The nouns that the coach counts in every language; ``reps`` is how often: "ten times"."""

_HALF_MINUTE = 30 * SECOND
_TEN_SECONDS = 10 * SECOND


@dataclass(frozen=True, slots=True)
class SideWords:
    """What a side is called.

    Attributes:
        word: for ``{side}`` in a script: "left", "linke", where nothing changes it.
        part: in an announcement: "left side", "linke Seite".
        title: in the title of a chapter: "left", "links".
    """

    word: str
    part: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases(ABC):
    """What the coach says in one language; what it says as it stands can be worded another way."""

    language: ClassVar[str]
    introduction: ClassVar[str]
    sides: ClassVar[Mapping[Side, SideWords]]

    _about: ClassVar[str]
    _needed: ClassVar[str]
    _listed_need: ClassVar[str]
    _avoid: ClassVar[str]
    _next: ClassVar[str]
    _at_goal: ClassVar[str]
    _goal_reached: ClassVar[str]
    _and: ClassVar[str]
    _or: ClassVar[str]
    _for: ClassVar[str]
    _each_side: ClassVar[str]
    _of: ClassVar[str]
    _round: ClassVar[str]
    _set: ClassVar[str]
    _a_few: ClassVar[str]
    _point: ClassVar[str]
    _half_second: ClassVar[str]
    _determiners: ClassVar[Collection[str]]
    _nouns: ClassVar[Nouns]

    stop: str
    next_spot: str
    coming: str
    breathe_in: str
    and_out: str
    well_done: str
    last_one: str
    change_sides: str
    hold: str
    rest: str
    last_time: str
    last_set: str
    last_round: str
    half_way: str
    ten_seconds: str
    two_more_breaths: str
    press_space: str
    press_space_or_play: str

    @abstractmethod
    def _spell_count(self, count: int, noun: Noun) -> str:
        """Spell a whole number as it stands before a noun: "one", "forty-five"."""

    @abstractmethod
    def _spell_halves(self, count: int, noun: Noun) -> str:
        """Spell a count and a half: "two and a half minutes"."""

    @abstractmethod
    def _add_article(self, tool: str) -> str | None:
        """Name one of a tool, "a step"; None where that might be said wrongly."""

    def _is_determined(self, tool: str) -> bool:
        """Whether a tool is named with an article or a number of its own: "2 balls"."""
        first, second = (*tool.casefold().split(), "", "")[:2]
        return first in self._determiners or (first.isdigit() and second not in self._units)

    @property
    def _units(self) -> frozenset[str]:
        """The units in short: "8 kg kettlebell" is one kettlebell."""
        return frozenset(index_short(self._nouns.values()))

    def _spell_times(self, count: int) -> str:
        """Say how often: "ten times"."""
        return self.spell_counted(count, "reps")

    def _choose_form(self, noun: Noun, thousandths: int) -> str:
        """Return a noun's form for a count in thousandths."""
        return noun.singular if thousandths == 1000 else noun.plural

    def spell_cardinal(self, number: int) -> str:
        """Spell a whole number that stands alone: "forty-five"."""
        return _spell_number(number, self.language)

    def spell_number(self, counted: Counted, count: int) -> str:
        """Fill in a count of breaths or repetitions; where nothing is counted, a vague one."""
        return self._spell_count(count, self._nouns[counted]) if count else self._a_few

    def word_title(self, name: str, total: int, tools: Sequence[str]) -> str:
        """Open the track: its title, about how long it is, and what is needed."""
        said = [end_sentence(name), self._about.format(self.spell_total(total))]
        with_articles = [words for tool in tools if (words := self._add_article(tool))]
        if tools and len(with_articles) == len(tools):
            said.append(self._needed.format(self.list_words(with_articles)))
        elif tools:
            said.append(self._listed_need.format(self.list_words(tools)))
        return " ".join(said)

    def word_avoid(self, conditions: Sequence[str]) -> str:
        """Say who should leave the routine out."""
        return self._avoid.format(self.list_alternatives(conditions))

    def announce_visit(
        self,
        heading: str,
        number: tuple[int, int] | None,
        side: Side | None,
    ) -> str:
        """Announce a visit: its exercise, which of how many, and its side."""
        parts = [heading]
        if number:
            parts.append(self._of.format(*map(self.spell_cardinal, number)))
        if side:
            parts.append(self.sides[side].part)
        return end_sentence(", ".join(parts))

    def title_chapter(self, heading: str, side: Side | None, round_number: int | None) -> str:
        """Word the title of a visit's chapter: exercise, side and round."""
        parts = [heading]
        if side:
            parts.append(self.sides[side].title)
        if round_number:
            parts.append(f"{self._round} {round_number}")
        return " · ".join(parts)

    def name_turn(self, side: Side) -> str:
        """Name the side of a repetition, of those that go by turns: "left"."""
        return self.sides[side].title

    def word_turn(self, side: Side) -> str:
        """Say which side's turn comes: "Left."."""
        return _capitalize_first(end_sentence(self.name_turn(side)))

    def word_change(self, side: Side) -> str:
        """Say which side comes now, its words standing for ``{side}``."""
        return self.change_sides.replace("{side}", self.sides[side].part)

    def word_set_place(self, number: int, total: int) -> str:
        """Say which set comes: "Two of three."; the last one has words of its own."""
        return _capitalize_first(
            end_sentence(self._of.format(self.spell_cardinal(number), self.spell_cardinal(total)))
        )

    def word_set_number(self, number: int) -> str:
        """Say which set comes where there is little time: "Two."."""
        return _capitalize_first(end_sentence(self.spell_cardinal(number)))

    def word_round_number(self, number: int) -> str:
        """Say which round comes: "Round two."."""
        return _capitalize_first(end_sentence(f"{self._round} {self.spell_cardinal(number)}"))

    def write_position(
        self,
        set_position: tuple[int, int] | None,
        round_position: tuple[int, int] | None,
        turn: Side | None = None,
    ) -> str:
        """Write whose turn it is, and which set and round: "Left, set 2 of 3, round 1 of 2"."""
        parts = {self._set: set_position, self._round: round_position}
        written = [self.name_turn(turn)] if turn else []
        written += [f"{noun} {self._of.format(*at)}" for noun, at in parts.items() if at]
        return _capitalize_first(", ".join(written)) if written else ""

    def word_rest_length(self, frames: int) -> str:
        """Say that a rest comes, and how long it is: "Rest. Thirty seconds."."""
        length = end_sentence(self.spell_duration(frames_to_ms(frames)))
        return f"{self.rest} {_capitalize_first(length)}"

    def choose_side_word(self, side: Side, before: str, after: str) -> str:  # noqa: ARG002
        """Return the word for ``{side}`` in a text; it agrees with the noun next to it."""
        return self.sides[side].word

    def word_next_routine(self, name: str) -> str:
        """Say that another routine of the same track begins."""
        return end_sentence(self._next.format(name))

    def word_what_next(self, goal: Ms | None, then: str, done: int = 0) -> str:
        """Say which routine comes next: now, where there is no goal or it is reached; else later.

        ``done`` are the milliseconds in actions of the day.
        """
        name = " ".join(then.replace("-", " ").split())
        following = end_sentence(self._next.format(name))
        if goal is None:
            return following
        if done >= goal:
            return (
                f"{end_sentence(self._goal_reached.format(self.spell_duration(goal)))} {following}"
            )
        return end_sentence(self._at_goal.format(self.spell_duration(goal), name))

    def name_length(self, unit: Counted | Literal["ms"], value: int) -> str:
        """Name a length for a ``{length}``: "forty-five seconds", "four breaths", "ten times"."""
        match unit:
            case "ms":
                return self.spell_duration(Ms(value))
            case "reps":
                return self._spell_times(value)
            case _:
                return self.spell_counted(value, unit)

    def say_length(self, unit: Counted | Literal["ms"], value: int) -> str:
        """Say an action's length after its text: "For forty-five seconds.", "Four breaths."."""
        words = self.name_length(unit, value)
        return _capitalize_first(end_sentence(self._for.format(words) if unit == "ms" else words))

    def say_sets(self, sets: int, *, each_side: bool) -> str:
        """Say how many sets come: "Ten times.", "Five times on each side."."""
        words = self._spell_times(sets)
        return _capitalize_first(
            end_sentence(self._each_side.format(words) if each_side else words)
        )

    def list_words(self, words: Sequence[str]) -> str:
        """List words: "a, b and c"."""
        return join_words(words, self._and)

    def list_alternatives(self, words: Sequence[str]) -> str:
        """List words, any one of them: "a, b or c"."""
        return join_words(words, self._or)

    def spell_duration(self, length: Ms) -> str:
        """Spell a length: "forty-five seconds"; where the language does, in halves."""
        hours, minutes, ms = split_length(length)
        if hours and minutes == 30 and not ms:
            return self._spell_halves(hours, self._nouns["hours"])
        parts = [self.spell_counted(hours, "hours")] if hours else []
        if minutes and ms == 30_000:
            return self.list_words([*parts, self._spell_halves(minutes, self._nouns["minutes"])])
        if minutes:
            parts.append(self.spell_counted(minutes, "minutes"))
        if ms or not parts:
            parts.append(self._spell_seconds(ms))
        return self.list_words(parts)

    def spell_total(self, frames: int) -> str:
        """Spell a total, rounded."""
        return self.spell_duration(frames_to_ms(round_total(frames)))

    def spell_counted(self, count: int, counted: Counted) -> str:
        """Count a noun: "one breath", "four breaths"."""
        noun = self._nouns[counted]
        return f"{self._spell_count(count, noun)} {self._choose_form(noun, count * 1000)}"

    def _spell_seconds(self, ms: int) -> str:
        """Spell seconds: "forty-five seconds", "seven and a half seconds"."""
        seconds, rest = divmod(ms, 1000)
        if not rest:
            return self.spell_counted(seconds, "seconds")
        if rest == 500:
            return (
                self._spell_halves(seconds, self._nouns["seconds"])
                if seconds
                else self._half_second
            )
        decimals = " ".join(self.spell_cardinal(int(digit)) for digit in f"{rest:03d}".rstrip("0"))
        noun = self._choose_form(self._nouns["seconds"], ms)
        return f"{self.spell_cardinal(seconds)} {self._point} {decimals} {noun}"


PHRASE_NAMES: tuple[str, ...] = tuple(field.name for field in fields(Phrases))
"""The phrases that can be worded another way, by a voice's profile."""

Wordings = Mapping[str, Mapping[str, str]]
"""Phrases worded another way: by language (``de``), then by name."""

NO_WORDINGS: Wordings = MappingProxyType({})


def round_total(frames: int) -> int:
    """Round a total to the nearest half minute, and below three minutes to ten seconds."""
    if frames < 3 * MINUTE:
        tens = round_half_up(frames, _TEN_SECONDS) * _TEN_SECONDS
        if tens < 3 * MINUTE:
            return max(tens, _TEN_SECONDS)
    return round_half_up(frames, _HALF_MINUTE) * _HALF_MINUTE


def split_length(length: Ms) -> tuple[int, int, int]:
    """Return the hours, minutes and milliseconds of a length."""
    hours, ms = divmod(length, HOUR_MS)
    minutes, ms = divmod(ms, MINUTE_MS)
    return hours, minutes, ms


def end_sentence(text: str) -> str:
    """End a text as a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _capitalize_first(text: str) -> str:
    return text[0].upper() + text[1:]


def join_words(words: Sequence[str], last: str) -> str:
    """Join words with commas, and the last with a word: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def find_first_word(tool: str) -> str:
    """Return the first word of a tool, case folded."""
    return next(iter(tool.casefold().split()), "")


@lru_cache(maxsize=10_000)
def _spell_number(number: int, language: str) -> str:
    """Spell a whole number; a routine of a thousand sets has each a thousand times."""
    from num2words import num2words  # noqa: PLC0415 (it loads every language it knows)

    return str(num2words(number, lang=language))
