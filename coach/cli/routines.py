"""`coach list`: the routines there are."""

import json

import typer

from coach.cli.arguments import Json
from coach.cli.reports import guarded, report
from coach.cli.tables import table
from coach.diagnostics import Findings
from coach.timing import SECOND, clock_text


@guarded
def list_routines(*, as_json: Json = False) -> None:
    """List the routines: yours, and those that ship."""
    from coach import app
    from coach.library import entries, load_routine
    from coach.score.adjustments import Adjustments

    rows: list[dict[str, object]] = []
    texts: list[tuple[str, ...]] = []
    for entry in entries("scripts"):
        findings = Findings()
        routine = load_routine(entry.name)
        findings.extend(routine.diagnostics)
        outfit = None
        if not findings.has_errors():
            outfit = findings.take(
                app.outfit((routine,), app.Request((entry.name,), Adjustments()))
            )
        seconds = findings.take(app.lengths(routine, outfit.profile)) if outfit else ()
        report(findings.diagnostics)
        if not seconds:
            continue
        front = routine.front
        rows.append(
            {
                "name": entry.name,
                "title": front.title,
                "source": front.source,
                "tools": [" or ".join(tool.choices) for tool in front.tools],
                "seconds": list(seconds),
                "often": list(front.often),
            }
        )
        shortest, default, longest = (clock_text(s * SECOND).split(".")[0] for s in seconds)
        tools = ", ".join(" or ".join(tool.choices) for tool in front.tools)
        length = f"{default} ({shortest} to {longest})"
        texts.append((entry.name, front.title, length, tools, ", ".join(front.often)))
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        typer.echo(table(("name", "title", "length", "tools", "how often"), texts))
