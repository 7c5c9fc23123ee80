"""Placing what is said during one action: where each cue fits, and what becomes of the rest.

All frames here count from the onset of the action's start tone.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from coach.score.breath import Beat, beats
from coach.score.cuesheet import Cycles, Performance, PlannedCue, Repetitions, Silence
from coach.script.moments import AtBreath, AtHalf, AtTime, Each, LastOut, Spread
from coach.timing import SECOND, frames_of_ms, round_half_up

CLEAR = 3 * SECOND // 10
"""What a cue keeps clear of other speech, of the count-out and of the end."""

SLIDE = 3 * SECOND
"""How much later than asked a timed cue may come."""

COUNT_OUT = 3 * SECOND

ClipRole = Literal["cue", "breath", "number"]

FramesOf = Callable[[str], int]
"""How long the voice takes for a text."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clip that has its place."""

    at: int
    frames: int
    text: str
    role: ClipRole
    source: str


@dataclass(slots=True)
class Outcome:
    """What became of one cue: how often it is said and left out, and how late at the worst."""

    text: str
    source: str
    said: int = 0
    dropped: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the action that recurs: one in-breath, one lowering."""

    at: int
    end: int


def place(
    action: Performance | Silence, spoken_until: int, frames_of: FramesOf, *, words: bool
) -> tuple[tuple[Spoken, ...], tuple[Outcome, ...]]:
    """Place the cues of an action.

    Args:
        action: what is done meanwhile.
        spoken_until: where the speech before the action ends, at most 0.
        frames_of: how long the voice takes for a text.
        words: whether the first cycle's "Breathe in" and "and out" are said.
    """
    placing = _Placing(action, spoken_until, frames_of)
    timed = [cue for cue in action.cues if not isinstance(cue.when, Each | Spread)]
    spread = [cue for cue in action.cues if isinstance(cue.when, Spread)]
    for cue in timed:
        placing.timed(cue, placing.moment(cue))
    if words:
        placing.words()
    placing.numbers()
    for cue in action.cues:
        if isinstance(cue.when, Each):
            placing.each(cue, cue.when)
    for number, cue in enumerate(spread, start=1):
        placing.timed(cue, round_half_up(action.frames * number, len(spread) + 1))
    return tuple(placing.spoken), tuple(placing.outcomes)


class _Lane:
    """Where there is speech already, in order."""

    def __init__(self, spoken_until: int) -> None:
        self._starts = [spoken_until]
        self._ends = [spoken_until]

    def free(self, earliest: int, latest: int, frames: int) -> int | None:
        """Find the first place for a clip from ``earliest`` to ``latest``, clear of all speech."""
        at = earliest
        index = bisect_right(self._starts, at)
        if index:
            at = max(at, self._ends[index - 1] + CLEAR)
        while at <= latest:
            if index == len(self._starts) or at + frames + CLEAR <= self._starts[index]:
                return at
            at = max(at, self._ends[index] + CLEAR)
            index += 1
        return None

    def take(self, at: int, frames: int) -> None:
        index = bisect_right(self._starts, at)
        self._starts.insert(index, at)
        self._ends.insert(index, at + frames)


class _Placing:
    def __init__(
        self, action: Performance | Silence, spoken_until: int, frames_of: FramesOf
    ) -> None:
        self.spoken: list[Spoken] = []
        self.outcomes: list[Outcome] = []
        self._action = action
        self._frames_of = frames_of
        self._lane = _Lane(spoken_until)
        self._pace = action.pace if isinstance(action, Performance) else None
        counted = isinstance(action, Performance) and action.count_out
        self._until = action.frames - (COUNT_OUT if counted else 0) - CLEAR

    def moment(self, cue: PlannedCue) -> int | None:
        """Give the frame a timed cue asks for; None where the action does not come to it."""
        match cue.when:
            case AtTime(milliseconds):
                frames = frames_of_ms(milliseconds)
                return frames if frames < self._action.frames else None
            case AtHalf():
                return round_half_up(self._action.frames, 2)
            case AtBreath(phase, number):
                breaths = list(self._moments(phase))
                return breaths[number - 1].at if number <= len(breaths) else None
            case LastOut():
                outs = list(self._moments("out"))
                return outs[-1].at if outs else None
            case _:
                return None

    def timed(self, cue: PlannedCue, aim: int | None) -> None:
        """Say a cue at its moment, or up to three seconds later, or not at all."""
        outcome = self._outcome(cue.text, cue.source)
        frames = self._frames_of(cue.text)
        at = None if aim is None else self._free(aim, aim + SLIDE, frames)
        self._settle(outcome, at, frames, late=0 if at is None or aim is None else at - aim)

    def each(self, cue: PlannedCue, when: Each) -> None:
        """Say a cue inside its phase of every cycle where there is room."""
        outcome = self._outcome(cue.text, cue.source)
        frames = self._frames_of(cue.text)
        moments = list(self._moments(when.phase))
        if not moments:
            outcome.dropped += 1
        for moment in moments:
            at = self._free(moment.at, moment.end - frames, frames)
            late = 0 if at is None else at - moment.at
            self._settle(outcome, at, frames, late=late)

    def words(self) -> None:
        """Say "Breathe in" and "and out" at the phases of the first cycle free for both."""
        if not isinstance(self._pace, Cycles):
            return
        breathe_in, and_out = self._pace.words
        inward, outward = self._frames_of(breathe_in), self._frames_of(and_out)
        outcome = self._outcome(f"{breathe_in} … {and_out}", self._action.source)
        pairs = zip(self._moments("in"), self._moments("out"), strict=True)
        first: int | None = None
        for breath_in, breath_out in pairs:
            first = breath_in.at if first is None else first
            fits = inward <= breath_in.end - breath_in.at
            fits = fits and outward <= breath_out.end - breath_out.at
            fits = fits and breath_in.at + inward + CLEAR <= breath_out.at
            if (
                fits
                and self._free(breath_in.at, breath_in.at, inward) is not None
                and self._free(breath_out.at, breath_out.at, outward) is not None
            ):
                outcome.said += 1
                outcome.late = breath_in.at - first
                for at, frames, text in (
                    (breath_in.at, inward, breathe_in),
                    (breath_out.at, outward, and_out),
                ):
                    self._say(Spoken(at, frames, text, "breath", outcome.source))
                return
        outcome.dropped += 1

    def numbers(self) -> None:
        """Say the number of each repetition as it begins, where it fits."""
        if not isinstance(self._pace, Repetitions):
            return
        lost = self._outcome("the numbers", self._action.source)
        cycles = self._cycles()
        for number, (start, end) in zip(self._pace.numbers, cycles, strict=True):
            frames = self._frames_of(number)
            if frames <= end - start and self._free(start, start, frames) is not None:
                lost.said += 1
                self._say(Spoken(start, frames, number, "number", lost.source))
            else:
                lost.dropped += 1

    def _settle(self, outcome: Outcome, at: int | None, frames: int, *, late: int) -> None:
        """Say a cue that has found its place, and count one that has not."""
        if at is None:
            outcome.dropped += 1
            return
        outcome.said += 1
        outcome.late = max(outcome.late, late)
        self._say(Spoken(at, frames, outcome.text, "cue", outcome.source))

    def _say(self, clip: Spoken) -> None:
        self._lane.take(clip.at, clip.frames)
        self.spoken.append(clip)

    def _free(self, earliest: int, latest: int, frames: int) -> int | None:
        return self._lane.free(earliest, min(latest, self._until - frames), frames)

    def _outcome(self, text: str, source: str) -> Outcome:
        self.outcomes.append(Outcome(text, source))
        return self.outcomes[-1]

    def _beats(self) -> Iterator[Beat]:
        match self._pace:
            case Cycles(breath, count, _):
                phases = [phase.milliseconds for phase in breath.phases]
                yield from beats(self._action.frames, phases, count)
            case Repetitions(tempo, numbers):
                yield from beats(self._action.frames, tempo.phases, len(numbers))
            case _:
                return

    def _moments(self, kind: str) -> Iterator[Moment]:
        """Give every in-breath, out-breath, lift or lowering; a double in-breath is one."""
        match self._pace:
            case Cycles(breath, _, _):
                kinds: tuple[str, ...] = tuple(phase.kind for phase in breath.phases)
            case Repetitions(tempo, _):
                kinds = tempo.kinds
            case _:
                kinds = ()
        start: int | None = None
        for beat in self._beats():
            if kinds[beat.phase] != kind or not beat.frames:
                continue
            start = beat.at if start is None else start
            goes_on = beat.phase + 1 < len(kinds) and kinds[beat.phase + 1] == kind
            if not goes_on:
                yield Moment(start, beat.end)
                start = None

    def _cycles(self) -> Iterator[tuple[int, int]]:
        """Give where each repetition begins and ends."""
        start = 0
        last = 3
        for beat in self._beats():
            if beat.phase == last:
                yield start, beat.end
                start = beat.end
