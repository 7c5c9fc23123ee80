"""The web server: an application, guarded, in a thread of its own.

It must not disturb what sounds meanwhile: it has one thread, waits for the network, and does no
work that takes long in it.
"""

import logging
import secrets
import socket
import threading
import time
from typing import Self

import uvicorn
from starlette.types import ASGIApp

from coach.serve.connection import GuardedConnection
from coach.serve.guard import Guard
from coach.serve.listener import ServeError

_TOKEN_BYTES = 12
"""Bytes of chance in the path: 96 bits cannot be guessed, and the QR code stays small."""

_START_TIMEOUT_S = 10.0
_END_TIMEOUT_S = 3.0
_KEEP_ALIVE_S = 15

_MOST_HEADER_BYTES = 16_384


class WebServer:
    """Serves an application while it is entered.

    Args:
        app: what is served, to whoever knows the address.
        listener: where it listens; the server closes it.
        token: the secret part of the address; by default a new one.
    """

    def __init__(self, app: ASGIApp, listener: socket.socket, token: str | None = None) -> None:
        host, port = listener.getsockname()
        self.token = token or secrets.token_urlsafe(_TOKEN_BYTES)
        hosts = [f"{host}:{port}"] + [f"localhost:{port}"] * (host == "127.0.0.1")
        self.address = f"http://{host}:{port}/{self.token}/"
        self._listener = listener
        # A log would be written over the screen.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
        config = uvicorn.Config(
            Guard(app, self.token, hosts),
            loop="asyncio",
            http=GuardedConnection,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=0,
            h11_max_incomplete_event_size=_MOST_HEADER_BYTES,
        )
        self._server = uvicorn.Server(config)
        # Not the thread's own end: an interrupted `join` takes a running thread for ended.
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run_server, name="serve", daemon=True)

    def __enter__(self) -> Self:
        """Begin to serve; raises `ServeError` where that cannot be done."""
        self._thread.start()
        until = time.monotonic() + _START_TIMEOUT_S
        while not self._server.started:
            if self._ended.is_set() or time.monotonic() > until:
                self.__exit__()
                raise ServeError("The web server does not start: leave it out, and report this.")
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self._server.should_exit = True
        self._ended.wait(_END_TIMEOUT_S)
        self._listener.close()

    def wait_for_end(self) -> None:
        """Wait until the server ends, which it does only with the program."""
        while not self._ended.wait(1):  # without a limit, Windows does not interrupt it
            pass

    def _run_server(self) -> None:
        try:
            self._server.run([self._listener])
        finally:
            self._ended.set()
