"""Where routines and voices are found: the user's own folder, those that ship, or a path."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from coach.diagnostics import Diagnostic, Source, has_errors, suggestion
from coach.script.model import Routine
from coach.script.parser import LARGEST, decode, parse
from coach.speech.profile import Profile, parse_profile
from coach.store import Store

Kind = Literal["scripts", "voices"]

DEFAULT_VOICE = "calm"

_SUFFIXES: dict[Kind, str] = {"scripts": ".md", "voices": ".toml"}
_HOME = "COACH_HOME"


@dataclass(frozen=True, slots=True)
class Entry:
    """A routine or a voice that can be asked for by name."""

    name: str
    path: Path
    own: bool


def user_folder(kind: Kind) -> Path:
    """Give the user's own folder; the environment variable COACH_HOME moves it."""
    home = os.environ.get(_HOME)
    return (Path(home) if home else platformdirs.user_data_path("coach", appauthor=False)) / kind


def bookmark_file() -> Path:
    """Give the file that keeps where playing stopped."""
    home = os.environ.get(_HOME)
    folder = Path(home) if home else platformdirs.user_state_path("coach", appauthor=False)
    return folder / "bookmark.json"


def store() -> Store:
    """Give what keeps spoken clips and measurements, to save time."""
    home = os.environ.get(_HOME)
    folder = Path(home) if home else platformdirs.user_cache_path("coach", appauthor=False)
    return Store(folder / "cache")


def shipped_folder(kind: Kind) -> Path:
    """Give the folder of what ships: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "_data" / kind
    return installed if installed.is_dir() else package.parent / kind


def entries(kind: Kind) -> tuple[Entry, ...]:
    """List what can be asked for by name, in order; the user's own hides what ships."""
    found: dict[str, Entry] = {}
    for folder, own in ((shipped_folder(kind), False), (user_folder(kind), True)):
        for path in _files(folder, _SUFFIXES[kind]):
            found[path.stem] = Entry(path.stem, path, own)
    return tuple(found[name] for name in sorted(found))


def load_routine(asked: str) -> tuple[Routine | None, tuple[Diagnostic, ...]]:
    """Find and read a routine by name or by path."""
    source, diagnostics = _read("scripts", asked)
    if source is None or has_errors(diagnostics):
        return None, diagnostics
    return parse(source)


def load_profile(asked: str) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """Find and read a voice profile by name or by path."""
    source, diagnostics = _read("voices", asked)
    if source is None or has_errors(diagnostics):
        return None, diagnostics
    return parse_profile(source)


def _read(kind: Kind, asked: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Read a file whole, but never more of it than a script may be."""
    named = {entry.name.casefold(): entry for entry in entries(kind)}
    entry = named.get(asked.casefold())
    path = entry.path if entry else Path(asked)
    try:
        if entry is None and not path.is_file():
            bare = Path(asked + _SUFFIXES[kind])
            path = bare if bare.is_file() else path
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None, (_missing(kind, asked, tuple(e.name for e in named.values())),)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"{asked} cannot be read: {reason}."
        help_ = "Check that it is a text file that you may read."
        return None, (Diagnostic("unreadable", "error", message, help_),)
    return decode(path.name if entry else str(path), data)


def _missing(kind: Kind, asked: str, names: tuple[str, ...]) -> Diagnostic:
    what = "routine" if kind == "scripts" else "voice"
    known = f"There is {', '.join(names)}; or give the path of a file."
    message = f"There is no {what} called `{asked}`."
    return Diagnostic(f"unknown-{what}", "error", message, suggestion(asked, names, known))


def _files(folder: Path, suffix: str) -> Iterator[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    yield from (path for path in paths if path.suffix == suffix and path.is_file())
