"""AAC of a track in MPEG-4: M4A, and M4B, which players take for an audiobook."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, BinaryIO

from mutagen.mp4 import MP4, MP4Cover

from coach.export.codecs.mp4 import Audio, write_mp4
from coach.export.codecs.pyav import audio_frame, check_extra, floating, layout
from coach.export.encoding import Blocks, Encoding
from coach.export.label import Label
from coach.export.tags.language import iso_639_2
from coach.timing import SAMPLE_RATE

if TYPE_CHECKING:
    import av

BITRATE = 64
"""kbit/s of a channel, unless said otherwise."""

_AUDIOBOOK = 2
"""The kind of media (``stik``) whose place in it players keep."""


def write_m4a(file: BinaryIO, blocks: Blocks, encoding: Encoding, label: Label) -> None:
    """Write a track as M4A.

    The container says where in the first and the last of its frames the track begins and ends.
    FFmpeg begins there, but decodes all of the last frame, which is of 1024.

    Args:
        file: binary, open for reading and writing, and empty.
        blocks: the track.
        encoding: its channels, and its bit rate, which the encoder keeps near to.
        label: what is said of it.

    Raises:
        MissingExtra: if PyAV is not installed.
    """
    _write(file, blocks, encoding, label, "M4A ")
    _tag(file, label, {})


def write_m4b(file: BinaryIO, blocks: Blocks, encoding: Encoding, label: Label) -> None:
    """Write a track as M4B: as `write_m4a`, but marked as an audiobook."""
    _write(file, blocks, encoding, label, "M4B ")
    _tag(file, label, {"stik": [_AUDIOBOOK]})


def _write(file: BinaryIO, blocks: Blocks, encoding: Encoding, label: Label, brand: str) -> None:
    """Write audio and chapters into a file of a brand."""
    check_extra()
    import av  # noqa: PLC0415 - the extra need not be installed
    from av.codec.context import Flags  # noqa: PLC0415 - as above

    bitrate = (encoding.bitrate or BITRATE * encoding.channels) * 1000
    encoder = av.CodecContext.create("aac", "w")
    encoder.sample_rate = SAMPLE_RATE
    encoder.layout = layout(encoding.channels)
    encoder.format = "fltp"
    encoder.bit_rate = bitrate
    encoder.time_base = Fraction(1, SAMPLE_RATE)
    # With its other coder, and with noise shaped in time, speech was heard 3 dB over its peaks.
    encoder.options = {"aac_coder": "fast", "aac_tns": "0"}
    encoder.flags |= Flags.global_header  # the configuration apart from the packets
    encoder.open()
    audio = Audio(
        brand=brand,
        frames=encoding.frames,
        channels=encoding.channels,
        bitrate=bitrate,
        config=encoder.extradata or b"",
        language=iso_639_2(label.language),
        chapters=label.chapters,
    )
    write_mp4(file, _packets(blocks, encoder), audio)


def _packets(blocks: Blocks, encoder: "av.AudioCodecContext") -> Iterator[bytes]:
    """Encode blocks."""
    at = 0
    for block in blocks:
        if len(block):
            frame = audio_frame(floating(block), at, SAMPLE_RATE)
            yield from map(bytes, encoder.encode(frame))
            at += len(block)
    yield from map(bytes, encoder.encode(None))


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
