"""`coach holds`: what can be adjusted in a routine, and how to write it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.arguments import Json, Routines
from coach.cli.printing import echo, print_json
from coach.cli.reports import report_failures, stop_on_errors
from coach.cli.tables import write_table
from coach.cli.tuned import apply_tuning
from coach.timing import SECOND, write_duration

if TYPE_CHECKING:
    from coach.library import Library
    from coach.score.repeats import Repeat
    from coach.script.model import Action, Allowed
    from coach.script.routine import Routine
    from coach.track_lengths import TrackLength


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One thing that can be adjusted, of an action or a heading.

    Attributes:
        exercise: the heading it stands under.
        name: what the action is called; empty for rounds.
        kind: which directive it is; or ``rounds``.
        default: what it is by default.
        allowed: what its author allows.
        write: an option that adjusts it.
    """

    exercise: str
    name: str
    kind: str
    default: str
    allowed: str
    write: str


@report_failures
def holds(routines: Routines, *, as_json: Json = False) -> None:
    """List what can be adjusted: every hold, roll, move and set of repetitions, and how often."""
    from coach.library import Library

    library = Library.of_user()
    scripts = [library.load_routine(name) for name in routines]
    stop_on_errors(each for script in scripts for each in script.diagnostics)
    apply_tuning(routines, {})  # it tells what is tuned
    named = [
        (
            name if member.routine is script else Path(member.routine.source.name).stem,
            member.routine,
        )
        for name, script in zip(routines, scripts, strict=True)
        for member in script.list_members()
    ]
    if as_json:
        rows = [_make_row(name, script, _find_reach(script, library)) for name, script in named]
        print_json(rows, indent=2)
        return
    for number, (_, script) in enumerate(named):
        if len(named) > 1:
            echo(f"{chr(10) if number else ''}{script.front.title}\n")
        _print_holds(script, _find_reach(script, library))


def _find_reach(script: "Routine", library: "Library") -> "tuple[TrackLength, TrackLength] | None":
    """Find the shortest and the longest that ``--fit`` can make of a routine in its voice."""
    from coach.track_lengths import find_fit_reach

    profile = library.find_voice(script).value
    return find_fit_reach(script, profile, library.store) if profile else None


def _make_row(
    name: str, script: "Routine", reach: "tuple[TrackLength, TrackLength] | None"
) -> dict[str, object]:
    return {
        "routine": name,
        "title": script.front.title,
        "holds": [asdict(hold) for hold in _list_holds(script)],
        "options": [
            {"name": name, "meaning": entry.meaning}
            for entry in script.front.options
            for name in entry.names
        ],
        "tools": [list(tool.choices) for tool in script.front.tools],
        "fit": reach and [each.seconds for each in reach],
    }


def _print_holds(script: "Routine", reach: "tuple[TrackLength, TrackLength] | None") -> None:
    columns = ("exercise", "name", "kind", "default", "allowed", "write")
    rows = [tuple(asdict(hold).values()) for hold in _list_holds(script)]
    echo(write_table(columns, rows))
    for entry in script.front.options:
        names = " or ".join(map(_quote_words, entry.names))
        default = f" (by default {entry.names[0]})" if entry.is_choice else ""
        echo(f"--with {names}: {entry.meaning}{default}")
    for tool in script.front.tools:
        echo(f"tool: {' or '.join(tool.choices)}")
    if reach:
        low, high = (write_duration(each.seconds * SECOND) for each in reach)
        about = "" if all(each.is_exact for each in reach) else "about "
        echo(f"--fit TIME: the whole track, {about}{low} to {high}")


def _list_holds(script: "Routine") -> list[HoldRow]:
    from coach.score.reach import find_keys
    from coach.score.repeats import find_repeats
    from coach.script.model import UNTIMED

    keys = find_keys(script)
    repeats = {each.target: each for each in find_repeats(script) if each.is_adjustable}
    rows: list[HoldRow] = []
    for index, placed, _, action in script.walk_actions():
        begun = [repeats.pop(scope.span, None) for scope in reversed(placed.scopes)]
        rows += [
            HoldRow(rounds.heading, "", "rounds", *_write_times(rounds, None))
            for rounds in begun
            if rounds
        ]
        ways = _list_ways(action, keys[index]) if action.kind not in UNTIMED else []
        if sets := repeats.get(index):
            ways.append(_write_times(sets, keys.get(index)))
        heading = placed.exercise.heading
        rows += [HoldRow(heading, action.name, action.kind, *way) for way in ways]
    return rows


def _list_ways(action: "Action", key: str) -> list[tuple[str, str, str]]:
    """Return what can be adjusted in an action: the default, what is allowed, how to write it."""
    from coach.script.units import write_amount, write_default, write_range

    length = action.length
    default = write_default(length)
    asked = _quote_words(f"{key}={default.replace(' ', '')}")
    ways = [(default, write_range(length), f"--hold {asked}")]
    if action.tempo:
        limits = ["lift first"] if action.tempo.lift_first else []
        limits.append(f"lower {_write_seconds(action.lower)}" if action.lower else "any")
        allowed = ", ".join(limits)
        tempo = "-".join(f"{part / 1000:g}" for part in action.tempo.phases)
        ways.append((tempo, allowed, f"--tempo {tempo}"))
    if action.spots:
        spots = action.spots
        default = write_amount("spots", spots.default)
        ways.append((default, write_range(spots), f"--spots {spots.default}"))
    return ways


def _write_times(repeat: "Repeat", key: str | None) -> tuple[str, str, str]:
    """Return how often something is done, what is allowed, and how to write it.

    ``key`` is what ``--hold`` calls it.
    """
    default, least, most = repeat.times.default, repeat.times.least, repeat.times.most
    name = key if key in repeat.keys else next(iter(repeat.keys), None)
    asked = _quote_words(f"{name}={default}" if name else str(default))
    return f"{default} time{'s' * (default > 1)}", f"{least} to {most}", f"--times {asked}"


def _quote_words(words: str) -> str:
    """Quote an option's value where it has a space."""
    return f'"{words}"' if " " in words else words


def _write_seconds(allowed: "Allowed") -> str:
    least = f"{allowed.least / 1000:g}s"
    return f"{least}+" if allowed.most is None else f"{least} to {allowed.most / 1000:g}s"
