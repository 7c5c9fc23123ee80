"""Cuts a recording into segments, encodes them on all cores, and joins their streams.

Only its length decides where it is cut, so the bytes are the same on every machine. Each
segment has an encoder of its own and overlaps the next. Somewhere in the overlap, one stream can
be joined to the other. Segments are long, since an overlap is encoded twice, and become shorter
towards the end, so that the cores finish together.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from coach.outputs.audio.recording import BLOCK_FRAMES, Recording, Samples
from coach.workers import map_in_order

_LONGEST = 4
"""Steps in the longest segment."""

_SHARE = 4
"""A segment is this fraction of what is left, but not longer than the longest nor shorter than a
step."""


class Encoder(Protocol):
    """A run of an encoder."""

    def encode(self, blocks: Iterable[Samples]) -> bytes:
        """Encode what comes next, in blocks of any size."""

    def flush(self) -> bytes:
        """Return the rest: the recording has ended."""


@dataclass(frozen=True, slots=True)
class Splitting:
    """How a recording is cut, and its streams joined.

    Attributes:
        step: frames from the start of one segment to the start of the next, at the least; a
            segment is a whole number of steps.
        overlap: frames that a segment has in common with the next.
        begin: makes an encoder whose first sample will be that of the given frame.
        join: makes one stream of two that begin at the same frame, the second with a new encoder;
            None where they fit together nowhere.
        cut: divides the stream of a segment that begins at the first of two frames where the next
            one begins, at the second.
    """

    step: int
    overlap: int
    begin: Callable[[int], Encoder]
    join: Callable[[bytes, bytes], bytes | None]
    cut: Callable[[bytes, int, int], tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a recording, encoded up to a frame, by an encoder that can go on from there.

    Attributes:
        start: its first frame.
        following: where the next segment starts; for the last one the end of the recording.
        stop: up to where it was encoded, into the next one.
        encoder: what goes on from there.
        stream: what it gave so far.
    """

    start: int
    following: int
    stop: int
    encoder: Encoder
    stream: bytes


def encode_segments(recording: Recording, splitting: Splitting) -> Generator[bytes]:
    """Encode a recording as one stream, in parts.

    When it is closed, or an error passes through, no thread stays behind.
    """
    running: Encoder | None = None
    pending: bytes | None = None
    with closing(_encode_ahead(recording, splitting)) as segments:
        for segment in segments:
            if running is None or pending is None:
                running, stream = segment.encoder, segment.stream
            else:
                running, stream = _join_segment(recording, splitting, (running, pending), segment)
            if segment.stop == recording.frames:
                yield stream + running.flush()
            else:
                done, pending = splitting.cut(stream, segment.start, segment.following)
                yield done
            recording.on_progress(segment.stop)


def _join_segment(
    recording: Recording,
    splitting: Splitting,
    before: tuple[Encoder, bytes],
    segment: _Segment,
) -> tuple[Encoder, bytes]:
    """Join a segment to the stream of the encoder before it.

    Where they fit nowhere, the encoder before it runs on until they do, if need be to the end
    of the segment.
    """
    running, stream = before
    at = segment.start + splitting.overlap
    while (whole := splitting.join(stream, segment.stream)) is None:
        if at == segment.stop:
            return running, stream
        stop = min(at + splitting.overlap, segment.stop)
        stream += running.encode(_render_blocks(recording, at, stop))
        at = stop
    return segment.encoder, whole


def _encode_ahead(recording: Recording, splitting: Splitting) -> Generator[_Segment]:
    """Encode the segments of a recording, several at once; yield them in order."""
    frames, overlap = recording.frames, splitting.overlap

    def encode_segment(bounds: tuple[int, int]) -> _Segment:
        start, following = bounds
        stop = min(following + overlap, frames)
        encoder = splitting.begin(start)
        stream = encoder.encode(_render_blocks(recording, start, stop))
        return _Segment(start, following, stop, encoder, stream)

    segment_bounds = pairwise(_list_starts(frames, splitting.step, overlap))
    with closing(map_in_order(encode_segment, segment_bounds)) as segments:
        yield from segments


def _list_starts(frames: int, step: int, overlap: int) -> Iterator[int]:
    """Yield where each segment starts, and where the recording ends.

    A rest that is not longer than an overlap belongs to the segment before it.
    """
    start = 0
    while start == 0 or start < frames - overlap:
        yield start
        share = (frames - overlap - start) // (_SHARE * step)
        start += step * min(max(share, 1), _LONGEST)
    yield frames


def _render_blocks(recording: Recording, start: int, stop: int) -> Iterator[Samples]:
    """Render the frames ``[start, stop)``."""
    for first in range(start, stop, BLOCK_FRAMES):
        yield recording.render(first, min(first + BLOCK_FRAMES, stop))
