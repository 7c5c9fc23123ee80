"""Events in little room: the same as any sequence of events, and in the order of what is heard."""

from dataclasses import astuple, replace

from hypothesis import given
from hypothesis import strategies as st

from coach.score.events import sort_events
from coach.score.timeline import Event

END = Event(0, 800, "tone", "end", None, "Calf", "left", "a.md:3:1")
START = Event(0, 500, "tone", "start", None, "Calf", "left", "a.md:4:1")
IN = Event(0, 700, "breath", "in", None, "Calf", "left", "a.md:4:1", note=1)
SWEEP = Event(0, 600, "tone", "sweep")
WORDS = Event(0, 900, "speech", "cue", "Relax.", "Calf", "left", "a.md:5:3")
RANKED = (END, START, IN, SWEEP, WORDS)

kinds = st.sampled_from(RANKED)
events = st.builds(replace, kinds, at=st.integers(-3, 9), frames=st.integers(0, 5))


def at(frame: int, event: Event) -> Event:
    return replace(event, at=frame)


def test_they_are_sorted_by_frame_then_kind_then_as_they_came() -> None:
    again = replace(WORDS, text="Breathe.")
    came = [at(5, IN), at(5, END), *(at(0, event) for event in reversed(RANKED)), at(0, again)]
    assert list(sort_events(came)) == [
        END,
        START,
        IN,
        SWEEP,
        WORDS,
        again,
        at(5, END),
        at(5, IN),
    ]


@given(st.lists(events), st.slices(12))
def test_they_are_a_sequence_equal_to_the_same_events(came: list[Event], part: slice) -> None:
    ordered = sort_events(came)
    plain = tuple(sorted(came, key=lambda event: (event.at, RANKED.index(of_its_kind(event)))))
    assert ordered == plain
    assert hash(ordered) == hash(plain)
    assert len(ordered) == len(plain)
    assert ordered[part] == plain[part]
    assert [*ordered[-3:]] == [*plain[-3:]]
    assert ordered != (*plain, WORDS)
    assert ordered != [at(99, event) for event in plain] or not plain


def of_its_kind(event: Event) -> Event:
    return replace(event, at=0, frames=next(k.frames for k in RANKED if k.role == event.role))


def test_what_differs_only_in_place_and_length_is_kept_once() -> None:
    many = sort_events(replace(WORDS, at=frame, frames=1000 - frame) for frame in range(1000))
    assert len(many) == 1000
    assert many.kinds == (astuple(WORDS)[2:],)
    assert many[-1] == replace(WORDS, at=999, frames=1)
