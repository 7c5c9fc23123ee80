"""`coach schema`: the JSON Schemas, for editors and other programs."""

from enum import StrEnum
from typing import Annotated

import typer

from coach.cli.printing import print_json
from coach.cli.reports import report_failures


class SchemaName(StrEnum):
    """The schemas there are."""

    FRONT_MATTER = "front-matter"
    ADJUSTMENTS = "adjustments"
    TIMELINE = "timeline"
    DIAGNOSTICS = "diagnostics"


Name = Annotated[
    SchemaName | None,
    typer.Argument(help="Which one: without it, all in one document.", show_default=False),
]


@report_failures
def schema(name: Name = None) -> None:
    """Print the JSON Schemas of front matter, adjustments, timelines and diagnostics."""
    from coach.schemas import make_all_schemas, make_schema

    print_json(make_schema(name) if name else make_all_schemas(), indent=2)
