"""The frames of an MP3 stream: MPEG-1 layer III at 44.1 kHz, without CRC, as LAME writes them.

A frame is a header, side information, and a stretch of main data. What it needs of the main data
may begin in the frames before it (the bit reservoir): the side information says how far back.

Layout: ISO/IEC 11172-3, 2.4.1 and 2.4.2.
"""

import sys
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from coach.timing import SAMPLE_RATE

BITRATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""The bit rates of a frame, in kbit/s; index 1 and up in its header."""

FRAME_SAMPLES = 1152
"""Samples in a frame, of each channel."""

HEADER_BYTES = 4

SIDE_BYTES = {1: 17, 2: 32}
"""Bytes of side information, by channels."""

HEADER = 0xFFFB_0004
"""MPEG-1 layer III, no CRC, 44.1 kHz, original; without its bit rate and its mode."""

MONO = 3
"""A mode of a frame; the others are of two channels."""

_MODE_SHIFT = 6

_GRANULE_BITS = 59
"""Bits of side information on each granule of each channel."""

_WINDOW_AT = 12 + 9 + 8 + 4
"""Where in those bits it stands how the window is shaped: four bits, if the first is 1."""

_LONG = 0
"""The shape of a window that the side information does not describe."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a frame and its parts stand in a stream, in bytes.

    Attributes:
        start: its header.
        body: its stretch of main data, which reaches to `stop`.
        stop: the next frame.
        back: how many bytes of main data before `body` are its own (``main_data_begin``).
        windows: the shape of its last window in each channel.
    """

    start: int
    body: int
    stop: int
    back: int
    windows: tuple[int, ...]


def measure_frame_bytes(header: int) -> int:
    """Return the length of the frame with this header, the header included.

    Raises:
        ValueError: if it is not the header of an MPEG-1 layer III frame at 44.1 kHz.
    """
    index = header >> 12 & 0xF
    if header >> 16 != HEADER >> 16 or header >> 10 & 3 or not 0 < index <= len(BITRATES):
        message = f"not the header of a 44.1 kHz MPEG-1 layer III frame: {header:08x}"
        raise ValueError(message)
    return 144_000 * BITRATES[index - 1] // SAMPLE_RATE + (header >> 9 & 1)


def make_header(bitrate: int, mode: int) -> int:
    """Return the header of a frame of a bit rate in kbit/s."""
    return HEADER | BITRATES.index(bitrate) + 1 << 12 | mode << _MODE_SHIFT


def read_mode(header: int) -> int:
    """Return the mode in a header: 0 stereo, 1 joint stereo, 2 two channels, 3 mono."""
    return header >> _MODE_SHIFT & 3


def read_header(stream: bytes, start: int) -> int:
    """Read the header of the frame that starts there."""
    return int.from_bytes(stream[start : start + HEADER_BYTES], "big")


def find_frame_starts(stream: bytes, most: int = sys.maxsize) -> list[int]:
    """Find where the frames of a stream start that are whole, and where the last of them stops.

    Args:
        stream: begins with a frame, and may end within one.
        most: how many frames are of interest, from the first on.
    """
    starts = [0]
    at, end = 0, len(stream)
    while at + HEADER_BYTES <= end and len(starts) <= most:
        at += _count_bytes_after(stream[at : at + HEADER_BYTES])
        if at > end:
            break
        starts.append(at)
    return starts


@cache
def _count_bytes_after(header: bytes) -> int:
    """Return the length of the frame with this header: a stream repeats a few of them."""
    return measure_frame_bytes(int.from_bytes(header, "big"))


def read_frames(stream: bytes, starts: list[int]) -> list[Frame]:
    """Read the frames of a stream by their starts; the last start is where to stop."""
    return [_read_frame(stream, start, stop) for start, stop in pairwise(starts)]


def find_wider_header(header: int, extra: int) -> int | None:
    """Return the header of the next larger frame that has room for more bytes, if there is one."""
    enough = measure_frame_bytes(header) + extra
    larger = (make_header(rate, read_mode(header)) | header & 0x_FF for rate in BITRATES)
    return next((each for each in larger if measure_frame_bytes(each) >= enough), None)


def _read_frame(stream: bytes, start: int, stop: int) -> Frame:
    """Read one frame."""
    channels = 1 if read_mode(read_header(stream, start)) == MONO else 2
    body = start + HEADER_BYTES + SIDE_BYTES[channels]
    side = int.from_bytes(stream[start + HEADER_BYTES : body], "big")
    windows = tuple(
        _read_window(side >> (channels - 1 - channel) * _GRANULE_BITS)
        for channel in range(channels)
    )
    return Frame(start, body, stop, side >> SIDE_BYTES[channels] * 8 - 9, windows)


def _read_window(granule: int) -> int:
    """Return the shape of a window from side information that ends with that on its granule."""
    shape = granule >> _GRANULE_BITS - _WINDOW_AT - 4 & 0xF
    return shape if shape & 8 else _LONG
