"""A program: several routines as one track, with one opening and one close.

What is adjusted by name is looked for in all of them, and goes to those that have it; `--from` and
`--until` cut the program, not each routine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from coach.diagnostics import Checked, Diagnostic, Findings
from coach.languages.phrases import NO_WORDINGS, Wordings
from coach.score.cuesheet import CueSheet, Line, Visit
from coach.score.expand import expand, phrases_of
from coach.score.kit import kit, unknown_option
from coach.score.lengths import choose, reachable, reaches, unknown_hold
from coach.score.order import (
    Slot,
    find_part,
    headings,
    nothing_left,
    order,
    unknown_part,
)
from coach.score.settings import Settings
from coach.script.model import Routine

if TYPE_CHECKING:
    from coach.sides import Side

_FOR_SOME = frozenset({"no-effect"})
"""What is of no interest where it is said of some of the routines only."""

_NOTHING_LEFT = nothing_left().code
"""What is no mistake where another routine has something left."""


def plan(
    routines: Sequence[Routine], settings: Settings, wordings: Wordings = NO_WORDINGS
) -> Checked[CueSheet | None]:
    """Decide what is heard, in order; there is no cue sheet where a diagnostic is an error.

    ``wordings`` are what a voice's profile says in its own words, in any language.
    """
    if len(routines) == 1:
        return expand(routines[0], settings, wordings)
    if mixed := _mixed(routines):
        return Checked(None, mixed)
    findings = Findings()
    divided = findings.take(_divided(routines, settings))
    sheets: list[tuple[Routine, CueSheet]] = []
    found: list[tuple[Diagnostic, ...]] = []
    side: Side | None = None
    for routine, own in divided:
        expanded = expand(routine, own, wordings, side)
        found.append(tuple(d for d in expanded.diagnostics if d.code != _NOTHING_LEFT))
        if sheet := expanded.value:
            sheets.append((routine, sheet))
            side = next((visit.side for visit in reversed(sheet.visits) if visit.side), side)
    findings.extend(_worth_saying(found))
    if not sheets and not findings.has_errors:
        findings.extend([nothing_left()])
    return findings.checked(None if findings.has_errors else _joined(sheets))


def _mixed(routines: Sequence[Routine]) -> tuple[Diagnostic, ...]:
    """Refuse what is not in the language of the first routine: one voice speaks a whole track."""
    found: list[Diagnostic] = []
    first = routines[0]
    for routine in routines[1:]:
        if phrases_of(routine).language != phrases_of(first).language:
            findings = Findings(routine.source)
            findings.error(
                "mixed-languages",
                f"“{routine.front.title}” is in `{routine.front.language}`, "
                f"“{first.front.title}” in `{first.front.language}`.",
                "One voice speaks a whole track: make a track of its own for each language.",
                routine.front.place("language"),
            )
            found.extend(findings.diagnostics)
    return tuple(found)


def _divided(
    routines: Sequence[Routine], settings: Settings
) -> Checked[list[tuple[Routine, Settings]]]:
    """Give each routine that is not cut away the settings that are for it.

    What none of them has is a diagnostic.
    """
    findings = Findings()
    findings.extend(_unknown(routines, settings))
    tools = any(_has(routine.front.tool_names, w) for w in settings.with_ for routine in routines)
    whole = replace(settings, only=(), from_=None, until=None, tools_named=tools)
    owns = [_known(routine, whole) for routine in routines]
    parts = [_Parts(routine, own) for routine, own in zip(routines, owns, strict=True)]
    if any(each.code == "unknown-option" for each in findings.diagnostics):
        return findings.checked([])  # what there is depends on it

    def places(option: str, name: str) -> dict[int, str]:
        """Give the routines that have a part of a name, and what each of them calls it."""
        as_typed = {n: name for n, part in enumerate(parts) if part.has(name)}
        titled = {n: own for n, part in enumerate(parts) if (own := part.without_title(name))}
        if not (as_typed or titled):
            every = tuple(dict.fromkeys(each for part in parts for each in part.headings))
            findings.extend([unknown_part(option, name, every)])
        return as_typed or titled

    only = [places("only", name) for name in settings.only]
    from_ = places("from", settings.from_) if settings.from_ is not None else {}
    until = places("until", settings.until) if settings.until is not None else {}
    begin, end = min(from_, default=0), max(until, default=len(routines) - 1)
    divided = [
        (
            routine,
            replace(
                owns[number],
                only=tuple(names[number] for names in only if number in names),
                from_=from_.get(number) if number == begin else None,
                until=until.get(number) if number == end else None,
            ),
        )
        for number, routine in enumerate(routines)
        if begin <= number <= end and (not only or any(number in names for names in only))
    ]
    return findings.checked(divided)


class _Parts:
    """The parts that a routine has, looked for once they are asked for."""

    def __init__(self, routine: Routine, settings: Settings) -> None:
        self._routine = routine
        self._settings = settings

    @cached_property
    def _slots(self) -> tuple[Slot, ...]:
        routine, settings = self._routine, self._settings
        choices, _ = choose(routine, settings)
        chosen = kit(routine, settings).value
        return order(routine, settings, chosen, choices, phrases_of(routine)).value

    @property
    def headings(self) -> tuple[str, ...]:
        return headings(self._slots)

    def has(self, name: str) -> bool:
        return bool(find_part(self._slots, name))

    def without_title(self, name: str) -> str | None:
        """Give the rest of a name that begins with the routine's, as its chapters' names do."""
        title, typed = f"{self._routine.front.title}:".casefold(), name.strip().casefold()
        rest = typed.removeprefix(title)
        return rest if rest != typed and self.has(rest) else None


def _unknown(routines: Sequence[Routine], settings: Settings) -> Iterator[Diagnostic]:
    """Find the holds, options and tools that no routine has."""
    names = tuple(dict.fromkeys(name for routine in routines for name in reachable(routine)))
    for asked in settings.holds:
        if asked.key is not None and not any(reaches(routine, asked) for routine in routines):
            yield unknown_hold(asked, names)
    words = tuple(dict.fromkeys(name for routine in routines for name in _offered(routine)))
    for word in settings.with_:
        if not _has(words, word):
            yield unknown_option(word, words)


def _known(routine: Routine, settings: Settings) -> Settings:
    """Leave out the holds, options and tools that a routine has not."""
    return replace(
        settings,
        holds=tuple(a for a in settings.holds if a.key is None or reaches(routine, a)),
        with_=tuple(word for word in settings.with_ if _has(_offered(routine), word)),
    )


def _offered(routine: Routine) -> tuple[str, ...]:
    return (*routine.front.option_names, *routine.front.tool_names)


def _has(names: Sequence[str], word: str) -> bool:
    return " ".join(word.casefold().split()) in {name.casefold() for name in names}


def _worth_saying(found: Sequence[tuple[Diagnostic, ...]]) -> Iterator[Diagnostic]:
    """Give every diagnostic once, without those that hold for some of the routines only."""
    said: set[tuple[str, str, object, object]] = set()
    for diagnostic in (each for diagnostics in found for each in diagnostics):
        key = (diagnostic.code, diagnostic.message, diagnostic.source, diagnostic.span)
        everywhere = all(
            any(diagnostic.message == other.message for other in diagnostics)
            for diagnostics in found
        )
        if key not in said and (everywhere or diagnostic.code not in _FOR_SOME):
            said.add(key)
            yield diagnostic


def _joined(parts: Sequence[tuple[Routine, CueSheet]]) -> CueSheet:
    """Put cue sheets one after another under one opening and one close."""
    routine, first = parts[0]
    phrases = first.phrases
    avoided = dict.fromkeys(name for part, _ in parts for name in part.front.avoid)
    cautions = [Line(phrases.stop, "caution")]
    if avoided:
        place = next(part for part, _ in parts if part.front.avoid)
        source = place.source.place(place.front.place("avoid"))
        cautions.append(Line(phrases.avoid(tuple(avoided)), "caution", source))
    visits = [_named(visit, first) for visit in first.visits]
    for later, sheet in parts[1:]:
        opening = (
            Line(phrases.next_routine(sheet.title), "announce", sheet.source),
            *_own_cautions(later, sheet),
        )
        visits.append(replace(_named(sheet.visits[0], sheet), opening=opening))
        visits.extend(_named(visit, sheet) for visit in sheet.visits[1:])
    tools: dict[str, str] = {}
    for tool in (tool for _, sheet in parts for tool in sheet.tools):
        tools.setdefault(tool.casefold(), tool)
    return CueSheet(
        phrases.listed([sheet.title for _, sheet in parts]),
        tuple(tools.values()),
        first.source,
        (*cautions, *_own_cautions(routine, first)),
        tuple(visits),
        parts[-1][1].closing,
        phrases,
    )


def _named(visit: Visit, sheet: CueSheet) -> Visit:
    """Name a visit's chapter after its routine too."""
    return replace(visit, title=f"{sheet.title}: {visit.title}")


def _own_cautions(routine: Routine, sheet: CueSheet) -> tuple[Line, ...]:
    """Give what a routine's opening cautions about, beyond what every opening does."""
    general = {sheet.phrases.stop, sheet.phrases.avoid(routine.front.avoid)}
    return tuple(line for line in sheet.cautions if line.text not in general)
