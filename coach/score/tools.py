"""The tools that a listener needs for what remains of a routine."""

import re
from collections.abc import Iterator, Sequence

from coach.score.equipment import (
    Equipment,
    choose_spoken_tool,
    find_condition_tools,
    is_left_out,
    list_conditional_tools,
)
from coach.score.slot import Slot
from coach.script.model import Step, Text
from coach.script.routine import Routine


def find_needed_tools(
    routine: Routine, kit: Equipment, slots: Sequence[Slot], spoken: str
) -> tuple[str, ...]:
    """Name the tools that what remains needs.

    A tool in hand that a condition or the words of the routine name is needed where what remains
    does so; one that nothing names is needed throughout. One that is not in hand is needed where
    the words that are heard name it, and nothing stands for it: ``--with`` chooses among tools, but
    does not do without those that there is no choice of.

    Args:
        routine: all of it.
        kit: what the listener has chosen.
        slots: the visits that remain.
        spoken: the words that are heard in them.
    """
    every = [step for *_, step in routine.walk_steps()]
    written = " ".join(text.raw for step in every for text in _walk_texts(step))
    anywhere = list_conditional_tools(routine)
    stood_for = choose_spoken_tool(routine.front, kit.tools) if "{tool}" in written else ""

    variants = {slot.variant: slot.steps for slot in slots}
    kept = [each.step for steps in variants.values() for each in steps]
    here = find_condition_tools(kept, [scope for slot in slots for scope in slot.placed.scopes])

    def is_needed(tool: str) -> bool:
        named = tool == stood_for or tool.casefold() in anywhere or _mentions_tool(written, tool)
        return not named or tool.casefold() in here or _mentions_tool(spoken, tool)

    single = (tool.choices[0] for tool in routine.front.tools if len(tool.choices) == 1)
    only = (tool for tool in single if not is_left_out(routine.front, kit.options, tool))
    others = (tool for tool in only if tool not in kit.tools and tool.casefold() not in anywhere)
    return (
        *filter(is_needed, kit.tools),
        *(tool for tool in others if _mentions_tool(spoken, tool)),
    )


def _walk_texts(step: Step) -> Iterator[Text]:
    yield step.text
    yield from (cue.text for cue in step.cues)


def _mentions_tool(words: str, tool: str) -> bool:
    """Return whether words name a tool."""
    return re.search(rf"\b{re.escape(tool)}", words, re.IGNORECASE) is not None
