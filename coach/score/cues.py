"""Placing what is said during one action: where each cue fits, and what becomes of the rest.

All frames here count from the onset of the action's start tone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, pairwise

from coach.score.cuesheet import (
    Cycles,
    Performance,
    PlannedCue,
    Repetitions,
    Signpost,
    Silence,
)
from coach.score.lane import CLEAR, Lane
from coach.score.outcomes import ClipRole, CuePhase, CuePlacement, Outcome, Spoken, Struck
from coach.score.phases import Moment, Phases
from coach.score.rooms import Places
from coach.script.model import PhaseKind
from coach.script.moments import AtBreath, AtHalf, AtLeft, AtTime, Each, LastOut, Next, Spread, When
from coach.timing import SECOND, frames_of_ms, round_half_up

_BEFORE_BEEPS = AtBreath | AtLeft | LastOut | Next
"""The moments near an end at which the author speaks and the beeps do not."""

BELL_LEAD = SECOND
"""From a bell to the words of its cue."""

SLIDE = 3 * SECOND
"""How much later than asked a timed cue may come."""

COUNT_OUT = 3 * SECOND

FramesOf = Callable[[str], int]
"""How long the voice takes for a text."""


APPROACH = 10 * SECOND
"""How long before the beeps the words for the next action may end."""


def find_approach(
    action: Performance, beeping: int, frames: int, frames_of: FramesOf
) -> int | None:
    """Find the last place for words of the next action, clear of the author's timed cues.

    ``beeping`` are the last frames, in which it is counted.
    """
    placing = _Placing(action, 0, frames_of, beeping=beeping)
    placing.place_own_times()
    return placing.find_last(frames)


def place(  # noqa: PLR0913 (what is said before, at the end, and how it is spoken)
    action: Performance | Silence,
    spoken_until: int,
    frames_of: FramesOf,
    *,
    words: bool,
    beeping: int | None = None,
    reserved: tuple[int, int] | None = None,
) -> CuePlacement:
    """Place the cues of an action: the author's first, then the coach's own.

    Args:
        action: what is done meanwhile.
        spoken_until: where the speech before the action ends, at most 0.
        frames_of: how long the voice takes for a text.
        words: whether the phases of the first breath are named.
        beeping: the last frames, in which it is counted; None for those of its count-out.
        reserved: where something else is said, and for how many frames.
    """
    placing = _Placing(action, spoken_until, frames_of, beeping=beeping, reserved=reserved)
    placing.place_own_times()
    spread = [cue for cue in action.cues if isinstance(cue.when, Spread)]
    frames = reserved[0] if reserved else action.frames
    aims = [round_half_up(frames * n, len(spread) + 1) for n in range(1, len(spread) + 1)]
    match action:
        case Performance(pace=Cycles(words=named), aloud=aloud) if aloud:
            placing.count_breaths(named if words else {}, aloud)
        case Performance(aloud=aloud) if aloud:
            placing.count_seconds(aloud)
        case Performance(pace=Cycles(words=named)) if words:
            placing.words(named)
        case Performance(pace=Repetitions() as repetitions) if any(repetitions.numbers):
            placing.numbers(repetitions, tuple(zip(spread, aims, strict=True)))
        case _:
            pass
    for cue, aim in zip(spread, aims, strict=True):
        placing.timed(cue, aim)
    if isinstance(action, Performance):
        placing.signposts(action.signposts)
    spoken, bells = tuple(placing.spoken), tuple(placing.bells)
    return CuePlacement(spoken, bells, tuple(placing.outcomes), placing.beeps)


class _Placing:
    def __init__(
        self,
        action: Performance | Silence,
        spoken_until: int,
        frames_of: FramesOf,
        *,
        beeping: int | None = None,
        reserved: tuple[int, int] | None = None,
    ) -> None:
        self.spoken: list[Spoken] = []
        self.outcomes: list[Outcome] = []
        self.bells: list[Struck] = []
        self._action = action
        self._frames_of = frames_of
        self._spoken_until = spoken_until
        self._lane = Lane([spoken_until], [spoken_until])
        self._places: dict[tuple[CuePhase, int], Places] = {}
        self._ringing: set[CuePhase] = set()
        pace = action.pace if isinstance(action, Performance) else None
        self._phases = Phases(action.frames, pace)
        if beeping is None:
            beeping = COUNT_OUT if isinstance(action, Performance) and action.count_out else 0
        self.beeps = beeping // SECOND
        self._until = action.frames - beeping - CLEAR
        self._numbered_until = action.frames
        self._last_aim = -1
        if reserved:
            self._lane.take(*reserved)
            self._numbered_until = reserved[0]

    def place_own_times(self) -> None:
        """Place the author's cues that have a moment or a phase of their own."""
        for cue in self._action.cues:
            if not isinstance(cue.when, Each | Spread):
                aim = self.moment(cue)
                self.timed(cue, aim)
                self._last_aim = self._last_aim if aim is None else aim
        for cue in self._action.cues:
            if isinstance(cue.when, Each):
                self.each(cue, cue.when)

    def find_last(self, frames: int) -> int | None:
        """Find the last place for a clip that leads on to the next action."""
        latest = self._until - frames
        return self._lane.find_last(max(latest - APPROACH, 0), latest, frames)

    def moment(self, cue: PlannedCue) -> int | None:
        """Give the frame a timed cue asks for; None where the action does not come to it."""
        frames = self._action.frames
        match cue.when:
            case AtTime(milliseconds):
                at = frames_of_ms(milliseconds)
                return at if at < frames else None
            case AtLeft(milliseconds):
                at = frames_of_ms(milliseconds)
                return frames - at if at <= frames else None
            case AtHalf():
                return round_half_up(frames, 2)
            case _:
                return self._find_breath(cue.when)

    def _find_breath(self, when: When) -> int | None:
        """Return where the breath begins that a cue asks for; None where there is not one."""
        match when:
            case AtBreath(phase, number):
                breaths = list(self._phases.find_all(phase))
                return breaths[number - 1].at if number <= len(breaths) else None
            case Next(phase):
                later = (m.at for m in self._phases.find_all(phase) if m.at > self._last_aim)
                return next(later, None)
            case LastOut():
                outs = list(self._phases.find_all("out"))
                return outs[-1].at if outs else None
            case _:
                return None

    def timed(self, cue: PlannedCue, aim: int | None) -> None:
        """Say a cue at its moment, or up to three seconds later, or not at all.

        Its bell sounds at its moment, and the words follow.
        """
        if cue.has_bell and aim is not None:
            self.bells.append(Struck(aim, cue.source, from_end=isinstance(cue.when, AtLeft)))
            if not cue.text:
                return
            aim += BELL_LEAD
        outcome = self._outcome(cue.text or "the bell", cue.source, is_authors=True)
        outcome.needs = frames = self._frames_of(cue.text)
        outcome.is_beyond = aim is None
        at = None if aim is None else self._free(aim, aim + SLIDE, frames)
        if at is None and aim is not None and isinstance(cue.when, _BEFORE_BEEPS):
            at = self._take_from_beeps(aim, frames)
        late = 0 if at is None or aim is None else at - aim
        self._settle(outcome, at, frames, late=late, from_end=isinstance(cue.when, AtLeft))

    def _take_from_beeps(self, aim: int, frames: int) -> int | None:
        """Find a place among the beeps that count the end; only those after it stay."""
        end = self._action.frames - CLEAR
        at = self._lane.free(aim, min(aim + SLIDE, end - frames), frames)
        if at is not None:
            self.beeps = min(self.beeps, max(end - at - frames, 0) // SECOND)
        return at

    def each(self, cue: PlannedCue, when: Each) -> None:
        """Say a cue inside its phase of every cycle where there is room."""
        outcome = self._outcome(cue.text, cue.source, is_authors=True)
        outcome.needs = frames = self._frames_of(cue.text)
        places = self._find_places(when.phase, later=BELL_LEAD if cue.has_bell else 0)
        outcome.phase = when.phase
        outcome.has = self._find_places(when.phase).longest
        moments: Sequence[Moment] = places.moments
        found = places.find_fitting(frames)
        if cue.is_sparing:
            moments = places.choose_sparing(frames)
            found = (each for moment in moments for each in places.fit(moment, frames))
        if cue.has_bell:
            self._ring(cue, when.phase, moments)
        for moment, at in found if cue.text else ():
            self._settle(outcome, at, frames, late=at - moment.at)
        if cue.text or not moments:
            outcome.dropped = max(len(moments), 1) - outcome.said

    def _ring(self, cue: PlannedCue, phase: CuePhase, moments: Sequence[Moment]) -> None:
        """Ring a bell at each moment; cues that ring at every moment of a phase do so together."""
        if cue.is_sparing or phase not in self._ringing:
            self.bells += (Struck(moment.at - BELL_LEAD, cue.source) for moment in moments)
        self._ringing.add(phase)

    def _find_places(self, phase: CuePhase, *, later: int = 0) -> Places:
        """Return the moments of a phase and the room in each, found once for all cues.

        ``later`` is how much later words may begin, where a bell comes first.
        """
        if (phase, later) not in self._places:
            found = self._phases.find_all(phase)
            moments = tuple(Moment(moment.at + later, moment.end) for moment in found)
            self._places[phase, later] = Places(self._lane, moments, self._until)
        return self._places[phase, later]

    def words(self, named: Mapping[PhaseKind, str]) -> None:
        """Name each phase of the first breath as it begins, unless the author speaks there."""
        spoken_until = self._spoken_until
        for kind, phase in self._phases.find_first_breath():
            if kind not in named:
                continue
            outcome = self._outcome(named[kind], self._action.source)
            frames = self._frames_of(outcome.text)
            fits = phase.at + frames <= min(phase.end, self._until)
            if not fits or spoken_until + CLEAR > phase.at:
                outcome.dropped += 1
            elif self._free(phase.at, phase.at, frames) is not None:
                outcome.said += 1
                spoken_until = phase.at + frames
                self._say(Spoken(phase.at, frames, outcome.text, "breath", outcome.source))

    def count_breaths(self, named: Mapping[PhaseKind, str], aloud: Sequence[str]) -> None:
        """Count the seconds of each breath phase, its name in place of the first number."""
        for kind, seconds in self._phases.find_counts():
            for number, at in enumerate(seconds):
                name = "" if number else named.get(kind, "")
                self._count(name or aloud[number], at, "breath" if name else "number")

    def count_seconds(self, aloud: Sequence[str]) -> None:
        """Count the seconds of an action, each as it begins."""
        for second, number in enumerate(aloud):
            self._count(number, second * SECOND, "number")

    def _count(self, text: str, at: int, role: ClipRole) -> None:
        """Say a number where it has room."""
        frames = self._frames_of(text)
        if self._free(at, at, frames) is not None:
            self._say(Spoken(at, frames, text, role, self._action.source))

    def numbers(self, repetitions: Repetitions, spread: Sequence[tuple[PlannedCue, int]]) -> None:
        """Count repetitions as they begin: each, or every second, fifth, tenth and so on.

        It is the densest series that has room throughout, and leaves room for the cues that are
        spread.
        """
        onsets = [start for start, _ in self._phases.find_cycles()]
        last = self._last_number(repetitions, onsets[-1])
        room = self._room_for(spread, self._lane)
        for interval in _intervals(len(onsets)):
            series = self._series(repetitions.numbers, onsets, interval, last)
            if series is not None and self._room_for(spread, self._taken(series)) == room:
                break
        else:
            series = (last,) if last else ()
        lost = self._outcome("the numbers", self._action.source)
        lost.said, lost.dropped = len(series), len(onsets) - len(series)
        for clip in series:
            self._say(clip)

    def signposts(self, signposts: Sequence[Signpost]) -> None:
        """Say how far the action is, each at its moment or not at all."""
        for signpost in signposts:
            frames = self._frames_of(signpost.text)
            if self._free(signpost.at, signpost.at, frames) is not None:
                source = self._action.source
                self._say(Spoken(signpost.at, frames, signpost.text, "signpost", source))

    def _last_number(self, repetitions: Repetitions, onset: int) -> Spoken | None:
        """Find what is said as the last repetition begins."""
        for text in (repetitions.last, repetitions.numbers[-1]):
            frames = self._frames_of(text)
            if self._free(onset, onset, frames) is not None:
                return Spoken(onset, frames, text, "number", self._action.source)
        return None

    def _series(
        self, numbers: Sequence[str], onsets: Sequence[int], interval: int, last: Spoken | None
    ) -> tuple[Spoken, ...] | None:
        """Place the numbers at an interval and the last; None where one has no room."""
        clips: list[Spoken] = []
        for index in range(interval - 1, len(numbers) - 1, interval):
            text, at = numbers[index], onsets[index]
            frames = self._frames_of(text)
            if at + frames + CLEAR > self._numbered_until:
                break
            if self._free(at, at, frames) is None:
                return None
            clips.append(Spoken(at, frames, text, "number", self._action.source))
        clips += [last] if last else []
        if any(before.at + before.frames + CLEAR > after.at for before, after in pairwise(clips)):
            return None
        return tuple(clips)

    def _taken(self, clips: Iterable[Spoken]) -> Lane:
        """Return the lane as it is with some clips more."""
        lane = self._lane.copy()
        for clip in clips:
            lane.take(clip.at, clip.frames)
        return lane

    def _room_for(self, spread: Sequence[tuple[PlannedCue, int]], lane: Lane) -> int:
        """Count the spread cues that find room in a lane."""
        lane = lane.copy()
        found = 0
        for cue, aim in spread:
            frames = self._frames_of(cue.text)
            at = lane.free(aim, min(aim + SLIDE, self._until - frames), frames)
            if at is not None:
                lane.take(at, frames)
                found += 1
        return found

    def _settle(
        self, outcome: Outcome, at: int | None, frames: int, *, late: int, from_end: bool = False
    ) -> None:
        """Say a cue that has found its place, and count one that has not."""
        if at is None:
            outcome.dropped += 1
            return
        outcome.said += 1
        outcome.late = max(outcome.late, late)
        self._say(Spoken(at, frames, outcome.text, "cue", outcome.source, from_end))

    def _say(self, clip: Spoken) -> None:
        self._lane.take(clip.at, clip.frames)
        self.spoken.append(clip)

    def _free(self, earliest: int, latest: int, frames: int) -> int | None:
        return self._lane.free(earliest, min(latest, self._until - frames), frames)

    def _outcome(self, text: str, source: str, *, is_authors: bool = False) -> Outcome:
        self.outcomes.append(Outcome(text, source, is_authors))
        return self.outcomes[-1]


def _intervals(total: int) -> Iterator[int]:
    """Return 1, 2, 5, 10, 20, 50 and so on, below a total.

    >>> list(_intervals(12))
    [1, 2, 5, 10]
    """
    for power in count():
        for digit in (1, 2, 5):
            if digit * 10**power >= total:
                return
            yield digit * 10**power
