"""`coach sheet`: routines on paper, to take home."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.adjustments import TypedOptions, pass_tuned_adjustments
from coach.cli.arguments import Routines
from coach.cli.compiling import compile_routines
from coach.cli.printing import echo
from coach.cli.reports import ask_yes_no, is_interactive, report_failures

if TYPE_CHECKING:
    from coach.sheet.model import Sheet

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file to write, ROUTINE.pdf without it; its suffix is .pdf or .html.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]


@report_failures
@pass_tuned_adjustments
def sheet(
    routines: Routines, *, output: Output = None, force: Force = False, typed: TypedOptions
) -> None:
    """Write routines as a sheet to print: the steps, the doses, boxes to tick, room for notes."""
    from coach.outputs.target import check_target, open_target
    from coach.sheet.write import find_renderer

    path = output or Path(f"{'-'.join(Path(name).stem for name in routines)}.pdf")
    render = find_renderer(path)
    check_target(path, overwrite=force or is_interactive())
    if path.exists() and not force and not ask_yes_no(f"{path} exists already. Replace it?"):
        raise typer.Abort
    sheets = [_make_sheet(name, typed) for name in routines]
    with open_target(path, overwrite=True) as file:
        file.write(render(sheets))
    echo(f"{path}: {', '.join(each.title for each in sheets)}")


def _make_sheet(name: str, typed: TypedOptions) -> "Sheet":
    """Compile a routine, and describe it for paper."""
    from coach.languages import find_language
    from coach.sheet.model import make_sheet

    track = compile_routines([name], typed)
    language = find_language(track.routines[0].front.language)
    assert language  # a routine in another language is not compiled  # noqa: S101
    return make_sheet(track.routines, track.timeline, language)
