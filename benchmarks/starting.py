"""From the start of `coach play` to the first sound it hands over, without a sound card.

ALSA has a device that takes sound as fast as it comes and writes it to a file; here that is a pipe.
PortAudio, the stream and all that `coach play` does before are the real ones. A sound card would
add its latency, 0.3 s unless told otherwise.
"""

import ctypes.util
import os
import select
import signal
import time
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

_LONGEST = 300
"""Seconds to wait for sound."""


def playable() -> bool:
    """Tell whether this machine has what it takes: PortAudio and ALSA, without any device."""
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
        return cls(folder, os.open(path, os.O_RDWR | os.O_NONBLOCK))

    def first_sound(self, what: Sequence[str], home: Path) -> Cost:
        """Play a routine until it is heard; only the seconds are known, of the wall and the cores.

        The stream begins with zeros, which are not coach's: its silence is a murmur.

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
        while self._read():
            pass  # what was still under way is not the next one's
        if not heard:
            raise RuntimeError(f"Nothing was heard:\n{log.read_text('utf-8')[-2000:]}")
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KB / 1e6)

    def _heard(self, until: float) -> bool:
        while (left := until - time.perf_counter()) > 0:
            select.select([self.pipe], [], [], left)
            if any(self._read()):
                return True
        return False

    def _read(self) -> bytes:
        try:
            return os.read(self.pipe, 1 << 16)
        except BlockingIOError:
            return b""
