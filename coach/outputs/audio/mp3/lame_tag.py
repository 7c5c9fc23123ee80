"""The Info tag of an MP3 stream: how many frames it has, and where the sound in it begins and ends.

An MP3 encoder puts out somewhat more than it was given: its own delay before, and silence after to
fill the last frame. The tag, a frame that decodes to nothing, says how much, so that players give
back exactly what went in; and it gives the length of the file without reading all of it.

Layout: http://gabriel.mp3-tech.org/mp3infotag.html (the LAME extension) and
https://www.codeproject.com/Articles/8295/MPEG-Audio-Frame-Header (frames, Xing tag).
"""

import struct
from dataclasses import dataclass

from fastcrc import crc16

from coach.outputs.audio.mp3.frames import (
    BITRATES,
    FRAME_SAMPLES,
    HEADER_BYTES,
    MONO,
    SIDE_BYTES,
    make_header,
    measure_frame_bytes,
    read_mode,
)

ENCODER_DELAY_FRAMES = 576
"""Samples of silence that LAME puts before the sound; what a decoder adds of its own it knows."""

ENTRIES = 100
"""Entries in the table of contents."""

_TAG_BYTES = 156
"""The Xing tag with all its fields, 120 bytes, and the LAME extension, 36 bytes."""

_ALL_FIELDS = 0xF
"""The flags that say that frames, bytes, the table of contents and the quality are given."""

_CONSTANT, _VARIABLE = 1, 4
"""The methods of the bit rate: constant, and the variable one of LAME (``vbr_mtrh``)."""

_MODES = {0: 1, 1: 3, MONO: 0}
"""The modes as the tag has them, by the mode in a frame's header: stereo, joint stereo, mono."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the tag says of a stream that LAME encoded; the tag itself is not counted.

    Attributes:
        samples: how many were encoded, of each channel.
        frames: how many frames came of it.
        size: their length in bytes.
        crc: their CRC-16, of the kind called ARC.
        contents: `ENTRIES` places in the stream, in bytes, one at each hundredth of its frames.
        header: of one of its frames.
        bitrate: in kbit/s, one of `BITRATES`; None if it varies.
        quality: 100 is the best.
    """

    samples: int
    frames: int
    size: int
    crc: int
    contents: tuple[int, ...]
    header: int
    bitrate: int | None
    quality: int


def measure_tag_bytes(bitrate: int | None, channels: int) -> int:
    """Return the length of the tag for a stream of a bit rate."""
    return measure_frame_bytes(_make_tag_header(bitrate, MONO if channels == 1 else 0))


def make_lame_tag(encoded: Encoded) -> bytes:
    """Write the tag of a stream."""
    mode = read_mode(encoded.header)
    header = _make_tag_header(encoded.bitrate, mode)
    length = measure_frame_bytes(header)
    whole = length + encoded.size
    padding = encoded.frames * FRAME_SAMPLES - ENCODER_DELAY_FRAMES - encoded.samples
    tag = header.to_bytes(HEADER_BYTES, "big").ljust(_find_tag_offset(mode), b"\0") + struct.pack(
        ">4sIII100sI9sBB8xBB3sBxHIH",
        b"Xing" if encoded.bitrate is None else b"Info",
        _ALL_FIELDS,
        encoded.frames,
        whole,
        bytes((length + offset) * 256 // whole for offset in encoded.contents),
        encoded.quality,
        b"LAME3.100",
        _VARIABLE if encoded.bitrate is None else _CONSTANT,  # revision 0 of the extension
        0,  # low-pass: not stated
        0,  # encoding flags, ATH type: not stated
        min(encoded.bitrate or BITRATES[0], 255),  # the least, if it varies
        (ENCODER_DELAY_FRAMES << 12 | padding).to_bytes(3, "big"),
        0x40 | _MODES[mode] << 2,  # from 44.1 kHz
        0,  # preset: none
        whole,
        encoded.crc,
    )
    return (tag + crc16.arc(tag).to_bytes(2, "big")).ljust(length, b"\0")


def _find_tag_offset(mode: int) -> int:
    """Return where in its frame the tag stands: after the header and the side information."""
    return HEADER_BYTES + SIDE_BYTES[1 if mode == MONO else 2]


def _make_tag_header(bitrate: int | None, mode: int) -> int:
    """Return the header of the tag's frame: of the stream's bit rate, or the least with room."""
    rates = BITRATES[0 if bitrate is None else BITRATES.index(bitrate) :]
    headers = (make_header(rate, mode) for rate in rates)
    return next(
        header
        for header in headers
        if measure_frame_bytes(header) >= _find_tag_offset(mode) + _TAG_BYTES
    )
