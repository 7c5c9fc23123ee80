"""What is told of a fit: what is other than stated, or why a length cannot be had."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coach.diagnostics import Diagnostic
from coach.planning.length_levers import LengthLever
from coach.planning.variants import Deviation
from coach.score.adjustment_values import FitRequest
from coach.score.cuesheet import CueSheet, TimedAction
from coach.score.gap_scale import FINE, LONGEST_GAPS, SHORTEST_GAPS, GapScale
from coach.score.timeline import Note
from coach.timing import SECOND, round_half_up, write_duration

FITTED = "fitted"
"""The code of the notes that say what a fit has changed."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The shortest or the longest track there can be.

    Attributes:
        frames: how long it is.
        sheet: what is heard in it; None where it would be longer than any track may be.
    """

    frames: int
    sheet: CueSheet | None

    @property
    def action_frames(self) -> int:
        """How long its actions are in all."""
        visits = self.sheet.visits if self.sheet else ()
        actions = (part.action for visit in visits for part in visit.parts)
        return sum(each.frames for each in actions if isinstance(each, TimedAction))


def describe_fit(
    changes: Sequence[Deviation], values: Mapping[LengthLever, int], scale: GapScale
) -> tuple[Note, ...]:
    """Say what is other than stated, in one note for each exercise."""
    together: dict[str, list[Deviation]] = {}
    for change in (*changes, *_describe_lengths(values), *_describe_gaps(scale)):
        together.setdefault(change.heading, []).append(change)
    return tuple(
        Note(FITTED, f"{heading}: {', '.join(each.words for each in listed)}.", listed[0].source)
        for heading, listed in together.items()
    )


def _describe_lengths(values: Mapping[LengthLever, int]) -> Iterator[Deviation]:
    for lever, value in values.items():
        if value != lever.range.stated:
            old, new = map(lever.describe_length, (lever.range.stated, value))
            name = "" if lever.action.name == lever.heading else f"{lever.action.name} "
            yield Deviation(lever.heading, f"{name}{new} instead of {old}", lever.source)


def _describe_gaps(scale: GapScale) -> Iterator[Deviation]:
    gaps = min(max(scale.step, SHORTEST_GAPS), LONGEST_GAPS)
    if gaps:
        yield Deviation("Gaps", f"{_write_percent(gaps)} of what is stated", None)
    if scale.step != gaps:
        words = f"the pauses between sentences {_write_percent(scale.step - gaps)}"
        yield Deviation("Gaps", words, None)


def _write_percent(step: int) -> str:
    return f"{round_half_up(100 * (FINE + step), FINE)} %"


def refuse_fit(
    request: FitRequest,
    wanted: int,
    bounds: Sequence[Bound],
    ends: tuple[int, int],
    offers: Sequence[int],
) -> Diagnostic:
    """Say that a length cannot be had, between which lengths it must be, and which works.

    ``wanted`` is the length that was tried, ``ends`` are the first and the last that work.
    """
    low, high = map(write_duration, ends)
    message = f"`{request.words}` is not possible: the track can last from {low} to {high}."
    if ends[0] < wanted < ends[1]:
        message = f"`{request.words}` is not possible: no allowed lengths add up to it."
    nearest = " or ".join(f"`--fit {write_duration(each)}`" for each in offers)
    help_text = [f"Write {nearest}."] if nearest else []
    if wanted < ends[0]:
        help_text.append(f"At its shortest {_describe_bound(bounds[0])}.")
        help_text.append(
            "Leave a part out by `--only`, `--until` or `--side`, or say less: `--words`."
        )
    elif wanted > ends[1]:
        help_text.append(f"At its longest {_describe_bound(bounds[1])}.")
        help_text.append(
            "Add a routine, or lift the author's limits by `--hold` and `--no-limits`."
        )
    return Diagnostic("cannot-fit", "error", message, " ".join(help_text))


def _describe_bound(bound: Bound) -> str:
    """Say what takes the time of the shortest or the longest track."""
    actions = bound.action_frames // SECOND * SECOND
    others = bound.frames // SECOND * SECOND - actions
    return (
        f"its actions take {write_duration(actions)}, and words, rests and gaps "
        f"{write_duration(others)}"
    )
