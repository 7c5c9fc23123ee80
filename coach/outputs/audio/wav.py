"""WAV of a track: 16-bit samples, as they are played."""

from typing import BinaryIO

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.sound_file import write_sound_file
from coach.outputs.audio.tags.riff import append_chunks, make_chunks
from coach.outputs.label import Label

_MOST_BYTES = 0xFFFF_FFFF - 4096
"""What a 32-bit length can count, with room for headers."""


def write_wav(file: BinaryIO, recording: Recording, _encoding: Encoding, label: Label) -> None:
    """Write a track as a WAV file; above 4 GiB as RF64, its 64-bit form.

    There is no bit rate to choose.

    Args:
        file: binary, open for reading and writing, and empty.
        recording: the track.
        label: what is said of it.
    """
    chunks = make_chunks(label)
    length = recording.frames * recording.channels * 2 + len(chunks)
    write_sound_file(file, recording, "WAV" if length <= _MOST_BYTES else "RF64", "PCM_16")
    append_chunks(file, chunks)
