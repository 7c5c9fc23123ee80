"""Who may ask, from where, and how much: without a network."""

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from coach.serve import guard
from coach.serve.guard import MOST_BODY_BYTES, Guard
from support.asgi import HOST, ask

SECRET = "s3cret"  # noqa: S105 (of this test)


async def tell(request: Request) -> Response:
    return PlainTextResponse(await request.body() or b"nothing")


APP = Guard(
    Starlette(routes=[Route("/", tell, methods=["GET", "POST"])]), SECRET, [HOST, "localhost:8000"]
)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/{SECRET}/", 200),
        (f"/{SECRET}", 307),
        (f"/{SECRET}/other", 404),
        ("/", 404),
        ("//", 404),
        ("", 404),
        ("/wrong/", 404),
        (f"/{SECRET}x/", 404),
        (f"/{SECRET[:-1]}/", 404),
        (f"//{SECRET}/", 404),
        (f"/x/../{SECRET}/", 404),
        (f"http://{HOST}/{SECRET}/", 404),
        ("/s3cr\u00e9t/", 404),
        ("/\x00/", 404),
    ],
)
def test_only_who_knows_the_token_is_let_in(path: str, status: int) -> None:
    assert ask(APP, path).status == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (HOST, 200),
        ("localhost:8000", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:8001", 421),
        ("evil.example:8000", 421),
        ("localhost:8000.evil.example", 421),
        (f"{HOST}@evil.example", 421),
        ("", 421),
        (None, 421),
    ],
)
def test_only_the_hosts_that_were_told_are_answered(host: str | None, status: int) -> None:
    assert ask(APP, f"/{SECRET}/", host=host).status == status


def test_two_hosts_are_none() -> None:
    assert ask(APP, f"/{SECRET}/", headers=[("host", "evil.example")]).status == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 200),
        ([("origin", f"http://{HOST}"), ("sec-fetch-site", "same-origin")], 200),
        ([("origin", "http://evil.example")], 403),
        ([("origin", "null")], 403),
        ([("origin", f"https://{HOST}")], 403),
        ([("sec-fetch-site", "cross-site")], 403),
        ([("sec-fetch-site", "same-site")], 403),
    ],
)
def test_a_command_comes_from_a_page_of_this_server(
    headers: list[tuple[str, str]], status: int
) -> None:
    assert ask(APP, f"/{SECRET}/", "POST", headers).status == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_other_methods_are_refused(method: str) -> None:
    assert ask(APP, f"/{SECRET}/", method).status == 405


def test_a_form_has_a_size() -> None:
    most = b"x" * MOST_BODY_BYTES
    assert ask(APP, f"/{SECRET}/", "POST", body=most).body == most
    assert ask(APP, f"/{SECRET}/", "POST", body=most + b"x").status == 413


@pytest.mark.parametrize(
    ("messages", "status"),
    [
        ([{"type": "http.request", "body": b"x", "more_body": True}], 408),
        ([{"type": "http.disconnect"}], 400),
    ],
)
def test_a_form_that_does_not_come_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, messages: list[Message], status: int
) -> None:
    monkeypatch.setattr(guard, "BODY_TIMEOUT_S", 0.01)
    answers: list[Any] = []

    async def receive() -> Message:
        if not messages:
            await asyncio.Event().wait()
        return messages.pop()

    async def send(message: Message) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/{SECRET}/",
        "headers": [(b"host", HOST.encode())],
    }
    asyncio.run(APP(scope, receive, send))
    assert answers[0]["status"] == status


def test_every_answer_says_that_nothing_else_may_be_loaded_or_kept() -> None:
    for path in (f"/{SECRET}/", "/wrong/"):
        headers = ask(APP, path).headers
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
