"""The directives on one heading, step or cue: which belong there, each kind at most once."""

from typing import TypeVar

from coach.diagnostics import Findings, Source, has_errors
from coach.script import directives
from coach.script.directives import (
    Act,
    As,
    AtTempo,
    Between,
    Breathe,
    Count,
    Directive,
    Lower,
    Settle,
    Sides,
    Spots,
    Times,
)
from coach.script.markdown import Inline
from coach.script.model import (
    AtFrame,
    AtHalf,
    Condition,
    Each,
    LastOut,
    NeedsTool,
    OnSide,
    Option,
    Spread,
    When,
)

_CONDITIONS = (Option, OnSide, NeedsTool)
_MOMENTS = (AtFrame, AtHalf, Each, LastOut)

ON_STEPS = (Act, As, AtTempo, Lower, Spots, Times, Between, Breathe, Settle, Count, *_CONDITIONS)
ON_HEADINGS = (Times, Between, Breathe, Sides, Settle, Count, *_CONDITIONS)
ON_CUES = (*_MOMENTS, *_CONDITIONS)

NAMES: dict[type, str] = {
    Act: "action",
    As: "as",
    AtTempo: "tempo",
    Lower: "lower",
    Spots: "spots",
    Times: "times",
    Between: "rest between",
    Breathe: "breathe",
    Sides: "sides",
    Settle: "settle",
    Count: "count",
    AtFrame: "at",
    AtHalf: "at",
    Each: "each",
    LastOut: "last",
}
"""What a script calls each kind of directive."""

D = TypeVar("D")


class Marks:
    """The directives found together; ``broken`` tells that others could not be read."""

    def __init__(self, found: tuple[Directive, ...], *, broken: bool) -> None:
        self._found = found
        self.broken = broken

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions, which must all hold."""
        return tuple(mark for mark in self._found if isinstance(mark, _CONDITIONS))

    @property
    def when(self) -> When:
        """The moment of a cue; spread evenly where none is stated."""
        return next((mark for mark in self._found if isinstance(mark, _MOMENTS)), Spread())

    def one(self, kind: type[D]) -> D | None:
        """Give the directive of a kind, if there is one."""
        return next((mark for mark in self._found if isinstance(mark, kind)), None)


def read_marks(
    source: Source, inline: Inline, here: tuple[type, ...], where: str, findings: Findings
) -> Marks:
    """Read the code spans of a run of text; ``here`` are the kinds that belong ``where``."""
    found: list[Directive] = []
    broken = False
    for code in inline.code_spans:
        read, wrong = directives.read(source, code)
        findings.extend(wrong)
        broken = broken or has_errors(wrong)
        for mark in read:
            if not isinstance(mark, here):
                findings.error(
                    "misplaced-directive",
                    f"This directive does not belong on {where}.",
                    _home(mark),
                    mark.span,
                )
                broken = True
            elif _twice(mark, found):
                findings.error(*_doubled(mark), mark.span)
                broken = True
            else:
                found.append(mark)
    return Marks(tuple(found), broken=broken)


def _twice(mark: Directive, found: list[Directive]) -> bool:
    if isinstance(mark, _CONDITIONS):
        return False
    if isinstance(mark, _MOMENTS):
        return any(isinstance(other, _MOMENTS) for other in found)
    return any(type(other) is type(mark) for other in found)


def _doubled(mark: Directive) -> tuple[str, str, str]:
    if isinstance(mark, Act):
        return (
            "two-actions",
            "There are two actions in one step.",
            "Make a step of its own for the second action.",
        )
    if isinstance(mark, _MOMENTS):
        return ("duplicate-directive", "This cue has two moments.", "Keep one of the two.")
    return (
        "duplicate-directive",
        f"`{NAMES[type(mark)]}` is said twice here.",
        "Keep one of the two.",
    )


def _home(mark: Directive) -> str:
    if isinstance(mark, _MOMENTS):
        return "Put it on a cue: an item nested under the step."
    if isinstance(mark, Sides):
        return "Put it on the exercise's heading."
    return "Put it on a step: an item of the list."
