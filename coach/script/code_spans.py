"""Code spans to directives: one or more clauses with commas between them.

A clause begins with the name of its directive. What is bound to an action, such as ``tempo`` and
``as``, may follow the action in the same clause.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.diagnostics import Checked, Findings, SourceText, Span, write_suggestion
from coach.script.directives import DIRECTIVE_NAMES, DIRECTIVES, SYNONYMS, find_directive
from coach.script.directives.scopes import BY_TURNS, FOREIGN_SIDES, SIDE_WORDS
from coach.script.directives.spec import Directive, DirectiveSpec
from coach.script.hints import find_hint
from coach.script.markdown import CodeSpan
from coach.script.quantities import DURATION_RANGE, Malformed, normalize_typing

_BOUND = "|".join(spec.name for spec in DIRECTIVES if spec.is_bound)
_PART_OF_ACTION = re.compile(rf"\s(in|of|{_BOUND})(?=\s|$)", re.IGNORECASE)
_NAME = re.compile(r"\sas(?=\s|$)", re.IGNORECASE)
_LENGTH = re.compile(rf"(?:[0-9]{{1,4}}|{DURATION_RANGE})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A directive that was read: its entry in the table, and its value."""

    spec: DirectiveSpec
    value: Directive


def read_code_span(source: SourceText, code: CodeSpan) -> Checked[tuple[Mark, ...]]:
    """Read the directives of one code span; each clause that cannot be read is a diagnostic."""
    marks: list[Mark] = []
    findings = Findings(source)
    for clause, span in _split_clauses(source, code):
        try:
            marks.extend(_read_clause(clause, span))
        except Malformed as wrong:
            findings.add_error(wrong.code, wrong.message, wrong.help, span)
    return findings.make_checked(tuple(marks))


def is_readable(source: SourceText, code: CodeSpan) -> bool:
    """Return whether a code span that stands where none is read was meant as a directive."""
    marks = read_code_span(source, code)
    return bool(marks.value) and not marks.diagnostics


def _split_clauses(source: SourceText, code: CodeSpan) -> Iterator[tuple[str, Span]]:
    """Split at commas, but keep a list of sides whole, and one of lengths after an action."""
    clauses: list[tuple[str, Span]] = []
    offset = code.span.start
    parts = code.code.split(",")
    written = source.text[code.span.start : code.span.end].split(",")
    if len(written) != len(parts):
        written = parts
    for part, raw in zip(parts, written, strict=True):
        # Where a span is broken over lines, the source has the markers of its containers too.
        start = offset + len(raw) - len(raw.lstrip(" \t\n>"))
        span = Span(start, max(start, min(offset + len(raw.rstrip()), code.span.end)))
        if clauses and _is_continued(clauses[-1][0], part.strip()):
            text, before = clauses[-1]
            clauses[-1] = (f"{text}, {part.strip()}", Span(before.start, span.end))
        else:
            clauses.append((part.strip(), span))
        offset += len(raw) + 1
    yield from clauses


def _is_continued(clause: str, part: str) -> bool:
    name, _, rest = clause.casefold().partition(" ")
    if name == "sides":
        return part.casefold() in (*SIDE_WORDS, *FOREIGN_SIDES, BY_TURNS)
    spec = find_directive(name, rest)
    return spec is not None and spec.slot == "action" and bool(_LENGTH.fullmatch(part))


def _read_clause(clause: str, span: Span) -> Iterator[Mark]:
    name, _, rest = normalize_typing(clause).partition(" ")
    spec = find_directive(name.casefold(), rest)
    if spec is None:
        shown = (clause if name[:1].isdigit() else name)[:40] or "nothing"
        meant = SYNONYMS.get(name.casefold(), name)
        known = f"The directives are {', '.join(DIRECTIVE_NAMES)}."
        hint = find_hint(clause) or known
        raise Malformed(
            "unknown-directive",
            f"`{shown}` is not a directive.",
            write_suggestion(meant, DIRECTIVE_NAMES, hint),
        )
    if spec.is_leading and rest:
        yield Mark(spec, spec.read(rest, span))
        yield from _read_clause(rest, span)
    elif spec.slot == "action":
        yield from _read_action(spec, rest, span)
    else:
        yield _read_mark(spec, rest, span)


def _read_action(spec: DirectiveSpec, rest: str, span: Span) -> Iterator[Mark]:
    """Read an action, then what is bound to it; a name takes all that follows it."""
    stated, *name = _NAME.split(f" {rest}", maxsplit=1)
    length, *bound = _PART_OF_ACTION.split(stated)
    marks: list[Mark] = []
    for word, value in zip(map(str.casefold, bound[::2]), bound[1::2], strict=True):
        if word in ("in", "of"):
            length += f" {word}{value}"
        else:
            marks.append(_read_bound(word, value, span))
    if "," in length:
        values = "/".join(each.strip() for each in length.split(","))
        raise Malformed(
            "two-lengths",
            f"`{spec.name}` has several lengths here.",
            f"Write `{spec.name} {values}` for a value for each set or round.",
        )
    if not length.strip():
        raise Malformed("incomplete", f"`{spec.name}` needs a length.", spec.example)
    yield Mark(spec, spec.read(length.strip(), span))
    yield from marks
    for words in name:
        yield _read_bound("as", words, span)


def _read_bound(name: str, rest: str, span: Span) -> Mark:
    spec = next(spec for spec in DIRECTIVES if spec.name == name)
    return _read_mark(spec, rest.strip(), span)


def _read_mark(spec: DirectiveSpec, rest: str, span: Span) -> Mark:
    if not rest and not spec.is_whole:
        raise Malformed("incomplete", f"`{spec.name}` needs more words.", spec.example)
    return Mark(spec, spec.read(rest, span))
