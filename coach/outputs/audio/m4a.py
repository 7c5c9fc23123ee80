"""AAC of a track in MPEG-4: M4A, and M4B, which players take for an audiobook."""

from dataclasses import replace
from typing import BinaryIO

from mutagen.mp4 import MP4, MP4Cover

from coach.languages import find_iso_639_2
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.ffmpeg import Muxing, mux_recording
from coach.outputs.audio.recording import Recording
from coach.outputs.label import Label
from coach.timing import SAMPLE_RATE

BITRATE_KBPS = 64
"""kbit/s a channel by default."""

_AUDIOBOOK = 2
"""The kind of media (``stik``) whose position players keep."""

_OPTIONS = {"aac_coder": "fast", "aac_tns": "0"}
"""With the other coder, and with noise shaped in time, speech was heard 3 dB over its peaks."""

_LONGEST_TITLE_BYTES = 127
"""Nero's list of chapters, which FFmpeg writes beside QuickTime's, has one byte for this. Some
players, such as AntennaPod, take it for a number with a sign."""

_EMPTY_BOX = b"\0\0\0\x08free"
"""Ends a file: some players, such as AntennaPod, read 8 bytes past the list of chapters."""


def write_m4a(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as M4A.

    The edit list says which frames are the track. FFmpeg begins there, but decodes all of the last
    packet, which has 1024.

    Args:
        file: binary, open for reading and writing, and empty.
        recording: the track.
        encoding: its bit rate, which the encoder keeps near to.
        label: what is said of it.
    """
    _write_mp4(file, recording, encoding, label, "M4A ")
    _write_tags(file, label, {})


def write_m4b(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as M4B: as `write_m4a`, but marked as an audiobook."""
    _write_mp4(file, recording, encoding, label, "M4B ")
    _write_tags(file, label, {"stik": [_AUDIOBOOK]})


def _write_mp4(
    file: BinaryIO, recording: Recording, encoding: Encoding, label: Label, brand: str
) -> None:
    """Write audio and chapters into a file of a brand."""
    bitrate = (encoding.bitrate or BITRATE_KBPS * recording.channels) * 1000
    # The edit list counts in units of the movie: only in frames is it exact.
    container = {"brand": brand, "movie_timescale": str(SAMPLE_RATE)}
    chapters = [
        replace(chapter, title=_shorten_text(chapter.title, _LONGEST_TITLE_BYTES))
        for chapter in label.chapters
    ]
    muxing = Muxing("ipod", container, "aac", _OPTIONS, bitrate)
    mux_recording(file, recording, muxing, find_iso_639_2(label.language), chapters)


def _shorten_text(text: str, most_bytes: int) -> str:
    """Cut a text to ``most_bytes`` of UTF-8, between letters."""
    return text.encode()[:most_bytes].decode(errors="ignore")


def _write_tags(file: BinaryIO, label: Label, more: dict[str, list[int]]) -> None:
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
    file.seek(0, 2)
    file.write(_EMPTY_BOX)
