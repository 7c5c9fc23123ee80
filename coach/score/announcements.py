"""How the visits of a track begin: a change of side, a round, a group, an exercise."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coach.diagnostics import Span
from coach.languages.phrases import Phrases
from coach.score.cuesheet import SpeechLine
from coach.score.part_names import find_group_heading
from coach.score.slot import Slot
from coach.score.timeline import Position
from coach.script.routine import Routine


@dataclass(frozen=True, slots=True)
class Announcement:
    """How one visit begins.

    Attributes:
        change: what is said at a change of side; None where none is announced.
        lines: what is said of the round, the group and the exercise.
    """

    change: SpeechLine | None
    lines: tuple[SpeechLine, ...]


def announce_visits(
    routine: Routine, slots: Sequence[Slot], phrases: Phrases, write_place: Callable[[Span], str]
) -> Iterator[Announcement]:
    """Return the announcement of every visit.

    A change of side is announced where the same exercise or run goes on to its other side; a group
    and the number of an exercise at the first visit; a round, but for the first, as it begins.
    """
    heard: set[Span] = set()
    before: Slot | None = None
    for slot, position in zip(slots, _find_positions(slots), strict=True):
        exercise, group = slot.placed.exercise, slot.placed.group
        is_first = exercise.scope.span not in heard
        change = (
            phrases.word_change(slot.side) if slot.side and _changes_side(before, slot) else None
        )
        lines: list[SpeechLine] = []
        if group:
            source = write_place(group.scope.span)
            heading = find_group_heading(routine, slot.placed)
            if heading and group.scope.span not in heard:
                lines.append(
                    SpeechLine(
                        phrases.announce_visit(heading, None, None),
                        "announce",
                        source,
                        "announcement",
                    )
                )
            if _begins_later_group_round(before, slot):
                words = _word_round(phrases, slot.group_round + 1, slot.group_rounds)
                if slot.announced_rounds < slot.rounds:  # its exercise has rounds of its own
                    words = f"{phrases.announce_visit(group.heading, None, None)} {words}"
                lines.append(SpeechLine(words, "announce", source, "number"))
        source = write_place(exercise.scope.span)
        begins_round = _begins_exercise_round(before, slot)
        if is_first or not begins_round:
            side = None if change else slot.side
            words = phrases.announce_visit(exercise.heading, None, side)
            line = SpeechLine(words, "announce", source, "announcement")
            if is_first and position:
                words = phrases.announce_visit(exercise.heading, position, side)
                line = SpeechLine(words, "announce", source, "position", shorter=line)
            lines.append(line)
        if begins_round:
            words = _word_round(phrases, slot.announced_round, slot.announced_rounds)
            lines.append(SpeechLine(words, "announce", source, "number"))
        heard.update(scope.span for scope in slot.placed.scopes)
        before = slot
        yield Announcement(SpeechLine(change, "side") if change else None, tuple(lines))


def _changes_side(before: Slot | None, slot: Slot) -> bool:
    """Return whether the same exercise or run goes on to its other side."""
    if before is None or before.run != slot.run:
        return False
    return before.side not in (None, slot.side)


def _begins_later_group_round(before: Slot | None, slot: Slot) -> bool:
    """Return whether a round of a group begins, but for the first."""
    if before is None or before.placed.group is not slot.placed.group:
        return slot.group_round > 0
    return slot.group_round > 0 and before.group_round != slot.group_round


def _begins_exercise_round(before: Slot | None, slot: Slot) -> bool:
    """Return whether a round of an exercise of its own begins, but for the first."""
    if before is None or before.placed.exercise is not slot.placed.exercise:
        return slot.exercise_round > 0
    return slot.exercise_round > 0 and before.exercise_round != slot.exercise_round


def _word_round(phrases: Phrases, number: int, total: int) -> str:
    return phrases.last_round if number == total else phrases.word_round_number(number)


def _find_positions(slots: Sequence[Slot]) -> Iterator[Position | None]:
    """Return which of how many each visit's exercise is, among what remains, in script order.

    The exercises of a group are counted, or those outside groups; one alone is not counted.
    """
    numbers: dict[Span | None, dict[int, int]] = {}
    for slot in sorted(slots, key=lambda slot: slot.number):
        inside = numbers.setdefault(_find_group(slot), {})
        inside.setdefault(slot.number, len(inside) + 1)
    for slot in slots:
        inside = numbers[_find_group(slot)]
        yield Position(inside[slot.number], len(inside)) if len(inside) > 1 else None


def _find_group(slot: Slot) -> Span | None:
    """Return the place of the heading of a visit's group; None outside groups."""
    return slot.placed.group.scope.span if slot.placed.group else None
