"""Encodes a track with libsndfile, by way of soundfile."""

from contextlib import closing
from typing import BinaryIO

import soundfile

from coach.outputs.audio.library_file import lend_file
from coach.outputs.audio.recording import Recording
from coach.timing import SAMPLE_RATE


def write_sound_file(
    file: BinaryIO,
    recording: Recording,
    container: str,
    subtype: str,
    compression_level: float | None = None,
) -> None:
    """Write a track to an empty file.

    Args:
        file: binary, open for reading and writing.
        recording: the track.
        container: the name of the format.
        subtype: how its samples are encoded.
        compression_level: from 0 (the best) to 1 (the smallest).
    """
    with (
        lend_file(file) as target,
        soundfile.SoundFile(
            target,
            "w",
            SAMPLE_RATE,
            recording.channels,
            format=container,
            subtype=subtype,
            compression_level=compression_level,
        ) as sound,
        closing(recording.render_blocks()) as blocks,
    ):
        for block in blocks:
            sound.write(block)
            target.raise_failure()
