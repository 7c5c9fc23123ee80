"""The ceiling of a track's true peak in dBTP before it is encoded, by format.

An encoder adds to the peaks of speech, the more the fewer bits it has. Each ceiling leaves room for
the most that was seen in the routines that ship, so that what is decoded stays under -1 dBTP.
"""

from coach.audio.targets import CEILING_DBTP, LOUDNESS_LUFS
from coach.outputs.audio.encoding import Encoding

_LOW_BITRATES_KBPS = range(48)
"""Bit rates, in kbit/s, at which much of the sound is left away."""

_EACH_LU, _AT_MOST = 0.2, 0.4
"""What more an encoder adds, in dB, for each LU over the usual loudness: what is limited by more
has more peaks just under the ceiling. Up to 0.4 dB was seen, at -14 LUFS and above."""


def find_lossless_ceiling(_encoding: Encoding, _loudness: float) -> float:
    """Nothing is added."""
    return CEILING_DBTP


def find_mp3_ceiling(encoding: Encoding, loudness: float) -> float:
    """LAME adds up to 1.3 dB, and up to 3.1 with few bits."""
    vbr, ceiling = encoding.vbr or 0, -2.5
    if vbr >= 6:
        ceiling = -4.5
    elif vbr == 5 or encoding.bitrate in _LOW_BITRATES_KBPS:
        ceiling = -4.0
    return ceiling - _find_extra_headroom(loudness)


def find_vorbis_ceiling(encoding: Encoding, loudness: float) -> float:
    """Vorbis adds up to 1.7 dB, and up to 3.7 with few bits."""
    return {8: -4.5, 9: -5.0}.get(encoding.vbr or 0, -3.0) - _find_extra_headroom(loudness)


def find_opus_ceiling(encoding: Encoding, loudness: float) -> float:
    """Opus adds up to 1.9 dB, and up to 3.2 with few bits."""
    return (-4.5 if encoding.bitrate in _LOW_BITRATES_KBPS else -3.0) - _find_extra_headroom(
        loudness
    )


def find_aac_ceiling(_encoding: Encoding, loudness: float) -> float:
    """FFmpeg's AAC adds up to 1.4 dB."""
    return -2.5 - _find_extra_headroom(loudness)


def _find_extra_headroom(loudness: float) -> float:
    """Return what is added to a track louder than usual, in dB."""
    return min(max(loudness - LOUDNESS_LUFS, 0.0) * _EACH_LU, _AT_MOST)
