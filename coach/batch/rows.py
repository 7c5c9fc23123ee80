"""The rows of a batch: whose track it is, what is adjusted, and what its file is called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from coach.batch.file_names import fold_file_name, read_file_name
from coach.batch.table import Cell, PeopleTable, TableRow
from coach.diagnostics import Checked, Diagnostic, Findings, write_suggestion
from coach.score.adjustments import ADJUSTMENTS_BY_KEY, Adjustments, read_adjustments
from coach.script.quantities import Malformed

ROUTINE = "routine"
OUTPUT = "output"
FORMAT = "format"

COLUMNS = (OUTPUT, ROUTINE, FORMAT, *ADJUSTMENTS_BY_KEY)

_REQUIRED = {
    OUTPUT: "a name for each track's file",
    ROUTINE: "a name from `coach list`, or a file beside the table",
}
"""The columns that each table has, and what is in them."""

_SWITCH = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A track that is asked for.

    Attributes:
        row: where it stands in the table.
        routines: the names of its routines.
        adjustments: what is adjusted.
        file: the name of its file; empty where it has none.
    """

    row: TableRow
    routines: tuple[Cell, ...]
    adjustments: Adjustments
    file: str


def check_columns(table: PeopleTable) -> tuple[Diagnostic, ...]:
    """Report what is wrong with the head of a table."""
    findings = Findings(table.source)
    seen: set[str] = set()
    used = {cell.column for row in table.rows for cell in row.cells}
    for cell in table.columns:
        name = cell.column
        if name not in COLUMNS and (name or name in used):
            findings.add_error(
                "unknown-column",
                f"There is no column `{name[:40]}`.",
                write_suggestion(name, COLUMNS, f"There is {', '.join(COLUMNS)}."),
                cell.span,
            )
        elif name in seen and not _is_repeatable(name):
            findings.add_error(
                "repeated-column",
                f"There are two columns `{name}`.",
                "Delete one of them.",
                cell.span,
            )
        seen.add(name)
    for name, what in _REQUIRED.items():
        if table.columns and name not in seen:
            findings.add_error(
                "missing-column",
                f"There is no column `{name}`.",
                f"Add one, with {what}.",
                table.columns[0].span,
            )
    return findings.diagnostics


def read_rows(table: PeopleTable) -> tuple[Checked[BatchRow], ...]:
    """Read the rows, each with all that is wrong with it."""
    return tuple(_refuse_clashes(table, [_read_row(table, row) for row in table.rows]))


def _is_repeatable(column: str) -> bool:
    adjustment = ADJUSTMENTS_BY_KEY.get(column)
    return column == ROUTINE or bool(adjustment and adjustment.collect)


def _read_row(table: PeopleTable, row: TableRow) -> Checked[BatchRow]:
    """Read a row by itself."""
    findings = Findings(table.source)
    if row.has_form_error:
        return findings.make_checked(BatchRow(row, (), Adjustments(), ""))
    cells: dict[str, list[Cell]] = defaultdict(list)
    for cell in row.cells:
        if cells[cell.column] and not _is_repeatable(cell.column):
            findings.add_error(
                "several-values",
                f"`{cell.column[:40]}` takes one value.",
                "Delete the others.",
                cell.span,
            )
        cells[cell.column].append(cell)
    file = findings.take_value(_read_file_cells(table, row, cells[OUTPUT], cells[FORMAT]))
    if not cells[ROUTINE]:
        findings.add_error(
            "missing-routine",
            "The row names no routine.",
            "Write a name from `coach list`, or a file beside the table.",
            row.span,
        )
    adjustments = findings.take_value(_read_adjusted(table, cells))
    return findings.make_checked(BatchRow(row, tuple(cells[ROUTINE]), adjustments, file))


def _read_file_cells(
    table: PeopleTable, row: TableRow, outputs: list[Cell], formats: list[Cell]
) -> Checked[str]:
    """Read the name of a track's file."""
    findings = Findings(table.source)
    if not outputs:
        findings.add_error(
            "missing-output",
            "The row has no name for its file.",
            f"Write one under `{OUTPUT}`.",
            row.span,
        )
        return findings.make_checked("")
    try:
        return Checked(read_file_name(outputs[0].text, formats[0].text if formats else ""))
    except Malformed as wrong:
        about = formats if wrong.code == "unknown-format" else outputs
        findings.add_error(wrong.code, wrong.message, wrong.help, about[0].span)
        return findings.make_checked("")


def _read_adjusted(table: PeopleTable, cells: Mapping[str, list[Cell]]) -> Checked[Adjustments]:
    """Read what is adjusted; what is wrong with a cell is reported at its place."""
    findings = Findings(table.source)
    given: dict[str, object] = {}
    for column, adjustment in ADJUSTMENTS_BY_KEY.items():
        if adjustment.metavar:
            for cell in cells.get(column, ()):
                read = read_adjustments({adjustment.name: cell.text})
                findings.extend(
                    replace(each, source=table.source, span=cell.span) for each in read.diagnostics
                )
            texts = [cell.text for cell in cells.get(column, ())]
            given[adjustment.name] = texts if adjustment.collect else "".join(texts[:1])
            continue
        for cell in cells.get(column, ()):
            value = _SWITCH.get(cell.text.casefold())
            given[adjustment.name] = bool(value)
            if value is None:
                findings.add_error(
                    "wrong-type",
                    f"`{column}` cannot be `{cell.text[:40]}`.",
                    "Write yes or no.",
                    cell.span,
                )
    return findings.make_checked(
        read_adjustments({name: value for name, value in given.items() if value}).value
    )


def _refuse_clashes(
    table: PeopleTable, rows: Iterable[Checked[BatchRow]]
) -> Iterator[Checked[BatchRow]]:
    """Yield rows; those whose files have one name are all refused."""
    read = tuple(rows)
    named: dict[str, list[BatchRow]] = defaultdict(list)
    for each in read:
        if each.value.file:
            named[fold_file_name(each.value.file)].append(each.value)
    for each in read:
        row = each.value
        other = next((other for other in named[fold_file_name(row.file)] if other is not row), None)
        if other is None:
            yield each
            continue
        line, _ = table.source.find_position(other.row.span.start)
        findings = Findings(table.source)
        findings.extend(each.diagnostics)
        findings.add_error(
            "same-file",
            f"`{row.file[:60]}` is the file of another row, too: see line {line}.",
            "Give each row a name of its own; capitals and small letters are one.",
            next(cell.span for cell in row.row.cells if cell.column == OUTPUT),
        )
        yield findings.make_checked(row)
