"""The conditions under which a heading, a step or a cue is left out."""

from functools import partial

from coach.diagnostics import Span
from coach.script.conditions import NeedsTool, OnSide, Option
from coach.script.directives.spec import EVERYWHERE, DirectiveSpec
from coach.sides import Side

_SIDES: dict[str, tuple[Side, Side]] = {"right": ("right", "left"), "left": ("left", "right")}


def _read_condition(wanted: bool, name: str, span: Span) -> Option | OnSide:  # noqa: FBT001 (bound below)
    if name.casefold() in _SIDES:
        same, other = _SIDES[name.casefold()]
        return OnSide(same if wanted else other, span)
    return Option(name, wanted, span)


CONDITIONS = (
    DirectiveSpec(
        "if",
        partial(_read_condition, True),  # noqa: FBT003 (by place, as a partial takes it)
        on=EVERYWHERE,
        example="Write an option or a side after it, such as `if firmer` or `if right`.",
        slot=None,
        synonyms=("with",),
    ),
    DirectiveSpec(
        "unless",
        partial(_read_condition, False),  # noqa: FBT003
        on=EVERYWHERE,
        example="Write an option or a side after it, such as `unless firmer`.",
        slot=None,
        synonyms=("without",),
    ),
    DirectiveSpec(
        "tool",
        NeedsTool,
        on=EVERYWHERE,
        example="Write a tool after it, such as `tool barbell`.",
        slot=None,
    ),
)
