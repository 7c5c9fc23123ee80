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
from coach.score.cuesheet import CueSheet
from coach.score.equipment import refuse_unknown_option, resolve_equipment
from coach.score.expand import expand_routine, find_routine_phrases
from coach.score.experience import (
    NO_EXPERIENCE,
    Experience,
    FindExperience,
    add_options,
    choose_level,
    find_no_experience,
    is_opening_short,
)
from coach.score.history import History
from coach.score.joining import JoinedRoutine, join_sheets
from coach.score.lengths import LengthChoices, choose_lengths
from coach.score.order import order_visits, refuse_nothing_left
from coach.score.part_names import find_part, fold_part, list_headings, refuse_unknown_part
from coach.score.reach import find_names, is_reached, refuse_unknown_name
from coach.score.repeats import is_repeated, list_repeat_names
from coach.score.slot import Slot
from coach.script.routine import Member, Routine

_FOR_SOME = frozenset({"no-effect"})
"""What is of no interest where it is said of some of the routines only."""

_NOTHING_LEFT = refuse_nothing_left().code
"""What is not a mistake where another routine has something left."""


_PASSED_ON = ("breath", "settle", "switch", "count", "words")
"""The keys of a programme's front matter that are adjustments of its routines."""


@dataclass(frozen=True, slots=True)
class ProgramRoutine:
    """A routine of a program, with what is chosen for it.

    Attributes:
        routine: the routine.
        adjustments: those adjustments that are for it. The cuts are the program's own.
        lengths: how long each action is.
        tools_named: whether ``--with`` names tools of whichever routine.
        programmes: the programmes it stands in, the outermost first.
        number: which routine of the program it is, counted from 0.
        experience: what the listener has done of it before.
    """

    routine: Routine
    adjustments: Adjustments
    lengths: LengthChoices
    tools_named: bool = False
    programmes: tuple[Routine, ...] = ()
    number: int = 0
    experience: Experience = NO_EXPERIENCE


@dataclass(frozen=True, slots=True)
class Program:
    """Routines to be done one after another, with what is chosen. A planner replaces choices."""

    parts: tuple[ProgramRoutine, ...]
    adjustments: Adjustments


def choose_program(
    routines: Sequence[Routine],
    adjustments: Adjustments,
    find_experience: FindExperience = find_no_experience,
) -> Checked[Program]:
    """Choose the length of every action of some routines, and of those in programmes.

    What none of them has is a diagnostic. ``find_experience`` finds what the listener has done of
    each before.
    """
    findings = Findings()
    members = [member for routine in routines for member in routine.list_members()]
    single = _find_single(members)
    if single:
        experience = find_experience(single)
        own = add_options(adjustments, experience)
        chosen = findings.take_value(choose_lengths(single, own))
        part = ProgramRoutine(single, own, chosen, experience=experience)
        return findings.make_checked(Program((part,), adjustments))
    done = [member.routine for member in members]
    findings.extend(_refuse_unknown_names(done, adjustments))
    names = [name for routine in done for name in routine.front.tool_names]
    tools_named = any(_has_name(names, word) for word in adjustments.with_)
    whole = replace(adjustments, only=(), skip=(), from_=None, until=None)
    parts: list[ProgramRoutine] = []
    all_diagnostics: list[tuple[Diagnostic, ...]] = []
    for number, member in enumerate(members):
        experience = find_experience(member.routine)
        own = add_options(_adjust_member(member, whole), experience)
        lengths = choose_lengths(member.routine, own)
        all_diagnostics.append(lengths.diagnostics)
        parts.append(
            ProgramRoutine(
                member.routine,
                own,
                lengths.value,
                tools_named,
                member.programmes,
                number,
                experience,
            )
        )
    findings.extend(_select_worth_saying(all_diagnostics))
    return findings.make_checked(Program(tuple(parts), adjustments))


def plan_cue_sheet(program: Program, wordings: Wordings = NO_WORDINGS) -> Checked[CueSheet | None]:
    """Decide what is heard, in order; there is no cue sheet where a diagnostic is an error.

    ``wordings`` are what a voice's profile says in its own words, in any language.
    """
    if len(program.parts) == 1 and not program.parts[0].programmes:
        (part,) = program.parts
        return expand_routine(
            part.routine, part.adjustments, part.lengths, wordings, experience=part.experience
        )
    routines = [part.routine for part in program.parts]
    heads = [each for each in program.parts[0].programmes[:1] if _states_language(each)]
    if mixed := _refuse_mixed_languages([*heads, *routines]):
        return Checked(None, mixed)
    findings = Findings()
    findings.extend(_refuse_unknown_options(routines, program.adjustments))
    if findings.has_errors():  # what there is to cut depends on them
        return findings.make_checked(None)
    joined: list[JoinedRoutine] = []
    all_diagnostics: list[tuple[Diagnostic, ...]] = []
    history = History()
    for part in findings.take_value(_cut_program(program)):
        expanded = expand_routine(
            part.routine,
            part.adjustments,
            part.lengths,
            wordings,
            history,
            tools_named=part.tools_named,
            experience=part.experience,
        )
        all_diagnostics.append(tuple(d for d in expanded.diagnostics if d.code != _NOTHING_LEFT))
        if sheet := expanded.value:
            joined.append(_join_part(part, sheet))
    findings.extend(_select_worth_saying(all_diagnostics))
    if not joined and not findings.has_errors():
        findings.extend([refuse_nothing_left()])
    return findings.make_checked(None if findings.has_errors() else join_sheets(joined))


def _join_part(part: ProgramRoutine, sheet: CueSheet) -> JoinedRoutine:
    adjustments, experience = part.adjustments, part.experience
    level = choose_level(part.routine.front, adjustments, experience)
    is_short = is_opening_short(level, adjustments, experience)
    done = experience.done_today
    return JoinedRoutine(part.routine, part.programmes, is_short, sheet, part.number, done)


def _states_language(programme: Routine) -> bool:
    return "language" in dict(programme.front.key_spans)


def _refuse_mixed_languages(routines: Sequence[Routine]) -> tuple[Diagnostic, ...]:
    """Refuse what is not in the language of the first routine: one voice speaks a whole track."""
    diagnostics: list[Diagnostic] = []
    first = routines[0]
    for routine in routines[1:]:
        if find_routine_phrases(routine).language != find_routine_phrases(first).language:
            findings = Findings(routine.source)
            findings.add_error(
                "mixed-languages",
                f"“{routine.front.title}” is in `{routine.front.language}`, "
                f"“{first.front.title}” in `{first.front.language}`.",
                "One voice speaks a whole track: make one track for each language.",
                routine.front.find_key_span("language"),
            )
            diagnostics.extend(findings.diagnostics)
    return tuple(diagnostics)


def _cut_program(program: Program) -> Checked[list[ProgramRoutine]]:
    """Leave the routines that are not cut away, each with the cuts that are for it."""
    adjustments, findings = program.adjustments, Findings()
    parts = [_Parts(part) for part in program.parts]

    def find_part_names(option: str, name: str) -> dict[int, str | None]:
        """Return the routines that have a part of a name, and what each of them calls it.

        It calls it None where the name is that of the whole routine.
        """
        as_typed = {n: name for n, part in enumerate(parts) if part.has_part(name)}
        titled = {n: own for n, part in enumerate(parts) if (own := part.strip_title(name))}
        whole = {n: None for n, part in enumerate(parts) if part.is_called(name)}
        if not (as_typed or titled or whole):
            every = tuple(dict.fromkeys(each for part in parts for each in part.headings))
            findings.extend([refuse_unknown_part(option, name, every)])
        return {**(as_typed or titled), **whole}

    only = [find_part_names("only", name) for name in adjustments.only]
    skip = [find_part_names("skip", name) for name in adjustments.skip]
    from_ = find_part_names("from", adjustments.from_) if adjustments.from_ is not None else {}
    until = find_part_names("until", adjustments.until) if adjustments.until is not None else {}
    begin, end = min(from_, default=0), max(until, default=len(parts) - 1)

    def is_left(number: int) -> bool:
        """Return whether a routine is neither cut away nor left out as a whole."""
        named = [names[number] for names in skip if number in names]
        is_wanted = not only or any(number in names for names in only)
        return begin <= number <= end and is_wanted and None not in named

    def cut_part(number: int, part: ProgramRoutine) -> ProgramRoutine:
        kept = [names[number] for names in only if number in names]
        own = replace(
            part.adjustments,
            only=() if None in kept else tuple(filter(None, kept)),
            skip=tuple(own for names in skip if (own := names.get(number))),
            from_=from_.get(number) if number == begin else None,
            until=until.get(number) if number == end else None,
        )
        return replace(part, adjustments=own)

    return findings.make_checked(
        [cut_part(number, part) for number, part in enumerate(program.parts) if is_left(number)]
    )


class _Parts:
    """The parts that a routine has, looked for once they are asked for."""

    def __init__(self, part: ProgramRoutine) -> None:
        self._part = part
        self._routine = part.routine

    @cached_property
    def _slots(self) -> tuple[Slot, ...]:
        part, routine = self._part, self._routine
        chosen = resolve_equipment(routine, part.adjustments, tools_named=part.tools_named).value
        chosen = replace(chosen, left_out=part.lengths.left_out)
        phrases = find_routine_phrases(routine)
        return order_visits(
            routine, part.adjustments, chosen, part.lengths, phrases, History()
        ).value

    @property
    def headings(self) -> tuple[str, ...]:
        return list_headings(self._slots)

    def has_part(self, name: str) -> bool:
        return bool(find_part(self._slots, name))

    def is_called(self, name: str) -> bool:
        return fold_part(name) == fold_part(self._routine.front.title)

    def strip_title(self, name: str) -> str | None:
        """Return the rest of a name that begins with the routine's, as its chapters' names do."""
        title, typed = f"{self._routine.front.title}:".casefold(), name.strip().casefold()
        rest = typed.removeprefix(title)
        return rest if rest != typed and self.has_part(rest) else None


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
    words = tuple(dict.fromkeys(name for routine in routines for name in _list_offered(routine)))
    for word in adjustments.with_:
        if not _has_name(words, word):
            yield refuse_unknown_option(word, words)


def _leave_known(routine: Routine, adjustments: Adjustments) -> Adjustments:
    """Leave out the names to hold or to repeat, options and tools that a routine does not have."""
    return replace(
        adjustments,
        hold=tuple(r for r in adjustments.hold if r.key is None or is_reached(routine, r)),
        times=tuple(r for r in adjustments.times if r.key is None or is_repeated(routine, r)),
        with_=tuple(word for word in adjustments.with_ if _has_name(_list_offered(routine), word)),
    )


def _find_single(members: Sequence[Member]) -> Routine | None:
    """Return the routine that is all there is, unless a programme names it."""
    return members[0].routine if len(members) == 1 and not members[0].programmes else None


def _adjust_member(member: Member, asked: Adjustments) -> Adjustments:
    """Return the adjustments that are for a routine, its programmes' own included.

    What a programme says of breath, gaps, words and mute holds where the listener says nothing.
    The tools that the listener names take the place of those that a programme names.
    """
    routine = member.routine
    known = _leave_known(routine, asked)
    options = routine.front.option_names
    if any(
        _has_name(routine.front.tool_names, w) and not _has_name(options, w) for w in known.with_
    ):
        own = tuple(word for word in member.with_ if _has_name(options, word))
    else:
        own = member.with_
    fronts = [programme.front for programme in reversed(member.programmes)]
    stated = {
        key: getattr(front, key)
        for front in fronts
        for key, _ in front.key_spans
        if key in _PASSED_ON and getattr(asked, key) is None
    }
    muted = asked.mute.union(*(front.mute for front in fronts))
    return replace(known, with_=(*own, *known.with_), mute=muted, **stated)


def _list_offered(routine: Routine) -> tuple[str, ...]:
    return (*routine.front.option_names, *routine.front.tool_names)


def _has_name(names: Sequence[str], word: str) -> bool:
    return " ".join(word.casefold().split()) in {name.casefold() for name in names}


def _select_worth_saying(all_diagnostics: Sequence[tuple[Diagnostic, ...]]) -> Iterator[Diagnostic]:
    """Return every diagnostic once, without those that hold for some of the routines only."""
    said: set[tuple[str, str, object, object]] = set()
    for diagnostic in (each for diagnostics in all_diagnostics for each in diagnostics):
        key = (diagnostic.code, diagnostic.message, diagnostic.source, diagnostic.span)
        everywhere = all(
            any(diagnostic.message == other.message for other in diagnostics)
            for diagnostics in all_diagnostics
        )
        if key not in said and (everywhere or diagnostic.code not in _FOR_SOME):
            said.add(key)
            yield diagnostic
