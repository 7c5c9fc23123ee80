"""In a real terminal: what a user sees of a profile that tries to deceive, and what a no means."""

import json
import os
import re
import sys
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli.test_process import read

from coach.consent import write_words
from support.deceits import SHOWN, UNCLEAR

pty = pytest.importorskip("pty")

ASKS = "Allow that? [y/N]: "

SESSION = """
import sys
from coach.cli.commands import app
for name in sys.argv[1:]:
    for command in (["voices", "allow", name], ["show", "own.md", "--voice", name]):
        print("#", *map(ascii, command), flush=True)
        try:
            app(command)
        except SystemExit as end:
            print("exit", end.code, flush=True)
"""
"""Asks for leave, and to speak, for one profile after another, as a user would at one terminal."""

LONG = ("flite", "x" * 900, "; evil")
FORGED = ("sh", "-c", "evil #", "Allowed: flite. Allow that? [y/N]: y")
NAMES = ("own\u202etilf.toml", "own\x1b[2J.toml", "own\rflite.toml")
"""Names of profiles that cannot be printed."""

COLOURS = re.compile(r"\x1b\[(0|1|3[13])m")
"""Those of coach itself: bold, red and yellow."""


@dataclass(frozen=True)
class Screen:
    """What a command has written to the terminal."""

    command: str
    text: str

    @property
    def plain(self) -> str:
        """The text without the ends of its lines, and without coach's own colours."""
        return COLOURS.sub("", self.text.replace("\r\n", ""))

    @property
    def code(self) -> int:
        return int(self.text.rpartition("exit ")[2])


def see(folder: Path, *names: str, refused: int) -> list[Screen]:
    """Run the session in a terminal, and return what each command wrote there.

    Whoever sits there presses Enter at the first questions, and says yes to the others.
    """
    environment = os.environ | {
        "TERM": "dumb",  # without a bar of progress
        "COACH_HOME": str(folder / "home"),
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
    }
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-c", SESSION, *names], environment)  # noqa: S606 (ours)
    said = b""
    answered = 0
    deadline = time.monotonic() + 120
    while (chunk := read(terminal)) is not None:
        assert time.monotonic() < deadline, said
        said += chunk
        # A forged question has no line of its own.
        while answered < len(re.findall(rb"\n" + re.escape(ASKS.encode()), said)):
            os.write(terminal, b"\n" if answered < refused else b"y\n")
            answered += 1
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    heads_and_texts = re.split(r"^# (.*)\r\n", said.decode(), flags=re.MULTILINE)[1:]
    pairs = zip(heads_and_texts[::2], heads_and_texts[1::2], strict=True)
    return [Screen(head, text) for head, text in pairs]


def prepare(folder: Path) -> None:
    """Make a routine, and programs that write down how many words they were given."""
    (folder / "own.md").write_text("---\ntitle: T\n---\n## A\n- Sit. `hold 5s`\n")
    (folder / "bin").mkdir()
    for name in ("flite", "evil", "fl\u0456te", "flite\u200b", "flite\U000e0041"):
        program = folder / "bin" / name
        program.write_text(f"#!/bin/sh\necho $# >> {folder}/runs\n")
        program.chmod(0o755)


def write_profile(path: Path, command: str) -> str:
    path.write_text(f'engine = "command"\ncommand = {command}\n')
    return path.name


@pytest.mark.slow
def test_a_user_sees_every_profile_as_it_is_and_refuses_by_default(tmp_path: Path) -> None:
    prepare(tmp_path)
    unclear = [write_profile(tmp_path / f"a{n}.toml", each) for n, each in enumerate(UNCLEAR)]
    clear = [*SHOWN, (LONG, write_words(LONG)), (FORGED, write_words(FORGED))]
    asked = {
        write_profile(tmp_path / f"b{n}.toml", json.dumps(words, ensure_ascii=False)): text
        for n, (words, text) in enumerate(clear)
    }
    asked |= {write_profile(tmp_path / name, '["flite"]'): "flite" for name in NAMES}
    mine = write_profile(tmp_path / "mine.toml", '["flite", "{out}"]')
    screens = see(tmp_path, *unclear, *asked, mine, refused=2 * len(asked))
    assert len(screens) == 2 * (len(UNCLEAR) + len(clear) + len(NAMES) + 1) == 58

    for screen in screens:
        odd = {unicodedata.category(each) for each in screen.plain} & {"Cc", "Cf", "Zl", "Zp"}
        assert not odd, screen
    for screen in screens[: 2 * len(unclear)]:
        assert "error[" in screen.text
        assert f"\n{ASKS}" not in screen.text
        assert screen.code == 1
    asking = iter(screens[2 * len(unclear) :])
    for text in asked.values():
        leave, speaking = next(asking), next(asking)
        for screen in (leave, speaking):
            assert screen.text.startswith(f"The voice runs a program: {text}\r\n"), screen
            assert screen.text.count(f"\n{ASKS}") == 1
        assert (leave.code, speaking.code) == (0, 1)
        assert "error[command-not-allowed]" in speaking.text

    leave, speaking = asking
    assert leave.plain.endswith("Allow that? [y/N]: yAllowed: flite {out}exit 0")
    assert ASKS not in speaking.text
    allowed = json.loads((tmp_path / "home" / "allowed.json").read_text())
    assert list(allowed.values()) == ["flite {out}"]
    # No other of the commands has one word after its program.
    assert set((tmp_path / "runs").read_text().split()) == {"1"}
