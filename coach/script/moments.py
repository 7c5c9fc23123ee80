"""The moments of an action at which a cue is spoken."""

from dataclasses import dataclass
from typing import Literal

from coach.diagnostics import Span
from coach.timing import Ms


@dataclass(frozen=True, slots=True)
class AtTime:
    """``at 10s``: this long after the action's start."""

    milliseconds: Ms
    span: Span


@dataclass(frozen=True, slots=True)
class AtLeft:
    """``at 10s left``: this long before the action's end."""

    milliseconds: Ms
    span: Span


@dataclass(frozen=True, slots=True)
class AtHalf:
    """``at half`` of the action."""

    span: Span


@dataclass(frozen=True, slots=True)
class AtBreath:
    """``at in 2``, ``at out 3``: the in-breath or out-breath of that number, from 1."""

    phase: Literal["in", "out"]
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Next:
    """``next in``, ``next out``: the first such breath after the moment of the cue before it."""

    phase: Literal["in", "out"]
    span: Span


@dataclass(frozen=True, slots=True)
class Each:
    """``each in``, ``each out``: every breath; ``each lift``, ``each lower``: every repetition."""

    phase: Literal["in", "out", "lift", "lower"]
    span: Span


@dataclass(frozen=True, slots=True)
class LastOut:
    """``last out``: the out-breath of the last cycle."""

    span: Span


@dataclass(frozen=True, slots=True)
class AfterEach:
    """``after each``: after the end tone of every set."""

    span: Span


@dataclass(frozen=True, slots=True)
class BeforeNext:
    """``before next``: before every set but the first."""

    span: Span


@dataclass(frozen=True, slots=True)
class Spread:
    """Nothing was said: spread evenly over the action."""


Moment = AtTime | AtLeft | AtHalf | AtBreath | Next | Each | LastOut | AfterEach | BeforeNext
When = Moment | Spread
