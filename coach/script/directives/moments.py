"""The moments of an action at which a cue is spoken."""

import re
from dataclasses import dataclass

from coach.diagnostics import Span
from coach.script import quantities
from coach.script.directives.spec import DirectiveSpec
from coach.script.moments import (
    AfterEach,
    AtBreath,
    AtHalf,
    AtLeft,
    AtTime,
    BeforeNext,
    Each,
    LastOut,
    Next,
)
from coach.script.quantities import Malformed


@dataclass(frozen=True, slots=True)
class Bell:
    """``bell``: a bell at the moment of a cue."""

    span: Span


_MOST = 10_000
_BREATH = "Write the number of the breath, such as `at in 2` or `at out 3`."
_END = (
    "Write `at 5s left`, or `last out` in a paced hold; the coach counts out and sounds the end "
    "itself. What follows the action is a step of its own."
)
_EACH = "Write `each in`, `each out`, `each lift` or `each lower`."
_NEXT = "Write `next in` or `next out`."
_BELL = "Write a cue for each bell: `bell at 5min`, then `bell at 10min`."
_LAST = "Write `last out`."
_AFTER = "Write `after each`."
_BEFORE = "Write `before next`."


_LEFT = re.compile(r"(.+?) (?:before(?: the)? (?:end|finish)|from the end|to go|remaining)")
"""What people write for `left`."""


def _read_at(rest: str, span: Span) -> AtTime | AtLeft | AtHalf | AtBreath:
    if meant := _LEFT.fullmatch(rest.casefold()):
        raise Malformed("bad-cue", f"`at {rest}` is not a moment.", f"Write `at {meant[1]} left`.")
    words = rest.casefold().split()
    match [word for word in words if word != "the"]:
        case ["half"]:
            return AtHalf(span)
        case ["halfway" | "half-way" | "middle" | "midpoint"] | ["half", "way" | "time"]:
            raise Malformed("bad-cue", f"`at {rest}` is not a moment.", "Write `at half`.")
        case ["end" | "finish" | "last"]:
            raise Malformed("bad-cue", f"`at {rest}` is not a moment.", _END)
        case ["in" | "out" as phase, *number]:
            if not number:
                raise Malformed("incomplete", f"`at {phase}` needs a number.", _BREATH)
            what = f"{phase}-breaths"
            return AtBreath(
                phase, quantities.read_count(" ".join(number), most=_MOST, what=what), span
            )
        case ["left"]:
            raise Malformed("incomplete", "`at left` needs a length.", "Write `at 10s left`.")
        case [*length, "left"]:
            return AtLeft(quantities.read_duration(" ".join(length)), span)
    return AtTime(quantities.read_duration(rest, zero=True), span)


def _read_next(rest: str, span: Span) -> Next:
    match rest.casefold():
        case "in" | "out" as phase:
            return Next(phase, span)
        case _:
            raise Malformed("bad-cue", f"`next {rest}` is not a moment.", _NEXT)


def _read_bell(rest: str, span: Span) -> Bell:
    if rest.casefold().startswith("every"):
        raise Malformed("bad-cue", f"`bell {rest}` is not a moment.", _BELL)
    return Bell(span)


def _read_each(rest: str, span: Span) -> Each:
    match rest.casefold():
        case "in" | "out" | "lift" | "lower" as phase:
            return Each(phase, span)
        case _:
            raise Malformed("bad-cue", f"`each {rest}` is not a moment.", _EACH)


def _read_last(rest: str, span: Span) -> LastOut:
    if rest.casefold() != "out":
        raise Malformed("bad-cue", f"`last {rest}` is not a moment.", _LAST)
    return LastOut(span)


def _read_after(rest: str, span: Span) -> AfterEach:
    if rest.casefold() != "each":
        raise Malformed("bad-cue", f"`after {rest}` is not a moment.", _AFTER)
    return AfterEach(span)


def _read_before(rest: str, span: Span) -> BeforeNext:
    if rest.casefold() != "next":
        raise Malformed("bad-cue", f"`before {rest}` is not a moment.", _BEFORE)
    return BeforeNext(span)


MOMENTS = (
    DirectiveSpec(
        "at",
        _read_at,
        on=("cue",),
        example="Write a moment after it, such as `at 10s`, `at half`, `at 10s left` or `at in 2`.",
        slot="moment",
        forms="`at 10s` · `at half` · `at 10s left` · `at in 2` · `at out 3`",
        means="Counted from the start of the action, or with `left` from its end, at whatever "
        "length it has. `in` and `out` count the breaths of a paced hold. If the hold has fewer, "
        "the cue is left out, with a note.",
    ),
    DirectiveSpec(
        "next",
        _read_next,
        on=("cue",),
        example=_NEXT,
        slot="moment",
        forms="`next in` · `next out`",
        means="In a paced hold: at the next breath in or out after the cue before it. The first "
        "such cue comes at the first breath.",
    ),
    DirectiveSpec(
        "each",
        _read_each,
        on=("cue",),
        example=_EACH,
        slot="moment",
        forms="`each in` · `each out` · `each lift` · `each lower`",
        means="At every breath in or out of a paced hold; at every lift or lowering of "
        "repetitions.",
    ),
    DirectiveSpec(
        "bell",
        _read_bell,
        on=("cue",),
        example="Write `bell`, or `bell at 5min` with a moment.",
        is_whole=True,
        is_leading=True,
        synonyms=("gong", "chime"),
        forms="`bell` · `bell at 5min`",
        means="A soft bell exactly at the cue's moment, before its words or without any. "
        "Nothing mutes it.",
    ),
    DirectiveSpec(
        "last",
        _read_last,
        on=("cue",),
        example=_LAST,
        slot="moment",
        forms="`last out`",
        means="At the last out-breath of a paced hold.",
    ),
    DirectiveSpec(
        "after",
        _read_after,
        on=("cue",),
        example=_AFTER,
        slot="moment",
        forms="`after each`",
        means='After the end tone of every set: "Put the weight down."',
    ),
    DirectiveSpec(
        "before",
        _read_before,
        on=("cue",),
        example=_BEFORE,
        slot="moment",
        forms="`before next`",
        means='Before every set but the first: "Back under."',
    ),
)
