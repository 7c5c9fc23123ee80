"""The remote control of `coach play`: of a session without sound, and in a browser beside it."""

import json
import socket
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from live.machine import Machine, needs_portaudio, needs_server
from live.test_session import Notebook, Script, at_second
from starlette.applications import Starlette

from coach.languages import load_language
from coach.live.session import Session
from coach.live.transport import Transport
from coach.serve.guard import Guard
from coach.serve.remote import Playing, Remote, ToldPhone, describe_track
from coach.timing import SECOND
from support import compiled
from support.asgi import HOST, ask
from support.browser import DESK, PHONE, Browser, needs_browser, until

GERMAN, ENGLISH = load_language("de"), load_language("en")

ROUTINE = """---
title: Calf
breath: 2-3
words: least
---
## First

- Lean in. `hold 60s as lean`

## Second

- Stand. `wait 10s`
"""
WAITING = compiled("## Calf\n\n- Fetch the ball. `wait 10s`\n- Lean in. `hold 20s as lean`\n")


def serve(remote: Remote) -> Guard:
    return Guard(Starlette(routes=remote.list_routes()), "token", [HOST])


def press(remote: Remote, name: str) -> int:
    return ask(serve(remote), f"/token/commands/{name}", "POST").status


def read(events: Iterator[str]) -> list[tuple[str, Any]]:
    """Read events as a browser does."""
    lines = [event.splitlines() for event in events]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data, *_ in lines
    ]


def test_commands_reach_a_session_and_phones_see_it() -> None:
    player = Script()
    remote = Remote(player.clock)
    phone = ToldPhone()
    told: list[str] = []

    def look(*names: str) -> None:
        for name in names:
            assert press(remote, name) == 204
        for name, data in read(phone.list_events(remote.playing, player.clock())):
            told.append(data["title"] if name == "track" else f"{data['at']} {data['status']}")

    lean = at_second(14)
    player.happens = {
        at_second(1): look,
        at_second(1.1): look,
        lean: lambda: look("longer"),
        lean + 1: look,
        lean + 2: lambda: look("pause"),
        lean + 3: lambda: look("next", "play"),
        lean + 4: lambda: look("back", "back"),
        lean + 5: lambda: look("next", "next", "next"),
    }
    notebook = Notebook([])
    Session(player, [remote.make_observer(player, ENGLISH), notebook], player.clock).run()
    look()
    assert told == [
        *("Test", "1000 playing", "14000 playing"),
        *("Test", "14100 playing", "14200 paused", "45100 playing", "100 playing"),
        "70200 finished",
    ]
    assert notebook.told == [
        "begun lean None",
        "resized lean by 10 s",
        "playing -> paused",
        "jumped to 0:45.0",
        "skipped lean None: 0.601s of 30s, +10 s",
        "paused -> playing",
        "jumped to 0:00.0",
        "jumped to 1:06.7",
        "skipped lean None: 0s of 30s",
        "skipped Heel None: 0s of 10s",
        "playing -> finished",
    ]


def playing(transport: Transport, seen_at: float = 0, *, lost: bool = False) -> Playing:
    return Playing(Script(transport), ENGLISH, transport, lost, seen_at)


def test_a_phone_is_told_when_it_cannot_know() -> None:
    phone = ToldPhone()

    def tell(at: float, now: float, status: Any = "playing", **state: bool) -> list[str]:  # noqa: ANN401
        shown = playing(Transport(WAITING, round(at * SECOND), status), now, **state)
        return [
            name if name == "track" else f"{data['at']} {data['status']} {data['lost']}"
            for name, data in read(phone.list_events(shown, now))
        ]

    assert read(phone.list_events(None, 0)) == [("state", {"status": "preparing"})]
    assert read(phone.list_events(None, 0.5)) == []
    assert tell(0, 0.6) == ["track", "0 playing False"]
    assert tell(0.5, 1.1) == []
    assert tell(1, 1.6) == ["1000 playing False"]
    assert tell(4, 1.7) == ["4000 playing False"]
    assert tell(4, 1.8, "paused") == ["4000 paused False"]
    assert tell(4, 2.2, "paused") == []
    assert tell(4, 2.9, "paused") == ["4000 paused False"]
    assert tell(4, 3.0, "playing", lost=True) == ["4000 playing True"]
    assert tell(4, 3.5, "playing", lost=True) == []
    assert tell(4.1, 3.6) == ["4100 playing False"]


def test_a_look_is_counted_on_while_it_plays() -> None:
    at = Transport(WAITING, SECOND)
    assert playing(at, 10).count_ms(10.3) == 1300
    assert playing(at.toggle_pause(), 10).count_ms(10.3) == 1000
    assert playing(at, 10, lost=True).count_ms(10.3) == 1000


def test_a_phone_is_late_and_means_what_it_saw() -> None:
    remote = Remote()
    assert press(remote, "next") == 204
    player = Script(Transport(WAITING, SECOND))
    remote.playing = Playing(player, ENGLISH, player.transport, False, 0)  # noqa: FBT003
    for name, status in (("play", "playing"), ("pause", "paused"), ("pause", "paused")):
        press(remote, name)
        assert player.transport.status == status
    waiting = player.transport = Transport(WAITING, WAITING.holds[0].at, "waiting")
    press(remote, "pause")
    assert player.transport == waiting
    press(remote, "play")
    assert player.transport == waiting.go_next()


@pytest.mark.parametrize(
    ("asked", "language", "says"),
    [
        ("de-CH,fr;q=0.5", "de", "Die Aufnahme wird vorbereitet."),
        ("fr", "fr", "La piste se prépare."),
        ("es-MX", "es", "La pista se está preparando."),
        ("nl, en;q=0.4", "en", "The track is being prepared."),
        ("", "en", "The track is being prepared."),
    ],
)
def test_the_page_is_in_the_language_of_the_phone_until_there_is_a_track(
    asked: str, language: str, says: str
) -> None:
    page = ask(serve(Remote()), "/token/", headers=[("accept-language", asked)])
    assert f'<html lang="{language}">' in page.text
    assert f'role="status">{says}</p>' in page.text


def test_a_track_is_shown_in_its_own_language() -> None:
    told = describe_track(WAITING, GERMAN)
    assert (told["title"], told["language"]) == ("Test", "de")
    assert told["words"]["following"] == "Nächste Übung"  # type: ignore[index]
    assert told["untimed"] == [round(WAITING.holds[0].at * 1000 / SECOND)]


@pytest.fixture
def address(server: Machine) -> Iterator[str]:
    """The address of the remote control of a routine that plays meanwhile, in real time."""
    (server.folder / "calf.md").write_text(ROUTINE)
    process = server.python("-m", "coach", "play", str(server.folder / "calf.md"), "--remote")
    assert process.stderr
    for line in process.stderr:
        if line.startswith("Open "):
            yield line.split()[1]
            break
    process.terminate()
    out, error = process.communicate(timeout=20)
    assert (process.returncode, "Traceback" in out + error) == (130, False)


@pytest.mark.slow
@needs_browser
@needs_portaudio
@needs_server
def test_two_phones_show_and_command_what_plays(address: str) -> None:
    one, other = (Browser(address, size, network=True) for size in (PHONE, DESK))
    try:
        for phone in (one, other):
            until(partial(shows, phone, "title", "Calf"))
        press_button(one, "following")
        until(lambda: other.text("chapter") == "First")
        until(lambda: one.text("count").isdecimal())
        until(lambda: one.text("breath") == "Breathe in")
        assert (one.text("line"), one.text("label")) == ("Lean in.", "lean · 1min")
        press_button(other, "longer")
        until(lambda: one.text("label") == "lean · 1min 5s")
        one.press("toggle")
        until(lambda: other.text("state") == "Paused.")
        left = other.text("count")
        until(lambda: other.text("toggle") == "Play")
        for phone in (one, other):
            assert phone.list_violations() == []
            assert phone.run("return document.documentElement.scrollWidth") <= phone.width
        bottom = "return document.getElementById('buttons').getBoundingClientRect().bottom"
        assert one.run(bottom) <= PHONE[1]
        assert one.text("count") == left
        one.driver.find_element("tag name", "body").send_keys(" ")
        until(lambda: other.text("count") < left)
        press_button(one, "following")
        until(lambda: other.text("chapter") == "Second")
        until(lambda: "when you are ready" in one.text("state"))
        assert one.text("count") == ""
        press_button(one, "previous")
        until(lambda: other.text("chapter") == "First")
        assert one.list_complaints() == []
    finally:
        one.driver.quit()
        other.driver.quit()


def shows(phone: Browser, identifier: str, text: str) -> bool:
    return phone.text(identifier) == text


def press_button(phone: Browser, word: str) -> None:
    phone.driver.find_element("css selector", f"[data-word={word}]").click()


@pytest.mark.slow
@needs_portaudio
@needs_server
def test_a_port_that_is_taken_is_told(server: Machine) -> None:
    (server.folder / "calf.md").write_text("---\ntitle: Calf\n---\n## A\n- Lean. `hold 10s`\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        options = (str(server.folder / "calf.md"), "--remote", "--port", str(port))
        process = server.python("-m", "coach", "play", *options)
        _, error = process.communicate(timeout=60)
    assert process.returncode == 3
    assert error == (
        f"Port {port} cannot be opened on 127.0.0.1 (address already in use): "
        "give --port another number.\n"
    )
