"""A page in a real browser, opened from a file, with the network off."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from support.browser import DESK, PHONE, Browser, needs_browser, until
from support.firefox import Firefox
from support.webkit import WebKit

pytestmark = pytest.mark.slow

Timeline = dict[str, Any]

SCRIPT = """---
title: Calf
breath: 2-3
---
## First

- Lean in. `hold 10s as lean`

## Second

- Up. `reps 4, tempo 2-0-1-0`
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "calf.md").write_text(SCRIPT)
    command = [sys.executable, "-m", "coach", "export", "calf.md", "-o", "calf.html"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own program
    return folder / "calf.html"


@pytest.fixture(scope="module")
def timeline(page: Path) -> Timeline:
    command = [sys.executable, "-m", "coach", "show", "calf.md", "--json"]
    shown = subprocess.run(command, cwd=page.parent, check=True, capture_output=True)  # noqa: S603 - as above
    document: Timeline = json.loads(shown.stdout)
    return document


class Quiet(SimpleHTTPRequestHandler):
    """A web space that does not tell what it serves."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder to this machine while the block runs, and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


BROWSERS = (
    pytest.param(Browser, marks=needs_browser, id="Chromium"),
    pytest.param(
        Firefox, marks=pytest.mark.skipif(not Firefox.is_installed(), reason="needs firefox-esr")
    ),
    pytest.param(
        WebKit,
        marks=pytest.mark.skipif(
            not WebKit.is_installed(), reason="needs webkit2gtk-driver and xvfb"
        ),
    ),
)


@pytest.fixture(params=BROWSERS)
def browse(page: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Browser]]:
    kind: type[Browser] = request.param
    with ExitStack() as opened:

        def browse(*arguments: Any, **options: Any) -> Browser:  # noqa: ANN401 - as Browser takes them
            browser = kind(page.as_uri(), *arguments, **options)
            opened.callback(browser.close)
            return browser

        yield browse


def is_near(browser: Browser, seconds: float) -> bool:
    return abs(browser.time() - seconds) < 0.01


def test_it_plays_and_shows_what_the_timeline_has(
    browse: Callable[..., Browser], timeline: Timeline
) -> None:
    browser = browse()
    assert browser.text("chapter") == "Introduction"
    length = browser.run("return document.getElementById('track').duration")
    assert length == pytest.approx(timeline["frames"] / 44_100, abs=0.03)
    hold = timeline["holds"][0]
    begin = hold["at"] / 44_100
    browser.seek(begin + 1)
    until(lambda: browser.text("count") == "9")
    assert [browser.text(each) for each in ("line", "chapter", "label", "breath")] == [
        "Lean in.",
        "First",
        "lean · 10s",
        "Breathe in",
    ]
    browser.press("play")
    until(lambda: browser.time() > begin + 2.2)
    assert browser.text("play") == "Pause"
    assert browser.text("breath") == "Breathe out"
    browser.press("next")
    until(lambda: browser.text("chapter") == "Second")
    browser.press("back")
    until(lambda: browser.text("chapter") == "First")
    browser.press("play")
    until(lambda: browser.text("play") == "Play")
    assert browser.list_complaints() == []
    assert browser.run("return performance.getEntriesByType('resource')") == []


def test_keys_move_through_it(browse: Callable[..., Browser], timeline: Timeline) -> None:
    browser = browse(DESK)
    starts = [each["at"] / 44_100 for each in timeline["chapters"]]
    for key, at in (("n", starts[1]), ("n", starts[2]), ("b", starts[1]), ("b", 0)):
        browser.type_key(key)
        until(partial(is_near, browser, at))
    browser.type_key("\ue014")  # the right arrow
    until(partial(is_near, browser, 10))


@pytest.mark.parametrize(("size", "dark"), [(PHONE, True), (DESK, False)])
def test_everybody_can_use_it(
    browse: Callable[..., Browser], size: tuple[int, int], *, dark: bool
) -> None:
    browser = browse(size, dark=dark)
    browser.seek(12)
    assert browser.list_violations() == []
    needed, width = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
    assert needed <= width
    assert browser.run("return matchMedia('(prefers-color-scheme: dark)').matches") == dark


def test_without_scripts_it_is_a_player_with_the_steps(browse: Callable[..., Browser]) -> None:
    browser = browse(scripts=False)
    assert browser.is_shown("track")
    assert "Lean in." in browser.run("return document.getElementById('steps').innerText")
    assert not browser.is_shown("keys")


@needs_browser
def test_a_web_app_plays_after_its_web_space_is_gone(page: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coach", "export", "calf.md", "-o", f"{tmp_path}/app/"]
    subprocess.run(command, cwd=page.parent, check=True, capture_output=True)  # noqa: S603 - as above
    with serve(tmp_path / "app") as address:
        browser = Browser(address, network=True)
        ready = "return (await navigator.serviceWorker.ready).active.state"
        until(lambda: browser.run(ready) == "activated")
    try:
        browser.driver.get(address)
        assert browser.text("chapter") == "Introduction"
        browser.seek(20)
        browser.press("play")
        until(lambda: browser.time() > 20.5)
        assert browser.list_complaints() == []
    finally:
        browser.close()


@needs_browser
@pytest.mark.skipif(not shutil.which("playerctl"), reason="needs playerctl and dbus")
def test_the_buttons_of_a_lock_screen(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "echo $DBUS_SESSION_BUS_ADDRESS; read wait_for_the_end"
    program = shutil.which("dbus-run-session")
    assert program
    pipe = subprocess.PIPE
    command = [program, "--", "sh", "-c", said]
    bus = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - our tools
    assert bus.stdout
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().strip())
    browser = Browser(page.as_uri())
    browser.press("play")
    until(lambda: browser.time() > 0.2)

    def playerctl(*words: str) -> str:
        done = subprocess.run(  # noqa: S603 - our tools
            [shutil.which("playerctl") or "", *words],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ,
        )
        return done.stdout.strip()

    until(lambda: playerctl("metadata", "title") == "Introduction")
    playerctl("next")
    until(lambda: browser.text("chapter") == "First")
    until(lambda: playerctl("metadata", "title") == "First")
    playerctl("pause")
    until(lambda: browser.text("play") == "Play")
    browser.close()
    with suppress(OSError):
        bus.communicate(timeout=20)
