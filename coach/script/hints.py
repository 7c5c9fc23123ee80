"""What is meant by a clause that trainers write, in the words of the language.

A hint is one sentence that says what to write instead; it never changes what a script does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from coach.script.quantities import (
    DURATION,
    DURATION_RANGE,
    Malformed,
    normalize_typing,
    read_duration,
)
from coach.timing import write_ms

_COUNT = r"[0-9]{1,4}"
_RANGE = rf"{_COUNT}(?: ?- ?{_COUNT})?"
_REPS = r"(?:reps?|repetitions?)"
_SETS = r"(?:sets?|rounds?|times?)"
_BY = r"(?: ?[x*×] ?| of )"


@dataclass(frozen=True, slots=True)
class _Idiom:
    """One way in which people write something, and what they have to write."""

    pattern: re.Pattern[str]
    write: Callable[[re.Match[str]], str]


def _define_idiom(pattern: str, write: Callable[[re.Match[str]], str]) -> _Idiom:
    return _Idiom(re.compile(pattern), write)


_IDIOMS = (
    _define_idiom(
        r"(?:no|without)(?: a| any)? (?:rest|break|pause|gap)s?(?: between)?|back[ -]to[ -]back"
        r"|non-?stop",
        lambda _: "Write `straight on`: the next action begins on the end of this one.",
    ),
    _define_idiom(
        r"(?:in |at )?(?:your|one's|my)? ?own (?:pace|time)|self-?paced|untimed",
        lambda _: "Write `reps 8 freely`.",
    ),
    _define_idiom(
        rf"({DURATION}) (?:left|to go|remaining|before (?:the )?(?:end|finish))",
        lambda m: f"Write `at {_to_script(m[1])} left`.",
    ),
    _define_idiom(rf"({_RANGE}) ?{_REPS}", lambda m: f"Write `reps {_to_script(m[1])}`."),
    _define_idiom(
        rf"({_COUNT})(?: ?{_SETS})?{_BY}({DURATION_RANGE})(?: holds?)?",
        lambda m: f"Write `hold {_to_script(m[2])}, times {m[1]}`.",
    ),
    _define_idiom(
        rf"({_COUNT})(?: ?{_SETS})?{_BY}({_RANGE})(?: ?{_REPS})?",
        lambda m: f"Write `reps {_to_script(m[2])}, times {m[1]}`.",
    ),
    _define_idiom(
        rf"(?:x ?({_COUNT})|({_COUNT}) ?x|({_COUNT}) ?{_SETS})",
        lambda m: f"Write `times {m[1] or m[2] or m[3]}`.",
    ),
    _define_idiom(
        r"by turns|alternat(?:e|es|ing)(?: sides)?",
        lambda _: "Write `sides left, right, by turns` on the heading.",
    ),
    _define_idiom(rf"({_RANGE}) ?breaths?", lambda m: f"Write `hold {_to_script(m[1])} breaths`."),
    _define_idiom(
        rf"(?:for )?({DURATION_RANGE})",
        lambda m: (
            f"Say what is done for it: `hold {_to_script(m[1])}`, `roll {_to_script(m[1])}`, "
            f"`move {_to_script(m[1])}` or `rest {_to_script(m[1])}`."
        ),
    ),
    _define_idiom(
        rf"(hold|roll|move|rest|wait) ?[=:] ?({DURATION_RANGE})",
        lambda m: f"Write `{m[1]} {_to_script(m[2])}`.",
    ),
    _define_idiom(
        rf"[^\W\d_]+(?:[ =:]|\bfor\b)*({DURATION_RANGE})",
        lambda m: (
            f"Write `move {_to_script(m[1])}`, or `hold {_to_script(m[1])}` where nothing moves."
        ),
    ),
)


def find_hint(clause: str) -> str:
    """Return what to write instead of a clause; empty where that is not known.

    >>> find_hint("3 sets of 15")
    'Write `reps 15, times 3`.'
    >>> find_hint("by turns")
    'Write `sides left, right, by turns` on the heading.'
    >>> find_hint("2-3 minutes each")
    ''
    """
    text = normalize_typing(clause).casefold()
    for idiom in _IDIOMS:
        if match := idiom.pattern.fullmatch(text):
            return idiom.write(match)
    return ""


def _to_script(stated: str) -> str:
    """Write a range or a duration as the language has it: ``2 - 3 minutes`` is ``2-3min``."""
    stated = re.sub(r" ?- ?", "-", stated)
    if not re.fullmatch(DURATION, stated):
        return re.sub(r" ?(min|s)[a-z]*$", r"\1", stated)
    try:
        return write_ms(read_duration(stated))
    except Malformed:
        return stated
