from hypothesis import given
from hypothesis import strategies as st

from coach.score.rests import find_rest_end, lengthen_rest, shorten_rest
from coach.score.timeline import Chapter, Event, Hold, Role, Timeline
from coach.timing import SECOND


def at(seconds: float) -> int:
    return round(seconds * SECOND)


def sound(seconds: float, frames: float, role: Role) -> Event:
    kind = "tone" if role in ("count", "start", "end") else "speech"
    text = None if kind == "tone" else f"{role} at {seconds}"
    return Event(at(seconds), at(frames), kind, role, text)  # type: ignore[arg-type] # as above


def hold(kind: str, start: float, stop: float) -> Hold:
    return Hold(kind, "Calf", None, at(start), at(stop - start), 0, kind)  # type: ignore[arg-type]


TIMELINE = Timeline(
    "Calf",
    at(100),
    (
        sound(10, 0.5, "start"),
        sound(20, 0.5, "end"),
        sound(21.1, 2, "cue"),
        sound(42, 1, "number"),
        sound(47, 0.1, "count"),
        sound(48, 0.1, "count"),
        sound(49, 0.1, "count"),
        sound(50, 0.5, "start"),
        sound(60, 0.5, "end"),
    ),
    (hold("move", 10, 20), hold("rest", 20, 50), hold("move", 50, 60)),
    (Chapter(0, at(30), "One"), Chapter(at(30), at(70), "Two")),
    (),
)
"""A set, a rest of 30 s with words at both ends of it, and a set. A chapter begins in the rest."""

REST = TIMELINE.holds[1]


def test_next_skips_the_silence_then_the_words_then_the_count_in() -> None:
    ways = {20: 42, 22: 42, 30: 42, 41.5: 47, 43: 47, 47: 50, 49.5: 50}
    assert {s: find_rest_end(TIMELINE, REST, at(s)) / SECOND for s in ways} == ways


def test_a_bare_rest_is_skipped_to_its_end() -> None:
    bare = Timeline("Calf", at(60), (), (hold("rest", 10, 30),), (Chapter(0, at(60), "A"),), ())
    assert find_rest_end(bare, bare.holds[0], at(12)) == at(30)


def spans(timeline: Timeline) -> list[tuple[float, float]]:
    both: list[Hold | Chapter] = [*timeline.holds, *timeline.chapters]
    return [(each.at / SECOND, (each.at + each.frames) / SECOND) for each in both]


def onsets(timeline: Timeline) -> list[float]:
    return [event.at / SECOND for event in timeline.events]


def test_a_longer_rest_is_longer_in_its_longest_silence() -> None:
    changed = lengthen_rest(TIMELINE, REST, at(25))
    assert changed
    assert onsets(changed) == [10, 20, 21.1, 52, 57, 58, 59, 60, 70]
    assert spans(changed) == [(10, 20), (20, 60), (60, 70), (0, 30), (30, 110)]
    assert changed.frames == at(110)


def test_a_shorter_rest_loses_silence_that_is_still_ahead() -> None:
    changed = shorten_rest(TIMELINE, REST, at(25))
    assert changed
    assert onsets(changed) == [10, 20, 21.1, 32, 37, 38, 39, 40, 50]
    assert spans(changed) == [(10, 20), (20, 40), (40, 50), (0, 30), (30, 90)]
    assert shorten_rest(TIMELINE, REST, at(33)) is None


def test_a_rest_is_not_changed_once_its_count_in_has_begun() -> None:
    assert lengthen_rest(TIMELINE, REST, at(46.5))
    assert lengthen_rest(TIMELINE, REST, at(47)) is None
    assert shorten_rest(TIMELINE, REST, at(47)) is None


def test_a_rest_is_an_hour_long_at_the_most() -> None:
    rest = hold("rest", 10, 3610)
    bare = Timeline("Calf", at(3700), (), (rest,), (Chapter(0, at(3700), "A"),), ())
    assert lengthen_rest(bare, rest, at(12)) is None


def test_a_rest_inside_a_rest_is_longer_with_it() -> None:
    inner = hold("rest", 30, 42)
    nested = Timeline("Calf", at(100), TIMELINE.events, (REST, inner), TIMELINE.chapters, ())
    changed = lengthen_rest(nested, inner, at(31))
    assert changed
    assert spans(changed)[:2] == [(20, 60), (30, 52)]


@given(st.integers(REST.at, REST.at + REST.frames - 1))
def test_longer_and_shorter_again_is_as_it_was(heard: int) -> None:
    changed = lengthen_rest(TIMELINE, REST, heard)
    if changed:
        assert all(
            a == b for a, b in zip(changed.events, TIMELINE.events, strict=True) if b.at < heard
        )
        assert shorten_rest(changed, changed.holds[1], heard) == TIMELINE
