"""The manifest: one line of JSON for each track in the folder of a batch.

It is written whole before the first track is made. It then grows by a line for each track that is
there, and is written whole again at the end. So a batch that was killed knows what is its own.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coach.batch.file_names import MANIFEST_NAME, fold_file_name
from coach.files import describe_refusal, open_regular
from coach.outputs.target import ExportError, open_target
from coach.score.adjustments import Typed, Written

_LARGEST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What the manifest says of one track.

    Attributes:
        row: its number in the table; None where the table does not name it any more.
        file: the name of its file.
        sha256: the SHA-256 of its file; None where it is not made yet.
        seconds: its length.
        adjusted: what is adjusted, by name.
        made_from: a digest of everything that its bytes depend on.
    """

    row: int | None
    file: str
    sha256: str | None
    seconds: float
    adjusted: Typed
    made_from: str


class Manifest:
    """The manifest of a folder, as it was found and as it becomes.

    Raises `coach.outputs.target.ExportError` where it cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / MANIFEST_NAME
        self._entries = {fold_file_name(each.file): each for each in _read_entries(self._path)}

    def find_entry(self, file: str) -> ManifestEntry | None:
        """Return what is known of a file, if it is the track of a batch."""
        return self._entries.get(fold_file_name(file))

    def plan_entries(self, entries: Iterable[ManifestEntry]) -> None:
        """Take the tracks of a table into the manifest, and write it.

        A track of an earlier table stays in it as long as its file is there.
        """
        kept = {
            name: replace(each, row=None)
            for name, each in self._entries.items()
            if (self._path.parent / each.file).exists()
        }
        planned = {fold_file_name(each.file): each for each in entries}
        others = {name: each for name, each in kept.items() if name not in planned}
        self._entries = {**planned, **others}
        self.write_whole()

    def add_made(self, entry: ManifestEntry) -> None:
        """Note that a track is made."""
        self._entries[fold_file_name(entry.file)] = entry
        try:
            with self._path.open("ab") as file:
                file.write(_write_line(entry))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ExportError(
                f"{self._path} cannot be written: {describe_refusal(error)}."
            ) from error

    def write_whole(self) -> None:
        """Write the manifest with one line for each track."""
        with open_target(self._path, overwrite=True) as file:
            file.writelines(map(_write_line, self._entries.values()))


def _write_line(entry: ManifestEntry) -> bytes:
    line = {
        "row": entry.row,
        "file": entry.file,
        "sha256": entry.sha256,
        "seconds": entry.seconds,
        "adjusted": dict(entry.adjusted),
        "made_from": entry.made_from,
    }
    return json.dumps(line, ensure_ascii=False).encode(errors="replace") + b"\n"


def _read_entries(path: Path) -> list[ManifestEntry]:
    """Read a manifest; the last line of a file counts, and one that was cut short does not."""
    try:
        with open_regular(path) as file:
            data = file.read(_LARGEST_BYTES)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {describe_refusal(error)}.") from error
    lines = (_read_line(line) for line in data.splitlines())
    return [each for each in lines if each]


def _read_line(line: bytes) -> ManifestEntry | None:
    try:
        match json.loads(line):
            case {
                "row": int() | None as row,
                "file": str(file),
                "sha256": str() | None as sha256,
                "seconds": int() | float() as seconds,
                "adjusted": dict(adjusted),
                "made_from": str(made_from),
            } if fold_file_name(file) and "/" not in file and "\\" not in file:
                return ManifestEntry(row, file, sha256, seconds, _keep_typed(adjusted), made_from)
    except (ValueError, RecursionError):
        pass
    return None


def _keep_typed(adjusted: Mapping[str, object]) -> Typed:
    """Return adjustments as they are written; lists of JSON become tuples."""
    kept: dict[str, Written] = {}
    for name, value in adjusted.items():
        if isinstance(value, (str, bool)):
            kept[name] = value
        elif isinstance(value, list):
            kept[name] = tuple(map(str, value))
    return kept
