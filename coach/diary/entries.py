"""The entries of a diary: what was done of a routine, and when."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from coach.timing import Ms, round_half_up

if TYPE_CHECKING:
    from coach.score.timeline import ActionKind
    from coach.sides import Side

_DAY_BEGINS = timedelta(hours=4)
"""A day begins at four in the morning: what is done after midnight belongs to the evening."""


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """What was done of one action of a track.

    Attributes:
        number: which action of its track it is, counted from 0.
        exercise: the heading of its exercise.
        name: what ``--hold`` calls it.
        kind: which directive it is.
        side: the side worked; None where there is none.
        planned: how long the track was to have it.
        held: how long the listener was in it, pauses left out.
    """

    number: int
    exercise: str
    name: str
    kind: "ActionKind"
    side: "Side | None"
    planned: Ms
    held: Ms


@dataclass(frozen=True, slots=True)
class EntryHead:
    """What is known of an entry when it begins.

    Attributes:
        routine: the name of the routine, or the full path of one without a name.
        title: its title.
        script: the fingerprint of its script.
        adjustments: the adjustments as they were typed.
        began: when it began, in local time.
        planned: the time in actions of all that was to be done.
        is_told: whether the listener has told it afterwards.
    """

    routine: str
    title: str
    script: str
    adjustments: Mapping[str, object]
    began: datetime
    planned: Ms
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One routine as it was done once.

    Attributes:
        number: what the entry is called by.
        head: what was known when it began.
        reached: the title of the last chapter that was heard of it.
        is_finished: whether it was heard to its end.
        actions: what was done, in order; an action that was repeated stands there twice.
    """

    number: int
    head: EntryHead
    reached: str
    is_finished: bool
    actions: tuple[ActionRecord, ...]

    @property
    def day(self) -> date:
        """The day it belongs to."""
        return find_day(self.head.began)

    @property
    def held(self) -> Ms:
        """The time that was held in all."""
        return Ms(sum(action.held for action in self.actions))

    @property
    def share(self) -> "Share":
        """How much of the routine was done; what was repeated counts once."""
        held: Counter[int] = Counter()
        planned: dict[int, Ms] = {}
        for action in self.actions:
            held[action.number] += action.held
            planned[action.number] = action.planned
        done = Ms(sum(min(held[number], most) for number, most in planned.items()))
        return make_share(self.head.routine, self.head.began, done, self.head.planned)


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a routine was done at one time, in percent, and the day it belongs to."""

    routine: str
    day: date
    percent: int


def make_share(routine: str, began: datetime, done: Ms, planned: Ms) -> Share:
    """Return how much of what was planned was done; without actions it is all of it."""
    percent = min(round_half_up(100 * done, planned), 100) if planned else 100
    return Share(routine, find_day(began), percent)


def find_day(moment: datetime) -> date:
    """Return the day that a moment in local time belongs to.

    >>> find_day(datetime.fromisoformat("2026-11-30T00:30:00+01:00")).isoformat()
    '2026-11-29'
    """
    return (moment - _DAY_BEGINS).date()


def count_times(shares: Iterable[Share]) -> Counter[date]:
    """Count how often a routine was done, by day.

    Half of it or more is once; lesser parts of one day are added up, and count once from a half on.
    """
    times: Counter[date] = Counter()
    parts: Counter[date] = Counter()
    for share in shares:
        if share.percent >= 50:
            times[share.day] += 1
        else:
            parts[share.day] += share.percent
    for day, percent in parts.items():
        times[day] += round_half_up(percent, 100)
    return +times
