"""The phases of an action: where its breaths and repetitions begin and end."""

from collections.abc import Iterator
from functools import cached_property
from itertools import cycle, groupby
from typing import NamedTuple

from coach.score.breath import Beat, lay_out_beats
from coach.score.cuesheet import Cycles, Pace, Repetitions
from coach.script.model import PhaseKind, RepPhaseKind
from coach.timing import SECOND_MS, round_half_up

AnyPhaseKind = PhaseKind | RepPhaseKind


class PhaseSpan(NamedTuple):
    """A stretch of the action that recurs: one in-breath, one lowering."""

    at: int
    end: int


class PhaseSpans:
    """The phases of an action of some frames at a pace; none where nothing paces it."""

    def __init__(self, frames: int, pace: Pace | None) -> None:
        self._frames = frames
        self._pace = pace

    def _iterate_beats(self) -> Iterator[Beat]:
        match self._pace:
            case Cycles(breath, count, _):
                phases = [phase.milliseconds for phase in breath.phases]
                yield from lay_out_beats(self._frames, phases, count)
            case Repetitions(tempo=tempo, numbers=numbers):
                yield from lay_out_beats(self._frames, tempo.phases, len(numbers))
            case _:
                return

    def find_all(self, kind: str) -> Iterator[PhaseSpan]:
        """Yield every in-breath, out-breath, lift or lowering; a double in-breath is one."""
        return (moment for _, phase, moment in self._all_spans if phase == kind)

    def find_counts(self) -> Iterator[tuple[PhaseKind, tuple[int, ...]]]:
        """Yield every breath phase with the frames at which its seconds begin.

        They are whole seconds of the pattern, stretched or pressed as the breath is.
        """
        if not isinstance(self._pace, Cycles):
            return
        stated = [
            (kind, sum(phase.milliseconds for phase in phases))
            for kind, phases in groupby(self._pace.breath.phases, lambda phase: phase.kind)
        ]
        for (kind, length), (_, _, moment) in zip(cycle(stated), self._all_spans, strict=False):
            frames = (moment.end - moment.at) * SECOND_MS
            seconds = range(length // SECOND_MS)
            yield kind, tuple(moment.at + round_half_up(frames * n, length) for n in seconds)

    def find_first_breath(self) -> Iterator[tuple[PhaseKind, PhaseSpan]]:
        """Yield the phases of the first breath."""
        for number, kind, moment in self._all_spans:
            if number == 0 and kind in ("in", "held", "out"):
                yield kind, moment

    @cached_property
    def _all_spans(self) -> tuple[tuple[int, AnyPhaseKind, PhaseSpan], ...]:
        """Every phase, found once for all cues."""
        return tuple(self._find_phases())

    def _find_phases(self) -> Iterator[tuple[int, AnyPhaseKind, PhaseSpan]]:
        """Yield every phase with its cycle and its kind; a double in-breath is one phase."""
        match self._pace:
            case Cycles(breath, _, _):
                kinds: tuple[AnyPhaseKind, ...] = tuple(phase.kind for phase in breath.phases)
            case Repetitions(tempo=tempo):
                kinds = tempo.kinds
            case _:
                kinds = ()
        start: int | None = None
        for beat in self._iterate_beats():
            if not beat.frames:
                continue
            kind = kinds[beat.phase]
            start = beat.at if start is None else start
            goes_on = beat.phase + 1 < len(kinds) and kinds[beat.phase + 1] == kind
            if not goes_on:
                yield beat.cycle, kind, PhaseSpan(start, beat.end)
                start = None

    def find_cycles(self) -> Iterator[tuple[int, int]]:
        """Yield where each repetition begins and ends."""
        start = 0
        last = 3
        for beat in self._iterate_beats():
            if beat.phase == last:
                yield start, beat.end
                start = beat.end
