"""Ogg Vorbis of a track, encoded on all cores.

A packet holds a block of samples, a long or a short one, whose window overlaps with those of its
neighbours: at a place where two encoders have the same two blocks, one can go over into the other.

Layout: https://xiph.org/vorbis/doc/Vorbis_I_spec.html, 4.2 (headers) and 4.3 (packets).
"""

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import BinaryIO

import soundfile

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.ogg import Packet, PageReader, write_ogg
from coach.outputs.audio.recording import Recording, Samples
from coach.outputs.audio.segments import Splitting, encoded
from coach.outputs.audio.tags.vorbis_comments import comment_block
from coach.outputs.label import Label
from coach.timing import SAMPLE_RATE

VBR = 6
"""The variable bit rate, unless said otherwise: Vorbis quality 3.3, of speech 50 kbit/s."""

_SMALLEST = 9
"""The variable bit rate that is quality 0, as 0 is quality 10."""

_STEP = 800 * 1024
"""Frames in a segment, at the least, 19 s: a whole number of long blocks."""

_OVERLAP = 96 * 1024
"""Frames that a segment has in common with the next, 2.2 s: the encoder hands out half a second at
a time, and two encoders have the same blocks only after sounds for which both take short ones."""

_WARM_UP = 4
"""Blocks of an encoder's beginning that are never heard."""

_COMMENTS = b"\3vorbis"
_HEADERS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A block of samples.

    Attributes:
        packet: what it is encoded as.
        middle: the frame of the track in the middle of it, up to which it can be heard.
        size: in frames, of which the half, in the middle, is its own.
    """

    packet: bytes
    middle: int
    size: int


def write_vorbis(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as Ogg Vorbis, whose bit rate is always variable.

    Args:
        file: binary, open for writing, and empty.
        recording: the track.
        encoding: the variable bit rate.
        label: what is said of it.
    """
    vbr = VBR if encoding.vbr is None else encoding.vbr
    mute = Encoder(0, recording.channels, vbr)
    mute.flush()
    first, comments, setup = mute.headers
    said = _COMMENTS + comment_block(label, _vendor(comments), framing=True)
    splitting = Splitting(
        _STEP,
        _OVERLAP,
        begin=lambda start: Encoder(start, recording.channels, vbr),
        join=join,
        cut=_cut,
    )
    with closing(encoded(recording, splitting)) as parts:
        write_ogg(file, (first, said, setup), _packets(parts, recording.frames))


class Encoder:
    """A run of the encoder, which begins at a frame of the track.

    Attributes:
        headers: the packets that came before the sound, once there are any.
    """

    def __init__(self, start: int, channels: int, vbr: int) -> None:
        self.headers: list[bytes] = []
        self._start = start
        self._file = BytesIO()
        self._taken = 0
        self._reader = PageReader()
        self._last: Block | None = None
        self._sound = soundfile.SoundFile(
            self._file,
            "w",
            SAMPLE_RATE,
            channels,
            format="OGG",
            subtype="VORBIS",
            compression_level=vbr / _SMALLEST,
        )

    def encode(self, blocks: Iterable[Samples]) -> list[Block]:
        """Encode the next samples."""
        for block in blocks:
            self._sound.write(block)
        return list(self._blocks())

    def flush(self) -> list[Block]:
        """Give the rest of the blocks."""
        self._sound.close()
        return list(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        """Give the blocks that came since the last time."""
        pages = bytes(self._file.getbuffer()[self._taken :])
        self._taken += len(pages)
        for packet in self._reader.packets(pages):
            if len(self.headers) < _HEADERS:
                self.headers.append(packet)
                continue
            size = self._size(packet)
            last = self._last
            middle = last.middle + (last.size + size) // 4 if last else self._start
            self._last = Block(packet, middle, size)
            yield self._last

    def _size(self, packet: bytes) -> int:
        """Give the size of a packet's block: its second bit says whether it is a long one."""
        sizes = self.headers[0][28]  # four bits are the exponent of the short, four of the long
        return 1 << (sizes >> 4 if packet[0] & 2 else sizes & 0xF)


def join(earlier: list[Block], later: list[Block]) -> list[Block] | None:
    """Go over from the blocks of one encoder to those of another, as late as both reach.

    Args:
        earlier: of one that has run for long.
        later: the first of a new one.
    """
    places = {block.middle: place for place, block in enumerate(later[:-1])}
    for last in range(len(earlier) - 2, -1, -1):
        place = places.get(earlier[last].middle, 0)
        if place >= _WARM_UP and all(
            (one.middle, one.size) == (other.middle, other.size)
            for one, other in zip(earlier[last:], later[place : place + 2], strict=False)
        ):
            return earlier[: last + 1] + later[place + 1 :]
    return None


def _cut(blocks: list[Block], _start: int, following: int) -> tuple[list[Block], list[Block]]:
    """Divide the blocks of a segment where the next one begins."""
    place = bisect_left(blocks, following, key=lambda block: block.middle)
    return blocks[:place], blocks[place:]


def _packets(parts: Iterable[list[Block]], frames: int) -> Iterator[Packet]:
    """Give the blocks as packets, the last of which ends with the track."""
    for block in chain.from_iterable(parts):
        yield Packet(block.packet, min(block.middle, frames))


def _vendor(comments: bytes) -> str:
    """Read the name of the encoder in its own comments."""
    (length,) = struct.unpack_from("<I", comments, len(_COMMENTS))
    begin = len(_COMMENTS) + 4
    return comments[begin : begin + length].decode()
