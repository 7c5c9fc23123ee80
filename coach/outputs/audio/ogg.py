"""Ogg: the container of Vorbis and Opus.

Layout: RFC 3533; how each codec is laid in it: the Vorbis I specification, appendix A
(https://xiph.org/vorbis/doc/Vorbis_I_spec.html), and RFC 7845.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO

from mutagen.ogg import OggPage

_PAGE_BYTES = 4096
"""Bytes of packets with which a page is full, as libogg has it."""

_MOST_LACINGS = 255
"""Lacing values in a page: a packet takes one for each 255 bytes, and one more."""


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet of sound.

    Attributes:
        data: its bytes.
        granule: how many frames of the stream can be heard once it is decoded.
    """

    data: bytes
    granule: int


def write_ogg(file: BinaryIO, headers: Sequence[bytes], packets: Iterable[Packet]) -> None:
    """Write a file of one stream.

    Args:
        file: binary, open for writing, and empty.
        headers: the packets before the sound.
        packets: the sound.
    """
    serial = zlib.crc32(b"".join(headers))  # the same for the same track, and hardly for another
    for number, page in enumerate(chain(_header_pages(headers), _sound_pages(packets))):
        page.serial = serial
        page.sequence = number
        file.write(page.write())


def _header_pages(headers: Sequence[bytes]) -> Iterator[Any]:
    """Lay out the headers: the first has a page of its own, and so does the sound after them."""
    first: Any = OggPage()
    first.first = True
    first.packets = list(headers[:1])
    yield first
    yield from OggPage.from_packets(headers[1:])


def _sound_pages(packets: Iterable[Packet]) -> Iterator[Any]:
    """Lay out the sound, each packet whole in a page."""
    page: Any = OggPage()
    size = lacings = 0
    for packet in packets:
        more = len(packet.data) // 255 + 1
        if size >= _PAGE_BYTES or lacings + more > _MOST_LACINGS:
            yield page
            page = OggPage()
            size = lacings = 0
        page.packets.append(packet.data)
        page.position = packet.granule
        size += len(packet.data)
        lacings += more
    page.last = True
    yield page


class PageReader:
    """Takes the packets out of a stream that comes bit by bit, but in whole pages."""

    def __init__(self) -> None:
        self._begun = b""

    def packets(self, pages: bytes) -> Iterator[bytes]:
        """Give the packets that end in the next pages."""
        file = BytesIO(pages)
        while file.tell() < len(pages):
            page: Any = OggPage(file)
            for packet in page.packets[:-1]:
                yield self._begun + packet
                self._begun = b""
            self._begun += b"".join(page.packets[-1:])
            if page.complete:
                yield self._begun
                self._begun = b""
