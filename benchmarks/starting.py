"""From the start of `coach play` to the first sound of the track, without a sound card.

ALSA has a device that writes sound to a file; here that is a short pipe, which is read as fast as a
sound card plays. PortAudio, the stream and all that `coach play` does before are the real ones. A
sound card would add its latency, 0.3 s unless told otherwise.
"""

import ctypes.util
import fcntl
import os
import signal
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from exports import COACH
from processes import KB, Cost, started

_ALSA = Path("/usr/share/alsa/alsa.conf")

_DEVICE = """\
<{alsa}>
pcm.benchmark {{
  type file slave.pcm "null" file "{pipe}" format "raw"
  hint {{ show on description "a pipe" }}
}}
"""

_LOUDEST_NOISE = 100
"""More than a sample of coach's comfort noise ever is: it goes out before the track is made."""

_FRAMES_PER_S = 44_100
_FRAME_BYTES = 2

_PIPE_BYTES = 4096
"""What the pipe holds: 46 ms."""

_LOOK_S = 0.01

_LONGEST = 300
"""Seconds to wait for sound."""


def playable() -> bool:
    """Return whether this machine has what it takes: PortAudio and ALSA, without any device."""
    return bool(ctypes.util.find_library("portaudio")) and _ALSA.exists()


@dataclass(frozen=True, slots=True)
class Ear:
    """The end of the pipe where sound comes out."""

    folder: Path
    pipe: int

    @classmethod
    def made(cls, folder: Path) -> Self:
        """Make the pipe, and a configuration of ALSA that names it."""
        path = folder / "sound.pipe"
        os.mkfifo(path)
        (folder / "asound.conf").write_text(_DEVICE.format(alsa=_ALSA, pipe=path), "utf-8")
        # Open for writing too: so it has no end when PortAudio only tries the device.
        pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        return cls(folder, pipe)

    def first_sound(self, what: Sequence[str], home: Path) -> Cost:
        """Play a routine until it is heard; only the seconds are known, of the wall and the cores.

        Raises:
            RuntimeError: with the end of what was said, if nothing is heard.
        """
        log = self.folder / "play.log"
        config = {"ALSA_CONFIG_PATH": str(self.folder / "asound.conf"), "COACH_HOME": str(home)}
        begun = time.perf_counter()
        process = started((*COACH, "play", *what, "--device", "benchmark"), log, config)
        heard = self._heard(begun + _LONGEST)
        wall = time.perf_counter() - begun
        os.kill(process, signal.SIGKILL)
        _, _, usage = os.wait4(process, 0)
        while self._read(_PIPE_BYTES):
            pass  # what was still under way is not the next one's
        if not heard:
            raise RuntimeError(f"Nothing was heard:\n{log.read_text('utf-8')[-2000:]}")
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KB / 1e6)

    def _heard(self, until: float) -> bool:
        begun, played = time.perf_counter(), 0
        while (now := time.perf_counter()) < until:
            due = int((now - begun) * _FRAMES_PER_S) * _FRAME_BYTES - played
            samples = array("h", self._read(min(due, _PIPE_BYTES)))
            played += due  # what was not there yet is not made up for
            if samples and max(map(abs, samples)) > _LOUDEST_NOISE:
                return True
            time.sleep(_LOOK_S)
        return False

    def _read(self, most: int) -> bytes:
        try:
            return os.read(self.pipe, most)
        except BlockingIOError:
            return b""
