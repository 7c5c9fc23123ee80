"""The length that one action gets: as it is told, as a time, and as a count."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.score import breath as rhythm
from coach.script.model import FREE_REP_MS, Action, Breath, Step, Tempo, Unit
from coach.timing import Frames, Ms, ms_to_frames

_REST_AFTER_FREE_MS = 8000
"""The rest that repetitions in the listener's own time leave before the next interval."""


@dataclass(frozen=True, slots=True)
class ResolvedLength:
    """How long one action is.

    Attributes:
        unit: the unit its length was stated or asked in, which is how it is spoken.
        value: the length in that unit.
        ms: the length as a time.
        count: whole breaths of a paced hold, repetitions, or passes; 0 where nothing is counted.
        breath: the pattern of a hold.
        tempo: the tempo of repetitions, else None.
        spots: how many tender spots it is done for.
        sets: how often it is done.
        most_ms: what an interval leaves for repetitions in the listener's own time; None where
            nothing limits them.
    """

    unit: Unit
    value: int
    ms: Ms
    count: int
    breath: Breath
    tempo: Tempo | None
    spots: int
    sets: int
    most_ms: Ms | None = None

    @property
    def told(self) -> tuple[Unit, int]:
        """The unit and the value, which is what a listener is told."""
        return self.unit, self.value

    @property
    def frames(self) -> Frames:
        """The length in frames."""
        return ms_to_frames(self.ms)


def limit_free_reps(every: Ms) -> Ms:
    """Return how long repetitions in the listener's own time may take in an interval.

    They leave a rest, for what is said of the next: eight seconds, or half of a short interval.

    >>> limit_free_reps(Ms(60_000)), limit_free_reps(Ms(10_000))
    (52000, 5000)
    """
    return Ms(every - min(_REST_AFTER_FREE_MS, every // 2))


def resize_length(resolved: ResolvedLength, action: Action, value: int) -> ResolvedLength:
    """Return the length of an action with another value in its unit."""
    if action.kind == "reps":
        cycle = resolved.tempo.milliseconds if resolved.tempo else FREE_REP_MS
    else:
        cycle = action.pass_ms or resolved.breath.milliseconds
    if resolved.unit != "ms":
        usual = Ms(value * cycle)
        if resolved.most_ms is not None:
            usual = min(usual, resolved.most_ms)
        return replace(resolved, value=value, ms=action.free_ms or usual, count=value)
    count = rhythm.count_fitting_cycles(ms_to_frames(Ms(value)), cycle) if cycle else 0
    return replace(resolved, value=value, ms=Ms(value), count=count)


def measure_silence(step: Step, lengths: Sequence[ResolvedLength]) -> int:
    """Return the frames of a rest or a wait, however often it is done."""
    between = 0 if step.between is None else ms_to_frames(step.between)
    return sum(each.frames for each in lengths) + (len(lengths) - 1) * between
