import io
import os
import pty
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from live.watching import Watch
from rich.cells import cell_len
from rich.console import Console

from coach.entries import find_shipped_folder
from coach.live.guide import Guide
from coach.live.screen import ASCII, Screen, View, draw_level_bar
from coach.live.session import Moment
from coach.live.transport import Status, Transport
from coach.score.timeline import Timeline
from coach.timing import SECOND
from support import Given, compiled

CALVES = """---
title: Calves
sides: right, left
tools: [roller]
---

## Centre of the calf

- Sit with both legs long, and put the roller under your {side} leg, just below its thickest part.
- Stop on the most tender spot. `hold 20s in 10-30s as tender`
  - Let the ankle hang. `at 6s`
- Ready for more? `wait 10s`
- Roll down. `roll 2 passes of 5s`

## Heel raises

- Lift your heels. `reps 3 tempo 3-1-2-0, times 2, rest 30s between`
"""


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return compiled(CALVES)


def drawn(
    transport: Transport,
    size: tuple[int, int] = (60, 24),
    encoding: str = "utf-8",
    *,
    late: int = 0,
    help_shown: bool = False,
) -> str:
    """Draw a view as plain text, in a frame that shows how wide it is."""
    guide = Guide.from_timeline(transport.timeline)
    return draw(Moment(transport, guide, late=late, help_shown=help_shown), size, encoding)


def draw(moment: Moment, size: tuple[int, int] = (60, 24), encoding: str = "utf-8") -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding)
    width, height = size
    console = Console(file=out, width=width, height=height, color_system=None, legacy_windows=False)
    with console.capture() as capture:
        console.print(View(moment), end="")
    capture.get().encode(encoding)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def during(timeline: Timeline, kind: str, seconds: float, status: Status = "playing") -> Transport:
    """Stand some seconds after the start of the first action of a kind."""
    hold = next(hold for hold in timeline.holds if hold.kind == kind)
    return Transport(timeline, at=hold.at + round(seconds * SECOND), status=status)


def test_at_the_beginning(timeline: Timeline) -> None:
    assert drawn(Transport(timeline)) == snapshot("""\
 Calves                                         0:00 / 4:48
 ──────────────────────────────────────────────────────────

 Introduction
 Calves. About five minutes. You need a roller.







 Next  Centre of the calf · right

 space pause  n next  b back  r repeat  q stop  ? help\
""")


def test_while_a_step_is_told(timeline: Timeline) -> None:
    told = next(e for e in timeline.events if e.role == "instruction")
    assert drawn(Transport(timeline, at=told.at)) == snapshot("""\
 Calves                                         0:05 / 4:48
 ━─────────────────────────────────────────────────────────

 Centre of the calf · right
 Sit with both legs long, and put the roller under your
 right leg, just below its thickest part.






 Next  Stop on the most tender spot.

 space pause  n next  b back  r repeat  q stop  ? help\
""")


def test_before_a_hold(timeline: Timeline) -> None:
    assert drawn(during(timeline, "hold", -2.5)) == snapshot("""\
 Calves                                         0:14 / 4:48
 ━━━───────────────────────────────────────────────────────

 Centre of the calf · right
 Stop on the most tender spot.



 Hold · tender · 20 s                           starts in 3
 ──────────────────────────────────────────────────────────


 Next  Ready for more?

 space pause  n next  b back  r repeat  q stop  ? help\
""")


def test_in_a_hold(timeline: Timeline) -> None:
    assert drawn(during(timeline, "hold", 7)) == snapshot("""\
 Calves                                         0:24 / 4:48
 ━━━━──────────────────────────────────────────────────────

 Centre of the calf · right
 Stop on the most tender spot.
 Let the ankle hang.


 Hold · tender                                         0:13
 ━━━━━━━━━━━━━━━━━━━━──────────────────────────────────────
 out   ██████████████████▌░░░░░░░░░░░░░░░░░░  breath 1 of 2

 Next  Ready for more?

 space pause  n next  b back  r repeat  q stop  ? help\
""")


def test_paused_in_a_hold_on_eighty_columns(timeline: Timeline) -> None:
    assert drawn(during(timeline, "hold", 12, "paused"), (80, 24)) == snapshot("""\
 Calves                                                             0:29 / 4:48
 ━━━━━━━───────────────────────────────────────────────────────────────────────

 Centre of the calf · right
 Stop on the most tender spot.


  Paused. Space goes on.
 Hold · tender                                                             0:08
 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━────────────────────────────────
 in    ████████████████████████████▌░░░░░░░░░░░░░░░░░░░░░░░░░░░░  breath 2 of 2

 Next  Ready for more?

 space go on  n next  b back  r repeat  + - longer, shorter  q stop  ? help\
""")


def test_in_a_hold_on_forty_columns_and_twelve_lines(timeline: Timeline) -> None:
    assert drawn(during(timeline, "hold", 12), (40, 12), late=2) == snapshot("""\
 Calves                     0:29 / 4:48
 ━━━───────────────────────────────────
 Centre of the calf · right
 Stop on the most tender spot.

 Hold · tender                     0:08
 ━━━━━━━━━━━━━━━━━━━━━━────────────────
 in    ████████████░░░░░░░░░░░░  2 of 2
 Next  Ready for more?
 Dropouts: 2. Try a longer --latency.
 space pause  n next  q stop  ? help\
""")


def test_waiting(timeline: Timeline) -> None:
    assert drawn(during(timeline, "wait", 0, "waiting"), (40, 12)) == snapshot("""\
 Calves                     0:39 / 4:48
 ━━━━━─────────────────────────────────
 Centre of the calf · right
 Ready for more?


  Press n or space when you are ready.
 Wait

 Next  Roll down.
 space pause  n next  q stop  ? help\
""")


def test_a_wait_that_nobody_attends(timeline: Timeline) -> None:
    alone = replace(during(timeline, "wait", 3), is_attended=False)
    assert drawn(alone, (40, 12)) == snapshot("""\
 Calves                     0:42 / 4:48
 ━━━━━─────────────────────────────────

 Centre of the calf · right
 Ready for more?


 Wait                              0:07
 ━━━━━━━━━━━───────────────────────────

 Next  Roll down.\
""")


def test_in_passes(timeline: Timeline) -> None:
    assert drawn(during(timeline, "roll", 6), (40, 12)) == snapshot("""\
 Calves                     0:59 / 4:48
 ━━━━━━━───────────────────────────────
 Centre of the calf · right
 Roll down.


 Roll                              0:04
 ━━━━━━━━━━━━━━━━━━━━━━────────────────
       ███████████████████░░░░░  2 of 2
 Next  Heel raises · right
 space pause  n next  q stop  ? help\
""")


def test_in_repetitions(timeline: Timeline) -> None:
    assert drawn(during(timeline, "reps", 9.5), (40, 12)) == snapshot("""\
 Calves                     1:25 / 4:48
 ━━━━━━━━━━━───────────────────────────
 Heel raises · right
 Lift your heels.


 Reps · set 1 of 2                 0:09
 ━━━━━━━━━━━━━━━━━━━━──────────────────
 pause ░░░░░░░░░░░░░░░░░░░░░░░░  2 of 3
 Next  Rest · 30 s
 space pause  n next  q stop  ? help\
""")


def test_between_sets(timeline: Timeline) -> None:
    assert drawn(during(timeline, "rest", 10), (40, 12)) == snapshot("""\
 Calves                     1:44 / 4:48
 ━━━━━━━━━━━━━─────────────────────────
 Heel raises · right
 Lift your heels.


 Rest                              0:20
 ━━━━━━━━━━━━──────────────────────────

 Next  Reps · set 2 of 2 · 18 s
 space pause  n next  q stop  ? help\
""")


def test_at_the_end(timeline: Timeline) -> None:
    over = Transport(timeline, at=timeline.frames, status="finished")
    assert drawn(over, (40, 12)) == snapshot("""\
 Calves                     4:48 / 4:48
 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
 Heel raises · left
 That's it. Well done.


  The end.



 space pause  n next  q stop  ? help\
""")


def test_all_keys_explained(timeline: Timeline) -> None:
    assert drawn(during(timeline, "hold", 2), (80, 24), help_shown=True) == snapshot("""\
 Calves                                                             0:19 / 4:48
 ━━━━━─────────────────────────────────────────────────────────────────────────

 Centre of the calf · right
 Stop on the most tender spot.



 Hold · tender                                                             0:18
 ━━━━━━━───────────────────────────────────────────────────────────────────────
 in    ████████████████████████████▌░░░░░░░░░░░░░░░░░░░░░░░░░░░░  breath 1 of 2

 Next  Ready for more?

 space F5 . pause, go on                 + ↑        a breath longer
 n ↵ PgDn   next; leave a rest or wait   - ↓        a breath shorter
 b PgUp     its start; the one before    q          stop
 r          the last instruction again   ?          less help
 → ←        10 seconds on, back\
""")


def test_all_keys_explained_where_there_is_little_room(timeline: Timeline) -> None:
    assert drawn(during(timeline, "hold", 2), (20, 16), help_shown=True) == snapshot("""\
Centre of t… · right
Stop on the most
tender spot.
Hold · tender   0:18
in    ███░░░  1 of 2
Next  Ready for mor…
space  pause, go on
n      next
b      back
r      repeat
→ ←    10 s on, back
+      longer
-      shorter
q      stop
?      less help\
""")
    assert drawn(during(timeline, "hold", 2), (40, 12), help_shown=True) == snapshot("""\
 Stop on the most tender spot.
 Hold · tender                     0:18
 space F5 . pause, go on
 n ↵ PgDn   next; leave a rest or wait
 b PgUp     its start; the one before
 r          the last instruction again
 → ←        10 seconds on, back
 + ↑        a breath longer
 - ↓        a breath shorter
 q          stop
 ?          less help\
""")


def test_plain_characters_where_there_are_no_others(timeline: Timeline) -> None:
    text = drawn(during(timeline, "hold", 3), (40, 12), "ascii")
    assert text == snapshot("""\
 Calves                     0:20 / 4:48
 ==------------------------------------
 Centre of the calf - right
 Stop on the most tender spot.


 Hold - tender                     0:17
 =====---------------------------------
 in    ##################......  1 of 2
 Next  Ready for more?
 space pause  n next  q stop  ? help\
""")


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (
            (20, 5),
            snapshot("""\
Centre of t… · right
Stop on the most…
Hold · tender   0:12
out   ██░░░░  1 of 2\
"""),
        ),
        (
            (12, 3),
            snapshot("""\
Stop on the…
Hold ·… 0:12\
"""),
        ),
        ((10, 2), snapshot("Hold… 0:12")),
    ],
)
def test_what_matters_most_stays(timeline: Timeline, size: tuple[int, int], shown: str) -> None:
    assert drawn(during(timeline, "hold", 8), size) == shown


def test_muted_breath_is_still_counted() -> None:
    timeline = compiled(CALVES, Given(mute=("breath",)))
    lines = drawn(during(timeline, "hold", 12)).split("\n")
    assert lines[10].split() == ["breath", "2", "of", "2"]


HOSTILE = """---
title: 膝の日本語の長い長い題名 🙂🙂🙂 "quotes" – dash
sides: left
---

## Supercalifragilisticexpialidocious·exercise 膝 · with dots

- 膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝膝
  e\u0301 abc[31m red. `hold 9s, breathe 3+1-5`
- Averyveryveryveryveryveryveryveryveryveryverylongwordthatdoesnotend. `reps 2 tempo 0-0-2-0`
"""

_ALL = [compiled(CALVES), compiled(HOSTILE), compiled("## A\n\n- Go. `rest 1s`\n")]
_STATUSES: list[Status] = ["playing", "paused", "waiting", "finished", "stopped"]


@given(
    timeline=st.sampled_from(_ALL),
    part=st.floats(0, 1),
    status=st.sampled_from(_STATUSES),
    size=st.tuples(st.integers(10, 200), st.integers(3, 60)) | st.sampled_from([(1, 1), (3, 2)]),
    encoding=st.sampled_from(["utf-8", "ascii", "cp1252"]),
    late=st.integers(0, 2000),
    told=st.tuples(st.booleans(), st.booleans()),
)
def test_any_moment_fits_any_size(  # noqa: PLR0913 (all that can be told)
    timeline: Timeline,
    *,
    part: float,
    status: Status,
    size: tuple[int, int],
    encoding: str,
    late: int,
    told: tuple[bool, bool],
) -> None:
    attended, help_shown = told
    transport = Transport(timeline, int(part * timeline.frames), status, attended)
    text = drawn(transport, size, encoding, late=late, help_shown=help_shown)
    lines = text.split("\n")
    assert len(lines) <= max(size[1] - 1, 1)
    assert all(cell_len(line) <= size[0] for line in lines)
    assert all(character.isprintable() for character in text.replace("\n", ""))


@pytest.mark.parametrize("pattern", ["4-6", "4-2-6", "4-2-6-2", "3+1-8", "3.3-5.1"])
def test_the_breath_bar_fills_with_the_in_breath_and_empties_with_the_out_breath(
    pattern: str,
) -> None:
    timeline = compiled(f"## A\n\n- Lean. `hold 40s, breathe {pattern}`\n")
    guide = Guide.from_timeline(timeline)
    tones = [event for event in timeline.events if event.kind == "breath"]
    double = "+" in pattern
    for tone in tones:
        levels = [
            rhythm.level or 0.0
            for at in (*range(tone.at, tone.end, 441), tone.end - 1)
            if (rhythm := guide.find_rhythm(at)) and rhythm.word == tone.role
        ]
        bars = [draw_level_bar(level, 30) for level in levels]
        assert len(levels) == len(range(tone.at, tone.end, 441)) + 1
        inward = tone.role == "in"
        assert levels == sorted(levels, reverse=not inward)
        full = [bar.count("█") for bar in bars]
        assert full == sorted(full, reverse=not inward)
        first, last = (0.0, 1.0) if inward else (1.0, 0.0)
        if inward and double:  # three seconds, then one more
            first, last = (0.75, 1.0) if tone.note else (0.0, 0.75)
        assert levels[0] == pytest.approx(first, abs=1e-4)
        assert levels[-1] == pytest.approx(last, abs=1e-4)


def test_a_held_breath_holds_the_bar() -> None:
    timeline = compiled("## A\n\n- Lean. `hold 28s, breathe 4-2-6-2`\n")
    hold = timeline.holds[0]
    guide = Guide.from_timeline(timeline)

    def at(seconds: float) -> tuple[str, float | None, int]:
        rhythm = guide.find_rhythm(hold.at + round(seconds * SECOND))
        assert rhythm
        return rhythm.word, rhythm.level, rhythm.turn

    assert [at(second) for second in (0, 2, 4, 5.9, 6, 9, 12, 13.9, 14)] == [
        ("in", 0.0, 1),
        ("in", 0.5, 1),
        ("hold", 1.0, 1),
        ("hold", 1.0, 1),
        ("out", 1.0, 1),
        ("out", 0.5, 1),
        ("hold", 0.0, 1),
        ("hold", 0.0, 1),
        ("in", 0.0, 2),
    ]
    assert guide.find_rhythm(hold.at - 1) is None
    assert guide.find_rhythm(hold.at + hold.frames) is None


def test_the_bar_moves_by_half_columns() -> None:
    bars = [draw_level_bar(level, 4) for level in (0, 0.124, 0.125, 0.25, 0.99, 1)]
    assert bars == ["░░░░", "░░░░", "▌░░░", "█░░░", "███▌", "████"]
    assert draw_level_bar(0.99, 4, ASCII) == "###."


@given(st.floats(0, 1), st.integers(1, 200))
def test_a_bar_is_as_wide_as_it_is(level: float, width: int) -> None:
    assert len(draw_level_bar(level, width)) == width
    assert len(draw_level_bar(level, width, ASCII)) == width


@pytest.mark.parametrize(
    ("width", "words"),
    [(60, "The sound output is gone. It goes on when it is back."), (30, "No sound output.")],
)
def test_a_lost_output_is_shown(timeline: Timeline, width: int, words: str) -> None:
    paused = during(timeline, "hold", 7, "paused")
    moment = Moment(paused, Guide.from_timeline(timeline), output_lost=True)
    shown = draw(moment, (width, 24))
    assert words in shown
    assert "Paused" not in shown


class Paper:
    """A terminal on paper: what is written to it, and its size."""

    def __init__(self) -> None:
        self.file = io.StringIO()
        self.now = 100.0
        self.console = Console(
            file=self.file,
            force_terminal=True,
            width=60,
            height=24,
            color_system=None,
            legacy_windows=False,
            _environ={"TERM": "xterm"},
        )

    def clock(self) -> float:
        return self.now

    def written(self) -> str:
        text = self.file.getvalue()
        self.file.seek(0)
        self.file.truncate()
        return text


def test_ten_pictures_a_second_at_most_but_a_key_shows_at_once(timeline: Timeline) -> None:
    paper, watch = Paper(), Watch(timeline)
    transport = Transport(timeline)
    pictures = 0
    with Screen(paper.console, paper.clock) as screen:
        for tick in range(1000):
            paper.now = 100 + tick / 100
            screen.observe(watch.look(replace(transport, at=tick * SECOND // 100)))
            pictures += bool(paper.written())
        assert 95 <= pictures <= 102
        screen.observe(watch.look(replace(transport, at=10 * SECOND)))
        screen.observe(watch.look(replace(transport, at=10 * SECOND, status="paused")))
        assert "Paused." in paper.written()
        paper.now += 60
        screen.observe(watch.look(replace(transport, at=10 * SECOND, status="paused")))
        assert paper.written() == ""
        screen.observe(
            watch.look(replace(transport, at=10 * SECOND, status="paused"), help_shown=True)
        )
        assert "less help" in paper.written()


def test_it_leaves_nothing_behind(timeline: Timeline) -> None:
    paper, watch = Paper(), Watch(timeline)
    screen = Screen(paper.console, paper.clock)
    with screen:
        screen.observe(watch.look(Transport(timeline)))
        lines = paper.written().count("\n") + 1
    end = paper.written()
    assert "\x1b[?25h" in end
    assert end.endswith("\r" + "\x1b[1A\x1b[2K" * lines)
    screen.observe(watch.look(Transport(timeline)))
    assert paper.written() == ""


def test_suspended_it_gives_the_cursor_back_and_then_draws_anew(timeline: Timeline) -> None:
    paper, watch = Paper(), Watch(timeline)
    with Screen(paper.console, paper.clock) as screen:
        screen.observe(watch.look(Transport(timeline)))
        paper.written()
        screen.suspend()
        assert "\x1b[?25h" in paper.written()
        screen.observe(watch.look(Transport(timeline)))
        drawn_again = paper.written()
        assert drawn_again.startswith("\x1b[?25l")
        assert "Calves" in drawn_again


def test_a_terminal_of_another_size_is_cleared(timeline: Timeline) -> None:
    paper, watch = Paper(), Watch(timeline)
    with Screen(paper.console, paper.clock) as screen:
        screen.observe(watch.look(Transport(timeline)))
        paper.console.width = 40
        paper.written()
        screen.observe(watch.look(Transport(timeline)))
        assert "\x1b[2J" in paper.written()


def test_a_terminal_that_is_gone_does_not_hinder_the_end(timeline: Timeline) -> None:
    keyboard, fd = pty.openpty()
    out = os.fdopen(fd, "w")
    console = Console(file=out, force_terminal=True, _environ={"TERM": "xterm"})
    watch = Watch(timeline)
    with Screen(console) as screen:
        screen.observe(watch.look(Transport(timeline)))
        os.close(keyboard)
    with pytest.raises(OSError, match="Input/output"):
        out.close()


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_it_costs_little() -> None:
    timeline = compiled(CALVES.replace("wait 10s", "hold 600s"))
    assert timeline.frames > 20 * 60 * SECOND
    paper, watch = Paper(), Watch(timeline)
    start = during(timeline, "hold", 0)

    def ten_seconds() -> None:
        with Screen(paper.console, paper.clock) as screen:
            for tick in range(100):
                paper.now += 0.1
                screen.observe(watch.look(replace(start, at=start.at + tick * SECOND // 10)))

    assert min(_seconds(ten_seconds) for _ in range(3)) < 0.3


def test_the_readme_shows_the_screen_as_it_is() -> None:
    readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
    shown = readme.partition("```text screen\n")[2].partition("\n```")[0]
    script = (find_shipped_folder("scripts") / "calf-roll.md").read_text("utf-8")
    # Spoken by the tiny voice: a voice that speaks faster is to change nothing here.
    assert drawn(during(compiled(script), "hold", 17), (76, 14)) == shown


def test_repetitions_in_ones_own_time() -> None:
    timeline = compiled("## Pull-ups\n- Pull up. `reps 5 freely` `times 2`\n")
    assert drawn(during(timeline, "reps", 3), (40, 8)) == snapshot("""\
 Test                       0:16 / 1:04
 ━━━━━━━━━─────────────────────────────
 Pull-ups
 Pull up.
 Reps · set 1 of 2     in your own time
 Next  Reps · set 2 of 2 · 20 s
 space pause  n next  q stop  ? help\
""")
    alone = replace(during(timeline, "reps", 3), is_attended=False)
    assert "0:17" in drawn(alone, (40, 8))
