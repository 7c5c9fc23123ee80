"""Asks an application of the web server without a network."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message

HOST = "127.0.0.1:8000"


@dataclass(frozen=True)
class Answer:
    """What an application has answered."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(  # noqa: PLR0913 - what a request has
    app: ASGIApp,
    path: str,
    method: str = "GET",
    headers: Iterable[tuple[str, str]] = (),
    body: bytes = b"",
    *,
    host: str | None = HOST,
) -> Answer:
    """Send a request and return the answer."""
    path, _, query = path.partition("?")
    named = [("host", host)] if host else []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in (*named, *headers)],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    requests: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    answers: list[Message] = []

    async def receive() -> Message:
        if not requests:
            await asyncio.Event().wait()
        return requests.pop()

    async def send(message: Message) -> None:
        answers.append(message)

    asyncio.run(_call(app, scope, receive, send))
    start, *rest = answers
    return Answer(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(each.get("body", b"") for each in rest),
    )


async def _call(app: ASGIApp, *arguments: object) -> None:
    await app(*arguments)  # type: ignore[arg-type] # as the protocol has them
