"""A program: several routines as one track, with one opening and one close.

What is adjusted by name is looked for in all of them, and goes to those that have it; `--from` and
`--until` cut the program, not each routine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coach.diagnostics import Checked, Diagnostic, Findings
from coach.languages.phrases import NO_WORDINGS, Wordings
from coach.score.adjustments import Adjustments
from coach.score.cuesheet import CueSheet, Line, Visit
from coach.score.expand import expand, phrases_of
from coach.score.history import History
from coach.score.kit import kit, unknown_option
from coach.score.lengths import LengthChoices, choose_lengths
from coach.score.order import (
    Slot,
    find_part,
    headings,
    nothing_left,
    order,
    unknown_part,
)
from coach.score.reach import find_names, is_reached, refuse_unknown_name
from coach.score.repeats import is_repeated, list_repeat_names
from coach.script.routine import Routine

_FOR_SOME = frozenset({"no-effect"})
"""What is of no interest where it is said of some of the routines only."""

_NOTHING_LEFT = nothing_left().code
"""What is no mistake where another routine has something left."""


@dataclass(frozen=True, slots=True)
class ProgramRoutine:
    """A routine of a program, with what is chosen for it.

    Attributes:
        routine: the routine.
        adjustments: those adjustments that are for it. The cuts are the program's own.
        lengths: how long each action is.
        tools_named: whether ``--with`` names tools of whichever routine.
    """

    routine: Routine
    adjustments: Adjustments
    lengths: LengthChoices
    tools_named: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """Routines to be done one after another, with what is chosen. A planner replaces choices."""

    parts: tuple[ProgramRoutine, ...]
    adjustments: Adjustments


def choose(routines: Sequence[Routine], adjustments: Adjustments) -> Checked[Program]:
    """Choose the length of every action of some routines.

    What none of them has is a diagnostic.
    """
    findings = Findings()
    tools_named = False
    adjustments_of = [adjustments for _ in routines]
    if len(routines) > 1:
        findings.extend(_refuse_unknown_names(routines, adjustments))
        names = [name for routine in routines for name in routine.front.tool_names]
        tools_named = any(_has(names, word) for word in adjustments.with_)
        whole = replace(adjustments, only=(), from_=None, until=None)
        adjustments_of = [_leave_known(routine, whole) for routine in routines]
    chosen = [choose_lengths(*each) for each in zip(routines, adjustments_of, strict=True)]
    findings.extend(_worth_saying([each.diagnostics for each in chosen]))
    parts = tuple(
        ProgramRoutine(routine, own, lengths.value, tools_named)
        for routine, own, lengths in zip(routines, adjustments_of, chosen, strict=True)
    )
    return findings.checked(Program(parts, adjustments))


def plan(program: Program, wordings: Wordings = NO_WORDINGS) -> Checked[CueSheet | None]:
    """Decide what is heard, in order; there is no cue sheet where a diagnostic is an error.

    ``wordings`` are what a voice's profile says in its own words, in any language.
    """
    if len(program.parts) == 1:
        (part,) = program.parts
        return expand(part.routine, part.adjustments, part.lengths, wordings)
    routines = [part.routine for part in program.parts]
    if mixed := _mixed(routines):
        return Checked(None, mixed)
    findings = Findings()
    findings.extend(_refuse_unknown_options(routines, program.adjustments))
    if findings.has_errors():  # what there is to cut depends on them
        return findings.checked(None)
    sheets: list[tuple[Routine, CueSheet]] = []
    found: list[tuple[Diagnostic, ...]] = []
    history = History()
    for part in findings.take(_cut(program)):
        expanded = expand(
            part.routine,
            part.adjustments,
            part.lengths,
            wordings,
            history,
            tools_named=part.tools_named,
        )
        found.append(tuple(d for d in expanded.diagnostics if d.code != _NOTHING_LEFT))
        if sheet := expanded.value:
            sheets.append((part.routine, sheet))
    findings.extend(_worth_saying(found))
    if not sheets and not findings.has_errors():
        findings.extend([nothing_left()])
    return findings.checked(None if findings.has_errors() else _joined(sheets))


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


def _cut(program: Program) -> Checked[list[ProgramRoutine]]:
    """Leave the routines that are not cut away, each with the cuts that are for it."""
    adjustments, findings = program.adjustments, Findings()
    parts = [_Parts(part) for part in program.parts]

    def find_part_names(option: str, name: str) -> dict[int, str]:
        """Return the routines that have a part of a name, and what each of them calls it."""
        as_typed = {n: name for n, part in enumerate(parts) if part.has(name)}
        titled = {n: own for n, part in enumerate(parts) if (own := part.without_title(name))}
        if not (as_typed or titled):
            every = tuple(dict.fromkeys(each for part in parts for each in part.headings))
            findings.extend([unknown_part(option, name, every)])
        return as_typed or titled

    only = [find_part_names("only", name) for name in adjustments.only]
    from_ = find_part_names("from", adjustments.from_) if adjustments.from_ is not None else {}
    until = find_part_names("until", adjustments.until) if adjustments.until is not None else {}
    begin, end = min(from_, default=0), max(until, default=len(parts) - 1)

    def cut(number: int, part: ProgramRoutine) -> ProgramRoutine:
        own = replace(
            part.adjustments,
            only=tuple(names[number] for names in only if number in names),
            from_=from_.get(number) if number == begin else None,
            until=until.get(number) if number == end else None,
        )
        return replace(part, adjustments=own)

    return findings.checked(
        [
            cut(number, part)
            for number, part in enumerate(program.parts)
            if begin <= number <= end and (not only or any(number in names for names in only))
        ]
    )


class _Parts:
    """The parts that a routine has, looked for once they are asked for."""

    def __init__(self, part: ProgramRoutine) -> None:
        self._part = part
        self._routine = part.routine

    @cached_property
    def _slots(self) -> tuple[Slot, ...]:
        part, routine = self._part, self._routine
        chosen = kit(routine, part.adjustments, tools_named=part.tools_named).value
        phrases = phrases_of(routine)
        return order(routine, part.adjustments, chosen, part.lengths, phrases, History()).value

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


def _refuse_unknown_names(
    routines: Sequence[Routine], adjustments: Adjustments
) -> Iterator[Diagnostic]:
    """Refuse the names to hold or to repeat that no routine has."""
    names = tuple(dict.fromkeys(name for routine in routines for name in find_names(routine)))
    for request in adjustments.hold:
        if request.key is not None and not any(is_reached(each, request) for each in routines):
            yield refuse_unknown_name(request, names)
    names = tuple(dict.fromkeys(name for each in routines for name in list_repeat_names(each)))
    for asked in adjustments.times:
        if asked.key is not None and not any(is_repeated(each, asked) for each in routines):
            yield refuse_unknown_name(asked, names)


def _refuse_unknown_options(
    routines: Sequence[Routine], adjustments: Adjustments
) -> Iterator[Diagnostic]:
    """Refuse the options and tools that no routine has."""
    words = tuple(dict.fromkeys(name for routine in routines for name in _offered(routine)))
    for word in adjustments.with_:
        if not _has(words, word):
            yield unknown_option(word, words)


def _leave_known(routine: Routine, adjustments: Adjustments) -> Adjustments:
    """Leave out the names to hold or to repeat, options and tools that a routine does not have."""
    return replace(
        adjustments,
        hold=tuple(r for r in adjustments.hold if r.key is None or is_reached(routine, r)),
        times=tuple(r for r in adjustments.times if r.key is None or is_repeated(routine, r)),
        with_=tuple(word for word in adjustments.with_ if _has(_offered(routine), word)),
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
    is_silent = all(sheet.is_silent for _, sheet in parts)
    avoided = dict.fromkeys(
        name for part, sheet in parts if _says_avoid(part, sheet) for name in part.front.avoid
    )
    stops = [_find_stop(part, sheet) for part, sheet in parts]
    cautions = list(stops[0])
    if avoided:
        place = next(part for part, sheet in parts if _says_avoid(part, sheet))
        source = place.source.place(place.front.place("avoid"))
        cautions.append(Line(phrases.avoid(tuple(avoided)), "caution", source))
    visits = [_named(visit, first) for visit in first.visits]
    for number, (later, sheet) in enumerate(parts[1:], start=1):
        begins = Line(phrases.next_routine(sheet.title), "announce", sheet.source)
        told = {line.text for before in stops[:number] for line in before}
        stop = (line for line in stops[number] if line.text not in told)
        opening = () if sheet.is_silent else (begins, *stop, *_own_cautions(later, sheet))
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
        is_silent,
        parts[-1][1].muted,
    )


def _named(visit: Visit, sheet: CueSheet) -> Visit:
    """Name a visit's chapter after its routine too."""
    return replace(visit, title=f"{sheet.title}: {visit.title}")


def _says_avoid(routine: Routine, sheet: CueSheet) -> bool:
    """Tell whether a routine's own opening says who should leave it out."""
    words = sheet.phrases.avoid(routine.front.avoid)
    return any(line.text == words for line in sheet.cautions)


def _own_cautions(routine: Routine, sheet: CueSheet) -> tuple[Line, ...]:
    """Give what a routine's opening cautions about, beyond when to stop and whom it is not for."""
    general = {sheet.phrases.avoid(routine.front.avoid)}
    general |= {line.text for line in _find_stop(routine, sheet)}
    return tuple(line for line in sheet.cautions if line.text not in general)


def _find_stop(routine: Routine, sheet: CueSheet) -> tuple[Line, ...]:
    """Return when to stop, where a routine's opening says it: it comes first."""
    return () if routine.front.stop == "" else sheet.cautions[:1]
