"""FLAC of a track: its samples as they are, in about half the room.

Layout: RFC 9639, section 8.
"""

from collections.abc import Iterator
from typing import BinaryIO

from mutagen.flac import VCFLACDict

from coach.export.codecs.sound_file import write_sound
from coach.export.encoding import Encoding
from coach.export.label import Label
from coach.export.recording import Recording
from coach.export.tags.vorbis_comments import pictures, vorbis_comments

_STREAM_INFO_END = 4 + 4 + 34
"""Where the first block ends, the one that all files have: after the marker and its own header."""

_PADDING = 1
_COMMENTS = 4
_PICTURE = 6
"""Kinds of blocks, by their numbers."""

_LAST = 0x80
"""What is added to the kind of the last block before the audio."""


def write_flac(file: BinaryIO, recording: Recording, _encoding: Encoding, label: Label) -> None:
    """Write a track as 16-bit FLAC; there is no bit rate to choose.

    Args:
        file: binary, open for reading and writing, and empty.
        recording: the track.
        label: what is said of it.
    """
    metadata = b"".join(_blocks(label))
    # Room is left for the metadata, so that the audio need not be moved up for it afterwards.
    write_sound(
        file,
        recording,
        container="FLAC",
        subtype="PCM_16",
        start=len(metadata),
    )
    file.seek(len(metadata))
    stream_info = file.read(_STREAM_INFO_END)
    # The encoder's own comments come after it, and last; they hold nothing but its name.
    own = int.from_bytes(file.read(4)[1:], "big")
    file.seek(0)
    file.write(stream_info)
    file.write(metadata)
    file.write(_header(_PADDING | _LAST, own) + bytes(own))


def _blocks(label: Label) -> Iterator[bytes]:
    """Give the blocks of metadata, headers included."""
    comments = VCFLACDict()
    comments.extend(vorbis_comments(label))
    for kind, block in [
        (_COMMENTS, comments.write()),
        *((_PICTURE, picture) for picture in pictures(label)),
    ]:
        yield _header(kind, len(block)) + block


def _header(kind: int, length: int) -> bytes:
    """Write the header of a block: its kind, and 24 bits for its length."""
    return bytes([kind]) + length.to_bytes(3, "big")
