"""MP3 of a track: LAME at a constant bit rate, mono, with exact length and alignment."""

from collections.abc import Iterable
from typing import BinaryIO

import lameenc
import numpy as np
from numpy.typing import NDArray

from coach.export.lame_tag import crc16, frame_bytes, lame_tag, tag_bytes
from coach.timing import SAMPLE_RATE

BITRATE = 64
"""kbit/s, unless said otherwise: transparent for mono speech, 29 MB an hour."""

_QUALITY = 7
"""LAME's effort, from 2 (most) to 7. At 64 kbit/s, mono speech comes out of 7 with less audible
noise (noise-to-mask ratio -4.0 dB; -3.6 at 5, -2.6 at 2) and lower peaks, in 2/3 of the time of 5.
"""

_SCALES = {192: 0.97, 224: 0.98, 256: 1.0, 320: 1.0}
"""What LAME multiplies its input by, by bit rate, at constant bit rates (`abr_switch_map` in its
``presets.c``), where it is not `_SCALE`. It is undone beforehand: the track keeps its loudness."""

_SCALE = 0.95

_FULL_SCALE = 32_767

_HEADER_BYTES = 4


def write_mp3(file: BinaryIO, blocks: Iterable[NDArray[np.int16]], bitrate: int = BITRATE) -> None:
    """Encode mono blocks at 44,100 Hz as an MP3 stream into a file, from where the file stands.

    Players that know the LAME tag, as nearly all do, give back exactly as many samples, in place.

    Args:
        file: binary, open for writing; it must be able to go back, since the tag at the start of
            the stream says what followed.
        blocks: the track.
        bitrate: in kbit/s, one of `coach.export.lame_tag.BITRATES`.

    Raises:
        ValueError: if there is no such bit rate.
    """
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_out_sample_rate(SAMPLE_RATE)
    encoder.set_bit_rate(bitrate)
    encoder.set_quality(_QUALITY)
    start = file.tell()
    file.write(bytes(tag_bytes(bitrate)))
    stream = _Stream(file)
    samples = 0
    for block in blocks:
        samples += len(block)
        stream.write(bytes(encoder.encode(_unscaled(block, bitrate))))
    stream.write(bytes(encoder.flush()))
    end = file.tell()
    file.seek(start)
    file.write(
        lame_tag(
            bitrate, samples=samples, frames=stream.frames, stream=stream.bytes, crc=stream.crc
        )
    )
    file.seek(end)


def _unscaled(block: NDArray[np.int16], bitrate: int) -> NDArray[np.int16]:
    """Amplify samples by as much as LAME will soften them."""
    samples: NDArray[np.float32] = np.rint(block / np.float32(_SCALES.get(bitrate, _SCALE)))
    return samples.clip(-_FULL_SCALE, _FULL_SCALE).astype(np.int16)


class _Stream:
    """Writes encoded frames to a file and keeps count of them."""

    def __init__(self, file: BinaryIO) -> None:
        self.frames = 0
        self.bytes = 0
        self.crc = 0
        self._file = file
        self._next_header = 0
        self._tail = b""

    def write(self, data: bytes) -> None:
        """Write the next bytes of the stream, which may end within a frame."""
        self._file.write(data)
        self.crc = crc16(data, self.crc)
        # What came before, from the next header on if that was cut through.
        known = self._tail + data
        at = self._next_header - (self.bytes - len(self._tail))
        while at + _HEADER_BYTES <= len(known):
            at += frame_bytes(int.from_bytes(known[at : at + _HEADER_BYTES], "big"))
            self.frames += 1
        self.bytes += len(data)
        self._next_header = self.bytes - len(known) + at
        self._tail = known[at:]
