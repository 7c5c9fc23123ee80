"""The conditions under which a heading, a step or a cue is left out."""

from functools import partial

from coach.diagnostics import Span
from coach.script import quantities
from coach.script.conditions import (
    Dispensable,
    FirstTime,
    InRound,
    NeedsTool,
    NewSide,
    OnSide,
    Option,
)
from coach.script.directives.spec import EVERYWHERE, DirectiveSpec, Where
from coach.script.quantities import MOST_TIMES, Malformed
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
    number = quantities.read_count(words.partition(" ")[2], most=MOST_TIMES, what="rounds")
    return InRound(number, wanted, span)


def _read_optional(rest: str, span: Span) -> Dispensable:
    if rest:
        raise Malformed("bad-modifier", f"`optional {rest}` is not a directive.", _OPTIONAL)
    return Dispensable(span)


_OPTIONAL = "Write `optional` alone: what it stands on may be left out to save time."

_ITEMS: tuple[Where, ...] = ("step", "cue")

FIRST = "first"
NEW_SIDE = "new side"
ROUND = "round [0-9]+"
RESERVED = f"{FIRST}|{NEW_SIDE}|{ROUND}"
"""The conditions that options cannot have for their names, as a pattern in lower case."""


def _define_occasions(name: str, *, wanted: bool) -> tuple[DirectiveSpec, ...]:
    """Return the entries of ``if`` or ``unless`` that depend on when a step comes up."""
    only = "Only" if wanted else "Not"
    occasions = (
        (_read_first, FIRST, FIRST, "first", f"{only} the first time that it comes up."),
        (
            _read_new_side,
            NEW_SIDE,
            NEW_SIDE,
            "new side",
            f"{only} the first time that it comes up on that side.",
        ),
        (_read_round, ROUND, "round", "round 2", f"{only} in that round, as announced."),
    )
    example = f"Write `{name} first`, `{name} new side` or `{name} round 2`."
    return tuple(
        DirectiveSpec(
            name,
            partial(read, wanted=wanted),
            _ITEMS,
            example,
            form=form,
            words=words,
            slot=None,
            forms=f"`{name} {written}`",
            means=means,
        )
        for read, form, words, written, means in occasions
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
        forms="`if NAME` · `if right` · `if left`",
        means="Only with an option, or on a side.",
    ),
    DirectiveSpec(
        "unless",
        partial(_read_condition, wanted=False),
        on=EVERYWHERE,
        example="Write what it depends on, such as `unless firmer` or `unless first`.",
        slot=None,
        synonyms=("without",),
        forms="`unless NAME` · `unless right` · `unless left`",
        means="Only without an option, or not on a side.",
    ),
    DirectiveSpec(
        "tool",
        NeedsTool,
        on=EVERYWHERE,
        example="Write a tool after it, such as `tool barbell`.",
        slot=None,
        forms="`tool NAME`",
        means="Only with that tool in hand. NAME stands in `tools`.",
    ),
    DirectiveSpec(
        "optional",
        _read_optional,
        on=("step", "heading"),
        example=_OPTIONAL,
        is_whole=True,
        forms="`optional`",
        means="`--fit` may leave it out to save time, the last one first.",
    ),
)
