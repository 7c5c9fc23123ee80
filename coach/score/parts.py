"""The parts of a visit: what is said of each of its steps, and what is done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from coach.diagnostics import Span
from coach.languages.phrases import Phrases
from coach.score.adjustments import Adjustments
from coach.score.cuesheet import (
    Cycles,
    Line,
    Pace,
    Part,
    Passes,
    Performance,
    PlannedCue,
    Repetitions,
    Rest,
    Signpost,
    Silence,
)
from coach.score.filling import Filler
from coach.score.history import History
from coach.score.intervals import measure_rest
from coach.score.joints import COUNTED_GAP
from coach.score.lengths import LengthChoices, ResolvedLength
from coach.score.occurrences import StepOccurrence
from coach.score.order import Slot
from coach.score.signposts import find_signposts
from coach.score.silent import silence_parts
from coach.score.step_words import StepWords, choose_words, has_length
from coach.score.timeline import Position
from coach.script.model import (
    ONCE,
    UNTIMED,
    Action,
    ActionKind,
    CountMode,
    Cue,
    PhaseKind,
    Step,
    WordsLevel,
)
from coach.script.moments import AfterEach, BeforeNext
from coach.script.routine import Routine
from coach.script.short_words import bracket_left_out
from coach.timing import SECOND, SECOND_MS, frames_of_ms, scaled

LATER_GAP = 35 * SECOND // 10
"""Before a visit's later actions: the listener is in place already."""

SPOT_GAP = 5 * SECOND
"""Time to find the next tender spot, the count-in inside."""

LAST_STEP_PAUSE = 4 * SECOND
"""Time to do what the last step of a visit says, where it has no action of its own."""

NAMED_REST = 20 * SECOND
"""The shortest rest whose length is told."""

FULLY_COUNTED_REST = 8 * SECOND
"""The shortest rest in which a set is told with the number of sets."""

COUNTED_OUT: dict[ActionKind, int] = {"hold": 8 * SECOND, "roll": 15 * SECOND, "move": 15 * SECOND}
"""The shortest action of each kind whose end is counted down to."""


class PartMaker:
    """Makes the parts of the visits of a routine, one visit after the other."""

    def __init__(  # noqa: PLR0913, PLR0917 (all that shapes a part)
        self,
        routine: Routine,
        adjustments: Adjustments,
        lengths: LengthChoices,
        filler: Filler,
        phrases: Phrases,
        history: History,
        write_place: Callable[[Span], str],
        level: WordsLevel,
    ) -> None:
        self._level = level
        self._front = routine.front
        self._source = routine.source.name
        self._adjustments = adjustments
        self._muted = adjustments.mute | routine.front.mute
        self._lengths = lengths
        self._filler = filler
        self._phrases = phrases
        self._history = history
        self._place = write_place
        self._made: dict[object, tuple[Part, ...]] = {}
        self._changing = {
            number
            for (number, _), _, step, action in routine.actions()
            if action.length.values and step.sets == ONCE
        }
        """The exercises that are not the same in every round."""

    def make_parts(self, slot: Slot) -> tuple[Part, ...]:
        """Make the parts of the next visit; visits that are alike share them."""
        round_ = slot.ladder_round if slot.number in self._changing else 0
        alike: tuple[object, ...] = (slot.variant, slot.side, round_)
        if self._level == "full" and alike in self._made:
            return self._made[alike]
        words = [self._choose_words(slot, occurrence) for occurrence in slot.steps]
        if self._level != "full":
            alike = (*alike, *((each.is_full, each.tells_length) for each in words))
        if alike not in self._made:
            parts = tuple(self._make_parts(slot, words))
            is_silent = self._level == "none"
            self._made[alike] = silence_parts(parts) if is_silent else parts
        return self._made[alike]

    def make_rest(self, frames: int, source: str, *, is_interval: bool = False) -> Rest:
        """Make a rest; from `NAMED_REST` on, its length is told where it is whole seconds."""
        line = Line(self._phrases.rest, "set", source, "rest")
        if frames >= NAMED_REST and not frames % SECOND and "lengths" not in self._muted:
            words = self._phrases.rest_length(frames)
            line = Line(words, "set", source, "length", shorter=line)
        return Rest(frames, line, source, is_interval)

    def _choose_words(self, slot: Slot, occurrence: StepOccurrence) -> StepWords:
        step = occurrence.step
        is_timed = step.action is not None and step.action.kind not in UNTIMED
        lengths = self._find_lengths(slot, occurrence) if is_timed else ()
        return choose_words(step.text, lengths, self._level, self._source, self._history)

    def _find_lengths(self, slot: Slot, occurrence: StepOccurrence) -> tuple[ResolvedLength, ...]:
        """Return the length of a step's action in each of its sets; none where it has none."""
        index = (slot.number, occurrence.index)
        chosen = self._lengths.get(index)
        if chosen is None:
            return ()
        if occurrence.step.sets == ONCE:
            chosen = self._lengths.get(index, slot.ladder_round) or chosen
            return (chosen,) * chosen.sets
        return tuple(self._lengths.get(index, turn) or chosen for turn in range(chosen.sets))

    def _make_parts(self, slot: Slot, words: Sequence[StepWords]) -> Iterator[Part]:
        rested: int | None = 0
        for occurrence, said in zip(slot.steps, words, strict=True):
            step = occurrence.step
            lengths = self._find_lengths(slot, occurrence)
            lines = tuple(self._make_lines(slot, step, lengths[0] if lengths else None, said))
            if step.action is None or not lengths:
                at_end = occurrence is slot.steps[-1]
                yield Part(lines, None, self._scaled(LAST_STEP_PAUSE) if at_end else 0)
            elif step.action.kind in UNTIMED:
                yield from self._repeat_silence(slot, occurrence, step.action, lengths, lines)
                rested = None if rested is None else rested + _silence(step, lengths)
            else:
                first = self._perform(slot, step, step.action, lengths[0], rested)
                later = {
                    length: self._perform(slot, step, step.action, length, None)
                    for length in dict.fromkeys(lengths[1:])
                }
                actions = (first, *(later[length] for length in lengths[1:]))
                yield from self._repeat_action(slot, occurrence, lengths, lines, actions)
                rested = None

    def _make_lines(
        self, slot: Slot, step: Step, length: ResolvedLength | None, said: StepWords
    ) -> Iterator[Line]:
        """Make the lines of a step's text and of its length."""
        source = self._place(step.text.span)
        if words := self._filler.fill(said.text, slot, step, length):
            marked = ""
            if not said.is_full:
                marked = self._filler.fill(bracket_left_out(step.text), slot, step, length)
            yield Line(words, "instruction", source, marked=marked)
        if said.tells_length and length:
            yield from self._tell_length(length, source)

    def _tell_length(self, length: ResolvedLength, source: str) -> Iterator[Line]:
        """Return the line that tells a length; none where lengths are muted."""
        if "lengths" not in self._muted:
            yield Line(self._phrases.length(length.unit, length.value), "length", source, "length")

    def _repeat_silence(
        self,
        slot: Slot,
        occurrence: StepOccurrence,
        action: Action,
        lengths: Sequence[ResolvedLength],
        lines: tuple[Line, ...],
    ) -> Iterator[Part]:
        """Repeat a rest or a wait; what lies between is a rest as well."""
        step, source = occurrence.step, self._place(action.span)
        for number, length in enumerate(lengths, 1):
            if number > 1 and step.between is not None:
                yield Part((), Silence("rest", frames_of_ms(step.between), (), source))
            found = occurrence.find_cues(number, 1)
            cues = tuple(self._plan_cues(slot, step, length, found))
            silence = Silence(action.kind, length.frames, cues, source)
            yield Part(lines if number == 1 else (), silence)

    def _repeat_action(
        self,
        slot: Slot,
        occurrence: StepOccurrence,
        lengths: Sequence[ResolvedLength],
        lines: tuple[Line, ...],
        actions: Sequence[Performance],
    ) -> Iterator[Part]:
        """Repeat the action: sets, with rests between, and in each set the tender spots."""
        step, source = occurrence.step, actions[0].source
        between = None if step.between is None else frames_of_ms(step.between)
        rest = None if between is None else self.make_rest(between, source)
        next_spot = Line(self._phrases.next_spot, "instruction", source)
        for number, (length, plain) in enumerate(zip(lengths, actions, strict=True), 1):
            found = occurrence.find_cues(number, 1)
            position = Position(number, len(lengths)) if len(lengths) > 1 else None
            action = replace(plain, set_position=position)
            if number > 1:
                if step.every:
                    left = measure_rest(step.every, lengths[number - 2])
                    rest = self.make_rest(left, source, is_interval=True)
                before = self._make_cue_lines(slot, step, length, found, BeforeNext)
                is_told = any(has_length(c.text) for c in found if isinstance(c.when, BeforeNext))
                is_new = length.told != lengths[number - 2].told
                changed = self._tell_length(length, source) if is_new and not is_told else ()
                lines = (self._set_line(action, rest), *changed, *before)
            after = self._make_cue_lines(slot, step, length, found, AfterEach)
            for spot in range(1, length.spots + 1):
                gap = self._settled(SPOT_GAP, action.count_in) if spot > 1 else action.gap
                cues = occurrence.find_cues(number, spot)
                yield Part(
                    lines if spot == 1 else (next_spot,),
                    self._add_cues(replace(action, gap=gap), slot, step, length, cues),
                    rest=rest if spot == 1 and number > 1 else None,
                    ended=after if spot == length.spots else (),
                )

    def _add_cues(
        self,
        action: Performance,
        slot: Slot,
        step: Step,
        length: ResolvedLength,
        cues: Sequence[Cue],
    ) -> Performance:
        """Return an action with what is said during it, by the author and by the coach."""
        planned = tuple(self._plan_cues(slot, step, length, cues))
        signposts: tuple[Signpost, ...] = ()
        if "signposts" not in self._muted and not action.aloud:
            signposts = tuple(find_signposts(action.kind, length, planned, self._phrases))
        return replace(action, cues=planned, signposts=signposts)

    def _set_line(self, action: Performance, rest: Rest | None) -> Line:
        """Say which set comes after a rest."""
        phrases = self._phrases
        number, total = action.set_position or (1, 1)
        if number == total:
            words = phrases.last_set if action.kind == "reps" else phrases.last_time
        elif rest and rest.frames < FULLY_COUNTED_REST:
            words = phrases.set_number(number)
        else:
            words = phrases.set_place(number, total)
        return Line(words, "set", action.source, "number")

    def _perform(
        self, slot: Slot, step: Step, action: Action, length: ResolvedLength, rested: int | None
    ) -> Performance:
        """Make the action of a step, without cues; ``rested`` as for `_gap`."""
        count = self._count(slot, step)
        counted_out = COUNTED_OUT.get(action.kind)
        return Performance(
            action.kind,
            action.name,
            length.frames,
            self._gap(slot, step, rested, counted=count != "none"),
            count_in=count != "none",
            count_out=count == "both" and counted_out is not None and length.frames >= counted_out,
            pace=self._pace(action, length),
            cues=(),
            signposts=(),
            source=self._place(action.span),
            is_straight=step.is_straight or any(s.is_straight for s in slot.placed.scopes),
            free_reps=length.count if action.is_free else 0,
            aloud=self._count_aloud(length) if count == "aloud" and action.kind == "hold" else (),
        )

    def _count_aloud(self, length: ResolvedLength) -> tuple[str, ...]:
        """Spell the numbers up to the seconds of a hold, or of its longest breath phase."""
        parts = [phase.milliseconds for phase in length.breath.phases] or [length.ms]
        return tuple(map(self._phrases.cardinal, range(1, max(parts) // SECOND_MS + 1)))

    def _pace(self, action: Action, length: ResolvedLength) -> Pace | None:
        phrases = self._phrases
        if length.tempo:
            numbers = tuple(map(phrases.cardinal, range(1, length.count + 1)))
            return Repetitions(length.tempo, numbers, phrases.last_one)
        if action.pass_ms:
            return Passes(length.count)
        if length.breath.paced:
            words: dict[PhaseKind, str] = {
                "in": phrases.breathe_in,
                "held": phrases.hold,
                "out": phrases.and_out,
            }
            kinds = {phase.kind for phase in length.breath.phases}
            heard = {kind: word for kind, word in words.items() if kind in kinds}
            return Cycles(length.breath, length.count, heard)
        return None

    def _plan_cues(
        self, slot: Slot, step: Step, length: ResolvedLength, cues: Sequence[Cue]
    ) -> Iterator[PlannedCue]:
        """Plan what is said during the action."""
        is_sparing = self._level != "full"
        for cue in cues:
            if isinstance(cue.when, AfterEach | BeforeNext):
                continue
            words = self._filler.fill(cue.text, slot, step, length)
            if words or cue.has_bell:
                source = self._place(cue.text.span)
                yield PlannedCue(words, cue.when, source, is_sparing, cue.has_bell)

    def _make_cue_lines(
        self,
        slot: Slot,
        step: Step,
        length: ResolvedLength,
        cues: Sequence[Cue],
        when: type[AfterEach | BeforeNext],
    ) -> tuple[Line, ...]:
        """Make the lines of what is said between the sets of the action."""
        return tuple(
            Line(words, "cue", self._place(cue.text.span))
            for cue in cues
            if isinstance(cue.when, when)
            if (words := self._filler.fill(cue.text, slot, step, length))
        )

    def _count(self, slot: Slot, step: Step) -> CountMode:
        stated = (step.count, *(s.count for s in slot.placed.scopes), self._adjustments.count)
        return next((count for count in stated if count is not None), self._front.count)

    def _gap(self, slot: Slot, step: Step, rested: int | None, *, counted: bool) -> int:
        """Give the frames before a step's action: time to settle, or only to be ready.

        ``rested`` are the rests and waits of the visit so far, in which the listener has settled
        already; None after its first timed action.
        """
        if step.settle is not None:
            return self._settled(frames_of_ms(step.settle), counted)
        if rested is None:
            return self._settled(LATER_GAP, counted)
        stated = (*(scope.settle for scope in slot.placed.scopes), self._adjustments.settle)
        length = next((gap for gap in stated if gap is not None), self._front.settle)
        settle = frames_of_ms(length)
        least = self._settled(min(settle, LATER_GAP), counted)
        return max(self._settled(settle, counted) - rested, least)

    def _settled(self, gap: int, counted: bool) -> int:  # noqa: FBT001 (it is what is settled)
        return max(self._scaled(gap), COUNTED_GAP if counted else 0)

    def _scaled(self, frames: int) -> int:
        return scaled(frames, self._adjustments.pace)


def _silence(step: Step, lengths: Sequence[ResolvedLength]) -> int:
    """Give the frames of a rest or a wait, however often it is done."""
    between = 0 if step.between is None else frames_of_ms(step.between)
    return sum(each.frames for each in lengths) + (len(lengths) - 1) * between
