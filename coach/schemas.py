"""The JSON Schemas of what coach reads and prints, made from the tables that it reads by."""

from collections.abc import Mapping
from types import MappingProxyType

from coach.diagnostic_document import DIAGNOSTICS_SCHEMA
from coach.document_keys import Schema
from coach.score.adjustments import ADJUSTMENTS_BY_KEY, Adjustment
from coach.score.timeline_document import TIMELINE_SCHEMA
from coach.script.front import make_front_matter_schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _make_adjustments_schema() -> Schema:
    """Return the schema of adjustments by their options' names, as in a table or in TOML."""
    return {
        "type": "object",
        "properties": {
            key: {"description": each.help, **_make_value_schema(each)}
            for key, each in ADJUSTMENTS_BY_KEY.items()
        },
        "additionalProperties": False,
    }


def _make_value_schema(adjustment: Adjustment) -> Schema:
    """Return the schema of an adjustment's value: one text or number, or several."""
    if not adjustment.metavar:
        return {"type": "boolean"}
    words = adjustment.completes if isinstance(adjustment.completes, tuple) else ()
    choices = [] if any(word.endswith("=") for word in words) else list(words)
    single: Schema = {"type": ["string", "number"]}
    if choices and adjustment.has_commas:
        word = f"({'|'.join(choices)})"
        single = {"type": "string", "pattern": f"^{word}( *, *{word})*$"}
    elif choices:
        single = {"enum": choices}
    if not adjustment.collect:
        return single
    return {"anyOf": [single, {"type": "array", "items": single}]}


_PARTS: Mapping[str, tuple[str, Schema]] = MappingProxyType(
    {
        "front-matter": ("The front matter of a routine.", make_front_matter_schema()),
        "adjustments": ("Adjustments by the names of their options.", _make_adjustments_schema()),
        "timeline": ("A timeline, as `coach show --json` prints it.", TIMELINE_SCHEMA),
        "diagnostics": ("Diagnostics, as `coach check --json` prints them.", DIAGNOSTICS_SCHEMA),
    }
)

SCHEMA_NAMES = tuple(_PARTS)


def make_schema(name: str) -> Schema:
    """Return one of the schemas by its name.

    >>> make_schema("timeline")["title"]
    'A timeline, as `coach show --json` prints it.'
    """
    title, schema = _PARTS[name]
    return {"$schema": _DIALECT, "title": title, **schema}


def make_all_schemas() -> Schema:
    """Return all schemas in one, each under its name in ``$defs``."""
    parts = {name: {"title": title, **schema} for name, (title, schema) in _PARTS.items()}
    return {"$schema": _DIALECT, "title": "What coach reads and prints.", "$defs": parts}
