"""Plain lines, where there is no terminal for a screen: what is heard, when it is heard."""

from collections.abc import Iterable, Iterator
from typing import Self, TextIO

from coach.live.guide import Guide, is_worth_a_line
from coach.live.session import Moment
from coach.live.tracker import ActionBegan, ActionResized, Jumped, SessionEvent, StatusChanged
from coach.live.transport import Status
from coach.live.wording import GOING_ON, KEYS, OUTPUT_LOST, WAITING, spell_text, write_action
from coach.printable import make_printable
from coach.timing import SECOND, write_clock

_CHAPTER_START_FRAMES = SECOND // 2
"""Frames within which a chapter has just begun."""

_STATUS: dict[Status, str] = {"paused": "Paused.", "waiting": WAITING}


class Lines:
    """Writes what is heard as plain lines, each when it is heard and flushed at once.

    A jump shows where it leads, and what was jumped over is left out; what is heard again is
    written again. It is an observer of a session. Without an ``out`` it writes nothing.
    """

    def __init__(self, out: TextIO | None) -> None:
        self._out = out
        self._unwritten = 0
        """The first frame whose lines are not written yet."""
        self._chapter = 0
        self._late = 0
        self._lost = False
        self._helped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def suspend(self) -> None:
        """Do nothing: there is nothing to put away."""

    def observe(self, moment: Moment) -> None:
        """Write what was heard since the last look.

        The keys are written every time the listener asks to see them.
        """
        at, guide = moment.heard.at, moment.guide
        if any(isinstance(event, Jumped) for event in moment.events):
            self._write_lines(self._describe_arrival(guide, at, moment.events))
            self._unwritten = at + 1
        elif at >= self._unwritten:
            self._write_lines(guide.list_lines(self._unwritten, at + 1))
            self._unwritten = at + 1
        self._chapter = guide.find_chapter(at).at
        if moment.output_lost or self._lost:
            self._tell_output(moment)
        else:
            self._write_lines(
                (at, text) for event in moment.events if (text := _describe_event(event))
            )
        if moment.help_shown and not self._helped:
            self._write_lines((at, f"{key}: {does}") for key, does in KEYS)
        self._helped = moment.help_shown
        if moment.late and not self._late:
            self._write_lines([(at, "The sound broke off. Try a longer --latency.")])
        self._late = moment.late
        if self._out:
            self._out.flush()

    def _tell_output(self, moment: Moment) -> None:
        """Write that the output is lost, or that it is back and goes on."""
        if not self._lost:
            self._write_lines([(moment.heard.at, OUTPUT_LOST)])
        elif not moment.output_lost and moment.heard.status == "playing":
            self._write_lines([(moment.heard.at, GOING_ON)])
        self._lost = moment.output_lost

    def _describe_arrival(
        self, guide: Guide, at: int, events: Iterable[SessionEvent]
    ) -> Iterator[tuple[int, str]]:
        """Return lines for what sounds and begins at the end of a jump, and for a new chapter."""
        chapter, said = guide.find_chapter(at), guide.find_last_speech(at)
        sounds = said is not None and said.at <= at < said.end
        announced = sounds and said is not None and said.role in ("side", "announce", "title")
        if chapter.at != self._chapter or announced or at - chapter.at < _CHAPTER_START_FRAMES:
            yield chapter.at, chapter.title
        if sounds and said is not None and is_worth_a_line(said):
            yield said.at, said.text or ""
        for event in events:
            if isinstance(event, ActionBegan):
                yield event.action.at, write_action(event.action)

    def _write_lines(self, lines: Iterable[tuple[int, str]]) -> None:
        if self._out is None:
            return
        encoding = getattr(self._out, "encoding", None) or "utf-8"
        for at, text in lines:
            self._out.write(f"{write_clock(at)} {spell_text(make_printable(text), encoding)}\n")


def _describe_event(event: SessionEvent) -> str | None:
    """Return the line for what the listener has done, if there is one."""
    match event:
        case ActionResized(action):
            return f"{write_action(action)} now"
        case StatusChanged(_, "paused" | "waiting" as status):
            return _STATUS[status]
        case StatusChanged("paused", "playing"):
            return GOING_ON
    return None
