"""Placeholders filled in: the words of a script as they are spoken."""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from coach.languages.phrases import Phrases
from coach.score.equipment import Equipment, choose_spoken_tool
from coach.score.resolved_length import ResolvedLength
from coach.score.slot import Slot
from coach.script.conditions import NeedsTool
from coach.script.front_matter import FrontMatter
from coach.script.model import Placeholder, Step, Text

if TYPE_CHECKING:
    from coach.sides import Side

_SENTENCE_START = re.compile(r"(?:^|[.!?…][\"”»’)]*\s|[¿¡])$")  # noqa: RUF001 (closing quotes)
"""What stands before the head of a sentence."""


class Filler:
    """Fills placeholders in for one listener."""

    def __init__(self, front: FrontMatter, kit: Equipment, phrases: Phrases) -> None:
        self._front = front
        self._kit = kit
        self._phrases = phrases

    def fill_text(
        self,
        text: Text,
        slot: Slot | None,
        step: Step | None,
        chosen: ResolvedLength | None,
        set_number: int = 1,
    ) -> str:
        """Return the words of a text, which belongs to one of the sets of its step."""
        words = ""
        for part, after in pairwise((*text.parts, "")):
            if isinstance(part, Placeholder):
                around = words, after if isinstance(after, str) else ""
                filled = self._fill_one(part, slot, step, chosen, around, set_number)
                begins = _SENTENCE_START.search(words)
                words += filled[:1].upper() + filled[1:] if begins else filled
            else:
                words += part
        return words

    def _fill_one(  # noqa: PLR0913, PLR0917 (a placeholder, where it stands, and in what set)
        self,
        placeholder: Placeholder,
        slot: Slot | None,
        step: Step | None,
        chosen: ResolvedLength | None,
        around: tuple[str, str],
        set_number: int,
    ) -> str:
        """Return the words for a placeholder; ``around`` is the text before it and after it."""
        worked = (slot.side, *slot.turns) if slot else ()
        side: Side = next(filter(None, worked), "right")
        other: Side = "left" if side == "right" else "right"
        match placeholder.name:
            case "side":
                return self._phrases.choose_side_word(side, *around)
            case "other":
                return self._phrases.choose_side_word(other, *around)
            case "tool":
                return self._find_tool(slot, step)
            case "length":
                return self._phrases.name_length(chosen.unit, chosen.value) if chosen else ""
            case "breaths" | "reps" as counted:
                return self._phrases.spell_number(counted, chosen.count) if chosen else ""
            case "set" | "sets" | "round" | "rounds" as counted:
                numbers = {
                    "set": set_number,
                    "sets": chosen.sets if chosen else 1,
                    "round": slot.announced_round if slot else 1,
                    "rounds": slot.announced_rounds if slot else 1,
                }
                return self._phrases.spell_cardinal(numbers[counted])

    def _find_tool(self, slot: Slot | None, step: Step | None) -> str:
        """Return the tool that the step or a heading above it needs, else the usual one."""
        conditions = [
            *(step.conditions if step else ()),
            *(c for scope in (slot.placed.scopes if slot else ()) for c in scope.conditions),
        ]
        needed = (c.name for c in conditions if isinstance(c, NeedsTool))
        return next(needed, "") or choose_spoken_tool(self._front, self._kit.tools)
