"""What is wrong with something a user wrote: values that are collected and reported all at once.

A node of a script holds only offsets (a `Span`); lines and columns are worked out when a place is
shown, and an underlined excerpt only when a diagnostic is printed.
"""

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, Literal, TypeVar

from coach.printable import list_unprintable, make_printable, name_character

Severity = Literal["error", "warning", "note"]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_NEARLY_CERTAIN = 0.7
"""How alike (`difflib` ratio) two names are before one is offered for the other."""

_LOOKED_THROUGH = 500
"""The most known names that are compared with an unknown one."""

_EXCERPT_CHARS = 100
"""The most characters of a line that an excerpt shows."""

_WORD = re.compile(r"[^\W_]+")

_MOST_UNPRINTABLE = 20
"""The most characters that cannot be printed that are reported one by one."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in a source, ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceText:
    r"""A text under the name a user knows it by; its lines end in ``\n`` alone."""

    name: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        while newline := self.text.find("\n", starts[-1]) + 1:
            starts.append(newline)
        object.__setattr__(self, "_starts", tuple(starts))

    def find_position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column (both from 1, in characters) of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def find_line_start(self, line: int) -> int:
        """Return the offset of the first character of a line (from 1)."""
        return self._starts[line - 1]

    def get_line(self, line: int) -> str:
        """Return a line (from 1) without its end."""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        return self.text[start:end]

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self._starts)

    def write_location(self, span: Span) -> str:
        """Return ``file:line:col`` of the start of a span."""
        line, column = self.find_position(span.start)
        return f"{self.name}:{line}:{column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake or doubt.

    Attributes:
        code: a stable name for the kind of mistake, such as ``unknown-directive``.
        severity: an error stops the routine; a warning does not, and a note only informs.
        message: what is wrong, one sentence.
        help: what to do about it, one sentence.
        source: the text it is about; None for the command line.
        span: where in the source; None where the source as a whole is meant.
    """

    code: str
    severity: Severity
    message: str
    help: str
    source: SourceText | None = None
    span: Span | None = None

    @property
    def position(self) -> tuple[int, int]:
        """The line and column (from 1) in the source; the first of all where there is no span."""
        if self.source is None or self.span is None:
            return 1, 1
        return self.source.find_position(self.span.start)


@dataclass(frozen=True, slots=True)
class Checked(Generic[T_co]):
    """A value, and everything that is wrong with it.

    A stage returns one, and `Findings.take_value` unpacks it: the diagnostics of all stages add up,
    and none is lost on the way. Where a value cannot be made at all, it is None.
    """

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether any diagnostic stops the routine."""
        return has_errors(self.diagnostics)


class Findings:
    """A growing list of what is wrong with one source, and with what is made of it.

    >>> findings = Findings()
    >>> rounded = Diagnostic("rounded", "warning", "Rounded.", "Write 45s.")
    >>> findings.take_value(Checked(45, (rounded,)))
    45
    >>> findings.make_checked("the next value").diagnostics[0].code
    'rounded'
    """

    def __init__(self, source: SourceText | None = None) -> None:
        self._source = source
        self._found: list[Diagnostic] = []

    def add_error(self, code: str, message: str, help_text: str, span: Span | None = None) -> None:
        """Add an error."""
        self._found.append(Diagnostic(code, "error", message, help_text, self._source, span))

    def add_warning(
        self, code: str, message: str, help_text: str, span: Span | None = None
    ) -> None:
        """Add a warning."""
        self._found.append(Diagnostic(code, "warning", message, help_text, self._source, span))

    def add_note(self, code: str, message: str, help_text: str, span: Span | None = None) -> None:
        """Add what may well be meant as it is."""
        self._found.append(Diagnostic(code, "note", message, help_text, self._source, span))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add what was found elsewhere."""
        self._found.extend(diagnostics)

    def take_value(self, checked: Checked[T]) -> T:
        """Add the diagnostics of a value, and return the value."""
        self._found.extend(checked.diagnostics)
        return checked.value

    def make_checked(self, value: T) -> Checked[T]:
        """Return a value with everything found on the way to it."""
        return Checked(value, self.diagnostics)

    def has_errors(self) -> bool:
        """Return whether anything found so far stops the routine."""
        return has_errors(self._found)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found, in the order found; what is found twice is there once."""
        return tuple(dict.fromkeys(self._found))


def replace_unprintable(source: SourceText) -> Checked[SourceText]:
    """Report every character of a file that may not be printed, and return the file without them.

    Each is replaced by one other, so that places stay where they are.
    """
    printable = SourceText(source.name, make_printable(source.text))
    findings = Findings(printable)
    for offset, character in islice(list_unprintable(source.text), _MOST_UNPRINTABLE):
        findings.add_error(
            "unprintable-character",
            f"The character {name_character(character)} cannot be printed.",
            "Remove it: it is not part of a word, and can hide what the file says.",
            Span(offset, offset + 1),
        )
    return findings.make_checked(printable)


class ScriptError(Exception):
    """Something is wrong with a script, or with what a listener adjusts.

    Attributes:
        diagnostics: everything that is wrong, and what is doubtful.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(render_diagnostic, self.diagnostics)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any diagnostic stops the routine."""
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort diagnostics by file and place, keeping the order found where places are equal."""

    def sort_key(diagnostic: Diagnostic) -> tuple[str, int]:
        name = diagnostic.source.name if diagnostic.source else ""
        return name, diagnostic.span.start if diagnostic.span else -1

    return tuple(sorted(diagnostics, key=sort_key))


def render_diagnostic(diagnostic: Diagnostic) -> str:
    """Write a diagnostic for a terminal: its place, what is wrong, the line, an underline, help."""
    heading = f"{diagnostic.severity}[{diagnostic.code}]: {make_printable(diagnostic.message)}"
    help_text = f"  {make_printable(diagnostic.help)}"
    if diagnostic.source is None:
        return f"{heading}\n{help_text}"
    if diagnostic.span is None:
        return f"{make_printable(diagnostic.source.name)}: {heading}\n{help_text}"
    line, column = diagnostic.position
    excerpt, start = _cut_line(diagnostic.source.get_line(line), column - 1)
    length = max(1, min(diagnostic.span.end - diagnostic.span.start, len(excerpt) - start))
    gutter = f"{line:>5} | "
    return "\n".join(
        (
            f"{make_printable(diagnostic.source.write_location(diagnostic.span))}: {heading}",
            (gutter + excerpt).rstrip(),
            f"{' ' * (len(gutter) - 2)}| {' ' * start}{'^' * length}",
            help_text,
        )
    )


def find_nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that was almost certainly meant, if there is one.

    It is the one most alike, or else the only one that has all the words of the unknown one.
    """
    folded = {candidate.casefold(): candidate for candidate in islice(known, _LOOKED_THROUGH)}
    name = name.casefold()[:60]
    near = difflib.get_close_matches(name, folded, n=1, cutoff=_NEARLY_CERTAIN)
    if not near and (words := set(_WORD.findall(name))):
        near = [each for each in folded if words <= set(_WORD.findall(each))]
    return folded[near[0]] if len(near) == 1 else None


def write_suggestion(name: str, known: Sequence[str], otherwise: str) -> str:
    """Write the help for an unknown name: the name that was meant, or else ``otherwise``."""
    meant = find_nearest_name(name, known)
    return f"Did you mean `{meant}`?" if meant else otherwise


def _cut_line(line: str, column: int) -> tuple[str, int]:
    """Cut a long line around a column; return the cut, printable, and the column in it."""
    line = "".join(char if char.isprintable() else " " for char in line)
    if len(line) <= _EXCERPT_CHARS:
        return line, column
    start = max(0, min(column - _EXCERPT_CHARS // 4, len(line) - _EXCERPT_CHARS))
    head = "…" if start else ""
    tail = "…" if start + _EXCERPT_CHARS < len(line) else ""
    return head + line[start : start + _EXCERPT_CHARS] + tail, column - start + len(head)
