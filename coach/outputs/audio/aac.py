"""AAC by FFmpeg's encoder, on all cores.

A packet stands by itself, but for the overlap of its window with those of its neighbours: packets
of two encoders go together where both have chosen the same shape of window.

Layout: ISO/IEC 14496-3, 4.4.2 (``raw_data_block``, ``ics_info``).
"""

from collections.abc import Generator, Iterable
from fractions import Fraction

from coach.outputs.audio.pyav import audio_frame, floating, layout
from coach.outputs.audio.recording import Recording, Samples
from coach.outputs.audio.segments import Splitting, cut_of_packets, encoded
from coach.timing import SAMPLE_RATE

PACKET_FRAMES = 1024
"""Frames in a packet."""

PRIMING = 1024
"""Frames that the encoder puts before the track."""

_STEP = 800
"""Packets in a segment, at the least: 19 s."""

_OVERLAP = 43
"""Packets that a segment has in common with the next, 1 s."""

_WARM_UP = 12
"""Packets of an encoder's beginning that are never heard: of the first, half is silence, and after
a few more it gives each as many bits as one that has run for long."""

_ONE_CHANNEL, _TWO_CHANNELS = 0, 1
"""What a packet begins with, in three bits."""


class Encoder:
    """A run of the encoder, at a bit rate in bit/s.

    Attributes:
        config: what decoders begin with (``AudioSpecificConfig``).
    """

    def __init__(self, bitrate: int, channels: int) -> None:
        import av  # noqa: PLC0415 - the extra need not be installed
        from av.codec.context import Flags  # noqa: PLC0415 - as above

        self._at = 0
        self._codec = av.CodecContext.create("aac", "w")
        self._codec.sample_rate = SAMPLE_RATE
        self._codec.layout = layout(channels)
        self._codec.format = "fltp"
        self._codec.bit_rate = bitrate
        self._codec.time_base = Fraction(1, SAMPLE_RATE)
        # With its other coder, and with noise shaped in time, speech was heard 3 dB over its peaks.
        self._codec.options = {"aac_coder": "fast", "aac_tns": "0"}
        self._codec.flags |= Flags.global_header  # the configuration apart from the packets
        self._codec.open()
        self.config = self._codec.extradata or b""

    def encode(self, blocks: Iterable[Samples]) -> list[bytes]:
        """Encode the next samples."""
        packets: list[bytes] = []
        for block in blocks:
            frame = audio_frame(floating(block), self._at, SAMPLE_RATE)
            self._at += len(block)
            packets += map(bytes, self._codec.encode(frame))
        return packets

    def flush(self) -> list[bytes]:
        """Give the rest of the packets."""
        return [bytes(packet) for packet in self._codec.encode(None)]


def packets(recording: Recording, bitrate: int) -> Generator[bytes]:
    """Encode a recording at a bit rate in bit/s; the first packet primes."""
    splitting = Splitting(
        _STEP * PACKET_FRAMES,
        _OVERLAP * PACKET_FRAMES,
        begin=lambda _start: Encoder(bitrate, recording.channels),
        join=join,
        cut=cut_of_packets(PACKET_FRAMES),
    )
    for part in encoded(recording, splitting):
        yield from part


def join(earlier: list[bytes], later: list[bytes]) -> list[bytes] | None:
    """Go over from the packets of one encoder to those of another, as late as both reach.

    Args:
        earlier: from some place in the track on.
        later: from the same place on, the first of a new encoder.
    """
    for place in range(min(len(earlier), len(later)) - 1, _WARM_UP - 1, -1):
        window = _window(earlier[place - 1])
        if window is not None and window == _window(later[place - 1]):
            return earlier[:place] + later[place:]
    return None


def _window(packet: bytes) -> int | None:
    """Give the sequence and the shape of a packet's window; None where it may have two."""
    kind = packet[0] >> 5
    if kind == _ONE_CHANNEL:
        return packet[2] >> 5  # after a number of four bits, a gain of eight, and a reserved bit
    if kind == _TWO_CHANNELS and packet[0] & 1:  # the channels have one window
        return packet[1] >> 4 & 7
    return None
