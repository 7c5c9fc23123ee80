"""The actions, and what modifies one: its name, tempo, lowering, spots and sets."""

from dataclasses import dataclass

from coach.diagnostics import Span
from coach.script import quantities
from coach.script.directives.spec import DirectiveSpec
from coach.script.model import ActionKind, Allowed, Length, Tempo, TimesRange, Unit
from coach.script.quantities import Malformed
from coach.timing import Ms, write_ms


@dataclass(frozen=True, slots=True)
class Act:
    """``hold``, ``roll``, ``move``, ``reps``, ``rest`` or ``wait`` with its length."""

    kind: ActionKind
    length: Length
    pass_ms: Ms | None
    span: Span


@dataclass(frozen=True, slots=True)
class As:
    """``as NAME``."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class AtTempo:
    """``tempo 3-0-1-0``."""

    tempo: Tempo
    span: Span


@dataclass(frozen=True, slots=True)
class Lower:
    """``lower 2s+``, in milliseconds."""

    allowed: Allowed
    span: Span


@dataclass(frozen=True, slots=True)
class LiftFirst:
    """``lift first``: a repetition begins with the lift."""

    span: Span


@dataclass(frozen=True, slots=True)
class Freely:
    """``freely``: repetitions in the listener's own time; ``milliseconds`` where it is stated."""

    milliseconds: Ms | None
    span: Span


@dataclass(frozen=True, slots=True)
class Spots:
    """``spots 1-3``."""

    length: Length
    span: Span


@dataclass(frozen=True, slots=True)
class Times:
    """``times 3``, ``times 2-5`` or ``times 3 in 2-5``."""

    times: TimesRange
    span: Span


@dataclass(frozen=True, slots=True)
class Between:
    """``rest 60s between``."""

    milliseconds: Ms
    span: Span


@dataclass(frozen=True, slots=True)
class BetweenEach:
    """``rest 60s between each``."""

    milliseconds: Ms
    span: Span


_BETWEEN = "Write how long, such as `rest 60s between`."
_BETWEEN_EACH = "Write how long, such as `rest 60s between each`."
_SHORTEST_REST_MS = Ms(1000)
"""The shortest rest between two sets: an end tone has to sound in it."""

_LIFT_FIRST = "Write `lift first`; its tempo is then lift, pause, lower, pause."
_ROLL = "Write `roll 20-30s` or `roll 6 passes of 5s`."


def _define_action(
    kind: ActionKind, units: tuple[Unit, ...], example: str, forms: str, means: str, *synonyms: str
) -> DirectiveSpec:
    """Return the entry of an action that is nothing but a length."""

    def read_act(rest: str, span: Span) -> Act:
        stated, of, _ = rest.partition(" of ")
        length = quantities.read_length(stated, units)
        if of:
            raise Malformed("bad-modifier", f"`of` does not go with this `{kind}`.", example)
        return Act(kind, length, None, span)

    return DirectiveSpec(
        kind,
        read_act,
        ("step",),
        example,
        slot="action",
        synonyms=synonyms,
        forms=forms,
        means=means,
    )


def _read_roll(rest: str, span: Span) -> Act:
    """Read ``20-30s`` or ``6 passes of 5s``; the range may stand on either side of ``of``."""
    stated, of, one = rest.partition(" of ")
    one, within, allowed = one.partition(" in ")
    length = quantities.read_length(stated + within + allowed, ("ms", "passes"))
    if of and length.unit != "passes":
        raise Malformed("bad-modifier", "`of` does not go with this `roll`.", _ROLL)
    if length.unit == "passes" and not of:
        raise Malformed("incomplete", "A pass has no length.", _ROLL)
    return Act("roll", length, quantities.read_duration(one) if of else None, span)


def _read_name(rest: str, span: Span) -> As:
    if any(mark in rest for mark in "/="):
        raise Malformed(
            "bad-name",
            f"`{rest}` is not a name.",
            "Name an action without `/` and `=`: `as tender`.",
        )
    return As(rest, span)


def _read_tempo(rest: str, span: Span) -> AtTempo:
    return AtTempo(quantities.read_tempo(rest), span)


def _read_lowering(rest: str, span: Span) -> Lower:
    return Lower(quantities.read_lowering(rest), span)


def _read_lift_first(rest: str, span: Span) -> LiftFirst:
    if rest.casefold() != "first":
        raise Malformed("bad-modifier", f"`lift {rest}` is not a directive.", _LIFT_FIRST)
    return LiftFirst(span)


def _read_freely(rest: str, span: Span) -> Freely:
    return Freely(quantities.read_duration(rest) if rest else None, span)


def _read_spots(rest: str, span: Span) -> Spots:
    least, allowed = quantities.read_counted_range(rest, most=100, what="spots")
    return Spots(Length("spots", least, allowed), span)


def _read_times(rest: str, span: Span) -> Times:
    return Times(quantities.read_times(rest), span)


def _read_between(rest: str, span: Span) -> Between:
    return Between(_read_rest(rest, "between", _BETWEEN), span)


def _read_between_each(rest: str, span: Span) -> BetweenEach:
    return BetweenEach(_read_rest(rest, "between each", _BETWEEN_EACH), span)


def _read_rest(rest: str, ending: str, example: str) -> Ms:
    stated = rest[: -len(ending)].strip()
    if not stated:
        raise Malformed("incomplete", f"`rest {ending}` needs a length.", example)
    length = quantities.read_duration(stated)
    if length < _SHORTEST_REST_MS:
        raise Malformed(
            "short-rest",
            f"A rest of {write_ms(length)} is too short to hear where it begins and ends.",
            f"Write `rest 1s {ending}` or longer, or leave the rest out.",
        )
    return length


ACTIONS = (
    _define_action(
        "hold",
        ("ms", "breaths"),
        "Write `hold 30-90s`, `hold 45s in 30-90s`, `hold 3-6 breaths` or `hold 60s+`.",
        "`hold LENGTH` · `hold 4 breaths` · `hold 3-6 breaths` · `hold 15s/30s/45s`",
        "A hold, paced by the breath. Several values are one for each set or round, as for `reps`.",
        "stretch",
    ),
    DirectiveSpec(
        "roll",
        _read_roll,
        ("step",),
        _ROLL,
        slot="action",
        forms="`roll LENGTH` · `roll 6 passes of 5s`",
        means="Timed rolling. A pass is one sweep one way, paced by its tone.",
    ),
    _define_action(
        "move",
        ("ms",),
        "Write `move 20-30s`.",
        "`move LENGTH`",
        "Timed movement that is neither: knee bends, shoulder rolls.",
        "work",
    ),
    _define_action(
        "reps",
        ("reps",),
        "Write `reps 8-15` or `reps 8-15 tempo 3-0-1-0 lower 2s+`.",
        "`reps 10` · `reps 8-15` · `reps 12/10/8/6`",
        "Repetitions, each told by its number. Several values are one for each set if the step "
        "has `times`. Otherwise they are one for each round of the nearest heading with `times`. "
        "Without any `times`, they make the sets.",
    ),
    DirectiveSpec(
        "rest",
        _read_between,
        on=("step", "heading"),
        example=_BETWEEN,
        form="(.* )?between",
        words="between",
        forms="`rest 60s between`",
        means="With `times`: the rest between the sets or rounds, from the end tone to the next "
        "start tone.",
    ),
    DirectiveSpec(
        "rest",
        _read_between_each,
        on=("heading",),
        example=_BETWEEN_EACH,
        form="(.* )?between each",
        words="between each",
        forms="`rest 60s between each`",
        means="On a group: a rest between its exercises and between its rounds, but not between "
        "the sides of one exercise. With `rest 90s between` beside it, that one is between rounds.",
    ),
    _define_action(
        "rest",
        ("ms",),
        "Write `rest 10s`, or with sets `rest 60s between`.",
        "`rest 10s`",
        "Bare silence from the end of the text: time to get into place, or a pause.",
        "pause",
    ),
    _define_action(
        "wait",
        ("ms",),
        "Write `wait 10s`.",
        "`wait 10s`",
        'The same, but live it lasts until the listener says "next".',
    ),
)

MODIFIERS = (
    DirectiveSpec(
        "as",
        _read_name,
        on=("step",),
        example="Write a name after it, such as `as tender`.",
        goes_with=("hold", "roll", "move", "reps"),
        is_bound=True,
        forms="`as NAME`",
        means="Names the action. The name runs to the next comma.",
    ),
    DirectiveSpec(
        "tempo",
        _read_tempo,
        on=("step",),
        example="Write four numbers of seconds after it, such as `tempo 3-0-1-0`.",
        goes_with=("reps",),
        is_bound=True,
        forms="`tempo 3-0-1-0`",
        means="Lower, pause, lift, pause, in seconds; `2-0-2-0` without it.",
    ),
    DirectiveSpec(
        "lower",
        _read_lowering,
        on=("step",),
        example="Write the seconds allowed after it, such as `lower 2s+`.",
        goes_with=("reps",),
        is_bound=True,
        forms="`lower 2s+` · `lower 2-4s`",
        means="What you allow for the lowering.",
    ),
    DirectiveSpec(
        "lift",
        _read_lift_first,
        on=("step",),
        example=_LIFT_FIRST,
        words="first",
        goes_with=("reps",),
        is_bound=True,
        forms="`lift first`",
        means="Each repetition begins with the lift: a pull-up, a row, a squeeze. The tempo is "
        "then lift, pause, lower, pause, and the first tone rises.",
    ),
    DirectiveSpec(
        "freely",
        _read_freely,
        on=("step",),
        example="Write `freely`, or `freely 40s` for its length in an export.",
        goes_with=("reps",),
        is_bound=True,
        is_whole=True,
        forms="`freely` · `freely 40s`",
        means="In the listener's own time: a start tone, no tempo and no numbers. Live, it lasts "
        'until "next". In an export, it lasts as stated, or 4 s for each repetition.',
    ),
    DirectiveSpec(
        "spots",
        _read_spots,
        on=("step",),
        example="Write how many after it, such as `spots 1-3`.",
        goes_with=("hold",),
        forms="`spots 1-3`",
        means="Repeats the hold for several tender spots. The default is the lowest number.",
    ),
    DirectiveSpec(
        "times",
        _read_times,
        on=("step", "heading"),
        example="Write how often after it, such as `times 3`, `times 2-5` or `times 3 in 2-5`.",
        goes_with=("hold", "roll", "move", "reps", "rest", "wait"),
        synonyms=("repeat", "rounds", "sets"),
        forms="`times 3` · `times 2-5` · `times 3 in 2-5`",
        means="On a step, it counts sets of the action; the text is spoken once. On a heading, it "
        "counts rounds; a round of an exercise has all its sides. In a range, the listener chooses "
        "with `--times`; the default is the middle of the range, or the number before `in`.",
    ),
)
