"""The web server on a real network: its own machine's."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Self
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from coach.serve import connection
from coach.serve.connection import MOST_CONNECTIONS
from coach.serve.listener import ServeError, open_listener
from coach.serve.server import WebServer


async def greet(_request: Request) -> Response:
    return PlainTextResponse("Hello")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    monkeypatch.setattr(connection, "STRANGER_TIMEOUT_S", 0.3)
    app = Starlette(routes=[Route("/", greet)])
    with WebServer(app, open_listener(0, lan=False)) as server:
        yield server


def connect(server: WebServer) -> socket.socket:
    address = urlsplit(server.address)
    assert address.hostname
    assert address.port
    return socket.create_connection((address.hostname, address.port), timeout=10)


def get(server: WebServer, host: str | None = None, path: str | None = None) -> int:
    """Ask for a page as a browser does, and return the status."""
    address = urlsplit(server.address)
    asking = HTTPConnection(address.netloc, timeout=10)
    asking.request("GET", path or address.path, headers={"Host": host} if host else {})
    status = asking.getresponse().status
    asking.close()
    return status


def test_the_address_is_secret_and_the_host_is_exact(server: WebServer) -> None:
    port = urlsplit(server.address).port
    assert len(server.token) == 16
    assert get(server) == 200
    assert get(server, f"localhost:{port}") == 200
    assert get(server, "localhost") == 421
    assert get(server, f"evil.example:{port}") == 421
    assert get(server, path="/") == 404
    assert get(server, path="/../../../etc/passwd") == 404


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: ",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nslow",
        b"\x16\x03\x01 no such protocol",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 40_000,
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    ],
)
def test_a_stranger_is_sent_away_soon(server: WebServer, request_bytes: bytes) -> None:
    with connect(server) as stranger:
        stranger.sendall(request_bytes)
        begun = time.monotonic()
        try:
            while stranger.recv(65_536):
                pass
        except ConnectionResetError:
            pass
        assert time.monotonic() - begun < 3
    assert get(server) == 200


def test_who_knows_the_token_stays_connected(server: WebServer) -> None:
    asking = HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    for _ in range(2):
        asking.request("GET", urlsplit(server.address).path)
        assert asking.getresponse().read() == b"Hello"
        time.sleep(0.4)
    asking.close()


@pytest.mark.parametrize(
    "count", [2 * MOST_CONNECTIONS, pytest.param(1000, marks=pytest.mark.slow)]
)
def test_many_connections_keep_nobody_out(
    server: WebServer, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(connection, "STRANGER_TIMEOUT_S", 60)
    with ExitStack() as opened:
        for _ in range(count):
            opened.enter_context(connect(server))
        begun = time.monotonic()
        assert get(server) == 200
        assert time.monotonic() - begun < 3


def test_the_end_waits_for_nobody() -> None:
    async def wait_forever(request: Request) -> Response:
        while not await request.is_disconnected():
            await request.receive()
        return Response()

    server = WebServer(Starlette(routes=[Route("/", wait_forever)]), open_listener(0, lan=False))
    with server:
        waiting = connect(server)
        address = urlsplit(server.address)
        waiting.sendall(f"GET {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        time.sleep(0.1)
        begun = time.monotonic()
    assert time.monotonic() - begun < 2
    waiting.close()


def test_a_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"Port {port} cannot be opened on 127.0.0.1"):
            open_listener(port, lan=False)


class Probe:
    """A way to the network that leads from an address, or from nowhere."""

    address = ""

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def connect(self, _address: object) -> None:
        if not self.address:
            raise OSError(101, "Network is unreachable")

    def getsockname(self) -> tuple[str, int]:
        return self.address, 0


@pytest.mark.parametrize(
    ("address", "message"),
    [("", "There is no network"), ("8.8.8.8", "8.8.8.8 can be reached from the whole internet")],
)
def test_it_opens_to_a_house_and_to_nothing_else(
    monkeypatch: pytest.MonkeyPatch, address: str, message: str
) -> None:
    monkeypatch.setattr(socket, "socket", Probe)
    monkeypatch.setattr(Probe, "address", address)
    with pytest.raises(ServeError, match=message):
        open_listener(0, lan=True)
