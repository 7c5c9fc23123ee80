"""What a voice of somebody else may do only after its user has allowed it.

A program that a profile names is run, and a model or recordings outside the user's own voices are
read, as they were when the user saw them: what is allowed is these words, this program, these files
and this folder.
"""

import hashlib
import json
import os
import re
import shlex
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from coach.files import open_regular, read_json, replace_file
from coach.speech.profile import Profile

_MODEL = ".onnx"

_PLAIN = re.compile(r"[\w@%+=:,./{}~-]+", re.ASCII)
"""A word that says what it is without quotes."""


ACTS = MappingProxyType(
    {"program": "runs a program", "model": "reads a model", "recordings": "reads recordings"}
)
"""What a voice does, by the kind of its request."""


@dataclass(frozen=True, slots=True)
class Request:
    """Something that a voice wants to do, and that its user has to allow.

    Attributes:
        kind: whether a program is run, or a model or recordings are read.
        words: the command, or the path of the model or of the folder of recordings.
        program: the program that the first word stands for, its links followed.
        folder: where it is run; of recordings, where they lie, its links followed.
        files: each file that is named, its links followed, with its SHA-256.
    """

    kind: Literal["program", "model", "recordings"]
    words: tuple[str, ...]
    program: str
    folder: str
    files: tuple[tuple[str, str], ...]

    @property
    def fingerprint(self) -> str:
        """What a request is known by: another one has another."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()

    def __str__(self) -> str:
        return write_words(self.words)

    def describe_lines(self) -> Iterator[str]:
        """Yield lines that say all that is asked for."""
        yield f"The voice {ACTS[self.kind]}: {self}"
        if self.kind == "recordings":
            yield f"  {len(self.files)} files, all in the folder: {write_words([self.folder])}"
            return
        if self.kind == "program":
            yield f"  the program: {write_words(filter(None, [self.program])) or 'not found'}"
            yield f"  in the folder: {write_words([self.folder])}"
        for path, digest in self.files:
            yield f"  the file: {write_words([path])} (SHA-256 {digest[:16]}…)"


class Consents:
    """What a user has allowed, kept in a file.

    Args:
        path: the file; None where nothing is remembered, and so nothing is allowed.
        own: the user's own folder of voices.
    """

    def __init__(self, path: Path | None, own: Path | None) -> None:
        self._path = path
        self._own = own

    def find_requests(self, profile: Profile) -> tuple[Request, ...]:
        """Return what a voice wants to do that is not allowed; what ships may do all."""
        if profile.trusted:
            return ()
        allowed = self._read_file()
        asked = (
            *_request_programs(profile),
            *_request_models(profile, self._own),
            *_find_recordings(profile, self._own),
        )
        return tuple(each for each in asked if each.fingerprint not in allowed)

    def allow(self, requests: Iterable[Request]) -> None:
        """Remember what is allowed.

        Raises ValueError where nothing is remembered.
        """
        if self._path is None:
            raise ValueError("A library without a folder remembers nothing.")
        allowed = self._read_file() | {each.fingerprint: str(each) for each in requests}
        with replace_file(self._path) as file:
            file.write(json.dumps(allowed, indent=2).encode())

    def _read_file(self) -> dict[str, object]:
        data = read_json(self._path) if self._path else None
        return data if isinstance(data, dict) else {}


def write_words(words: Iterable[str]) -> str:
    r"""Write a command so that every character of it is seen.

    >>> write_words(["sh", "-c", "echo \u202e\n", "Ваня"])
    'sh -c "echo \\u202e\\n" "\\u0412\\u0430\\u043d\\u044f"'
    """
    return " ".join(word if _PLAIN.fullmatch(word) else json.dumps(word) for word in words)


def find_program(command: tuple[str, ...], folder: Path) -> str:
    """Return the file of the program that a command runs; empty where there is none."""
    name = command[0]
    if os.sep in name or (os.altsep and os.altsep in name):
        found = str(folder / Path(name).expanduser())
        return os.path.realpath(found) if Path(found).is_file() else ""
    return os.path.realpath(there) if (there := shutil.which(name)) else ""


def _request_programs(profile: Profile) -> Iterator[Request]:
    folder = profile.home
    for command in profile.commands:
        program = find_program(command, folder)
        names = {name for word in command[1:] for name in _list_names(word)}
        paths = {os.path.realpath(folder / Path(name)) for name in names}
        files = dict(_digest_files(sorted({program, *paths})))
        yield Request("program", command, program, str(folder), tuple(files.items()))


def _request_models(profile: Profile, own: Path | None) -> Iterator[Request]:
    """Find the models outside the user's own voices."""
    for candidate in profile.candidates:
        if candidate.engine != "piper":
            continue
        name = candidate.voice
        named = [Path(name).expanduser()] if name.endswith(_MODEL) else []
        candidates = named or [folder / f"{name}{_MODEL}" for folder in profile.folders]
        path = next((each for each in candidates if each.is_file()), None)
        if path is None or _is_own(path, own):
            continue
        files = _digest_files([os.path.realpath(path), os.path.realpath(f"{path}.json")])
        yield Request("model", (str(path),), "", str(profile.home), tuple(files))


def _find_recordings(profile: Profile, own: Path | None) -> Iterator[Request]:
    """Find the folders of recordings outside the user's own voices."""
    from coach.speech.recordings import find_recordings, list_files  # noqa: PLC0415 - loads numpy

    for candidate in profile.candidates:
        if candidate.engine != "recorded":
            continue
        folder = find_recordings(profile.folders, candidate.voice)
        if folder is None or _is_own(folder, own):
            continue
        real = Path(os.path.realpath(folder))
        files = _digest_files(str(real / name) for name in list_files(folder))
        yield Request("recordings", (str(folder),), "", str(real), tuple(files))


def _is_own(path: Path, own: Path | None) -> bool:
    """Return whether something lies, its links followed, in the user's own folder."""
    return bool(own and Path(os.path.realpath(path)).is_relative_to(own.resolve()))


def _list_names(word: str) -> Iterator[str]:
    """List what in a word of a command may name a file."""
    pieces = [word]
    with suppress(ValueError):  # a quote that is not closed
        pieces += shlex.split(word)
    for piece in pieces:
        yield piece
        yield piece.partition("=")[2]


def _digest_files(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        with suppress(OSError, ValueError), open_regular(Path(path)) as file:
            yield path, hashlib.file_digest(file, "sha256").hexdigest()
