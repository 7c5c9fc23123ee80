"""A table of rows, each cell with its place: CSV, or JSON Lines.

The reader of CSV is our own, because a diagnostic needs the place of a cell, which the module
``csv`` does not keep.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.diagnostics import Checked, Findings, SourceText, Span
from coach.script.parser import decode_text

LARGEST_TABLE_BYTES = 16 * 1024 * 1024
"""Bytes: some hundred thousand rows."""

_MOST_MISTAKES = 1000
"""The most mistakes of form that are looked for."""

_SEPARATORS = ",;\t"
"""What parts the cells of a line; spreadsheets write the one that is usual in their country."""

_BLANK = " \t"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: the name of its column, its text and its place."""

    column: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number, counted from 1 without the head, its cells and its place.

    Cells with nothing in them are left out. ``form_error`` says whether a mistake of form is in it.
    """

    number: int
    cells: tuple[Cell, ...]
    span: Span
    has_form_error: bool = False


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The rows of a file, and the names of its columns with their places."""

    source: SourceText
    columns: tuple[Cell, ...]
    rows: tuple[TableRow, ...]


def read_table(name: str, data: bytes) -> Checked[PeopleTable]:
    r"""Read a table; each line of JSON Lines is an object, and the first line of CSV is the head.

    >>> table = read_table("people.csv", b"output,routine\nanna,calf-roll\n").value
    >>> [(cell.column, cell.text, cell.span.start) for cell in table.rows[0].cells]
    [('output', 'anna', 15), ('routine', 'calf-roll', 20)]
    """
    if len(data) > LARGEST_TABLE_BYTES:
        findings = Findings(SourceText(name, ""))
        findings.add_error(
            "file-too-large",
            "The table is larger than 16 MiB.",
            "Divide it into several tables.",
            Span(0, 0),
        )
        return findings.make_checked(PeopleTable(SourceText(name, ""), (), ()))
    decoded = decode_text(name, data)
    source = decoded.value
    if decoded.has_errors:
        return Checked(PeopleTable(source, (), ()), decoded.diagnostics)
    is_json = source.text.lstrip().startswith("{")
    read = _read_json_lines(source) if is_json else _read_csv(source)
    if read.value.rows or read.has_errors:
        return read
    findings = Findings(source)
    findings.add_error(
        "empty-table",
        "The table has no rows.",
        "Write a head such as `output,routine`, and a row for each person.",
        Span(0, 0),
    )
    return findings.make_checked(read.value)


def _fold_column(text: str) -> str:
    return text.strip().casefold()


def _read_csv(source: SourceText) -> Checked[PeopleTable]:
    """Read a table whose first line is the head."""
    findings = Findings(source)
    reader = _CsvReader(source.text, findings)
    head = next(reader.walk_records(), ())
    columns = tuple(Cell(_fold_column(text), text, span) for text, span in head)
    rows: list[TableRow] = []
    for record in reader.walk_records():
        faults = reader.mistakes
        cells = []
        for number, (text, span) in enumerate(record):
            if not text.strip():
                continue
            if number < len(columns):
                cells.append(Cell(columns[number].column, text.strip(), span))
            else:
                reader.report_mistake(
                    "extra-cell",
                    "The head has no column for this cell.",
                    "Put a text that has a comma in double quotes, or delete the cell.",
                    span,
                )
        has_error = reader.mistakes > faults or reader.is_record_broken
        if cells or has_error:
            span = Span(record[0][1].start, record[-1][1].end)
            rows.append(TableRow(len(rows) + 1, tuple(cells), span, has_error))
    return findings.make_checked(PeopleTable(source, columns, tuple(rows)))


class _CsvReader:
    """Walks through the records of a CSV file (RFC 4180)."""

    def __init__(self, text: str, findings: Findings) -> None:
        self._text = text
        self._findings = findings
        self._at = 0
        line = text.partition("\n")[0]
        separator = next((each for each in line if each in _SEPARATORS), ",")
        end = f"(?=[{separator}\n]|\\Z)"
        self._quoted = re.compile(f'[ ]*"((?:[^"]|"")*)"[ ]*{end}')
        self._plain = re.compile(f'(?![ ]*")[^{separator}\n]*')
        self._rest = re.compile(f"[^{separator}\n]*")
        self._separator = separator
        self.mistakes = 0
        self.is_record_broken = False

    def report_mistake(self, code: str, message: str, help_text: str, span: Span) -> None:
        """Add a mistake of form, unless there are many."""
        self.mistakes += 1
        if self.mistakes <= _MOST_MISTAKES:
            self._findings.add_error(code, message, help_text, span)

    def walk_records(self) -> Iterator[tuple[tuple[str, Span], ...]]:
        """Yield the records from here on: the text and the place of each cell."""
        while self._at < len(self._text):
            self.is_record_broken = False
            cells = [self._read_cell()]
            while self._text[self._at : self._at + 1] == self._separator:
                self._at += 1
                cells.append(self._read_cell())
            self._at += 1
            yield tuple(cells)

    def _read_cell(self) -> tuple[str, Span]:
        start = self._at
        if found := self._quoted.match(self._text, start):
            self._at = found.end()
            return found[1].replace('""', '"'), Span(*found.span(1))
        if found := self._plain.match(self._text, start):
            self._at = found.end()
            return found[0], Span(*found.span())
        found = self._rest.match(self._text, start)
        self._at = found.end() if found else len(self._text)
        self.is_record_broken = True
        self.report_mistake(
            "bad-quotes",
            "The double quotes of this cell do not enclose it.",
            'Write a quote inside a cell twice, and enclose it: "a ""quoted"" word".',
            Span(start, self._at),
        )
        return "", Span(start, self._at)


def _read_json_lines(source: SourceText) -> Checked[PeopleTable]:
    """Read a table whose lines are JSON objects."""
    findings = Findings(source)
    rows: list[TableRow] = []
    columns: dict[str, Cell] = {}
    mistakes = 0
    start = 0
    for line in source.text.split("\n"):
        if line.strip():
            read = _read_object(source, start, line)
            mistakes += read.has_errors
            if mistakes <= _MOST_MISTAKES:
                findings.extend(read.diagnostics)
            for cell in read.value:
                columns.setdefault(cell.column, cell)
            span = Span(start, start + len(line))
            cells = tuple(cell for cell in read.value if cell.text)
            rows.append(TableRow(len(rows) + 1, cells, span, read.has_errors))
        start += len(line) + 1
    return findings.make_checked(PeopleTable(source, tuple(columns.values()), tuple(rows)))


def _read_object(source: SourceText, start: int, line: str) -> Checked[tuple[Cell, ...]]:
    """Read a line of JSON Lines; each value of a list is a cell of its own."""
    findings = Findings(source)
    cells: list[Cell] = []
    try:
        if not isinstance(json.loads(line), dict):
            raise json.JSONDecodeError("It is not an object", line, 0)
    except (ValueError, RecursionError) as error:
        at = error.pos if isinstance(error, json.JSONDecodeError) else 0
        findings.add_error(
            "bad-json",
            "The line is not a JSON object.",
            'Write one such as {"output": "anna", "routine": "calf-roll"}.',
            Span(start + min(at, len(line)), start + min(at + 1, len(line))),
        )
        return findings.make_checked(())
    for column, begin, end, value in _walk_members(line):
        span = Span(start + begin, start + end)
        texts = _write_texts(value, line[begin:end])
        if texts is None:
            findings.add_error(
                "wrong-type",
                f"`{column[:40]}` must be a text, a number, true, false, or a list of texts.",
                'Write it as in {"hold": ["tender=45s", "calf=1min"]}.',
                span,
            )
            continue
        cells += (Cell(_fold_column(column), text.strip(), span) for text in texts)
    return findings.make_checked(tuple(cells))


def _walk_members(line: str) -> Iterator[tuple[str, int, int, object]]:
    """Yield each key of an object, the start and the end of its value, and the value."""
    decoder = json.JSONDecoder()
    at = line.index("{") + 1
    while True:
        at = _skip_blanks(line, at)
        if line[at] == "}":
            return
        key, at = decoder.raw_decode(line, at)
        at = _skip_blanks(line, line.index(":", at) + 1)
        value, end = decoder.raw_decode(line, at)
        yield key, at, end, value
        at = _skip_blanks(line, end)
        at += line[at] == ","


def _skip_blanks(line: str, at: int) -> int:
    while line[at] in _BLANK:
        at += 1
    return at


def _write_texts(value: object, written: str) -> tuple[str, ...] | None:
    """Return the texts that a JSON value stands for; None where it is of another kind."""
    match value:
        case None:
            return ()
        case bool():
            return ("yes" if value else "no",)
        case str():
            return (value,)
        case int() | float():
            return (written,)
        case list() if all(isinstance(each, str) for each in value):
            return tuple(value)
    return None
