"""Placing what is said during one action: where each cue fits, and what becomes of the rest.

All frames here count from the onset of the action's start tone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from coach.score.aims import find_aim
from coach.score.count_intervals import list_intervals
from coach.score.cuesheet import (
    Cycles,
    PlannedCue,
    Repetitions,
    Signpost,
    Silence,
    TimedAction,
)
from coach.score.lane import CLEAR_FRAMES, Lane
from coach.score.outcomes import (
    NUMBERS,
    ClipRole,
    CuePhase,
    CuePlacement,
    Outcome,
    PlacedClip,
    Struck,
)
from coach.score.phases import PhaseSpan, PhaseSpans
from coach.score.rooms import CueMoments
from coach.script.model import PhaseKind
from coach.script.moments import AtBreath, AtHalf, AtLeft, Each, LastOut, Next, Spread
from coach.timing import SECOND, round_half_up

_BEFORE_BEEPS = AtBreath | AtLeft | LastOut | Next
"""The moments near an end at which the author speaks and the beeps do not."""

BELL_LEAD = SECOND
"""From a bell to the words of its cue."""

SLIDE_FRAMES = 3 * SECOND
"""How much later than asked a timed cue may come."""

COUNT_OUT_FRAMES = 3 * SECOND

BETWEEN_COUNTS = SECOND // 10
"""From the end of one count to the next: a slow voice needs most of a second for "Inspire"."""

FramesOf = Callable[[str], int]
"""How long the voice takes for a text."""


APPROACH = 10 * SECOND
"""How long before the beeps the words for the next action may end."""


def find_approach(
    action: TimedAction, beeping: int, frames: int, frames_of: FramesOf
) -> int | None:
    """Find the last place for words of the next action, clear of the author's timed cues.

    ``beeping`` are the last frames, in which it is counted.
    """
    placing = _Placing(action, 0, frames_of, beeping=beeping)
    placing.place_cues_with_moments()
    return placing.find_last(frames)


def place_cues(  # noqa: PLR0913 (what is said before, at the end, and how it is spoken)
    action: TimedAction | Silence,
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
    placing.place_cues_with_moments()
    spread = [cue for cue in action.cues if isinstance(cue.when, Spread)]
    frames = reserved[0] if reserved else action.frames
    aims = [round_half_up(frames * n, len(spread) + 1) for n in range(1, len(spread) + 1)]
    match action:
        case TimedAction(pace=Cycles(words=named), aloud=aloud) if aloud:
            placing.count_breaths(named if words else {}, aloud)
        case TimedAction(aloud=aloud) if aloud:
            placing.count_seconds(aloud)
        case TimedAction(pace=Cycles(words=named)) if words:
            placing.place_phase_words(named)
        case TimedAction(pace=Repetitions() as repetitions) if any(repetitions.numbers):
            placing.place_numbers(repetitions, tuple(zip(spread, aims, strict=True)))
        case _:
            pass
    for cue, aim in zip(spread, aims, strict=True):
        placing.place_timed(cue, aim)
    if isinstance(action, TimedAction):
        placing.place_signposts(action.signposts)
    spoken, bells = tuple(placing.spoken), tuple(placing.bells)
    return CuePlacement(spoken, bells, tuple(placing.outcomes), placing.beeps)


class _Placing:
    def __init__(
        self,
        action: TimedAction | Silence,
        spoken_until: int,
        frames_of: FramesOf,
        *,
        beeping: int | None = None,
        reserved: tuple[int, int] | None = None,
    ) -> None:
        self.spoken: list[PlacedClip] = []
        self.outcomes: list[Outcome] = []
        self.bells: list[Struck] = []
        self._action = action
        self._frames_of = frames_of
        self._spoken_until = spoken_until
        self._lane = Lane([spoken_until], [spoken_until])
        self._rooms_of: dict[tuple[CuePhase, int], CueMoments] = {}
        self._ringing: set[CuePhase] = set()
        pace = action.pace if isinstance(action, TimedAction) else None
        self._phases = PhaseSpans(action.frames, pace)
        if beeping is None:
            beeping = (
                COUNT_OUT_FRAMES if isinstance(action, TimedAction) and action.count_out else 0
            )
        self.beeps = beeping // SECOND
        self._until = action.frames - beeping - CLEAR_FRAMES
        self._numbered_until = action.frames
        self._last_aim = -1
        if reserved:
            self._lane.occupy(*reserved)
            self._numbered_until = reserved[0]

    def place_cues_with_moments(self) -> None:
        """Place the author's cues that have a moment or a phase of their own."""
        for cue in self._action.cues:
            if not isinstance(cue.when, Each | Spread):
                aim = find_aim(cue.when, self._action.frames, self._phases, self._last_aim)
                self.place_timed(cue, aim)
                self._last_aim = self._last_aim if aim is None else aim
        for cue in self._action.cues:
            if isinstance(cue.when, Each):
                self.place_each(cue, cue.when)

    def find_last(self, frames: int) -> int | None:
        """Find the last place for a clip that leads on to the next action."""
        latest = self._until - frames
        return self._lane.find_last(max(latest - APPROACH, 0), latest, frames)

    def place_timed(self, cue: PlannedCue, aim: int | None) -> None:
        """Say a cue at its moment, or up to three seconds later, or not at all.

        Its bell sounds at its moment, and the words follow.
        """
        if cue.has_bell and aim is not None:
            self.bells.append(Struck(aim, cue.source, from_end=isinstance(cue.when, AtLeft)))
            if not cue.text:
                return
            aim += BELL_LEAD
        outcome = self._add_outcome(cue.text or "the bell", cue.source, is_authors=True)
        outcome.needs = frames = self._frames_of(cue.text)
        outcome.is_beyond = aim is None
        at = None if aim is None else self._find_room(aim, aim + SLIDE_FRAMES, frames)
        if aim is not None and isinstance(cue.when, AtHalf):
            at = self._find_beside_number(aim, frames) or at
        if at is None and aim is not None and isinstance(cue.when, _BEFORE_BEEPS):
            at = self._take_from_beeps(aim, frames)
        late = 0 if at is None or aim is None else at - aim
        self._record_outcome(outcome, at, frames, late=late, from_end=isinstance(cue.when, AtLeft))

    def _find_beside_number(self, aim: int, frames: int) -> int | None:
        """Find a place for a cue at half that leaves room for the number said there, if one is."""
        match self._action:
            case TimedAction(pace=Repetitions(numbers=numbers)):
                starts = enumerate(start for start, _ in self._phases.find_cycles())
                lane = self._lane.copy()
                for index, start in starts:
                    if aim - SLIDE_FRAMES <= start <= aim + SLIDE_FRAMES and numbers[index]:
                        lane.occupy(start, self._frames_of(numbers[index]))
                return lane.find_room(aim, min(aim + SLIDE_FRAMES, self._until - frames), frames)
            case _:
                return None

    def _take_from_beeps(self, aim: int, frames: int) -> int | None:
        """Find a place among the beeps that count the end; only those after it stay."""
        end = self._action.frames - CLEAR_FRAMES
        at = self._lane.find_room(aim, min(aim + SLIDE_FRAMES, end - frames), frames)
        if at is not None:
            self.beeps = min(self.beeps, max(end - at - frames, 0) // SECOND)
        return at

    def place_each(self, cue: PlannedCue, when: Each) -> None:
        """Say a cue inside its phase of every cycle where there is room."""
        outcome = self._add_outcome(cue.text, cue.source, is_authors=True)
        outcome.needs = frames = self._frames_of(cue.text)
        rooms = self._find_cue_moments(when.phase, later=BELL_LEAD if cue.has_bell else 0)
        outcome.phase = when.phase
        outcome.has = self._find_cue_moments(when.phase).longest
        moments: Sequence[PhaseSpan] = rooms.moments
        clips = rooms.find_fitting(frames)
        if cue.is_sparing:
            moments = rooms.choose_sparing(frames)
            clips = (each for moment in moments for each in rooms.fit_clip(moment, frames))
        if cue.has_bell:
            self._ring_bell(cue, when.phase, moments)
        for moment, at in clips if cue.text else ():
            self._record_outcome(outcome, at, frames, late=at - moment.at)
        if cue.text or not moments:
            outcome.dropped = max(len(moments), 1) - outcome.said

    def _ring_bell(self, cue: PlannedCue, phase: CuePhase, moments: Sequence[PhaseSpan]) -> None:
        """Ring a bell at each moment; cues that ring at every moment of a phase do so together."""
        if cue.is_sparing or phase not in self._ringing:
            self.bells += (Struck(moment.at - BELL_LEAD, cue.source) for moment in moments)
        self._ringing.add(phase)

    def _find_cue_moments(self, phase: CuePhase, *, later: int = 0) -> CueMoments:
        """Return the moments of a phase and the room in each, found once for all cues.

        ``later`` is how much later words may begin, where a bell comes first.
        """
        if (phase, later) not in self._rooms_of:
            spans = self._phases.find_all(phase)
            moments = tuple(PhaseSpan(moment.at + later, moment.end) for moment in spans)
            self._rooms_of[phase, later] = CueMoments(self._lane, moments, self._until)
        return self._rooms_of[phase, later]

    def place_phase_words(self, named: Mapping[PhaseKind, str]) -> None:
        """Name each phase of the first breath as it begins, unless the author speaks there."""
        spoken_until = self._spoken_until
        for kind, phase in self._phases.find_first_breath():
            if kind not in named:
                continue
            outcome = self._add_outcome(named[kind], self._action.source)
            frames = self._frames_of(outcome.text)
            fits = phase.at + frames <= min(phase.end, self._until)
            if not fits or spoken_until + CLEAR_FRAMES > phase.at:
                outcome.dropped += 1
            elif self._find_room(phase.at, phase.at, frames) is not None:
                outcome.said += 1
                spoken_until = phase.at + frames
                self._add_clip(PlacedClip(phase.at, frames, outcome.text, "breath", outcome.source))

    def count_breaths(self, named: Mapping[PhaseKind, str], aloud: Sequence[str]) -> None:
        """Count the seconds of each breath phase, its name in place of the first number."""
        counts: list[tuple[int, str, ClipRole]] = []
        for kind, seconds in self._phases.find_counts():
            for number, at in enumerate(seconds):
                name = "" if number else named.get(kind, "")
                counts.append((at, name or aloud[number], "breath" if name else "number"))
        self._place_counts(counts)

    def count_seconds(self, aloud: Sequence[str]) -> None:
        """Count the seconds of an action, each as it begins."""
        self._place_counts(
            (second * SECOND, aloud[second], "number") for second in range(len(aloud))
        )

    def _place_counts(self, counts: Iterable[tuple[int, str, ClipRole]]) -> None:
        """Say each count as its second begins, clear of all else; of each other, they need less."""
        lost = self._add_outcome(NUMBERS, self._action.source)
        clips: list[PlacedClip] = []
        spoken_until = 0
        for at, text, role in counts:
            frames = self._frames_of(text)
            if at < spoken_until or self._find_room(at, at, frames) is None:
                lost.dropped += 1
                continue
            spoken_until = at + frames + BETWEEN_COUNTS
            clips.append(PlacedClip(at, frames, text, role, self._action.source))
        lost.said = len(clips)
        for clip in clips:
            self._add_clip(clip)

    def place_numbers(
        self, repetitions: Repetitions, spread: Sequence[tuple[PlannedCue, int]]
    ) -> None:
        """Count repetitions as they begin: each, or every second, fifth, tenth and so on.

        It is the densest series that has room throughout, and leaves room for the cues that are
        spread. Names of sides only need room for most of them: none is missed where the next
        comes soon.
        """
        onsets = [start for start, _ in self._phases.find_cycles()]
        last = self._place_last_number(repetitions, onsets[-1])
        room = self._count_with_room(spread, self._lane)
        for interval in list_intervals(len(onsets), repetitions.sides):
            series = self._fit_series(repetitions, onsets, interval, last)
            if (
                series is not None
                and self._count_with_room(spread, self._extend_lane(series)) == room
            ):
                break
        else:
            series = (last,) if last else ()
        lost = self._add_outcome(NUMBERS, self._action.source)
        lost.said, lost.dropped = len(series), len(onsets) - len(series)
        for clip in series:
            self._add_clip(clip)

    def place_signposts(self, signposts: Sequence[Signpost]) -> None:
        """Say how far the action is, each at its moment or not at all."""
        for signpost in signposts:
            frames = self._frames_of(signpost.text)
            if self._find_room(signpost.at, signpost.at, frames) is not None:
                source = self._action.source
                self._add_clip(PlacedClip(signpost.at, frames, signpost.text, "signpost", source))

    def _place_last_number(self, repetitions: Repetitions, onset: int) -> PlacedClip | None:
        """Find what is said as the last repetition begins."""
        for text in (repetitions.last, repetitions.numbers[-1]):
            frames = self._frames_of(text)
            if self._find_room(onset, onset, frames) is not None:
                return PlacedClip(onset, frames, text, "number", self._action.source)
        return None

    def _fit_series(
        self,
        repetitions: Repetitions,
        onsets: Sequence[int],
        interval: int,
        last: PlacedClip | None,
    ) -> tuple[PlacedClip, ...] | None:
        """Place the numbers at an interval and the last; None where a number has no room."""
        numbers = repetitions.numbers
        clips: list[PlacedClip] = []
        for index in range(interval - 1, len(numbers) - 1, interval):
            text, at = numbers[index], onsets[index]
            frames = self._frames_of(text)
            if at + frames + CLEAR_FRAMES > self._numbered_until:
                break
            if self._find_room(at, at, frames) is not None:
                clips.append(PlacedClip(at, frames, text, "number", self._action.source))
            elif repetitions.sides == 1:
                return None
        clips += [last] if last else []
        if any(
            before.at + before.frames + CLEAR_FRAMES > after.at for before, after in pairwise(clips)
        ):
            return None
        return tuple(clips)

    def _extend_lane(self, clips: Iterable[PlacedClip]) -> Lane:
        """Return the lane as it is with some clips more."""
        lane = self._lane.copy()
        for clip in clips:
            lane.occupy(clip.at, clip.frames)
        return lane

    def _count_with_room(self, spread: Sequence[tuple[PlannedCue, int]], lane: Lane) -> int:
        """Count the spread cues that find room in a lane."""
        lane = lane.copy()
        count = 0
        for cue, aim in spread:
            frames = self._frames_of(cue.text)
            at = lane.find_room(aim, min(aim + SLIDE_FRAMES, self._until - frames), frames)
            if at is not None:
                lane.occupy(at, frames)
                count += 1
        return count

    def _record_outcome(
        self, outcome: Outcome, at: int | None, frames: int, *, late: int, from_end: bool = False
    ) -> None:
        """Say a cue that has found its place, and count one that has not."""
        if at is None:
            outcome.dropped += 1
            return
        outcome.said += 1
        outcome.late = max(outcome.late, late)
        self._add_clip(PlacedClip(at, frames, outcome.text, "cue", outcome.source, from_end))

    def _add_clip(self, clip: PlacedClip) -> None:
        self._lane.occupy(clip.at, clip.frames)
        self.spoken.append(clip)

    def _find_room(self, earliest: int, latest: int, frames: int) -> int | None:
        return self._lane.find_room(earliest, min(latest, self._until - frames), frames)

    def _add_outcome(self, text: str, source: str, *, is_authors: bool = False) -> Outcome:
        self.outcomes.append(Outcome(text, source, is_authors))
        return self.outcomes[-1]
