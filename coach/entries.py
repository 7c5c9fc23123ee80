"""What can be asked for by name: files of routines and of voices, shipped or the user's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coach.diagnostics import Diagnostic, find_nearest_name, write_suggestion

Kind = Literal["scripts", "voices"]

SUFFIXES: dict[Kind, str] = {"scripts": ".md", "voices": ".toml"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A routine or a voice that can be asked for by name."""

    name: str
    path: Path
    own: bool


def list_entries(kind: Kind, own_folder: Path | None) -> tuple[Entry, ...]:
    """List the files that ship and those in a folder of one's own, which hide them, in order."""
    entries: dict[str, Entry] = {}
    for folder, own in ((find_shipped_folder(kind), False), (own_folder, True)):
        for path in _list_files(folder, SUFFIXES[kind]) if folder else ():
            entries[path.stem] = Entry(path.stem, path, own)
    return tuple(entries[name] for name in sorted(entries))


def find_shipped_folder(kind: Kind) -> Path:
    """Return the folder of what ships: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "_data" / kind
    return installed if installed.is_dir() else package.parent / kind


def refuse_missing(kind: Kind, path: Path, names: tuple[str, ...]) -> Diagnostic:
    """Say that there is no file where a path says."""
    beside = map(str, _list_files(path.parent, SUFFIXES[kind]))
    meant = find_nearest_name(str(path), beside) or find_nearest_name(path.stem, names)
    command = "coach list" if kind == "scripts" else "coach voices"
    otherwise = f"Check the path, or give a name that `{command}` shows."
    help_text = f"Did you mean `{meant}`?" if meant else otherwise
    return Diagnostic("no-file", "error", f"There is no file {path}.", help_text)


def refuse_unknown(kind: Kind, asked: str, names: tuple[str, ...]) -> Diagnostic:
    """Say that there is nothing of a name."""
    what = "routine" if kind == "scripts" else "voice"
    known = f"There is {', '.join(names)}; or give the path of a file."
    message = f"There is no {what} called `{asked}`."
    return Diagnostic(f"unknown-{what}", "error", message, write_suggestion(asked, names, known))


def _list_files(folder: Path, suffix: str) -> Iterator[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    yield from (path for path in paths if path.suffix == suffix and path.is_file())
