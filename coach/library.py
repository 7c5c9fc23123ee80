"""The library: where routines and voices are found, and where what was spoken is kept."""

import re
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Self

from coach.consent import ACTS, Consents
from coach.diagnostics import (
    Checked,
    Diagnostic,
    Findings,
    SourceText,
    Span,
    has_errors,
)
from coach.entries import (
    SUFFIXES,
    Entry,
    Kind,
    list_entries,
    refuse_missing,
    refuse_unknown,
)
from coach.files import open_regular
from coach.languages import find_language, find_primary_subtag
from coach.languages.language import Language
from coach.packages import KOKORO, is_installed
from coach.programmes import ProgrammeFiller, ScriptFile, find_file_inside
from coach.script.front_matter import FrontMatter
from coach.script.parser import LARGEST_BYTES, decode_source, parse_bytes
from coach.script.routine import Routine
from coach.speech.profile import Candidate, Profile, parse_profile
from coach.store import Store
from coach.user_folders import UserFolders

_WORSE_THAN_SYSTEM = MappingProxyType({"darwin": ("pico", "espeak"), "win32": ("espeak",)})
"""The engines that ship whose voices are worse than those of the system itself, by platform."""

_ALLOWED = "allowed.json"
"""The file of what the user has allowed voices to do."""

_REFUSED = MappingProxyType({"program": "command"})
"""What a voice is refused for, where it is called otherwise than its request."""


class Library:
    """Routines and voices by name, and the store of what was spoken.

    One's own hide those that ship. A routine or a voice is asked for by its name or by a path.

    >>> [entry.name for entry in Library().list_entries("scripts")][:2]
    ['all-over-roll', 'calf-roll']

    Args:
        folder: holds one's own routines, in ``scripts``, and voices, in ``voices``; without one
            only those that ship are found.
        cache: the folder where spoken clips are kept for another time; without one none are.
    """

    def __init__(self, folder: Path | str | None = None, cache: Path | str | None = None) -> None:
        self.folder = None if folder is None else Path(folder)
        self._titles: dict[Path, str] = {}
        self.store = None if cache is None else Store(Path(cache))

    @classmethod
    def of_user(cls) -> Self:
        """Return the user's library, which the command line uses."""
        folders = UserFolders.find()
        return cls(folders.own, folders.cache)

    def list_entries(self, kind: Kind) -> tuple[Entry, ...]:
        """List what can be asked for by name, in order."""
        return list_entries(kind, self._find_own_folder(kind))

    def load_routine(self, asked: str) -> Routine:
        """Find a routine, and read it; its diagnostics say what is wrong.

        It is asked for by its name, by a path, by its title, or by a beginning of its name or
        title that no other routine has. A programme comes with its routines.
        """
        found = self._find_file("scripts", asked)
        if found.value is None:
            return Routine(SourceText(asked, ""), FrontMatter(""), diagnostics=found.diagnostics)
        return self.fill_programme(self.read_routine(found.value), found.value.path)

    def fill_programme(self, routine: Routine, path: Path | None = None) -> Routine:
        """Return a programme with its routines; ``path`` is its file, where it has one."""
        return (
            ProgrammeFiller(self).fill_members(routine, path) if routine.front.routines else routine
        )

    def read_routine(self, file: ScriptFile) -> Routine:
        """Read a script, without the routines that it lists."""
        read = _read_file(file)
        if read.value is None:
            return Routine(SourceText(file.name, ""), FrontMatter(""), diagnostics=read.diagnostics)
        return parse_bytes(file.name, read.value)

    def find_member(self, asked: str, folder: Path | None) -> Checked[ScriptFile | None]:
        """Find a routine by what a programme in a folder calls it; a path stays in the folder."""
        suffix = SUFFIXES["scripts"]
        if asked.endswith(suffix) or "/" in asked or "\\" in asked:
            if folder is None:
                return Checked(
                    None, (refuse_unknown("scripts", asked, self._list_names("scripts")),)
                )
            return find_file_inside(folder, asked)
        if entry := self._find_entry("scripts", asked):
            return Checked(ScriptFile(entry.path, entry.path.name))
        if folder and (folder / f"{asked}{suffix}").is_file():
            return find_file_inside(folder, f"{asked}{suffix}")
        return self._find_by_beginning(asked)

    def make_lasting_name(self, kind: Kind, asked: str) -> str:
        """Return the whole name, or the path in full of what has none: it is found anywhere."""
        found = self._find_file(kind, asked).value
        if found and (entry := self._find_entry(kind, found.path.stem)):
            return entry.name if entry.path == found.path else str(Path(asked).absolute())
        return str(Path(asked).absolute())

    def load_profile(self, asked: str) -> Checked[Profile | None]:
        """Find and read a voice profile by name or by path."""
        findings = Findings()
        file = findings.take_value(self._find_file("voices", asked))
        data = findings.take_value(_read_file(file)) if file else None
        if file is None or data is None:
            return findings.make_checked(None)
        source = findings.take_value(decode_source(file.name, data))
        profile = None if findings.has_errors() else findings.take_value(parse_profile(source))
        if profile is None:
            return findings.make_checked(None)
        entry = self._find_entry("voices", asked)
        folder = (entry.path if entry else Path(source.name)).parent
        folders = tuple(dict.fromkeys(filter(None, (folder, self._find_own_folder("voices")))))
        trusted = entry is not None and not entry.own
        return findings.make_checked(replace(profile, folders=folders, trusted=trusted))

    def load_default_profile(
        self, language: str, platform: str = sys.platform
    ) -> Checked[Profile | None]:
        """Load the voice profile of a language, where none is asked for.

        A neural voice speaks where its extra is installed.
        On macOS and Windows the system's own voice goes before the first of its that is worse.
        """
        known = find_language(language)
        name = _find_default_voice(known) if known else next(iter(self.find_voices(language)), None)
        if name is None:
            message = f"There is no voice for the language `{language[:20]}`."
            help_text = "Write a voice profile for it, and name it with `voice` or `--voice`."
            return Checked(None, (Diagnostic("no-voice", "error", message, help_text),))
        loaded = self.load_profile(name)
        profile = loaded.value
        if profile and profile.trusted:
            profile = replace(profile, candidates=_add_system_voice(profile, language, platform))
        return Checked(profile, loaded.diagnostics)

    def find_voice(self, routine: Routine, asked: str | None = None) -> Checked[Profile | None]:
        """Load the voice that is asked for, else the routine's own, else that of its language."""
        speaking = routine if routine.front.voice else routine.first
        front = speaking.front
        own = None if asked else front.voice
        name = own.value if own else asked
        if own:
            loaded = self._load_named_profile(own.value, speaking)
        elif name:
            loaded = self.load_profile(name)
        else:
            loaded = self.load_default_profile(front.language)
        diagnostics = loaded.diagnostics
        if loaded.value:
            diagnostics += self.check_language(loaded.value, front.language)
        if own:
            diagnostics = tuple(
                _anchor_diagnostic(each, speaking.source, own.span) for each in diagnostics
            )
        return Checked(None if has_errors(diagnostics) else loaded.value, diagnostics)

    def _load_named_profile(self, name: str, routine: Routine) -> Checked[Profile | None]:
        """Load the voice that a script names: by its name, or a path inside the script's folder."""
        if self._find_entry("voices", name):
            return self.load_profile(name)
        findings = Findings()
        found = find_file_inside(self.find_script_path(routine).parent, name, "script")
        file = findings.take_value(found)
        if file is None and not _is_path(name):
            return Checked(None, (refuse_unknown("voices", name, self._list_names("voices")),))
        loaded = findings.take_value(self.load_profile(file.name)) if file else None
        return findings.make_checked(loaded)

    def find_script_path(self, routine: Routine) -> Path:
        """Return the file of a script; those found by name lie in the library."""
        path = Path(routine.source.name)
        entry = self._find_entry("scripts", path.stem) if path.parent == Path() else None
        return entry.path if entry and not path.is_file() else path

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
        help_text = (
            f"Take one that speaks it: {others}." if others else "Take a voice that speaks it."
        )
        return (Diagnostic("wrong-language", "error", message, help_text),)

    @property
    def consents(self) -> Consents:
        """What the user has allowed voices to do."""
        return Consents(self.folder and self.folder / _ALLOWED, self._find_own_folder("voices"))

    def check_allowed(self, profile: Profile) -> tuple[Diagnostic, ...]:
        """Refuse a voice that does what its user has to allow, until that is done."""
        named = self._find_entry("voices", profile.name)
        folder = profile.folders[0] if profile.folders else Path()
        here = named is not None and named.path.parent == folder
        asked = profile.name if here else str(folder / f"{profile.name}.toml")
        return tuple(
            Diagnostic(
                f"{_REFUSED.get(request.kind, request.kind)}-not-allowed",
                "error",
                f"The voice `{profile.name}` {ACTS[request.kind]} that you have not "
                f"allowed: {request}",
                f"If you trust it: `coach voices allow {shlex.quote(asked)}`.",
            )
            for request in self.consents.find_requests(profile)
        )

    def _find_file(self, kind: Kind, asked: str) -> Checked[ScriptFile | None]:
        """Find the file of what is asked for by its name, a path, or a beginning of its name."""
        if entry := self._find_entry(kind, asked):
            return Checked(ScriptFile(entry.path, entry.path.name))
        suffix = SUFFIXES[kind]
        path = Path(asked)
        is_path = path.suffix == suffix or path.parent != Path()
        try:
            if not path.exists():
                path = Path(asked + suffix)
            if path.exists():
                return Checked(ScriptFile(path, str(path)))
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            return Checked(None, (_refuse_unreadable(asked, error),))
        if is_path:
            return Checked(None, (refuse_missing(kind, Path(asked), self._list_names(kind)),))
        if kind == "scripts":
            return self._find_by_beginning(asked)
        return Checked(None, (refuse_unknown(kind, asked, self._list_names(kind)),))

    def _find_by_beginning(self, asked: str) -> Checked[ScriptFile | None]:
        """Find the only routine with a title, else with this beginning of its name or title."""
        wanted = _fold_name(asked)
        named = [
            (entry, (_fold_name(entry.name), _fold_name(self._read_title(entry))))
            for entry in self.list_entries("scripts")
        ]
        found = [entry for entry, (_, title) in named if title == wanted] or [
            entry for entry, names in named if any(name.startswith(wanted) for name in names)
        ]
        if wanted and len(found) == 1:
            return Checked(ScriptFile(found[0].path, found[0].path.name))
        if not wanted or not found:
            return Checked(None, (refuse_unknown("scripts", asked, self._list_names("scripts")),))
        names = ", ".join(entry.name for entry in found)
        message = f"`{asked[:40]}` is the beginning of several routines: {names}."
        help_text = "Write more of the one that you mean."
        return Checked(None, (Diagnostic("ambiguous-routine", "error", message, help_text),))

    def _read_title(self, entry: Entry) -> str:
        """Read the title of a routine, once: a programme may name many that are not there."""
        if entry.path not in self._titles:
            routine = self.read_routine(ScriptFile(entry.path, entry.path.name))
            self._titles[entry.path] = routine.front.title
        return self._titles[entry.path]

    def _list_names(self, kind: Kind) -> tuple[str, ...]:
        return tuple(entry.name for entry in self.list_entries(kind))

    def _find_own_folder(self, kind: Kind) -> Path | None:
        return self.folder and self.folder / kind

    def _find_entry(self, kind: Kind, asked: str) -> Entry | None:
        """Find what is asked for by its name."""
        folded = asked.casefold()
        return next((e for e in self.list_entries(kind) if e.name.casefold() == folded), None)


def _find_default_voice(language: Language) -> str:
    """Return the voice of a language: the neural one, if it has one that is installed."""
    return language.neural_voice if has_neural_voice(language) else language.voice


def has_neural_voice(language: Language) -> bool:
    """Return whether a language has a neural voice in the extra ``kokoro``, which is installed."""
    return bool(language.neural_voice) and is_installed(*KOKORO)


def _add_system_voice(profile: Profile, language: str, platform: str) -> tuple[Candidate, ...]:
    """Return who speaks for a profile, with the system's own voice in its place."""
    candidates = profile.candidates
    worse = _WORSE_THAN_SYSTEM.get(platform, ())
    index = next((n for n, each in enumerate(candidates) if each.engine in worse), None)
    if index is None:
        return candidates
    system = Candidate("system", find_primary_subtag(language), tacit=True)
    return (*candidates[:index], system, *candidates[index:])


def _is_same(language: str, other: str) -> bool:
    return find_primary_subtag(language) == find_primary_subtag(other)


def _anchor_diagnostic(diagnostic: Diagnostic, source: SourceText, span: Span) -> Diagnostic:
    """Point a diagnostic that has no place of its own at what in the script asks for it."""
    return replace(diagnostic, source=source, span=span) if not diagnostic.source else diagnostic


def _read_file(file: ScriptFile) -> Checked[bytes | None]:
    """Read a file, but no more of it than a script may have."""
    try:
        with open_regular(file.path) as opened:
            return Checked(opened.read(LARGEST_BYTES + 1))
    except OSError as error:
        return Checked(None, (_refuse_unreadable(file.name, error),))


def _refuse_unreadable(asked: str, error: OSError | ValueError) -> Diagnostic:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    message = f"{asked} cannot be read: {reason}."
    help_text = "Check that it is a text file that you may read."
    return Diagnostic("unreadable", "error", message, help_text)


def _fold_name(name: str) -> str:
    """Fold a name to its words, so that it can be typed without hyphens."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith(SUFFIXES["voices"])
