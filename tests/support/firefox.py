"""Firefox, for pages, by its own WebDriver BiDi: https://www.w3.org/TR/webdriver-bidi/."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from support.browser import PHONE, Browser


class Firefox(Browser):
    """Firefox that shows a page, with the network off."""

    @staticmethod
    def is_installed() -> bool:
        return _find_program() is not None

    def __init__(
        self,
        address: str,
        size: tuple[int, int] = PHONE,
        *,
        dark: bool = False,
        scripts: bool = True,
    ) -> None:
        import websocket  # noqa: PLC0415 - comes with selenium

        settings: dict[str, bool | int | str] = {
            "javascript.enabled": scripts,
            "layout.css.prefers-color-scheme.content-override": 0 if dark else 1,
            "media.autoplay.default": 0,
            "network.proxy.type": 1,
            "network.proxy.http": "127.0.0.1",
            "network.proxy.http_port": 9,
            "network.proxy.share_proxy_settings": True,
        }
        self._sent = 0
        self._complaints: list[object] = []
        with ExitStack() as stack:
            folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
            where = stack.enter_context(_open_firefox(Path(stack.enter_context(folder)), settings))
            self._socket = websocket.create_connection(where, suppress_origin=True, timeout=30)
            stack.callback(self._socket.close)
            self._ask("session.new", capabilities={})
            self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]
            self._ask("session.subscribe", events=["log.entryAdded"])
            viewport = dict(zip(("width", "height"), size, strict=True))
            self._ask("browsingContext.setViewport", context=self._context, viewport=viewport)
            self._ask(
                "browsingContext.navigate", context=self._context, url=address, wait="complete"
            )
            self._opened = stack.pop_all()

    def _ask(self, method: str, **values: object) -> Any:  # noqa: ANN401 - what the method returns
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": values}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] != "debug":
                self._complaints.append(answer["params"]["text"])
        assert answer["type"] == "success", answer
        return answer["result"]

    def _evaluate(self, expression: str) -> Any:  # noqa: ANN401 - what the expression is
        target = {"context": self._context, "sandbox": "coach"}
        done = self._ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert done["type"] == "success", done
        return done["result"]

    def run(self, program: str) -> Any:  # noqa: ANN401 - what the program returns
        return json.loads(
            self._evaluate(f"JSON.stringify((() => {{ {program} }})() ?? null)")["value"]
        )

    def press(self, identifier: str) -> None:
        shared = self._evaluate(f"document.getElementById({identifier!r})")["sharedId"]
        origin = {"type": "element", "element": {"sharedId": shared}}
        self._act(
            "pointer",
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def type_key(self, key: str) -> None:
        self._act("key", {"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})

    def _act(self, device: str, *actions: object) -> None:
        source = {"type": device, "id": device, "actions": actions}
        self._ask("input.performActions", context=self._context, actions=[source])

    def _audit(self) -> dict[str, Any]:
        from axe_core_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # noqa: PLC0415

        program = "axe.run().then((found) => JSON.stringify(found))"
        found: dict[str, Any] = json.loads(self._evaluate(f"{AXE_SCRIPT};\n{program}")["value"])
        return found

    def list_complaints(self) -> list[object]:
        """Return what the browser's console says."""
        self.run("return 0")
        return self._complaints

    def close(self) -> None:
        self._opened.close()


def _find_program() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


@contextmanager
def _open_firefox(profile: Path, settings: Mapping[str, bool | int | str]) -> Iterator[str]:
    """Run Firefox with some settings while the block runs, and yield where it listens."""
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in settings.items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = [_find_program() or "", "--headless", "--no-remote"]
    command += ["--remote-debugging-port", "0", "--profile", str(profile)]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, text=True, **pipe) as program:  # type: ignore[call-overload]  # noqa: S603
        try:
            where = next(line.split()[-1] for line in program.stdout if "BiDi listening" in line)
            yield f"{where}/session"
        finally:
            program.terminate()
