"""What a diary says of a listener's experience with the routines that are played."""

from datetime import datetime, timedelta

from coach.diary.database import Diary
from coach.diary.entries import count_times, find_day
from coach.diary.familiarity import is_familiar
from coach.diary.identity import fingerprint_script, make_routine_note
from coach.diary.programme_weeks import choose_week, find_weeks
from coach.library import Library
from coach.score.experience import Experience
from coach.script.routine import Routine
from coach.timing import Ms

_DAYS_BACK = 365
"""How far back the diary is read: a routine that is done every month stays known."""


class DiaryExperience:
    """Finds a listener's experience in a diary; a routine that was changed is a new one.

    Args:
        diary: the diary, open.
        library: where the routines were found.
        now: the local time.
    """

    def __init__(self, diary: Diary, library: Library, now: datetime) -> None:
        self._diary = diary
        self._library = library
        self._now = now
        self.familiar: list[str] = []
        """The routines that were found to be known, by name."""
        self.weeks: dict[str, str] = {}
        """The weeks that are due of routines over weeks, by their names."""

    def find(self, routine: Routine) -> Experience:
        """Find what was done of a routine: whether it is known, and the time of this day."""
        name, script = make_routine_note(self._library, routine).name, fingerprint_script(routine)
        today = find_day(self._now)
        since = self._now - timedelta(days=_DAYS_BACK)
        entries = self._diary.list_entries(since=since, routine=name)
        finished = [
            entry.day
            for entry in entries
            if entry.is_finished and entry.share.percent >= 50 and entry.head.script == script
        ]
        done = sum(entry.held for entry in entries if entry.day == today)
        knows = is_familiar(finished, today)
        if knows:
            self.familiar.append(name)
        options: tuple[str, ...] = ()
        if weeks := find_weeks(routine.front):
            days = count_times(entry.share for entry in entries)
            self.weeks[name] = choose_week(weeks, days, today)
            options = (self.weeks[name],)
        return Experience(knows, Ms(done), options)
