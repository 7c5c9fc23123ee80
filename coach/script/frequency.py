"""How often a routine asks to be done: the words of `often`, as numbers."""

import re
from dataclasses import dataclass
from types import MappingProxyType

_PERIOD_DAYS = MappingProxyType({"day": 1, "week": 7, "month": 30})
_TIMES = MappingProxyType(
    {"once": 1, "twice": 2, "three times": 3, "four times": 4, "five times": 5, "six times": 6}
)

SEVERAL_TIMES = 3
"""How many times "several times" is, at the least; the figure is ours."""

WAKING_HOURS = 16
"""The hours of a day in which "every 2 hours" counts; the figure is ours."""

_COUNTED = re.compile(
    rf"(?P<open>at least )?(?:(?P<word>{'|'.join(_TIMES)})|(?P<several>several times)"
    r"|(?P<least>[1-9][0-9]?)(?:-(?P<most>[1-9][0-9]?))?(?: times)?)"
    r" (?:per|a|each|every) (?P<period>day|week|month)"
)
_EVERY = re.compile(
    r"every (?:(?P<other>other )|(?P<number>[1-9][0-9]?) )?(?P<unit>hour|day|week|month)s?"
)


@dataclass(frozen=True, slots=True)
class Frequency:
    """A number of times in a number of days.

    Attributes:
        least: how many times at the least; 0 where only symptoms ask for it.
        most: how many times at the most; None where there is no most.
        days: the days in which they are counted.
        is_nightly: whether it belongs to the evening.
    """

    least: int
    most: int | None
    days: int
    is_nightly: bool = False

    @property
    def is_on_symptoms(self) -> bool:
        """Whether it is done when symptoms come, and never by the calendar."""
        return self.least == 0

    @property
    def times_a_day(self) -> int:
        """How many times it asks for on one day."""
        return -(-self.least // self.days)

    @property
    def interval(self) -> int:
        """The days from one time to the next; 0 where one day has several times."""
        return self.days // max(self.least, 1)


_FIXED = MappingProxyType(
    {
        "daily": Frequency(1, 1, 1),
        "every morning": Frequency(1, 1, 1),
        "nightly": Frequency(1, 1, 1, is_nightly=True),
        "every night": Frequency(1, 1, 1, is_nightly=True),
        "every evening": Frequency(1, 1, 1, is_nightly=True),
        "weekly": Frequency(1, 1, 7),
        "monthly": Frequency(1, 1, 30),
        "when symptoms come": Frequency(0, None, 1),
    }
)


def parse_frequency(text: str) -> Frequency | None:
    """Read one way to say how often; None where it is not known.

    >>> parse_frequency("2-3 per week")
    Frequency(least=2, most=3, days=7, is_nightly=False)
    >>> parse_frequency("every other day").interval
    2
    >>> parse_frequency("whenever") is None
    True
    """
    words = " ".join(text.replace("–", "-").casefold().split())
    if words in _FIXED:
        return _FIXED[words]
    if counted := _COUNTED.fullmatch(words):
        return _make_counted(counted)
    if every := _EVERY.fullmatch(words):
        number = 2 if every["other"] else int(every["number"] or 1)
        if every["unit"] == "hour":
            times = max(WAKING_HOURS // number, 1)
            return Frequency(times, times, 1)
        return Frequency(1, 1, number * _PERIOD_DAYS[every["unit"]])
    return None


def _make_counted(counted: re.Match[str]) -> Frequency | None:
    """Make a frequency of a number of times in a period; None where the range goes backwards."""
    days = _PERIOD_DAYS[counted["period"]]
    if counted["several"]:
        return Frequency(SEVERAL_TIMES, None, days)
    least = _TIMES.get(counted["word"]) or int(counted["least"])
    most = int(counted["most"] or least)
    if most < least:
        return None
    return Frequency(least, None if counted["open"] else most, days)
