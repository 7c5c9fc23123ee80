"""`coach devices`: where sound can go out."""

from dataclasses import asdict

from coach.cli.arguments import Json
from coach.cli.printing import echo, print_json
from coach.cli.reports import ExitCode, exit_with, report_failures
from coach.cli.tables import write_table


@report_failures
def devices(*, as_json: Json = False) -> None:
    """List the sound outputs that `coach play --device` can name."""
    from coach.live.output import OutputError, list_devices

    try:
        outputs = list_devices()
    except OutputError as error:
        exit_with(ExitCode.OUTSIDE, str(error))
    if as_json:
        print_json([asdict(each) for each in outputs], indent=2)
        return
    if not outputs:
        exit_with(ExitCode.OUTSIDE, "There is no sound output on this machine.")
    rows = [(str(d.number), d.name, d.host, "default" if d.default else "") for d in outputs]
    echo(write_table(("number", "name", "system", ""), rows))
