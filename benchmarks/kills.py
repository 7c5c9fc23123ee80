"""The kill loop: an export is killed at a moment of chance, and then made again.

Some are killed by the clock, in the midst of whatever they do; some kill themselves before a step
that chance has chosen, such as to open, rename or remove a file, so that one seed tries the same
steps everywhere.
"""

import importlib
import os
import pkgutil
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import coach
from coach.cli.commands import app

_SCRIPT = """\
---
title: Own
voice: plain
count: none
settle: 1s
---
## Calf

- Sit. `hold 2s, breathe freely`

## Thigh

- Lie down. `roll 2s`
"""
_VOICE = 'engine = "espeak"\nvoice = "en-us"\n'

_SUFFIXES = (".wav", ".mp3", ".flac", ".opus", ".m4a")
_OPTIONS = ((), ("--split",), ("--captions",))
_COLD = 0.3
"""The part of the exports that find no speech kept."""

_BY_STEP = 0.7
"""The part of the exports that are killed before a step; the others are killed by the clock."""

_STEPS_NAME = "steps"
"""The file with a byte for each step of an export."""

_STEPS = ("open", "os.", "shutil.", "ctypes.")
"""Beginnings of the events after which a file is another: Python tells them before they happen."""

_ABANDONED_S = 7200
"""Seconds after which what a killed process has left belongs to nobody."""

Held = dict[str, bytes]
"""What a folder holds, by name."""

_REFERENCES: "dict[tuple[str, ...], Reference]" = {}
"""What exports make that nobody kills, by the options."""


class Harm(Exception):
    """A killed export did harm."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What an export makes, and what takes its place.

    Attributes:
        before: what another export has made.
        after: what this one makes in its place.
        steps: how many steps it takes.
        seconds: how long it takes.
    """

    before: Held
    after: Held
    steps: int
    seconds: float


def kill_export(chance: random.Random, folder: Path) -> None:
    """Kill an export by chance; what was there is whole, and the next export makes the same."""
    place = folder / "kills"
    options = (chance.choice(_SUFFIXES), *chance.choice(_OPTIONS))
    if not _REFERENCES:
        _load_modules()
    if options not in _REFERENCES:
        _prepare(place)
        _REFERENCES[options] = _make_reference(place, options)
    reference = _REFERENCES[options]
    _remove_targets(place)
    before = chance.choice((reference.before, {}))
    _put_targets(place, before)
    if chance.random() < _COLD:
        shutil.rmtree(place / "home" / "cache", ignore_errors=True)
    if chance.random() < _BY_STEP:
        _export(place, options, last_step=chance.randint(1, reference.steps))
    else:
        _export(place, options, seconds=chance.uniform(0, reference.seconds))
    _check_targets(_list_targets(place), before, reference.after)
    _age_unfinished(place)
    _expect_done(_export(place, options))
    if _list_targets(place) != reference.after:
        raise Harm("the next export made something else")
    if left := _list_unfinished(place):
        raise Harm(f"the next export left {left[0].name}")


def _prepare(place: Path) -> None:
    """Make a home with a voice, and a script."""
    voices = place / "home" / "voices"
    voices.mkdir(parents=True, exist_ok=True)
    (voices / "plain.toml").write_text(_VOICE)
    (place / "own.md").write_text(_SCRIPT)


def _make_reference(place: Path, options: tuple[str, ...]) -> Reference:
    """Export twice, and measure the second time."""
    _remove_targets(place)
    _expect_done(_export(place, (*options, "--pace=quick")))
    before = _list_targets(place)
    began = time.monotonic()
    _expect_done(_export(place, options))
    seconds = time.monotonic() - began
    return Reference(before, _list_targets(place), (place / _STEPS_NAME).stat().st_size, seconds)


def _load_modules() -> None:
    """Load all of coach, so that no process has to."""
    for module in pkgutil.walk_packages(coach.__path__, "coach."):
        if not module.name.endswith(("__main__", "_worker")):  # programs
            with suppress(ImportError):  # what an extra brings
                importlib.import_module(module.name)


def _export(
    place: Path, options: tuple[str, ...], last_step: int = 0, seconds: float | None = None
) -> int:
    """Export in a process of its own, which may be killed; return the status of its end."""
    process = os.fork()
    if not process:
        _run_export(place, options, last_step)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
    return os.waitpid(process, 0)[1]


def _run_export(place: Path, options: tuple[str, ...], last_step: int) -> None:
    """Do the work of the process."""
    status = 1
    try:
        os.environ["COACH_HOME"] = str(place / "home")
        os.chdir(place)
        for stream in (0, 1, 2):
            os.dup2(os.open(os.devnull, os.O_RDWR), stream)
        steps = os.open(_STEPS_NAME, os.O_WRONLY | os.O_TRUNC | os.O_CREAT)
        sys.addaudithook(_count_steps(steps, last_step))
        suffix, *others = options
        command = ["export", "own.md", "--force", "-o", f"track{suffix}", *others]
        app(command, standalone_mode=False)
        status = 0
    finally:
        os._exit(status)


def _count_steps(steps: int, last: int) -> Callable[[str, object], None]:
    """Return a hook that counts the steps, a byte each, and kills the process at the last."""
    count = 0

    def hook(event: str, _arguments: object) -> None:
        nonlocal count
        if event.startswith(_STEPS):
            count += 1
            os.write(steps, b".")
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def _expect_done(status: int) -> None:
    if status:
        raise Harm(f"an export that nobody killed ended with {status}")


def _list_paths(place: Path) -> Iterator[Path]:
    """List what is beside the script, and was made by an export."""
    yield from (path for path in place.iterdir() if path.name.startswith("track"))


def _list_targets(place: Path) -> Held:
    """Read what was exported: files, and the folder of parts with each file in it."""
    found: Held = {}
    for path in _list_paths(place):
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        found |= {str(file.relative_to(place)): file.read_bytes() for file in files}
    return found


def _put_targets(place: Path, held: Held) -> None:
    for name, data in held.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(data)


def _remove_targets(place: Path) -> None:
    for path in (*_list_paths(place), *_list_unfinished(place)):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _check_targets(now: Held, before: Held, after: Held) -> None:
    """Check that each target is as it was or as it should be; a folder of parts is one target."""
    for target in {_find_target(name) for name in (*now, *before, *after)}:
        old, new, there = (
            {name: data for name, data in held.items() if _find_target(name) == target}
            for held in (before, after, now)
        )
        if there not in (old, new):
            raise Harm(f"{target} is neither what it was nor whole")


def _find_target(name: str) -> str:
    return name.partition(os.sep)[0]


def _list_unfinished(place: Path) -> list[Path]:
    return [path for path in place.rglob(".coach-*") if path.parent.name[:7] != ".coach-"]


def _age_unfinished(place: Path) -> None:
    """Let two hours pass for what was left unfinished."""
    long_ago = time.time() - _ABANDONED_S
    for path in _list_unfinished(place):
        with suppress(OSError):
            os.utime(path, (long_ago, long_ago))
