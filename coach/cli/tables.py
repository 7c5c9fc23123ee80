"""Plain tables: columns that line up, readable in any terminal and by any program."""

from collections.abc import Sequence

from coach.printable import make_printable


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write rows under a heading; the last column is as wide as it comes."""
    lines = [tuple(columns), *(tuple(map(make_printable, row)) for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
