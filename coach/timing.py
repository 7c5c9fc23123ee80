"""Time as integers: frames at 44,100 Hz, exact rounding, and durations in words a script can use.

Every length in the program is an integer count of frames; every range is half-open. Scripts state
time in milliseconds at the finest, so a stated time is kept as whole milliseconds until it becomes
frames, and nothing is ever a float.
"""

from fractions import Fraction

SAMPLE_RATE = 44_100
"""Frames in one second, everywhere."""

SECOND = SAMPLE_RATE
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE


def round_half_up(numerator: int, denominator: int) -> int:
    """Round ``numerator / denominator`` (not negative) to the nearest integer, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def frames_of_ms(milliseconds: int) -> int:
    """Give the number of frames nearest to ``milliseconds``."""
    return round_half_up(milliseconds * SAMPLE_RATE, 1000)


def ms_of_frames(frames: int) -> int:
    """Give the number of milliseconds nearest to ``frames``."""
    return round_half_up(frames * 1000, SAMPLE_RATE)


def scaled(frames: int, factor: Fraction) -> int:
    """Scale a length by an exact factor, to the nearest frame."""
    return round_half_up(frames * factor.numerator, factor.denominator)


def duration_text(frames: int) -> str:
    """Write a length the way a script does: ``45s``, ``1min``, ``1min 30s``, ``7.5s``."""
    minutes, ms = divmod(ms_of_frames(frames), 60_000)
    seconds = f"{ms // 1000}.{ms % 1000:03d}".rstrip("0").rstrip(".")
    if not minutes:
        return f"{seconds}s"
    return f"{minutes}min" if not ms else f"{minutes}min {seconds}s"


def clock_text(frames: int) -> str:
    """Write a place in a track for a reader, to a tenth of a second: ``1:05.3``, ``1:02:03.0``."""
    tenths = frames * 10 // SAMPLE_RATE
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    rest = f"{tenths // 10:02d}.{tenths % 10}"
    return f"{hours}:{minutes:02d}:{rest}" if hours else f"{minutes}:{rest}"
