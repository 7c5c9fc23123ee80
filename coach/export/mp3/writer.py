"""MP3 of a track: LAME at a constant or variable bit rate, with exact length and alignment."""

from collections.abc import Generator
from contextlib import closing
from typing import BinaryIO

import numpy as np
from fastcrc import crc16

from coach.export.encoding import Blocks, Encoding
from coach.export.mp3.encoder import Encoder, constant_bitrate, quality_note
from coach.export.mp3.frames import frame_starts, header_at
from coach.export.mp3.join import join
from coach.export.mp3.lame_tag import ENTRIES, Encoded, lame_tag, tag_bytes
from coach.export.mp3.segments import SEGMENT_FRAMES, encoded

_PLACES = 2048
"""The places of so many frames are kept, or of up to twice as many: the table of contents, which
knows 256 of the file, is no coarser for it."""


def write_mp3(file: BinaryIO, blocks: Blocks, encoding: Encoding) -> None:
    """Encode a track as an MP3 stream into a file, from where the file stands.

    Players that know the LAME tag, as nearly all do, give back exactly as many samples, in place.

    Args:
        file: binary, open for writing; it must be able to go back, since the tag at the start of
            the stream says what followed.
        blocks: the track; taken in the calling thread, while others encode.
        encoding: its bit rate is one of `coach.export.mp3.frames.BITRATES`, 64 for mono and 128 for
            stereo unless said otherwise.

    Raises:
        ValueError: if there is no such bit rate, or a block has other channels.
    """
    bitrate = constant_bitrate(encoding)
    start = file.tell()
    file.write(bytes(tag_bytes(bitrate, encoding.channels)))
    stream = _Stream(file)
    with closing(_joined(blocks, encoding)) as parts:
        for part in parts:
            stream.write(part)
    end = file.tell()
    file.seek(start)
    file.write(
        lame_tag(
            Encoded(
                samples=encoding.frames,
                frames=stream.frames,
                size=stream.size,
                crc=stream.crc,
                contents=stream.contents(),
                header=stream.header,
                bitrate=bitrate,
                quality=quality_note(encoding),
            )
        )
    )
    file.seek(end)


def _joined(blocks: Blocks, encoding: Encoding) -> Generator[bytes]:
    """Encode a track as one stream; it comes in whole frames."""
    running: Encoder | None = None
    kept = b""
    with closing(encoded(blocks, encoding)) as segments:
        for segment in segments:
            if running is None:
                running, stream = segment.encoder, segment.stream
            elif whole := join(kept, segment.stream, variable=encoding.vbr is not None):
                running, stream = segment.encoder, whole
            else:  # They fit together nowhere: the encoder before takes this segment, too.
                stream = kept + b"".join(running.encode(segment.own))
            if segment.last:
                yield stream + running.flush()
            else:
                common = frame_starts(stream)[SEGMENT_FRAMES]
                yield stream[:common]
                kept = stream[common:]


class _Stream:
    """Writes encoded frames to a file and keeps count of them.

    Attributes:
        frames: how many there are.
        size: their length in bytes.
        crc: their CRC-16/ARC.
        header: of the last of them.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.frames = 0
        self.size = 0
        self.crc = 0
        self.header = 0
        self._file = file
        self._places: list[int] = []  # of every so-manieth frame
        self._every = 1

    def write(self, data: bytes) -> None:
        """Write the next frames of the stream, whole ones."""
        *starts, _ = frame_starts(data)
        self._file.write(data)
        self._places += [
            self.size + start for start in starts[-self.frames % self._every :: self._every]
        ]
        while len(self._places) >= 2 * _PLACES:
            del self._places[1::2]
            self._every *= 2
        self.frames += len(starts)
        self.size += len(data)
        self.crc = crc16.arc(data, self.crc)
        self.header = header_at(data, starts[-1])

    def contents(self) -> tuple[int, ...]:
        """Give the places of the frames at each hundredth of the stream."""
        numbers = [*range(0, self.frames, self._every), self.frames]
        wanted = np.arange(ENTRIES) * self.frames / ENTRIES
        places = np.interp(wanted, numbers, [*self._places, self.size])
        return tuple(int(place) for place in places)
