"""A rest while it runs: what skipping it skips, and how it is made longer or shorter.

A rest between sets has words and beeps inside: what belongs to the set before comes first, what
belongs to the set after comes last. Only the longest silence between them is skipped, or changed.
"""

from dataclasses import replace
from typing import TypeVar

from coach.score.events import sort_events
from coach.score.timeline import Chapter, Event, Hold, Timeline
from coach.timing import HOUR, SECOND

REST_STEP_FRAMES = 10 * SECOND
"""What a rest is made longer or shorter by."""

_WORTH_SKIPPING_FRAMES = SECOND
"""Frames of silence below which there is nothing to skip but the words."""


def find_rest_end(timeline: Timeline, rest: Hold, at: int) -> int:
    """Return the frame to go to from a frame of a rest that is skipped.

    That is the end of its silence; where it is over, the first beep of the count-in; and then the
    end of the rest.
    """
    start, stop = _find_silence(timeline, rest, at)
    if stop - start >= _WORTH_SKIPPING_FRAMES:
        return stop
    count_in = _find_first_beep(timeline, rest)
    return count_in if count_in > at else _find_end(rest)


def lengthen_rest(timeline: Timeline, rest: Hold, heard: int) -> Timeline | None:
    """Add silence to a rest; None where the count-in has begun, or nothing is silent before it.

    ``heard`` is the first frame that may still change.
    """
    start, stop = _find_silence(timeline, rest, heard)
    if stop <= start or rest.frames + REST_STEP_FRAMES > HOUR:
        return None
    return _shift_after(timeline, stop, REST_STEP_FRAMES)


def shorten_rest(timeline: Timeline, rest: Hold, heard: int) -> Timeline | None:
    """Take silence from a rest; None where there is not as much of it ahead."""
    start, stop = _find_silence(timeline, rest, heard)
    if stop - start <= REST_STEP_FRAMES:
        return None
    return _shift_after(timeline, stop, -REST_STEP_FRAMES)


def _find_end(span: Hold | Chapter | Event) -> int:
    return span.at + span.frames


def _find_silence(timeline: Timeline, rest: Hold, at: int) -> tuple[int, int]:
    """Return the longest silence between a frame and the count-in of the rest, as a range."""
    until = _find_first_beep(timeline, rest)
    longest, begun = (at, at), at
    for event in timeline.events:
        if event.at >= until or _find_end(event) <= begun:
            continue
        longest = max(longest, (begun, event.at), key=_measure_span)
        begun = _find_end(event)
    return max(longest, (begun, until), key=_measure_span)


def _measure_span(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _find_first_beep(timeline: Timeline, rest: Hold) -> int:
    """Return the first beep of a rest's count-in, or its end where there is none."""
    end = _find_end(rest)
    beeps = (e.at for e in timeline.events if e.role == "count" and end - 4 * SECOND < e.at < end)
    return min((beep for beep in beeps if beep >= rest.at), default=end)


def _shift_after(timeline: Timeline, at: int, by: int) -> Timeline:
    """Move all that begins at a frame or later; what goes on there becomes so much longer."""
    return replace(
        timeline,
        left_out=(),
        frames=timeline.frames + by,
        events=sort_events(replace(e, at=e.at + by) if e.at >= at else e for e in timeline.events),
        holds=tuple(_move_span(hold, at, by) for hold in timeline.holds),
        chapters=tuple(_move_span(chapter, at, by) for chapter in timeline.chapters),
    )


Span = TypeVar("Span", Hold, Chapter)


def _move_span(span: Span, at: int, by: int) -> Span:
    if span.at >= at:
        return replace(span, at=span.at + by)
    return replace(span, frames=span.frames + by) if _find_end(span) >= at else span
