"""Documents for other programs: one table says what a document has, and what its schema is.

The schemas are JSON Schemas, draft 2020-12.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Schema = Mapping[str, object]
"""A JSON Schema, or a part of one."""

T = TypeVar("T")

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
POSITION: Schema = {"type": "integer", "minimum": 1}
POSITION_OR_NULL: Schema = {"type": ["integer", "null"], "minimum": 1}


@dataclass(frozen=True, slots=True)
class DocumentKey(Generic[T]):
    """One key of a document: its name, the schema of its value, and what finds its value."""

    name: str
    schema: Schema
    find_value: Callable[[T], object]


def describe_value(keys: Sequence[DocumentKey[T]], value: T) -> dict[str, object]:
    """Return the document of a value.

    >>> describe_value((DocumentKey("length", COUNT, len),), "calf")
    {'length': 4}
    """
    return {key.name: key.find_value(value) for key in keys}


def make_choice_schema(choices: Sequence[str | None]) -> Schema:
    """Return the schema of one of some texts.

    >>> make_choice_schema(("right", "left", None))
    {'enum': ['right', 'left', None]}
    """
    return {"enum": list(choices)}


def make_list_schema(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def make_object_schema(keys: Sequence[DocumentKey[T]]) -> Schema:
    """Return the schema of a document: it has all its keys, and no other."""
    return {
        "type": "object",
        "properties": {key.name: key.schema for key in keys},
        "required": [key.name for key in keys],
        "additionalProperties": False,
    }
