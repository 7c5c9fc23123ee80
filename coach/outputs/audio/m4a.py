"""AAC of a track in MPEG-4: M4A, and M4B, which players take for an audiobook."""

from contextlib import closing
from typing import BinaryIO

from mutagen.mp4 import MP4, MP4Cover

from coach.languages import iso_639_2
from coach.outputs.audio.aac import Encoder, packets
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.mp4 import Audio, write_mp4
from coach.outputs.audio.pyav import check_extra
from coach.outputs.audio.recording import Recording
from coach.outputs.label import Label

BITRATE = 64
"""kbit/s of a channel, unless said otherwise."""

_AUDIOBOOK = 2
"""The kind of media (``stik``) whose place in it players keep."""


def write_m4a(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as M4A.

    The container says where in the first and the last of its frames the track begins and ends.
    FFmpeg begins there, but decodes all of the last frame, which is of 1024.

    Args:
        file: binary, open for reading and writing, and empty.
        recording: the track.
        encoding: its bit rate, which the encoder keeps near to.
        label: what is said of it.

    Raises:
        MissingExtra: if PyAV is not installed.
    """
    _write(file, recording, encoding, label, "M4A ")
    _tag(file, label, {})


def write_m4b(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as M4B: as `write_m4a`, but marked as an audiobook."""
    _write(file, recording, encoding, label, "M4B ")
    _tag(file, label, {"stik": [_AUDIOBOOK]})


def _write(
    file: BinaryIO, recording: Recording, encoding: Encoding, label: Label, brand: str
) -> None:
    """Write audio and chapters into a file of a brand."""
    check_extra()
    bitrate = (encoding.bitrate or BITRATE * recording.channels) * 1000
    audio = Audio(
        brand=brand,
        frames=recording.frames,
        channels=recording.channels,
        bitrate=bitrate,
        config=Encoder(bitrate, recording.channels).config,
        language=iso_639_2(label.language),
        chapters=label.chapters,
    )
    with closing(packets(recording, bitrate)) as encoded:
        write_mp4(file, encoded, audio)


def _tag(file: BinaryIO, label: Label, more: dict[str, list[int]]) -> None:
    """Put the tags of a track, and more of them, into a finished file."""
    file.seek(0)
    mp4 = MP4(file)
    mp4.update(
        {
            "©nam": [label.title],
            "©ART": [label.artist],
            "©alb": [label.album],
            "©gen": [label.genre],
            "©cmt": [label.comment],
            **more,
        }
    )
    if label.lyrics:
        mp4["©lyr"] = ["\n".join(lyric.text for lyric in label.lyrics)]
    if label.part is not None:
        mp4["trkn"] = [label.part]
    if label.cover is not None:
        mp4["covr"] = [MP4Cover(label.cover, MP4Cover.FORMAT_PNG)]
    file.seek(0)
    mp4.save(file, padding=lambda _info: 0)
