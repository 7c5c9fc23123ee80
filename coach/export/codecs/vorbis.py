"""Ogg Vorbis of a track."""

from typing import BinaryIO

from mutagen.oggvorbis import OggVorbis

from coach.export.codecs.sound_file import write_sound
from coach.export.encoding import Blocks, Encoding
from coach.export.label import Label
from coach.export.tags.vorbis_comments import tag_ogg

VBR = 6
"""The variable bit rate, unless said otherwise: Vorbis quality 3.3, of speech 50 kbit/s."""

_SMALLEST = 9
"""The variable bit rate that is quality 0, as 0 is quality 10."""


def write_vorbis(file: BinaryIO, blocks: Blocks, encoding: Encoding, label: Label) -> None:
    """Write a track as Ogg Vorbis, whose bit rate is always variable.

    Args:
        file: binary, open for reading and writing, and empty.
        blocks: the track.
        encoding: its channels, and the variable bit rate.
        label: what is said of it.
    """
    vbr = VBR if encoding.vbr is None else encoding.vbr
    write_sound(
        file,
        blocks,
        channels=encoding.channels,
        container="OGG",
        subtype="VORBIS",
        compression=vbr / _SMALLEST,
    )
    tag_ogg(file, label, OggVorbis)
