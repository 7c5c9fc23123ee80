"""The machine that figures are from."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("coach", "numpy", "lameenc", "soundfile", "soxr", "av", "mutagen", "pydub")


def described() -> Iterator[str]:
    """Say what it is, a line for each thing."""
    yield f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {_memory():.0f} GB"
    yield f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    yield ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    yield _ffmpeg()


def load() -> str:
    """Say how many processes wanted a core, on average of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _ffmpeg() -> str:
    program = shutil.which("ffmpeg")
    if program is None:
        raise RuntimeError("ffmpeg is not installed")
    said = subprocess.run([program, "-version"], capture_output=True, check=True, text=True)  # noqa: S603 - ffmpeg
    return " ".join(said.stdout.split()[:3])
