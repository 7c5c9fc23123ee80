"""Exporting a track: one file, in the format that its suffix names, and captions beside it."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from coach.outputs.captions.captions import FORMATS, Caption
from coach.outputs.job import Job
from coach.outputs.label import Label
from coach.outputs.table import format_of
from coach.outputs.target import check_place, written_whole


def check_track(path: Path, kinds: Iterable[str], *, overwrite: bool) -> None:
    """Check, before any of the work is done, that the files of a track can be written.

    Raises:
        ExportError: as for `check_place`.
    """
    for place in files_of(path, kinds):
        check_place(place, overwrite=overwrite)


def files_of(path: Path, kinds: Iterable[str]) -> tuple[Path, ...]:
    """Give the files of a track: its own, and those of its captions."""
    return path, *(_beside(path, kind) for kind in kinds)


def export_track(path: Path, job: Job, *, overwrite: bool) -> None:
    """Write a track to a file, and its captions beside it, each whole or not at all.

    Raises:
        ExportError: if a file cannot be written, or as for `coach.outputs.table.format_of`.
    """
    write = format_of(path, job.encoding).write
    with written_whole(path, overwrite=overwrite) as file:
        write(file, job.recording, job.encoding, job.label)
    for kind in job.kinds:
        with written_whole(_beside(path, kind), overwrite=overwrite) as file:
            write_captions(file, kind, job.captions, job.label)


def write_captions(file: BinaryIO, kind: str, captions: Iterable[Caption], label: Label) -> None:
    """Write captions of a kind to a file."""
    texts = FORMATS[kind](captions, label.title, label.language)
    file.writelines(text.encode() for text in texts)


def _beside(path: Path, kind: str) -> Path:
    return path.with_suffix(f".{kind}")
