"""Programmes: scripts that list routines, filled with the routines that they list."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from coach.diagnostics import Checked, Diagnostic, Findings, write_suggestion
from coach.script.front_matter import ProgrammeItem
from coach.script.routine import Member, Routine

_MOST_ITEMS = 200
"""The most entries of a programme, those of programmes in it included."""

_DEEPEST = 8
"""The most programmes in one another."""


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A file that holds a script, and what diagnostics call it."""

    path: Path
    name: str


class RoutineShelf(Protocol):
    """Where the routines of a programme are found and read."""

    def find_member(self, asked: str, folder: Path | None) -> Checked[ScriptFile | None]:
        """Find a routine by what a programme in a folder calls it."""

    def read_routine(self, file: ScriptFile) -> Routine:
        """Read a script, without the routines that it lists."""


_ONE_ROUTINE = "a routine that `coach list` shows"


def find_file_inside(
    folder: Path, asked: str, whose: str = "programme"
) -> Checked[ScriptFile | None]:
    """Find the file of a path that stays in a folder, links followed."""
    one = "a voice that `coach voices` shows" if whose == "script" else _ONE_ROUTINE
    path = Path(asked)
    full = folder / path
    root = os.path.realpath(folder)
    is_inside = not path.is_absolute() and not path.drive and ".." not in path.parts
    if not is_inside or not Path(os.path.realpath(full)).is_relative_to(root):
        return _make_refusal(
            "outside-folder",
            f"`{asked[:60]}` is outside the {whose}'s folder.",
            f"Name {one}, or a file in the same folder.",
        )
    if not full.is_file():
        return _make_refusal(
            "no-file",
            f"There is no file {asked[:60]} beside the {whose}.",
            f"Check the path, or name {one}.",
        )
    return Checked(ScriptFile(full, str(full)))


class ProgrammeFiller:
    """Fills one programme. What it reads and how deep it goes is bounded: it may be anybody's."""

    def __init__(self, shelf: RoutineShelf) -> None:
        self._shelf = shelf
        self._left = _MOST_ITEMS
        self._read: dict[str, Routine] = {}

    def fill_members(self, programme: Routine, path: Path | None) -> Routine:
        """Return a programme with its members, and with what is wrong with them."""
        return self._fill_members(
            programme, path, () if path is None else (os.path.realpath(path),)
        )

    def _fill_members(
        self, programme: Routine, path: Path | None, within: tuple[str, ...]
    ) -> Routine:
        findings = Findings(programme.source)
        findings.extend(programme.diagnostics)
        folder = path.parent if path else None
        members: list[Member] = []
        for item in programme.front.routines:
            if self._left == 0:
                findings.add_error(
                    "too-many-routines",
                    f"The programme has more than {_MOST_ITEMS} routines.",
                    "Use fewer, or make several programmes.",
                    item.span,
                )
                break
            self._left -= 1
            routine = findings.take_value(self._load_member(item, folder, within, programme))
            if routine:
                findings.extend(d for d in routine.diagnostics if d.severity == "error")
                found = tuple(_turn_on(item, routine, findings))
                members += (replace(m, programmes=(programme, *m.programmes)) for m in found)
        front = programme.front
        if members and "language" not in dict(front.key_spans):
            front = replace(front, language=members[0].routine.front.language)
        return replace(
            programme, front=front, members=tuple(members), diagnostics=findings.diagnostics
        )

    def _load_member(
        self, item: ProgrammeItem, folder: Path | None, within: tuple[str, ...], programme: Routine
    ) -> Checked[Routine | None]:
        """Find and read one routine, filled where it is a programme."""
        findings = Findings(programme.source)
        found = self._shelf.find_member(item.name, folder)
        findings.extend(
            replace(each, source=programme.source, span=item.span) for each in found.diagnostics
        )
        if found.value is None:
            return findings.make_checked(None)
        real = os.path.realpath(found.value.path)
        if real in within or len(within) > _DEEPEST:
            _report_nesting(item, findings, is_cycle=real in within)
            return findings.make_checked(None)
        if real not in self._read:
            self._read[real] = self._shelf.read_routine(found.value)
        routine = self._read[real]
        if routine.front.routines:
            routine = self._fill_members(routine, found.value.path, (*within, real))
        return findings.make_checked(routine)


def _turn_on(item: ProgrammeItem, routine: Routine, findings: Findings) -> Iterator[Member]:
    """Yield what an entry stands for, each routine with the options and tools that it has."""
    members = routine.list_members()
    known = [word for each in members for word in _list_words(each.routine)]
    for word in item.with_:
        if not _has_name(known, word):
            listing = f"There is {', '.join(dict.fromkeys(known))}." if known else "It has none."
            findings.add_error(
                "unknown-option",
                f"`{item.name[:40]}` has no option or tool `{word[:40]}`.",
                write_suggestion(word, known, listing),
                item.span,
            )
    for member in members:
        own = tuple(word for word in item.with_ if _has_name(_list_words(member.routine), word))
        yield replace(member, with_=(*member.with_, *own))


def _list_words(routine: Routine) -> tuple[str, ...]:
    return (*routine.front.option_names, *routine.front.tool_names)


def _has_name(names: "tuple[str, ...] | list[str]", word: str) -> bool:
    return word.casefold() in map(str.casefold, names)


def _report_nesting(item: ProgrammeItem, findings: Findings, *, is_cycle: bool) -> None:
    if is_cycle:
        findings.add_error(
            "routine-cycle",
            f"`{item.name[:60]}` leads back to itself: this would never end.",
            "Delete it here, or in the programme that it names.",
            item.span,
        )
    else:
        findings.add_error(
            "deep-programme",
            f"More than {_DEEPEST} programmes are nested in one another.",
            "Name the routines themselves.",
            item.span,
        )


def _make_refusal(code: str, message: str, help_text: str) -> Checked[ScriptFile | None]:
    return Checked(None, (Diagnostic(code, "error", message, help_text),))
