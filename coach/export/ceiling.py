"""The ceiling of a track's true peak in dBTP before it is encoded, by format.

An encoder adds to the peaks of speech, the more the fewer bits it has. Each ceiling leaves room for
the most that was seen in the routines that ship, so that what is decoded stays under -1 dBTP.
"""

from coach.audio.master import CEILING, LOUDNESS
from coach.export.encoding import Encoding

_FEW = range(48)
"""Bit rates, in kbit/s, at which much of the sound is left away."""


_EACH_LU, _AT_MOST = 0.2, 0.4
"""What more an encoder adds, in dB, for each LU over the usual loudness: what is limited by more
has more peaks just under the ceiling. Up to 0.4 dB was seen, at -14 LUFS and above."""


def lowered(ceiling: float, loudness: float) -> float:
    """Lower a ceiling for a track that is louder than usual, if it is to be encoded at all."""
    if ceiling == CEILING:
        return ceiling
    return ceiling - min(max(loudness - LOUDNESS, 0.0) * _EACH_LU, _AT_MOST)


def lossless(_encoding: Encoding) -> float:
    """Nothing is added."""
    return CEILING


def mp3(encoding: Encoding) -> float:
    """LAME adds up to 1.3 dB, and up to 3.1 with few bits."""
    vbr = encoding.vbr or 0
    if vbr >= 6:
        return -4.5
    return -4.0 if vbr == 5 or encoding.bitrate in _FEW else -2.5


def vorbis(encoding: Encoding) -> float:
    """Vorbis adds up to 1.7 dB, and up to 3.7 with the fewest bits."""
    return {8: -4.0, 9: -5.0}.get(encoding.vbr or 0, -3.0)


def opus(encoding: Encoding) -> float:
    """Opus adds up to 1.9 dB, and up to 3.2 with few bits."""
    return -4.5 if encoding.bitrate in _FEW else -3.0


def aac(_encoding: Encoding) -> float:
    """FFmpeg's AAC adds up to 1.4 dB."""
    return -2.5
