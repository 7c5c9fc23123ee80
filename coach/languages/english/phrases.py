"""What the coach says in English."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from coach.languages.english.nouns import NOUNS
from coach.languages.nouns import Noun, Nouns
from coach.languages.phrases import Phrases, SideWords, round_total, split_length
from coach.sides import Side
from coach.timing import Ms, frames_to_ms

_UNCOUNTED = frozenset(("chalk", "help", "room", "space", "tape", "water"))
"""Tools that are not counted."""

_AN = re.compile(
    r"(?!(?:eu|one\b|once|u(?:[bfkst][aeiou]|ni(?!n|m)|rin)))[aeiou]|hour|8|1[18](?![0-9])"
    r"|(?-i:[FHLMNRSX](?![a-z]))",
    re.IGNORECASE,
)
"""What begins with the sound of a vowel: "an exercise mat", "an 8 kg kettlebell", "an X-band"."""


_ADDED = re.compile(r" (?:for|in|of|on|with|without) .*", re.IGNORECASE)
"""What follows the noun of a tool: "chair with armrests"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class English(Phrases):
    """The phrases in English."""

    language: ClassVar[str] = "en"
    introduction: ClassVar[str] = "Introduction"
    sides: ClassVar[Mapping[Side, SideWords]] = MappingProxyType(
        {
            "right": SideWords("right", "right side", "right"),
            "left": SideWords("left", "left side", "left"),
        }
    )

    _about: ClassVar[str] = "About {}."
    _needed: ClassVar[str] = "You need {}."
    _listed_need: ClassVar[str] = "You need {}."
    _avoid: ClassVar[str] = "Skip this if you have {}."
    _next: ClassVar[str] = "Next: {}"
    _at_goal: ClassVar[str] = "Once you can do {} in one session, move on to {}"
    _goal_reached: ClassVar[str] = "You have reached {}"
    _and: ClassVar[str] = "and"
    _or: ClassVar[str] = "or"
    _for: ClassVar[str] = "for {}"
    _each_side: ClassVar[str] = "{} on each side"
    _of: ClassVar[str] = "{} of {}"
    _round: ClassVar[str] = "round"
    _set: ClassVar[str] = "set"
    _a_few: ClassVar[str] = "a few"
    _point: ClassVar[str] = "point"
    _half_second: ClassVar[str] = "half a second"
    _determiners: ClassVar[Collection[str]] = ("a", "an", "the", "some", "your", "one", "two")
    _nouns: ClassVar[Nouns] = NOUNS

    stop: str = "Stop if you feel sharp pain, numbness or tingling."
    next_spot: str = "Find the next tender spot."
    coming: str = "Next:"
    breathe_in: str = "Breathe in"
    and_out: str = "and out"
    well_done: str = "That's it. Well done."
    last_one: str = "last one"
    change_sides: str = "Now your {side}."
    hold: str = "hold"
    rest: str = "Rest."
    last_time: str = "Last one."
    last_set: str = "Last set."
    last_round: str = "Last round."
    half_way: str = "Half way."
    ten_seconds: str = "Ten seconds."
    two_more_breaths: str = "Two more breaths."
    press_space: str = "Press space when you are ready."
    press_space_or_play: str = "Press space or play when you are ready."

    def _spell_count(self, count: int, noun: Noun) -> str:  # noqa: ARG002 (nouns are all alike)
        return self.spell_cardinal(count)

    def _spell_halves(self, count: int, noun: Noun) -> str:
        return f"{self.spell_cardinal(count)} and a half {noun.plural}"

    def _spell_times(self, count: int) -> str:
        return {1: "once", 2: "twice"}.get(count) or self.spell_counted(count, "reps")

    def _add_article(self, tool: str) -> str:
        noun = _ADDED.sub("", tool)
        if self._is_determined(tool) or (noun.endswith("s") and not noun.endswith("ss")):
            return tool
        if noun.casefold() in _UNCOUNTED:
            return f"some {tool}"
        return f"{'an' if _AN.match(tool) else 'a'} {tool}"

    def spell_duration(self, length: Ms) -> str:
        """Spell a length: "one minute and thirty seconds"."""
        hours, minutes, ms = split_length(length)
        parts = [
            self.spell_counted(hours, "hours") if hours else "",
            self.spell_counted(minutes, "minutes") if minutes else "",
            self._spell_seconds(ms) if ms else "",
        ]
        return self.list_words([part for part in parts if part]) or "no time"

    def spell_total(self, frames: int) -> str:
        """Spell a total, rounded, in halves of hours and of minutes."""
        total = round_total(frames)
        hours, minutes, ms = split_length(frames_to_ms(total))
        if hours and minutes == 30 and not ms:
            return self._spell_halves(hours, self._nouns["hours"])
        if ms != 30_000 or not (hours or minutes):
            return self.spell_duration(frames_to_ms(total))
        parts = [self.spell_counted(hours, "hours")] if hours else []
        half = self._spell_halves(minutes, self._nouns["minutes"]) if minutes else "half a minute"
        return self.list_words([*parts, half])
