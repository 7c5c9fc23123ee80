import pytest

from coach.score.arrange import arrange_timeline
from coach.score.cuesheet import CueSheet
from coach.score.experience import Experience
from coach.score.goal import replace_closing
from coach.score.program import choose_program, plan_cue_sheet
from coach.timing import SECOND, Ms
from support import Given, frames_of, said, script, settings

HEAD = "---\ntitle: {}\ngoal: 5min\nthen: hip-roll\n---\n"
CALF = HEAD.format("Calf") + "## A\n- Roll. `roll 4min`\n- Rest. `rest 2min`\n"
HEEL = HEAD.format("Heel") + "## B\n- Roll. `roll 6min`\n"
WITHOUT = "---\ntitle: Toe\nthen: hip-roll\n---\n## C\n- Roll. `roll 10s`\n"

OPEN = "Once you can do five minutes in one session, move on to hip roll."
REACHED = "You have reached five minutes. Next: hip roll."


def plan_sheet(*texts: str, done_today: int = 0) -> CueSheet:
    experience = Experience(done_today=Ms(done_today))
    program = choose_program(
        [script(text) for text in texts], settings(Given()), lambda _: experience
    )
    sheet = plan_cue_sheet(program.value).value
    assert sheet
    return sheet


@pytest.mark.parametrize(
    ("texts", "done_today", "words"),
    [
        ((CALF,), 0, OPEN),  # a rest is not rolling
        ((CALF,), 50_000, OPEN),
        ((CALF,), 60_000, REACHED),
        ((HEEL,), 0, REACHED),
        ((CALF, HEEL), 0, REACHED),
        ((HEEL, CALF), 0, OPEN),  # the last routine leads on
        ((WITHOUT,), 0, "Next: hip roll."),
    ],
)
def test_the_closing_says_whether_the_goal_is_reached(
    texts: tuple[str, ...], done_today: int, words: str
) -> None:
    sheet = plan_sheet(*texts, done_today=done_today)
    assert sheet.closing[-1].text == words
    assert sheet.goal
    assert sheet.goal.routines == {len(texts) - 1}


def test_the_closing_is_changed_and_nothing_before_it() -> None:
    timeline = arrange_timeline(plan_sheet(CALF), frames_of, frozenset())
    frames = frames_of(REACHED)
    changed = replace_closing(timeline, OPEN, REACHED, frames)
    by = frames - frames_of(OPEN)
    assert said(timeline, "finish")[-1] == OPEN
    assert said(changed, "finish")[-1] == REACHED
    assert changed.frames == timeline.frames + by
    assert changed.events[:-1] == timeline.events[:-1]
    assert changed.chapters[:-1] == timeline.chapters[:-1]
    assert changed.chapters[-1].at + changed.chapters[-1].frames == changed.frames
    assert changed.events[-1].end + SECOND == changed.frames
    assert changed.holds == timeline.holds
    assert replace_closing(timeline, REACHED, OPEN, 1) is timeline
