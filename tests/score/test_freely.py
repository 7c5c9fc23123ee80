"""Repetitions in the listener's own time: `reps 5-8 freely`."""

import pytest

from coach.live.transport import Transport
from coach.timing import SECOND
from support import Given, compiled, during, heard, lengths, refused, said, warned

PULL = """
## Pull-ups
- Pull up, {{reps}} times. `reps 5-8 {freely} as pulls` `times 2, rest 60s between`
  - Full hang.
- Down. `hold 10s`
"""


def pull(freely: str = "freely") -> str:
    return PULL.format(freely=freely)


@pytest.mark.parametrize(
    ("freely", "given", "seconds", "reps"),
    [
        ("freely", Given(), 24, 6),
        ("freely", Given(reps=8), 32, 8),
        ("freely", Given(hold=("pulls=5reps",)), 20, 5),
        ("freely 40s", Given(), 40, 6),
        ("freely 40s", Given(hold=("pulls=5reps",)), 40, 5),
    ],
)
def test_they_take_four_seconds_each_or_what_is_stated(
    freely: str, given: Given, seconds: int, reps: int
) -> None:
    first, *_ = compiled(pull(freely), given).holds
    assert (first.kind, first.frames, first.reps) == ("reps", seconds * SECOND, reps)
    assert first.is_free


def test_nothing_paces_or_numbers_them() -> None:
    timeline = compiled(pull())
    hold = timeline.holds[0]
    inside = [e for e in timeline.events if hold.at <= e.at <= hold.at + hold.frames]
    assert heard(inside)[0].endswith("start")
    assert [e.role for e in inside] == ["start", "cue", "end"]
    assert during(timeline, "cue") == ["0:12.0 cue: Full hang."]
    assert said(timeline, "set") == ["Rest. One minute.", "Last set."]
    assert lengths(timeline)[1] == "rest 1min"


def test_what_does_not_go_with_them_is_refused() -> None:
    assert "wrong-unit" in refused(pull(), Given(hold=("pulls=45s",)))
    assert "outside-range" in refused(pull(), Given(reps=9))
    assert "no repetitions" in warned(pull(), Given(tempo="2-0-2-0"))


def test_live_they_last_until_next_and_an_unattended_player_goes_on() -> None:
    timeline = compiled(pull())
    hold = timeline.holds[0]
    end = hold.at + hold.frames
    waiting = Transport(timeline, hold.at - SECOND).advance_by(timeline.frames)
    assert (waiting.at, waiting.status) == (end - 1, "waiting")
    assert waiting.advance_by(SECOND) is waiting
    done = waiting.apply_command("next", waiting.at)
    assert (done.at, done.status) == (end, "playing")
    early = Transport(timeline, hold.at + SECOND).apply_command("next", 0)
    assert (early.at, early.status) == (end, "playing")
    inside = Transport(timeline, hold.at - SECOND).apply_command("forward", 0)
    assert (inside.at, inside.status) == (hold.at + 9 * SECOND, "playing")
    alone = Transport(timeline, hold.at, is_attended=False).advance_by(timeline.frames)
    assert alone.status == "finished"
    assert Transport(timeline, hold.at).apply_command("longer", hold.at).timeline is timeline
