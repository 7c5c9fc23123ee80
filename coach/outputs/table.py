"""The formats a track can be written in, and what each can be asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from coach.outputs.audio.ceiling import aac, lossless, mp3, opus, vorbis
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.mp3.frames import BITRATES
from coach.outputs.audio.mp3.writer import write_mp3
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.tags.id3 import id3
from coach.outputs.label import Label
from coach.outputs.target import Unsupported

Write = Callable[[BinaryIO, Recording, Encoding, Label], None]


@dataclass(frozen=True, slots=True)
class Format:
    """How tracks are written in a format.

    Attributes:
        write: writes a track, with its label, to an empty file open for reading and writing.
        bitrates: the constant bit rates it can have, in kbit/s.
        vbr: whether its bit rate can be variable.
        ceiling: tells the true peak a track of a loudness, in LUFS, may have before it is encoded
            so, in dBTP, for it to be under -1 when it is decoded.
    """

    write: Write
    bitrates: Sequence[int] = ()
    vbr: bool = False
    ceiling: Callable[[Encoding, float], float] = lossless


def _mp3(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    file.write(id3(label))
    write_mp3(file, recording, encoding)


def _codec(module: str, name: str) -> Write:
    """Give a writer that is loaded when a track is written: each brings libraries along."""

    def write(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
        codec = import_module(f"coach.outputs.audio.{module}")
        getattr(codec, name)(file, recording, encoding, label)

    return write


_OPUS = range(24, 257)
_AAC = range(48, 257)
"""In kbit/s: at less, single peaks of speech were seen 4 dB and more above what was encoded."""

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".mp3": Format(_mp3, BITRATES, vbr=True, ceiling=mp3),
        ".wav": Format(_codec("wav", "write_wav")),
        ".flac": Format(_codec("flac", "write_flac")),
        ".ogg": Format(_codec("vorbis", "write_vorbis"), vbr=True, ceiling=vorbis),
        ".opus": Format(_codec("opus", "write_opus"), _OPUS, ceiling=opus),
        ".m4a": Format(_codec("m4a", "write_m4a"), _AAC, ceiling=aac),
        ".m4b": Format(_codec("m4a", "write_m4b"), _AAC, ceiling=aac),
    }
)
"""The formats, by the suffix of a file."""


def format_of(path: Path, encoding: Encoding) -> Format:
    """Find the format that a suffix names.

    Raises:
        Unsupported: if there is none, or if it cannot be encoded so.
    """
    suffix = path.suffix.lower()
    found = FORMATS.get(suffix)
    if found is None:
        *others, last = FORMATS
        wrong = f"cannot be {path.suffix}" if suffix else "has no suffix"
        known = f"{', '.join(others)} or {last}"
        raise Unsupported(f"{path} {wrong}: the name of a track ends in {known}.")
    if encoding.bitrate is not None and encoding.bitrate not in found.bitrates:
        raise Unsupported(_no_bitrate(suffix, encoding.bitrate, found.bitrates))
    if encoding.vbr is not None and not found.vbr:
        those = [name for name, each in FORMATS.items() if each.vbr]
        raise Unsupported(f"{suffix} takes no --vbr: {' and '.join(those)} do.")
    if encoding.vbr is not None and encoding.bitrate is not None:
        raise Unsupported("A bit rate is constant or variable: give --bitrate or --vbr, not both.")
    return found


def _no_bitrate(suffix: str, bitrate: int, bitrates: Sequence[int]) -> str:
    """Say which bit rates a format has instead."""
    if not bitrates:
        those = [name for name, each in FORMATS.items() if each.bitrates]
        return f"{suffix} takes no --bitrate: {', '.join(those[:-1])} and {those[-1]} do."
    if isinstance(bitrates, range):
        there = f"from {bitrates[0]} to {bitrates[-1]} kbit/s"
    else:
        there = f"one of {', '.join(map(str, bitrates))} kbit/s"
    return f"{suffix} has no bit rate of {bitrate} kbit/s: give {there}."
