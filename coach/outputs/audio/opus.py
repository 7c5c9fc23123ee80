"""Opus of a track, in Ogg: the best of the formats at low bit rates."""

from typing import BinaryIO

from mutagen.oggopus import OggOpus

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.ffmpeg import Muxing, mux_recording
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.tags.vorbis_comments import make_serial_number, tag_ogg
from coach.outputs.label import Label

BITRATE_KBPS = 48
"""kbit/s a channel by default."""

_RATE_HZ = 48_000
"""Frames a second: Opus knows no other rate of this order."""

_OPTIONS = {"application": "lowdelay"}
"""Opus then codes by transform only: at changes between its two ways of coding, speech was seen
3 dB over its peaks."""


def write_opus(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as Opus.

    Args:
        file: binary, open for reading and writing, and empty.
        recording: the track.
        encoding: its bit rate, around which Opus varies as the sound needs.
        label: what is said of it.
    """
    bitrate = (encoding.bitrate or BITRATE_KBPS * recording.channels) * 1000
    serial = {"serial_offset": str(make_serial_number(label))}
    muxing = Muxing("opus", serial, "libopus", _OPTIONS, bitrate, _RATE_HZ)
    mux_recording(file, recording, muxing)
    tag_ogg(file, OggOpus, label)
