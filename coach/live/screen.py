"""The now-playing screen: what to do, for how long, when to breathe, and what comes next."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.segment import Segment
from rich.text import Text

from coach.live.session import Moment
from coach.live.wording import (
    FEW_KEYS,
    KEYS,
    OUTPUT_LOST,
    OWN_TIME,
    THE_END,
    WAITING,
    count_seconds_left,
    name_action,
    name_coming_action,
    spell_text,
)
from coach.timing import SECOND, write_clock_seconds

FRAME_TIME_S = 0.1
"""Seconds between two pictures at the least, unless something was pressed."""

WIDEST_COLUMNS = 96
"""Columns beyond which nothing becomes easier to read."""

_WIDE = 48
"""Columns from which there is room for words such as "breath"."""

_KEY_ROOM = 38
"""Columns that a key and what it does take."""

_TEXT_LINES = 3
"""Lines kept for what to do, so that the rest of the screen stands still."""

# What goes first when there is little room: the higher, the sooner.
_TELLS, _ACTS, _SAYS, _HELPS, _BREATHES, _NAMES = range(6)
_WARNS, _NEXT, _MORE, _FILLS, _KEYS, _TITLES, _PASSES, _KEPT, _BLANK = range(6, 15)

_SHORT_HELP = (
    ("space", "", 0),
    ("n", "next", 3),
    ("b", "back", 4),
    ("r", "repeat", 6),
    ("+ -", "longer, shorter", 5),
    ("q", "stop", 2),
    ("?", "help", 1),
)
"""Keys, what they do, and which go first when there is little room."""

_LESS = ("?", "less help")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What bars are drawn with."""

    full: str
    half: str
    empty: str
    done: str
    left: str


BLOCKS = Glyphs("█", "▌", "░", "━", "─")
ASCII = Glyphs("#", "", ".", "=", "-")


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the screen, and how soon it goes when there is little room."""

    rank: int
    text: Text


@dataclass(frozen=True, slots=True)
class View:
    """A picture of a moment; it draws itself for any size and encoding."""

    moment: Moment

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it on one line less than the screen has, so that nothing ever scrolls."""
        height = max(min(options.height or options.max_height, options.max_height) - 1, 1)
        margin = options.max_width >= 30
        width = min(options.max_width - 2 * margin, WIDEST_COLUMNS)
        picture = _Picture(self, max(width, 1), height, options)
        for number, text in enumerate(picture.draw_lines()):
            if number:
                yield Segment.line()
            if margin:
                yield Segment(" ")
            yield from text.render(console)


class _Picture:
    """The lines of a view for one size."""

    def __init__(self, shown: View, width: int, height: int, options: ConsoleOptions) -> None:
        self._moment = shown.moment
        self._guide = shown.moment.guide
        self._transport = shown.moment.heard
        self._at = shown.moment.heard.at
        self._width = width
        self._height = height
        self._encoding = options.encoding
        plain = options.ascii_only or options.legacy_windows
        self._glyphs = ASCII if plain else BLOCKS
        self._dot, self._more = self._spell_text(" · "), self._spell_text("…")

    def draw_lines(self) -> list[Text]:
        """Return the lines that there is room for, in order."""
        above = [*self._draw_head(), _Row(_NAMES, self._draw_chapter())]
        below = [*self._draw_status(), *self._draw_action(), *self._draw_foot()]
        taken = sum(row.rank < _MORE for row in (*above, *below))
        says = list(self._draw_words(max(self._height - taken, 1)))
        rows = [*above, *says, *_make_blank_rows(_TEXT_LINES - len(says), _KEPT), *below]
        ranked = sorted(range(len(rows)), key=lambda number: (rows[number].rank, number))
        return [rows[number].text for number in sorted(ranked[: self._height])]

    def _draw_head(self) -> Iterator[_Row]:
        timeline = self._guide.timeline
        whole = -(-timeline.frames // SECOND)
        position = f"{write_clock_seconds(self._at // SECOND)} / {write_clock_seconds(whole)}"
        yield _Row(_TITLES, self._make_row(timeline.title, position, "bold", "dim"))
        yield _Row(_PASSES, self._draw_bar(self._at, timeline.frames, "dim"))
        yield from _make_blank_rows(1)

    def _draw_chapter(self) -> Text:
        """Name the exercise, its side and its round. Only the name may be cut."""
        name, *more = self._spell_text(self._guide.find_chapter(self._at).title).split(self._dot)
        rest = "".join(self._dot + part for part in more)
        if len(rest) + 4 > self._width:
            return self._cut_text(name + rest, "bold cyan")
        cut = self._cut_text(name, "bold cyan", self._width - len(rest))
        return cut.append(rest, "bold cyan")

    def _draw_words(self, most: int) -> Iterator[_Row]:
        """Say what to do now, and the cue to it, on at most ``most`` lines."""
        said, cue = self._guide.find_last_speech(self._at), self._guide.find_cue(self._at)
        lines = _wrap_text(self._spell_text(said.text or "" if said else ""), self._width)
        most -= 1 if cue and most > 1 else 0
        for number, line in enumerate(lines[:most]):
            cut = number == most - 1 and number < len(lines) - 1
            text = self._cut_text(line + self._more if cut else line, "")
            yield _Row(_MORE if number else _SAYS, text)
        if cue:
            yield _Row(_MORE, self._cut_text(cue.text or "", "italic"))

    def _draw_status(self) -> Iterator[_Row]:
        words = {
            "paused": "Paused. Space goes on." if self._width > 23 else "Paused.",
            "waiting": WAITING if self._width > len(WAITING) else "Ready? Press n.",
            "finished": THE_END,
            "stopped": "Stopped.",
        }.get(self._transport.status)
        if self._moment.output_lost:
            words = OUTPUT_LOST if self._width > len(OUTPUT_LOST) else "No sound output."
        if words:
            yield _Row(_TELLS, self._cut_text(f" {words} ", "reverse"))
        else:
            yield from _make_blank_rows(1)

    def _draw_action(self) -> Iterator[_Row]:
        """Show the action that runs, or the one that comes: its time, and its rhythm."""
        guide, at = self._guide, self._at
        running, coming = guide.find_action(at), guide.find_coming_action(at)
        if running is None and coming is None:
            yield from _make_blank_rows(3, _KEPT)
        elif coming:
            left = f"starts in {count_seconds_left(coming.at - at)}"
            yield _Row(_ACTS, self._make_row(name_coming_action(coming), left, "", "bold"))
            yield _Row(_FILLS, self._draw_bar(0, 1, "green"))
            yield from _make_blank_rows(1, _KEPT)
        elif running and running.kind == "wait" and self._transport.is_attended:
            yield _Row(_ACTS, self._cut_text("Wait", ""))
            yield from _make_blank_rows(2, _KEPT)
        elif running and running.is_free and self._transport.is_attended:
            yield _Row(_ACTS, self._make_row(name_action(running), OWN_TIME, "bold green", "bold"))
            yield from _make_blank_rows(2, _KEPT)
        elif running:
            left = write_clock_seconds(count_seconds_left(running.at + running.frames - at))
            yield _Row(_ACTS, self._make_row(name_action(running), left, "bold green", "bold"))
            yield _Row(_FILLS, self._draw_bar(at - running.at, running.frames, "green"))
            yield self._draw_rhythm()

    def _draw_rhythm(self) -> _Row:
        rhythm = self._guide.find_rhythm(self._at)
        if rhythm is None:
            return _Row(_KEPT, Text())
        turn = f"{rhythm.turn} of {rhythm.turns}"
        if self._width >= _WIDE:
            turn = f"{rhythm.unit} {turn}"
        room = self._width - 6 - len(turn) - 2
        if rhythm.level is None or room < 3:
            return _Row(_BREATHES, self._make_row(rhythm.word, turn, "bold", ""))
        glyphs = self._glyphs
        bar = draw_level_bar(rhythm.level, room, glyphs)
        text = Text().append(f"{rhythm.word:<6}", "bold").append(bar.rstrip(glyphs.empty), "cyan")
        text.append(glyphs.empty * (room - len(bar.rstrip(glyphs.empty))), "dim")
        return _Row(_BREATHES, text.append(f"  {turn}"))

    def _draw_foot(self) -> Iterator[_Row]:
        yield from _make_blank_rows(1)
        following = self._spell_text(self._guide.describe_next(self._at))
        text = Text().append("Next  " if following else "", "dim").append(following)
        yield _Row(_NEXT, self._fit_text(text))
        yield from _make_blank_rows(1)
        if late := self._moment.late:
            words = f"Dropouts: {late}. Try a longer --latency."
            yield _Row(_WARNS, self._cut_text(words, "bold red"))
        if self._transport.is_attended:
            yield from (
                self._draw_long_help() if self._moment.help_shown else self._draw_short_help()
            )

    def _draw_short_help(self) -> Iterator[_Row]:
        space = "go on" if self._transport.status == "paused" else "pause"
        room = self._width + 2
        fitting: set[str] = set()
        for key, does, _ in sorted(_SHORT_HELP, key=lambda entry: entry[2]):
            taken = len(key) + len(does or space) + 3
            if taken <= room:
                fitting.add(key)
                room -= taken
        words = [(key, does or space) for key, does, _ in _SHORT_HELP if key in fitting]
        text = Text()
        for number, (key, does) in enumerate(words):
            text.append("  " if number else "").append(key, "bold").append(f" {does}", "dim")
        yield _Row(_KEYS, self._fit_text(text))

    def _draw_long_help(self) -> Iterator[_Row]:
        columns = 2 if self._width >= 2 * _KEY_ROOM else 1
        entries = (*(KEYS if self._width >= _KEY_ROOM else FEW_KEYS), _LESS)
        widest = 11 if self._width >= _KEY_ROOM else 7
        rows = -(-len(entries) // columns)
        for number in range(rows):
            text = Text()
            for key, does in entries[number::rows]:
                text.append(f"{self._name_keys(key):<{widest}}", "bold").append(
                    f"{does:<29}", "dim"
                )
            text.rstrip()
            yield _Row(_HELPS, self._fit_text(text))

    def _name_keys(self, key: str) -> str:
        """Name keys; where there are no arrows, in words."""
        if self._glyphs is BLOCKS:
            return key
        words = {
            "n ↵ PgDn": "enter PgDn",
            "→ ←": "right left",
            "+ ↑": "+ up",
            "- ↓": "- down",
        }
        return words.get(key, key)

    def _spell_text(self, text: str) -> str:
        return spell_text(text, self._encoding)

    def _make_row(self, left: str, right: str, style: str, right_style: str) -> Text:
        """Put one text at the left, which is cut if need be, and one at the right."""
        room = self._width - len(right) - 1
        if room < 1:
            return self._cut_text(right or left, right_style)
        text = self._cut_text(left, style, room)
        text.append(" " * (room - text.cell_len + 1))
        return text.append(right, right_style)

    def _cut_text(self, words: str, style: str, width: int | None = None) -> Text:
        return self._fit_text(Text().append(self._spell_text(words), style), width)

    def _fit_text(self, text: Text, width: int | None = None) -> Text:
        """Cut what is too long, with a mark where there is room for one."""
        width = self._width if width is None else width
        if text.cell_len > width:
            mark = self._more if width > len(self._more) else ""
            text.truncate(width - len(mark))
            text.append(mark)
        return text

    def _draw_bar(self, done: int, frames: int, style: str) -> Text:
        """Draw a bar of what is over and what is left."""
        full = min(done * self._width // max(frames, 1), self._width)
        text = Text().append(self._glyphs.done * full, style)
        return text.append(self._glyphs.left * (self._width - full), "dim")


def draw_level_bar(level: float, width: int, glyphs: Glyphs = BLOCKS) -> str:
    """Draw a level from 0 to 1, to half a column."""
    halves = int(level * 2 * width)
    bar = glyphs.full * (halves // 2) + glyphs.half * (halves % 2)
    return bar + glyphs.empty * (width - len(bar))


def _make_blank_rows(count: int, rank: int = _BLANK) -> list[_Row]:
    """Keep lines free: where something else stands at other times, or for the eye."""
    return [_Row(rank, Text())] * count


@lru_cache(64)
def _wrap_text(text: str, width: int) -> Sequence[str]:
    """Break a text into lines by the columns it takes; a word that is too long, anywhere."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines += chop_cells(word, width)
    return lines if lines[0] else lines[1:] or lines


class Screen:
    """Shows the view on a terminal for as long as it is entered, and leaves nothing behind.

    It draws where the cursor is, below what was there. Where a terminal cannot move its cursor it
    shows nothing: use `Lines` there.

    Args:
        console: the terminal.
        clock: seconds, for at most ten pictures in each.
    """

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._live: Live | None = None
        self._due = 0.0
        self._shown: tuple[object, ...] = ()
        self._size = console.size
        self._entered = False

    def __enter__(self) -> Self:
        self._entered = True
        return self

    def __exit__(self, *_: object) -> None:
        self._entered = False
        with suppress(OSError):  # the terminal may be gone
            self._leave_screen()

    def suspend(self) -> None:
        """Leave the terminal to the shell until the next picture; for a handler of signals."""
        # The handler may have come in the midst of drawing, where nothing can be written.
        with suppress(OSError, RuntimeError):
            self._leave_screen()
        if self._console.is_terminal:
            with suppress(OSError, ValueError):
                os.write(self._console.file.fileno(), b"\x1b[?25h")  # the cursor is seen

    def observe(self, moment: Moment) -> None:
        """Draw what is heard, unless it is as drawn or too soon."""
        if not self._entered:
            return
        size, now = self._console.size, self._clock()
        heard = moment.heard
        states = (heard.status, moment.output_lost, moment.late, moment.help_shown)
        shown = (*states, moment.guide, size, heard.at)
        unpressed = shown[:-1] == self._shown[:-1]
        if self._live and (shown == self._shown or (unpressed and now < self._due)):
            return
        if self._live and size != self._size:
            # What was drawn is broken into other lines now; nobody knows how many.
            self._leave_screen()
            self._console.clear()
        if self._live is None:
            self._live = Live(
                console=self._console,
                auto_refresh=False,
                transient=True,
                vertical_overflow="crop",
            )
            self._live.start()
        self._due = max(self._due, now - FRAME_TIME_S) + FRAME_TIME_S
        self._shown, self._size = shown, size
        self._live.update(View(moment), refresh=True)

    def _leave_screen(self) -> None:
        live, self._live = self._live, None
        if live:
            live.stop()
