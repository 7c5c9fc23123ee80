"""Writes what is done in a playing session into the diary, action by action."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from coach.diary.database import Diary, DiaryError
from coach.diary.entries import ActionRecord, EntryHead, find_day
from coach.diary.routine_notes import RoutineNote
from coach.live.guide import Guide
from coach.live.session import Moment
from coach.live.tracker import ActionEnded
from coach.score.timeline import Timeline
from coach.script.model import UNTIMED
from coach.timing import Ms, frames_to_ms

_SESSION_PATIENCE_S = 0.5
"""Seconds that a session waits for another process that writes: keys and screen wait with it."""

_CLOSING_PATIENCE_S = 5.0
"""Seconds that the end of a session waits for it."""


@dataclass(frozen=True, slots=True)
class PlayedRoutine:
    """A routine of a track that is played.

    Attributes:
        note: what the diary is to know of it.
        script: the fingerprint of its script.
    """

    note: RoutineNote
    script: str


@dataclass(slots=True)
class _Page:
    """What one routine of a session has in the diary.

    Attributes:
        planned: the time in actions that the track has for it.
        head: what was known when it began; None before anything was done.
        number: its entry; None until it is written.
        unwritten: what was done and is not written yet.
        reached: the last chapter that was heard of it.
        is_finished: whether it was heard to its end.
        is_written: whether the diary has all of this.
    """

    planned: Ms
    head: EntryHead | None = None
    number: int | None = None
    unwritten: list[ActionRecord] = field(default_factory=list)
    reached: str = ""
    is_finished: bool = False
    is_written: bool = True


class DiaryRecorder:
    """Writes each action into the diary once it is over; observes the session.

    What cannot be written is kept, and tried again after the next action and at the end. Rests and
    waits are not written: nothing is held in them.

    Args:
        path: the file of the diary.
        routines: the routines of the track, in order.
        adjustments: the adjustments as they were typed.
        planned: the track as it was planned.
        read_clock: returns the local time.
        programmes: those that the routines were listed in; each is written once it is finished.
        is_resumed: whether an earlier session goes on: then its entry of that day goes on, too.
    """

    def __init__(  # noqa: PLR0913 (what is played, and where and when it is written)
        self,
        path: Path,
        routines: Sequence[PlayedRoutine],
        adjustments: Mapping[str, object],
        planned: Timeline,
        read_clock: Callable[[], datetime],
        *,
        programmes: Sequence[PlayedRoutine] = (),
        is_resumed: bool = False,
    ) -> None:
        self._path = path
        self._played = (*routines, *programmes)
        self._adjustments = adjustments
        self._planned = planned
        self._read_clock = read_clock
        self._is_resumed = is_resumed
        guide = Guide.from_timeline(planned)
        totals = Counter[int]()
        for hold in planned.holds:
            if hold.kind not in UNTIMED:
                totals[guide.find_chapter(hold.at).routine] += hold.frames
        self._pages = [_Page(frames_to_ms(totals[n])) for n, _ in enumerate(routines)]
        self._programme_pages = [_Page(Ms(0)) for _ in programmes]
        self._held = 0
        self.failure: DiaryError | None = None
        """Why something of the session is not in the diary; None where all is."""

    def __enter__(self) -> Self:
        return self

    def observe(self, moment: Moment) -> None:
        """Write what is over since the last look."""
        heard, guide = moment.heard, moment.guide
        current = guide.find_chapter(heard.at)
        self._pages[current.routine].reached = current.title
        for event in moment.events:
            if isinstance(event, ActionEnded) and event.action.kind not in UNTIMED and event.held:
                self._record_action(event, guide)
        for number, page in enumerate(self._pages):
            if number < current.routine or heard.status == "finished":
                self._finish_routine(number, page)
        if heard.status == "finished":
            self._finish_programmes(current.title)
        if not all(page.is_written for page in (*self._pages, *self._programme_pages)):
            self._write_pages(_SESSION_PATIENCE_S)

    def __exit__(self, *_: object) -> None:
        """Try once more what could not be written."""
        if self.failure:
            self._write_pages(_CLOSING_PATIENCE_S)

    def _record_action(self, event: ActionEnded, guide: Guide) -> None:
        """Record an action that is over; its number is that of the track as it was planned."""
        action = event.action
        number = guide.timeline.holds.index(action)
        planned = self._planned.holds[number]
        record = ActionRecord(
            number,
            action.exercise,
            action.name,
            action.kind,
            action.side,
            frames_to_ms(planned.frames),
            frames_to_ms(event.held),
        )
        routine = guide.find_chapter(action.at).routine
        page = self._pages[routine]
        page.head = page.head or self._make_head(routine, record.held)
        page.unwritten.append(record)
        self._held += record.held
        page.is_written = False

    def _finish_routine(self, number: int, page: _Page) -> None:
        """Note that a routine was heard to its end, unless it had actions and none was done."""
        if page.is_finished or not (page.head or (page.reached and not page.planned)):
            return
        page.head = page.head or self._make_head(number, Ms(0))
        page.is_finished = True
        page.is_written = False

    def _finish_programmes(self, reached: str) -> None:
        """Note that the programmes were finished, if half of the track or more was done.

        Their entries have no actions: those are in the entries of their routines.
        """
        if 2 * self._held < sum(page.planned for page in self._pages):
            return
        for number, page in enumerate(self._programme_pages, start=len(self._pages)):
            page.reached = reached
            self._finish_routine(number, page)

    def _make_head(self, number: int, held: Ms) -> EntryHead:
        """Make the head of an entry that began with an action which is over now."""
        played = self._played[number]
        pages = (*self._pages, *self._programme_pages)
        return EntryHead(
            played.note.name,
            played.note.title,
            played.script,
            self._adjustments,
            self._read_clock() - timedelta(milliseconds=held),
            pages[number].planned,
        )

    def _write_pages(self, patience_s: float) -> None:
        try:
            with Diary(self._path, is_written=True, patience_s=patience_s) as diary:
                pages = (*self._pages, *self._programme_pages)
                for page, played in zip(pages, self._played, strict=True):
                    if page.head and not page.is_written:
                        self._write_page(diary, page, page.head, played)
        except DiaryError as error:
            self.failure = error
        else:
            self.failure = None

    def _write_page(
        self, diary: Diary, page: _Page, head: EntryHead, played: PlayedRoutine
    ) -> None:
        if page.number is None:
            diary.note_routine(played.note, head.began)
            page.number = self._find_entry_to_continue(diary, head) if self._is_resumed else None
        page.number = diary.write_entry(
            head,
            page.unwritten,
            page.reached,
            number=page.number,
            is_finished=page.is_finished,
        )
        page.unwritten.clear()
        page.is_written = True

    @staticmethod
    def _find_entry_to_continue(diary: Diary, head: EntryHead) -> int | None:
        """Return the entry that a resumed session goes on with: the last of its day, unfinished."""
        since = head.began - timedelta(days=1)
        entries = diary.list_entries(since=since, routine=head.routine)
        if not entries:
            return None
        last = entries[-1]
        is_same = last.head.script == head.script and last.day == find_day(head.began)
        return last.number if is_same and not last.is_finished else None
