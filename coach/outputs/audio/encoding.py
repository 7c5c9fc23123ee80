"""What can be asked of an encoder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Encoding:
    """What was asked of an encoder.

    Attributes:
        bitrate: in kbit/s; None for what suits the format.
        vbr: a variable bit rate, from 0 (the best) to 9 (the smallest); None for a constant one.
    """

    bitrate: int | None = None
    vbr: int | None = None
