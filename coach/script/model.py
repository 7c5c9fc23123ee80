"""The parts of a routine: what a script says, typed, with the place of each in the source.

Nothing here is decided yet by adjustments: a range is still a range, a placeholder still a
placeholder, and both the steps of an option and those without it are present. Every value is
frozen; spans are offsets into the source.
"""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from coach.diagnostics import Span
from coach.script.conditions import Condition
from coach.script.moments import When
from coach.timing import Ms

ActionKind = Literal["hold", "roll", "move", "reps", "rest", "wait"]
CountMode = Literal["both", "in", "none", "aloud"]
PhaseKind = Literal["in", "out", "held"]
RepPhaseKind = Literal["lower", "lift", "pause"]
PlaceholderName = Literal[
    "side", "other", "length", "breaths", "reps", "tool", "set", "sets", "round", "rounds"
]
SideWord = Literal["right", "left", "tight", "other"]
Channel = Literal["breath", "words", "counts", "tones", "lengths", "signposts"]
"""What can be muted: breath tones, "breathe in" and "and out", count beeps, all other tones,
spoken lengths, and the words that tell how far a long action is."""

CHANNELS: tuple[Channel, ...] = get_args(Channel)

Address = Literal["familiar", "formal"]
"""How the listener is addressed, where a language tells the two apart."""

ADDRESSES: tuple[Address, ...] = get_args(Address)

WordsLevel = Literal["full", "brief", "least", "none"]
"""How much of its words a routine says."""

WORDS_LEVELS: tuple[WordsLevel, ...] = get_args(WordsLevel)

Unit = Literal["ms", "breaths", "reps", "passes", "spots"]
"""What a length counts."""

UNTIMED: tuple[ActionKind, ActionKind] = ("rest", "wait")
"""The actions that are bare silence: no tones, no gap, no name."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The whole numbers an author allows, ends included; ``most`` is None where there is no most.

    Counts, or milliseconds where a length in seconds is meant.
    """

    least: int
    most: int | None

    def __contains__(self, value: int) -> bool:
        return value >= self.least and (self.most is None or value <= self.most)

    def find_nearest(self, value: int) -> int:
        """Return the allowed number that is nearest to ``value``."""
        value = max(value, self.least)
        return value if self.most is None else min(value, self.most)


@dataclass(frozen=True, slots=True)
class Length:
    """How long an action is by default, and what else the author allows.

    Attributes:
        unit: what ``default``, ``allowed`` and ``values`` count.
        default: the length; of several values the greatest.
        allowed: what the author allows; None where that is anything.
        values: a length for each set or round, in order; empty where all have the same.
    """

    unit: Unit
    default: int
    allowed: Allowed | None
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TimesRange:
    """How often something is done by default, and the least and the most that are allowed."""

    default: int
    least: int
    most: int

    def find_nearest(self, count: int) -> int:
        """Return the allowed number that is nearest."""
        return min(max(count, self.least), self.most)


ONCE = TimesRange(1, 1, 1)
"""How often a step or a heading is done that states nothing."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of a breath cycle; a double in-breath is two ``in`` phases in a row."""

    kind: PhaseKind
    milliseconds: Ms


@dataclass(frozen=True, slots=True)
class Breath:
    """A breath pattern; without phases the breath is free and nothing paces it."""

    phases: tuple[Phase, ...]

    @property
    def is_paced(self) -> bool:
        """Whether there is a pattern to pace."""
        return bool(self.phases)

    @property
    def milliseconds(self) -> Ms:
        """The length of one unstretched cycle."""
        return Ms(sum(phase.milliseconds for phase in self.phases))


FREELY = Breath(())
"""``breathe freely``: the breath is not paced."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """One repetition: there, a pause, back, a pause.

    It begins with the lowering, or with the lift where ``lift_first`` is set.
    """

    there: Ms
    first_pause: Ms
    back: Ms
    second_pause: Ms
    lift_first: bool = False

    @property
    def phases(self) -> tuple[Ms, Ms, Ms, Ms]:
        """The four parts in order."""
        return self.there, self.first_pause, self.back, self.second_pause

    @property
    def kinds(self) -> tuple[RepPhaseKind, ...]:
        """What each of the four parts is."""
        if self.lift_first:
            return "lift", "pause", "lower", "pause"
        return "lower", "pause", "lift", "pause"

    @property
    def lower(self) -> Ms:
        """The length of the lowering."""
        return self.back if self.lift_first else self.there

    def replace_lower(self, lower: Ms) -> "Tempo":
        """Return the same tempo with another lowering."""
        return replace(self, back=lower) if self.lift_first else replace(self, there=lower)

    @property
    def milliseconds(self) -> Ms:
        """The length of one repetition."""
        return Ms(sum(self.phases))


@dataclass(frozen=True, slots=True)
class Action:
    """What is done and timed after a step's text.

    Attributes:
        kind: which directive it is.
        length: its length; for ``reps`` a count of repetitions, for ``rest`` and ``wait`` a time.
        name: what ``--hold`` calls it: given with ``as``, else made from the heading; empty for
            ``rest`` and ``wait``.
        named: whether the name was given with ``as``.
        pass_ms: the stated length of one rolling pass; None where passes are not counted.
        tempo: of ``reps``; None for all else.
        lower: what the author allows for the lowering, in milliseconds; None where it is free.
        spots: how many tender spots the hold is repeated for; None where it is not.
        is_free: whether repetitions are done in the listener's own time.
        free_ms: how long they take where nobody ends them; None for `FREE_REP_MS` each.
        span: the directive.
    """

    kind: ActionKind
    length: Length
    name: str
    named: bool
    span: Span
    pass_ms: Ms | None = None
    tempo: Tempo | None = None
    lower: Allowed | None = None
    spots: Length | None = None
    is_free: bool = False
    free_ms: Ms | None = None


FREE_REP_MS = Ms(4000)
"""How long a repetition in the listener's own time takes in an export."""

LEAST_COUNTED_GAP_MS = Ms(3500)
"""The least from the words for an action to its start tone, where three beeps count it in."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A ``{name}`` that is filled in when the text is spoken."""

    name: PlaceholderName
    span: Span

    @property
    def raw(self) -> str:
        """The placeholder as written, in braces."""
        return f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be spoken, with placeholders still open; empty where nothing is said.

    ``strong`` are the half-open ranges of characters of ``raw`` that are strongly emphasised.
    """

    parts: tuple[str | Placeholder, ...]
    span: Span
    strong: tuple[tuple[int, int], ...] = ()

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders in it, in order."""
        return tuple(part for part in self.parts if isinstance(part, Placeholder))

    @property
    def raw(self) -> str:
        """The text as written, placeholders in braces."""
        return "".join(part if isinstance(part, str) else part.raw for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cue:
    """A nested item: words spoken during the action of the step above it, after a bell or not."""

    text: Text
    when: When
    conditions: tuple[Condition, ...]
    has_bell: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An item of a list: its text is spoken, then its action runs.

    ``sets`` says how often the action is done, with ``between`` of rest, and ``sets_span`` where
    that stands, if not beside the action. ``settle``, ``count`` and ``breath`` are its own where
    they are not None. Where it ``is_straight``, the next action of its visit begins on the end of
    its own. ``unread`` are the code spans that could not be read.
    """

    text: Text
    action: Action | None
    cues: tuple[Cue, ...]
    conditions: tuple[Condition, ...]
    sets: TimesRange = ONCE
    between: Ms | None = None
    settle: Ms | None = None
    count: CountMode | None = None
    breath: Breath | None = None
    is_straight: bool = False
    every: Ms | None = None
    sets_span: Span | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What the code spans of a heading say of the whole under it; None where they say nothing.

    ``sides`` is empty for ``sides none``. ``between`` is the rest between the rounds, and
    ``between_each``, of a group, the rest wherever one of its exercises follows another. Where
    it ``is_straight``, each action under it begins on the end of the one before. ``by_turns``, its
    action goes from side to side in one visit. ``unread`` are the code spans that could not
    be read.
    """

    span: Span
    times: TimesRange = ONCE
    between: Ms | None = None
    between_each: Ms | None = None
    sides: tuple[SideWord, ...] | None = None
    breath: Breath | None = None
    settle: Ms | None = None
    count: CountMode | None = None
    conditions: tuple[Condition, ...] = ()
    is_straight: bool = False
    every: Ms | None = None
    by_turns: bool = False
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise or a pass: a heading, its cautions and its steps."""

    heading: str
    scope: Scope
    cautions: tuple[Text, ...]
    steps: tuple[Step, ...]

    @property
    def alternates_reps(self) -> bool:
        """Whether its repetitions go from side to side, and not its sets."""
        return self.scope.by_turns and any(
            step.action is not None and step.action.kind == "reps" and step.sets == ONCE
            for step in self.steps
        )

    @property
    def alternates_sets(self) -> bool:
        """Whether its sets go from side to side, so that even one is done on each."""
        return self.scope.by_turns and not self.alternates_reps


@dataclass(frozen=True, slots=True)
class Group:
    """A ``##`` heading with ``###`` children: the children are the exercises."""

    heading: str
    scope: Scope
    cautions: tuple[Text, ...]
    exercises: tuple[Exercise, ...]
