"""A program: several routines as one track, with one opening and one close.

What is adjusted by name is looked for in all of them, and goes to those that have it; `--from` and
`--until` cut the program, not each routine.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from coach.diagnostics import Diagnostic, Findings, has_errors
from coach.score.cuesheet import CueSheet, Line, Visit
from coach.score.expand import expand, phrases_of
from coach.score.lengths import choose, reaches
from coach.score.order import Slot, find_part, kit, nothing_left, order
from coach.score.phrases import NO_WORDINGS, Wordings
from coach.score.settings import Settings
from coach.script.model import Routine

_FOR_SOME = frozenset({"no-effect"})
"""What is of no interest where it is said of some of the routines only."""


def plan(
    routines: Sequence[Routine], settings: Settings, wordings: Wordings = NO_WORDINGS
) -> tuple[CueSheet | None, tuple[Diagnostic, ...]]:
    """Decide what is heard, in order; there is no cue sheet where a diagnostic is an error.

    ``wordings`` are what a voice's profile says in its own words, in any language.
    """
    if len(routines) == 1:
        return expand(routines[0], settings, wordings)
    if mixed := _mixed(routines):
        return None, mixed
    sheets: list[tuple[Routine, CueSheet]] = []
    found: list[tuple[Diagnostic, ...]] = []
    for routine, own in _divided(routines, settings):
        sheet, diagnostics = expand(routine, own, wordings)
        found.append(diagnostics)
        if sheet:
            sheets.append((routine, sheet))
    diagnostics = tuple(_worth_saying(found)) if found else (nothing_left(),)
    return (None if has_errors(diagnostics) else _joined(sheets)), diagnostics


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


def _divided(routines: Sequence[Routine], settings: Settings) -> Iterator[tuple[Routine, Settings]]:
    """Give each routine that is not cut away the settings that are for it.

    A name that none of them has goes to all, to be reported there.
    """
    whole = replace(settings, only=(), from_=None, until=None)
    owns = [_known(routine, whole, routines) for routine in routines]
    parts = [_finder(routine, own) for routine, own in zip(routines, owns, strict=True)]

    def first(name: str | None, otherwise: int, numbers: Sequence[int]) -> int:
        return next((n for n in numbers if name is not None and parts[n](name)), otherwise)

    begin = first(settings.from_, 0, range(len(routines)))
    end = first(settings.until, len(routines) - 1, range(len(routines))[::-1])
    unknown = tuple(name for name in settings.only if not any(part(name) for part in parts))
    for number, (routine, part) in enumerate(zip(routines, parts, strict=True)):
        only = tuple(name for name in settings.only if name in unknown or part(name))
        if not begin <= number <= end or (settings.only and not only):
            continue
        from_, until = (
            name if name and (part(name) or not any(other(name) for other in parts)) else None
            for name in (settings.from_, settings.until)
        )
        yield routine, replace(owns[number], only=only, from_=from_, until=until)


def _finder(routine: Routine, settings: Settings) -> Callable[[str], bool]:
    """Make a function that tells whether a routine has a part of a name, once it is asked."""

    @cache
    def slots() -> tuple[Slot, ...]:
        choices, _ = choose(routine, settings)
        chosen, _ = kit(routine, settings)
        return order(routine, settings, chosen, choices, phrases_of(routine))[0]

    return lambda name: bool(find_part(slots(), name))


def _known(routine: Routine, settings: Settings, routines: Sequence[Routine]) -> Settings:
    """Leave out the holds, options and tools that another routine has and this one has not."""
    return replace(
        settings,
        holds=tuple(
            asked
            for asked in settings.holds
            if reaches(routine, asked) or not any(reaches(other, asked) for other in routines)
        ),
        with_=tuple(
            word
            for word in settings.with_
            if _offers(routine, word) or not any(_offers(other, word) for other in routines)
        ),
    )


def _offers(routine: Routine, word: str) -> bool:
    """Tell whether a routine has an option or a tool of a name."""
    names = (*routine.front.option_names, *routine.front.tool_names)
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
        begin = _named(sheet.visits[0], sheet)
        visits.append(replace(begin, lines=(*opening, *begin.lines)))
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
