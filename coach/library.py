"""The library: where routines and voices are found, and where what was spoken is kept."""

import hashlib
import json
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self

import platformdirs

from coach.diagnostics import (
    Checked,
    Diagnostic,
    Findings,
    Source,
    Span,
    has_errors,
    nearest,
    suggestion,
)
from coach.files import replacing
from coach.languages import find_language, primary
from coach.script.model import FrontMatter
from coach.script.parser import LARGEST, decode, parse_bytes
from coach.script.routine import Routine
from coach.speech.profile import Candidate, Profile, parse_profile
from coach.store import Store

Kind = Literal["scripts", "voices"]

_WORSE_THAN_SYSTEM = MappingProxyType({"darwin": ("pico", "espeak"), "win32": ("espeak",)})
"""The engines that ship whose voices are worse than those of the system itself, by platform."""

_SUFFIXES: dict[Kind, str] = {"scripts": ".md", "voices": ".toml"}
_HOME = "COACH_HOME"
_ALLOWED = "allowed.json"
"""The file of the programs that the user has allowed voices to run."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A routine or a voice that can be asked for by name."""

    name: str
    path: Path
    own: bool


@dataclass(frozen=True, slots=True)
class UserFolders:
    """Where a user's own things lie.

    Attributes:
        own: holds routines, in ``scripts``, and voices, in ``voices``.
        cache: what is kept to save time.
        state: what is kept from one time to the next.
    """

    own: Path
    cache: Path
    state: Path

    @classmethod
    def find(cls) -> Self:
        """Return the folders of this system; the environment variable COACH_HOME moves them."""
        if home := os.environ.get(_HOME):
            return cls(Path(home), Path(home, "cache"), Path(home))
        return cls(
            platformdirs.user_data_path("coach", appauthor=False),
            platformdirs.user_cache_path("coach", appauthor=False) / "cache",
            platformdirs.user_state_path("coach", appauthor=False),
        )

    @property
    def routines(self) -> Path:
        """The folder of routines."""
        return self.own / "scripts"

    @property
    def voices(self) -> Path:
        """The folder of voices."""
        return self.own / "voices"

    @property
    def bookmark(self) -> Path:
        """The file that keeps where playing stopped."""
        return self.state / "bookmark.json"


class Library:
    """Routines and voices by name, and the store of what was spoken.

    One's own hide those that ship. A routine or a voice is asked for by its name or by a path.

    >>> [entry.name for entry in Library().list_entries("scripts")][:2]
    ['calf-roll', 'donkey-calf-raise']

    Args:
        folder: holds one's own routines, in ``scripts``, and voices, in ``voices``; without one
            only those that ship are found.
        cache: the folder where spoken clips are kept for another time; without one none are.
    """

    def __init__(self, folder: Path | str | None = None, cache: Path | str | None = None) -> None:
        self.folder = None if folder is None else Path(folder)
        self.store = None if cache is None else Store(Path(cache))

    @classmethod
    def of_user(cls) -> Self:
        """Return the user's library, which the command line uses."""
        folders = UserFolders.find()
        return cls(folders.own, folders.cache)

    def list_entries(self, kind: Kind) -> tuple[Entry, ...]:
        """List what can be asked for by name, in order."""
        found: dict[str, Entry] = {}
        for folder, own in ((find_shipped_folder(kind), False), (self._own_folder(kind), True)):
            for path in _list_files(folder, _SUFFIXES[kind]) if folder else ():
                found[path.stem] = Entry(path.stem, path, own)
        return tuple(found[name] for name in sorted(found))

    def load_routine(self, asked: str) -> Routine:
        """Find a routine by name or by path, and read it; its diagnostics say what is wrong."""
        file = self._read("scripts", asked)
        if file.value is None:
            return Routine(Source(asked, ""), FrontMatter(""), diagnostics=file.diagnostics)
        return parse_bytes(*file.value)

    def make_lasting(self, kind: Kind, asked: str) -> str:
        """Return a name, or the path in full of what has none: it is found from any folder."""
        return asked if self._find_entry(kind, asked) else str(Path(asked).absolute())

    def load_profile(self, asked: str) -> Checked[Profile | None]:
        """Find and read a voice profile by name or by path."""
        findings = Findings()
        file = findings.take(self._read("voices", asked))
        if file is None:
            return findings.checked(None)
        source = findings.take(decode(*file))
        profile = None if findings.has_errors() else findings.take(parse_profile(source))
        if profile is None:
            return findings.checked(None)
        entry = self._find_entry("voices", asked)
        folder = (entry.path if entry else Path(source.name)).parent
        folders = tuple(dict.fromkeys(filter(None, (folder, self._own_folder("voices")))))
        trusted = entry is not None and not entry.own
        return findings.checked(replace(profile, folders=folders, trusted=trusted))

    def load_default_profile(
        self, language: str, platform: str = sys.platform
    ) -> Checked[Profile | None]:
        """Load the voice profile of a language, where none is asked for.

        On macOS and Windows the system's own voice goes before the first of its that is worse.
        """
        known = find_language(language)
        name = known.voice if known else next(iter(self.find_voices(language)), None)
        if name is None:
            message = f"There is no voice for the language `{language[:20]}`."
            help_ = "Write a voice profile for it, and name it with `voice` or `--voice`."
            return Checked(None, (Diagnostic("no-voice", "error", message, help_),))
        loaded = self.load_profile(name)
        profile = loaded.value
        if profile and profile.trusted:
            profile = replace(profile, candidates=_add_system_voice(profile, language, platform))
        return Checked(profile, loaded.diagnostics)

    def find_voice(self, routine: Routine, asked: str | None = None) -> Checked[Profile | None]:
        """Load the voice that is asked for, else the routine's own, else that of its language."""
        front = routine.front
        own = None if asked else front.voice
        name = own.value if own else asked
        loaded = self.load_profile(name) if name else self.load_default_profile(front.language)
        diagnostics = loaded.diagnostics
        if loaded.value:
            diagnostics += self.check_language(loaded.value, front.language)
        if own:
            diagnostics = tuple(_anchor(each, routine.source, own.span) for each in diagnostics)
        return Checked(None if has_errors(diagnostics) else loaded.value, diagnostics)

    def find_voices(self, language: str) -> tuple[str, ...]:
        """Return the names of the voices that speak a language, whatever its country."""
        names = [entry.name for entry in self.list_entries("voices")]
        loaded = ((name, self.load_profile(name).value) for name in names)
        return tuple(name for name, each in loaded if each and _is_same(each.language, language))

    def check_language(self, profile: Profile, language: str) -> tuple[Diagnostic, ...]:
        """Refuse a voice that does not speak a routine's language."""
        if _is_same(profile.language, language):
            return ()
        others = ", ".join(self.find_voices(language))
        message = (
            f"The voice `{profile.name}` speaks `{profile.language}`, and the routine is in "
            f"`{language[:20]}`."
        )
        help_ = f"Take one that speaks it: {others}." if others else "Take a voice that speaks it."
        return (Diagnostic("wrong-language", "error", message, help_),)

    def check_allowed(self, profile: Profile) -> tuple[Diagnostic, ...]:
        """Refuse a voice that runs a program, until its user has allowed that once."""
        named = self._find_entry("voices", profile.name)
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
            for command in self.find_commands_to_allow(profile)
        )

    def find_commands_to_allow(self, profile: Profile) -> tuple[tuple[str, ...], ...]:
        """Return the commands of a profile that its user has not allowed; what ships may run."""
        if profile.trusted or not profile.commands:
            return ()
        allowed = self._read_allowed()
        return tuple(c for c in profile.commands if _fingerprint(c) not in allowed)

    def allow(self, commands: Sequence[Sequence[str]]) -> None:
        """Remember that commands may be run, by all their words: a changed one is another.

        Raises ValueError where the library has no folder of one's own.
        """
        if self.folder is None:
            raise ValueError("A library without a folder remembers nothing.")
        allowed = self._read_allowed() | {_fingerprint(c): shlex.join(c) for c in commands}
        with replacing(self.folder / _ALLOWED) as file:
            file.write(json.dumps(allowed, indent=2).encode())

    def _read_allowed(self) -> dict[str, str]:
        """Return the commands that may be run, by their fingerprints."""
        if self.folder is None:
            return {}
        try:
            kept = json.loads((self.folder / _ALLOWED).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _read(self, kind: Kind, asked: str) -> Checked[tuple[str, bytes] | None]:
        """Read a file, but no more of it than a script may have; return its name and data."""
        entry = self._find_entry(kind, asked)
        path = entry.path if entry else Path(asked)
        try:
            if entry is None and not path.is_file():
                bare = Path(asked + _SUFFIXES[kind])
                path = bare if bare.is_file() else path
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except FileNotFoundError:
            names = tuple(entry.name for entry in self.list_entries(kind))
            if path.suffix == _SUFFIXES[kind] or path.parent != Path():
                return Checked(None, (_refuse_missing(kind, path, names),))
            return Checked(None, (_refuse_unknown(kind, asked, names),))
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            message = f"{asked} cannot be read: {reason}."
            help_ = "Check that it is a text file that you may read."
            return Checked(None, (Diagnostic("unreadable", "error", message, help_),))
        return Checked((path.name if entry else str(path), data))

    def _own_folder(self, kind: Kind) -> Path | None:
        return self.folder and self.folder / kind

    def _find_entry(self, kind: Kind, asked: str) -> Entry | None:
        """Find what is asked for by its name."""
        folded = asked.casefold()
        return next((e for e in self.list_entries(kind) if e.name.casefold() == folded), None)


def find_shipped_folder(kind: Kind) -> Path:
    """Return the folder of what ships: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "_data" / kind
    return installed if installed.is_dir() else package.parent / kind


def _add_system_voice(profile: Profile, language: str, platform: str) -> tuple[Candidate, ...]:
    """Return who speaks for a profile, with the system's own voice in its place."""
    candidates = profile.candidates
    worse = _WORSE_THAN_SYSTEM.get(platform, ())
    place = next((n for n, each in enumerate(candidates) if each.engine in worse), None)
    if place is None:
        return candidates
    system = Candidate("system", primary(language), tacit=True)
    return (*candidates[:place], system, *candidates[place:])


def _fingerprint(command: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(command)).encode()).hexdigest()


def _is_same(language: str, other: str) -> bool:
    return primary(language) == primary(other)


def _anchor(diagnostic: Diagnostic, source: Source, span: Span) -> Diagnostic:
    """Point a diagnostic that has no place of its own at what in the script asks for it."""
    return replace(diagnostic, source=source, span=span) if not diagnostic.source else diagnostic


def _refuse_missing(kind: Kind, path: Path, names: tuple[str, ...]) -> Diagnostic:
    """Say that there is no file where a path says."""
    beside = map(str, _list_files(path.parent, _SUFFIXES[kind]))
    meant = nearest(str(path), beside) or nearest(path.stem, names)
    command = "coach list" if kind == "scripts" else "coach voices"
    otherwise = f"Check the path, or give a name that `{command}` shows."
    help_ = f"Did you mean `{meant}`?" if meant else otherwise
    return Diagnostic("no-file", "error", f"There is no file {path}.", help_)


def _refuse_unknown(kind: Kind, asked: str, names: tuple[str, ...]) -> Diagnostic:
    what = "routine" if kind == "scripts" else "voice"
    known = f"There is {', '.join(names)}; or give the path of a file."
    message = f"There is no {what} called `{asked}`."
    return Diagnostic(f"unknown-{what}", "error", message, suggestion(asked, names, known))


def _list_files(folder: Path, suffix: str) -> Iterator[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    yield from (path for path in paths if path.suffix == suffix and path.is_file())
