"""Opus of a track, in Ogg, encoded on all cores: the best of the formats at low bit rates.

A decoder foretells a packet from those before it, and forgets them within some tenths of a second.
Two encoders of the same sound come to agree, and then write the very same packets: where they have
done so for a while, one can go over into the other.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from fractions import Fraction
from itertools import chain
from typing import BinaryIO

import numpy as np
import soxr

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.ogg import Packet, write_ogg
from coach.outputs.audio.pyav import audio_frame, check_extra, floating, layout
from coach.outputs.audio.recording import Recording, Samples
from coach.outputs.audio.segments import Splitting, cut_of_packets, encoded
from coach.outputs.audio.tags.vorbis_comments import comment_block
from coach.outputs.label import Label
from coach.timing import SAMPLE_RATE, round_half_up

BITRATE = 48
"""kbit/s of a channel, unless said otherwise."""

_RATE = 48_000
"""Frames in a second: Opus knows no other rate of this order."""

_PACKET = 960
"""Frames in a packet, at that rate: 20 ms."""

_PACKET_FRAMES = _PACKET * SAMPLE_RATE // _RATE
"""The same in frames of the track, 882."""

_STEP = 925
"""Packets in a segment, at the least: 18.5 s."""

_OVERLAP = 75
"""Packets that a segment has in common with the next, 1.5 s."""

_ALIKE = 8
"""Packets that are alike for as long as a decoder remembers: what it foretells of a sound's power,
it has each time by half."""


def write_opus(file: BinaryIO, recording: Recording, encoding: Encoding, label: Label) -> None:
    """Write a track as Opus.

    Args:
        file: binary, open for writing, and empty.
        recording: the track.
        encoding: its bit rate, around which Opus varies as the sound needs.
        label: what is said of it.

    Raises:
        MissingExtra: if PyAV is not installed.
    """
    check_extra()
    import av  # noqa: PLC0415 - the extra need not be installed

    channels = recording.channels
    bitrate = (encoding.bitrate or BITRATE * channels) * 1000
    head = Encoder(bitrate, channels).head
    vendor = f"Lavc{'.'.join(map(str, av.library_versions['libavcodec']))} libopus"
    said = b"OpusTags" + comment_block(label, vendor, framing=False)
    splitting = Splitting(
        _STEP * _PACKET_FRAMES,
        _OVERLAP * _PACKET_FRAMES,
        begin=lambda _start: Encoder(bitrate, channels),
        join=join,
        cut=cut_of_packets(_PACKET_FRAMES),
    )
    with closing(encoded(recording, splitting)) as parts:
        packets = chain.from_iterable(parts)
        write_ogg(file, (head, said), _numbered(packets, head, recording.frames))


class Encoder:
    """A run of the encoder, at a bit rate in bit/s.

    Attributes:
        head: the first packet of a file (``OpusHead``).
    """

    def __init__(self, bitrate: int, channels: int) -> None:
        import av  # noqa: PLC0415 - the extra need not be installed

        self._at = 0
        self._nothing = np.zeros(0 if channels == 1 else (0, channels), np.int16)
        self._resampler = soxr.ResampleStream(SAMPLE_RATE, _RATE, channels, dtype="float32")
        self._codec = av.CodecContext.create("libopus", "w")
        self._codec.sample_rate = _RATE
        self._codec.layout = layout(channels)
        self._codec.format = "flt"
        self._codec.bit_rate = bitrate
        self._codec.time_base = Fraction(1, _RATE)
        # Without it Opus changes to and fro between two ways of coding, and speech peaks there.
        self._codec.options = {"application": "lowdelay"}
        self._codec.open()
        self.head = self._codec.extradata or b""

    def encode(self, blocks: Iterable[Samples]) -> list[bytes]:
        """Encode the next samples."""
        return [packet for block in blocks for packet in self._encoded(block)]

    def flush(self) -> list[bytes]:
        """Give the rest of the packets."""
        last = list(self._encoded(self._nothing, last=True))
        return [*last, *map(bytes, self._codec.encode(None))]

    def _encoded(self, block: Samples, *, last: bool = False) -> Iterator[bytes]:
        resampled = self._resampler.resample_chunk(floating(block), last=last)
        if len(resampled):
            frame = audio_frame(resampled, self._at, _RATE)
            self._at += len(resampled)
            yield from map(bytes, self._codec.encode(frame))


def join(earlier: list[bytes], later: list[bytes]) -> list[bytes] | None:
    """Go over from the packets of one encoder to those of another.

    It is as late as both reach, but after packets that are alike: as many as can be found, up to
    as many as a decoder remembers.

    Args:
        earlier: from some place in the track on.
        later: from the same place on, the first of a new encoder.
    """
    best = alike = most = 0
    for place, (one, other) in enumerate(zip(earlier, later, strict=False), start=1):
        alike = min(alike + 1, _ALIKE) if one == other else 0
        if alike and alike >= most:
            best, most = place, alike
    return earlier[:best] + later[best:] if best else None


def _numbered(packets: Iterable[bytes], head: bytes, frames: int) -> Iterator[Packet]:
    """Say of each packet how far the stream comes with it, the frames before the track included.

    That of the last says where in it the track ends.
    """
    skipped = int.from_bytes(head[10:12], "little")
    end = skipped + round_half_up(frames * _RATE, SAMPLE_RATE)
    for number, packet in enumerate(packets, start=1):
        yield Packet(packet, min(number * _PACKET, end))
