"""`coach serve` in a real browser."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from support.browser import DESK, PHONE, Browser, needs_browser, until

pytestmark = [pytest.mark.slow, needs_browser]

OWN = "---\ntitle: Own\nbreath: 2-3\n---\n## A\n\n- Sit. `hold 8s in 5-20s as sit`\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `coach serve`, which ends cleanly after the tests."""
    home = tmp_path_factory.mktemp("home")
    temporary = tmp_path_factory.mktemp("temporary")
    (home / "scripts").mkdir()
    (home / "scripts" / "own.md").write_text(OWN)
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", "serve"],
        env=os.environ | {"COACH_HOME": str(home), "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    yield process.stderr.readline().split()[1]
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20) == ("", "Interrupted.\n")
    assert process.returncode == 130
    assert list(temporary.glob("coach-*")) == []


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (DESK, True)])
def test_a_routine_is_adjusted_and_played(
    address: str, size: tuple[int, int], *, dark: bool
) -> None:
    browser = Browser(address, size, dark=dark, network=True)
    try:
        check_page(browser)
        browser.driver.find_element("link text", "Own").click()
        check_page(browser)
        browser.driver.find_element("tag name", "summary").click()
        check_page(browser)
        hold = browser.driver.find_element("name", "hold")
        hold.send_keys("sit=4s")
        press_button(browser, "page")
        until(lambda: "outside what this line allows" in browser.driver.page_source)
        check_page(browser)
        hold = browser.driver.find_element("name", "hold")
        assert hold.get_attribute("value") == "sit=4s"
        hold.clear()
        hold.send_keys("sit=12s")
        press_button(browser, "page")
        until(lambda: browser.driver.find_elements("id", "track"))
        browser.press("play")
        until(lambda: browser.time() > 0.5)
        assert "sit · 12s" in browser.text("steps")
        browser.seek(15)
        until(lambda: browser.text("count"))
        complaints = [each for each in browser.list_complaints() if "422" not in str(each)]
        assert complaints == []
    finally:
        browser.driver.quit()


def check_page(browser: Browser) -> None:
    assert browser.list_violations() == []
    assert browser.run("return document.documentElement.scrollWidth") <= browser.width


def press_button(browser: Browser, value: str) -> None:
    browser.driver.find_element("css selector", f"[name=make][value={value}]").click()
