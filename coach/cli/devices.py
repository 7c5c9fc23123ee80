"""`coach devices`: where sound can go out."""

from dataclasses import asdict

from coach.cli.arguments import Json
from coach.cli.printing import echo, print_json
from coach.cli.reports import ExitCode, fail, guarded
from coach.cli.tables import table


@guarded
def devices(*, as_json: Json = False) -> None:
    """List the sound outputs that `coach play --device` can name."""
    from coach.live.output import OutputError, outputs

    try:
        found = outputs()
    except OutputError as error:
        fail(ExitCode.OUTSIDE, str(error))
    if as_json:
        print_json([asdict(each) for each in found], indent=2)
        return
    if not found:
        fail(ExitCode.OUTSIDE, "There is no sound output on this machine.")
    rows = [(str(d.number), d.name, d.host, "default" if d.default else "") for d in found]
    echo(table(("number", "name", "system", ""), rows))
