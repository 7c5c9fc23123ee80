"""The units of a length: seconds, breaths, repetitions and passes, and how each is written."""

from dataclasses import dataclass

from coach.script.model import Length, Unit
from coach.timing import Ms, write_ms


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """One unit of a length.

    Attributes:
        unit: its name, which is also the plural that is written.
        one: the word for one of it; empty for a time, which is written as a duration.
        stated: how a script writes a length in it.
        asked: how a listener writes a length in it.
    """

    unit: Unit
    one: str
    stated: str
    asked: str


_SPECS = (
    UnitSpec("ms", "", "in seconds, such as `30s`", "a duration such as 45s"),
    UnitSpec("breaths", "breath", "in breaths, such as `4 breaths`", "breaths such as 5breaths"),
    UnitSpec("reps", "rep", "as a number, such as `10`", "repetitions such as 12reps"),
    UnitSpec("passes", "pass", "in passes, such as `6 passes of 5s`", "passes such as 6passes"),
    UnitSpec("spots", "spot", "as a number, such as `2`", "spots such as 2"),
)

UNITS: dict[Unit, UnitSpec] = {spec.unit: spec for spec in _SPECS}


def find_unit(word: str) -> Unit:
    """Return the unit that a word counts, in the singular or the plural.

    >>> find_unit("breath"), find_unit("passes")
    ('breaths', 'passes')
    """
    return next(spec.unit for spec in _SPECS if word in (spec.one, spec.unit))


def write_amount(unit: Unit, value: int) -> str:
    """Write a length in a unit.

    >>> write_amount("ms", 90_000), write_amount("breaths", 1), write_amount("passes", 6)
    ('1min 30s', '1 breath', '6 passes')
    """
    if unit == "ms":
        return write_ms(Ms(value))
    return f"{value} {UNITS[unit].one if value == 1 else unit}"


def write_default(length: Length) -> str:
    """Write the length that an author states, or one for each set or round.

    >>> write_default(Length("reps", 12, None, (12, 10, 8)))
    '12/10/8 reps'
    """
    unit, values = length.unit, length.values or (length.default,)
    if unit == "ms":
        return "/".join(write_ms(Ms(value)) for value in values)
    return "/".join([*map(str, values[:-1]), write_amount(unit, values[-1])])


def write_range(length: Length) -> str:
    """Write what the author allows: ``30s to 90s``, ``3 to 6 breaths``, ``60s or more``."""
    unit, allowed = length.unit, length.allowed
    if allowed is None:
        return "any"
    if allowed.most is None:
        return f"{write_amount(unit, allowed.least)} or more"
    least = write_amount(unit, allowed.least) if unit == "ms" else allowed.least
    return f"{least} to {write_amount(unit, allowed.most)}"
