"""`coach holds`: what can be adjusted in a routine, and how to write it."""

from typing import TYPE_CHECKING

import typer

from coach.cli.arguments import Routine
from coach.cli.reports import guarded, stop_on_errors
from coach.cli.tables import table
from coach.timing import duration_text

if TYPE_CHECKING:
    from coach.script.model import Action, Allowed, Length

_ONE = {"breaths": "breath", "passes": "pass", "reps": "rep", "spots": "spot"}
"""One of each unit that is counted."""


@guarded
def holds(routine: Routine) -> None:
    """List what can be adjusted: every hold, roll, move and set of repetitions."""
    from coach.library import load_routine
    from coach.score.lengths import keys
    from coach.script.model import UNTIMED

    script = load_routine(routine)
    stop_on_errors(script.diagnostics)
    named = keys(script)
    rows = [
        (placed.exercise.heading, action.name, action.kind, default, allowed, written)
        for number, placed in enumerate(script.placed)
        for index, step in enumerate(placed.exercise.steps)
        if (action := step.action) and action.kind not in UNTIMED
        for default, allowed, written in _ways(action, named[number, index])
    ]
    columns = ("exercise", "name", "kind", "default", "allowed", "write")
    typer.echo(table(columns, rows))
    for name, meaning in script.front.options:
        typer.echo(f'--with "{name}": {meaning}' if " " in name else f"--with {name}: {meaning}")
    for tool in script.front.tools:
        typer.echo(f"tool: {' or '.join(tool.choices)}")


def _ways(action: "Action", key: str) -> list[tuple[str, str, str]]:
    """Give what can be adjusted in an action: its default, what is allowed, how to write it."""
    length = action.length
    asked = f"{key}={_short(length, length.default)}"
    quote = '"' if " " in asked else ""
    ways = [(_value(length, length.default), _range(length), f"--hold {quote}{asked}{quote}")]
    if action.tempo:
        lower = action.lower
        allowed = f"lower {_seconds(lower)}" if lower else "any"
        tempo = "-".join(f"{part / 1000:g}" for part in action.tempo.phases)
        ways.append((tempo, allowed, f"--tempo {tempo}"))
    if action.spots:
        spots = action.spots
        ways.append((_value(spots, spots.default), _range(spots), f"--spots {spots.default}"))
    return ways


def _value(length: "Length", value: int) -> str:
    if length.unit == "frames":
        return duration_text(value)
    return f"{value} {length.unit if value != 1 else _ONE[length.unit]}"


def _short(length: "Length", value: int) -> str:
    return _value(length, value).replace(" ", "")


def _range(length: "Length") -> str:
    if length.allowed is None:
        return "any"
    least, most = length.allowed.least, length.allowed.most
    if most is None:
        return f"{_value(length, least)} or more"
    return f"{duration_text(least) if length.unit == 'frames' else least} to {_value(length, most)}"


def _seconds(allowed: "Allowed") -> str:
    least = f"{allowed.least / 1000:g}s"
    return f"{least}+" if allowed.most is None else f"{least} to {allowed.most / 1000:g}s"
