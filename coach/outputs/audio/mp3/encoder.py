"""LAME, set up for an encoding."""

from collections.abc import Iterable

import lameenc
import numpy as np

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.mp3.frames import BITRATES
from coach.outputs.audio.recording import Samples
from coach.timing import SAMPLE_RATE

_BITRATE = {1: 64, 2: 128}
"""kbit/s by default, by channels: transparent for mono speech, 29 MB an hour."""

_QUALITY = 7
"""LAME's effort at constant bit rates, from 2 (most) to 7. At 64 kbit/s, mono speech comes out of
7 with less audible noise (noise-to-mask ratio -4.0 dB; -3.6 at 5, -2.6 at 2) and lower peaks, in
2/3 of the time of 5; at 128 kbit/s, stereo music in half the time and no worse.
"""

_VBR_QUALITY = 5
"""The same at variable ones: the least at which ``-V`` gives what it gives by LAME's own default.
At 7 it stands for less: a fifth fewer bits and 2 dB more noise."""

_SCALES = {192: 0.97, 224: 0.98, 256: 1.0, 320: 1.0}
"""What LAME multiplies its input by, by bit rate, at constant bit rates (`abr_switch_map` in its
``presets.c``), where it is not `_SCALE`. It is undone beforehand: the track keeps its loudness.
Variable ones leave the input as it is."""

_SCALE = 0.95

_FULL_SCALE = 32_767


def choose_constant_bitrate(encoding: Encoding, channels: int) -> int | None:
    """Return the constant bit rate of an encoding, in kbit/s; None if it varies.

    Raises:
        ValueError: if MP3 cannot be encoded so.
    """
    if encoding.vbr is not None:
        if encoding.bitrate is not None or not 0 <= encoding.vbr <= 9:
            message = f"no variable bit rate {encoding.vbr} at {encoding.bitrate} kbit/s"
            raise ValueError(message)
        return None
    bitrate = _BITRATE[channels] if encoding.bitrate is None else encoding.bitrate
    if bitrate not in BITRATES:
        message = f"no constant bit rate of {bitrate} kbit/s: choose among {BITRATES}"
        raise ValueError(message)
    return bitrate


def write_quality_note(encoding: Encoding) -> int:
    """Return what LAME would write into its tag about the quality: 100 is the best."""
    if encoding.vbr is None:
        return 100 - 10 * 4 - _QUALITY  # -V is 4 where it says nothing
    return 100 - 10 * encoding.vbr - _VBR_QUALITY


class LameEncoder:
    """One run of LAME; what it gives may end within a frame."""

    def __init__(self, encoding: Encoding, channels: int) -> None:
        bitrate = choose_constant_bitrate(encoding, channels)
        self._scale = 1.0 if bitrate is None else _SCALES.get(bitrate, _SCALE)
        self._lame = lameenc.Encoder()
        self._lame.silence()
        self._lame.set_channels(channels)
        self._lame.set_in_sample_rate(SAMPLE_RATE)
        self._lame.set_out_sample_rate(SAMPLE_RATE)
        if bitrate is None:
            self._lame.set_vbr(lameenc.VBR_MTRH)
            self._lame.set_vbr_quality(encoding.vbr)
            self._lame.set_quality(_VBR_QUALITY)
        else:
            self._lame.set_bit_rate(bitrate)
            self._lame.set_quality(_QUALITY)
        self._encode_block(np.zeros(0, np.int16))  # LAME sets itself up in the first call

    def encode(self, blocks: Iterable[Samples]) -> bytes:
        """Encode the next samples."""
        return b"".join(map(self._encode_block, blocks))

    def flush(self) -> bytes:
        """Return the rest of the stream."""
        return bytes(self._lame.flush())

    def _encode_block(self, samples: Samples) -> bytes:
        return bytes(self._lame.encode(self._undo_scale(samples)))

    def _undo_scale(self, samples: Samples) -> Samples:
        """Amplify samples by as much as LAME will soften them."""
        if self._scale == 1:
            return samples
        louder = samples * np.float32(1 / self._scale)
        np.rint(louder, out=louder)
        np.clip(louder, -_FULL_SCALE, _FULL_SCALE, out=louder)
        return louder.astype(np.int16)
