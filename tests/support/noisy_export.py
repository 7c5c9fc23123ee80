"""An export of noise in a process of its own, that can be killed or kept from writing.

`python -m support.noisy_export PATH FRAMES LIMIT WAY` writes so many frames to a file (``track``)
or a folder of three (``parts``); with a limit, no file of more bytes. It prints an empty line when
it begins, and a sentence if it fails.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.outputs.audio.recording import Recording
from coach.outputs.parts import write_parts
from coach.outputs.target import ExportError
from coach.outputs.track import write_files
from support.contents import content
from support.labels import full

_TESTS = Path(__file__).parents[1]

_WAYS = {"track": write_files, "parts": write_parts}


def begun(path: Path, frames: int, *, limit: int = 0, way: str = "track") -> subprocess.Popen[str]:
    """Begin an export; give its process when it has begun."""
    command = [sys.executable, "-m", "support.noisy_export", path, frames, limit, way]
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [*map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(_TESTS)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "\n"
    return process


def _export(path: Path, frames: int, way: str) -> None:
    noise = np.random.default_rng(0).integers(-9999, 9999, 44_100, dtype=np.int16)

    def render(start: int, stop: int) -> NDArray[np.int16]:
        return np.resize(noise, stop - start)

    noisy = content(full(frames), Recording(frames, 1, render))
    sys.stdout.write("\n")
    sys.stdout.flush()
    try:
        _WAYS[way]([path], noisy, overwrite=True)
    except ExportError as error:
        sys.stdout.write(f"{error}\n")


if __name__ == "__main__":
    _path, _frames, _limit, _way = sys.argv[1:]
    if most := int(_limit):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    _export(Path(_path), int(_frames), _way)
