"""`coach batch`: a table of people as a folder of tracks."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.printing import echo
from coach.cli.progress import show_progress
from coach.cli.reports import (
    ExitCode,
    exit_with,
    printing_after,
    report_diagnostics,
    report_failures,
)
from coach.timing import SECOND, write_clock
from coach.workers import count_cores

if TYPE_CHECKING:
    from typing import NoReturn

    from coach.batch.batch import Batch, BatchReport, MakeCrew

TablePath = Annotated[
    Path,
    typer.Argument(
        metavar="TABLE",
        help="A table: CSV with a head, or JSON Lines. Its columns are output, routine, format and "
        "the adjustments, such as hold or voice.",
        show_default=False,
    ),
]
OutputFolder = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FOLDER", help="Where the tracks go."),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        max=256,
        metavar="N",
        help="How many tracks are made at once, each on one core: as many as there are cores.",
        show_default=False,
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Let the workers of a Dask cluster make the tracks: tcp://host:8786, or its scheduler "
        "file.",
        show_default=False,
    ),
]
SkipWrong = Annotated[
    bool, typer.Option("--skip-wrong", help="Make the other tracks where rows are wrong.")
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Make every track again, and replace what is there already."),
]


@report_failures
def batch(  # noqa: PLR0913 (the options there are)
    table: TablePath,
    *,
    output: OutputFolder,
    jobs: Jobs = None,
    cluster: Cluster = None,
    skip_wrong: SkipWrong = False,
    force: Force = False,
) -> None:
    """Make a track for each row of a table.

    All rows are checked first. What is there already is not made again, so the same command goes
    on where it was stopped.
    """
    from coach.batch.batch import check_folder, check_table, speak_batch
    from coach.library import Library

    if jobs and cluster:
        raise typer.BadParameter("--jobs is for the cores of this machine: leave it out.")
    library = Library.of_user()
    read = check_table(table, library)
    checked = read.value
    report_diagnostics(read.diagnostics)
    if checked is None or (read.has_errors and not skip_wrong):
        _stop_before_making(checked.wrong if checked else 0)
    check_folder(checked, output, overwrite=force)
    make_crew = _join_cluster(cluster) if cluster else _choose_processes(jobs)
    with ExitStack() as kept:
        with show_progress("tracks") as on_progress:
            spoken = kept.enter_context(speak_batch(checked, output, library, on_progress))
        report_diagnostics(spoken.diagnostics)
        wrong = checked.wrong + len(checked.rows) - len(spoken.value.tracks)
        if spoken.has_errors and not skip_wrong:
            _stop_before_making(wrong)
        _make_tracks(spoken.value, make_crew, remake=force)
        report = spoken.value.report
    for file, reason in report.failed.items():
        echo(f"{output / file} was not made: {reason}", err=True, color=typer.colors.RED)
    with printing_after(f"The tracks in {output} are made."):
        echo(f"{output}: {_write_summary(report, wrong)}")
    if report.failed:
        raise typer.Exit(ExitCode.OUTSIDE)
    if wrong:
        raise typer.Exit(ExitCode.MISTAKE)


def _stop_before_making(wrong: int) -> "NoReturn":
    """End because of mistakes, before anything is made."""
    if not wrong:
        exit_with(ExitCode.MISTAKE, "Nothing was made.")
    rows = _count_things(wrong, "row")
    exit_with(ExitCode.MISTAKE, f"{rows} wrong: nothing was made. --skip-wrong makes the others.")


def _join_cluster(address: str) -> "MakeCrew":
    """Return what makes a crew of the workers of a cluster, which must be there."""
    from coach.packages import is_installed, write_install

    if not is_installed("distributed"):
        install = write_install("distributed")
        exit_with(ExitCode.OUTSIDE, f"--cluster needs the package distributed: `{install}`.")
    from coach.batch.cluster import ClusterCrew

    crew = ClusterCrew(address)
    return lambda _: crew


def _choose_processes(jobs: int | None) -> "MakeCrew":
    """Return what makes a crew of processes on this machine."""
    from coach.batch.crews import InlineCrew, LocalCrew

    width = jobs or count_cores()
    return InlineCrew if width == 1 else partial(LocalCrew, width)


def _make_tracks(batch: "Batch", make_crew: "MakeCrew", *, remake: bool) -> None:
    """Make the tracks; where that ends early, say how far it came."""
    from coach.outputs.target import ExportError

    try:
        with show_progress("tracks") as on_progress:
            batch.make_all(make_crew, remake=remake, on_progress=on_progress)
    except (KeyboardInterrupt, ExportError):
        there = batch.report.made + batch.report.unchanged
        total = _count_things(len(batch.tracks), "track")
        echo(f"{there} of {total} are there. The same command goes on from here.", err=True)
        raise


def _write_summary(report: "BatchReport", wrong: int) -> str:
    """Write what became of a batch: "40 tracks made in 1:05, 37 a minute; …"."""
    rate = f", {report.made * 60 / report.seconds:.0f} a minute" if report.seconds else ""
    took = f" in {write_clock(round(report.seconds) * SECOND).split('.')[0]}{rate}"
    parts = [f"{_count_things(report.made, 'track')} made{took if report.made else ''}"]
    if report.unchanged:
        parts.append(f"{report.unchanged} unchanged")
    if report.failed:
        parts.append(f"{len(report.failed)} not made")
    if wrong:
        parts.append(f"{_count_things(wrong, 'row')} wrong")
    return f"{'; '.join(parts)}. {write_clock(report.frames).split('.')[0]} in all."


def _count_things(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
