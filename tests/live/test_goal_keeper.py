from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from live.test_session import Script

from coach.live.goal_keeper import GoalKeeper
from coach.live.session import Session
from coach.live.transport import Command, Transport
from coach.score.arrange import arrange_timeline
from coach.score.program import choose_program, plan_cue_sheet
from coach.score.timeline import Timeline
from coach.timing import Ms
from support import Given, frames_of, said, script, settings

CALF = (
    "---\ntitle: Calf\ngoal: 1min\nthen: hip\nbreath: 5-5\n---\n"
    "## A\n- Lie down.\n- Hold. `hold 30s`\n\n## B\n- Lie down.\n- Hold. `hold {}s`\n"
)
OPEN = "Once you can do one minute in one session, move on to hip."
REACHED = "You have reached one minute. Next: hip."


@dataclass
class Revisable(Script):
    """A player without sound whose timeline can be changed."""

    is_late: bool = False

    def revise(self, change: Callable[[Timeline], Timeline]) -> bool:
        if not self.is_late:
            self.transport = replace(self.transport, timeline=change(self.transport.timeline))
        return not self.is_late


def play(
    *commands: tuple[float, Command], second: int = 30, done: int = 0, is_late: bool = False
) -> tuple[list[str], bool]:
    """Play, and return what was heard at the close, and whether the goal was reached."""
    program = choose_program([script(CALF.format(second))], settings(Given())).value
    sheet = plan_cue_sheet(program).value
    assert sheet
    assert sheet.goal
    goal = replace(sheet.goal, done_before=Ms(done))
    timeline = arrange_timeline(sheet, frames_of, frozenset())
    player = Revisable(Transport(timeline), is_late=is_late)
    for at, command in commands:
        player.happens[round(at * 10)] = lambda command=command: player.carry_out(command)  # type: ignore[misc] # its own
    keeper = GoalKeeper(goal, timeline, player.revise, frames_of)
    Session(player, [keeper], player.clock).run()
    assert player.transport.at == player.transport.timeline.frames
    return said(player.transport.timeline, "finish")[1:], keeper.is_reached


@pytest.mark.parametrize(
    ("commands", "second", "done", "heard"),
    [
        ((), 30, 0, REACHED),
        ((), 20, 0, OPEN),
        ((), 20, 10_000, REACHED),  # what was done before on this day counts
        (((30, "next"),), 30, 0, OPEN),  # some of the first hold is skipped
        (((30, "next"),), 30, 20_000, REACHED),
        (((30, "next"), (60, "next")), 30, 0, OPEN),
        (((20, "longer"),), 20, 0, REACHED),
        (((20, "longer"), (25, "shorter")), 20, 0, OPEN),
        (((30, "next"), (40, "back"), (41, "back")), 30, 0, REACHED),  # done after all
    ],
)
def test_the_closing_is_true_whatever_the_listener_does(
    commands: tuple[tuple[float, Command], ...], second: int, done: int, heard: str
) -> None:
    words, is_reached = play(*commands, second=second, done=done)
    assert (words, is_reached) == ([heard], heard == REACHED)


def test_what_comes_too_late_is_tried_again_and_changes_nothing() -> None:
    assert play((30, "next"), is_late=True) == ([REACHED], False)
