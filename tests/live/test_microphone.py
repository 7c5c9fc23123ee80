"""`coach voices record` at a terminal, from a microphone that hears what a program plays."""

import os
import pty
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from live.machine import Machine, needs_portaudio, needs_server

from coach.timing import SAMPLE_RATE
from support.tones import hum

CALF = "---\ntitle: Calf\n---\n## Calf\n\n- Lean into it. `hold 10s`\n"


@dataclass
class Terminal:
    """A program at a terminal."""

    process: "subprocess.Popen[bytes]"
    end: int
    seen: str = ""

    def wait_for(self, text: str) -> None:
        limit = time.monotonic() + 30
        while text not in self.seen:
            assert time.monotonic() < limit, self.seen
            self.seen += os.read(self.end, 4096).decode()

    def answer(self, letter: str = "") -> None:
        self.seen = ""
        os.write(self.end, f"{letter}\n".encode())


def open_terminal(machine: Machine, *arguments: str) -> Terminal:
    end, other = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "coach", *arguments],
        env={**machine.environment, "COACH_HOME": str(machine.folder / "home")},
        cwd=machine.folder,
        stdin=other,
        stdout=other,
        stderr=other,
    )
    os.close(other)
    return Terminal(process, end)


def play(machine: Machine, text: str) -> None:
    soundfile.write(machine.folder / "said.wav", hum(text), SAMPLE_RATE)
    machine.run("paplay", str(machine.folder / "said.wav"))
    time.sleep(0.3)


def likeness(path: Path, text: str) -> float:
    """Return how alike a recording and a hummed text are."""
    kept, said = soundfile.read(path, dtype="float32")[0], hum(text)
    assert abs(len(kept) - len(said)) < SAMPLE_RATE // 8
    longer, shorter = sorted((kept, said), key=len, reverse=True)
    found = np.correlate(longer, shorter).max()
    return float(found / np.sqrt((kept @ kept) * (said @ said)))


@pytest.mark.realtime
@needs_portaudio
@needs_server
def test_a_voice_is_recorded_text_by_text(server: Machine) -> None:
    (server.folder / "calf.md").write_text(CALF)
    terminal = open_terminal(server, "voices", "record", "anna", "calf.md")
    folder = server.folder / "home" / "voices" / "anna"

    terminal.wait_for("1 of")
    terminal.wait_for("Enter records, s skips, q quits:")
    terminal.answer()
    terminal.wait_for("Recording. Enter ends it:")
    play(server, "Something else")
    terminal.answer()
    terminal.wait_for("Enter keeps it, p plays it, r records again, s skips, q quits:")
    terminal.answer("r")
    terminal.wait_for("Recording. Enter ends it:")
    play(server, "Calf.")
    terminal.answer()
    terminal.wait_for("Enter keeps it")
    assert not folder.exists()
    terminal.answer("p")
    terminal.wait_for("Enter keeps it")
    terminal.answer()

    terminal.wait_for("2 of")
    terminal.wait_for("q quits:")
    terminal.answer()
    terminal.wait_for("Recording. Enter ends it:")
    time.sleep(0.5)
    terminal.answer()
    terminal.wait_for("Nothing is heard in the recording.")
    terminal.wait_for("R records again, s skips, q quits:")
    terminal.answer("s")

    terminal.wait_for("3 of")
    terminal.wait_for("q quits:")
    terminal.answer("q")
    terminal.wait_for("texts are missing in anna")
    assert terminal.process.wait(20) == 0
    os.close(terminal.end)
    assert (folder / "recordings.txt").read_text() == "calf.wav | Calf.\n"
    assert likeness(folder / "calf.wav", "Calf.") > 0.98


@needs_portaudio
@pytest.mark.skipif(Path("/dev/snd").exists(), reason="this machine has a sound card")
def test_a_machine_without_a_microphone_says_so(machine: Machine) -> None:
    (machine.folder / "calf.md").write_text(CALF)
    machine.environment["ALSA_CONFIG_PATH"] = "/usr/share/alsa/alsa.conf"
    terminal = open_terminal(machine, "voices", "record", "anna", "calf.md")
    terminal.wait_for("q quits:")
    terminal.answer()
    terminal.wait_for("The microphone of this machine cannot be used")
    assert terminal.process.wait(20) == 3
    os.close(terminal.end)
