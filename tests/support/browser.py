"""A real browser, for pages."""

import shutil
import time
from collections.abc import Callable
from typing import Any

import pytest

PHONE, DESK = (360, 640), (1280, 800)

needs_browser = pytest.mark.skipif(
    not all(map(shutil.which, ("chromium", "chromedriver"))),
    reason="needs chromium and chromium-driver",
)


class Browser:
    """Chromium that shows a page, with the network off.

    Args:
        address: of the page.
        size: of its window.
        dark: whether the user prefers dark colours.
        scripts: whether scripts run.
        network: whether there is a network.
    """

    def __init__(
        self,
        address: str,
        size: tuple[int, int] = PHONE,
        *,
        dark: bool = False,
        scripts: bool = True,
        network: bool = False,
    ) -> None:
        from selenium import webdriver  # noqa: PLC0415 - only loaded where there is a browser

        options = webdriver.ChromeOptions()
        for argument in ("headless=new", "no-sandbox", "autoplay-policy=no-user-gesture-required"):
            options.add_argument(f"--{argument}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService(shutil.which("chromedriver"))
        self.driver: Any = webdriver.Chrome(options, service)
        self.width, height = size
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._send(
            "Emulation.setDeviceMetricsOverride",
            width=self.width,
            height=height,
            deviceScaleFactor=1,
            mobile=size == PHONE,
        )
        self._send("Emulation.setEmulatedMedia", features=[scheme])
        self._send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self._send("Network.enable")
        speeds = {"latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        self._send("Network.emulateNetworkConditions", offline=not network, **speeds)
        self.driver.get(address)

    def _send(self, command: str, **values: object) -> None:
        self.driver.execute_cdp_cmd(command, values)

    def run(self, program: str) -> Any:  # noqa: ANN401 - what the program returns
        return self.driver.execute_script(program)

    def is_shown(self, identifier: str) -> bool:
        return bool(self.run(f"return document.getElementById({identifier!r}).checkVisibility()"))

    def text(self, identifier: str) -> str:
        return str(self.run(f"return document.getElementById({identifier!r}).textContent"))

    def time(self) -> float:
        return float(self.run("return document.getElementById('track').currentTime"))

    def seek(self, seconds: float) -> None:
        self.run(f"document.getElementById('track').currentTime = {seconds}")

    def list_complaints(self) -> list[object]:
        """Return what the browser's console says."""
        return list(self.driver.get_log("browser"))

    def list_violations(self) -> list[tuple[str, str]]:
        """Return what keeps somebody from using the page, by axe."""
        found = self._audit()
        return [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]]

    def _audit(self) -> dict[str, Any]:
        from axe_core_python.selenium import Axe  # type: ignore[import-untyped]  # noqa: PLC0415

        found: dict[str, Any] = Axe().run(self.driver)
        return found

    def press(self, identifier: str) -> None:
        self.driver.find_element("id", identifier).click()

    def type_key(self, key: str) -> None:
        self.driver.find_element("tag name", "body").send_keys(key)

    def close(self) -> None:
        self.driver.quit()


def until(holds: Callable[[], object]) -> None:
    limit = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < limit
        time.sleep(0.05)
