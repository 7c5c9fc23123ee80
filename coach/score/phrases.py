"""What the coach itself says, in English."""

from collections.abc import Sequence

from coach.script.model import Unit
from coach.timing import HOUR, MINUTE, SECOND, ms_of_frames, round_half_up

STOP = "Stop if you feel sharp pain, numbness or tingling."
NEXT_SPOT = "Find the next tender spot."
BREATHE_IN = "Breathe in"
AND_OUT = "and out"
WELL_DONE = "That's it. Well done."
LAST_ONE = "last one"
INTRODUCTION = "Introduction"

_HALF_MINUTE = 30 * SECOND
_TEN_SECONDS = 10 * SECOND
_ARTICLES = ("a", "an", "the", "some", "your", "one", "two")


def cardinal(number: int) -> str:
    """Spell a whole number: "forty-five"."""
    from num2words import num2words  # noqa: PLC0415 (it loads every language it knows)

    return str(num2words(number))


def number(count: int) -> str:
    """Fill in a count of breaths or repetitions; where nothing is counted, a vague one."""
    return cardinal(count) if count else "a few"


def title(name: str, total: int, tools: Sequence[str]) -> str:
    """Open the track: its title, about how long it is, and what is needed."""
    needed = f" You need {listed([_with_article(tool) for tool in tools])}." if tools else ""
    return f"{_sentence(name)} About {about(total)}.{needed}"


def avoid(conditions: Sequence[str]) -> str:
    """Say who should leave the routine out."""
    return f"Leave this out if you have {listed(conditions, 'or')}."


def announce(
    heading: str, place: tuple[int, int] | None, side: str | None, round_: tuple[int, int] | None
) -> str:
    """Announce a visit: its exercise, which of how many, its side and its round."""
    parts = [heading]
    if place:
        parts.append(f"{cardinal(place[0])} of {cardinal(place[1])}")
    if side:
        parts.append(f"{side} side")
    if round_:
        parts.append(f"round {round_[0]} of {round_[1]}")
    return _sentence(", ".join(parts))


def change(side: str) -> str:
    """Say which side comes now."""
    return f"Now your {side} side."


def next_routine(name: str) -> str:
    """Say that another routine of the same track begins."""
    return f"Now comes {_sentence(name)}"


def what_next(goal: int | None, then: str) -> str:
    """Say which routine comes next, once the goal is reached."""
    name = " ".join(then.replace("-", " ").split())
    if goal is None:
        return f"Next comes {_sentence(name)}"
    return f"Once you reach {duration(goal)} in a session, go on to {_sentence(name)}"


def asked(unit: Unit, value: int) -> str:
    """Name a length for a ``{length}``: "forty-five seconds", "four breaths", "ten times"."""
    match unit:
        case "frames":
            return duration(value)
        case "reps":
            return "once" if value == 1 else f"{cardinal(value)} times"
        case _:
            return counted(value, unit.removesuffix("es" if unit == "passes" else "s"))


def length(unit: Unit, value: int) -> str:
    """Say the length of an action after its text: "For forty-five seconds.", "Four breaths."."""
    words = asked(unit, value)
    said = _sentence(f"for {words}" if unit == "frames" else words)
    return said[0].upper() + said[1:]


def duration(frames: int) -> str:
    """Spell a length: "forty-five seconds", "one minute and thirty seconds"."""
    ms = ms_of_frames(frames)
    hours, ms = divmod(ms, 3_600_000)
    minutes, ms = divmod(ms, 60_000)
    parts = [
        counted(hours, "hour") if hours else "",
        counted(minutes, "minute") if minutes else "",
        _seconds(ms) if ms else "",
    ]
    return listed([part for part in parts if part]) or "no time"


def about(frames: int) -> str:
    """Spell a total: to the nearest half minute, and below three minutes to ten seconds."""
    if frames < 3 * MINUTE:
        rounded = round_half_up(frames, _TEN_SECONDS) * _TEN_SECONDS
        if rounded < 3 * MINUTE:
            return duration(max(rounded, _TEN_SECONDS))
    halves = round_half_up(frames, _HALF_MINUTE)
    hours, halves = divmod(halves, HOUR // _HALF_MINUTE)
    minutes, half = divmod(halves, 2)
    parts = [counted(hours, "hour")] if hours else []
    if minutes and half:
        parts.append(f"{cardinal(minutes)} and a half minutes")
    elif minutes:
        parts.append(counted(minutes, "minute"))
    elif half:
        parts.append("half a minute")
    return listed(parts)


def counted(number: int, noun: str) -> str:
    """Count a noun: "one breath", "four breaths"."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{cardinal(number)} {noun if number == 1 else plural}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """List words: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _seconds(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    if not rest:
        return counted(seconds, "second")
    decimals = " ".join(cardinal(int(digit)) for digit in f"{rest:03d}".rstrip("0"))
    return f"{cardinal(seconds)} point {decimals} seconds"


def _with_article(tool: str) -> str:
    words = tool.split()
    first = words[0].casefold() if words else ""
    if first in _ARTICLES or first.isdigit() or tool.endswith("s"):
        return tool
    return f"{'an' if first[:1] in 'aeiou' else 'a'} {tool}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
