"""A routine and the settings to a cue sheet: every word filled in, every length decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from coach.diagnostics import Checked, Findings, Span
from coach.languages import find_phrases
from coach.languages.phrases import NO_WORDINGS, Phrases, Wordings
from coach.score.adjustments import Adjustments
from coach.score.announcements import announce_visits
from coach.score.cuesheet import (
    Change,
    CueSheet,
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
    Visit,
)
from coach.score.filling import Filler
from coach.score.joints import COUNTED_GAP
from coach.score.kit import Kit, kit
from coach.score.lengths import LengthChoices, ResolvedLength
from coach.score.order import Slot, kept_steps, order, rest_between
from coach.score.signposts import find_signposts
from coach.score.timeline import Position
from coach.score.tools import needed
from coach.script.model import (
    UNTIMED,
    Action,
    ActionKind,
    CountMode,
    PhaseKind,
    Routine,
    Step,
    StepIndex,
    Text,
)
from coach.script.moments import AfterEach, BeforeNext
from coach.timing import SECOND, Ms, frames_of_ms, scaled

if TYPE_CHECKING:
    from coach.sides import Side

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


def expand(
    routine: Routine,
    settings: Adjustments,
    lengths: LengthChoices,
    wordings: Wordings = NO_WORDINGS,
    *,
    tools_named: bool = False,
) -> Checked[CueSheet | None]:
    """Decide what is heard, in order; there is no cue sheet where a diagnostic is an error.

    Args:
        routine: what is done.
        settings: what the listener adjusts.
        lengths: how long each action is.
        wordings: what a voice's profile says in its own words, in any language.
        tools_named: whether ``--with`` names tools of whichever routine of a program.
    """
    findings = Findings()
    chosen = findings.take(kit(routine, settings, tools_named=tools_named))
    if findings.has_errors():  # what there is to cut depends on it
        findings.extend(chain.from_iterable(lengths.refusals.values()))
        return findings.checked(None)
    phrases = phrases_of(routine, wordings)
    ordered = order(routine, settings, chosen, lengths, phrases)
    heard = set(_walk_heard(ordered.value, chosen)) if ordered.value else set(lengths.refusals)
    for index, refused in lengths.refusals.items():
        if index in heard:
            findings.extend(refused)
    slots = findings.take(ordered)
    if findings.has_errors():
        return findings.checked(None)
    sheet = _Expander(routine, settings, lengths, chosen, phrases).sheet(slots)
    return findings.checked(sheet)


def _walk_heard(slots: Iterable[Slot], chosen: Kit) -> Iterator[StepIndex]:
    """Go through the steps that are heard in some visits."""
    for slot in {(slot.number, slot.side): slot for slot in slots}.values():
        for index, _ in kept_steps(slot, chosen):
            yield slot.number, index


def phrases_of(routine: Routine, wordings: Wordings = NO_WORDINGS) -> Phrases:
    """Give the phrases in a routine's language, which was checked when it was read."""
    phrases = find_phrases(routine.front.language, wordings)
    if phrases is None:
        raise ValueError(f"a routine in {routine.front.language!r} was let through")
    return phrases


class _Expander:
    def __init__(
        self,
        routine: Routine,
        settings: Adjustments,
        choices: LengthChoices,
        chosen: Kit,
        phrases: Phrases,
    ) -> None:
        self._routine = routine
        self._front = routine.front
        self._settings = settings
        self._choices = choices
        self._kit = chosen
        self._phrases = phrases
        self._filler = Filler(routine.front, chosen, phrases)
        self._cautioned: set[int] = set()
        self._places: dict[Span, str] = {}
        self._parts: dict[tuple[int, Side | None], tuple[Part, ...]] = {}

    def sheet(self, slots: Sequence[Slot]) -> CueSheet:
        front, phrases = self._front, self._phrases
        source = self._place(front.place("title"))
        cautions = [Line(phrases.stop, "caution")]
        if front.avoid:
            place = self._place(front.place("avoid"))
            cautions.append(Line(phrases.avoid(front.avoid), "caution", place))
        cautions.extend(self._cautions(self._routine.cautions, None, None))
        closing = [Line(phrases.well_done, "finish")]
        if front.then:
            place = self._place(front.place("then"))
            closing.append(Line(phrases.what_next(front.goal, front.then), "finish", place))
        visits = tuple(self._visits(slots))
        spoken = (line for visit in visits for line in visit.spoken)
        heard = " ".join(dict.fromkeys(line.text for line in chain(cautions, spoken)))
        tools = needed(self._routine, self._kit, slots, heard)
        return CueSheet(
            front.title, tools, source, tuple(cautions), visits, tuple(closing), phrases
        )

    def _visits(self, slots: Sequence[Slot]) -> Iterator[Visit]:
        announced = announce_visits(self._routine, slots, self._phrases, self._place)
        switch = self._paced(self._settings.switch, self._front.switch)
        for before, slot, beginning in zip((None, *slots), slots, announced, strict=False):
            exercise = slot.placed.exercise
            scope = rest_between(before, slot) if before else None
            between = scope and scope.between
            yield Visit(
                exercise.heading,
                slot.title,
                slot.side,
                Change(beginning.change, switch) if beginning.change else None,
                (*beginning.lines, *self._visit_cautions(slot)),
                self._shared_parts(slot),
                self._place(exercise.scope.span),
                Position(slot.round_, slot.rounds) if slot.rounds > 1 else None,
                self._rest(between, self._place(scope.span)) if scope and between else None,
            )

    def _visit_cautions(self, slot: Slot) -> Iterator[Line]:
        """Give the cautions of the group and of the exercise, each before its first visit."""
        for holder in (slot.placed.group, slot.placed.exercise):
            if holder and id(holder) not in self._cautioned:
                self._cautioned.add(id(holder))
                yield from self._cautions(holder.cautions, slot, None)

    def _cautions(
        self, cautions: Iterable[Text], slot: Slot | None, step: Step | None
    ) -> Iterator[Line]:
        for caution in cautions:
            if words := self._filler.fill(caution, slot, step, None):
                yield Line(words, "caution", self._place(caution.span))

    def _shared_parts(self, slot: Slot) -> tuple[Part, ...]:
        """Give the parts of a visit: of all rounds, the same."""
        alike = slot.number, slot.side
        if alike not in self._parts:
            self._parts[alike] = tuple(self._made_parts(slot))
        return self._parts[alike]

    def _made_parts(self, slot: Slot) -> Iterator[Part]:
        rested: int | None = 0
        steps = list(kept_steps(slot, self._kit))
        for index, step in steps:
            chosen = self._choices.get((slot.number, index))
            lines = tuple(self._lines(slot, step, chosen))
            if step.action is None or chosen is None:
                at_end = index == steps[-1][0]
                yield Part(lines, None, self._scaled(LAST_STEP_PAUSE) if at_end else 0)
            elif step.action.kind in UNTIMED:
                source = self._place(step.action.span)
                cues = tuple(self._cues(slot, step, chosen))
                silence = Silence(step.action.kind, chosen.frames, cues, source)
                yield from _repeat_silence(silence, step, lines)
                rested = None if rested is None else rested + _silence(step, chosen)
            else:
                action = self._performed(slot, step, step.action, chosen, rested)
                yield from self._sets(slot, step, chosen, lines, action)
                rested = None

    def _lines(self, slot: Slot, step: Step, chosen: ResolvedLength | None) -> Iterator[Line]:
        """Give the step's text and, where the text does not tell it, its length."""
        source = self._place(step.text.span)
        if words := self._filler.fill(step.text, slot, step, chosen):
            yield Line(words, "instruction", source)
        if step.action is None or chosen is None or step.action.kind in UNTIMED:
            return
        told = any(p.name in ("length", "breaths", "reps") for p in step.text.placeholders)
        if not told and "lengths" not in self._settings.mute:
            yield Line(self._phrases.length(chosen.unit, chosen.value), "length", source, "length")

    def _sets(
        self,
        slot: Slot,
        step: Step,
        chosen: ResolvedLength,
        lines: tuple[Line, ...],
        action: Performance,
    ) -> Iterator[Part]:
        """Repeat the action: sets, with rests between, and in each set the tender spots."""
        after = self._cue_lines(slot, step, chosen, AfterEach)
        before = self._cue_lines(slot, step, chosen, BeforeNext)
        later = LATER_GAP if step.settle is None else frames_of_ms(step.settle)
        rest = self._rest(step.between, action.source) if step.between is not None else None
        next_spot = Line(self._phrases.next_spot, "instruction", action.source)
        for number in range(1, step.sets + 1):
            if step.sets > 1:
                action = replace(action, set_position=Position(number, step.sets))
            if number > 1:
                action = replace(action, gap=self._settled(later, action.count_in))
                lines = (self._set_line(action, rest), *before)
            for spot in range(chosen.spots):
                if spot:
                    action = replace(action, gap=self._settled(SPOT_GAP, action.count_in))
                yield Part(
                    (next_spot,) if spot else lines,
                    action,
                    rest=None if spot or number == 1 else rest,
                    ended=after if spot == chosen.spots - 1 else (),
                )

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

    def _rest(self, length: Ms, source: str) -> Rest:
        """Make a rest; from `NAMED_REST` on, its length is told."""
        frames = frames_of_ms(length)
        line = Line(self._phrases.rest, "set", source, "rest")
        if frames >= NAMED_REST and "lengths" not in self._settings.mute:
            words = self._phrases.rest_length(frames)
            line = Line(words, "set", source, "length", shorter=line)
        return Rest(frames, line, source)

    def _performed(
        self, slot: Slot, step: Step, action: Action, chosen: ResolvedLength, rested: int | None
    ) -> Performance:
        """Make the action of a step; ``rested`` as for `_gap`."""
        count = self._count(slot, step)
        counted_out = COUNTED_OUT.get(action.kind)
        cues = tuple(self._cues(slot, step, chosen))
        signposts: tuple[Signpost, ...] = ()
        if "signposts" not in self._settings.mute:
            signposts = tuple(find_signposts(action.kind, chosen, cues, self._phrases))
        return Performance(
            action.kind,
            action.name,
            chosen.frames,
            self._gap(slot, step, rested, counted=count != "none"),
            count_in=count != "none",
            count_out=count == "both" and counted_out is not None and chosen.frames >= counted_out,
            pace=self._pace(action, chosen),
            cues=cues,
            signposts=signposts,
            source=self._place(action.span),
        )

    def _pace(self, action: Action, chosen: ResolvedLength) -> Pace | None:
        phrases = self._phrases
        if chosen.tempo:
            numbers = tuple(map(phrases.cardinal, range(1, chosen.count + 1)))
            return Repetitions(chosen.tempo, numbers, phrases.last_one)
        if action.pass_ms:
            return Passes(chosen.count)
        if chosen.breath.paced:
            words: dict[PhaseKind, str] = {
                "in": phrases.breathe_in,
                "held": phrases.hold,
                "out": phrases.and_out,
            }
            kinds = {phase.kind for phase in chosen.breath.phases}
            heard = {kind: word for kind, word in words.items() if kind in kinds}
            return Cycles(chosen.breath, chosen.count, heard)
        return None

    def _cues(self, slot: Slot, step: Step, chosen: ResolvedLength) -> Iterator[PlannedCue]:
        """Give what is said during the action."""
        for cue in step.cues:
            between = isinstance(cue.when, AfterEach | BeforeNext)
            if not between and self._kit.allows(cue.conditions, slot.side):
                words = self._filler.fill(cue.text, slot, step, chosen)
                if words:
                    yield PlannedCue(words, cue.when, self._place(cue.text.span))

    def _cue_lines(
        self, slot: Slot, step: Step, chosen: ResolvedLength, when: type[AfterEach | BeforeNext]
    ) -> tuple[Line, ...]:
        """Give what is said between the sets of the action."""
        return tuple(
            Line(words, "cue", self._place(cue.text.span))
            for cue in step.cues
            if isinstance(cue.when, when) and self._kit.allows(cue.conditions, slot.side)
            if (words := self._filler.fill(cue.text, slot, step, chosen))
        )

    def _count(self, slot: Slot, step: Step) -> CountMode:
        stated = (step.count, *(s.count for s in slot.placed.scopes), self._settings.count)
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
        stated = (*(scope.settle for scope in slot.placed.scopes), self._settings.settle)
        length = next((gap for gap in stated if gap is not None), self._front.settle)
        settle = frames_of_ms(length)
        least = self._settled(min(settle, LATER_GAP), counted)
        return max(self._settled(settle, counted) - rested, least)

    def _settled(self, gap: int, counted: bool) -> int:  # noqa: FBT001 (it is what is settled)
        return max(self._scaled(gap), COUNTED_GAP if counted else 0)

    def _paced(self, asked: Ms | None, own: Ms) -> int:
        return self._scaled(frames_of_ms(own if asked is None else asked))

    def _scaled(self, frames: int) -> int:
        return scaled(frames, self._settings.pace)

    def _place(self, span: Span) -> str:
        """Give the place of a span; of all visits, rounds and sides that come from it, one text."""
        place = self._places.get(span)
        if place is None:
            place = self._places[span] = self._routine.source.place(span)
        return place


def _silence(step: Step, chosen: ResolvedLength) -> int:
    """Give the frames of a rest or a wait, however often it is done."""
    between = 0 if step.between is None else frames_of_ms(step.between)
    return step.sets * chosen.frames + (step.sets - 1) * between


def _repeat_silence(silence: Silence, step: Step, lines: tuple[Line, ...]) -> Iterator[Part]:
    """Repeat a rest or a wait; what lies between is a rest as well."""
    for number in range(step.sets):
        if number and step.between is not None:
            yield Part((), Silence("rest", frames_of_ms(step.between), (), silence.source))
        yield Part(() if number else lines, silence)
