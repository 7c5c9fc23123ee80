"""Tables: cells with their places, and what is wrong with the form of a file."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from coach.batch.rows import check_columns, read_rows
from coach.batch.table import LARGEST_TABLE_BYTES, read_table
from coach.diagnostics import render_diagnostic


def cells(text: str) -> list[list[tuple[str, str, str]]]:
    """Return each cell of a table without mistakes: its column, its text and what stands there."""
    read = read_table("people.csv", text.encode())
    assert not read.diagnostics
    source = read.value.source.text
    return [
        [(cell.column, cell.text, source[cell.span.start : cell.span.end]) for cell in row.cells]
        for row in read.value.rows
    ]


def mistakes(text: str | bytes, name: str = "people.csv") -> str:
    """Write everything that is wrong with a table and its rows."""
    read = read_table(name, text.encode() if isinstance(text, str) else text)
    table = read.value
    rows = [wrong for row in read_rows(table) for wrong in row.diagnostics]
    found = (*read.diagnostics, *check_columns(table), *rows)
    return "\n".join(map(render_diagnostic, dict.fromkeys(found)))


def test_csv_as_spreadsheets_write_it() -> None:
    wanted = [
        [("output", "anna", "anna"), ("hold", "a, b", "a, b")],
        [("output", 'b "x"', 'b ""x""'), ("hold", "1\n2", "1\n2")],
    ]
    for separator in ",;\t":
        head = f"Output{separator} HOLD \r\n"
        body = (
            f'anna{separator}"a, b"\r\n{separator}\r\n"b ""x"""{separator}"1\n2"{separator}\r\n\n'
        )
        assert cells(f"\ufeff{head}{body}") == wanted


def test_json_lines_with_every_kind_of_value() -> None:
    line = '{"output" : "anna", "hold": ["a", "b"], "spots": 2, "no-limits":true, "side": null}'
    assert cells(f"\n{line}\n") == [
        [
            ("output", "anna", '"anna"'),
            ("hold", "a", '["a", "b"]'),
            ("hold", "b", '["a", "b"]'),
            ("spots", "2", "2"),
            ("no-limits", "yes", "true"),
        ]
    ]


@given(
    st.lists(
        st.lists(st.text("a,;\"' \t\n", max_size=4), min_size=2, max_size=2),
        min_size=1,
        max_size=4,
    )
)
def test_csv_is_read_as_by_the_standard_library(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["a", "b"], *rows])
    read = [
        {cell.column: cell.text for cell in row.cells}
        for row in read_table("people.csv", file.getvalue().encode()).value.rows
    ]
    stripped = [
        {name: text.strip() for name, text in zip("ab", row, strict=True) if text.strip()}
        for row in rows
    ]
    assert read == [row for row in stripped if row]


@given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=5), min_size=1))
def test_json_is_read_as_by_the_standard_library(row: dict[str, str]) -> None:
    read = read_table("people.jsonl", json.dumps(row).encode()).value.rows[0].cells
    assert {cell.column: cell.text for cell in read} == {
        name: text.strip() for name, text in row.items() if text.strip()
    }


def test_all_that_is_wrong_with_rows_is_told_at_once() -> None:
    text = (
        "output,routine,hold,format,no-limits,spots,holds\n"
        "anna,,45,mp4,maybe,x\n"
        "../b,calf-roll,,,,,,,extra\n"
        "Anna.mp3,calf-roll,45s,wav\n"
        "ANNA,calf-roll\n"
        'anna,"calf" roll\n'
        ",calf-roll\n"
    )
    assert mistakes(text) == snapshot("""\
people.csv:3:22: error[extra-cell]: The head has no column for this cell.
    3 | ../b,calf-roll,,,,,,,extra
      |                      ^^^^^
  Put a text that has a comma in double quotes, or delete the cell.
people.csv:6:6: error[bad-quotes]: The double quotes of this cell do not enclose it.
    6 | anna,"calf" roll
      |      ^^^^^^^^^^^
  Write a quote inside a cell twice, and enclose it: "a ""quoted"" word".
people.csv:1:44: error[unknown-column]: There is no column `holds`.
    1 | output,routine,hold,format,no-limits,spots,holds
      |                                            ^^^^^
  Did you mean `hold`?
people.csv:2:10: error[unknown-format]: There is no format `mp4`.
    2 | anna,,45,mp4,maybe,x
      |          ^^^
  Write mp3, wav, flac, ogg, opus, m4a, m4b, html, vtt, srt, lrc or json.
people.csv:2:1: error[missing-routine]: The row names no routine.
    2 | anna,,45,mp4,maybe,x
      | ^^^^^^^^^^^^^^^^^^^^
  Write a name from `coach list`, or a file beside the table.
people.csv:2:7: error[missing-unit]: --hold: `45` has no unit.
    2 | anna,,45,mp4,maybe,x
      |       ^^
  Write `45s` for seconds, `45breaths` or `45reps`.
people.csv:2:20: error[bad-count]: --spots: `x` is not a number of spots.
    2 | anna,,45,mp4,maybe,x
      |                    ^
  Write a whole number from 1 to 100.
people.csv:2:14: error[wrong-type]: `no-limits` cannot be `maybe`.
    2 | anna,,45,mp4,maybe,x
      |              ^^^^^
  Write yes or no.
people.csv:4:1: error[two-formats]: `Anna.mp3` ends in `.mp3`, and the format is `wav`.
    4 | Anna.mp3,calf-roll,45s,wav
      | ^^^^^^^^
  Leave the suffix out, or the format.
people.csv:7:1: error[missing-output]: The row has no name for its file.
    7 | ,calf-roll
      | ^^^^^^^^^^
  Write one under `output`.\
""")


def test_a_head_needs_its_columns_and_each_once() -> None:
    assert mistakes("name,routine,voice,voice\na,calf-roll\n") == snapshot("""\
people.csv:1:1: error[unknown-column]: There is no column `name`.
    1 | name,routine,voice,voice
      | ^^^^
  There is output, routine, format, hold, fit, breath, reps, tempo, times, spots, tight, with, side, only, skip, from, until, settle, switch, pace, count, words, mute, level, voice, sounds, no-limits.
people.csv:1:20: error[repeated-column]: There are two columns `voice`.
    1 | name,routine,voice,voice
      |                    ^^^^^
  Delete one of them.
people.csv:1:1: error[missing-column]: There is no column `output`.
    1 | name,routine,voice,voice
      | ^^^^
  Add one, with a name for each track's file.
people.csv:2:1: error[missing-output]: The row has no name for its file.
    2 | a,calf-roll
      | ^^^^^^^^^^^
  Write one under `output`.\
""")  # noqa: E501 (as it is printed)


def test_lines_that_are_not_objects() -> None:
    deep = "[" * 100_000
    text = f'{{"output": "a"\n[1]\n{{"output": {{}}}}\n{{"output": {deep}'
    assert mistakes(text) == snapshot("""\
people.csv:1:15: error[bad-json]: The line is not a JSON object.
    1 | {"output": "a"
      |               ^
  Write one such as {"output": "anna", "routine": "calf-roll"}.
people.csv:2:1: error[bad-json]: The line is not a JSON object.
    2 | [1]
      | ^
  Write one such as {"output": "anna", "routine": "calf-roll"}.
people.csv:3:12: error[wrong-type]: `output` must be a text, a number, true, false, or a list of texts.
    3 | {"output": {}}
      |            ^^
  Write it as in {"hold": ["tender=45s", "calf=1min"]}.
people.csv:4:1: error[bad-json]: The line is not a JSON object.
    4 | {"output": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
      | ^
  Write one such as {"output": "anna", "routine": "calf-roll"}.\
""")  # noqa: E501 (as it is printed)


def test_files_that_are_not_tables() -> None:
    assert mistakes("") == snapshot("""\
people.csv:1:1: error[empty-table]: The table has no rows.
    1 |
      | ^
  Write a head such as `output,routine`, and a row for each person.\
""")
    assert mistakes("output,routine\n") == snapshot("""\
people.csv:1:1: error[empty-table]: The table has no rows.
    1 | output,routine
      | ^
  Write a head such as `output,routine`, and a row for each person.\
""")
    assert mistakes("output\nJörg\n".encode("latin-1")) == snapshot("""\
people.csv:2:2: error[bad-encoding]: The file is not UTF-8 text.
    2 | J�rg
      |  ^
  Save it as UTF-8 in your editor.\
""")
    assert mistakes(b"a" * (LARGEST_TABLE_BYTES + 1)) == snapshot("""\
people.csv:1:1: error[file-too-large]: The table is larger than 16 MiB.
    1 |
      | ^
  Divide it into several tables.\
""")
