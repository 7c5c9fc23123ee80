"""`coach check`: what is wrong with a script."""

import typer

from coach.cli.arguments import Files, Json
from coach.cli.printing import echo, print_json
from coach.cli.progress import show_progress
from coach.cli.reports import ExitCode, report_diagnostics, report_failures
from coach.diagnostics import Diagnostic, has_errors


@report_failures
def check(files: Files, *, as_json: Json = False) -> None:
    """Check scripts, and say all that is wrong with them at once."""
    from coach.library import Library
    from coach.pipeline import check_routine

    library = Library.of_user()
    with show_progress() as on_progress:
        checked = [
            (asked, check_routine(library.load_routine(asked), library, on_progress))
            for asked in files
        ]
    if as_json:
        rows = [
            _make_row(asked, diagnostic) for asked, found_in in checked for diagnostic in found_in
        ]
        print_json(rows, indent=2)
    else:
        for asked, diagnostics in checked:
            report_diagnostics(diagnostics)
            if not has_errors(diagnostics):
                warnings = sum(diagnostic.severity == "warning" for diagnostic in diagnostics)
                doubts = f", {warnings} to look at" if warnings else ""
                echo(f"{asked}: no mistakes{doubts}")
    if any(has_errors(diagnostics) for _, diagnostics in checked):
        raise typer.Exit(ExitCode.MISTAKE)


def _make_row(asked: str, diagnostic: Diagnostic) -> dict[str, object]:
    line, column = diagnostic.position
    end_line, end_column = line, column
    if diagnostic.source and diagnostic.span:
        end_line, end_column = diagnostic.source.find_position(diagnostic.span.end)
    return {
        "file": diagnostic.source.name if diagnostic.source else asked,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
    }
