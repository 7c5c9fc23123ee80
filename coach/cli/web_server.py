"""The web server as commands open it: its options, its address and its failures."""

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.printing import echo, print_picture
from coach.cli.reports import ExitCode, exit_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

    from coach.serve.remote import Remote
    from coach.serve.server import WebServer

PACKAGES = ("starlette", "uvicorn", "segno")
"""The packages of the extra ``serve``."""

SERVER_PANEL = "The server"

Lan = Annotated[
    bool,
    typer.Option(
        "--lan",
        help="Open it to the house, not to this machine alone: for your phone.",
        rich_help_panel=SERVER_PANEL,
    ),
]
Port = Annotated[
    int,
    typer.Option(
        "--port",
        min=0,
        max=65535,
        metavar="N",
        help="The port it listens on. Without it, any that is free.",
        show_default=False,
        rich_help_panel=SERVER_PANEL,
    ),
]


@contextmanager
def open_remote(*, lan: bool, port: int) -> "Iterator[Remote]":
    """Open the remote control, and tell where it is; exit with a message where that fails."""
    check_extra()
    from starlette.applications import Starlette

    from coach.serve.remote import Remote

    remote = Remote()
    with open_server(Starlette(routes=remote.list_routes()), lan=lan, port=port):
        yield remote


@contextmanager
def open_server(app: "ASGIApp", *, lan: bool, port: int) -> "Iterator[WebServer]":
    """Serve an application, and tell where it is; exit with a message where that fails."""
    from coach.serve.listener import ServeError, open_listener
    from coach.serve.server import WebServer

    with ExitStack() as stack:
        try:
            server = stack.enter_context(WebServer(app, open_listener(port, lan=lan)))
        except ServeError as error:
            exit_with(ExitCode.OUTSIDE, str(error))
        _tell_address(server.address)
        yield server


def check_extra() -> None:
    """Exit with the command that installs the extra where it is missing."""
    from coach.packages import is_installed, write_install

    if not is_installed(*PACKAGES):
        message = (
            f"The server needs the extra `serve`; install it with `{write_install(*PACKAGES)}`."
        )
        exit_with(ExitCode.OUTSIDE, message)


def _tell_address(address: str) -> None:
    """Print an address, and its QR code on a terminal that has room for it."""
    from coach.serve.qr_code import draw_qr_code

    echo(f"Open {address}", err=True)
    print_picture(draw_qr_code(address))
