"""Plain lines, where there is no terminal for a screen: what is heard, when it is heard."""

from collections.abc import Iterable
from typing import Self, TextIO

from coach.live.guide import Guide, matters
from coach.live.transport import Status, Transport
from coach.live.wording import KEYS, WAITING, spelled, written
from coach.timing import SECOND, clock_text

LEAP = 5 * SECOND
"""Heard further on by more than this since the last look, the listener has jumped."""

STEP = SECOND // 2
"""Nobody jumps back by less: what is heard is an estimate, and may waver."""

_STATUS: dict[Status, str] = {"paused": "Paused.", "waiting": WAITING}


class Lines:
    """Writes what is heard as plain lines, each when it is heard and flushed at once.

    A jump shows where it leads; what is heard again is written again. What was skipped is left out
    if it is more than `LEAP`. It is used as a `Screen` is. Where there is nothing to write to, it
    writes nothing.
    """

    def __init__(self, out: TextIO | None) -> None:
        self._out = out
        self._guide: Guide | None = None
        self._heard = 0
        """The first frame whose lines are not written yet."""
        self._status: Status = "playing"
        self._chapter = 0
        self._action: int | None = None
        self._frames = 0
        self._late = 0
        self._helped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def suspend(self) -> None:
        """There is nothing to put away."""

    def update(self, transport: Transport, late: int = 0, *, help_shown: bool = False) -> None:
        """Write what was heard since the last time; ``transport.at`` is being heard.

        The keys are written when it is asked for help, and every second time that is pressed.
        """
        at, guide = transport.at, self._guide
        if guide is None or guide.timeline is not transport.timeline:
            self._guide = guide = Guide.of(transport.timeline)
        if at < self._heard - STEP or at > self._heard + LEAP:
            self._arrive(guide, at)
            self._heard = at + 1
        elif at >= self._heard:
            self._write(guide.lines(self._heard, at + 1))
            self._heard = at + 1
        self._changed(guide, at)
        self._chapter = guide.chapter(at).at
        self._tell(transport)
        if help_shown and not self._helped:
            self._write((at, f"{key}: {does}") for key, does in KEYS)
        self._helped = help_shown
        if late and not self._late:
            self._write([(at, "The sound broke off. Try a longer --latency.")])
        self._late = late
        if self._out:
            self._out.flush()

    def _arrive(self, guide: Guide, at: int) -> None:
        """Write what sounds or runs where a jump leads to, and its chapter if that is new."""
        chapter, action, said = guide.chapter(at), guide.action(at), guide.said(at)
        found: list[tuple[int, str]] = []
        sounds = said is not None and said.at <= at < said.end
        announced = sounds and said is not None and said.role in ("side", "announce", "title")
        if chapter.at != self._chapter or announced or at - chapter.at < STEP:
            found.append((chapter.at, chapter.title))
        if sounds and said is not None and matters(said):
            found.append((said.at, said.text or ""))
        if action and guide.number(at) != self._action:
            found.append((action.at, written(action)))
        self._write(found)

    def _changed(self, guide: Guide, at: int) -> None:
        """Write the new length of an action that was made longer or shorter."""
        number, action = guide.number(at), guide.action(at)
        frames = action.frames if action else 0
        if action and number == self._action and frames != self._frames:
            self._write([(at, f"{written(action)} now")])
        self._action, self._frames = number, frames

    def _tell(self, transport: Transport) -> None:
        """Write that it waits, was paused or goes on, once."""
        status, before = transport.status, self._status
        if status != before and status in _STATUS:
            self._write([(transport.at, _STATUS[status])])
        elif (before, status) == ("paused", "playing"):
            self._write([(transport.at, "Going on.")])
        self._status = status

    def _write(self, lines: Iterable[tuple[int, str]]) -> None:
        if self._out is None:
            return
        encoding = getattr(self._out, "encoding", None) or "utf-8"
        for at, text in lines:
            self._out.write(f"{clock_text(at)} {spelled(text, encoding)}\n")
