"""The agenda of a day: what is due now, what later, and what is there if it is wanted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coach.diary.database import Diary
from coach.diary.entries import Share, count_times, find_day
from coach.diary.routine_notes import RoutineNote
from coach.diary.schedule import SET_ASIDE_DAYS, Due, Standing, choose_frequency, find_due

_EVENING = time(17)
"""When what is nightly becomes due; the figure is ours."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A routine that was done before, and what it asks of the day.

    ``is_now`` is set where it is due, and not only in the evening.
    """

    note: RoutineNote
    due: Due
    is_now: bool


def read_agenda(diary: Diary, notes: Sequence[RoutineNote], now: datetime) -> list[AgendaItem]:
    """Find what some routines ask of the day, what is due first."""
    today = find_day(now)
    done: dict[str, list[Share]] = {note.name: [] for note in notes}
    for share in diary.list_shares(now - timedelta(days=_count_days_back(notes))):
        if share.routine in done:
            done[share.routine].append(share)
    is_evening = now.time() >= _EVENING or today < now.date()
    items = []
    for note in notes:
        due = find_due(note.often, count_times(done[note.name]), today)
        is_now = due.standing == "due" and (is_evening or not due.is_nightly)
        items.append(AgendaItem(note, due, is_now))
    return sorted(items, key=_rank_item)


_ORDER: tuple[Standing, ...] = ("due", "offered", "resting", "done", "set aside")


def _rank_item(item: AgendaItem) -> tuple[bool, int, date, str]:
    """Order by what is due now, by standing, and by the day on which it was done last."""
    due = item.due
    return (not item.is_now, _ORDER.index(due.standing), due.last or date.min, item.note.name)


def _count_days_back(notes: Iterable[RoutineNote]) -> int:
    """Count the days that what is due may depend on."""
    frequencies = (choose_frequency(note.often)[0] for note in notes)
    longest = max((each.interval for each in frequencies if each), default=0)
    return 2 * max(SET_ASIDE_DAYS, longest) + 2
