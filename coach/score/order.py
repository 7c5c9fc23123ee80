"""The order of visits: which exercise, on which side, in which round."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from coach.diagnostics import Checked, Diagnostic, Findings, Span
from coach.languages.phrases import Phrases
from coach.score.adjustments import Adjustments
from coach.score.equipment import Equipment
from coach.score.history import History
from coach.score.lengths import LengthChoices
from coach.score.occurrences import OccurrenceFinder
from coach.score.part_names import cut_slots, find_group_heading
from coach.score.slot import Slot
from coach.script.conditions import Occasion
from coach.script.model import UNTIMED, Exercise, Group, SideWord, Step
from coach.script.moments import AfterEach, BeforeNext
from coach.script.routine import Routine
from coach.sides import Side
from coach.timing import HOUR, SECOND, ms_to_frames

LONGEST_TRACK_FRAMES = 24 * HOUR

_CLIP_STEP = 6 * SECOND // 10
"""Clips stand this far apart: what is said takes at least this much."""

_SHORTEST_VISIT_FRAMES = _CLIP_STEP
"""No visit takes less: it is announced."""

_RINGING_FRAMES = 8 * SECOND // 10
"""Every timed action takes this much more than its length: its end tone is heard out."""

_SHORTEST_SILENCE_FRAMES = SECOND // 10
"""A rest counts for at least this much, and so does a cue, and a step that comes up in some visits
only: what takes no time cannot be heaped up for ever."""

_OTHER: dict[Side, Side] = {"right": "left", "left": "right"}


def order_visits(  # noqa: PLR0913, PLR0917 (what is chosen, and what came before)
    routine: Routine,
    adjustments: Adjustments,
    chosen: Equipment,
    choices: LengthChoices,
    phrases: Phrases,
    history: History,
) -> Checked[tuple[Slot, ...]]:
    """Put the visits in order, cut them to what is wanted, and find the steps of each.

    ``history`` is what came up before; it is brought up to date.
    """
    findings = Findings()
    try:
        slots = tuple(_Order(routine, adjustments, chosen, choices, phrases).order_slots())
    except _TooLong:
        return Checked((), (refuse_too_long(routine),))
    finder = OccurrenceFinder(chosen, choices, routine.source.name, history)
    slots = tuple(_find_steps(cut_slots(slots, adjustments, findings), finder))
    if not slots and not findings.diagnostics:
        return Checked((), (refuse_nothing_left(),))
    return findings.make_checked(slots)


def refuse_nothing_left() -> Diagnostic:
    """Say that all visits are cut away."""
    return Diagnostic(
        "nothing-left",
        "error",
        "With these adjustments nothing of the routine is left.",
        "Take back `--side`, `--only`, `--skip`, `--from`, `--until` or `--with`.",
    )


def refuse_too_long(routine: Routine) -> Diagnostic:
    """Say that a track would be longer than `LONGEST_TRACK_FRAMES`."""
    return Diagnostic(
        "track-too-long",
        "error",
        "The track would be longer than 24 hours.",
        "Use fewer rounds or shorter actions.",
        routine.source,
        routine.front.find_key_span("title"),
    )


def _find_steps(slots: Iterable[Slot], finder: OccurrenceFinder) -> Iterator[Slot]:
    """Find what comes up in each visit; one in which nothing does is left out."""
    for slot in slots:
        exercise = slot.placed.exercise
        visit_steps = finder.find_steps(
            slot.number, exercise, slot.side, slot.announced_round, slot.set_turns
        )
        if visit_steps.steps:
            yield replace(slot, variant=visit_steps.variant, steps=visit_steps.steps)


class _TooLong(Exception):
    """The visits together are longer than any track may be."""


class _Order:
    def __init__(
        self,
        routine: Routine,
        adjustments: Adjustments,
        chosen: Equipment,
        choices: LengthChoices,
        phrases: Phrases,
    ) -> None:
        self._routine = routine
        self._adjustments = adjustments
        self._kit = chosen
        self._choices = choices
        self._phrases = phrases
        self._numbers = {p.exercise.scope.span: (n, p) for n, p in enumerate(routine.placed)}
        self._lengths: dict[tuple[int, Side | None], int] = {}
        self._total = 0

    def order_slots(self) -> Iterator[Slot]:
        """Order the routine: runs without sides of their own go through side by side."""
        items: list[Exercise | Group] = []
        for item in self._routine.items:
            plain = (
                isinstance(item, Group) and item.scope.times.most == 1 and item.scope.sides is None
            )
            # A group that says nothing of rounds or sides only names its exercises.
            items.extend(item.exercises if isinstance(item, Group) and plain else (item,))
        yield from self._order_series(items, self._routine.front.sides, 0, 1)

    def _order_series(
        self,
        items: Sequence[Exercise | Group],
        sides: tuple[SideWord, ...],
        done: int,
        rounds: int,
        run: Span | None = None,
    ) -> Iterator[Slot]:
        """Order items, each run of those without sides once for every side."""
        for own, together in groupby(items, _has_own_sides):
            members = tuple(together)
            first = members[0].scope.span if run is None else run
            for side in (None,) if own else self._resolve_sides(sides):
                for item in members:
                    known = item.scope.span if own else first
                    yield from self._order_item(item, side, sides, done, rounds, known)

    def _order_item(  # noqa: PLR0913, PLR0917 (where in the order it stands)
        self,
        item: Exercise | Group,
        side: Side | None,
        sides: tuple[SideWord, ...],
        done: int,
        rounds: int,
        run: Span,
    ) -> Iterator[Slot]:
        scope = item.scope
        times = self._choices.count_rounds(scope)
        total = rounds * times
        for round_number in range(times):
            now = done * times + round_number
            if isinstance(item, Group):
                if _has_own_sides(item):
                    inner = sides if scope.sides is None else scope.sides
                    slots = list(self._order_series(item.exercises, inner, now, total))
                else:
                    inner = (side,) if side else ()
                    slots = list(self._order_series(item.exercises, inner, now, total, run))
            else:
                own = (side,) if scope.sides is None else self._resolve_sides(scope.sides)
                turns = self._find_turns(own) if scope.by_turns else ()
                slots = [
                    s
                    for each in (
                        (None,) if turns else dict.fromkeys(own) if scope.by_turns else own
                    )
                    for s in self._order_exercise(item, each, now, total, run, turns)
                ]
            if not slots:
                return
            if scope.between is not None and round_number + 1 < times:
                inside = sum(map(self._measure_silence, (slots[0], slots[-1])))
                between = ms_to_frames(scope.between)
                self._add_frames(
                    max(between - inside - _RINGING_FRAMES - _SHORTEST_VISIT_FRAMES, 0)
                )
            yield from slots

    def _find_turns(self, sides: Sequence[Side | None]) -> tuple[Side, ...]:
        """Return the sides that are worked by turns; none where the listener wants one side."""
        return () if self._adjustments.side else tuple(side for side in sides if side)

    def _order_exercise(  # noqa: PLR0913, PLR0917 (where in the order it stands)
        self,
        exercise: Exercise,
        side: Side | None,
        done: int,
        rounds: int,
        run: Span,
        turns: tuple[Side, ...] = (),
    ) -> Iterator[Slot]:
        number, placed = self._numbers[exercise.scope.span]
        times = self._choices.count_rounds(exercise.scope)
        group_round, exercise_round = divmod(done, times)
        round_number = done + 1
        short = self._phrases.title_chapter(
            exercise.heading, side, round_number if rounds > 1 else None
        )
        heading = find_group_heading(self._routine, placed)
        title = f"{heading}: {short}" if heading else short
        slot = Slot(
            number,
            placed,
            side,
            round_number,
            rounds,
            title,
            short,
            run,
            exercise_round,
            group_round,
            rounds // times,
            turns=turns,
        )
        if side and self._adjustments.side not in (None, side):
            return
        if (number, side) not in self._lengths:
            self._lengths[number, side] = self._measure_least(slot)
        if length := self._lengths[number, side]:
            self._add_frames(length)
            yield slot

    def _add_frames(self, frames: int) -> None:
        self._total += frames
        if self._total > LONGEST_TRACK_FRAMES:
            raise _TooLong

    def _measure_least(self, slot: Slot) -> int:
        """Return what a visit takes at the least; 0 where its conditions leave nothing to do."""
        conditions = [c for scope in slot.placed.scopes for c in scope.conditions]
        steps = list(self._find_possible_steps(slot))
        if not steps or not self._kit.meets_conditions(conditions, slot.side):
            return 0
        length = _SHORTEST_VISIT_FRAMES
        for index, step in steps:
            if any(isinstance(condition, Occasion) for condition in step.conditions):
                length += _SHORTEST_SILENCE_FRAMES  # it comes up in some visits only
                continue
            length += _CLIP_STEP
            chosen = self._choices.get((slot.number, index))
            if step.action and chosen:
                timed = step.action.kind not in UNTIMED
                frames = min(e.frames for e in self._choices.list_lengths((slot.number, index)))
                least = frames + _RINGING_FRAMES if timed else _SHORTEST_SILENCE_FRAMES
                least = max(frames, least) + _SHORTEST_SILENCE_FRAMES * len(step.cues)
                sets = chosen.sets * (len(slot.set_turns) if timed else 1)
                length += sets * chosen.spots * least
                between = 0 if step.between is None else ms_to_frames(step.between)
                between = max(between - _RINGING_FRAMES * timed, _CLIP_STEP * _count_between(step))
                length += (sets - 1) * between
        return length

    def _find_possible_steps(self, slot: Slot) -> Iterator[tuple[int, Step]]:
        """Return the steps that may come up in a visit, with their numbers."""
        for index, step in enumerate(slot.placed.exercise.steps):
            if self._kit.meets_conditions(step.conditions, slot.side):
                yield index, step

    def _measure_silence(self, slot: Slot) -> int:
        """Return the words, rests and waits of a visit's steps: they may lie in a rest between."""
        steps = tuple(self._find_possible_steps(slot))
        return _CLIP_STEP * len(steps) + sum(
            chosen.sets * max(e.frames for e in self._choices.list_lengths((slot.number, index)))
            for index, step in steps
            if step.action
            and step.action.kind in UNTIMED
            and (chosen := self._choices.get((slot.number, index)))
        )

    def _resolve_sides(self, sides: tuple[SideWord, ...]) -> tuple[Side | None, ...]:
        tight = self._adjustments.tight
        named: dict[SideWord, Side] = {
            "right": "right",
            "left": "left",
            "tight": tight,
            "other": _OTHER[tight],
        }
        return tuple(named[word] for word in sides) or (None,)


def _count_between(step: Step) -> int:
    """Count the clips that are said between two sets: which it is, and the author's."""
    return 1 + sum(isinstance(cue.when, AfterEach | BeforeNext) for cue in step.cues)


def _has_own_sides(item: Exercise | Group) -> bool:
    if item.scope.sides is not None:
        return True
    return isinstance(item, Group) and any(map(_has_own_sides, item.exercises))
