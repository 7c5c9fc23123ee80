"""`coach holds`: what can be adjusted in a routine, and how to write it."""

from typing import TYPE_CHECKING

import typer

from coach.cli.arguments import Routine
from coach.cli.reports import guarded, stop_on_errors
from coach.cli.tables import table

if TYPE_CHECKING:
    from coach.script.model import Action, Allowed


@guarded
def holds(routine: Routine) -> None:
    """List what can be adjusted: every hold, roll, move and set of repetitions."""
    from coach.library import Library
    from coach.score.reach import find_keys
    from coach.script.model import UNTIMED

    script = Library.of_user().load_routine(routine)
    stop_on_errors(script.diagnostics)
    named = find_keys(script)
    rows = [
        (placed.exercise.heading, action.name, action.kind, default, allowed, written)
        for index, placed, _, action in script.actions()
        if action.kind not in UNTIMED
        for default, allowed, written in _ways(action, named[index])
    ]
    columns = ("exercise", "name", "kind", "default", "allowed", "write")
    typer.echo(table(columns, rows))
    for name, meaning in script.front.options:
        typer.echo(f'--with "{name}": {meaning}' if " " in name else f"--with {name}: {meaning}")
    for tool in script.front.tools:
        typer.echo(f"tool: {' or '.join(tool.choices)}")


def _ways(action: "Action", key: str) -> list[tuple[str, str, str]]:
    """Give what can be adjusted in an action: its default, what is allowed, how to write it."""
    from coach.script.units import write_amount, write_range

    length = action.length
    default = write_amount(length.unit, length.default)
    asked = f"{key}={default.replace(' ', '')}"
    quote = '"' if " " in asked else ""
    ways = [(default, write_range(length), f"--hold {quote}{asked}{quote}")]
    if action.tempo:
        limits = ["lift first"] if action.tempo.lift_first else []
        limits.append(f"lower {_seconds(action.lower)}" if action.lower else "any")
        allowed = ", ".join(limits)
        tempo = "-".join(f"{part / 1000:g}" for part in action.tempo.phases)
        ways.append((tempo, allowed, f"--tempo {tempo}"))
    if action.spots:
        spots = action.spots
        default = write_amount("spots", spots.default)
        ways.append((default, write_range(spots), f"--spots {spots.default}"))
    return ways


def _seconds(allowed: "Allowed") -> str:
    least = f"{allowed.least / 1000:g}s"
    return f"{least}+" if allowed.most is None else f"{least} to {allowed.most / 1000:g}s"
