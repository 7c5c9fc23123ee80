"""Ogg Vorbis of a track."""

from typing import Any, BinaryIO

from mutagen.ogg import OggPage
from mutagen.oggvorbis import OggVorbis

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.sound_file import write_sound_file
from coach.outputs.audio.tags.vorbis_comments import make_serial_number, tag_ogg
from coach.outputs.label import Label

VBR = 6
"""The variable bit rate by default: Vorbis quality 3.3, which is 50 kbit/s for speech."""

_SMALLEST_VBR = 9
"""The variable bit rate that is quality 0, as 0 is quality 10."""


def write_vorbis(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as Ogg Vorbis, whose bit rate is always variable.

    Args:
        file: binary, open for reading and writing, and empty.
        recording: the track.
        encoding: the variable bit rate.
        label: what is said of it.
    """
    vbr = VBR if encoding.vbr is None else encoding.vbr
    write_sound_file(file, recording, "OGG", "VORBIS", vbr / _SMALLEST_VBR)
    tag_ogg(file, OggVorbis, label)
    _replace_serial_number(file, make_serial_number(label))


def _replace_serial_number(file: BinaryIO, serial: int) -> None:
    """Replace the number of the stream, which libsndfile draws by lot, in every page."""
    end = file.seek(0, 2)
    at = file.seek(0)
    while at < end:
        page: Any = OggPage(file)
        page.serial = serial
        file.seek(at)
        at += file.write(page.write())
