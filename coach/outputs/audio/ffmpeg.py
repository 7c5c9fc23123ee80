"""Encodes and muxes a track with FFmpeg's libraries, by way of PyAV."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, BinaryIO, Literal

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from coach.outputs.audio.library_file import lend_file
from coach.outputs.audio.recording import Recording, Samples
from coach.score.timeline import Chapter
from coach.timing import SAMPLE_RATE

_FULL_SCALE = 32_768

_NO_DATES = {"fflags": "+bitexact"}
"""With it FFmpeg writes neither dates nor versions: the same track has the same bytes."""


@dataclass(frozen=True, slots=True)
class Muxing:
    """How FFmpeg encodes a track, and the container it muxes it into.

    Attributes:
        container: the name of the muxer.
        container_options: what the muxer is told.
        codec: the name of the encoder.
        codec_options: what the encoder is told.
        bitrate: in bit/s.
        rate: the frames a second that are encoded.
    """

    container: str
    container_options: Mapping[str, str]
    codec: Literal["aac", "libopus"]
    codec_options: Mapping[str, str]
    bitrate: int
    rate: int = SAMPLE_RATE


def mux_recording(
    file: BinaryIO,
    recording: Recording,
    muxing: Muxing,
    language: str = "und",
    chapters: Sequence[Chapter] = (),
) -> None:
    """Write a track to an empty file, with the same bytes every time.

    Args:
        file: binary, open for writing.
        recording: the track.
        muxing: how it is encoded.
        language: of the words, as ISO 639-2 has it.
        chapters: those that the container lists.
    """
    layout = "mono" if recording.channels == 1 else "stereo"
    with (
        lend_file(file) as target,
        av.open(
            target,
            "w",
            format=muxing.container,
            container_options={**_NO_DATES, **muxing.container_options},
        ) as container,
        closing(recording.render_blocks()) as blocks,
    ):
        container.set_chapters(_list_chapters(chapters))
        stream = container.add_stream(
            muxing.codec, muxing.rate, layout=layout, options=dict(muxing.codec_options)
        )
        stream.bit_rate = muxing.bitrate
        stream.metadata["language"] = language
        at = 0
        for block in _resample_blocks(blocks, recording.channels, muxing.rate):
            frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout=layout)
            frame.sample_rate = muxing.rate
            frame.time_base = Fraction(1, muxing.rate)
            frame.pts = at  # without it, FFmpeg does not leave out the encoder's delay
            at += len(block)
            container.mux(stream.encode(frame))
            target.raise_failure()
        container.mux(stream.encode(None))


def _resample_blocks(
    blocks: Iterator[Samples], channels: int, rate: int
) -> Iterator[NDArray[np.float32]]:
    """Resample blocks to a rate, as numbers within ±1; no result is empty."""
    resampler = soxr.ResampleStream(SAMPLE_RATE, rate, channels, dtype="float32")
    for block in blocks:
        samples = block.astype(np.float32) / np.float32(_FULL_SCALE)
        resampled = resampler.resample_chunk(samples)
        if len(resampled):
            yield resampled
    nothing = np.zeros(0 if channels == 1 else (0, channels), np.float32)
    rest = resampler.resample_chunk(nothing, last=True)
    if len(rest):
        yield rest


def _list_chapters(chapters: Sequence[Chapter]) -> list[Any]:
    """Write chapters as FFmpeg takes them."""
    return [
        {
            "id": number,
            "start": chapter.at,
            "end": chapter.at + chapter.frames,
            "time_base": Fraction(1, SAMPLE_RATE),
            "metadata": {"title": chapter.title},
        }
        for number, chapter in enumerate(chapters)
    ]
