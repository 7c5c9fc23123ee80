"""A track as files beside each other, each in the format that its suffix names."""

from collections.abc import Iterable
from pathlib import Path

from coach.outputs.content import TrackContent
from coach.outputs.output_table import find_output
from coach.outputs.target import check_target, open_target


def check_files(paths: Iterable[Path], *, overwrite: bool) -> None:
    """Check, before any of the work is done, that files can be written.

    Raises:
        ExportError: as for `check_target`.
    """
    for path in paths:
        check_target(path, overwrite=overwrite)


def write_files(paths: Iterable[Path], content: TrackContent, *, overwrite: bool) -> None:
    """Write a track to files, each whole or not at all.

    Raises:
        ExportError: if a file cannot be written.
    """
    for path in paths:
        with open_target(path, overwrite=overwrite) as file:
            find_output(path).write(file, content)
