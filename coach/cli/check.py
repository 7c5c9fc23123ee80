"""`coach check`: what is wrong with a script."""

from typing import TYPE_CHECKING

import typer

from coach.cli.arguments import Files, Json
from coach.cli.printing import echo, print_json
from coach.cli.progress import show_progress
from coach.cli.reports import ExitCode, report_diagnostics, report_failures
from coach.cli.watching import Watch, follow_files, list_files
from coach.diagnostic_document import describe_diagnostics
from coach.diagnostics import has_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.library import Library


@report_failures
def check(files: Files, *, as_json: Json = False, watch: Watch = False) -> None:
    """Check scripts, and say all that is wrong with them at once."""
    from coach.library import Library

    library = Library.of_user()
    if watch:
        follow_files(
            lambda: list_files(files, library),
            lambda: _check_files(files, library, as_json=as_json, indent=None),
        )
    _check_files(files, library, as_json=as_json, indent=2)


def _check_files(
    files: "Sequence[str]", library: "Library", *, as_json: bool, indent: int | None
) -> None:
    """Check scripts; exit where one has mistakes."""
    from coach.pipeline import check_routine

    with show_progress() as on_progress:
        checked = [
            (asked, check_routine(library.load_routine(asked), library, on_progress))
            for asked in files
        ]
    if as_json:
        found = ((asked, each) for asked, diagnostics in checked for each in diagnostics)
        print_json(describe_diagnostics(found), indent=indent)
    else:
        for asked, diagnostics in checked:
            report_diagnostics(diagnostics)
            if not has_errors(diagnostics):
                warnings = sum(diagnostic.severity == "warning" for diagnostic in diagnostics)
                doubts = f", {warnings} to look at" if warnings else ""
                echo(f"{asked}: no mistakes{doubts}")
    if any(has_errors(diagnostics) for _, diagnostics in checked):
        raise typer.Exit(ExitCode.MISTAKE)
