"""WebKitGTK, for pages."""

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from support.browser import PHONE, Browser


class WebKit(Browser):
    """WebKitGTK's own small browser, by its driver, on a screen of its own.

    Its window is at least 447 pixels wide, and nobody can ask it what its console says.
    """

    @staticmethod
    def _find_program() -> str | None:
        found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        return str(found[-1]) if found else None

    @staticmethod
    def is_installed() -> bool:
        tools = all(map(shutil.which, ("WebKitWebDriver", "Xvfb")))
        return tools and WebKit._find_program() is not None

    def __init__(
        self,
        address: str,
        size: tuple[int, int] = PHONE,
        *,
        dark: bool = False,
        scripts: bool = True,
    ) -> None:
        from selenium import webdriver  # noqa: PLC0415 - only loaded where there is a browser

        options = webdriver.WebKitGTKOptions()
        options.binary_location = self._find_program() or ""
        options.add_argument("--automation")
        options.add_argument("--autoplay-policy=allow")
        options.add_argument("--proxy=http://127.0.0.1:9")
        options.add_argument(f"--enable-javascript={str(scripts).lower()}")
        if dark:
            options.add_argument("--dark-mode")
        with ExitStack() as stack, warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # selenium's own
            environment = {**os.environ, "DISPLAY": stack.enter_context(_open_display())}
            program = shutil.which("WebKitWebDriver")
            service = webdriver.WebKitGTKService(program, env=environment)
            self.driver = webdriver.WebKitGTK(options, service)
            stack.callback(self.driver.quit)
            self.driver.set_window_size(*size)
            self.driver.get(address)
            self._opened = stack.pop_all()

    def list_complaints(self) -> list[object]:
        """Return nothing: its driver has no log."""
        return []

    def close(self) -> None:
        self._opened.close()


@contextmanager
def _open_display() -> Iterator[str]:
    """Show a screen that nobody sees while the block runs, and yield its name."""
    program = shutil.which("Xvfb")
    assert program
    command = [program, "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipe) as screen:  # type: ignore[call-overload]  # noqa: S603
        try:
            yield f":{screen.stdout.readline().strip()}"
        finally:
            screen.terminate()
