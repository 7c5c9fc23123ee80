"""Formats that libsndfile encodes: WAV, FLAC and Vorbis."""

from contextlib import closing
from typing import BinaryIO

import soundfile

from coach.export.codecs.foreign_file import lent
from coach.export.recording import Recording
from coach.timing import SAMPLE_RATE


def write_sound(  # noqa: PLR0913 - what libsndfile must know
    file: BinaryIO,
    recording: Recording,
    *,
    container: str,
    subtype: str,
    compression: float | None = None,
    start: int = 0,
) -> None:
    """Encode a recording into a file, from ``start`` on, without any tags.

    Args:
        file: binary, open for reading and writing, and empty; what it raises comes out.
        recording: the track.
        container: libsndfile's name of the format: ``FLAC``.
        subtype: libsndfile's name of the encoding: ``PCM_16``.
        compression: from 0 (the best) to 1 (the smallest); None for what suits the format.
        start: how many bytes are left free before it.
    """
    with (
        lent(file, start) as target,
        soundfile.SoundFile(
            target,
            "w",
            SAMPLE_RATE,
            recording.channels,
            format=container,
            subtype=subtype,
            compression_level=compression,
        ) as sound,
        closing(recording.blocks()) as blocks,
    ):
        for block in blocks:
            sound.write(block)
            target.check()
