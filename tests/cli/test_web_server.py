"""The web server as commands open it, without serving anything."""

import io
import sys
from pathlib import Path

import pytest
import segno
from typer.testing import CliRunner, Result

from coach.cli import web_server
from coach.cli.commands import app
from coach.serve.qr_code import draw_qr_code

ADDRESS = "http://192.168.178.20:40123/abcdEFGH12345678/"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    Path("own.md").write_text("---\ntitle: Own\n---\n## A\n- Sit. `hold 10s`\n")


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.packages.is_installed", lambda *_: False)
    result = run("play", "own.md", "--remote")
    assert result.exit_code == 3
    assert result.stderr.startswith("The server needs the extra `serve`; install it with `")
    assert result.stderr.endswith(" install starlette uvicorn segno`.\n")


def test_options_of_the_server_need_it() -> None:
    for option in (("--lan",), ("--port", "8000")):
        result = run("play", "own.md", *option)
        assert result.exit_code == 2
        assert result.stderr == ("--lan and --port are for --remote: add it, or leave them out.\n")


def test_a_qr_code_is_drawn_two_rows_in_one() -> None:
    lines = draw_qr_code(ADDRESS)
    rows = [[int(char not in light) for char in line] for line in lines for light in ("▀█", "▄█")]
    drawn = [[*row] for row in segno.make_qr(ADDRESS, error="m").matrix_iter(border=2)]
    assert rows[: len(drawn)] == drawn
    assert all(not any(row) for row in rows[len(drawn) :])


class Terminal(io.StringIO):
    """A terminal that takes some encoding."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("columns", "encoding", "has_code"),
    [("80", "utf-8", True), ("20", "utf-8", False), ("80", "ascii", False)],
)
def test_a_terminal_shows_the_qr_code_where_it_has_room(
    monkeypatch: pytest.MonkeyPatch, columns: str, encoding: str, *, has_code: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(terminal, "encoding", encoding, raising=False)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERM", "xterm-256color")
    web_server._tell_address(ADDRESS)  # noqa: SLF001 (what a runner has no terminal for)
    shown = terminal.getvalue()
    assert shown.startswith(f"Open {ADDRESS}")
    assert ("█" in shown) is has_code
