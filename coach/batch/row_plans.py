"""Plans of rows: whether a row can be done, and who would speak it, before anything is spoken."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coach.batch.rows import BatchRow
from coach.batch.table import Cell, PeopleTable
from coach.diagnostics import Checked, Diagnostic, Findings, SourceText
from coach.library import Library
from coach.pipeline import TrackPlan, plan_track
from coach.score.adjustments import ADJUSTMENTS_BY_KEY
from coach.script.front_matter import FrontMatter
from coach.script.routine import Routine
from coach.speech.profile import Profile

_ABOUT_VOICE = ("no-voice", "unknown-voice", "wrong-language")

_OPTION = re.compile("--([a-z-]+)")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row that can be done, so far as that is known before it is spoken, and who speaks it."""

    row: BatchRow
    profile: Profile


class RowPlanner:
    """Plans rows of one table; each routine is read once.

    A routine is named as in a programme: a path stays in the folder of the table, which may be
    anybody's.
    """

    def __init__(self, table: PeopleTable, library: Library) -> None:
        self._table = table
        self._library = library
        self._folder = Path(table.source.name).parent
        self._routines: dict[str, Routine] = {}

    def check_rows(self, rows: Iterable[Checked[BatchRow]]) -> Iterator[Checked[PlannedRow | None]]:
        """Yield each row with all that is wrong with it; one that is wrong has no value."""
        for checked in rows:
            findings = Findings(self._table.source)
            row = findings.take_value(checked)
            plan = findings.take_value(self.plan_row(row)) if row.routines else None
            is_wrong = findings.has_errors() or row.row.has_form_error
            yield findings.make_checked(
                PlannedRow(row, plan.profile) if plan and not is_wrong else None
            )

    def plan_row(self, row: BatchRow) -> Checked[TrackPlan | None]:
        """Plan the track of a row."""
        findings = Findings(self._table.source)
        routines = tuple(self._load_routine(cell) for cell in row.routines)
        plan = plan_track(routines, row.adjustments, self._library)
        known = {wrong for routine in routines for wrong in _list_mistakes(routine)}
        findings.extend(each for each in plan.diagnostics if each in known and each.source)
        findings.extend(
            self.place_in_row(row, (each for each in plan.diagnostics if each not in known))
        )
        for cell, routine in zip(row.routines, routines, strict=True):
            self._refuse_routine(cell, routine, findings)
        return findings.make_checked(plan.value)

    def place_in_row(
        self, row: BatchRow, diagnostics: Iterable[Diagnostic]
    ) -> tuple[Diagnostic, ...]:
        """Return diagnostics of a track as those of its row, each at the cell that it is about."""
        return tuple(self._place_diagnostic(row, each) for each in diagnostics)

    def _place_diagnostic(self, row: BatchRow, wrong: Diagnostic) -> Diagnostic:
        cell = _find_cell(row, wrong)
        help_text = wrong.help
        if wrong.source and wrong.span:
            help_text = f"{help_text} See {wrong.source.write_location(wrong.span)}."
        return replace(wrong, help=help_text, source=self._table.source, span=cell.span)

    def _refuse_routine(self, cell: Cell, routine: Routine, findings: Findings) -> None:
        """Report a routine that is not found, or that has mistakes, at the cell that names it."""
        if not routine.has_errors:
            return
        for wrong in routine.diagnostics:
            if not wrong.source:
                findings.add_error(wrong.code, wrong.message, wrong.help, cell.span)
        if any(wrong.source for wrong in routine.diagnostics):
            findings.add_error(
                "wrong-routine",
                f"The routine `{cell.text[:40]}` has mistakes.",
                f"See what `coach check {cell.text[:40]}` says.",
                cell.span,
            )

    def _load_routine(self, cell: Cell) -> Routine:
        """Find and read a routine, once."""
        asked = cell.text
        if asked not in self._routines:
            found = self._library.find_member(asked, self._folder)
            file = found.value
            self._routines[asked] = (
                Routine(SourceText(asked, ""), FrontMatter(""), diagnostics=found.diagnostics)
                if file is None
                else self._library.fill_programme(self._library.read_routine(file), file.path)
            )
        return self._routines[asked]


def _list_mistakes(routine: Routine) -> tuple[Diagnostic, ...]:
    """List what is wrong with a routine, and with those that it lists."""
    members = (wrong for each in routine.list_members() for wrong in each.routine.diagnostics)
    return (*routine.diagnostics, *members)


def _find_cell(row: BatchRow, wrong: Diagnostic) -> Cell:
    """Return the cell that a diagnostic is about: one whose option it names, else the routine's."""
    words = f"{wrong.message} {wrong.help}"
    options = [each for each in _OPTION.findall(words) if each in ADJUSTMENTS_BY_KEY]
    named = [cell for cell in row.row.cells if cell.column in options]
    exact = [cell for cell in named if cell.text in words]
    if wrong.code in _ABOUT_VOICE:
        exact = [cell for cell in row.row.cells if cell.column == "voice"]
    return next(iter((*exact, *named)), row.routines[0])
