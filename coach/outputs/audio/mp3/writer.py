"""MP3 of a track: LAME at a constant or variable bit rate, with exact length and alignment."""

from contextlib import closing
from functools import partial
from typing import BinaryIO

import numpy as np
from fastcrc import crc16

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.mp3.encoder import LameEncoder, choose_constant_bitrate, write_quality_note
from coach.outputs.audio.mp3.frames import FRAME_SAMPLES, find_frame_starts, read_header
from coach.outputs.audio.mp3.join import join_streams
from coach.outputs.audio.mp3.lame_tag import ENTRIES, Encoded, make_lame_tag, measure_tag_bytes
from coach.outputs.audio.mp3.segments import Splitting, encode_segments
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.tags.id3 import make_id3_tag
from coach.outputs.label import Label

STEP_FRAMES = 49 * 15 * FRAME_SAMPLES
"""Frames of the track in a segment, at the least: 19 s. At a constant bit rate, every 49 MP3 frames
LAME's pattern of longer and shorter ones begins anew (49 × 1152 samples are a whole number of
1/125 s, and so of bytes): two encoders then agree on it."""

OVERLAP_FRAMES = 49 * FRAME_SAMPLES
"""Frames of the track that a segment has in common with the next, 1.3 s."""

_MOST_OFFSETS = 2048
"""The offsets of this number of frames are kept, or of up to twice as many: the table of contents,
which knows 256 of the file, stays as fine."""


def write_mp3(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as MP3: its tag, then its stream.

    Args:
        file: binary, open for writing, and empty.
        recording: the track.
        encoding: as for `write_stream`.
        label: what is said of it.
    """
    file.write(make_id3_tag(label))
    write_stream(file, recording, encoding)


def write_stream(file: BinaryIO, recording: Recording, encoding: Encoding) -> None:
    """Encode a track as an MP3 stream into a file, from where the file stands.

    Players that know the LAME tag, as nearly all do, give back exactly as many samples, in place.

    Args:
        file: binary, open for writing; it must be able to go back, since the tag at the start of
            the stream says what followed.
        recording: the track.
        encoding: its bit rate is one of `coach.outputs.audio.mp3.frames.BITRATES`; by default 64
            for mono and 128 for stereo.

    Raises:
        ValueError: if MP3 does not have this bit rate.
    """
    channels = recording.channels
    bitrate = choose_constant_bitrate(encoding, channels)
    start = file.tell()
    file.write(bytes(measure_tag_bytes(bitrate, channels)))
    stream = _Stream(file)
    splitting = Splitting(
        STEP_FRAMES,
        OVERLAP_FRAMES,
        begin=lambda _start: LameEncoder(encoding, channels),
        join=partial(join_streams, variable=encoding.vbr is not None),
        cut=_split_stream,
    )
    with closing(encode_segments(recording, splitting)) as parts:
        for part in parts:
            stream.write(part)
    end = file.tell()
    file.seek(start)
    file.write(
        make_lame_tag(
            Encoded(
                samples=recording.frames,
                frames=stream.frames,
                size=stream.size,
                crc=stream.crc,
                contents=stream.list_contents(),
                header=stream.header,
                bitrate=bitrate,
                quality=write_quality_note(encoding),
            )
        )
    )
    file.seek(end)


def _split_stream(stream: bytes, start: int, following: int) -> tuple[bytes, bytes]:
    """Divide the stream of a segment where the next one begins."""
    common = find_frame_starts(stream)[(following - start) // FRAME_SAMPLES]
    return stream[:common], stream[common:]


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
        self._offsets: list[int] = []  # of every `_every`-th frame
        self._every = 1

    def write(self, data: bytes) -> None:
        """Write the next frames of the stream, whole ones."""
        *starts, _ = find_frame_starts(data)
        self._file.write(data)
        self._offsets += [
            self.size + start for start in starts[-self.frames % self._every :: self._every]
        ]
        while len(self._offsets) >= 2 * _MOST_OFFSETS:
            del self._offsets[1::2]
            self._every *= 2
        self.frames += len(starts)
        self.size += len(data)
        self.crc = crc16.arc(data, self.crc)
        self.header = read_header(data, starts[-1])

    def list_contents(self) -> tuple[int, ...]:
        """Return the offsets of the frames at each hundredth of the stream."""
        numbers = [*range(0, self.frames, self._every), self.frames]
        wanted = np.arange(ENTRIES) * self.frames / ENTRIES
        offsets = np.interp(wanted, numbers, [*self._offsets, self.size])
        return tuple(int(offset) for offset in offsets)
