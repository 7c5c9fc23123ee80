"""What encoders that FFmpeg has need, by way of PyAV, which is an optional extra."""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coach.outputs.target import ExportError

if TYPE_CHECKING:
    import av

_FULL_SCALE = 32_768


class MissingExtra(ExportError):
    """A format needs a library that is not installed."""


def check_extra() -> None:
    """Check that PyAV is there.

    Raises:
        MissingExtra: if it is not.
    """
    try:
        import av  # noqa: F401, PLC0415 - the extra need not be installed
    except ImportError:
        raise MissingExtra(
            "Opus, M4A and M4B need the extra `formats`, which is PyAV: "
            "`pip install av` installs it."
        ) from None


def floating(block: NDArray[np.int16]) -> NDArray[np.float32]:
    """Give 16-bit samples as numbers within ±1."""
    return block.astype(np.float32) / np.float32(_FULL_SCALE)


def audio_frame(block: NDArray[np.float32], at: int, rate: int) -> "av.AudioFrame":
    """Make FFmpeg's frame of a block of shape (frames,), or (frames, 2) in stereo.

    It bears its place in the track: only then does FFmpeg know that what the encoder puts before
    the track is to be left out again.
    """
    import av  # noqa: PLC0415 - see above

    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(block).reshape(1, -1), format="flt", layout=layout(block.ndim)
    )
    frame.sample_rate = rate
    frame.time_base = Fraction(1, rate)
    frame.pts = at
    return frame


def layout(channels: int) -> str:
    """Give FFmpeg's name for one or two channels."""
    return "mono" if channels == 1 else "stereo"
