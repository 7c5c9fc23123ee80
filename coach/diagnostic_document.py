"""Diagnostics as a document for editors and other programs."""

from collections.abc import Iterable
from typing import get_args

from coach.diagnostics import Diagnostic, Severity
from coach.document_keys import (
    POSITION,
    TEXT,
    DocumentKey,
    Schema,
    describe_value,
    make_choice_schema,
    make_list_schema,
    make_object_schema,
)

_Found = tuple[str, Diagnostic]
"""What was asked for, and what is wrong with it."""


def _find_end(diagnostic: Diagnostic) -> tuple[int, int]:
    """Return the line and the column where what a diagnostic is about ends."""
    if diagnostic.source and diagnostic.span:
        return diagnostic.source.find_position(diagnostic.span.end)
    return diagnostic.position


_KEYS: tuple[DocumentKey[_Found], ...] = (
    DocumentKey("file", TEXT, lambda found: found[1].source.name if found[1].source else found[0]),
    DocumentKey("line", POSITION, lambda found: found[1].position[0]),
    DocumentKey("column", POSITION, lambda found: found[1].position[1]),
    DocumentKey("end_line", POSITION, lambda found: _find_end(found[1])[0]),
    DocumentKey("end_column", POSITION, lambda found: _find_end(found[1])[1]),
    DocumentKey(
        "severity", make_choice_schema(get_args(Severity)), lambda found: found[1].severity
    ),
    DocumentKey("code", TEXT, lambda found: found[1].code),
    DocumentKey("message", TEXT, lambda found: found[1].message),
    DocumentKey("help", TEXT, lambda found: found[1].help),
)

DIAGNOSTICS_SCHEMA: Schema = make_list_schema(make_object_schema(_KEYS))


def describe_diagnostics(found: Iterable[tuple[str, Diagnostic]]) -> list[dict[str, object]]:
    """Return diagnostics as plain mappings, ready for JSON, each with the file asked for."""
    return [describe_value(_KEYS, each) for each in found]
