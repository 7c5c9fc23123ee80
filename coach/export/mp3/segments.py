"""A track cut into segments, encoded on all cores.

Where a track is cut depends on nothing but its length, so the bytes are the same on every machine.
Each segment is encoded by an encoder of its own and overlaps the next, for the two to be joined.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from coach.export.encoding import Blocks, Encoding
from coach.export.mp3.encoder import Encoder
from coach.export.mp3.frames import FRAME_SAMPLES
from coach.workers import in_order

SEGMENT_FRAMES = 49 * 30
"""MP3 frames from the start of one segment to that of the next, 38 s. At a constant bit rate,
every 49 frames LAME's pattern of longer and shorter ones begins anew (49 × 1152 samples are a whole
number of 1/125 s, and so of bytes): two encoders then agree on it."""

OVERLAP_FRAMES = 49
"""MP3 frames that a segment has in common with the next, 1.3 s."""

_STEP = SEGMENT_FRAMES * FRAME_SAMPLES
_OVERLAP = OVERLAP_FRAMES * FRAME_SAMPLES


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a track, encoded.

    Attributes:
        samples: of shape (frames, channels), those in common with the next included.
        last: whether the track ends with it.
        encoder: what encoded it; it can go on where the segment ends.
        stream: what came of it so far; it may end within a frame.
    """

    samples: NDArray[np.int16]
    last: bool
    encoder: Encoder
    stream: bytes

    @property
    def own(self) -> NDArray[np.int16]:
        """The samples that are not in common with the segment before."""
        return self.samples[_OVERLAP:]


def encoded(blocks: Blocks, encoding: Encoding) -> Generator[Segment]:
    """Encode a track segment by segment, several at once; they come in order.

    Blocks are taken in the calling thread. When it is closed, or an error passes through, no
    thread stays behind.

    Raises:
        ValueError: if a block has not as many channels as the encoding.
    """
    yield from in_order(partial(_encode, encoding), _cut(blocks, encoding.channels))


def _encode(encoding: Encoding, part: tuple[NDArray[np.int16], bool]) -> Segment:
    """Encode one segment."""
    samples, last = part
    encoder = Encoder(encoding)
    return Segment(samples, last, encoder, b"".join(encoder.encode(samples)))


def _cut(blocks: Blocks, channels: int) -> Iterator[tuple[NDArray[np.int16], bool]]:
    """Cut a track into the samples of its segments, and say which are the last."""
    samples = np.empty((_STEP + _OVERLAP, channels), np.int16)
    filled = 0
    for block in blocks:
        rest = block.reshape(len(block), channels)
        while len(rest):
            if filled == len(samples):
                yield samples, False
                following = np.empty_like(samples)
                following[:_OVERLAP] = samples[_STEP:]
                samples, filled = following, _OVERLAP
            part = rest[: len(samples) - filled]
            samples[filled : filled + len(part)] = part
            filled += len(part)
            rest = rest[len(part) :]
    yield samples[:filled], True
