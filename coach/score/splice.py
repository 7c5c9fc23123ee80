"""A running action made longer or shorter: a timeline with one stretch put in or taken out.

What was heard stays as it was, to the frame, and all that follows moves by the same length. A hold
is changed by its last breath, so that it stays whole breaths; what is not paced, by ten seconds.
"""

from collections.abc import Iterator
from dataclasses import replace

from coach.score.cues import COUNT_OUT_FRAMES
from coach.score.events import sort_events
from coach.score.lane import CLEAR_FRAMES
from coach.score.parts import COUNTED_OUT
from coach.score.timeline import Chapter, Event, Hold, Timeline
from coach.timing import HOUR, SECOND, round_half_up

IN_ACTIONS = ("cue", "breath", "number", "signpost")
"""What is said about the action that runs."""

_COUNTS = ("breath", "number")
"""The speech of a hold that is counted aloud."""

STRETCH_FRAMES = 10 * SECOND
"""What an action that no breath paces is changed by."""


def find_running_action(timeline: Timeline, at: int) -> Hold | None:
    """Return the action that a frame lies in; inside a rest between, a step's own rest or wait."""
    inside = [hold for hold in timeline.holds if hold.at <= at < hold.at + hold.frames]
    return inside[-1] if inside else None


def lengthen_action(timeline: Timeline, hold: Hold, heard: int) -> Timeline | None:
    """Add a breath at the end of an action; None where that cannot be done.

    Beeps of the count-out that were heard stay, and it is counted again at the new end.
    """
    cycle = _find_cycle(timeline, hold)
    end = hold.at + hold.frames
    if cycle is None or hold.frames + cycle > HOUR or heard >= _find_lead(timeline, hold):
        return None

    def splice_events() -> Iterator[Event]:
        yield from _place_signposts(timeline, hold, heard, cycle)
        for event in _drop_signposts(timeline, hold):
            if _is_after(event, hold):
                yield replace(event, at=event.at + cycle)
            if not _is_after(event, hold) or event.at < heard:
                yield event
            if (_is_pacing(event, hold) or _counts_breath(event, hold)) and event.at >= end - cycle:
                yield replace(event, at=event.at + cycle)

    return _build_spliced(timeline, hold, splice_events(), cycle, 1)


def shorten_action(timeline: Timeline, hold: Hold, heard: int) -> Timeline | None:
    """Take a breath off the end of an action.

    None where what was heard reaches into it, or words were begun that would be cut off.
    """
    cycle = _find_cycle(timeline, hold)
    if cycle is None or (hold.breaths < 2 if hold.breaths else hold.frames <= cycle):
        return None
    end = hold.at + hold.frames - cycle
    counted = any(_counts_out(event, hold) for event in timeline.events)
    until = _find_lead(timeline, hold) - cycle
    until = min(until, end - (COUNT_OUT_FRAMES if counted else 0))
    if not hold.at <= until >= heard or any(
        _cut_short(event, hold, until, heard) for event in timeline.events
    ):
        return None
    # A hold too short to be counted down is not counted down any more, but into the next one.
    silent = hold.frames - cycle < COUNTED_OUT.get(hold.kind, 0)
    silent = silent and not any(other.at == _find_end(hold) for other in timeline.holds)

    def splice_events() -> Iterator[Event]:
        yield from _place_signposts(timeline, hold, heard, -cycle)
        for event in _drop_signposts(timeline, hold):
            if _is_after(event, hold):
                if not (silent and _counts_out(event, hold)):
                    yield replace(event, at=event.at - cycle)
            elif _is_pacing(event, hold) or event.role == "bell":
                if event.at < end:
                    yield event
            elif event.kind != "speech" or event.end + CLEAR_FRAMES <= until or event.at < hold.at:
                yield event

    return _build_spliced(timeline, hold, splice_events(), -cycle, -1)


def _find_cycle(timeline: Timeline, hold: Hold) -> int | None:
    """Return the frames of the last breath of a hold, or of what changes another action."""
    if hold.kind in ("roll", "move") or (hold.kind == "hold" and not hold.breaths):
        sweeps = any(_is_pacing(event, hold) for event in timeline.events)
        return None if sweeps else STRETCH_FRAMES
    if hold.kind != "hold":
        return None
    end = hold.at + hold.frames
    begun = (e.at for e in timeline.events if _is_in_breath(e, hold))
    # Worked out anew after a breath was taken off, the last could begin one frame beside its tone.
    # Where breath is muted, that is heard by nobody.
    without = round_half_up(hold.frames * (hold.breaths - 1), hold.breaths)
    return end - max(begun, default=hold.at + without)


def _is_after(event: Event, hold: Hold) -> bool:
    """Return whether an event follows an action: its end tone, its count-out, and what leads on."""
    return (
        event.at >= hold.at + hold.frames or _counts_out(event, hold) or _is_leading_on(event, hold)
    )


def _is_leading_on(event: Event, hold: Hold) -> bool:
    """Return whether an event of an action is about the next one, which comes straight on."""
    inside = hold.at <= event.at < _find_end(hold)
    return inside and event.kind == "speech" and event.role not in IN_ACTIONS


def _find_lead(timeline: Timeline, hold: Hold) -> int:
    """Return where the words for the next action begin; the end where there are none."""
    return min((e.at for e in timeline.events if _is_leading_on(e, hold)), default=_find_end(hold))


def _counts_out(event: Event, hold: Hold) -> bool:
    end = hold.at + hold.frames
    return (
        event.role == "count" and hold.at <= event.at and end - COUNT_OUT_FRAMES <= event.at < end
    )


def _cut_short(event: Event, hold: Hold, until: int, heard: int) -> bool:
    inside = event.kind == "speech" and hold.at <= event.at < heard
    return inside and event.end + CLEAR_FRAMES > until


def _drop_signposts(timeline: Timeline, hold: Hold) -> Iterator[Event]:
    """Return all events but an action's signposts, and the cues that are counted from its end."""
    for event in timeline.events:
        if not _tells_place(event) or not hold.at <= event.at < _find_end(hold):
            yield event


def _place_signposts(timeline: Timeline, hold: Hold, heard: int, by: int) -> Iterator[Event]:
    """Return an action's signposts: those that were heard, and each where it is true once more.

    One that has no room there is left out.
    """
    inside = [
        event
        for event in timeline.events
        if (event.kind == "speech" or event.from_end) and hold.at <= event.at < _find_end(hold)
    ]
    others = [
        replace(event, at=event.at + by) if _is_leading_on(event, hold) else event
        for event in inside
        if not _tells_place(event)
    ]
    half = hold.at + round_half_up(hold.frames, 2)
    for event in inside:
        if not _tells_place(event):
            continue
        is_half = event.at == half and not hold.breaths
        if event.at < heard:
            yield event
        if event.at >= heard or not is_half:
            moved = replace(event, at=event.at + (by // 2 if is_half else by))
            if moved.at >= max(heard, hold.at) and all(_is_clear(moved, e) for e in others):
                yield moved


def _tells_place(event: Event) -> bool:
    """Return whether words are true at one distance from the end only."""
    return event.role == "signpost" or event.from_end


def _is_clear(one: Event, other: Event) -> bool:
    return one.end + CLEAR_FRAMES <= other.at or other.end + CLEAR_FRAMES <= one.at


def _find_end(hold: Hold) -> int:
    return hold.at + hold.frames


def _is_in_breath(event: Event, hold: Hold) -> bool:
    """Return whether a breath begins with an event; a double in-breath has a second note."""
    return event.role == "in" and not event.note and _is_pacing(event, hold)


def _counts_breath(event: Event, hold: Hold) -> bool:
    """Return whether an event is a count of a breath that is counted aloud."""
    inside = hold.at <= event.at < _find_end(hold)
    return inside and hold.kind == "hold" and hold.breaths > 1 and event.role in _COUNTS


def _is_pacing(event: Event, hold: Hold) -> bool:
    inside = hold.at <= event.at < hold.at + hold.frames
    return inside and event.role in ("in", "out", "sweep", "tempo") and event.kind != "speech"


def _build_spliced(
    timeline: Timeline, hold: Hold, events: Iterator[Event], by: int, breaths: int
) -> Timeline:
    end = hold.at + hold.frames
    lead = _find_lead(timeline, hold)

    def move_hold(other: Hold) -> Hold:
        if other == hold:
            count = hold.breaths + breaths if hold.breaths else 0
            return replace(hold, frames=hold.frames + by, breaths=count)
        return replace(other, at=other.at + by) if other.at >= end else other

    def stretch_chapter(chapter: Chapter) -> Chapter:
        if chapter.at >= lead:
            return replace(chapter, at=chapter.at + by)
        inside = chapter.at + chapter.frames >= lead
        return replace(chapter, frames=chapter.frames + by) if inside else chapter

    return replace(
        timeline,
        left_out=(),
        frames=timeline.frames + by,
        events=sort_events(events),
        holds=tuple(map(move_hold, timeline.holds)),
        chapters=tuple(map(stretch_chapter, timeline.chapters)),
    )
