"""The names of a routine's parts: which visits a name stands for, and what is cut by name."""

import re
from collections.abc import Sequence

from coach.diagnostics import Diagnostic, Findings, write_suggestion
from coach.score.adjustments import Adjustments
from coach.score.slot import Slot
from coach.script.routine import PlacedExercise, Routine


def fold_part(name: str) -> str:
    """Fold a name to its words, if it has any, so that a title can be typed without its dots."""
    return " ".join(re.findall(r"\w+", name.casefold()) or name.split())


def find_part(slots: Sequence[Slot], name: str) -> list[int]:
    """Find the visits that a name stands for: by title, else by heading, else by group."""
    wanted = fold_part(name)
    for names in (_list_titles, _list_slot_headings, _list_group_headings):
        indices = [
            index for index, slot in enumerate(slots) if wanted in map(fold_part, names(slot))
        ]
        if wanted and indices:
            return indices
    return []


def list_headings(slots: Sequence[Slot]) -> tuple[str, ...]:
    """Name the exercises of some visits, each once."""
    return tuple(dict.fromkeys(slot.placed.exercise.heading for slot in slots))


def refuse_unknown_part(option: str, name: str, parts: Sequence[str]) -> Diagnostic:
    """Say that ``--only``, ``--skip``, ``--from`` or ``--until`` names what there is not."""
    message = f"--{option} {name}: there is no such part."
    help_text = write_suggestion(name, parts, f"The parts are {', '.join(parts)}.")
    pieces = [piece.strip() for piece in name.split(",")]
    if len(pieces) > 1 and {*map(fold_part, pieces)} <= {*map(fold_part, parts)}:
        several = " ".join(f'--{option} "{piece}"' for piece in pieces)
        help_text = f"Write `{several}`."
    return Diagnostic("unknown-part", "error", message, help_text)


def find_group_heading(routine: Routine, placed: PlacedExercise) -> str:
    """Return the heading of an exercise's group; empty where it tells nothing new."""
    if placed.group is None or len(routine.items) == 1:
        return ""
    heading = placed.group.heading
    return "" if fold_part(heading) == fold_part(routine.front.title) else heading


def cut_slots(
    slots: tuple[Slot, ...], adjustments: Adjustments, findings: Findings
) -> tuple[Slot, ...]:
    """Keep what ``--only``, ``--from`` and ``--until`` name, without what ``--skip`` names."""
    left = set(range(len(slots)))

    def find_named(option: str, name: str) -> list[int]:
        if numbers := find_part(slots, name):
            return numbers
        findings.extend([refuse_unknown_part(option, name, list_headings(slots))])
        return []

    if adjustments.only:
        left &= {index for name in adjustments.only for index in find_named("only", name)}
    left -= {index for name in adjustments.skip for index in find_named("skip", name)}
    if adjustments.from_ is not None and (numbers := find_named("from", adjustments.from_)):
        left &= set(range(numbers[0], len(slots)))
    if adjustments.until is not None and (numbers := find_named("until", adjustments.until)):
        left &= set(range(numbers[-1] + 1))
    return tuple(slot for index, slot in enumerate(slots) if index in left)


def _list_titles(slot: Slot) -> tuple[str, ...]:
    return slot.title, slot.short_title


def _list_slot_headings(slot: Slot) -> tuple[str, ...]:
    heading = slot.placed.exercise.heading
    return (heading, *(f"{group} {heading}" for group in _list_group_headings(slot)))


def _list_group_headings(slot: Slot) -> tuple[str, ...]:
    return (slot.placed.group.heading,) if slot.placed.group else ()
