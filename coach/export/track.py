"""Exporting a track: from finished samples to one file, in the format that its suffix names."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from coach.export.mp3 import write_mp3
from coach.export.tags import id3
from coach.export.target import UnknownFormat, check_place, written_whole
from coach.export.wav import write_wav
from coach.score.timeline import Timeline

Blocks = Iterable[NDArray[np.int16]]
Format = Callable[[BinaryIO, Timeline, Blocks], None]


def _mp3(file: BinaryIO, timeline: Timeline, blocks: Blocks) -> None:
    """Write title and chapters, then the audio."""
    file.write(id3(timeline))
    write_mp3(file, blocks)


def _wav(file: BinaryIO, timeline: Timeline, blocks: Blocks) -> None:
    """Write the audio alone."""
    write_wav(file, timeline.frames, blocks)


FORMATS: Mapping[str, Format] = MappingProxyType({".mp3": _mp3, ".wav": _wav})
"""How to write a track, by the suffix of its file."""


def check_target(path: Path, *, overwrite: bool) -> None:
    """Check, before any of the work is done, that a track can be exported to a file.

    Raises:
        UnknownFormat: if the suffix names no known format.
        ExportError: as for `check_place`.
    """
    _format_of(path)
    check_place(path, overwrite=overwrite)


def export_track(
    path: Path,
    timeline: Timeline,
    blocks: Blocks,
    *,
    overwrite: bool,
    on_progress: Callable[[int], None],
) -> None:
    """Write a track to a file, whole or not at all.

    Args:
        path: the file; its suffix names the format.
        timeline: what the track is called, its chapters, its length.
        blocks: the finished samples, mono at 44,100 Hz.
        overwrite: whether a file that exists is replaced.
        on_progress: is told, after each block, how many frames are encoded.

    Raises:
        ExportError: if the file cannot be written.
        ValueError: if the blocks are not as long as the timeline.
    """
    write = _format_of(path)
    with written_whole(path, overwrite=overwrite) as file:
        write(file, timeline, _counted(blocks, timeline.frames, on_progress))


def _format_of(path: Path) -> Format:
    """Find the format that a suffix names."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        known = " or ".join(FORMATS)
        wrong = f"cannot be {path.suffix}" if path.suffix else "has no suffix"
        raise UnknownFormat(f"{path} {wrong}: the name of a track ends in {known}.") from None


def _counted(
    blocks: Blocks, frames: int, on_progress: Callable[[int], None]
) -> Iterator[NDArray[np.int16]]:
    """Pass blocks on, telling how far it is; check that they come to the whole track."""
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        on_progress(done)
    if done != frames:
        message = f"the blocks hold {done} frames, the timeline {frames}"
        raise ValueError(message)
