"""The Info tag of an MP3 stream: how many frames it has, and where the sound in it begins and ends.

An MP3 encoder puts out somewhat more than it was given: its own delay before, and silence after to
fill the last frame. The tag, a frame that decodes to nothing, says how much, so that players give
back exactly what went in; and it gives the length of the file without reading all of it.

Layout: http://gabriel.mp3-tech.org/mp3infotag.html (the LAME extension) and
https://www.codeproject.com/Articles/8295/MPEG-Audio-Frame-Header (frames, Xing tag).
"""

import struct

import numpy as np
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE

BITRATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""The constant bit rates of MPEG-1 layer III, in kbit/s; index 1 and up in a frame's header."""

FRAME_SAMPLES = 1152
"""Samples in a frame."""

ENCODER_DELAY = 576
"""Samples of silence that LAME puts before the sound; what a decoder adds of its own it knows."""

_HEADER = 0xFFFB_00C4
"""The header of a frame without its bit rate: MPEG-1 layer III, no CRC, 44.1 kHz, mono, original.
"""

_INFO_AT = 4 + 17
"""Where in the frame the tag stands: after the header and the side information of a mono frame."""

_TAG_BYTES = 156
"""The Xing tag with all its fields, 120 bytes, and the LAME extension, 36 bytes."""

_ALL_FIELDS = 0xF
"""The flags that say that frames, bytes, the table of contents and the quality are given."""

_ENTRIES = 100
"""Entries in the table of contents."""

_CRC_POLYNOMIAL = 0xA001
"""CRC-16-ARC, x¹⁶ + x¹⁵ + x² + 1, bits reflected."""

_CRC_SPAN = 1024
"""Bytes worked into the CRC at once."""


def frame_bytes(header: int) -> int:
    """Give the length of the frame with this header, the header included.

    Raises:
        ValueError: if it is not the header of an MPEG-1 layer III frame at 44.1 kHz.
    """
    index = header >> 12 & 0xF
    if header >> 16 != _HEADER >> 16 or header >> 10 & 3 or not 0 < index <= len(BITRATES):
        message = f"not the header of a 44.1 kHz MPEG-1 layer III frame: {header:08x}"
        raise ValueError(message)
    return 144_000 * BITRATES[index - 1] // SAMPLE_RATE + (header >> 9 & 1)


def tag_bytes(bitrate: int) -> int:
    """Give the length of the tag for a stream of a bit rate."""
    return frame_bytes(_tag_header(bitrate))


def lame_tag(bitrate: int, *, samples: int, frames: int, stream: int, crc: int) -> bytes:
    """Write the tag of a stream of constant bit rate that LAME encoded.

    Args:
        bitrate: in kbit/s, one of `BITRATES`.
        samples: how many samples were encoded.
        frames: how many frames came of it, this one not counted.
        stream: their length in bytes, this one not counted.
        crc: their `crc16`.
    """
    header = _tag_header(bitrate)
    length = frame_bytes(header)
    padding = frames * FRAME_SAMPLES - ENCODER_DELAY - samples
    contents = bytes(entry * 256 // _ENTRIES for entry in range(_ENTRIES))
    tag = header.to_bytes(4, "big").ljust(_INFO_AT, b"\0") + struct.pack(
        ">4sIII100sI9sBB8xBB3sBxHIH",
        b"Info",
        _ALL_FIELDS,
        frames,
        length + stream,
        contents,
        50,  # quality: LAME's 100 for the best, less 10 per step of its quality setting
        b"LAME3.100",
        0x01,  # revision 0 of the extension, constant bit rate
        0,  # low-pass: not stated
        0,  # encoding flags, ATH type: not stated
        min(bitrate, 255),
        (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
        0x40,  # mono, from 44.1 kHz
        0,  # preset: none
        length + stream,
        crc,
    )
    return (tag + crc16(tag).to_bytes(2, "big")).ljust(length, b"\0")


def crc16(data: bytes, crc: int = 0) -> int:
    """Give the CRC of the tag's kind (CRC-16-ARC) of data, going on from the CRC of what precedes.

    A CRC is linear: it is the exclusive or of what each byte alone, and the CRC before, come to.
    """
    for start in range(0, len(data), _CRC_SPAN):
        part = np.frombuffer(data, np.uint8)[start : start + _CRC_SPAN]
        length = len(part)
        before = _CRC_TABLE[length, crc & 0xFF] ^ _CRC_TABLE[length - 1, crc >> 8]
        bytewise = _CRC_TABLE[np.arange(length, 0, -1), part]
        crc = int(np.bitwise_xor.reduce(bytewise) ^ before)
    return crc


def _crc_table() -> NDArray[np.uint16]:
    """Work out what a byte in a CRC becomes after 0, 1, 2, … more bytes, for each of 256 bytes."""
    table = np.zeros((_CRC_SPAN + 1, 256), dtype=np.uint16)
    table[0] = np.arange(256)
    table[1] = table[0]
    for _ in range(8):
        table[1] = table[1] >> 1 ^ (table[1] & 1) * np.uint16(_CRC_POLYNOMIAL)
    for row in range(2, _CRC_SPAN + 1):
        table[row] = table[row - 1] >> 8 ^ table[1, table[row - 1] & 0xFF]
    return table


_CRC_TABLE = _crc_table()


def _tag_header(bitrate: int) -> int:
    """Give the header of the tag's frame: of the stream's bit rate, or the least with room."""
    if bitrate not in BITRATES:
        message = f"no constant bit rate of {bitrate} kbit/s: choose among {BITRATES}"
        raise ValueError(message)
    headers = (_HEADER | index << 12 for index in range(BITRATES.index(bitrate) + 1, 15))
    return next(header for header in headers if frame_bytes(header) >= _INFO_AT + _TAG_BYTES)
