"""Opus of a track, in Ogg: the best of the formats at low bit rates."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import soxr
from mutagen.oggopus import OggOpus
from numpy.typing import NDArray

from coach.export.codecs.foreign_file import lent
from coach.export.codecs.pyav import audio_frame, check_extra, floating, layout
from coach.export.encoding import Blocks, Encoding
from coach.export.label import Label
from coach.export.tags.vorbis_comments import tag_ogg
from coach.timing import SAMPLE_RATE

BITRATE = 48
"""kbit/s of a channel, unless said otherwise."""

_RATE = 48_000
"""Frames in a second: Opus knows no other rate of this order."""


def write_opus(file: BinaryIO, blocks: Blocks, encoding: Encoding, label: Label) -> None:
    """Write a track as Opus.

    Args:
        file: binary, open for reading and writing, and empty.
        blocks: the track.
        encoding: its channels, and its bit rate, around which Opus varies as the sound needs.
        label: what is said of it.

    Raises:
        MissingExtra: if PyAV is not installed.
    """
    check_extra()
    import av  # noqa: PLC0415 - the extra need not be installed

    with lent(file) as target, av.open(target, "w", format="opus") as container:
        encoder = container.add_stream(
            "libopus",
            _RATE,
            layout=layout(encoding.channels),
            bit_rate=(encoding.bitrate or BITRATE * encoding.channels) * 1000,
            format="flt",
            # Without it Opus changes to and fro between two ways of coding, and speech peaks there.
            options={"application": "lowdelay"},
        )
        at = 0
        for block in _resampled(blocks, encoding.channels):
            if len(block):
                container.mux(encoder.encode(audio_frame(block, at, _RATE)))
                at += len(block)
            target.check()
        container.mux(encoder.encode(None))
    tag_ogg(file, label, OggOpus)


def _resampled(blocks: Blocks, channels: int) -> Iterator[NDArray[np.float32]]:
    """Give the blocks at Opus's rate, in place, and as long as before to the nearest frame."""
    resampler = soxr.ResampleStream(SAMPLE_RATE, _RATE, channels, dtype="float32")
    nothing = np.empty(0 if channels == 1 else (0, channels), np.float32)
    for block in blocks:
        yield resampler.resample_chunk(floating(block))
    yield resampler.resample_chunk(nothing, last=True)
