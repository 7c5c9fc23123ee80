import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.live.transport import Command, Transport
from coach.timing import SECOND
from support import compiled

SCRIPT = """\
## Calf

- Lean in. `hold 20s as lean`

## Ball

- Fetch the ball. `wait 10s`
- Roll. `roll 20s`

## Heel

- Stand. `hold 10s`
"""
TIMELINE = compiled(SCRIPT)
CALF, BALL, HEEL = TIMELINE.chapters[1:]
LEAN, WAIT, ROLL, STAND = TIMELINE.holds
COMMANDS: tuple[Command, ...] = (
    "toggle",
    "next",
    "back",
    "repeat",
    "forward",
    "rewind",
    "longer",
    "shorter",
    "stop",
)


def at(frame: int, *commands: Command, attended: bool = True) -> Transport:
    transport = Transport(TIMELINE, frame, is_attended=attended)
    for command in commands:
        transport = transport.apply_command(command, transport.at)
    return transport


def test_time_passes_only_while_playing() -> None:
    assert at(0).advance_by(100).at == 100
    assert at(0, "toggle").advance_by(100).at == 0
    assert at(0, "toggle", "toggle").advance_by(100).at == 100


def test_it_plays_to_the_end_and_no_further() -> None:
    end = at(STAND.at).advance_by(TIMELINE.frames)
    assert (end.at, end.status, end.is_over) == (TIMELINE.frames, "finished", True)
    assert end.apply_command("next", 0) is end


def test_a_wait_holds_until_next() -> None:
    waiting = at(BALL.at).advance_by(TIMELINE.frames)
    assert (waiting.at, waiting.status) == (WAIT.at, "waiting")
    assert waiting.advance_by(SECOND) is waiting
    gone = waiting.apply_command("next", waiting.at)
    assert (gone.at, gone.status) == (WAIT.at + WAIT.frames, "playing")
    assert waiting.apply_command("toggle", waiting.at) == gone


def test_a_jump_into_a_wait_waits() -> None:
    inside = at(WAIT.at + WAIT.frames + SECOND, "rewind")
    assert (inside.at, inside.status) == (WAIT.at, "waiting")
    assert at(WAIT.at - SECOND, "forward") == inside
    assert inside.apply_command("next", 0).at == WAIT.at + WAIT.frames
    assert at(WAIT.at + WAIT.frames + SECOND, "toggle", "rewind") == inside
    alone = at(WAIT.at + WAIT.frames + SECOND, "rewind", attended=False)
    assert (alone.at, alone.status) == (WAIT.at + WAIT.frames - 9 * SECOND, "playing")


def test_where_nobody_attends_a_wait_takes_its_time() -> None:
    assert at(BALL.at, attended=False).advance_by(TIMELINE.frames).status == "finished"


def test_next_goes_from_exercise_to_exercise_and_to_the_close() -> None:
    finish = next(e.at for e in TIMELINE.events if e.role == "finish")
    assert at(0, "next").at == CALF.at
    assert at(LEAN.at, "next").at == BALL.at
    assert at(BALL.at, "next").at == HEEL.at
    assert at(HEEL.at, "next").at == finish
    assert at(STAND.at, "next", "next", "next", "next", "next").status == "finished"


def test_back_goes_to_the_start_and_then_to_the_exercise_before() -> None:
    assert at(STAND.at, "back").at == HEEL.at
    assert at(STAND.at, "back", "back").at == BALL.at
    assert at(CALF.at, "back").at == 0
    assert at(0, "back").at == 0


def test_repeat_goes_back_to_the_last_instruction() -> None:
    words = next(e.at for e in TIMELINE.events if e.text == "Lean in.")
    assert at(LEAN.at + SECOND, "repeat").at == words
    assert at(0, "repeat").at == 0


def test_repeat_while_paused_stays_at_the_same_words() -> None:
    words = next(e.at for e in TIMELINE.events if e.text == "Lean in.")
    assert at(LEAN.at, "toggle", "repeat", "repeat", "repeat").at == words


def test_a_paused_transport_that_is_moved_stays_paused() -> None:
    assert at(0, "toggle", "next").status == "paused"


def test_longer_changes_what_is_still_to_come() -> None:
    changed = at(LEAN.at + SECOND, "longer")
    assert changed.at == LEAN.at + SECOND
    assert changed.timeline.holds[0].breaths == 3
    assert changed.timeline.frames == TIMELINE.frames + 10 * SECOND
    assert changed.apply_command("shorter", changed.at).timeline == TIMELINE


def test_longer_outside_an_action_changes_nothing() -> None:
    transport = at(0)
    assert transport.apply_command("longer", 0) is transport


def test_stop_is_for_good() -> None:
    assert at(0, "stop").is_over
    assert at(0, "stop", "toggle", "next").status == "stopped"


@pytest.mark.parametrize("frame", [0, LEAN.at, WAIT.at, TIMELINE.frames - 1])
def test_where_it_is_names_chapter_and_action(frame: int) -> None:
    transport = at(frame)
    chapter = transport.chapter
    assert chapter.at <= frame < chapter.at + chapter.frames
    action = transport.action
    assert action is None or action.at <= frame < action.at + action.frames


@given(st.lists(st.sampled_from(COMMANDS) | st.integers(1, 30 * SECOND), max_size=40))
def test_no_order_of_commands_leaves_the_track(moves: list[Command | int]) -> None:
    transport = Transport(TIMELINE)
    for move in moves:
        if isinstance(move, int):
            transport = transport.advance_by(move)
        else:
            transport = transport.apply_command(move, transport.at)
        assert 0 <= transport.at <= transport.timeline.frames
        assert (transport.status == "finished") == (transport.at == transport.timeline.frames) or (
            transport.status == "stopped"
        )


SETS = compiled("## Calf\n\n- Lean in. `move 20s, times 3, rest 30s between`\n")


def test_next_in_a_rest_leaves_the_rest_and_not_the_sets() -> None:
    _, rest, second = SETS.holds[:3]
    resting = Transport(SETS, rest.at + 5 * SECOND)
    gone = resting.apply_command("next", resting.at)
    assert rest.at + 25 * SECOND <= gone.at <= second.at
    while gone.action == rest:
        gone = gone.apply_command("next", gone.at)
    assert gone.at <= second.at


def test_longer_in_a_rest_adds_silence() -> None:
    rest = SETS.holds[1]
    resting = Transport(SETS, rest.at + 5 * SECOND)
    longer = resting.apply_command("longer", resting.at)
    assert longer.timeline.holds[1].frames == rest.frames + 10 * SECOND
    assert longer.timeline.frames == SETS.frames + 10 * SECOND
    assert longer.apply_command("shorter", resting.at).timeline == SETS
