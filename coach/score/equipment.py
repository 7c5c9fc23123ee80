"""The kit of a listener: which options are on, and which tools are in hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coach.diagnostics import Checked, Diagnostic, Findings, Span, write_suggestion
from coach.score.adjustments import Adjustments
from coach.script.conditions import Condition, Dispensable, NeedsTool, OnSide, Option
from coach.script.front_matter import FrontMatter, OptionEntry
from coach.script.model import Scope, Step
from coach.script.routine import Routine
from coach.sides import Side


@dataclass(frozen=True, slots=True)
class Equipment:
    """What is chosen: the options that are on, the tools in hand, what is not done to save time.

    ``left_out`` are the places of the marks ``optional`` that this is for.
    """

    options: frozenset[str]
    tools: tuple[str, ...]
    left_out: frozenset[Span] = frozenset()

    def meets_conditions(self, conditions: Iterable[Condition], side: Side | None) -> bool:
        """Return whether all the conditions hold; on no side, no condition on a side does.

        What depends on the round, or on what came up before, is not for the kit: it is taken to
        hold.
        """
        return all(self._meets_condition(condition, side) for condition in conditions)

    def _meets_condition(self, condition: Condition, side: Side | None) -> bool:
        match condition:
            case Option(name, wanted):
                return (name.casefold() in self.options) == wanted
            case OnSide(wanted_side):
                return side == wanted_side
            case Dispensable(span):
                return span not in self.left_out
            case NeedsTool(name):
                return name.casefold() in map(str.casefold, self.tools)
            case _:
                return True


def resolve_equipment(
    routine: Routine, adjustments: Adjustments, *, tools_named: bool = False
) -> Checked[Equipment]:
    """Separate options from tools in ``--with``; tools are all in hand unless any is named.

    Where ``tools_named`` says that a program's other routines have those named, the tools in hand
    are those that nothing in this routine depends on.
    """
    front, findings = routine.front, Findings()
    options = {name.casefold() for name in front.option_names}
    tools = {name.casefold(): name for name in front.tool_names}
    named: list[str] = []
    chosen_tools: set[str] = set()
    for word in adjustments.with_:
        folded = " ".join(word.casefold().split())
        if folded in options:
            named.append(folded)
        elif folded in tools:
            chosen_tools.add(tools[folded])
        else:
            findings.extend([refuse_unknown_option(word, (*front.option_names, *front.tool_names))])
    if chosen_tools:
        in_hand = tuple(name for name in front.tool_names if name in chosen_tools)
    else:
        in_hand = tuple(tool.choices[0] for tool in front.tools)
        if tools_named:
            chosen = list_conditional_tools(routine)
            in_hand = tuple(tool for tool in in_hand if tool.casefold() not in chosen)
    options_on = frozenset(_choose_options(front.options, named))
    in_hand = tuple(tool for tool in in_hand if not is_left_out(front, options_on, tool))
    return findings.make_checked(Equipment(options_on, in_hand))


def choose_spoken_tool(front: FrontMatter, in_hand: Sequence[str]) -> str:
    """Return the tool that `{tool}` names where nothing there needs one of its own.

    It is the first in hand that another may stand for, else the first.
    """
    varying = {name for tool in front.tools if len(tool.choices) > 1 for name in tool.choices}
    every = (*(tool for tool in in_hand if tool in varying), *in_hand, *front.tool_names)
    return every[0] if every else ""


def _choose_options(entries: Iterable[OptionEntry], named: Sequence[str]) -> Iterator[str]:
    """Return the options that are on, case folded; of alternatives the last named, else the first.

    >>> list(_choose_options([OptionEntry(("pad", "partner"), ""), OptionEntry(("firm",), "")], []))
    ['pad']
    """
    for entry in entries:
        names = [name.casefold() for name in entry.names]
        chosen = [name for name in named if name in names]
        if entry.is_choice:
            chosen = [*names[:1], *chosen][-1:]
        yield from chosen


def is_left_out(front: FrontMatter, options: frozenset[str], tool: str) -> bool:
    """Return whether a tool has the name of an alternative that is off."""
    choices = {n.casefold() for entry in front.options if entry.is_choice for n in entry.names}
    return tool.casefold() in choices - options


def refuse_unknown_option(word: str, known: Sequence[str]) -> Diagnostic:
    """Say that ``--with`` names what there is not."""
    listing = f"There is {', '.join(known)}." if known else "There are none."
    message = f"--with {word}: there is no such option or tool."
    return Diagnostic("unknown-option", "error", message, write_suggestion(word, known, listing))


def list_conditional_tools(routine: Routine) -> set[str]:
    """Name the tools that something in a routine depends on, case folded."""
    steps = [step for *_, step in routine.walk_steps()]
    return find_condition_tools(
        steps, [scope for placed in routine.placed for scope in placed.scopes]
    )


def find_condition_tools(steps: Iterable[Step], scopes: Iterable[Scope]) -> set[str]:
    """Name the tools that conditions name, case folded."""
    conditions = [condition for scope in scopes for condition in scope.conditions]
    for step in steps:
        conditions += [*step.conditions, *(c for cue in step.cues for c in cue.conditions)]
    return {c.name.casefold() for c in conditions if isinstance(c, NeedsTool)}
