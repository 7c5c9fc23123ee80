from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.score.splice import STRETCH, longer, running, shorter
from coach.score.timeline import Hold, Timeline
from coach.timing import SECOND
from support import Given, compiled, during

HOLD = "## Calf\n\n- Lean in. `hold 20s as lean`\n  - Relax. `at 12s`\n- Stand. `hold 10s`\n"


def first(timeline: Timeline) -> Hold:
    return timeline.holds[0]


def test_a_longer_hold_has_one_breath_more_and_all_that_follows_comes_later() -> None:
    timeline = compiled(HOLD)
    hold = first(timeline)
    changed = longer(timeline, hold, 0)
    assert changed
    assert first(changed) == replace(hold, frames=30 * SECOND, breaths=3)
    assert changed.frames == timeline.frames + 10 * SECOND
    end = hold.at + hold.frames
    # The count-out moves with the end; what was before it stays.
    stays = [e for e in timeline.events if e.at < end - 3 * SECOND]
    assert list(changed.events[: len(stays)]) == stays
    moved = [replace(e, at=e.at + 10 * SECOND) for e in timeline.events if e.at >= end]
    assert list(changed.events[-len(moved) :]) == moved
    assert during(changed, "in", "out", "count", "cue", "end") == [
        "0:00.0 in",
        "0:04.0 out",
        "0:10.0 in",
        "0:12.0 cue: Relax.",
        "0:14.0 out",
        "0:20.0 in",
        "0:24.0 out",
        "0:27.0 count",
        "0:28.0 count",
        "0:29.0 count",
        "0:30.0 end",
    ]


def test_a_count_that_was_heard_stays_heard_and_comes_again() -> None:
    timeline = compiled(HOLD)
    hold = first(timeline)
    changed = longer(timeline, hold, hold.at + 18 * SECOND + 1)
    assert changed
    assert during(changed, "count") == [
        "0:17.0 count",
        "0:18.0 count",
        "0:27.0 count",
        "0:28.0 count",
        "0:29.0 count",
    ]


@pytest.mark.parametrize("breaths", [2, 3, 7])
def test_a_longer_hold_taken_shorter_again_is_as_it_was(breaths: int) -> None:
    timeline = compiled(f"## Calf\n\n- Lean in. `hold {breaths} breaths`\n- Stand. `roll 8s`\n")
    changed = longer(timeline, first(timeline), 0)
    assert changed
    assert shorter(changed, first(changed), 0) == timeline


def test_a_shorter_hold_drops_the_cues_that_are_in_its_way() -> None:
    timeline = compiled(HOLD)
    changed = shorter(timeline, first(timeline), 0)
    assert changed
    assert first(changed).breaths == 1
    assert "Relax." not in [event.text for event in changed.events]
    spoken = [event for event in changed.events if event.kind == "speech"]
    assert all(a.end <= b.at for a, b in pairwise(spoken))


def test_what_was_heard_is_not_taken_back() -> None:
    timeline = compiled(HOLD)
    hold = first(timeline)
    assert shorter(timeline, hold, hold.at + 7 * SECOND)
    assert shorter(timeline, hold, hold.at + 7 * SECOND + 1) is None


def test_words_that_have_begun_are_not_cut_off() -> None:
    timeline = compiled("## Calf\n\n- Lean in. `hold 30s`\n  - Let both shoulders go. `at 16.8s`\n")
    cue = next(event for event in timeline.events if event.role == "cue")
    hold = first(timeline)
    # One breath less, and it is counted down from 17 s on.
    assert cue.at < hold.at + 17 * SECOND < cue.end
    assert shorter(timeline, hold, cue.at)
    assert shorter(timeline, hold, cue.at + 1) is None


def test_one_breath_is_the_least() -> None:
    timeline = compiled("## Calf\n\n- Lean in. `hold 10s`\n")
    assert shorter(timeline, first(timeline), 0) is None


def test_without_breath_ten_seconds_are_added() -> None:
    timeline = compiled("## Calf\n\n- Roll. `roll 20s`\n")
    changed = longer(timeline, first(timeline), 0)
    assert changed
    assert first(changed).frames == first(timeline).frames + STRETCH


@pytest.mark.parametrize("action", ["reps 5", "roll 4 passes of 5s", "rest 10s", "wait 10s"])
def test_what_is_counted_or_silent_stays(action: str) -> None:
    timeline = compiled(f"## Calf\n\n- Go. `{action}`\n")
    assert longer(timeline, first(timeline), 0) is None
    assert shorter(timeline, first(timeline), 0) is None


def test_the_running_action_is_found() -> None:
    timeline = compiled(HOLD)
    hold = first(timeline)
    assert running(timeline, hold.at - 1) is None
    assert running(timeline, hold.at) == hold
    assert running(timeline, hold.at + hold.frames) is None


def test_breaths_taken_off_one_by_one_leave_the_others_where_they_were() -> None:
    # Three breaths of a length that no frame divides: worked out anew, the last would begin a
    # frame beside its tone.
    timeline = compiled("## Calf\n\n- Lean in. `hold 20.002s, breathe 3-4`\n")
    inward = [event.at for event in timeline.events if event.role == "in"]
    for breaths in range(first(timeline).breaths - 1, 0, -1):
        changed = shorter(timeline, first(timeline), 0)
        assert changed
        timeline = changed
        assert [e.at for e in timeline.events if e.role == "in"] == inward[:breaths]
        assert first(timeline).at + first(timeline).frames == inward[breaths]


def test_a_muted_breath_is_taken_off_too() -> None:
    timeline = compiled(HOLD, Given(mute=("breath",)))
    changed = shorter(timeline, first(timeline), 0)
    assert changed
    assert first(changed) == replace(first(timeline), frames=10 * SECOND, breaths=1)


@given(
    milliseconds=st.integers(8_000, 90_000),
    pattern=st.sampled_from(["4-6", "3.3-5.1", "4-7-8", "3+1-8"]),
    at=st.integers(0, 90 * SECOND),
    ways=st.lists(st.sampled_from([1, -1]), min_size=1, max_size=5),
)
def test_splices_keep_the_rules_of_the_score(
    milliseconds: int, pattern: str, at: int, ways: list[int]
) -> None:
    timeline = compiled(
        f"## Calf\n\n- Lean in. `hold {milliseconds / 1000}s, breathe {pattern}`\n"
        "  - Relax. `each out`\n  - Half. `at half`\n\n## Heel\n\n- Stand. `hold 10s`\n"
    )
    now = first(timeline).at + min(at, first(timeline).frames - 1)
    for way in ways:
        hold = first(timeline)
        changed = longer(timeline, hold, now) if way > 0 else shorter(timeline, hold, now)
        if changed is None:
            continue
        new = first(changed)
        assert new.breaths == hold.breaths + way
        before = [e for e in timeline.events if e.at < now]
        assert list(changed.events[: len(before)]) == before
        tones = [e for e in changed.events if e.kind == "breath" and new.at <= e.at]
        tones = [e for e in tones if e.at < new.at + new.frames]
        assert sum(e.role == "in" and not e.note for e in tones) == new.breaths
        assert sum(e.role == "out" for e in tones) == new.breaths
        assert all(a.end <= b.at for a, b in pairwise(tones))
        assert tones[-1].end == new.at + new.frames
        ends = [e.at for e in changed.events if e.role == "end"]
        assert new.at + new.frames in ends
        chapters = changed.chapters
        assert [c.at for c in chapters[1:]] == [c.at + c.frames for c in chapters[:-1]]
        assert chapters[-1].at + chapters[-1].frames == changed.frames
        assert all(a.at <= b.at for a, b in pairwise(changed.events))
        timeline = changed
