"""The directives on one heading, step or cue: which belong there, and each slot filled once."""

from typing import TypeVar

from coach.diagnostics import Findings, SourceText
from coach.script.code_spans import Mark, read_code_span
from coach.script.conditions import Condition
from coach.script.directives.actions import Act
from coach.script.directives.spec import DirectiveSpec, Where
from coach.script.markdown import Inline
from coach.script.model import Action
from coach.script.moments import Moment, Spread, When
from coach.script.units import write_amount

D = TypeVar("D")


class Marks:
    """The directives found together, and the code spans that could not be read.

    Where they are broken, some could not be read or do not belong there.
    """

    def __init__(
        self, source: SourceText, found: tuple[Mark, ...], unread: tuple[str, ...], *, broken: bool
    ) -> None:
        self._source = source
        self._marks = found
        self.unread = unread
        self.is_broken = broken

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions, which must all hold."""
        return tuple(mark.value for mark in self._marks if isinstance(mark.value, Condition))

    @property
    def when(self) -> When:
        """The moment of a cue; spread evenly where none is stated."""
        moments = (mark.value for mark in self._marks if isinstance(mark.value, Moment))
        return next(moments, Spread())

    def find_one(self, kind: type[D]) -> D | None:
        """Return the directive of a kind, if there is one."""
        return next((mark.value for mark in self._marks if isinstance(mark.value, kind)), None)

    def check_action(self, action: Action | None, findings: Findings) -> None:
        """Report the directives of a step that go with another kind of action, or with any."""
        for mark in self._marks:
            spec = mark.spec
            if spec.goes_with and (action is None or action.kind not in spec.goes_with):
                span = mark.value.span
                _report_mismatch(mark, action, self._source.text[span.start : span.end], findings)


def _report_mismatch(mark: Mark, action: Action | None, stated: str, findings: Findings) -> None:
    spec, span = mark.spec, mark.value.span
    *kinds, last = (f"`{kind}`" for kind in spec.goes_with)
    wanted = f"{', '.join(kinds)} or {last}" if kinds else last
    example = "hold 30s" if "hold" in spec.goes_with else "reps 10"
    if not spec.is_strict:
        findings.add_warning(
            "no-effect",
            f"`{spec.label}` changes nothing on this step.",
            "Delete it, or put it on the step whose action it is for.",
            span,
        )
    elif action is None:
        example = f"{example} {stated}" if spec.is_bound else f"{example}, {stated}"
        findings.add_error(
            "no-action",
            f"`{spec.label}` goes with an action, and this step has none.",
            f"Add the action, such as `{example}`, to the step.",
            span,
        )
    else:
        findings.add_error(
            "bad-modifier",
            f"`{spec.label}` goes with {wanted}, not with `{action.kind}`.",
            f"Use it on a step with {wanted}.",
            span,
        )


def read_marks(source: SourceText, inline: Inline, here: Where, findings: Findings) -> Marks:
    """Read the code spans of a run of text that stands ``here``."""
    marks: list[Mark] = []
    all_read = [read_code_span(source, code) for code in inline.code_spans]
    has_sets = any(_makes_sets(mark) for read in all_read for mark in read.value)
    unread = tuple(
        code.code for code, read in zip(inline.code_spans, all_read, strict=True) if read.has_errors
    )
    broken = bool(unread)
    for read in all_read:
        for mark in findings.take_value(read):
            slot = mark.spec.filled_slot
            if here not in mark.spec.on:
                findings.add_error(
                    "misplaced-directive",
                    f"This directive does not belong on a {here}.",
                    _say_where(mark.spec),
                    mark.value.span,
                )
                broken = True
            elif slot and any(other.spec.filled_slot == slot for other in marks):
                findings.add_error(*_describe_double(mark, has_sets=has_sets), mark.value.span)
                broken = True
            else:
                marks.append(mark)
    return Marks(source, tuple(marks), unread, broken=broken)


def _makes_sets(mark: Mark) -> bool:
    """Return whether a step with this directive may have several sets."""
    is_ladder = isinstance(mark.value, Act) and bool(mark.value.length.values)
    return is_ladder or mark.spec.name == "times"


def _describe_double(mark: Mark, *, has_sets: bool) -> tuple[str, str, str]:
    spec = mark.spec
    if spec.name == "rest" and has_sets and isinstance(mark.value, Act):
        length = write_amount(mark.value.length.unit, mark.value.length.default)
        return (
            "two-actions",
            "There are two actions in one step.",
            f"Write `rest {length} between` for a rest between its sets; one after them is a step.",
        )
    if spec.slot == "action":
        return (
            "two-actions",
            "There are two actions in one step.",
            "Make a step of its own for the second action.",
        )
    if spec.slot == "moment":
        return ("duplicate-directive", "This cue has two moments.", "Keep one of the two.")
    return ("duplicate-directive", f"`{spec.label}` stands here twice.", "Keep one of the two.")


def _say_where(spec: DirectiveSpec) -> str:
    if "step" in spec.on:
        return "Put it on a step: an item of the list."
    if "heading" in spec.on:
        return "Put it on the exercise's heading."
    return "Put it on a cue: an item nested under the step."
