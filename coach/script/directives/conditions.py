"""The conditions under which a heading, a step or a cue is left out."""

from functools import partial

from coach.diagnostics import Span
from coach.script import quantities
from coach.script.conditions import FirstTime, InRound, NeedsTool, NewSide, OnSide, Option
from coach.script.directives.spec import EVERYWHERE, DirectiveSpec, Where
from coach.script.quantities import MOST_TIMES
from coach.sides import Side

_SIDES: dict[str, tuple[Side, Side]] = {"right": ("right", "left"), "left": ("left", "right")}


def _read_condition(name: str, span: Span, *, wanted: bool) -> Option | OnSide:
    if name.casefold() in _SIDES:
        same, other = _SIDES[name.casefold()]
        return OnSide(same if wanted else other, span)
    return Option(name, wanted, span)


def _read_first(_: str, span: Span, *, wanted: bool) -> FirstTime:
    return FirstTime(wanted, span)


def _read_new_side(_: str, span: Span, *, wanted: bool) -> NewSide:
    return NewSide(wanted, span)


def _read_round(words: str, span: Span, *, wanted: bool) -> InRound:
    number = quantities.count(words.partition(" ")[2], most=MOST_TIMES, what="rounds")
    return InRound(number, wanted, span)


_ITEMS: tuple[Where, ...] = ("step", "cue")

FIRST = "first"
NEW_SIDE = "new side"
ROUND = "round [0-9]+"
RESERVED = f"{FIRST}|{NEW_SIDE}|{ROUND}"
"""The conditions that options cannot have for their names, as a pattern in lower case."""


def _define_occasions(name: str, *, wanted: bool) -> tuple[DirectiveSpec, ...]:
    """Return the entries of ``if`` or ``unless`` that depend on when a step comes up."""
    forms = (
        (_read_first, FIRST, FIRST),
        (_read_new_side, NEW_SIDE, NEW_SIDE),
        (_read_round, ROUND, "round"),
    )
    example = f"Write `{name} first`, `{name} new side` or `{name} round 2`."
    return tuple(
        DirectiveSpec(
            name, partial(read, wanted=wanted), _ITEMS, example, form=form, words=words, slot=None
        )
        for read, form, words in forms
    )


CONDITIONS = (
    *_define_occasions("if", wanted=True),
    *_define_occasions("unless", wanted=False),
    DirectiveSpec(
        "if",
        partial(_read_condition, wanted=True),
        on=EVERYWHERE,
        example="Write what it depends on, such as `if firmer`, `if right` or `if first`.",
        slot=None,
        synonyms=("with",),
    ),
    DirectiveSpec(
        "unless",
        partial(_read_condition, wanted=False),
        on=EVERYWHERE,
        example="Write what it depends on, such as `unless firmer` or `unless first`.",
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
