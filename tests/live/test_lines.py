import functools
import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from live.watching import Watch

from coach.live.guide import Guide
from coach.live.lines import Lines
from coach.live.transport import Transport
from coach.live.wording import KEYS, spell_text
from coach.score.timeline import Timeline
from coach.timing import SECOND, write_clock_seconds
from support import compiled

CALVES = """---
title: Calves
sides: right, left
tools: [roller]
---

## Centre

- Sit down. `rest 3s`
- Stop there. `hold 20s as tender, spots 2`
  - Let go. `at 12s`
- Ready? `wait 10s`

## Heel

- Lift. `reps 3 tempo 2-0-2-0, times 2, rest 1min 30s between`
"""

TIMELINE = compiled(CALVES)


class Page:
    """What is written, line by line, since the last look."""

    def __init__(self, timeline: Timeline = TIMELINE) -> None:
        self.out = io.StringIO()
        self.lines = Lines(self.out)
        self.transport = Transport(timeline)
        self.watch = Watch(timeline)
        self._observe()

    def written(self) -> list[str]:
        text = self.out.getvalue()
        self.out.seek(0)
        self.out.truncate()
        return text.splitlines()

    def look(
        self,
        transport: Transport | None = None,
        *,
        late: int = 0,
        output_lost: bool = False,
        help_shown: bool = False,
    ) -> list[str]:
        self.transport = transport or self.transport
        self.lines.observe(
            self.watch.look(
                self.transport, late=late, output_lost=output_lost, help_shown=help_shown
            )
        )
        return self.written()

    def play(self, seconds: float, step: int = SECOND // 10) -> list[str]:
        """Play on, looking every now and then."""
        end = self.transport.at + round(seconds * SECOND)
        while self.transport.at < end and self.transport.status == "playing":
            self.transport = self.transport.advance_by(step)
            self._observe(step / SECOND)
        return self.written()

    def _observe(self, seconds: float = 0.1) -> None:
        self.lines.observe(self.watch.look(self.transport, seconds))


@functools.cache
def _whole(step: int = SECOND // 10) -> list[str]:
    page = Page()
    page.transport = replace(page.transport, is_attended=False)
    return page.play(3600, step)


def test_a_routine_in_lines() -> None:
    assert _whole() == snapshot(
        [
            "0:00.0 Introduction",
            "0:00.5 Calves. About six and a half minutes. You need a roller.",
            "0:02.3 Stop if you feel sharp pain, numbness or tingling.",
            "0:03.9 Centre · right",
            "0:05.2 Sit down.",
            "0:05.5 rest 3 s",
            "0:08.5 Stop there.",
            "0:14.8 hold tender 20 s",
            "0:26.8 Let go.",
            "0:36.2 Find the next tender spot.",
            "0:41.8 hold tender 20 s",
            "0:53.8 Let go.",
            "1:03.2 Ready?",
            "1:03.4 wait 10 s",
            "1:13.4 Heel · right",
            "1:14.7 Lift.",
            "1:23.8 reps Heel 12 s, set 1 of 2",
            "1:35.8 rest 1 min 30 s",
            "3:05.8 reps Heel 12 s, set 2 of 2",
            "3:19.2 Centre · left",
            "3:20.2 Now your left side.",
            "3:22.1 Sit down.",
            "3:22.4 rest 3 s",
            "3:25.4 Stop there.",
            "3:31.7 hold tender 20 s",
            "3:43.7 Let go.",
            "3:53.1 Find the next tender spot.",
            "3:58.7 hold tender 20 s",
            "4:10.7 Let go.",
            "4:20.1 Ready?",
            "4:20.3 wait 10 s",
            "4:30.3 Heel · left",
            "4:31.3 Lift.",
            "4:40.4 reps Heel 12 s, set 1 of 2",
            "4:52.4 rest 1 min 30 s",
            "6:22.4 reps Heel 12 s, set 2 of 2",
            "6:37.8 That's it. Well done.",
        ]
    )


@given(st.integers(1, 500))
def test_every_line_comes_once_however_often_one_looks(step: int) -> None:
    assert _whole(step * 441) == _whole()


def test_a_line_comes_when_it_is_heard_and_is_flushed() -> None:
    flushed: list[str] = []

    class Out(io.StringIO):
        def flush(self) -> None:
            flushed.append(self.getvalue())

    lines, watch = Lines(Out()), Watch(TIMELINE)
    first = TIMELINE.events[0]
    lines.observe(watch.look(Transport(TIMELINE, at=first.at - 1)))
    assert str(first.text) not in flushed[-1]
    lines.observe(watch.look(Transport(TIMELINE, at=first.at)))
    assert str(first.text) in flushed[-1]


def test_waiting_and_pausing_are_told_once() -> None:
    page = Page()
    page.play(10)
    assert page.look(page.transport.toggle_pause()) == snapshot(["0:10.0 Paused."])
    assert page.look() == []
    assert page.look(page.transport.toggle_pause()) == snapshot(["0:10.0 Going on."])
    assert page.look() == []
    assert page.play(120)[-3:] == snapshot(
        ["1:03.2 Ready?", "1:03.4 wait 10 s", "1:03.4 Press n or space when you are ready."]
    )
    assert page.look() == []
    assert page.look(page.transport.go_next())[-1:] == snapshot(["1:13.4 Heel · right"])


def test_the_keys_are_told_each_time_they_are_asked_for() -> None:
    page = Page()
    page.play(10)
    told = [line for shown in (True, True, False, True) for line in page.look(help_shown=shown)]
    assert told[: len(told) // 2] == told[len(told) // 2 :]
    assert [line.split(" ", 1)[1] for line in told[: len(told) // 2]] == [
        f"{key}: {does}" for key, does in KEYS
    ]


def test_back_next_and_repeat_show_where_they_lead() -> None:
    page = Page()
    page.play(38)
    back = page.transport.go_back()
    assert page.look(replace(back, at=back.at + 2000)) == snapshot(["0:03.9 Centre · right"])
    assert page.play(2) == snapshot(["0:05.2 Sit down.", "0:05.5 rest 3 s"])
    assert page.look(page.transport.seek_to(page.transport.at + 20 * SECOND)) == snapshot(
        ["0:14.8 hold tender 20 s"]
    )
    assert page.look(page.transport.repeat_instruction()) == snapshot(["0:08.5 Stop there."])
    later = TIMELINE.chapters[2]
    assert page.look(page.transport.seek_to(later.at + 1000)) == snapshot(["1:13.4 Heel · right"])


def test_a_jump_within_a_hold_tells_nothing_twice() -> None:
    page = Page()
    page.play(30)
    assert page.look(page.transport.seek_to(page.transport.at - 6 * SECOND)) == []
    assert page.play(10) == snapshot(["0:26.8 Let go."])


def test_what_is_heard_may_waver() -> None:
    page = Page()
    told = next(event for event in TIMELINE.events if event.role == "instruction")
    page.play(told.at / SECOND)
    at = page.transport.at
    for wobble in (-3000, 10, -200, 0, 100):
        assert page.look(replace(page.transport, at=at + wobble)) == []


def test_a_hold_made_longer_tells_its_new_length() -> None:
    page = Page()
    page.play(20)
    assert page.look(page.transport.apply_command("longer", page.transport.at)) == snapshot(
        ["0:20.0 hold tender 30 s now"]
    )
    assert page.look() == []


def test_dropouts_are_told_once() -> None:
    page = Page()
    page.written()
    told = [line for late in (1, 1, 5) for line in page.look(late=late)]
    assert told == ["0:00.0 The sound broke off. Try a longer --latency."]


def test_a_lost_output_is_told_and_that_it_goes_on() -> None:
    page = Page()
    page.play(10)
    paused = replace(page.transport, status="paused")
    assert page.look(paused, output_lost=True) == [
        "0:10.0 The sound output is gone. It goes on when it is back."
    ]
    assert page.look(output_lost=True) == []
    assert page.look(page.transport.toggle_pause()) == ["0:10.0 Going on."]
    assert page.look(page.transport.toggle_pause()) == ["0:10.0 Paused."]


def test_what_an_encoding_lacks_is_written_otherwise() -> None:
    raw = io.BytesIO()
    lines = Lines(io.TextIOWrapper(raw, "ascii"))
    lines.observe(Watch(TIMELINE).look(Transport(TIMELINE, at=TIMELINE.chapters[1].at)))
    assert raw.getvalue().splitlines()[-1].endswith(b" Centre - right")


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Calf · left – now…", "utf-8", "Calf · left – now…"),
        ("Calf · left – now…", "ascii", "Calf - left - now..."),
        ("“Löwe” \u2019s", "latin-1", '"Löwe" \'s'),
        ("Löwe 膝", "ascii", "L?we ?"),
        ("a\x1b[31mb\tc\n\u202ed", "utf-8", "a[31mb c d"),
    ],
)
def test_a_text_on_a_terminal(text: str, encoding: str, shown: str) -> None:
    assert spell_text(text, encoding) == shown


def test_minutes() -> None:
    assert [write_clock_seconds(s) for s in (0, 59, 60, 3599, 3723)] == [
        "0:00", "0:59", "1:00", "59:59", "1:02:03",
    ]  # fmt: skip


def test_what_follows() -> None:
    guide = Guide.from_timeline(TIMELINE)
    found: dict[str, None] = {}
    for at in range(0, TIMELINE.frames, SECOND // 4):
        found.setdefault(guide.describe_next(at))
    assert list(found) == snapshot(
        [
            "Centre · right",
            "Sit down.",
            "Stop there.",
            "Find the next tender spot.",
            "Ready?",
            "Heel · right",
            "Lift.",
            "Rest · 1 min 30 s",
            "Reps · set 2 of 2 · 12 s",
            "Centre · left",
            "Heel · left",
            "The end.",
            "",
        ]
    )


def _naive_lines(timeline: Timeline, at: int) -> Iterable[str]:
    guide = Guide.from_timeline(timeline)
    action, chapter = guide.find_action(at), guide.find_chapter(at)
    yield str([hold for hold in timeline.holds if hold.at <= at < hold.at + hold.frames])
    yield str([action] if action else [])
    yield str([c for c in timeline.chapters if c.at <= at < c.at + c.frames])
    yield str([chapter])


@given(st.integers(0, TIMELINE.frames - 1))
def test_the_index_finds_what_a_search_finds(at: int) -> None:
    first, second, third, fourth = _naive_lines(TIMELINE, at)
    assert first == second
    assert third == fourth
