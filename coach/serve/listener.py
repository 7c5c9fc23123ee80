"""Where the web server listens: on this machine alone, or in the house."""

import ipaddress
import os
import socket

from coach.files import describe_refusal

_ANYWHERE = ("192.0.2.1", 9)
"""An address of documentation, to which nothing is sent. https://www.rfc-editor.org/rfc/rfc5737"""


class ServeError(Exception):
    """The server cannot be opened. The message is a sentence for the user."""


def open_listener(port: int, *, lan: bool) -> socket.socket:
    """Return a socket that listens on a port, or on any free one for 0.

    Raises:
        ServeError: if there is no network, or the port is taken.
    """
    host = _find_house_address() if lan else "127.0.0.1"
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it lets two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        reason = describe_refusal(error)
        raise ServeError(
            f"Port {port} cannot be opened on {host} ({reason}): give --port another number."
        ) from error
    return listener


def _find_house_address() -> str:
    """Return this machine's address in the house."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_ANYWHERE)  # chooses the way, and sends nothing
            address = str(probe.getsockname()[0])
    except OSError as error:
        raise ServeError(
            "There is no network: connect this machine, or leave out --lan."
        ) from error
    if ipaddress.ip_address(address).is_global:
        raise ServeError(
            f"The address {address} can be reached from the whole internet: leave out --lan."
        )
    return address
