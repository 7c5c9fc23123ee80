"""Where routines and voices are found: the user's own folder, those that ship, or a path."""

import hashlib
import json
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import platformdirs

from coach.diagnostics import Checked, Diagnostic, Findings, Source, suggestion
from coach.files import replacing
from coach.languages import find_language, primary
from coach.script.model import FrontMatter, Routine
from coach.script.parser import LARGEST, decode, parse_bytes
from coach.speech.profile import Candidate, Profile, parse_profile
from coach.store import Store

Kind = Literal["scripts", "voices"]

_WORSE_THAN_SYSTEM = MappingProxyType({"darwin": ("pico", "espeak"), "win32": ("espeak",)})
"""The engines that ship whose voices are worse than those of the system itself, by platform."""

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


def load_routine(asked: str) -> Routine:
    """Find a routine by name or by path, and read it; its diagnostics say what is wrong."""
    file = _read("scripts", asked)
    if file.value is None:
        return Routine(Source(asked, ""), FrontMatter(""), diagnostics=file.diagnostics)
    return parse_bytes(*file.value)


def lasting(kind: Kind, asked: str) -> str:
    """Word what is asked for so that it is found from any folder: a path in full."""
    return asked if _entry(kind, asked) else str(Path(asked).absolute())


def load_profile(asked: str) -> Checked[Profile | None]:
    """Find and read a voice profile by name or by path."""
    findings = Findings()
    file = findings.take(_read("voices", asked))
    if file is None:
        return findings.checked(None)
    source = findings.take(decode(*file))
    profile = None if findings.has_errors() else findings.take(parse_profile(source))
    if profile is None:
        return findings.checked(None)
    entry = _entry("voices", asked)
    folder = (entry.path if entry else Path(source.name)).parent
    folders = tuple(dict.fromkeys((folder, user_folder("voices"))))
    trusted = entry is not None and not entry.own
    return findings.checked(replace(profile, folders=folders, trusted=trusted))


def default_profile(language: str, platform: str = sys.platform) -> Checked[Profile | None]:
    """Give the voice profile of a language, where none is asked for.

    On macOS and Windows the system's own voice goes before the first of its that is worse.
    """
    known = find_language(language)
    name = known.voice if known else next(iter(voices_of(language)), None)
    if name is None:
        message = f"There is no voice for the language `{language[:20]}`."
        help_ = "Write a voice profile for it, and name it with `voice` or `--voice`."
        return Checked(None, (Diagnostic("no-voice", "error", message, help_),))
    loaded = load_profile(name)
    profile = loaded.value
    if profile and profile.trusted:
        profile = replace(profile, candidates=_add_system_voice(profile, language, platform))
    return Checked(profile, loaded.diagnostics)


def _add_system_voice(profile: Profile, language: str, platform: str) -> tuple[Candidate, ...]:
    """Return who speaks for a profile, with the system's own voice in its place."""
    candidates = profile.candidates
    worse = _WORSE_THAN_SYSTEM.get(platform, ())
    place = next((n for n, each in enumerate(candidates) if each.engine in worse), None)
    if place is None:
        return candidates
    system = Candidate("system", primary(language), tacit=True)
    return (*candidates[:place], system, *candidates[place:])


def voice_of(routine: Routine) -> Checked[Profile | None]:
    """Return the voice profile that a routine asks for, else that of its language."""
    front = routine.front
    found = load_profile(front.voice.value) if front.voice else default_profile(front.language)
    if found.value is None:
        return found
    wrong = wrong_language(found.value, front.language)
    return Checked(None if wrong else found.value, (*found.diagnostics, *wrong))


def voices_of(language: str) -> tuple[str, ...]:
    """Name the voice profiles that speak a language, whatever its country."""
    found = ((entry.name, load_profile(entry.name).value) for entry in entries("voices"))
    return tuple(name for name, profile in found if profile and _same(profile.language, language))


def wrong_language(profile: Profile, language: str) -> tuple[Diagnostic, ...]:
    """Refuse a voice that does not speak a routine's language."""
    if _same(profile.language, language):
        return ()
    others = ", ".join(voices_of(language))
    message = (
        f"The voice `{profile.name}` speaks `{profile.language}`, and the routine is in "
        f"`{language[:20]}`."
    )
    help_ = f"Take one that speaks it: {others}." if others else "Take a voice that speaks it."
    return (Diagnostic("wrong-language", "error", message, help_),)


def unallowed(profile: Profile) -> tuple[Diagnostic, ...]:
    """Refuse a voice that runs a program, until its user allowed that once."""
    named = _entry("voices", profile.name)
    folder = profile.folders[0] if profile.folders else Path()
    here = named is not None and named.path.parent == folder
    asked = profile.name if here else str(folder / f"{profile.name}.toml")
    return tuple(
        Diagnostic(
            "command-not-allowed",
            "error",
            f"The voice `{profile.name}` runs a program that you have not allowed: "
            f"{shlex.join(command)[:200]}",
            f"If you trust it: `coach voices allow {shlex.quote(asked)}`.",
        )
        for command in to_allow(profile)
    )


def to_allow(profile: Profile) -> tuple[tuple[str, ...], ...]:
    """Give the commands of a profile that its user has not allowed. What ships needs no leave."""
    if profile.trusted or not profile.commands:
        return ()
    allowed = _allowed()
    return tuple(c for c in profile.commands if _fingerprint(c) not in allowed)


def allow(commands: Sequence[Sequence[str]]) -> None:
    """Remember that commands may be run, by all that they are: a changed one is another."""
    allowed = _allowed() | {_fingerprint(c): shlex.join(c) for c in commands}
    with replacing(_allowed_file()) as file:
        file.write(json.dumps(allowed, indent=2).encode())


def _allowed() -> dict[str, str]:
    """Give the commands that may be run, by their fingerprints."""
    try:
        kept = json.loads(_allowed_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _allowed_file() -> Path:
    return user_folder("voices").parent / "allowed.json"


def _fingerprint(command: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(command)).encode()).hexdigest()


def _same(language: str, other: str) -> bool:
    return primary(language) == primary(other)


def _read(kind: Kind, asked: str) -> Checked[tuple[str, bytes] | None]:
    """Read a file whole, but never more of it than a script may be; return its name and data."""
    entry = _entry(kind, asked)
    path = entry.path if entry else Path(asked)
    try:
        if entry is None and not path.is_file():
            bare = Path(asked + _SUFFIXES[kind])
            path = bare if bare.is_file() else path
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Checked(None, (_missing(kind, asked, tuple(e.name for e in entries(kind))),))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"{asked} cannot be read: {reason}."
        help_ = "Check that it is a text file that you may read."
        return Checked(None, (Diagnostic("unreadable", "error", message, help_),))
    return Checked((path.name if entry else str(path), data))


def _entry(kind: Kind, asked: str) -> Entry | None:
    """Find what is asked for by its name."""
    return next((e for e in entries(kind) if e.name.casefold() == asked.casefold()), None)


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
