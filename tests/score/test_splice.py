from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.score.splice import STRETCH_FRAMES, find_running_action, lengthen_action, shorten_action
from coach.score.timeline import Hold, Timeline
from coach.timing import SECOND
from support import Given, compiled, during

HOLD = "## Calf\n\n- Lean in. `hold 20s as lean`\n  - Relax. `at 12s`\n- Stand. `hold 10s`\n"


def first(timeline: Timeline) -> Hold:
    return timeline.holds[0]


def test_a_longer_hold_has_one_breath_more_and_all_that_follows_comes_later() -> None:
    timeline = compiled(HOLD)
    hold = first(timeline)
    changed = lengthen_action(timeline, hold, 0)
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
    changed = lengthen_action(timeline, hold, hold.at + 18 * SECOND + 1)
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
    changed = lengthen_action(timeline, first(timeline), 0)
    assert changed
    assert shorten_action(changed, first(changed), 0) == timeline


def test_a_shorter_hold_drops_the_cues_that_are_in_its_way() -> None:
    timeline = compiled(HOLD)
    changed = shorten_action(timeline, first(timeline), 0)
    assert changed
    assert first(changed).breaths == 1
    assert "Relax." not in [event.text for event in changed.events]
    spoken = [event for event in changed.events if event.kind == "speech"]
    assert all(a.end <= b.at for a, b in pairwise(spoken))


def test_what_was_heard_is_not_taken_back() -> None:
    timeline = compiled(HOLD)
    hold = first(timeline)
    assert shorten_action(timeline, hold, hold.at + 7 * SECOND)
    assert shorten_action(timeline, hold, hold.at + 7 * SECOND + 1) is None


def test_words_that_have_begun_are_not_cut_off() -> None:
    timeline = compiled("## Calf\n\n- Lean in. `hold 30s`\n  - Let both shoulders go. `at 16.8s`\n")
    cue = next(event for event in timeline.events if event.role == "cue")
    hold = first(timeline)
    # One breath less, and it is counted down from 17 s on.
    assert cue.at < hold.at + 17 * SECOND < cue.end
    assert shorten_action(timeline, hold, cue.at)
    assert shorten_action(timeline, hold, cue.at + 1) is None


def test_one_breath_is_the_least() -> None:
    timeline = compiled("## Calf\n\n- Lean in. `hold 10s`\n")
    assert shorten_action(timeline, first(timeline), 0) is None


def test_without_breath_ten_seconds_are_added() -> None:
    timeline = compiled("## Calf\n\n- Roll. `roll 20s`\n")
    changed = lengthen_action(timeline, first(timeline), 0)
    assert changed
    assert first(changed).frames == first(timeline).frames + STRETCH_FRAMES


@pytest.mark.parametrize("action", ["reps 5", "roll 4 passes of 5s", "rest 10s", "wait 10s"])
def test_what_is_counted_or_silent_stays(action: str) -> None:
    timeline = compiled(f"## Calf\n\n- Go. `{action}`\n")
    assert lengthen_action(timeline, first(timeline), 0) is None
    assert shorten_action(timeline, first(timeline), 0) is None


def test_the_running_action_is_found() -> None:
    timeline = compiled(HOLD)
    hold = first(timeline)
    assert find_running_action(timeline, hold.at - 1) is None
    assert find_running_action(timeline, hold.at) == hold
    assert find_running_action(timeline, hold.at + hold.frames) is None


def test_breaths_taken_off_one_by_one_leave_the_others_where_they_were() -> None:
    # Three breaths of a length that no frame divides: worked out anew, the last would begin a
    # frame beside its tone.
    timeline = compiled("## Calf\n\n- Lean in. `hold 20.002s, breathe 3-4`\n")
    inward = [event.at for event in timeline.events if event.role == "in"]
    for breaths in range(first(timeline).breaths - 1, 0, -1):
        changed = shorten_action(timeline, first(timeline), 0)
        assert changed
        timeline = changed
        assert [e.at for e in timeline.events if e.role == "in"] == inward[:breaths]
        assert first(timeline).at + first(timeline).frames == inward[breaths]


def test_a_muted_breath_is_taken_off_too() -> None:
    timeline = compiled(HOLD, Given(mute=("breath",)))
    changed = shorten_action(timeline, first(timeline), 0)
    assert changed
    assert first(changed) == replace(first(timeline), frames=10 * SECOND, breaths=1)


def signposts(timeline: Timeline) -> list[str]:
    return during(timeline, "signpost")


def test_signposts_stay_true_in_a_longer_and_a_shorter_action() -> None:
    timeline = compiled("## Calf\n\n- Roll. `roll 60s`\n")
    hold = first(timeline)
    assert signposts(timeline) == ["0:30.0 signpost: Half way.", "0:50.0 signpost: Ten seconds."]
    changed = lengthen_action(timeline, hold, 0)
    assert changed
    assert signposts(changed) == ["0:35.0 signpost: Half way.", "1:00.0 signpost: Ten seconds."]
    back = shorten_action(changed, first(changed), 0)
    assert back == timeline
    heard_half = lengthen_action(timeline, hold, hold.at + 40 * SECOND)
    assert heard_half
    assert signposts(heard_half) == ["0:30.0 signpost: Half way.", "1:00.0 signpost: Ten seconds."]
    heard_both = lengthen_action(timeline, hold, hold.at + 55 * SECOND)
    assert heard_both
    assert signposts(heard_both) == [
        "0:30.0 signpost: Half way.",
        "0:50.0 signpost: Ten seconds.",
        "1:00.0 signpost: Ten seconds.",
    ]


def test_a_signpost_of_the_breath_moves_by_a_breath_unless_a_cue_is_there() -> None:
    text = "## Calf\n\n- Lean in. `hold 6 breaths`\n"
    timeline = compiled(text)
    changed = lengthen_action(timeline, first(timeline), 0)
    assert changed
    assert signposts(timeline) == ["0:40.0 signpost: Two more breaths."]
    assert signposts(changed) == ["0:50.0 signpost: Two more breaths."]
    busy = compiled(f"{text}  - Once more. `at in 1`\n  - Stay. `at 50s`\n")
    assert signposts(busy) == []  # a numbered cue tells already
    plain = compiled(f"{text}  - Stay there. `at 50s`\n")
    assert signposts(plain) == ["0:40.0 signpost: Two more breaths."]
    moved_on = lengthen_action(plain, first(plain), 0)
    assert moved_on
    assert signposts(moved_on) == []


@pytest.mark.parametrize("action", ["hold 20s", "roll 20s"])
def test_rests_stay_as_long_as_they_are_and_move_with_what_is_before_them(action: str) -> None:
    timeline = compiled(
        f"## Calf `times 2, rest 30s between`\n\n- Sit. `rest 4s`\n"
        f"- Lean in. `{action}, times 2, rest 10s between`\n"
    )
    action_ = next(hold for hold in timeline.holds if hold.kind not in ("rest", "wait"))
    changed = lengthen_action(timeline, action_, 0)
    assert changed
    for before, after in ((timeline, 0), (changed, 10 * SECOND)):
        rests = [(h.at, h.frames) for h in before.holds if h.kind == "rest" and h.at > action_.at]
        assert [frames for _, frames in rests] == [s * SECOND for s in (10, 30, 4, 10)]
        assert rests[0][0] == action_.at + action_.frames + after
        starts = [hold.at for hold in before.holds if hold.kind not in ("rest", "wait")]
        ends = [at + frames for at, frames in rests]
        assert [ends[0], ends[1], ends[3]] == starts[1:]


@given(
    milliseconds=st.integers(8_000, 90_000),
    pattern=st.sampled_from(["4-6", "3.3-5.1", "4-7-8", "3+1-8"]),
    at=st.integers(0, 90 * SECOND),
    ways=st.lists(st.sampled_from([1, -1]), min_size=1, max_size=5),
    half=st.sampled_from(["", "  - Half. `at half`\n"]),
)
def test_splices_keep_the_rules_of_the_score(
    milliseconds: int, pattern: str, at: int, ways: list[int], half: str
) -> None:
    timeline = compiled(
        f"## Calf\n\n- Lean in. `hold {milliseconds / 1000}s, breathe {pattern}`\n"
        f"  - Relax. `each out`\n{half}\n## Heel\n\n- Stand. `hold 10s`\n"
    )
    now = first(timeline).at + min(at, first(timeline).frames - 1)
    for way in ways:
        hold = first(timeline)
        changed = (
            lengthen_action(timeline, hold, now) if way > 0 else shorten_action(timeline, hold, now)
        )
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
        spoken = [e for e in changed.events if e.kind == "speech"]
        assert all(a.end <= b.at for a, b in pairwise(spoken))
        timeline = changed


def test_a_cue_from_the_end_and_counts_of_breath_are_true_at_the_new_length() -> None:
    text = "## A\n- B. `move 40s`\n  - Ten left. `at 10s left`\n"
    timeline = compiled(text)
    hold = first(timeline)
    for change, second in ((lengthen_action, 40), (shorten_action, 20)):
        changed = change(timeline, hold, hold.at)
        assert changed
        assert during(changed, "cue") == [f"0:{second}.0 cue: Ten left."]
    late = lengthen_action(timeline, hold, hold.at + 35 * SECOND)
    assert late
    assert during(late, "cue") == ["0:30.0 cue: Ten left.", "0:40.0 cue: Ten left."]
    counted = compiled("## A\n- B. `hold 2 breaths, breathe 2-1, count aloud`\n")
    changed = lengthen_action(counted, first(counted), first(counted).at)
    assert changed
    assert during(changed) == [
        *during(counted),
        "0:06.0 breath: Breathe in",
        "0:07.0 number: two",
        "0:08.0 breath: and out",
    ]
