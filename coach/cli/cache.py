"""`coach cache`: what is kept to save time."""

import typer

from coach.cli.arguments import Json
from coach.cli.printing import echo, print_json
from coach.cli.reports import report_failures

cache = typer.Typer(help="Show what is kept to save time, spoken clips above all, or clear it.")


@cache.callback(invoke_without_command=True)
@report_failures
def show(context: typer.Context, *, as_json: Json = False) -> None:
    """Show what is kept to save time, spoken clips above all, or clear it."""
    from coach.store import Store
    from coach.user_folders import UserFolders

    if context.invoked_subcommand:
        return
    kept = Store(UserFolders.find().cache)
    usage = kept.measure_usage()
    if as_json:
        row = {
            "folder": str(kept.folder),
            "entries": usage.entries,
            "bytes": usage.bytes,
            "limit": kept.limit,
        }
        print_json(row)
        return
    size, limit = (_write_megabytes(number) for number in (usage.bytes, kept.limit))
    echo(f"{kept.folder}: {usage.entries} entries, {size} of at most {limit}")


@cache.command()
@report_failures
def clear() -> None:
    """Remove all of it; it is made again when it is needed."""
    from coach.store import Store
    from coach.user_folders import UserFolders

    kept = Store(UserFolders.find().cache)
    usage = kept.measure_usage()
    kept.clear()
    echo(f"Removed {usage.entries} entries, {_write_megabytes(usage.bytes)}.")


def _write_megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
