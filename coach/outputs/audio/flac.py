"""FLAC of a track: its samples as they are, in about half the room."""

from typing import Any, BinaryIO

from mutagen.flac import FLAC

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.sound_file import write_sound_file
from coach.outputs.audio.tags.vorbis_comments import list_vorbis_comments, make_pictures
from coach.outputs.label import Label


def write_flac(file: BinaryIO, recording: Recording, _encoding: Encoding, label: Label) -> None:
    """Write a track as 16-bit FLAC; there is no bit rate to choose.

    Args:
        file: binary, open for reading and writing, and empty.
        recording: the track.
        label: what is said of it.
    """
    write_sound_file(file, recording, "FLAC", "PCM_16")
    file.seek(0)
    flac: Any = FLAC(file)
    flac.tags.extend(list_vorbis_comments(label))
    for picture in make_pictures(label):
        flac.add_picture(picture)
    file.seek(0)
    flac.save(file, padding=lambda _info: 0)
