"""A routine and the settings to a cue sheet: every word filled in, every length decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from coach.diagnostics import Checked, Findings, Span
from coach.languages import find_phrases
from coach.languages.phrases import NO_WORDINGS, Phrases, Wordings
from coach.score.adjustments import Adjustments
from coach.score.cuesheet import (
    CueSheet,
    Cycles,
    Line,
    Pace,
    Part,
    Passes,
    Performance,
    PlannedCue,
    Repetitions,
    Silence,
    Visit,
)
from coach.score.kit import Kit, kit
from coach.score.lengths import LengthChoices, ResolvedLength
from coach.score.order import Slot, kept_steps, order
from coach.score.tools import needed
from coach.script.conditions import NeedsTool
from coach.script.model import (
    UNTIMED,
    Action,
    CountMode,
    Placeholder,
    Routine,
    Step,
    StepIndex,
    Text,
)
from coach.sides import Side
from coach.timing import SECOND, Ms, frames_of_ms, scaled

LATER_GAP = 35 * SECOND // 10
"""Before a visit's later actions: the listener is in place already."""

COUNTED_GAP = 35 * SECOND // 10
"""The shortest gap that a count-in of three seconds fits."""

SPOT_GAP = 5 * SECOND
"""Time to find the next tender spot, the count-in inside."""

LAST_STEP_PAUSE = 4 * SECOND
"""Time to do what the last step of a visit says, where it has no action of its own."""

COUNTED_OUT = 8 * SECOND
"""The shortest hold, roll or move whose end is counted down to."""


def expand(  # noqa: PLR0913 (what is chosen, and what came before, for one routine of several)
    routine: Routine,
    settings: Adjustments,
    lengths: LengthChoices,
    wordings: Wordings = NO_WORDINGS,
    side: Side | None = None,
    *,
    tools_named: bool = False,
) -> Checked[CueSheet | None]:
    """Decide what is heard, in order; there is no cue sheet where a diagnostic is an error.

    Args:
        routine: what is done.
        settings: what the listener adjusts.
        lengths: how long each action is.
        wordings: what a voice's profile says in its own words, in any language.
        side: the one that was worked last, before this routine.
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
    sheet = _Expander(routine, settings, lengths, chosen, phrases).sheet(slots, side)
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
        self._cautioned: set[int] = set()
        self._places: dict[Span, str] = {}
        self._parts: dict[tuple[int, Side | None, int], tuple[Part, ...]] = {}

    def sheet(self, slots: Sequence[Slot], side: Side | None = None) -> CueSheet:
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
        visits = tuple(self._visits(slots, side))
        spoken = (line for visit in visits for line in visit.spoken)
        heard = " ".join(dict.fromkeys(line.text for line in chain(cautions, spoken)))
        tools = needed(self._routine, self._kit, slots, heard)
        return CueSheet(
            front.title, tools, source, tuple(cautions), visits, tuple(closing), phrases
        )

    def _visits(self, slots: Sequence[Slot], last: Side | None) -> Iterator[Visit]:
        places = _places(slots)
        for slot, place in zip(slots, places, strict=True):
            change = None
            if slot.side and last and slot.side != last:
                change = Line(self._phrases.change(slot.side), "side")
            last = slot.side or last
            exercise = slot.placed.exercise
            source = self._place(exercise.scope.span)
            round_ = (slot.round_, slot.rounds) if slot.rounds > 1 else None
            announcement = self._phrases.announce(exercise.heading, place, slot.side, round_)
            yield Visit(
                exercise.heading,
                slot.title,
                slot.side,
                change,
                self._paced(self._settings.switch, self._front.switch),
                (Line(announcement, "announce", source), *self._visit_cautions(slot)),
                self._shared_parts(slot),
                source,
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
            if words := self._words(caution, slot, step, None):
                yield Line(words, "caution", self._place(caution.span))

    def _shared_parts(self, slot: Slot) -> tuple[Part, ...]:
        """Give the parts of a visit: of all rounds, the same."""
        alike = slot.number, slot.side, id(slot.resting)
        if alike not in self._parts:
            self._parts[alike] = tuple(self._made_parts(slot))
        return self._parts[alike]

    def _made_parts(self, slot: Slot) -> Iterator[Part]:
        first = True
        steps = list(kept_steps(slot, self._kit))
        for index, step in steps:
            chosen = self._choices.get((slot.number, index))
            lines = tuple(self._lines(slot, step, chosen))
            if step.action is None or chosen is None:
                at_end = index == steps[-1][0]
                yield Part(lines, None, self._scaled(LAST_STEP_PAUSE) if at_end else 0)
            else:
                action = self._performed(slot, step, step.action, chosen, first=first)
                yield from self._sets(step, chosen, lines, action)
                first = first and step.action.kind in UNTIMED
        scope = slot.resting.scope if slot.resting else None
        if scope and scope.between is not None:
            yield Part(
                (), Silence("rest", frames_of_ms(scope.between), (), self._place(scope.span))
            )

    def _lines(self, slot: Slot, step: Step, chosen: ResolvedLength | None) -> Iterator[Line]:
        """Give the step's text and, where the text does not tell it, its length."""
        source = self._place(step.text.span)
        if words := self._words(step.text, slot, step, chosen):
            yield Line(words, "instruction", source)
        if step.action is None or chosen is None or step.action.kind in UNTIMED:
            return
        told = any(p.name in ("length", "breaths", "reps") for p in step.text.placeholders)
        if not told and "lengths" not in self._settings.mute:
            yield Line(self._phrases.length(chosen.unit, chosen.value), "length", source)

    def _sets(
        self,
        step: Step,
        chosen: ResolvedLength,
        lines: tuple[Line, ...],
        action: Performance | Silence,
    ) -> Iterator[Part]:
        """Repeat the action: sets, with rests between, and in each set the tender spots."""
        for number in range(step.sets):
            if number:
                lines = ()
                if step.between is not None:
                    yield Part((), Silence("rest", frames_of_ms(step.between), (), action.source))
                if isinstance(action, Performance):
                    own = LATER_GAP if step.settle is None else frames_of_ms(step.settle)
                    action = replace(action, gap=self._settled(own, action.count_in))
            yield Part(lines, action)
            for _ in range(1, chosen.spots):
                if isinstance(action, Performance):
                    action = replace(action, gap=self._settled(SPOT_GAP, action.count_in))
                yield Part((Line(self._phrases.next_spot, "instruction", action.source),), action)

    def _performed(
        self, slot: Slot, step: Step, action: Action, chosen: ResolvedLength, *, first: bool
    ) -> Performance | Silence:
        cues = tuple(self._cues(slot, step, chosen))
        source = self._place(action.span)
        if action.kind in UNTIMED:
            return Silence(action.kind, chosen.frames, cues, source)
        count = self._count(slot, step)
        return Performance(
            action.kind,
            action.name,
            chosen.frames,
            self._gap(slot, step, first=first, counted=count != "none"),
            count_in=count != "none",
            count_out=count == "both" and action.kind != "reps" and chosen.frames >= COUNTED_OUT,
            pace=self._pace(action, chosen),
            cues=cues,
            source=source,
        )

    def _pace(self, action: Action, chosen: ResolvedLength) -> Pace | None:
        phrases = self._phrases
        if chosen.tempo:
            numbers = [phrases.cardinal(number) for number in range(1, chosen.count)]
            return Repetitions(chosen.tempo, (*numbers, phrases.last_one))
        if action.pass_ms:
            return Passes(chosen.count)
        if chosen.breath.paced:
            return Cycles(chosen.breath, chosen.count, (phrases.breathe_in, phrases.and_out))
        return None

    def _cues(self, slot: Slot, step: Step, chosen: ResolvedLength) -> Iterator[PlannedCue]:
        for cue in step.cues:
            if self._kit.allows(cue.conditions, slot.side):
                words = self._words(cue.text, slot, step, chosen)
                if words:
                    yield PlannedCue(words, cue.when, self._place(cue.text.span))

    def _words(
        self, text: Text, slot: Slot | None, step: Step | None, chosen: ResolvedLength | None
    ) -> str:
        """Fill the placeholders in."""
        words = ""
        for part, after in pairwise((*text.parts, "")):
            if isinstance(part, Placeholder):
                around = words, after if isinstance(after, str) else ""
                words += self._filled(part, slot, step, chosen, around)
            else:
                words += part
        return words

    def _filled(
        self,
        placeholder: Placeholder,
        slot: Slot | None,
        step: Step | None,
        chosen: ResolvedLength | None,
        around: tuple[str, str],
    ) -> str:
        """Return the words for a placeholder; ``around`` is the text before it and after it."""
        side: Side = (slot.side if slot else None) or "right"
        other: Side = "left" if side == "right" else "right"
        match placeholder.name:
            case "side":
                return self._phrases.side_word(side, *around)
            case "other":
                return self._phrases.side_word(other, *around)
            case "tool":
                return self._tool(slot, step)
            case "length":
                return self._phrases.asked(chosen.unit, chosen.value) if chosen else ""
            case "breaths" | "reps" as counted:
                return self._phrases.number(counted, chosen.count) if chosen else ""

    def _tool(self, slot: Slot | None, step: Step | None) -> str:
        """Name the tool that the step or a heading above it needs, else the first in hand."""
        conditions = [
            *(step.conditions if step else ()),
            *(c for scope in (slot.placed.scopes if slot else ()) for c in scope.conditions),
        ]
        needed = (c.name for c in conditions if isinstance(c, NeedsTool))
        every = (*self._kit.tools, *self._front.tool_names)
        return next(needed, every[0] if every else "")

    def _count(self, slot: Slot, step: Step) -> CountMode:
        stated = (step.count, *(s.count for s in slot.placed.scopes), self._settings.count)
        return next((count for count in stated if count is not None), self._front.count)

    def _gap(self, slot: Slot, step: Step, *, first: bool, counted: bool) -> int:
        """Give the frames before a step's action: time to settle, or only to be ready."""
        own = [step.settle]
        if first:
            own += [*(s.settle for s in slot.placed.scopes), self._settings.settle]
            own += [self._front.settle]
        stated = next((s for s in own if s is not None), None)
        return self._settled(LATER_GAP if stated is None else frames_of_ms(stated), counted)

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


def _places(slots: Sequence[Slot]) -> Iterator[tuple[int, int] | None]:
    """Say which of how many each visit's exercise is, among what remains, as the script has them.

    In a group its exercises are counted, else the routine's, where a group counts as one; of one
    alone nothing is said.
    """
    numbers: dict[int, dict[int, int]] = {}
    for slot in sorted(slots, key=lambda slot: slot.number):
        for holder, item in _counted(slot):
            inside = numbers.setdefault(holder, {})
            inside.setdefault(item, len(inside) + 1)
    for slot in slots:
        holder, item = _counted(slot)[-1]
        total = len(numbers[holder])
        yield (numbers[holder][item], total) if total > 1 else None


def _counted(slot: Slot) -> tuple[tuple[int, int], ...]:
    """Give what is counted for a slot, and in what: in the routine, and in its group."""
    group, exercise = slot.placed.group, slot.placed.exercise
    if group is None:
        return ((0, id(exercise)),)
    return (0, id(group)), (id(group), id(exercise))
