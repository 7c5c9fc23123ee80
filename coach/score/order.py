"""The order of visits: which exercise, on which side, in which round, and what is cut away."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from coach.diagnostics import Checked, Diagnostic, Findings, suggestion
from coach.languages.phrases import Phrases
from coach.score.adjustments import Adjustments
from coach.score.kit import Kit
from coach.score.lengths import LengthChoices
from coach.script.model import UNTIMED, Exercise, Group, Placed, Routine, SideWord, Step
from coach.sides import Side
from coach.timing import HOUR, SECOND, frames_of_ms

LONGEST_TRACK = 24 * HOUR
_SHORTEST_VISIT = 6 * SECOND // 10
"""No visit takes less: it is announced, and clips stand this far apart."""

_RINGING = 8 * SECOND // 10
"""Every timed action takes this much more than its length: its end tone is heard out."""

_SHORTEST_SILENCE = SECOND // 10
"""A rest counts for at least this much, so that rests of nothing cannot be heaped up for ever."""

_OTHER: dict[Side, Side] = {"right": "left", "left": "right"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One visit to be made.

    Attributes:
        number: the exercise's number in the routine.
        placed: the exercise where it stands.
        side: the side worked; None where there is none.
        round_: its round, from 1, of ``rounds``.
        title: the title of its chapter: exercise, side and round.
        resting: the exercise or group of whose rounds it ends one, with a rest after it.
    """

    number: int
    placed: Placed
    side: Side | None
    round_: int
    rounds: int
    title: str
    resting: Exercise | Group | None = None

    def belongs_to(self, item: Exercise | Group) -> bool:
        """Tell whether it is a visit to an exercise, or to one of a group."""
        return item is self.placed.exercise or item is self.placed.group


def unknown_part(option: str, name: str, parts: Sequence[str]) -> Diagnostic:
    """Say that ``--only``, ``--from`` or ``--until`` names what there is not."""
    message = f"--{option} {name}: there is no such part."
    there = suggestion(name, parts, f"The parts are {', '.join(parts)}.")
    return Diagnostic("unknown-part", "error", message, there)


def headings(slots: Sequence[Slot]) -> tuple[str, ...]:
    """Name the exercises of some visits, each once."""
    return tuple(dict.fromkeys(slot.placed.exercise.heading for slot in slots))


def order(
    routine: Routine, settings: Adjustments, chosen: Kit, choices: LengthChoices, phrases: Phrases
) -> Checked[tuple[Slot, ...]]:
    """Put the visits in order and cut them to what is wanted."""
    findings = Findings()
    try:
        slots = tuple(_Order(routine, settings, chosen, choices, phrases).slots())
    except _TooLong:
        return Checked((), (too_long(routine),))
    slots = _cut(slots, settings, findings)
    if not slots and not findings.diagnostics:
        return Checked((), (nothing_left(),))
    return findings.checked(slots)


def nothing_left() -> Diagnostic:
    """Say that all visits are cut away."""
    return Diagnostic(
        "nothing-left",
        "error",
        "With these adjustments nothing of the routine is left.",
        "Take back `--side`, `--only`, `--from`, `--until` or `--with`.",
    )


def too_long(routine: Routine) -> Diagnostic:
    """Say that a track would be longer than `LONGEST_TRACK`."""
    return Diagnostic(
        "track-too-long",
        "error",
        "The track would be longer than 24 hours.",
        "Use fewer rounds or shorter actions.",
        routine.source,
        routine.front.place("title"),
    )


def kept_steps(slot: Slot, chosen: Kit) -> Iterator[tuple[int, Step]]:
    """Give the steps of a visit whose conditions hold, with their numbers."""
    for index, step in enumerate(slot.placed.exercise.steps):
        if chosen.allows(step.conditions, slot.side):
            yield index, step


class _TooLong(Exception):
    """The visits together are longer than any track may be."""


class _Order:
    def __init__(
        self,
        routine: Routine,
        settings: Adjustments,
        chosen: Kit,
        choices: LengthChoices,
        phrases: Phrases,
    ) -> None:
        self._routine = routine
        self._settings = settings
        self._kit = chosen
        self._choices = choices
        self._phrases = phrases
        self._numbers = {id(p.exercise): (n, p) for n, p in enumerate(routine.placed)}
        self._lengths: dict[tuple[int, Side | None], int] = {}
        self._total = 0

    def slots(self) -> Iterator[Slot]:
        """Order the routine: runs without sides of their own go through side by side."""
        items: list[Exercise | Group] = []
        for item in self._routine.items:
            plain = isinstance(item, Group) and item.scope.times == 1 and item.scope.sides is None
            # A group that says nothing of rounds or sides only names its exercises.
            items.extend(item.exercises if isinstance(item, Group) and plain else (item,))
        yield from self._series(items, self._routine.front.sides, 0, 1)

    def _series(
        self,
        items: Sequence[Exercise | Group],
        sides: tuple[SideWord, ...],
        done: int,
        rounds: int,
    ) -> Iterator[Slot]:
        """Order items, each run of those without sides once for every side."""
        for own, run in groupby(items, _has_own_sides):
            members = tuple(run)
            for side in (None,) if own else self._resolved(sides):
                for item in members:
                    yield from self._item(item, side, sides, done, rounds)

    def _item(
        self,
        item: Exercise | Group,
        side: Side | None,
        sides: tuple[SideWord, ...],
        done: int,
        rounds: int,
    ) -> Iterator[Slot]:
        scope = item.scope
        total = rounds * scope.times
        for round_ in range(scope.times):
            now = done * scope.times + round_
            if isinstance(item, Group):
                if scope.sides is not None:
                    inner = scope.sides
                else:
                    inner = sides if _has_own_sides(item) else ((side,) if side else ())
                slots = list(self._series(item.exercises, inner, now, total))
            else:
                own = (side,) if scope.sides is None else self._resolved(scope.sides)
                slots = [s for each in own for s in self._visit(item, each, now, total)]
            if not slots:
                return
            if scope.between is not None and round_ + 1 < scope.times:
                slots[-1] = replace(slots[-1], resting=item)
                self._add(frames_of_ms(scope.between))
            yield from slots

    def _visit(
        self, exercise: Exercise, side: Side | None, done: int, rounds: int
    ) -> Iterator[Slot]:
        number, placed = self._numbers[id(exercise)]
        round_ = done + 1
        title = self._phrases.chapter(exercise.heading, side, round_ if rounds > 1 else None)
        slot = Slot(number, placed, side, round_, rounds, title)
        if side and self._settings.side not in (None, side):
            return
        if (number, side) not in self._lengths:
            self._lengths[number, side] = self._length(slot)
        if length := self._lengths[number, side]:
            self._add(length)
            yield slot

    def _add(self, frames: int) -> None:
        self._total += frames
        if self._total > LONGEST_TRACK:
            raise _TooLong

    def _length(self, slot: Slot) -> int:
        """Give what a visit takes at the least; 0 where its conditions leave nothing to do."""
        conditions = [c for scope in slot.placed.scopes for c in scope.conditions]
        steps = list(kept_steps(slot, self._kit))
        if not steps or not self._kit.allows(conditions, slot.side):
            return 0
        length = _SHORTEST_VISIT
        for index, step in steps:
            chosen = self._choices.get((slot.number, index))
            if step.action and chosen:
                timed = step.action.kind not in UNTIMED
                least = chosen.frames + _RINGING if timed else _SHORTEST_SILENCE
                length += step.sets * chosen.spots * max(chosen.frames, least)
                if step.between is not None:
                    length += (step.sets - 1) * frames_of_ms(step.between)
        return length

    def _resolved(self, sides: tuple[SideWord, ...]) -> tuple[Side | None, ...]:
        tight = self._settings.tight
        named: dict[SideWord, Side] = {
            "right": "right",
            "left": "left",
            "tight": tight,
            "other": _OTHER[tight],
        }
        return tuple(named[word] for word in sides) or (None,)


def _has_own_sides(item: Exercise | Group) -> bool:
    if item.scope.sides is not None:
        return True
    return isinstance(item, Group) and any(map(_has_own_sides, item.exercises))


def find_part(slots: Sequence[Slot], name: str) -> list[int]:
    """Find the visits that a name stands for: by title, else by heading, else by group."""
    wanted = _plain(name)
    for key in (_titled, _headed, _grouped):
        found = [index for index, slot in enumerate(slots) if wanted == _plain(key(slot))]
        if wanted and found:
            return found
    return []


def _cut(slots: tuple[Slot, ...], settings: Adjustments, findings: Findings) -> tuple[Slot, ...]:
    """Keep what ``--only``, ``--from`` and ``--until`` name, and the rests still between."""
    kept = set(range(len(slots)))

    def named(option: str, name: str) -> list[int]:
        if found := find_part(slots, name):
            return found
        findings.extend([unknown_part(option, name, headings(slots))])
        return []

    if settings.only:
        kept &= {index for name in settings.only for index in named("only", name)}
    if settings.from_ is not None and (found := named("from", settings.from_)):
        kept &= set(range(found[0], len(slots)))
    if settings.until is not None and (found := named("until", settings.until)):
        kept &= set(range(found[-1] + 1))
    return slots if len(kept) == len(slots) else _left(slots, kept)


def _left(slots: Sequence[Slot], kept: Collection[int]) -> tuple[Slot, ...]:
    """Leave those visits that are kept, and the rests between them."""
    left: list[Slot] = []
    rests: list[Exercise | Group] = []
    for index, slot in enumerate(slots):
        if index in kept:
            if left:
                last = left[-1]
                both = (i for i in reversed(rests) if last.belongs_to(i) and slot.belongs_to(i))
                left[-1] = replace(last, resting=next(both, None))
            left.append(replace(slot, resting=None))
            rests.clear()
        if slot.resting:
            rests.append(slot.resting)
    return tuple(left)


def _titled(slot: Slot) -> str:
    return slot.title


def _headed(slot: Slot) -> str:
    return slot.placed.exercise.heading


def _grouped(slot: Slot) -> str:
    return slot.placed.group.heading if slot.placed.group else ""


def _plain(name: str) -> str:
    """Fold a name to its words, if it has any, so that a title can be typed without its dots."""
    return " ".join(re.findall(r"\w+", name.casefold()) or name.split())
