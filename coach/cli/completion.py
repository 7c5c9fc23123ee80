"""What a shell completes: names of routines and voices, and the names in the routines typed."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from coach.score.adjustments import Adjustment, Names
    from coach.script.routine import Routine


def complete_routine(incomplete: str) -> Iterator[str]:
    """Yield the names of routines that begin with what is typed."""
    from coach.library import Library

    yield from _filter_names(
        (each.name for each in Library.of_user().list_entries("scripts")), incomplete
    )


def complete_voice(incomplete: str) -> Iterator[str]:
    """Yield the names of voices that begin with what is typed."""
    from coach.library import Library

    yield from _filter_names(
        (each.name for each in Library.of_user().list_entries("voices")), incomplete
    )


def make_completer(adjustment: "Adjustment") -> Callable[[typer.Context, str], Iterator[str]]:
    """Return what completes the value of an adjustment."""

    def complete_name(context: typer.Context, incomplete: str) -> Iterator[str]:
        completes = adjustment.completes
        if isinstance(completes, tuple):
            yield from _filter_names(completes, incomplete)
        else:
            # An option without its value ends the reading of the line: its arguments are left over.
            typed = context.params.get("routines") or context.args
            yield from _filter_names(_list_names(completes, typed), incomplete)

    return complete_name


def _list_names(names: "Names", asked: Sequence[str]) -> Iterator[str]:
    """List names: of voices, or those in some routines."""
    from coach.library import Library

    library = Library.of_user()
    if names == "voices":
        yield from (entry.name for entry in library.list_entries("voices"))
    else:
        for routine in map(library.load_routine, asked):
            for member in routine.list_members():
                yield from _list_routine_names(names, member.routine)


def _list_routine_names(names: "Names", routine: "Routine") -> Iterator[str]:
    """List the names in one routine; one to hold or to repeat waits for a number."""
    from coach.score.reach import find_names
    from coach.score.repeats import list_repeat_names

    match names:
        case "holds":
            yield from (f"{name}=" for name in find_names(routine))
        case "times":
            yield from (f"{name}=" for name in list_repeat_names(routine))
        case "parts":
            yield from (placed.exercise.heading for placed in routine.placed)
        case "options":
            yield from (*routine.front.option_names, *routine.front.tool_names)
        case _:
            pass


def _filter_names(names: "Iterator[str] | tuple[str, ...]", incomplete: str) -> Iterator[str]:
    """Yield the names that begin with what is typed, each once."""
    folded = incomplete.casefold()
    yield from dict.fromkeys(name for name in names if name.casefold().startswith(folded))
