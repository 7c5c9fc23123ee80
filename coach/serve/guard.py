"""The guard before all that is served: who may ask, from where, and how much.

Whoever knows the token in the path may ask. The host must be one that was told to the user: a
page of a stranger's, whose name leads to this machine (DNS rebinding), has another. Commands and
forms must come from a page of this server.
"""

import asyncio
import secrets
from collections.abc import Collection
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY_BYTES = 16_384
"""Bytes that a form may have; the longest of ours has a tenth."""

BODY_TIMEOUT_S = 10.0
"""Seconds within which a form must be there."""

_METHODS = ("GET", "HEAD", "POST")

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
"""What every response says, where it does not say otherwise itself."""


class Guard:
    """An application that passes on only what it may be asked.

    Args:
        app: what is guarded; its paths begin after the token.
        token: the secret first part of every path.
        hosts: the hosts, with their ports, that requests may name.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Collection[str]) -> None:
        self._app = app
        self._token = token.encode()
        self._root = f"/{token}"
        self._hosts = frozenset(hosts)

    def is_admitted(self, scope: Scope) -> bool:
        """Return whether a request names the right host and knows the token."""
        token = scope["path"].split("/")[1:2]
        known = bool(token) and secrets.compare_digest(token[0].encode(), self._token)
        return known and self._has_own_host(scope)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application do so."""
        send = _add_headers(send)
        refusal = self._find_refusal(scope)
        if refusal is None and scope["method"] == "POST":
            body = await _read_body(receive)
            refusal = body if isinstance(body, HTTPStatus) else None
            receive = _replay_body(b"" if isinstance(body, HTTPStatus) else body, receive)
        if refusal is None:
            await self._app({**scope, "root_path": self._root}, receive, send)
        else:
            headers = {"connection": "close"}
            answer = PlainTextResponse(refusal.phrase, refusal.value, headers)
            await answer(scope, receive, send)

    def _find_refusal(self, scope: Scope) -> HTTPStatus | None:
        """Return why a request is refused; None where it is not."""
        if not self._has_own_host(scope):
            return HTTPStatus.MISDIRECTED_REQUEST
        if not self.is_admitted(scope):
            return HTTPStatus.NOT_FOUND
        if scope["method"] not in _METHODS:
            return HTTPStatus.METHOD_NOT_ALLOWED
        if scope["method"] == "POST" and not _is_from_here(Headers(scope=scope)):
            return HTTPStatus.FORBIDDEN
        return None

    def _has_own_host(self, scope: Scope) -> bool:
        return Headers(scope=scope).getlist("host") in [[host] for host in self._hosts]


def _is_from_here(headers: Headers) -> bool:
    """Return whether a page of this server, or no page at all, has sent a request."""
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site")
    return origin in (None, f"http://{headers['host']}") and site in (None, "none", "same-origin")


async def _read_body(receive: Receive) -> bytes | HTTPStatus:
    """Return the body of a request, or why it is not taken."""
    body = b""
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return HTTPStatus.BAD_REQUEST
                part: bytes = message.get("body", b"")
                body += part
                if len(body) > MOST_BODY_BYTES:
                    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                if not message.get("more_body"):
                    return body
    except TimeoutError:
        return HTTPStatus.REQUEST_TIMEOUT


def _replay_body(body: bytes, receive: Receive) -> Receive:
    """Return what receives a body that is read already, and then what comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again


def _add_headers(send: Send) -> Send:
    """Return what sends a response with the headers that all have."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
