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


Condition = Option | OnSide | NeedsTool
