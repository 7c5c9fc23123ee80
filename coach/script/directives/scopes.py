"""What holds for a step or for all under a heading: breath, sides, time to settle, beeps."""

from dataclasses import dataclass

from coach.diagnostics import Span
from coach.script import quantities
from coach.script.directives.spec import DirectiveSpec
from coach.script.model import Breath, CountMode, SideWord
from coach.script.quantities import Malformed
from coach.timing import Ms


@dataclass(frozen=True, slots=True)
class Breathe:
    """``breathe 4-6``."""

    breath: Breath
    span: Span


@dataclass(frozen=True, slots=True)
class Sides:
    """``sides right, left``, which may be ``by turns``; empty for ``sides none``."""

    words: tuple[SideWord, ...]
    span: Span
    by_turns: bool = False


@dataclass(frozen=True, slots=True)
class Settle:
    """``settle 12s``."""

    milliseconds: Ms
    span: Span


@dataclass(frozen=True, slots=True)
class Count:
    """``count none``."""

    mode: CountMode
    span: Span


@dataclass(frozen=True, slots=True)
class Every:
    """``every 1min``."""

    milliseconds: Ms
    span: Span


@dataclass(frozen=True, slots=True)
class Straight:
    """``straight on``: the next action begins on the end of this one."""

    span: Span


SIDE_WORDS: dict[str, SideWord] = {
    "right": "right",
    "left": "left",
    "tight": "tight",
    "other": "other",
}
FOREIGN_SIDES: dict[str, SideWord] = {
    "rechts": "right",
    "links": "left",
    "droite": "right",
    "gauche": "left",
    "derecha": "right",
    "izquierda": "left",
}
"""What people write for a side in the other languages of a routine."""

COUNT_MODES: dict[str, CountMode] = {
    "both": "both",
    "in": "in",
    "none": "none",
    "aloud": "aloud",
}

BY_TURNS = "by turns"
"""What follows a list of sides that are done one after the other in a single visit."""

_EVERY = "Write how long from one start to the next, such as `every 1min`."
_STRAIGHT = "Write `straight on`: the next action begins on the end of this one."
_COUNT = "Write `count both`, `count in`, `count none` or `count aloud`."


def read_side_list(text: str) -> tuple[SideWord, ...]:
    """Read ``right, left``, ``tight, other, tight`` or ``none`` (which is empty).

    >>> read_side_list("tight, other")
    ('tight', 'other')
    """
    words = [word.strip().casefold() for word in text.split(",")]
    if words == ["none"]:
        return ()
    for word in words:
        if word in FOREIGN_SIDES:
            raise Malformed(
                "bad-sides",
                f"`{word}` is not a word of `sides`.",
                f"Write `{FOREIGN_SIDES[word]}`, as in every language: "
                "the coach says it in the language of the routine.",
            )
        if word not in SIDE_WORDS:
            raise Malformed(
                "bad-sides",
                f"`{word}` is not a side.",
                "Write the sides in order, such as `right, left` or `tight, other, tight`, "
                "or `none`.",
            )
    return tuple(SIDE_WORDS[word] for word in words)


def _read_breath(rest: str, span: Span) -> Breathe:
    return Breathe(quantities.read_breath(rest), span)


def _read_sides(rest: str, span: Span) -> Sides:
    words, comma, last = rest.rpartition(",")
    if last.strip().casefold() != BY_TURNS:
        return Sides(read_side_list(rest), span)
    sides = read_side_list(words) if comma else ()
    if len(set(sides)) < 2:
        raise Malformed(
            "bad-sides",
            "`by turns` goes from one side to the other.",
            "Write both sides before it, such as `sides left, right, by turns`.",
        )
    return Sides(sides, span, by_turns=True)


def _read_settle(rest: str, span: Span) -> Settle:
    return Settle(quantities.read_duration(rest, zero=True), span)


def _read_count(rest: str, span: Span) -> Count:
    mode = COUNT_MODES.get(rest.casefold())
    if mode is None:
        raise Malformed("bad-count", f"`{rest}` is not a way to count.", _COUNT)
    return Count(mode, span)


def _read_straight(rest: str, span: Span) -> Straight:
    if rest.casefold() != "on":
        raise Malformed("bad-modifier", f"`straight {rest}` is not a directive.", _STRAIGHT)
    return Straight(span)


def _read_every(rest: str, span: Span) -> Every:
    return Every(quantities.read_duration(rest), span)


SCOPES = (
    DirectiveSpec(
        "every",
        _read_every,
        on=("step", "heading"),
        example=_EVERY,
        goes_with=("hold", "roll", "move", "reps"),
        synonyms=("emom",),
        forms="`every 1min`",
        means="With `times`: each set begins that long after the set before it, to the frame. "
        "On an exercise, each round does. On a group, each exercise does, and has one action at "
        "most: one that has none is a rest until the next.",
    ),
    DirectiveSpec(
        "breathe",
        _read_breath,
        on=("step", "heading"),
        example="Write a pattern after it, such as `breathe 4-6` or `breathe freely`.",
        goes_with=("hold",),
        is_strict=False,
        forms="`breathe 4-6` · `breathe 4-2-6` · `breathe 4-2-6-2` · `breathe 3+1-8` · `breathe "
        "freely`",
        means="In–out, in–hold–out, in–hold–out–hold, double in-breath, in seconds with decimals. "
        "`freely` is not paced.",
    ),
    DirectiveSpec(
        "sides",
        _read_sides,
        on=("heading",),
        example="Write the sides in order after it, such as `sides right, left`.",
        forms="`sides right, left` · `sides tight, other, tight` · `sides left, right, by turns` · "
        "`sides none`",
        means="Its own order of sides, or none. `by turns`, on an exercise with one timed action: "
        "its text is said once, then only the side before each set. Repetitions without `times` "
        "have the side in place of their number.",
    ),
    DirectiveSpec(
        "settle",
        _read_settle,
        on=("step", "heading"),
        example="Write a duration after it, such as `settle 12s`.",
        goes_with=("hold", "roll", "move", "reps"),
        is_strict=False,
        forms="`settle 12s`",
        means="Its own gap before the action, or before a visit's first.",
    ),
    DirectiveSpec(
        "count",
        _read_count,
        on=("step", "heading"),
        example=_COUNT,
        goes_with=("hold", "roll", "move", "reps"),
        is_strict=False,
        forms="`count both` · `count in` · `count none` · `count aloud`",
        means="Its own beeps. With `aloud`, beeps count in, and the coach counts during a hold: "
        'the counts of each breath ("Breathe in, two, three"), or seconds if nothing paces it.',
    ),
    DirectiveSpec(
        "straight",
        _read_straight,
        on=("step", "heading"),
        example=_STRAIGHT,
        words="on",
        goes_with=("hold", "roll", "move", "reps"),
        is_bound=True,
        forms="`straight on`",
        means="The next action begins when this one ends, with one tone for both. On a heading, "
        "this holds for every action under it, round after round. The words for the next action "
        "are said just before.",
    ),
)
