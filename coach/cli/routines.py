"""`coach list`: the routines there are."""

from typing import TYPE_CHECKING

from coach.cli.arguments import Json
from coach.cli.printing import echo, print_json
from coach.cli.reports import report_diagnostics, report_failures
from coach.cli.tables import write_table
from coach.diagnostics import Findings
from coach.languages.phrases import round_total
from coach.timing import SECOND, write_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.track_lengths import TrackLength


@report_failures
def list_routines(*, as_json: Json = False) -> None:
    """List the routines: yours, and those that ship. How long they take may be an estimate."""
    from coach.library import Library
    from coach.track_lengths import find_track_lengths

    library = Library.of_user()
    rows: list[dict[str, object]] = []
    texts: list[tuple[str, ...]] = []
    for entry in library.list_entries("scripts"):
        findings = Findings()
        routine = library.load_routine(entry.name)
        findings.extend(routine.diagnostics)
        profile = (
            None if findings.has_errors() else findings.take_value(library.find_voice(routine))
        )
        report_diagnostics(findings.diagnostics)
        if profile is None or findings.has_errors():
            continue
        lengths = find_track_lengths(routine, profile, library.store)
        front = routine.front
        members = [member.routine for member in routine.list_members()]
        named = (tool.choices for each in members for tool in each.front.tools)
        tools = list(dict.fromkeys(map(" or ".join, named)))
        rows.append(
            {
                "name": entry.name,
                "title": front.title,
                "source": front.source,
                "tools": tools,
                "seconds": [each.seconds for each in lengths],
                "often": list(front.often),
            }
        )
        length = _describe_lengths(lengths)
        texts.append((entry.name, front.title, length, ", ".join(tools), ", ".join(front.often)))
    if as_json:
        print_json(rows, indent=2)
    else:
        echo(write_table(("name", "title", "length", "tools", "how often"), texts))


def _describe_lengths(lengths: "Sequence[TrackLength]") -> str:
    """Write the default length, and the shortest and the longest in brackets."""
    shortest, default, longest = lengths
    written, low, high = map(_write_length, (default, shortest, longest))
    about = "" if default.is_exact else "about "
    about_ends = "" if (shortest.is_exact and longest.is_exact) or about else "about "
    return f"{about}{written} ({about_ends}{low} to {high})"


def _write_length(length: "TrackLength") -> str:
    """Write a length; one that is not exact is rounded, as the coach rounds a total."""
    frames = length.seconds * SECOND
    return write_clock(frames if length.is_exact else round_total(frames)).split(".")[0]
