"""The outputs: every kind of file that a track can become, by the suffix of its name.

This module loads none of what it names: the command line reads it for its help.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from coach.outputs.audio import ceiling
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.mp3.frames import BITRATES
from coach.outputs.target import Unsupported

if TYPE_CHECKING:
    from coach.outputs.content import TrackContent


Ceiling = Callable[[Encoding, float], float]
"""Returns the true peak in dBTP that a track of a loudness, in LUFS, may have before it is encoded,
if it is to stay under -1 when it is decoded."""


@dataclass(frozen=True, slots=True)
class SoundOptions:
    """What an encoder of sound can be asked for.

    Attributes:
        bitrates: the constant bit rates, in kbit/s.
        vbr: whether the bit rate can be variable.
        ceiling: the peaks that the encoder leaves room for.
    """

    bitrates: Sequence[int] = ()
    vbr: bool = False
    ceiling: Ceiling = ceiling.find_lossless_ceiling


_NO_SOUND = SoundOptions()


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A kind of file that a track can become.

    Attributes:
        write: writes a track to an empty file that is open for reading and writing.
        sound: what its encoder can be asked for; None where the file holds no sound.
    """

    write: Callable[[BinaryIO, "TrackContent"], None]
    sound: SoundOptions | None = None


def _load_function(module: str, name: str) -> Callable[..., Any]:
    """Load a function from a module of this folder; it brings libraries that others do without."""
    function: Callable[..., Any] = getattr(import_module(f"coach.outputs.{module}"), name)
    return function


def _define_audio(
    module: str,
    name: str,
    bitrates: Sequence[int] = (),
    *,
    vbr: bool = False,
    ceiling: Ceiling = ceiling.find_lossless_ceiling,
) -> OutputFormat:
    """Return the output of an encoder: a function of file, recording, encoding and label."""

    def write_audio(file: BinaryIO, content: "TrackContent") -> None:
        encode = _load_function(f"audio.{module}", name)
        encode(file, content.recording, content.encoding, content.label)

    return OutputFormat(write_audio, SoundOptions(bitrates, vbr, ceiling))


def _define_page(module: str, name: str) -> OutputFormat:
    """Return the output of a page that holds the track as MP3."""

    def write(file: BinaryIO, content: "TrackContent") -> None:
        _load_function(module, name)(file, content.recording, content)

    return OutputFormat(write, SoundOptions(BITRATES, vbr=True, ceiling=ceiling.find_mp3_ceiling))


def _define_captions(module: str, name: str) -> OutputFormat:
    """Return the output of a format of captions: a function of captions, title and language."""

    def write_captions(file: BinaryIO, content: "TrackContent") -> None:
        make_captions = _load_function("captions.captions", "make_captions")
        add_positions = _load_function("captions.positions", "add_positions")
        label = content.label
        captions = make_captions(content.timeline, content.words)
        captions = add_positions(captions, content.timeline, label.language)
        texts: Iterable[str] = _load_function(f"captions.{module}", name)(
            captions, label.title, label.language
        )
        file.writelines(text.encode() for text in texts)

    return OutputFormat(write_captions)


def _define_document(module: str, name: str) -> OutputFormat:
    """Return the output of a function of file and content."""

    def write_document(file: BinaryIO, content: "TrackContent") -> None:
        _load_function(module, name)(file, content)

    return OutputFormat(write_document)


_OPUS_BITRATES = range(24, 257)
_AAC_BITRATES_KBPS = range(48, 257)
"""In kbit/s: with less, single peaks of speech were seen 4 dB and more above what was encoded."""

OUTPUTS: Mapping[str, OutputFormat] = MappingProxyType(
    {
        ".mp3": _define_audio(
            "mp3.writer", "write_mp3", BITRATES, vbr=True, ceiling=ceiling.find_mp3_ceiling
        ),
        ".wav": _define_audio("wav", "write_wav"),
        ".flac": _define_audio("flac", "write_flac"),
        ".ogg": _define_audio(
            "vorbis", "write_vorbis", vbr=True, ceiling=ceiling.find_vorbis_ceiling
        ),
        ".opus": _define_audio(
            "opus", "write_opus", _OPUS_BITRATES, ceiling=ceiling.find_opus_ceiling
        ),
        ".m4a": _define_audio(
            "m4a", "write_m4a", _AAC_BITRATES_KBPS, ceiling=ceiling.find_aac_ceiling
        ),
        ".m4b": _define_audio(
            "m4a", "write_m4b", _AAC_BITRATES_KBPS, ceiling=ceiling.find_aac_ceiling
        ),
        ".html": _define_page("page.page", "write_page"),
        ".vtt": _define_captions("vtt", "write_vtt"),
        ".srt": _define_captions("srt", "write_srt"),
        ".lrc": _define_captions("lrc", "write_lrc"),
        ".json": _define_document("timeline_json", "write_timeline_json"),
    }
)
"""The outputs, by the suffix of a file."""


def find_output(path: Path) -> OutputFormat:
    """Find the output that a suffix names.

    Raises:
        Unsupported: if it does not exist.
    """
    output = OUTPUTS.get(path.suffix.lower())
    if output is None:
        wrong = f"cannot be {path.suffix}" if path.suffix else "has no suffix"
        raise Unsupported(
            f"{path} {wrong}: the name of a track ends in {join_words(OUTPUTS, 'or')}."
        )
    return output


def check_encoding(path: Path, encoding: Encoding) -> None:
    """Check that a file can be encoded as asked.

    Raises:
        Unsupported: if it cannot.
    """
    suffix = path.suffix.lower()
    sound = find_output(path).sound or _NO_SOUND
    if encoding.bitrate is not None and encoding.bitrate not in sound.bitrates:
        raise Unsupported(_explain_bitrates(suffix, encoding.bitrate, sound.bitrates))
    if encoding.vbr is not None and not sound.vbr:
        those = _list_suffixes(lambda sound: sound.vbr)
        raise Unsupported(f"{suffix} takes no --vbr: {join_words(those, 'and')} do.")
    if encoding.vbr is not None and encoding.bitrate is not None:
        raise Unsupported("A bit rate is constant or variable: give --bitrate or --vbr, not both.")


def _explain_bitrates(suffix: str, bitrate: int, bitrates: Sequence[int]) -> str:
    """Say which bit rates an output has instead."""
    if not bitrates:
        those = _list_suffixes(lambda sound: bool(sound.bitrates))
        return f"{suffix} takes no --bitrate: {join_words(those, 'and')} do."
    if isinstance(bitrates, range):
        allowed = f"from {bitrates[0]} to {bitrates[-1]} kbit/s"
    else:
        allowed = f"one of {', '.join(map(str, bitrates))} kbit/s"
    return f"{suffix} has no bit rate of {bitrate} kbit/s: give {allowed}."


def _list_suffixes(wanted: Callable[[SoundOptions], bool]) -> Iterator[str]:
    """List the outputs whose sound can be asked for something."""
    return (suffix for suffix, each in OUTPUTS.items() if each.sound and wanted(each.sound))


def join_words(words: Iterable[str], conjunction: str) -> str:
    """Write a list of words: ``.mp3, .wav or .flac``."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}"
