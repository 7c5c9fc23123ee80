"""The values that adjustments have, and how each is read from what a listener writes.

Every reader takes a text and raises `Malformed` where it cannot be read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeVar

from coach.script import quantities
from coach.script.model import Length, Unit
from coach.script.quantities import Malformed, normalize_typing
from coach.sides import Side
from coach.timing import HOUR_MS, Ms

Bus = Literal["voice", "breath", "counts", "tones", "background"]
"""What has a level of its own in the mix."""

LONGEST_FIT_MS = Ms(24 * HOUR_MS)

T = TypeVar("T")

_BUSES: tuple[Bus, ...] = ("voice", "breath", "counts", "tones", "background")
_LEVELS_DB = (-60, 12)
_MOST_DIGITS = 5

PACES: Mapping[str, Fraction] = MappingProxyType(
    {"slow": Fraction(3, 2), "normal": Fraction(1), "quick": Fraction(2, 3)}
)
"""What a pace makes of settle, switch and the gaps."""

BUSES: Mapping[str, Bus] = MappingProxyType({bus: bus for bus in _BUSES})
SIDES: Mapping[str, Side] = MappingProxyType({"right": "right", "left": "left"})


@dataclass(frozen=True, slots=True)
class LengthRequest:
    """One ``--hold``: a length for the actions that ``key`` reaches, or for every hold.

    Attributes:
        key: what stands before the equals sign; None for every action of kind hold.
        unit: whether ``value`` counts milliseconds, breaths, reps or passes.
        value: the length.
        words: the option as typed, for messages.
        values: a length for each set or round, in order; empty where ``value`` is for all.
    """

    key: str | None
    unit: Unit
    value: int
    words: str
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TimesRequest:
    """One ``--times``: how often to do what ``key`` reaches.

    Attributes:
        key: what stands before the equals sign; None for all whose number the author leaves open.
        count: the number of sets or rounds.
        words: the option as typed, for messages.
    """

    key: str | None
    count: int
    words: str


def read_amount(text: str) -> Length:
    """Read what an action is asked to be: ``45s``, ``5breaths``, ``12/10/8reps``, ``6passes``.

    >>> read_amount("5breaths").default
    5
    """
    number = normalize_typing(text)
    if number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS:
        help_text = f"Write `{number}s` for seconds, `{number}breaths` or `{number}reps`."
        raise Malformed("missing-unit", f"`{number}` has no unit.", help_text)
    length = quantities.read_length(text, ("ms", "breaths", "reps", "passes"))
    if length.allowed is not None:
        raise Malformed(
            "bad-length", f"`{text}` is a range.", "Choose one length, such as `45s` or `5breaths`."
        )
    return length


def read_length_request(text: str) -> LengthRequest:
    """Read a ``--hold``.

    >>> read_length_request("inner calf/tender=45s").key
    'inner calf/tender'
    """
    key, equals, value = text.rpartition("=")
    name = normalize_typing(text)
    if not equals and name[:1].isalpha() and not any(map(str.isdigit, name)):
        message = f"`{name[:40]}` needs a length."
        raise Malformed("bad-length", message, f"Write `{name[:40]}=45s`.")
    length = read_amount(value)
    if equals and not key.strip():
        raise Malformed("bad-name", f"`{text}` names nothing.", "Write `--hold NAME=45s`.")
    name = " ".join(key.split())
    words = f"--hold {text}"
    return LengthRequest(name or None, length.unit, length.default, words, length.values)


def read_times_request(text: str) -> TimesRequest:
    """Read a ``--times``.

    >>> read_times_request("raises=4").count
    4
    """
    key, equals, value = text.rpartition("=")
    if equals and not key.strip():
        raise Malformed("bad-name", f"`{text}` names nothing.", "Write `--times NAME=4`.")
    number = quantities.read_count(value, most=quantities.MOST_TIMES, what="times")
    return TimesRequest(" ".join(key.split()) or None, number, f"--times {text}")


@dataclass(frozen=True, slots=True)
class FitRequest:
    """A ``--fit``: how long the whole track is, from ``least`` to ``most``.

    ``words`` is the option as typed, for messages.
    """

    least: Ms
    most: Ms
    words: str


def read_fit(text: str) -> FitRequest:
    """Read a ``--fit``: one length, or the shortest and the longest that will do.

    >>> read_fit("12min..15min").most
    900000
    """
    least, dots, most = text.partition("..")
    times = [
        quantities.read_duration(each, longest=LONGEST_FIT_MS) for each in (least, most or least)
    ]
    if dots and (not most or times[0] > times[1]):
        raise Malformed(
            "bad-duration", f"`{text}` is not a range.", "Write `12min` or `12min..15min`."
        )
    return FitRequest(times[0], times[1], f"--fit {text}")


def read_gap(text: str) -> Ms:
    """Read a time that may be nothing: ``12s``, ``0s``."""
    return quantities.read_duration(text, zero=True)


def read_level(text: str) -> tuple[Bus, float]:
    """Read how much louder or softer a part of the mix is, in decibels.

    >>> read_level("breath=-6")
    ('breath', -6.0)
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise Malformed(
            "bad-level",
            f"`{text[:40]}` needs decibels.",
            "Write what should be louder or softer, and by how much, such as `breath=-6`.",
        )
    bus = _find_choice(name, BUSES)
    try:
        level = float(value.strip().casefold().removesuffix("db"))
    except ValueError:
        level = float("nan")
    least, most = _LEVELS_DB
    if not least <= level <= most:
        raise Malformed(
            "bad-level",
            f"`{value}` is not a level.",
            f"Write decibels from {least} to {most}, such as `breath=-6`.",
        )
    return bus, level


def make_counter(most: int, what: str) -> Callable[[str], int]:
    """Return a reader of whole numbers."""
    return lambda text: quantities.read_count(text, most=most, what=what)


def make_chooser(choices: Mapping[str, T]) -> Callable[[str], T]:
    """Return a reader of one of some words."""
    return lambda word: _find_choice(word, choices)


def _find_choice(word: str, choices: Mapping[str, T]) -> T:
    if word.strip().casefold() not in choices:
        raise Malformed(
            "bad-choice", f"`{word}` is not a choice.", f"Choose {_list_choices(choices)}."
        )
    return choices[word.strip().casefold()]


def _list_choices(choices: Iterable[str]) -> str:
    *rest, last = choices
    return f"{', '.join(rest)} or {last}"
