"""Hints for whoever writes a routine: how a directive is written, and what other words mean."""

from collections.abc import Mapping
from types import MappingProxyType

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "hold": "Write `hold 30-90s`, `hold 45s in 30-90s`, `hold 3-6 breaths` or `hold 60s+`.",
        "roll": "Write `roll 20-30s` or `roll 6 passes of 5s`.",
        "move": "Write `move 20-30s`.",
        "reps": "Write `reps 8-15` or `reps 8-15 tempo 3-0-1-0 lower 2s+`.",
        "rest": "Write `rest 10s`, or with sets `rest 60s between`.",
        "wait": "Write `wait 10s`.",
        "as": "Write a name after it, such as `as tender`.",
        "tempo": "Write four numbers of seconds after it, such as `tempo 3-0-1-0`.",
        "lower": "Write the seconds allowed after it, such as `lower 2s+`.",
        "spots": "Write how many after it, such as `spots 1-3`.",
        "times": "Write how often after it, such as `times 3`.",
        "breathe": "Write a pattern after it, such as `breathe 4-6` or `breathe freely`.",
        "sides": "Write the sides in order after it, such as `sides right, left`.",
        "settle": "Write a duration after it, such as `settle 12s`.",
        "count": "Write `count both`, `count in` or `count none`.",
        "if": "Write an option or a side after it, such as `if firmer` or `if right`.",
        "unless": "Write an option or a side after it, such as `unless firmer`.",
        "tool": "Write a tool after it, such as `tool barbell`.",
        "at": "Write a moment after it, such as `at 10s` or `at half`.",
        "each": "Write `each in`, `each out`, `each lift` or `each lower`.",
        "last": "Write `last out`.",
    }
)
"""How each directive is written."""

DIRECTIVES: Mapping[str, str] = MappingProxyType(
    {
        "stretch": "hold",
        "work": "move",
        "pause": "rest",
        "repeat": "times",
        "rounds": "times",
        "sets": "times",
        "with": "if",
        "without": "unless",
    }
)
"""The directive that is meant by another word for it."""

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "name": "title",
        "description": "about",
        "equipment": "tools",
        "frequency": "often",
        "next": "then",
    }
)
"""The key of the front matter that is meant by another word for it."""

_ROUNDS = "Rounds are `times 3` on the heading of an exercise or of a group."
_LENGTH = "A track is as long as what is in it; each action has a length, such as `hold 45s`."

ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "rounds": _ROUNDS,
        "times": _ROUNDS,
        "repeat": _ROUNDS,
        "sets": "Sets are `times 3, rest 60s between` after the action of a step.",
        "duration": _LENGTH,
        "length": _LENGTH,
        "time": _LENGTH,
    }
)
"""What is no key of the front matter, and where it stands instead."""
