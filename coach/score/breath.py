"""Fitting a rhythm to a length: whole cycles, and where each phase begins, to the frame.

Breath cycles, repetitions and rolling passes are all rhythms: phases of stated lengths that
repeat. A rhythm is stretched or pressed as a whole until it fills its action exactly.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from coach.timing import SAMPLE_RATE, fit_cycles, round_half_up


def count_fitting_cycles(frames: int, milliseconds: int) -> int:
    """Return the whole number of cycles of ``milliseconds`` that fits a length best."""
    return fit_cycles(frames * 1000, milliseconds * SAMPLE_RATE)


def find_fitting_seconds(seconds: int, milliseconds: int, least: int, most: int | None) -> int:
    """Return the whole seconds nearest to ``seconds`` that fit ``least`` to ``most`` cycles.

    A length fits n cycles rather than n + 1 up to the square root of n × (n + 1) cycles, where
    both strain the breath alike.
    """
    lowest = isqrt((least - 1) * least * milliseconds**2) // 1000 + 1
    if most is None:
        return max(seconds, lowest)
    highest = isqrt(most * (most + 1) * milliseconds**2) // 1000
    return max(min(seconds, highest), lowest)


def measure_stretch(frames: int, milliseconds: int) -> Fraction:
    """Return a length over the unstretched length of a rhythm, exactly."""
    return Fraction(frames * 1000, milliseconds * SAMPLE_RATE)


class Beat(NamedTuple):
    """One phase of one cycle, ``[at, at + frames)`` from the start of the action.

    A day has some hundred thousand, and a tuple is made three times as fast as a dataclass.
    """

    cycle: int
    phase: int
    at: int
    frames: int

    @property
    def end(self) -> int:
        """The first frame after it."""
        return self.at + self.frames


def lay_out_beats(frames: int, phases: Sequence[int], cycles: int) -> Iterator[Beat]:
    """Lay ``cycles`` of ``phases`` (their lengths in any one unit) over ``frames``.

    The phases tile the length: boundary i lies at the frame nearest to
    ``frames × (sum of the phases before it) / (sum of all)``, halves up.
    """
    total = sum(phases) * cycles
    at = passed = 0
    for cycle in range(cycles):
        for phase, length in enumerate(phases):
            passed += length
            end = round_half_up(frames * passed, total)
            yield Beat(cycle, phase, at, end - at)
            at = end
