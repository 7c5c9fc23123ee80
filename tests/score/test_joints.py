"""Joints laid out by themselves: what is heard between two actions, and how long it takes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.score.cuesheet import Change, Leaving, Pause, Rest, Silence, SpeechLine
from coach.score.joints import (
    AFTER_ACTION,
    BETWEEN_CLIPS_FRAMES,
    CHANGE_LEAD_FRAMES,
    Joint,
    JointItem,
    JointLayout,
    lay_out_joint,
)
from coach.timing import SECOND, Ms, ms_to_frames, write_duration
from support import frames_of

STEP = SpeechLine("Lift.", "instruction")
NAMED = SpeechLine("Rest.", "set", leaving="rest")
TIMED = SpeechLine("Rest. Thirty seconds.", "set", leaving="length", shorter=NAMED)
ANNOUNCED = SpeechLine("Calf.", "announce", leaving="announcement")
NUMBERED = SpeechLine("Round two.", "announce", leaving="number")
LENGTH = SpeechLine("For ten seconds.", "length", leaving="length")


def write(layout: JointLayout) -> list[str]:
    """Write what is heard, each with its time in milliseconds, and the beeps."""
    words: list[str] = []
    for placed in layout.placed:
        match placed.item:
            case SpeechLine(text) | Change(SpeechLine(text)):
                words.append(f"{placed.at * 1000 // SECOND} {text}")
            case Silence(kind, frames):
                words.append(f"{placed.at * 1000 // SECOND} {kind} {write_duration(frames)}")
            case _:
                pass
    return [*words, f"{layout.frames * 1000 // SECOND} start after {layout.beeps} beeps"]


def lay_out(joint: Joint) -> list[str]:
    return write(lay_out_joint(joint, AFTER_ACTION, frames_of))


def resting(milliseconds: int) -> Joint:
    """Make a joint between two rounds that holds one of everything."""
    rest = Rest(ms_to_frames(Ms(milliseconds)), TIMED, "test.md:1:1")
    coming = (ANNOUNCED, NUMBERED, STEP, LENGTH)
    return Joint((TIMED,), coming, 8 * SECOND, count_in=True, rest=rest)


def test_without_a_rest_a_joint_is_as_long_as_what_is_heard_in_it() -> None:
    assert lay_out(Joint((), (STEP, LENGTH), 8 * SECOND, count_in=True)) == [
        "1400 Lift.",
        "2200 For ten seconds.",
        "10600 start after 3 beeps",
    ]


def test_a_silence_begins_where_the_words_end_and_words_follow_it_at_once() -> None:
    silence = Silence("rest", 4 * SECOND, (), "test.md:1:1")
    assert lay_out(Joint((), (STEP, silence, LENGTH, Pause(2 * SECOND), STEP), SECOND)) == [
        "1400 Lift.",
        "1600 rest 4s",
        "5600 For ten seconds.",
        "8000 Lift.",
        "9200 start after 0 beeps",
    ]


def test_what_ended_comes_first_in_a_rest_and_what_comes_next_last() -> None:
    assert lay_out(resting(30_000)) == [
        "1400 Rest. Thirty seconds.",
        "19100 Calf.",
        "19900 Round two.",
        "20800 Lift.",
        "21600 For ten seconds.",
        "30000 start after 3 beeps",
    ]


@pytest.mark.parametrize(
    ("least", "heard"),
    [
        # 0.8 s of the end tone, five clips of 0.4, 0.2, 0.3, 0.2 and 0.4 s, 0.6 s before each,
        # and the gap of 8 s
        (13_300, ("Rest. Thirty seconds.", "Calf.", "Round two.", "Lift.", "For ten seconds.", 3)),
        # a gap of 3.5 s
        (8800, ("Rest. Thirty seconds.", "Calf.", "Round two.", "Lift.", "For ten seconds.", 3)),
        # no lengths: 0.2 s less for the rest, 1.0 s less for the action
        (7600, ("Rest.", "Calf.", "Round two.", "Lift.", 3)),
        (6800, ("Calf.", "Round two.", "Lift.", 3)),
        (6000, ("Round two.", "Lift.", 3)),
        # one beep: a gap of 1.5 s
        (4000, ("Round two.", "Lift.", 1)),
        (3100, ("Lift.", 1)),
        # no beep: 0.3 s clear of the start tone
        (1900, ("Lift.", 0)),
    ],
)
def test_what_leaves_where_a_rest_is_short(least: int, heard: tuple[str | int, ...]) -> None:
    def said(layout: JointLayout) -> tuple[str | int, ...]:
        texts = (
            placed.item.text for placed in layout.placed if isinstance(placed.item, SpeechLine)
        )
        return (*texts, layout.beeps)

    layout = lay_out_joint(resting(least), AFTER_ACTION, frames_of)
    assert said(layout) == heard
    assert layout.frames == ms_to_frames(Ms(least))
    tighter = lay_out_joint(resting(least - 1), AFTER_ACTION, frames_of)
    assert tighter.frames == ms_to_frames(Ms(max(least - 1, 1900)))
    assert least in (13_300, 1900) or said(tighter) != heard


def test_only_the_words_and_rests_of_the_author_make_a_rest_longer() -> None:
    silence = Silence("rest", 4 * SECOND, (), "test.md:1:1")
    rest = Rest(3 * SECOND, TIMED, "test.md:1:1")
    joint = Joint((TIMED,), (NUMBERED, STEP, silence), 8 * SECOND, count_in=True, rest=rest)
    assert lay_out(joint) == ["1400 Lift.", "1600 rest 4s", "5600 start after 0 beeps"]


def test_tones_and_beeps_alone_need_no_more_room_than_they_take() -> None:
    for seconds, beeps in ((5, 3), (4, 3), (3, 1), (2, 1), (1, 0)):
        rest = Rest(seconds * SECOND, NAMED, "test.md:1:1")
        layout = lay_out_joint(
            Joint((), (), 35 * SECOND // 10, count_in=True, rest=rest), AFTER_ACTION, frames_of
        )
        assert (layout.frames, layout.beeps) == (seconds * SECOND, beeps)


def test_a_change_of_side_never_leaves_and_gives_its_time_away_in_a_short_rest() -> None:
    change = Change(SpeechLine("Now your left side.", "side"), 8 * SECOND)
    assert lay_out(Joint((), (change, STEP), 3 * SECOND)) == [
        "1400 Now your left side.",
        "3500 Lift.",
        "10900 start after 0 beeps",
    ]
    rest = Rest(5 * SECOND, NAMED, "test.md:1:1")
    assert lay_out(Joint((NAMED,), (change, STEP), 3 * SECOND, rest=rest)) == [
        "1400 Rest.",
        "2400 Now your left side.",
        "4500 Lift.",
        "5000 start after 0 beeps",
    ]


LINES = st.builds(
    SpeechLine,
    text=st.sampled_from(["One.", "One two three.", "One two three four five six seven eight."]),
    role=st.just("instruction"),
    leaving=st.sampled_from([None, "length", "rest", "announcement", "number"]),
)
SILENCES = st.builds(
    Silence, st.just("rest"), st.integers(1, 5 * SECOND), st.just(()), st.just("test.md:1:1")
)
ITEMS = st.lists(LINES | SILENCES | st.builds(Pause, st.integers(SECOND, 5 * SECOND)), max_size=5)
ORDER: tuple[Leaving, ...] = ("length", "rest", "announcement", "number")


@given(
    ITEMS,
    ITEMS,
    st.integers(0, 10 * SECOND),
    st.sampled_from(["both", "none"]),
    st.integers(SECOND, 40 * SECOND),
)
def test_a_rest_is_exact_wherever_the_author_leaves_room(
    ended: list[JointItem], coming: list[JointItem], gap: int, count: str, stated: int
) -> None:
    counted = count == "both"
    gap = max(gap, 35 * SECOND // 10) if counted else gap
    rest = Rest(stated, NAMED, "test.md:1:1")
    joint = Joint(tuple(ended), tuple(coming), gap, counted, rest)
    layout = lay_out_joint(joint, AFTER_ACTION, frames_of)

    own = [i for i in (*ended, *coming) if isinstance(i, Silence) or _is_authors(i)]
    kept = [placed.item for placed in layout.placed]
    assert [i for i in kept if isinstance(i, Silence) or _is_authors(i)] == own
    least = lay_out_joint(
        Joint((), tuple(own), min(gap, _least_gap(own)), rest=None), AFTER_ACTION, frames_of
    )
    assert layout.frames == max(stated, least.frames)

    spans = [(p.at, p.at + _frames(p.item), isinstance(p.item, SpeechLine)) for p in layout.placed]
    for (_, end, is_speech), (start, _, is_next_speech) in pairwise(spans):
        assert start >= end + (BETWEEN_CLIPS_FRAMES if is_speech and is_next_speech else 0)
    assert all(end <= layout.frames - layout.beeps * SECOND for _, end, _ in spans)

    gone = [leaving for leaving in ORDER if leaving in layout.left]
    present = {item.leaving for item in kept if isinstance(item, SpeechLine)}
    if gone:
        earlier = ORDER[: ORDER.index(gone[-1])]
        assert not present & set(earlier)


def _is_authors(item: JointItem) -> bool:
    return isinstance(item, SpeechLine) and item.leaving is None


def _least_gap(own: list[JointItem]) -> int:
    return 3 * SECOND // 10 if own and isinstance(own[-1], SpeechLine) else 0


def _frames(item: JointItem) -> int:
    match item:
        case SpeechLine(text):
            return frames_of(text)
        case Change(SpeechLine(text)):
            return CHANGE_LEAD_FRAMES + frames_of(text)
        case Silence(_, frames):
            return frames
        case _:
            return 0
