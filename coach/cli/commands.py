"""The commands there are."""

from typing import Annotated

import typer

from coach import __version__
from coach.cli import (
    batch,
    cache,
    check,
    devices,
    diary,
    doctor,
    done,
    export,
    feed,
    holds,
    new,
    plan,
    play,
    record,
    routines,
    schema,
    serve,
    sheet,
    show,
    today,
    tune,
    voices,
)
from coach.cli.adjustments import AdjustableCommand
from coach.cli.printing import echo

app = typer.Typer(
    name="coach",
    help="A voice-guided audio coach for foam rolling and stretching.",
    epilog="A routine is a name from `coach list`, or the path of a Markdown file.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("list")(routines.list_routines)
app.command("show", cls=AdjustableCommand)(show.show)
app.command("holds")(holds.holds)
app.command("check")(check.check)
app.command("export", cls=export.ExportCommand)(export.export)
app.command("batch")(batch.batch)
app.command("feed")(feed.feed)
app.command("sheet", cls=AdjustableCommand)(sheet.sheet)
app.command("play", cls=AdjustableCommand)(play.play)
app.command("serve")(serve.serve)
app.command("today", cls=AdjustableCommand)(today.today)
app.command("plan")(plan.plan)
app.command("done", cls=AdjustableCommand)(done.done)
app.command("tune", cls=AdjustableCommand)(tune.tune)
app.command("devices")(devices.devices)
app.command("schema")(schema.schema)
app.command("new")(new.new)
app.command("doctor")(doctor.doctor)
voices.voices.command("record")(record.record)
app.add_typer(voices.voices, name="voices")
app.add_typer(diary.diary, name="diary")
app.add_typer(cache.cache, name="cache")


def _print_version(asked: bool) -> None:  # noqa: FBT001 (typer's signature)
    if asked:
        echo(f"coach {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """Speak a routine, count it in and out, and pace the breath through every hold."""
