"""The conditions of a heading, a step or a cue: where one does not hold, it is left out."""

from dataclasses import dataclass

from coach.diagnostics import Span
from coach.sides import Side


@dataclass(frozen=True, slots=True)
class Option:
    """``if NAME`` or ``unless NAME``."""

    name: str
    wanted: bool
    span: Span


@dataclass(frozen=True, slots=True)
class OnSide:
    """``if right``, ``if left`` (or ``unless`` one of them, which is the other)."""

    side: Side
    span: Span


@dataclass(frozen=True, slots=True)
class NeedsTool:
    """``tool NAME``."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dispensable:
    """``optional``: what may be left out where there is not enough time for it."""

    span: Span


@dataclass(frozen=True, slots=True)
class InRound:
    """``if round 2``, or ``unless round 2``: the round as it is announced."""

    number: int
    wanted: bool
    span: Span


@dataclass(frozen=True, slots=True)
class FirstTime:
    """``if first``, or ``unless first``: whether the step or cue comes up for the first time."""

    wanted: bool
    span: Span


@dataclass(frozen=True, slots=True)
class NewSide:
    """``if new side``: whether the step or cue comes up for the first time on this side."""

    wanted: bool
    span: Span


Occasion = InRound | FirstTime | NewSide
"""What depends on when in the track an item comes up."""

Condition = Option | OnSide | NeedsTool | Dispensable | Occasion
