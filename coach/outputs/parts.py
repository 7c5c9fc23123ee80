"""A track in parts: a file for each chapter, a playlist and the cover, in a folder, whole or not.

The parts are cut at the chapters' own frames, each with its exact length, so that a player that
leaves no gaps plays the track; "next" on a headset then skips an exercise.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unicodedata import category, normalize

from coach.files import open_regular
from coach.outputs.content import TrackContent
from coach.outputs.cover.cover import convert_to_jpeg
from coach.outputs.label import Label
from coach.outputs.output_table import find_output
from coach.outputs.target import (
    ExportError,
    check_target_folder,
    open_part,
    open_target_folder,
)
from coach.printable import make_printable
from coach.score.timeline import Chapter
from coach.timing import SAMPLE_RATE

_PLAYLIST = ".m3u8"

_COVER = "folder.jpg"
"""The picture of a folder, by the name under which most players look for it."""

_DIGEST = "#COACH-SHA256"
"""Begins a line with the digest of a file beside the playlist, and its name: what an export may
replace is known by it."""

_MARK = "#COACH-END"
"""Begins the last line of a playlist, which has the digest of those before it."""

_LARGEST_PLAYLIST = 16_000_000
"""Bytes."""

_LEFT_BY_SYSTEMS = {".DS_Store", ".directory", "Thumbs.db", "desktop.ini"}
"""What file managers put into a folder that was looked at."""

_LONGEST_NAME, _MOST_BYTES = 80, 240
"""Characters of a chapter's title that go into a file's name, and their bytes: with a number and a
suffix it may have 255."""

_FIT = "_ ',()+-"
"""What goes into a name besides letters with their marks, and digits: some file system or other
does not take the rest, or a shell makes it awkward."""


def check_parts(path: Path, *, overwrite: bool) -> None:
    """Check, before any of the work is done, that a track can be written in parts.

    Raises:
        ExportError: as for `check_target_folder`, or if the folder holds anything but parts of a
            track.
    """
    folder = name_parts_folder(path)
    check_target_folder(folder, overwrite=overwrite)
    try:
        present = {each.name for each in folder.iterdir()} if folder.exists() else set()
        others = sorted(present - set(_list_unchanged(folder)) - _LEFT_BY_SYSTEMS)
    except OSError as error:
        raise ExportError(f"{folder} is not replaced: what is in it cannot be read.") from error
    if others:
        raise ExportError(
            f"{folder} is not replaced: {make_printable(others[0])} in it is not a part of a track "
            "as an export has written it. "
            "Give -o another name, or move it away."
        )


def write_parts(paths: Sequence[Path], content: TrackContent, *, overwrite: bool) -> None:
    """Write each chapter of a track to files of its own, in a folder with a playlist and the cover.

    Args:
        paths: the files that the whole track would have; the first, without its suffix, names the
            folder.
        content: the track.
        overwrite: whether a folder that is there, from an earlier time, is replaced.

    Raises:
        ExportError: if a file cannot be written.
    """
    path = paths[0]
    check_parts(path, overwrite=overwrite)
    label, folder = content.label, name_parts_folder(path)
    names = name_parts(label.chapters, path.suffix)
    with open_target_folder(folder, overwrite=overwrite) as made:
        for name, part in zip(names, content.cut_chapters(), strict=True):
            for suffix in (each.suffix for each in paths):
                beside = Path(name).with_suffix(suffix).name
                with open_part(made / beside, about=folder / beside) as file:
                    find_output(Path(beside)).write(file, part)
        if label.cover is not None:
            with open_part(made / _COVER, about=folder / _COVER) as file:
                file.write(convert_to_jpeg(label.cover))
        listing = folder.name + _PLAYLIST
        digests = {each.name: _compute_digest(each) for each in sorted(made.iterdir())}
        with open_part(made / listing, about=folder / listing) as file:
            file.write(write_playlist(label, names, digests).encode())


def name_parts_folder(path: Path) -> Path:
    """Return the folder for the parts of a track that would otherwise be one file."""
    return path.with_suffix("")


def name_parts(chapters: Sequence[Chapter], suffix: str) -> list[str]:
    """Name the files of the chapters, so that they sort in order and no two are alike."""
    digits = max(len(str(len(chapters))), 2)
    return [
        f"{number:0{digits}} {_write_file_name(chapter.title)}".rstrip() + suffix
        for number, chapter in enumerate(chapters, start=1)
    ]


def write_playlist(label: Label, names: Sequence[str], digests: Mapping[str, str | None]) -> str:
    """Write the playlist of a track in parts, as extended M3U in UTF-8.

    ``digests`` are those of all files that lie beside it.
    """
    lines = ["#EXTM3U", "#EXTENC:UTF-8", f"#PLAYLIST:{_write_on_one_line(label.title)}"]
    for chapter, name in zip(label.chapters, names, strict=True):
        seconds = chapter.frames / SAMPLE_RATE
        title = f"{label.artist} - {chapter.title}"
        lines += [f"#EXTINF:{seconds:.3f},{_write_on_one_line(title)}", name]
    lines += [f"{_DIGEST} {digest} {name}" for name, digest in digests.items()]
    text = "\n".join(lines) + "\n"
    return f"{text}{_make_signature(text.encode())}\n"


def _list_unchanged(folder: Path) -> Iterator[str]:
    """Name what earlier exports in parts wrote into a folder, and nobody has changed since."""
    for listing in folder.glob(f"*{_PLAYLIST}"):
        try:
            with open_regular(listing) as file:
                data = file.read(_LARGEST_PLAYLIST)
        except OSError:
            continue
        head, _, last = data.rstrip(b"\n").rpartition(b"\n")
        if last == _make_signature(head + b"\n").encode():
            yield listing.name
            lines = (line.split(" ", 2) for line in head.decode().split("\n"))
            known = {tuple(line[1:]) for line in lines if line[0] == _DIGEST and len(line) == 3}
            yield from (name for digest, name in known if _compute_digest(folder / name) == digest)


def _make_signature(text: bytes) -> str:
    """Return the last line of a playlist: the digest of those before it."""
    return f"{_MARK} {hashlib.sha256(text).hexdigest()}"


def _compute_digest(path: Path) -> str | None:
    """Return the SHA-256 of a regular file; None where there is none."""
    try:
        with open_regular(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _write_file_name(title: str) -> str:
    """Write a chapter's title with what every file system takes."""
    composed = normalize("NFC", title.replace("·", "-").replace(":", " -"))
    words = "".join(letter if _is_file_name_letter(letter) else " " for letter in composed)
    name = " ".join(words.split())[:_LONGEST_NAME].encode()
    return name[:_MOST_BYTES].decode(errors="ignore").strip(" .")


def _is_file_name_letter(letter: str) -> bool:
    return letter in _FIT or letter.isalnum() or category(letter).startswith("M")


def _write_on_one_line(text: str) -> str:
    return " ".join(text.split())
