"""Time as integers: milliseconds and frames at 44,100 Hz, exact rounding, durations as text.

A script states time in whole milliseconds (`Ms`); from the score on, every length is a count of
frames (`Frames`) and every range is half-open. Nothing is ever a float.
"""

from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from fractions import Fraction

Ms = NewType("Ms", int)
"""Whole milliseconds: what a script or an option states."""

Frames = NewType("Frames", int)
"""Frames at `SAMPLE_RATE`: where something lies in a track, and how long it is there."""

SAMPLE_RATE = 44_100
"""Frames in one second, everywhere."""

SECOND = SAMPLE_RATE
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

SECOND_MS = Ms(1000)
MINUTE_MS = Ms(60 * SECOND_MS)
HOUR_MS = Ms(60 * MINUTE_MS)


def round_half_up(numerator: int, denominator: int) -> int:
    """Round ``numerator / denominator`` (not negative) to the nearest integer, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def ms_to_frames(milliseconds: Ms) -> Frames:
    """Return the number of frames nearest to ``milliseconds``."""
    return Frames(round_half_up(milliseconds * SAMPLE_RATE, 1000))


def frames_to_ms(frames: int) -> Ms:
    """Return the number of milliseconds nearest to ``frames``."""
    return Ms(round_half_up(frames * 1000, SAMPLE_RATE))


def scale_frames(frames: int, factor: "Fraction") -> int:
    """Scale a length by an exact factor, to the nearest frame."""
    return round_half_up(frames * factor.numerator, factor.denominator)


def fit_cycles(length: int, cycle: int) -> int:
    """Return the whole number of cycles that fits a length best, at least one.

    The best count makes ``max(f, 1/f)`` least, where ``f`` is the length over the unstretched
    cycles; where two are as good, the fewer. Both lengths are in one unit.

    >>> fit_cycles(45, 10), fit_cycles(44, 10), fit_cycles(3, 10)
    (5, 4, 1)
    """
    fewer = max(1, length // cycle)
    # Of n and n + 1 cycles, n strain less where length / n < (n + 1) / length, in cycles.
    return fewer if length**2 <= fewer * (fewer + 1) * cycle**2 else fewer + 1


def round_up_to_tenths(frames: int) -> int:
    """Return frames rounded up to tenths of a second, as a person reads them.

    >>> round_up_to_tenths(44_101)
    48510
    """
    tenth = SECOND // 10
    return -(-frames // tenth) * tenth


def write_duration(frames: int) -> str:
    """Write frames the way a script writes a length."""
    return write_ms(frames_to_ms(frames))


def write_ms(milliseconds: Ms) -> str:
    """Write a length the way a script does: ``45s``, ``1min``, ``1min 30s``, ``7.5s``."""
    minutes, ms = divmod(milliseconds, 60_000)
    seconds = f"{ms // 1000}.{ms % 1000:03d}".rstrip("0").rstrip(".")
    if not minutes:
        return f"{seconds}s"
    return f"{minutes}min" if not ms else f"{minutes}min {seconds}s"


def write_spaced_ms(milliseconds: Ms) -> str:
    """Write a length for a reader, with a space before each unit.

    >>> write_spaced_ms(Ms(90_000))
    '1 min 30 s'
    """
    return space_units(write_ms(milliseconds))


def space_units(text: str) -> str:
    """Put a space before each unit of a length.

    >>> space_units("30–45s")
    '30–45 s'
    """
    return text.replace("min", " min").replace("s", " s")


def write_clock_seconds(seconds: int) -> str:
    """Write whole seconds as a clock does.

    >>> write_clock_seconds(45), write_clock_seconds(3723)
    ('0:45', '1:02:03')
    """
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def write_clock(frames: int) -> str:
    """Write a place in a track for a reader, to a tenth of a second: ``1:05.3``, ``1:02:03.0``."""
    tenths = frames * 10 // SAMPLE_RATE
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    rest = f"{tenths // 10:02d}.{tenths % 10}"
    return f"{hours}:{minutes:02d}:{rest}" if hours else f"{minutes}:{rest}"
