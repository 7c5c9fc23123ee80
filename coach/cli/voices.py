"""`coach voices`: who can speak."""

import typer

from coach.cli.reports import guarded, report
from coach.cli.tables import table


@guarded
def voices() -> None:
    """List the voice profiles: yours, and those that ship."""
    from coach.library import entries, load_profile

    rows: list[tuple[str, ...]] = []
    for entry in entries("voices"):
        profile, diagnostics = load_profile(entry.name)
        report(diagnostics)
        if profile:
            rows.append((entry.name, profile.language, profile.engine, profile.about))
    typer.echo(table(("name", "language", "engine", "about"), rows))
