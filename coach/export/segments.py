"""A recording cut into segments, encoded on all cores, and the streams of them made one.

Where it is cut depends on nothing but its length, so the bytes are the same on every machine. Each
segment has an encoder of its own and overlaps the next, so that somewhere in what they have in
common one stream can go over into the other.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from coach.export.recording import BLOCK, Recording, Samples
from coach.workers import in_order

S = TypeVar("S", bytes, list[Any])
"""What an encoder gives, or a part of it: bytes, or a list of packets."""

S_co = TypeVar("S_co", bytes, list[Any], covariant=True)


class Encoder(Protocol[S_co]):
    """A run of an encoder."""

    def encode(self, blocks: Iterable[Samples]) -> S_co:
        """Encode what comes next, in blocks of any size."""

    def flush(self) -> S_co:
        """Give the rest: the recording has ended."""


@dataclass(frozen=True, slots=True)
class Splitting(Generic[S]):
    """How a recording is cut, and its streams joined.

    Attributes:
        step: frames from the start of one segment to the start of the next.
        overlap: frames that a segment has in common with the next.
        begin: makes an encoder whose first sample will be that of the given frame.
        join: makes one stream of two that begin at the same frame, the second with a new encoder;
            None where they fit together nowhere.
        cut: divides the stream of a segment at the frame where the next one begins.
    """

    step: int
    overlap: int
    begin: Callable[[int], Encoder[S]]
    join: Callable[[S, S], S | None]
    cut: Callable[[S, int], tuple[S, S]]


@dataclass(frozen=True, slots=True)
class _Segment(Generic[S]):
    """A part of a recording, encoded up to a frame, by an encoder that can go on from there."""

    start: int
    stop: int
    encoder: Encoder[S]
    stream: S


def encoded(recording: Recording, splitting: Splitting[S]) -> Generator[S]:
    """Encode a recording as one stream, which comes in parts, in order.

    When it is closed, or an error passes through, no thread stays behind.
    """
    running: Encoder[S] | None = None
    kept: S | None = None
    with closing(_segments(recording, splitting)) as segments:
        for segment in segments:
            if running is None or kept is None:
                running, stream = segment.encoder, segment.stream
            else:
                running, stream = _joined(recording, splitting, (running, kept), segment)
            if segment.stop == recording.frames:
                yield stream + running.flush()
            else:
                done, kept = splitting.cut(stream, segment.start + splitting.step)
                yield done
            recording.on_progress(segment.stop)


def _joined(
    recording: Recording,
    splitting: Splitting[S],
    before: tuple[Encoder[S], S],
    segment: _Segment[S],
) -> tuple[Encoder[S], S]:
    """Go over from the encoder before, and what it gave for what follows, to a segment's own.

    Where they fit together nowhere, the encoder before runs on until they do; at the latest it
    takes all of the segment.
    """
    running, stream = before
    at = segment.start + splitting.overlap
    while (whole := splitting.join(stream, segment.stream)) is None:
        if at == segment.stop:
            return running, stream
        stop = min(at + splitting.overlap, segment.stop)
        stream += running.encode(_blocks(recording, at, stop))
        at = stop
    return segment.encoder, whole


def _segments(recording: Recording, splitting: Splitting[S]) -> Generator[_Segment[S]]:
    """Encode the segments of a recording, several at once; they come in order."""
    frames, step, overlap = recording.frames, splitting.step, splitting.overlap

    def encode(start: int) -> _Segment[S]:
        stop = min(start + step + overlap, frames)
        encoder = splitting.begin(start)
        return _Segment(start, stop, encoder, encoder.encode(_blocks(recording, start, stop)))

    with closing(in_order(encode, range(0, max(frames - overlap, 1), step))) as segments:
        yield from segments


def _blocks(recording: Recording, start: int, stop: int) -> Iterator[Samples]:
    """Render the frames ``[start, stop)``."""
    for first in range(start, stop, BLOCK):
        yield recording.render(first, min(first + BLOCK, stop))
