"""The parts of a visit: what is said of each of its steps, and what is done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle, islice

from coach.diagnostics import Span
from coach.languages.phrases import Phrases
from coach.score.adjustments import Adjustments
from coach.score.cuesheet import (
    Cycles,
    Pace,
    Passes,
    PlannedCue,
    Repetitions,
    Rest,
    Signpost,
    Silence,
    SpeechLine,
    TimedAction,
    VisitPart,
)
from coach.score.history import History
from coach.score.intervals import measure_rest
from coach.score.joints import COUNTED_GAP_FRAMES
from coach.score.lengths import LengthChoices
from coach.score.occurrences import StepOccurrence
from coach.score.placeholders import Filler
from coach.score.planned_cues import (
    Fill,
    has_value_of_round,
    names_round,
    plan_cues,
    word_cues,
)
from coach.score.resolved_length import ResolvedLength, measure_silence
from coach.score.signposts import find_signposts
from coach.score.silent_visits import silence_parts
from coach.score.slot import Slot
from coach.score.step_words import StepWords, choose_words, has_length, tell_sets
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
from coach.timing import SECOND, SECOND_MS, ms_to_frames, scale_frames

LATER_GAP_FRAMES = 35 * SECOND // 10
"""Before a visit's later actions: the listener is in place already."""

SPOT_GAP_FRAMES = 5 * SECOND
"""Time to find the next tender spot, the count-in inside."""

LAST_STEP_PAUSE_FRAMES = 4 * SECOND
"""Time to do what the last step of a visit says, where it has no action of its own."""

NAMED_REST_FRAMES = 20 * SECOND
"""The shortest rest whose length is told."""

FULLY_COUNTED_REST_FRAMES = 8 * SECOND
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
        self._write_location = write_place
        self._made: dict[object, tuple[VisitPart, ...]] = {}
        self._changing = {
            number
            for (number, _), _, step in routine.walk_steps()
            if has_value_of_round(step) or names_round(step)
        }
        """The exercises that are not the same in every round."""

    def make_parts(self, slot: Slot) -> tuple[VisitPart, ...]:
        """Make the parts of the next visit; visits that are alike share them."""
        round_number = slot.announced_round if slot.number in self._changing else 0
        alike: tuple[object, ...] = (slot.variant, slot.side, round_number)
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
        """Make a rest; from `NAMED_REST_FRAMES` on, its length is told if in whole seconds."""
        line = SpeechLine(self._phrases.rest, "set", source, "rest")
        if frames >= NAMED_REST_FRAMES and not frames % SECOND and "lengths" not in self._muted:
            words = self._phrases.word_rest_length(frames)
            line = SpeechLine(words, "set", source, "length", shorter=line)
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

    def _make_parts(self, slot: Slot, words: Sequence[StepWords]) -> Iterator[VisitPart]:
        rested: int | None = 0
        for occurrence, said in zip(slot.steps, words, strict=True):
            step = occurrence.step
            lengths = self._find_lengths(slot, occurrence)
            lines = tuple(self._make_lines(slot, step, lengths[0] if lengths else None, said))
            if step.action is None or not lengths:
                at_end = occurrence is slot.steps[-1]
                yield VisitPart(
                    lines, None, self._scale_frames(LAST_STEP_PAUSE_FRAMES) if at_end else 0
                )
            elif step.action.kind in UNTIMED:
                yield from self._repeat_silence(slot, occurrence, step.action, lengths, lines)
                rested = None if rested is None else rested + measure_silence(step, lengths)
            else:
                runs = tuple(length for length in lengths for _ in slot.set_turns)
                first = self._make_action(slot, step, step.action, lengths[0], rested)
                later = {
                    length: self._make_action(slot, step, step.action, length, None)
                    for length in dict.fromkeys(runs[1:])
                }
                actions = (first, *(later[length] for length in runs[1:]))
                yield from self._repeat_action(slot, occurrence, runs, lines, actions)
                rested = None

    def _make_lines(
        self, slot: Slot, step: Step, length: ResolvedLength | None, said: StepWords
    ) -> Iterator[SpeechLine]:
        """Make the lines of a step's text and of its length."""
        source = self._write_location(step.text.span)
        if words := self._filler.fill_text(said.text, slot, step, length):
            marked = ""
            if not said.is_full:
                marked = self._filler.fill_text(bracket_left_out(step.text), slot, step, length)
            yield SpeechLine(words, "instruction", source, marked=marked)
        if said.tells_length and length:
            yield from self._tell_length(length, source)

    def _tell_length(self, length: ResolvedLength, source: str) -> Iterator[SpeechLine]:
        """Return the line that tells a length; none where lengths are muted."""
        if "lengths" not in self._muted:
            yield SpeechLine(
                self._phrases.say_length(length.unit, length.value), "length", source, "length"
            )

    def _repeat_silence(
        self,
        slot: Slot,
        occurrence: StepOccurrence,
        action: Action,
        lengths: Sequence[ResolvedLength],
        lines: tuple[SpeechLine, ...],
    ) -> Iterator[VisitPart]:
        """Repeat a rest or a wait; what lies between is a rest as well."""
        step, source = occurrence.step, self._write_location(action.span)
        for number, length in enumerate(lengths, 1):
            if number > 1 and step.between is not None:
                yield VisitPart((), Silence("rest", ms_to_frames(step.between), (), source))
            cues_of_set = occurrence.find_cues(number, 1)
            cues = self._plan_cues(self._fill_for(slot, step, length, number), cues_of_set)
            silence = Silence(action.kind, length.frames, cues, source)
            yield VisitPart(lines if number == 1 else (), silence)

    def _repeat_action(
        self,
        slot: Slot,
        occurrence: StepOccurrence,
        lengths: Sequence[ResolvedLength],
        lines: tuple[SpeechLine, ...],
        actions: Sequence[TimedAction],
    ) -> Iterator[VisitPart]:
        """Repeat the action: sets, with rests between, and in each set the tender spots.

        By turns, each set has a run for each side, with its own length and action.
        """
        step, source = occurrence.step, actions[0].source
        turns = slot.set_turns
        sets = len(lengths) // len(turns)
        between = None if step.between is None else ms_to_frames(step.between)
        rest = None if between is None else self.make_rest(between, source)
        next_spot = SpeechLine(self._phrases.next_spot, "instruction", source)
        is_short = rest is not None and rest.frames < FULLY_COUNTED_REST_FRAMES
        are_alike = len({each.told for each in lengths}) == 1 < sets and actions[0].kind != "reps"
        if are_alike and (is_short or len(turns) > 1):
            words = self._phrases.say_sets(sets, each_side=len(turns) > 1)
            lines = tuple(tell_sets(lines, words))
        for number, (length, plain) in enumerate(zip(lengths, actions, strict=True), 1):
            cues_of_set = occurrence.find_cues(number, 1)
            set_number, side = (number - 1) // len(turns) + 1, turns[(number - 1) % len(turns)]
            action = replace(plain, set_position=Position(set_number, sets)) if sets > 1 else plain
            told: tuple[SpeechLine, ...] = ()
            if side and len(turns) > 1:
                slot = replace(slot, side=side)
                action = replace(action, turn=side)
                told = (SpeechLine(self._phrases.word_turn(side), "side", source, turn=side),)
            fill = self._fill_for(slot, step, length, set_number)
            if number == 1:
                lines = (*lines, *told)
            else:
                if step.every:
                    left = measure_rest(step.every, lengths[number - 2])
                    rest = self.make_rest(left, source, is_interval=True)
                before = word_cues(fill, cues_of_set, BeforeNext, self._write_location)
                is_told = any(
                    has_length(c.text) for c in cues_of_set if isinstance(c.when, BeforeNext)
                )
                is_new = length.told != lengths[number - 2].told
                changed = self._tell_length(length, source) if is_new and not is_told else ()
                lines = (*(told or [self._word_set_line(action, rest)]), *changed, *before)
            after = word_cues(fill, cues_of_set, AfterEach, self._write_location)
            for spot in range(1, length.spots + 1):
                if spot == 2:
                    gap = self._settle_gap(SPOT_GAP_FRAMES, action.count_in)
                    action = replace(action, gap=gap)
                cues = occurrence.find_cues(number, spot)
                yield VisitPart(
                    lines if spot == 1 else (next_spot,),
                    self._add_cues(action, length, self._plan_cues(fill, cues)),
                    rest=rest if spot == 1 and number > 1 else None,
                    ended=after if spot == length.spots else (),
                )

    def _fill_for(self, slot: Slot, step: Step, length: ResolvedLength, set_number: int) -> Fill:
        """Return what fills in the texts of a set."""
        return partial(
            self._filler.fill_text, slot=slot, step=step, chosen=length, set_number=set_number
        )

    def _add_cues(
        self, action: TimedAction, length: ResolvedLength, planned: tuple[PlannedCue, ...]
    ) -> TimedAction:
        """Return an action with what is said during it, by the author and by the coach."""
        signposts: tuple[Signpost, ...] = ()
        if "signposts" not in self._muted and not action.aloud:
            signposts = tuple(find_signposts(action.kind, length, planned, self._phrases))
        if not (planned or signposts):
            return action
        return replace(action, cues=planned, signposts=signposts)

    def _word_set_line(self, action: TimedAction, rest: Rest | None) -> SpeechLine:
        """Say which set comes after a rest."""
        phrases = self._phrases
        number, total = action.set_position or (1, 1)
        if number == total:
            words = phrases.last_set if action.kind == "reps" else phrases.last_time
        elif rest and rest.frames < FULLY_COUNTED_REST_FRAMES:
            words = phrases.word_set_number(number)
        else:
            words = phrases.word_set_place(number, total)
        return SpeechLine(words, "set", action.source, "number")

    def _make_action(
        self, slot: Slot, step: Step, action: Action, length: ResolvedLength, rested: int | None
    ) -> TimedAction:
        """Make the action of a step, without cues; ``rested`` as for `_measure_gap`."""
        count = self._find_count_mode(slot, step)
        counted_out = COUNTED_OUT.get(action.kind)
        is_straight = step.is_straight or any(s.is_straight for s in slot.placed.scopes)
        return TimedAction(
            action.kind,
            action.name,
            length.frames,
            self._measure_gap(slot, step, rested, counted=count != "none"),
            count_in=count != "none",
            count_out=count == "both" and counted_out is not None and length.frames >= counted_out,
            pace=self._make_pace(slot, action, length),
            cues=(),
            signposts=(),
            source=self._write_location(action.span),
            is_straight=is_straight,
            coming=self._phrases.coming if is_straight else "",
            free_reps=length.count if action.is_free else 0,
            ends_by_clock=action.is_free and slot.placed.find_every(step) is not None,
            aloud=self._count_aloud(length) if count == "aloud" and action.kind == "hold" else (),
        )

    def _count_aloud(self, length: ResolvedLength) -> tuple[str, ...]:
        """Spell the numbers up to the seconds of a hold, or of its longest breath phase."""
        parts = [phase.milliseconds for phase in length.breath.phases] or [length.ms]
        return tuple(map(self._phrases.spell_cardinal, range(1, max(parts) // SECOND_MS + 1)))

    def _make_pace(self, slot: Slot, action: Action, length: ResolvedLength) -> Pace | None:
        phrases = self._phrases
        if length.tempo and slot.turns and slot.placed.exercise.alternates_reps:
            names = map(phrases.name_turn, slot.turns)
            sides = tuple(islice(cycle(names), length.count))
            return Repetitions(length.tempo, sides, sides[-1], len(slot.turns))
        if length.tempo:
            numbers = tuple(map(phrases.spell_cardinal, range(1, length.count + 1)))
            return Repetitions(length.tempo, numbers, phrases.last_one)
        if action.pass_ms:
            return Passes(length.count)
        if length.breath.is_paced:
            words: dict[PhaseKind, str] = {
                "in": phrases.breathe_in,
                "held": phrases.hold,
                "out": phrases.and_out,
            }
            kinds = {phase.kind for phase in length.breath.phases}
            heard = {kind: word for kind, word in words.items() if kind in kinds}
            return Cycles(length.breath, length.count, heard)
        return None

    def _plan_cues(self, fill: Fill, cues: Sequence[Cue]) -> tuple[PlannedCue, ...]:
        is_sparing = self._level != "full"
        return tuple(plan_cues(fill, cues, self._write_location, is_sparing=is_sparing))

    def _find_count_mode(self, slot: Slot, step: Step) -> CountMode:
        stated = (step.count, *(s.count for s in slot.placed.scopes), self._adjustments.count)
        return next((count for count in stated if count is not None), self._front.count)

    def _measure_gap(self, slot: Slot, step: Step, rested: int | None, *, counted: bool) -> int:
        """Return the frames before a step's action: time to settle, or only to be ready.

        ``rested`` are the rests and waits of the visit so far, in which the listener has settled
        already; None after its first timed action.
        """
        if step.settle is not None:
            return self._settle_gap(ms_to_frames(step.settle), counted)
        if rested is None:
            return self._settle_gap(LATER_GAP_FRAMES, counted)
        stated = (*(scope.settle for scope in slot.placed.scopes), self._adjustments.settle)
        length = next((gap for gap in stated if gap is not None), self._front.settle)
        settle = ms_to_frames(length)
        least = self._settle_gap(min(settle, LATER_GAP_FRAMES), counted)
        return max(self._settle_gap(settle, counted) - rested, least)

    def _settle_gap(self, gap: int, counted: bool) -> int:  # noqa: FBT001 (it is what is settled)
        return max(self._scale_frames(gap), COUNTED_GAP_FRAMES if counted else 0)

    def _scale_frames(self, frames: int) -> int:
        return scale_frames(frames, self._adjustments.pace)
