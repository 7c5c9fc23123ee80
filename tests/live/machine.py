"""The sound of a machine without a sound card: a file, and a PulseAudio server in real time."""

import ctypes.util
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
import pytest
from numpy.typing import NDArray

ALSA = """\
</usr/share/alsa/alsa.conf>
pcm.!default {{ type pulse }}
ctl.!default {{ type pulse }}
pcm.tofile {{
  type file slave.pcm "null" file "{folder}/out.raw" format "raw"
  hint {{ show on description "to a file" }}
}}
"""
SERVER = ("pulseaudio", "parec", "pactl")

needs_portaudio = pytest.mark.skipif(
    not (ctypes.util.find_library("portaudio") and Path("/usr/share/alsa/alsa.conf").exists()),
    reason="needs PortAudio and ALSA",
)
needs_server = pytest.mark.skipif(
    not all(map(shutil.which, SERVER)), reason="needs pulseaudio and pulseaudio-utils"
)


@dataclass(frozen=True)
class Machine:
    """A machine's sound, as a program finds it."""

    folder: Path
    environment: dict[str, str]
    recorders: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def python(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def play(self, *options: str) -> "subprocess.Popen[str]":
        return self.python("-m", "live.sounding", str(self.folder), *options)

    def run(self, *command: str) -> None:
        program = shutil.which(command[0])
        assert program
        subprocess.run([program, *command[1:]], env=self.environment, check=True)  # noqa: S603

    def starts(self, name: str, *options: str, to: IO[bytes] | None = None) -> Any:  # noqa: ANN401
        program = shutil.which(name)
        assert program
        return subprocess.Popen(  # noqa: S603 - what the server's packages bring
            [program, *options], env=self.environment, stdout=to, stderr=subprocess.DEVNULL
        )

    def says(self, code: str) -> str:
        """Return what a piece of code prints, without anything written to standard error."""
        process = self.python("-c", f"from coach.live.output import *\n{code}")
        out, error = process.communicate(timeout=60)
        assert not error, error
        return out

    def record(self) -> None:
        """Keep what is heard from now on, after what was heard before."""
        options = ("--raw", "--format=s16le", "--rate=44100", "--channels=1", "-d", "cap.monitor")
        heard = self.folder / "heard.raw"
        with heard.open("ab") as file:
            self.recorders.append(self.starts("parec", "--latency-msec=50", *options, to=file))
            # What is played before the recorder listens is not heard.
            size = heard.stat().st_size
            until(lambda: heard.stat().st_size > size)

    def samples(self, name: str) -> NDArray[np.int16]:
        return np.fromfile(self.folder / name, "<i2")


def until(true: Any) -> None:  # noqa: ANN401
    limit = time.monotonic() + 20
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)
