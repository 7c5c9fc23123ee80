"""A routine and the adjustments to a cue sheet: every word filled in, every length decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from coach.diagnostics import Checked, Findings, Span
from coach.languages import find_phrases
from coach.languages.phrases import NO_WORDINGS, Phrases, Wordings, end_sentence
from coach.score.adjustments import Adjustments
from coach.score.announcements import announce_visits
from coach.score.cuesheet import (
    Change,
    CueSheet,
    Rest,
    SpeechLine,
    Visit,
    count_action_frames,
)
from coach.score.equipment import Equipment, resolve_equipment
from coach.score.experience import (
    NO_EXPERIENCE,
    Experience,
    choose_level,
    is_opening_short,
)
from coach.score.goal import Goal
from coach.score.history import History
from coach.score.intervals import (
    find_action_length,
    find_interval,
    is_resting,
    measure_rest,
    refuse_misfits,
)
from coach.score.lengths import LengthChoices
from coach.score.order import order_visits
from coach.score.parts import PartMaker
from coach.score.placeholders import Filler
from coach.score.silent_visits import drop_silences, silence_visit
from coach.score.slot import Slot, find_rest_between
from coach.score.timeline import Position
from coach.score.tools import find_needed_tools
from coach.script.model import Step, Text
from coach.script.routine import Routine, StepIndex
from coach.timing import Ms, frames_to_ms, ms_to_frames, scale_frames


def expand_routine(  # noqa: PLR0913 (one routine of several, and what came before it)
    routine: Routine,
    adjustments: Adjustments,
    lengths: LengthChoices,
    wordings: Wordings = NO_WORDINGS,
    history: History | None = None,
    *,
    tools_named: bool = False,
    experience: Experience = NO_EXPERIENCE,
) -> Checked[CueSheet | None]:
    """Decide what is heard, in order; there is no cue sheet where a diagnostic is an error.

    Args:
        routine: what is done.
        adjustments: what the listener adjusts.
        lengths: how long each action is.
        wordings: what a voice's profile says in its own words, in any language.
        history: what came up and was told in the routines before; it is brought up to date.
        tools_named: whether ``--with`` names tools of whichever routine of a program.
        experience: what the listener has done of it before.
    """
    findings = Findings()
    chosen = findings.take_value(resolve_equipment(routine, adjustments, tools_named=tools_named))
    chosen = replace(chosen, left_out=lengths.left_out)
    if findings.has_errors():  # what there is to cut depends on it
        findings.extend(chain.from_iterable(lengths.refusals.values()))
        return findings.make_checked(None)
    phrases = find_routine_phrases(routine, wordings)
    history = history or History()
    ordered = order_visits(routine, adjustments, chosen, lengths, phrases, history)
    heard = set(_walk_heard(ordered.value)) if ordered.value else set(lengths.refusals)
    for key, refused in lengths.refusals.items():
        if key in heard:
            findings.extend(refused)
    slots = findings.take_value(ordered)
    findings.extend(refuse_misfits(routine, lengths, slots))
    if findings.has_errors():
        return findings.make_checked(None)
    sheet = _Expander(
        routine, adjustments, lengths, chosen, phrases, history, experience
    ).build_sheet(slots)
    return findings.make_checked(sheet)


def _walk_heard(slots: Iterable[Slot]) -> Iterator[StepIndex | Span]:
    """Go through the steps and the headings that are heard in some visits."""
    for slot in {slot.variant: slot for slot in slots}.values():
        for scope in slot.placed.scopes:
            yield scope.span
        for occurrence in slot.steps:
            yield slot.number, occurrence.index


def find_routine_phrases(routine: Routine, wordings: Wordings = NO_WORDINGS) -> Phrases:
    """Return the phrases in a routine's language, which was checked when it was read."""
    is_formal = routine.front.address == "formal"
    phrases = find_phrases(routine.front.language, wordings, is_formal=is_formal)
    if phrases is None:
        raise ValueError(f"a routine in {routine.front.language!r} was let through")
    return phrases


def _is_straight(before: Slot, slot: Slot) -> bool:
    """Return whether a heading has a visit begin on the end of the one before."""
    shared = (scope for scope in slot.placed.scopes if scope in before.placed.scopes)
    return any(scope.is_straight for scope in shared)


class _Expander:
    def __init__(  # noqa: PLR0913, PLR0917 (all that was chosen)
        self,
        routine: Routine,
        adjustments: Adjustments,
        choices: LengthChoices,
        chosen: Equipment,
        phrases: Phrases,
        history: History,
        experience: Experience,
    ) -> None:
        self._routine = routine
        self._experience = experience
        self._level = choose_level(routine.front, adjustments, experience)
        self._front = routine.front
        self._adjustments = adjustments
        self._kit = chosen
        self._choices = choices
        self._phrases = phrases
        self._filler = Filler(routine.front, chosen, phrases)
        self._cautioned: set[Span] = set()
        self._locations: dict[Span, str] = {}
        self._maker = PartMaker(
            routine,
            adjustments,
            choices,
            self._filler,
            phrases,
            history,
            self._write_location,
            self._level,
        )

    def build_sheet(self, slots: Sequence[Slot]) -> CueSheet:
        front, phrases = self._front, self._phrases
        source = self._write_location(front.find_key_span("title"))
        is_short = is_opening_short(self._level, self._adjustments, self._experience)
        cautions = list(self._word_stop())
        if front.avoid and not is_short:
            location = self._write_location(front.find_key_span("avoid"))
            cautions.append(SpeechLine(phrases.word_avoid(front.avoid), "caution", location))
        if not is_short:
            cautions.extend(self._fill_cautions(self._routine.cautions, None, None))
        visits = tuple(self._expand_visits(slots))
        closing = list(self._word_end())
        if goal := Goal.from_front(front, phrases, self._experience.done_today):
            location = self._write_location(front.find_key_span("then"))
            done = frames_to_ms(count_action_frames(visits))
            closing.append(SpeechLine(goal.choose_words(done), "finish", location))
        spoken = (line for visit in visits for line in visit.spoken)
        lines = dict.fromkeys(line.text for line in chain(cautions, spoken))
        heard = " ".join((*lines, *self._fill_all(slots)))
        tools = find_needed_tools(self._routine, self._kit, slots, heard)
        if self._level == "none":
            visits = tuple(map(silence_visit, visits))
            cautions, closing = [], []
        return CueSheet(
            front.title,
            tools,
            source,
            tuple(cautions),
            visits,
            tuple(closing),
            phrases,
            is_silent=self._level == "none",
            muted=front.mute,
            goal=goal,
        )

    def _word_stop(self) -> Iterator[SpeechLine]:
        """Say when to stop, in the author's own words where there are any."""
        stop = self._front.stop
        if stop is None:
            yield SpeechLine(self._phrases.stop, "caution")
        elif stop:
            yield SpeechLine(
                end_sentence(stop),
                "caution",
                self._write_location(self._front.find_key_span("stop")),
            )

    def _word_end(self) -> Iterator[SpeechLine]:
        """Close, in the author's own words where there are any."""
        end = self._front.end
        if end is None:
            yield SpeechLine(self._phrases.well_done, "finish")
        elif end:
            yield SpeechLine(
                end_sentence(end), "finish", self._write_location(self._front.find_key_span("end"))
            )

    def _fill_all(self, slots: Sequence[Slot]) -> Iterator[str]:
        """Return the full words of all that comes up, however little of them is said."""
        for slot in {(slot.variant, slot.side): slot for slot in slots}.values():
            for occurrence in slot.steps:
                step = occurrence.step
                for text in (step.text, *(cue.text for cue in step.cues)):
                    yield self._filler.fill_text(text, slot, step, None)

    def _expand_visits(self, slots: Sequence[Slot]) -> Iterator[Visit]:
        announced = announce_visits(self._routine, slots, self._phrases, self._write_location)
        switch = self._scale_pause(self._adjustments.switch, self._front.switch)
        around = zip((None, *slots), slots, (*slots[1:], None), strict=False)
        for (before, slot, after), beginning in zip(around, announced, strict=True):
            exercise = slot.placed.exercise
            parts = self._maker.make_parts(slot)
            yield Visit(
                exercise.heading,
                slot.title,
                slot.side,
                Change(beginning.change, switch) if beginning.change else None,
                (*beginning.lines, *self._list_visit_cautions(slot)),
                drop_silences(parts) if is_resting(slot, after) else parts,
                self._write_location(exercise.scope.span),
                Position(slot.round_number, slot.rounds) if slot.rounds > 1 else None,
                self._make_rest(before, slot) if before else None,
                muted=self._front.mute,
                is_straight=before is not None and _is_straight(before, slot),
            )

    def _make_rest(self, before: Slot, slot: Slot) -> Rest | None:
        """Make the rest that a heading states between two visits."""
        if found := find_rest_between(before, slot):
            between, span = found
            return self._maker.make_rest(ms_to_frames(between), self._write_location(span))
        scope = find_interval(before, slot)
        if scope and scope.every:
            left = measure_rest(scope.every, find_action_length(before, self._choices))
            return self._maker.make_rest(left, self._write_location(scope.span), is_interval=True)
        return None

    def _list_visit_cautions(self, slot: Slot) -> Iterator[SpeechLine]:
        """Return the cautions of the group and of the exercise, each before its first visit."""
        for holder in (slot.placed.group, slot.placed.exercise):
            if holder and holder.scope.span not in self._cautioned:
                self._cautioned.add(holder.scope.span)
                yield from self._fill_cautions(holder.cautions, slot, None)

    def _fill_cautions(
        self, cautions: Iterable[Text], slot: Slot | None, step: Step | None
    ) -> Iterator[SpeechLine]:
        for caution in cautions:
            if words := self._filler.fill_text(caution, slot, step, None):
                yield SpeechLine(words, "caution", self._write_location(caution.span))

    def _scale_pause(self, asked: Ms | None, own: Ms) -> int:
        return self._scale_frames(ms_to_frames(own if asked is None else asked))

    def _scale_frames(self, frames: int) -> int:
        return scale_frames(frames, self._adjustments.pace)

    def _write_location(self, span: Span) -> str:
        """Return ``file:line:col`` of a span: one text for all that comes from it."""
        location = self._locations.get(span)
        if location is None:
            location = self._locations[span] = self._routine.source.write_location(span)
        return location
