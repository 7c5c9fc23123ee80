"""Quantities as a script or a command line writes them: durations, ranges, breaths, tempo.

Each function takes the text of one quantity and gives its value, or raises `Malformed` with what
is wrong and how to mend it; the caller knows the place and makes the diagnostic.
"""

import re

from coach.script.model import FREELY, Allowed, Breath, Length, Phase, Tempo, TimesRange, Unit
from coach.script.units import UNITS, find_unit
from coach.timing import HOUR_MS, Ms, write_ms

LONGEST_ACTION_MS = HOUR_MS
MOST_TIMES = 1000
SHORTEST_BREATH_MS = 500
LONGEST_PHASE_MS = 60_000

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,3})?"
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_MINUTES, _SECONDS = r"min(?:ute)?s?", r"s(?:ec(?:ond)?s?)?"
_UNITS = re.compile(rf"(?:({_NUMBER}) ?{_MINUTES})? ?(?:({_NUMBER}) ?{_SECONDS})?")
_LOOSE = re.compile(
    rf"(?:for |up to )?(?:({_NUMBER}) ?m(?:in(?:ute)?s?)?)? ?(?:({_NUMBER}) ?{_SECONDS})?"
)
"""What else people write for a duration, which is understood, but not taught."""
_LOOSE_RANGE = re.compile(
    rf"(?:from )?({_NUMBER}) ?({_SECONDS}|{_MINUTES})? ?(?:to|-) ?({_NUMBER}) ?"
    rf"({_SECONDS}|{_MINUTES})"
)

_BARE = re.compile(_NUMBER)
_CHAIN = re.compile(rf"{_NUMBER}(?: ?- ?{_NUMBER}){{2,}}(?: ?[a-z]+)?", re.IGNORECASE)
"""Several numbers with hyphens between, which is how some write a value for each set."""
_LAST_UNIT = re.compile(rf"{_NUMBER}( ?[a-z]+)")
_UNIT_BEHIND = re.compile(r"( ?[a-z]+) ?\+?$")
_BARE_RANGE = re.compile(rf"{_NUMBER}(?: ?- ?{_NUMBER}| ?\+)?")
_COUNT = re.compile(r"[0-9]{1,9}")
_COUNTED = re.compile(r"(.*?) ?(breaths?|pass(?:es)?|reps?)(\+?)")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))

DURATION = (
    rf"(?:{_NUMBER} ?{_MINUTES}(?: ?{_NUMBER} ?{_SECONDS})?|{_NUMBER} ?{_SECONDS}|"
    r"[0-9]{1,4}:[0-5][0-9])"
)
"""The pattern of a duration with its unit."""
DURATION_RANGE = rf"(?:{_NUMBER} ?- ?)?{DURATION}\+?"
"""The pattern of a duration, or of a range that ends with one."""

_DURATION_HELP = "Write a duration as `45s`, `1min`, `1min 30s` or `1:30`."


class Malformed(Exception):
    """A quantity or a directive that cannot be read: a code, what is wrong, and what to write."""

    def __init__(self, code: str, message: str, help_text: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help_text


def normalize_typing(text: str) -> str:
    """Fold what people type alike: runs of white space, typographic dashes."""
    return " ".join(text.translate(_DASHES).split())


def read_duration(text: str, *, longest: Ms = LONGEST_ACTION_MS, zero: bool = False) -> Ms:
    """Read a duration such as ``45s``, ``1min 30s`` or ``1:30``.

    >>> read_duration("1 minute 30 seconds") == read_duration("1:30") == 90_000
    True
    """
    text = normalize_typing(text).casefold()
    if clock := _CLOCK.fullmatch(text):
        milliseconds = Ms((int(clock[1]) * 60 + int(clock[2])) * 1000)
    elif (units := _UNITS.fullmatch(text)) and (units[1] or units[2]):
        milliseconds = Ms(
            60 * _read_thousandths(units[1] or "0") + _read_thousandths(units[2] or "0")
        )
    elif _BARE.fullmatch(text):
        raise Malformed("missing-unit", f"`{text}` has no unit.", f"Write `{text}s` for seconds.")
    else:
        raise Malformed("bad-duration", *_explain_misread(text))
    if not milliseconds and not zero:
        raise Malformed("zero-length", "A length of nothing cannot be done.", _DURATION_HELP)
    if milliseconds > longest:
        raise Malformed(
            "too-long",
            f"`{text}` is longer than {write_ms(longest)}.",
            f"Use at most {write_ms(longest)}.",
        )
    return milliseconds


def _explain_misread(text: str) -> tuple[str, str]:
    """Say what is wrong with a duration and what to write, where what is meant can be told."""
    wrong = f"`{text}` is not a duration."
    if between := _LOOSE_RANGE.fullmatch(text):
        low, low_unit, high, high_unit = between.groups()
        units = [(unit or high_unit)[0].replace("m", "min") for unit in (low_unit, high_unit)]
        low_unit = "" if units[0] == units[1] else units[0]
        meant = f"{low}{low_unit}-{high}{units[1]}"
        if text == meant:
            chosen = f"{high}{units[1]}"
            return (
                f"`{text}` is a range, and this has one length.",
                f"Write one, such as `{chosen}`.",
            )
        return wrong, f"Write `{meant}`."
    loose = _LOOSE.fullmatch(text)
    parts = zip(loose.groups(), ("min", "s"), strict=True) if loose else ()
    meant = " ".join(number + unit for number, unit in parts if number)
    return wrong, f"Write `{meant}`." if meant else _DURATION_HELP


def read_count(text: str, *, most: int, what: str) -> int:
    """Read a whole number from 1 to ``most``."""
    text = normalize_typing(text)
    if not _COUNT.fullmatch(text) or not 1 <= int(text) <= most:
        raise Malformed(
            "bad-count",
            f"`{text}` is not a number of {what}.",
            f"Write a whole number from 1 to {most}.",
        )
    return int(text)


def read_length(text: str, units: tuple[Unit, ...]) -> Length:
    """Read a length in one of ``units``: ``45s``, ``30-90s``, ``60s+``, ``45s in 30-90s``, counts.

    A bare number counts repetitions, where seconds are not among the units. With slashes there is
    a value for each set or round.

    >>> read_length("12/10/8", ("reps",)).values
    (12, 10, 8)
    """
    is_chain = _CHAIN.fullmatch(normalize_typing(text)) and (
        "ms" not in units or text[-1:].isalpha()
    )
    if "/" in text or is_chain:
        return _read_values(normalize_typing(text).casefold(), units)
    stated, _, within = normalize_typing(text).casefold().partition(" in ")
    if _BARE.fullmatch(stated) and (behind := _UNIT_BEHIND.search(within)):
        stated += behind[1]  # `4 in 4-8 breaths`: the unit stands once
    unit, default, allowed = _read_amount(stated, units)
    if within:
        if allowed is not None:
            raise Malformed(
                "two-ranges",
                f"`{stated}` is a range already.",
                "Write one length before `in`, and what is allowed after it.",
            )
        if _COUNTED.fullmatch(stated) and _BARE_RANGE.fullmatch(within):
            within = f"{within} {unit}"  # `4 breaths in 4-8`
        within_unit, _, allowed = _read_amount(within, units)
        if allowed is None or within_unit != unit:
            raise Malformed(
                "bad-range",
                f"`{within}` is not a range for `{stated}`.",
                "Write what is allowed as a range in the same unit, such as `45s in 30-90s`.",
            )
        if default not in allowed:
            raise Malformed(
                "outside-range",
                f"`{stated}` lies outside `{within}`.",
                "Choose a length within the range you allow.",
            )
    return Length(unit, default, allowed)


def _read_values(text: str, units: tuple[Unit, ...]) -> Length:
    """Read a value for each set or round; a unit that stands once stands behind the last."""
    if "/" not in text:
        meant = "/".join(part.strip() for part in text.split("-"))
        raise Malformed("bad-range", f"`{text}` is not a range.", f"Write `{meant}`.")
    parts = [part.strip() for part in text.split("/")]
    unit = _LAST_UNIT.fullmatch(parts[-1])
    if unit:
        parts = [part + unit[1] if _BARE.fullmatch(part) else part for part in parts]
    read = [] if " in " in text else [_read_amount(part, units) for part in parts]
    if not read or any(allowed for _, _, allowed in read):
        raise Malformed(
            "ranged-value",
            "A value for each set or round cannot be a range.",
            "Write one number for each, such as `12/10/8`; the listener may change them all.",
        )
    if len({each for each, _, _ in read}) > 1:
        raise Malformed(
            "bad-unit", f"`{text}` has two units.", "Write all values in the same unit."
        )
    values = tuple(value for _, value, _ in read)
    return Length(read[0][0], max(values), None, values)


def read_times(text: str) -> TimesRange:
    """Read how often something is done: ``3``, which is fixed, ``2-5`` or ``3 in 2-5``.

    >>> read_times("2-5"), read_times("3")
    (TimesRange(default=3, least=2, most=5), TimesRange(default=3, least=3, most=3))
    """
    stated, _, within = normalize_typing(text).casefold().partition(" in ")
    least, allowed = read_counted_range(within or stated, most=MOST_TIMES, what="times")
    most = allowed.most if allowed else least
    if most is None or (within and allowed is None):
        raise Malformed(
            "bad-range",
            f"`{within or stated}` is not a range with a least and a most.",
            f"Write both, such as `times {least} in {least}-{max(2 * least, 5)}`.",
        )
    default = read_count(stated, most=MOST_TIMES, what="times") if within else (least + most) // 2
    if not least <= default <= most:
        raise Malformed(
            "outside-range",
            f"`{stated}` lies outside `{within}`.",
            "Choose a number within the range you allow.",
        )
    return TimesRange(default, least, most)


def read_counted_range(text: str, *, most: int, what: str) -> tuple[int, Allowed | None]:
    """Read ``3``, ``1-3`` or ``8+`` as its least number and the range, if it is one."""
    text = normalize_typing(text)
    if text.endswith("+"):
        least = read_count(text[:-1], most=most, what=what)
        return least, Allowed(least, None)
    low, dash, high = text.partition("-")
    least = read_count(low, most=most, what=what)
    if not dash:
        return least, None
    allowed = Allowed(least, read_count(high, most=most, what=what))
    _check_forwards(text, allowed)
    return least, allowed


def read_breath(text: str) -> Breath:
    """Read a breath pattern: ``4-6``, ``4-2-6``, ``4-2-6-2``, ``3+1-8`` or ``freely``."""
    text = normalize_typing(text).casefold()
    if text == "freely":
        return FREELY
    parts = text.split("-")
    ins = parts[0].split("+")
    numbers = [*ins, *parts[1:]]
    if not 2 <= len(parts) <= 4 or len(ins) > 2 or not all(map(_BARE.fullmatch, numbers)):
        raise Malformed(
            "bad-breath",
            f"`{text}` is not a breath pattern.",
            "Write seconds as in-out `4-6`, in-hold-out `4-2-6`, in-hold-out-hold `4-2-6-2`, "
            "with a second in-breath `3+1-8`, or `freely`.",
        )
    times = [_read_thousandths(part) for part in parts[1:]]
    if len(times) == 1:
        times.insert(0, Ms(0))
    held, out, *after = times
    phases = [Phase("in", _read_thousandths(part)) for part in ins]
    phases += [Phase("held", held), Phase("out", out)]
    phases += [Phase("held", ms) for ms in after]
    for phase in phases:
        if phase.kind != "held" and phase.milliseconds < SHORTEST_BREATH_MS:
            raise Malformed(
                "bad-breath",
                f"`{text}` has a breath of less than half a second.",
                "Give each in-breath and out-breath at least 0.5 seconds.",
            )
        if phase.milliseconds > LONGEST_PHASE_MS:
            raise Malformed(
                "bad-breath",
                f"`{text}` has a part of more than a minute.",
                "Give each part of the breath at most 60 seconds.",
            )
    return Breath(tuple(phase for phase in phases if phase.milliseconds))


def read_tempo(text: str) -> Tempo:
    """Read a tempo, ``3-0-1-0``: there, pause, back, pause, in seconds."""
    text = normalize_typing(text)
    parts = text.split("-")
    if len(parts) != 4 or not all(map(_BARE.fullmatch, parts)):
        raise Malformed(
            "bad-tempo",
            f"`{text}` is not a tempo.",
            "Write four numbers of seconds, lower-pause-lift-pause, such as `3-0-1-0`.",
        )
    there, first_pause, back, second_pause = map(_read_thousandths, parts)
    read = Tempo(there, first_pause, back, second_pause)
    if not SHORTEST_BREATH_MS <= read.milliseconds <= 4 * LONGEST_PHASE_MS:
        raise Malformed(
            "bad-tempo",
            f"`{text}` makes a repetition too short or too long to follow.",
            "Let one repetition take from half a second to four minutes.",
        )
    return read


def read_lowering(text: str) -> Allowed:
    """Read what is allowed for a lowering, ``2s+`` or ``2-4s``, as milliseconds."""
    text = normalize_typing(text).casefold()
    number = rf"({_NUMBER})"
    if least := re.fullmatch(rf"{number} ?s ?\+", text):
        return Allowed(_read_thousandths(least[1]), None)
    if both := re.fullmatch(rf"{number}(?: ?s)? ?- ?{number} ?s", text):
        allowed = Allowed(_read_thousandths(both[1]), _read_thousandths(both[2]))
        _check_forwards(text, allowed)
        return allowed
    raise Malformed(
        "bad-range",
        f"`{text}` is not a range for the lowering.",
        "Write the seconds allowed as `lower 2s+` or `lower 2-4s`.",
    )


def _read_amount(text: str, units: tuple[Unit, ...]) -> tuple[Unit, int, Allowed | None]:
    """Read a length: its unit, its default, and the range where it is one."""
    counted = _COUNTED.fullmatch(text)
    unit: Unit = find_unit(counted[2]) if counted else "ms" if "ms" in units else "reps"
    if unit not in units:
        wanted = " or ".join(UNITS[unit].stated for unit in units)
        raise Malformed("bad-unit", f"`{text}` is in the wrong unit.", f"Give it {wanted}.")
    if unit == "ms":
        default, allowed = _read_durations(text)
        if allowed is not None and allowed.most is not None:
            # The middle, in whole seconds rounded down, but never below what is allowed.
            middle = (allowed.least + allowed.most) // 2
            default = allowed.find_nearest(middle // 1000 * 1000)
        return unit, default, allowed
    number = counted[1] + counted[3] if counted else text
    default, allowed = read_counted_range(number, most=10_000, what=unit)
    if allowed is not None and allowed.most is not None:
        default = (allowed.least + allowed.most) // 2
    return unit, default, allowed


def _read_durations(text: str) -> tuple[int, Allowed | None]:
    if text.endswith("+"):
        least = read_duration(text[:-1])
        return least, Allowed(least, None)
    low, dash, high = text.partition("-")
    if not dash or not low.strip():
        return read_duration(text), None
    most = read_duration(high)
    if _BARE.fullmatch(low.strip()):  # `30-90s`: the unit stands once, behind
        unit = re.fullmatch(rf"{_NUMBER} ?({_MINUTES}|{_SECONDS})", high.strip())
        if not unit:
            raise Malformed("missing-unit", f"`{low}` has no unit.", _DURATION_HELP)
        low = low.strip() + unit[1]
    allowed = Allowed(read_duration(low), most)
    _check_forwards(text, allowed)
    return allowed.least, allowed


def _check_forwards(text: str, allowed: Allowed) -> None:
    if allowed.most is not None and allowed.least > allowed.most:
        raise Malformed(
            "reversed-range", f"`{text}` runs backwards.", "Write the smaller number first."
        )


def _read_thousandths(number: str) -> Ms:
    whole, _, decimals = number.partition(".")
    return Ms(int(whole) * 1000 + int((decimals + "000")[:3]))
