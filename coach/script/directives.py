"""Code spans to directives: the small grammar of timing, sides and conditions.

A span holds one or more clauses with commas between them; a clause starts with its verb, and
``in``, ``of``, ``tempo``, ``lower``, ``as`` and ``between`` bind to the action before them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.diagnostics import Diagnostic, Source, Span, suggestion
from coach.script import hints, quantities
from coach.script.markdown import CodeSpan
from coach.script.model import (
    ActionKind,
    Allowed,
    AtFrame,
    AtHalf,
    Breath,
    CountMode,
    Each,
    LastOut,
    Length,
    NeedsTool,
    OnSide,
    Option,
    Side,
    SideWord,
    Tempo,
    Unit,
)
from coach.script.quantities import MOST_TIMES, Malformed, tidy


@dataclass(frozen=True, slots=True)
class Act:
    """``hold``, ``roll``, ``move``, ``reps``, ``rest`` or ``wait`` with its length."""

    kind: ActionKind
    length: Length
    pass_frames: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class As:
    """``as NAME``."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class AtTempo:
    """``tempo 3-0-1-0``."""

    tempo: Tempo
    span: Span


@dataclass(frozen=True, slots=True)
class Lower:
    """``lower 2s+``, in milliseconds."""

    allowed: Allowed
    span: Span


@dataclass(frozen=True, slots=True)
class Spots:
    """``spots 1-3``."""

    length: Length
    span: Span


@dataclass(frozen=True, slots=True)
class Times:
    """``times 3``."""

    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class Between:
    """``rest 60s between``."""

    frames: int
    span: Span


@dataclass(frozen=True, slots=True)
class Breathe:
    """``breathe 4-6``."""

    breath: Breath
    span: Span


@dataclass(frozen=True, slots=True)
class Sides:
    """``sides right, left``; empty for ``sides none``."""

    words: tuple[SideWord, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Settle:
    """``settle 12s``."""

    frames: int
    span: Span


@dataclass(frozen=True, slots=True)
class Count:
    """``count none``."""

    mode: CountMode
    span: Span


Directive = (
    Act
    | As
    | AtTempo
    | Lower
    | Spots
    | Times
    | Between
    | Breathe
    | Sides
    | Settle
    | Count
    | Option
    | OnSide
    | NeedsTool
    | AtFrame
    | AtHalf
    | Each
    | LastOut
)

SIDE_WORDS: dict[str, SideWord] = {
    "right": "right",
    "left": "left",
    "tight": "tight",
    "other": "other",
}
COUNT_MODES: dict[str, CountMode] = {"both": "both", "in": "in", "none": "none"}

_ACTIONS: dict[str, tuple[ActionKind, tuple[Unit, ...]]] = {
    "hold": ("hold", ("frames", "breaths")),
    "roll": ("roll", ("frames", "passes")),
    "move": ("move", ("frames",)),
    "reps": ("reps", ("reps",)),
    "rest": ("rest", ("frames",)),
    "wait": ("wait", ("frames",)),
}
_AS = re.compile(r"\sas(?:\s|$)", re.IGNORECASE)
_MODIFIER = re.compile(r"\s(in|of|tempo|lower)\s", re.IGNORECASE)


def read(source: Source, code: CodeSpan) -> tuple[tuple[Directive, ...], tuple[Diagnostic, ...]]:
    """Read the directives of one code span; each clause that cannot be read is a diagnostic."""
    directives: list[Directive] = []
    diagnostics: list[Diagnostic] = []
    for clause, span in _clauses(source, code):
        try:
            directives.extend(_clause(clause, span))
        except Malformed as wrong:
            diagnostics.append(
                Diagnostic(wrong.code, "error", wrong.message, wrong.help, source, span)
            )
    return tuple(directives), tuple(diagnostics)


def would_parse(source: Source, code: CodeSpan) -> bool:
    """Tell whether a code span that stands where none is read was meant as a directive."""
    directives, diagnostics = read(source, code)
    return bool(directives) and not diagnostics


def side_list(text: str) -> tuple[SideWord, ...]:
    """Read ``right, left``, ``tight, other, tight`` or ``none`` (which is empty)."""
    words = [word.strip().casefold() for word in text.split(",")]
    if words == ["none"]:
        return ()
    for word in words:
        if word not in SIDE_WORDS:
            raise Malformed(
                "bad-sides",
                f"`{word}` is no side.",
                "Write the sides in order, such as `right, left` or `tight, other, tight`, "
                "or `none`.",
            )
    return tuple(SIDE_WORDS[word] for word in words)


def _clauses(source: Source, code: CodeSpan) -> Iterator[tuple[str, Span]]:
    """Split at commas, but keep a list of sides whole."""
    clauses: list[tuple[str, Span]] = []
    offset = code.span.start
    parts = code.code.split(",")
    written = source.text[code.span.start : code.span.end].split(",")
    if len(written) != len(parts):
        written = parts
    for part, raw in zip(parts, written, strict=True):
        # Of a span that is broken over lines, the source has the markers of its containers too.
        start = offset + len(raw) - len(raw.lstrip(" \t\n>"))
        span = Span(start, max(start, min(offset + len(raw.rstrip()), code.span.end)))
        continues = part.strip().casefold() in SIDE_WORDS
        if continues and clauses and clauses[-1][0].casefold().startswith("sides "):
            text, before = clauses[-1]
            clauses[-1] = (f"{text}, {part.strip()}", Span(before.start, span.end))
        else:
            clauses.append((part.strip(), span))
        offset += len(raw) + 1
    yield from clauses


def _clause(clause: str, span: Span) -> Iterator[Directive]:
    text = tidy(clause)
    verb, _, rest = text.partition(" ")
    verb = verb.casefold()
    if verb in _ACTIONS:
        yield from _action(verb, rest, span)
    elif verb in _VERBS:
        if not rest:
            raise Malformed("incomplete", f"`{verb}` says nothing more.", hints.EXAMPLES[verb])
        yield _VERBS[verb](rest, span)
    else:
        shown = verb[:40] or "nothing"
        known = (*_ACTIONS, *_VERBS)
        meant = hints.DIRECTIVES.get(verb, verb)
        raise Malformed(
            "unknown-directive",
            f"`{shown}` is no directive.",
            suggestion(meant, known, f"The directives are {', '.join(known)}."),
        )


def _action(verb: str, rest: str, span: Span) -> Iterator[Directive]:
    if verb == "rest" and rest.casefold().endswith(" between"):
        yield Between(quantities.duration(rest[: -len(" between")]), span)
        return
    kind, units = _ACTIONS[verb]
    stated, *name = _AS.split(f" {rest}", maxsplit=1)
    amount, *modifiers = _MODIFIER.split(stated)
    if not amount.strip():
        raise Malformed("incomplete", f"`{verb}` says no length.", hints.EXAMPLES[verb])
    pairs = list(zip(map(str.casefold, modifiers[::2]), modifiers[1::2], strict=True))
    length = quantities.length(" in ".join((amount, *(v for w, v in pairs if w == "in"))), units)
    pass_frames = None
    for word, value in pairs:
        if word == "of" and length.unit == "passes" and pass_frames is None:
            pass_frames = quantities.duration(value)
        elif word == "tempo" and kind == "reps":
            yield AtTempo(quantities.tempo(value), span)
        elif word == "lower" and kind == "reps":
            yield Lower(quantities.lowering(value), span)
        elif word != "in":
            raise Malformed(
                "bad-modifier", f"`{word}` does not go with this `{verb}`.", hints.EXAMPLES[verb]
            )
    if length.unit == "passes" and pass_frames is None:
        raise Malformed("incomplete", "A pass has no length.", hints.EXAMPLES[verb])
    yield Act(kind, length, pass_frames, span)
    if name:
        yield _as(name[0], span)


def _as(name: str, span: Span) -> As:
    name = name.strip()
    if not name:
        raise Malformed("incomplete", "`as` says no name.", "Name the action, as in `as tender`.")
    if any(mark in name for mark in "/="):
        raise Malformed(
            "bad-name", f"`{name}` is no name.", "Name an action without `/` and `=`: `as tender`."
        )
    return As(name, span)


def _tempo(rest: str, span: Span) -> AtTempo:
    return AtTempo(quantities.tempo(rest), span)


def _lower(rest: str, span: Span) -> Lower:
    return Lower(quantities.lowering(rest), span)


def _spots(rest: str, span: Span) -> Spots:
    least, allowed = quantities.counted_range(rest, most=100, what="spots")
    return Spots(Length("spots", least, allowed), span)


def _times(rest: str, span: Span) -> Times:
    return Times(quantities.count(rest, most=MOST_TIMES, what="times"), span)


def _breathe(rest: str, span: Span) -> Breathe:
    return Breathe(quantities.breath(rest), span)


def _sides(rest: str, span: Span) -> Sides:
    return Sides(side_list(rest), span)


def _settle(rest: str, span: Span) -> Settle:
    return Settle(quantities.duration(rest, zero=True), span)


def _count(rest: str, span: Span) -> Count:
    if rest.casefold() not in COUNT_MODES:
        raise Malformed("bad-count", f"`{rest}` is no way to count.", hints.EXAMPLES["count"])
    return Count(COUNT_MODES[rest.casefold()], span)


def _condition(name: str, span: Span, *, wanted: bool) -> Option | OnSide:
    sides: dict[str, tuple[Side, Side]] = {"right": ("right", "left"), "left": ("left", "right")}
    if name.casefold() in sides:
        same, other = sides[name.casefold()]
        return OnSide(same if wanted else other, span)
    return Option(name, wanted, span)


def _if(rest: str, span: Span) -> Option | OnSide:
    return _condition(rest, span, wanted=True)


def _unless(rest: str, span: Span) -> Option | OnSide:
    return _condition(rest, span, wanted=False)


def _tool(rest: str, span: Span) -> NeedsTool:
    return NeedsTool(rest, span)


def _at(rest: str, span: Span) -> AtFrame | AtHalf:
    if rest.casefold() == "half":
        return AtHalf(span)
    return AtFrame(quantities.duration(rest, zero=True), span)


def _each(rest: str, span: Span) -> Each:
    match rest.casefold():
        case "in" | "out" | "lift" | "lower" as phase:
            return Each(phase, span)
        case _:
            raise Malformed("bad-cue", f"`each {rest}` is no moment.", hints.EXAMPLES["each"])


def _last(rest: str, span: Span) -> LastOut:
    if rest.casefold() != "out":
        raise Malformed("bad-cue", f"`last {rest}` is no moment.", hints.EXAMPLES["last"])
    return LastOut(span)


_VERBS: dict[str, Callable[[str, Span], Directive]] = {
    "as": _as,
    "tempo": _tempo,
    "lower": _lower,
    "spots": _spots,
    "times": _times,
    "breathe": _breathe,
    "sides": _sides,
    "settle": _settle,
    "count": _count,
    "if": _if,
    "unless": _unless,
    "tool": _tool,
    "at": _at,
    "each": _each,
    "last": _last,
}
