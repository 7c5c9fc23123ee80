"""FLAC of a track, encoded on all cores: its samples as they are, in about half the room.

A frame is decoded by itself, so what several encoders make is joined as it comes. Only the numbers
of the frames are written anew, since each encoder begins to count at 0.

Layout: RFC 9639, sections 8 (the metadata) and 9 (the frames).
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from typing import BinaryIO

import soundfile
from fastcrc import crc8, crc16
from mutagen.flac import StreamInfo, VCFLACDict

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording, Samples
from coach.outputs.audio.segments import Splitting, cut_of_packets, encoded
from coach.outputs.audio.tags.vorbis_comments import pictures, vorbis_comments
from coach.outputs.label import Label
from coach.timing import SAMPLE_RATE

_FRAMES = 4096
"""Frames of the track in a frame of FLAC, but for the last: what libFLAC takes unless told."""

_STEP = 64 * _FRAMES
"""Frames of the track in a segment, at the least, 6 s: nothing is lost where one ends."""

_MARKER = b"fLaC"
_SYNC = b"\xff\xf8"
"""What every frame begins with, where all but the last are of one length."""

_FEW, _MANY = 6, 7
"""A length of a frame that is written out at the end of its header, in one byte or in two."""

_STREAM_INFO, _COMMENTS, _PICTURE = 0, 4, 6
"""Kinds of blocks of metadata, by their numbers."""

_LAST = 0x80
"""What is added to the kind of the last block before the audio."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame of FLAC, and the samples in it, as 16-bit numbers, the least byte first."""

    data: bytes
    samples: bytes


def write_flac(file: BinaryIO, recording: Recording, _encoding: Encoding, label: Label) -> None:
    """Write a track as 16-bit FLAC; there is no bit rate to choose.

    Args:
        file: binary, open for writing, and empty.
        recording: the track.
        label: what is said of it.
    """
    splitting = Splitting(
        _STEP,
        _FRAMES,
        begin=lambda start: _Encoder(start, recording.channels),
        join=lambda _earlier, later: later,
        cut=cut_of_packets(_FRAMES),
    )
    info = _stream_info(recording)
    file.write(_MARKER + _metadata(info, label))
    sizes = set()
    digest = hashlib.md5(usedforsecurity=False)
    with closing(encoded(recording, splitting)) as parts:
        for part in parts:
            file.write(b"".join([frame.data for frame in part]))
            sizes.update([len(frame.data) for frame in part])
            digest.update(b"".join([frame.samples for frame in part]))
    info.min_framesize, info.max_framesize = min(sizes, default=0), max(sizes, default=0)
    info.md5_signature = int.from_bytes(digest.digest(), "big")
    file.seek(len(_MARKER))
    file.write(_block(_STREAM_INFO, info.write()))


class _Encoder:
    """A run of libFLAC, which begins at a frame of the track, the first of one of its own."""

    def __init__(self, start: int, channels: int) -> None:
        self._numbers = enumerate(count(start // _FRAMES))
        self._size = _FRAMES * channels * 2
        self._samples = bytearray()
        self._file = _FrameFile()
        self._sound = soundfile.SoundFile(
            self._file, "w", SAMPLE_RATE, channels, format="FLAC", subtype="PCM_16"
        )

    def encode(self, blocks: Iterable[Samples]) -> list[_Frame]:
        """Encode the next samples."""
        for block in blocks:
            self._sound.write(block)
            self._samples += block.astype("<i2", copy=False).tobytes()
        return list(self._frames())

    def flush(self) -> list[_Frame]:
        """Give the rest of the frames, the last of which may be a short one."""
        self._sound.close()
        return list(self._frames())

    def _frames(self) -> Iterator[_Frame]:
        """Give the frames that came since the last time."""
        for frame in self._file.taken():
            samples = bytes(self._samples[: self._size])
            del self._samples[: self._size]
            yield _Frame(renumbered(frame, *next(self._numbers)), samples)


class _FrameFile:
    """A file that keeps the frames written to it: libFLAC writes each in one go, at the end."""

    def __init__(self) -> None:
        self._frames: list[bytes] = []
        self._place = self._end = 0

    def taken(self) -> list[bytes]:
        """Give the frames that came since the last time."""
        frames, self._frames = self._frames, []
        return frames

    def write(self, data: bytes) -> int:
        """Take a frame; metadata, to which libFLAC comes back when all is done, is dropped."""
        if self._place == self._end and data.startswith(_SYNC):
            self._frames.append(data)
        self._place += len(data)
        self._end = max(self._end, self._place)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the file; give it."""
        self._place = offset + (0, self._place, self._end)[whence]
        return self._place

    def tell(self) -> int:
        """Give the place in the file."""
        return self._place

    def read(self, size: int) -> bytes:
        """Be a file to soundfile, which asks for this method, and never reads."""
        raise NotImplementedError(size)


def renumbered(frame: bytes, number: int, another: int) -> bytes:
    """Give another number to a frame, in a stream of frames of one length."""
    begin = 4 + len(_coded(number))
    end = begin + {_FEW: 1, _MANY: 2}.get(frame[2] >> 4, 0)
    header = frame[:4] + _coded(another) + frame[begin:end]
    # The last byte of the header is its checksum, the last two of the frame that of all before.
    whole = header + bytes([crc8.smbus(header)]) + frame[end + 1 : -2]
    return whole + crc16.umts(whole).to_bytes(2, "big")


def _coded(number: int) -> bytes:
    """Write the number of a frame as UTF-8 does that of a character, if need be in 7 bytes."""
    if number < 0x80:
        return bytes([number])
    tail: list[int] = []
    while number >= 0x40 >> len(tail):
        tail.insert(0, 0x80 | number & 0x3F)
        number >>= 6
    return bytes([0xFF << (7 - len(tail)) & 0xFF | number, *tail])


def _stream_info(recording: Recording) -> StreamInfo:
    """Say of a track what is known before it is encoded."""
    info = StreamInfo(None)
    info.min_blocksize = info.max_blocksize = _FRAMES
    info.min_framesize = info.max_framesize = 0
    info.sample_rate = SAMPLE_RATE
    info.channels = recording.channels
    info.bits_per_sample = 16
    info.total_samples = recording.frames
    info.md5_signature = 0
    return info


def _metadata(info: StreamInfo, label: Label) -> bytes:
    """Write the blocks of metadata."""
    comments = VCFLACDict()
    comments.extend(vorbis_comments(label))
    blocks = [(_STREAM_INFO, info.write()), (_COMMENTS, bytes(comments.write()))]
    blocks += [(_PICTURE, picture) for picture in pictures(label)]
    *others, (kind, last) = blocks
    return b"".join(_block(*each) for each in others) + _block(kind | _LAST, last)


def _block(kind: int, content: bytes) -> bytes:
    """Write a block of metadata: its kind, 24 bits for its length, and its content."""
    return bytes([kind]) + len(content).to_bytes(3, "big") + content
