"""What the coach says in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from coach.languages.english.nouns import NOUNS
from coach.languages.nouns import Noun, Nouns
from coach.languages.phrases import Phrases, SideWords, determined, rounded, split
from coach.sides import Side
from coach.timing import MINUTE, Ms, ms_of_frames

_DETERMINERS = ("a", "an", "the", "some", "your", "one", "two")


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
    _avoid: ClassVar[str] = "Leave this out if you have {}."
    _next_routine: ClassVar[str] = "Now comes {}"
    _what_next: ClassVar[str] = "Next comes {}"
    _at_goal: ClassVar[str] = "Once you reach {} in a session, go on to {}"
    _and: ClassVar[str] = "and"
    _or: ClassVar[str] = "or"
    _for: ClassVar[str] = "for {}"
    _of: ClassVar[str] = "{} of {}"
    _round: ClassVar[str] = "round"
    _a_few: ClassVar[str] = "a few"
    _point: ClassVar[str] = "point"
    _nouns: ClassVar[Nouns] = NOUNS

    stop: str = "Stop if you feel sharp pain, numbness or tingling."
    next_spot: str = "Find the next tender spot."
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

    def _before(self, count: int, noun: Noun) -> str:  # noqa: ARG002 (nouns are all alike)
        return self.cardinal(count)

    def _halves(self, count: int, noun: Noun) -> str:
        return f"{self.cardinal(count)} and a half {noun.plural}"

    def _times(self, count: int) -> str:
        return "once" if count == 1 else self.counted(count, "reps")

    def _with_article(self, tool: str) -> str:
        if determined(tool, _DETERMINERS) or tool.endswith("s"):
            return tool
        return f"{'an' if tool[:1].casefold() in tuple('aeiou') else 'a'} {tool}"

    def duration(self, length: Ms) -> str:
        """Spell a length: "one minute and thirty seconds"."""
        hours, minutes, ms = split(length)
        parts = [
            self.counted(hours, "hours") if hours else "",
            self.counted(minutes, "minutes") if minutes else "",
            self._seconds(ms) if ms else "",
        ]
        return self.listed([part for part in parts if part]) or "no time"

    def about(self, frames: int) -> str:
        """Spell a total, rounded; from three minutes on in halves of minutes."""
        total = rounded(frames)
        hours, minutes, ms = split(ms_of_frames(total))
        if total < 3 * MINUTE or not ms:
            return self.duration(ms_of_frames(total))
        parts = [self.counted(hours, "hours")] if hours else []
        half = self._halves(minutes, self._nouns["minutes"]) if minutes else "half a minute"
        return self.listed([*parts, half])
