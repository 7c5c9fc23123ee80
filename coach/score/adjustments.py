"""What a listener adjusts: one entry an adjustment.

An entry is a field of `Adjustments`: its type, its default, how it is read and how it is explained.
The command line's options and their help, the keywords of `coach.compile`, the form in which
adjustments are kept and the table in ``docs/adjustments.md`` are all made from these entries.
Whether a name exists, or a value is allowed, is for the routine to say, further on.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from coach.diagnostics import Checked, Findings, ScriptError, write_suggestion
from coach.score.adjustment_values import (
    BUSES,
    PACES,
    SIDES,
    Bus,
    FitRequest,
    LengthRequest,
    TimesRequest,
    make_chooser,
    make_counter,
    read_fit,
    read_gap,
    read_length_request,
    read_level,
    read_times_request,
)
from coach.script import quantities
from coach.script.directives.scopes import COUNT_MODES
from coach.script.model import CHANNELS, WORDS_LEVELS, Breath, Channel, CountMode, Tempo, WordsLevel
from coach.script.quantities import Malformed
from coach.sides import Side
from coach.timing import Ms

Written = str | tuple[str, ...] | bool
"""An adjustment as it is written: a text, several where it is repeatable, or True for a switch."""

Typed = Mapping[str, Written]
"""Adjustments as they are written, by name; only those that are given."""

Names = Literal["holds", "times", "parts", "options", "voices"]
"""Which names an adjustment takes: those that `--hold` or `--times` reaches, parts (chapters and
exercises), options and tools, or voices."""

T = TypeVar("T")
C = TypeVar("C")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How one adjustment is written, read and explained.

    Attributes:
        name: the keyword, such as ``hold`` or ``with_``.
        help: what it does, a sentence.
        metavar: what its value is called; empty for a switch, which has none.
        read: reads one text, or raises `Malformed`.
        collect: makes one value of several, where it is repeatable; else None.
        has_commas: whether commas part several values in one text.
        completes: what a shell completes: the words it takes or begins with, or which names.
    """

    name: str
    help: str
    metavar: str = ""
    read: Callable[[str], object] = str
    collect: Callable[[Iterable[Any]], object] | None = None
    has_commas: bool = False
    completes: tuple[str, ...] | Names = ()

    @property
    def option(self) -> str:
        """The option of the command line.

        >>> ADJUSTMENTS["no_limits"].option
        '--no-limits'
        """
        return f"--{self.key}"

    @property
    def key(self) -> str:
        """The option without its hyphens, as files, tables and forms call it.

        >>> ADJUSTMENTS["with_"].key
        'with'
        """
        return self.name.rstrip("_").replace("_", "-")


def _define_single(
    metavar: str,
    help_text: str,
    read: Callable[[str], T],
    default: D,
    completes: tuple[str, ...] | Names = (),
) -> T | D:
    """Define an adjustment with one value."""
    metadata = {"metavar": metavar, "help": help_text, "read": read, "completes": completes}
    defined: D = field(default=default, metadata=metadata)
    return defined


def _define_choice(metavar: str, help_text: str, choices: Mapping[str, T], default: D) -> T | D:
    """Define an adjustment that is one of some words."""
    return _define_single(metavar, help_text, make_chooser(choices), default, tuple(choices))


def _define_repeated(  # noqa: PLR0913 (what a repeatable adjustment has)
    metavar: str,
    help_text: str,
    read: Callable[[str], T],
    collect: Callable[[Iterable[T]], C],
    completes: tuple[str, ...] | Names,
    *,
    has_commas: bool = False,
) -> C:
    """Define an adjustment that may be given several times."""
    metadata = {"metavar": metavar, "help": help_text, "read": read, "completes": completes}
    more = {"collect": collect, "has_commas": has_commas}
    defined: C = field(default=collect(()), metadata=metadata | more)
    return defined


def _define_switch(help_text: str) -> bool:
    """Define an adjustment that is given or not."""
    defined: bool = field(default=False, metadata={"help": help_text})
    return defined


@dataclass(frozen=True, slots=True)
class Adjustments:
    """What a listener adjusts, for one track; None where the routine's own value stays.

    ``typed`` are the adjustments as they were written.
    """

    hold: tuple[LengthRequest, ...] = _define_repeated(
        "[NAME=]LENGTH",
        "How long to hold: 45s for every hold, tender=45s, tender=5breaths, 'inner calf=1min', "
        "'inner calf/tender=45s'.",
        read_length_request,
        tuple,
        "holds",
    )
    fit: FitRequest | None = _define_single(
        "TIME",
        "How long the whole track is, to the frame: 12min, or what changes least in 12min..15min.",
        read_fit,
        None,
    )
    breath: Breath | None = _define_single(
        "PATTERN",
        "Breathe in-out 4-6, in-hold-out 4-2-6, in-hold-out-hold 4-2-6-2, with two in-breaths "
        "3+1-8, or freely.",
        quantities.read_breath,
        None,
    )
    reps: int | None = _define_single(
        "N", "How many repetitions.", make_counter(10_000, "repetitions"), None
    )
    tempo: Tempo | None = _define_single(
        "TEMPO", "Lower-pause-lift-pause in seconds: 3-0-1-0.", quantities.read_tempo, None
    )
    times: tuple[TimesRequest, ...] = _define_repeated(
        "[NAME=]N",
        "How many sets and rounds, where the author allows several: 4, raises=4, 'inner calf=4'.",
        read_times_request,
        tuple,
        "times",
    )
    spots: int | None = _define_single(
        "N", "For how many tender spots a hold is done.", make_counter(100, "spots"), None
    )
    tight: Side = _define_choice("SIDE", "Your tighter side: right or left.", SIDES, SIDES["right"])
    with_: tuple[str, ...] = _define_repeated(
        "OPTION",
        "Turn an option on, or name a tool: then only the tools you name are used.",
        str,
        tuple,
        "options",
        has_commas=True,
    )
    side: Side | None = _define_choice("SIDE", "Do only this side: right or left.", SIDES, None)
    only: tuple[str, ...] = _define_repeated(
        "PART", "Do only this part: a chapter, an exercise or a group.", str, tuple, "parts"
    )
    skip: tuple[str, ...] = _define_repeated("PART", "Leave this part out.", str, tuple, "parts")
    from_: str | None = _define_single("PART", "Start with this part.", str, None, "parts")
    until: str | None = _define_single("PART", "End with this part.", str, None, "parts")
    settle: Ms | None = _define_single(
        "TIME", "Time to get into position, such as 12s.", read_gap, None
    )
    switch: Ms | None = _define_single("TIME", "Time to change sides, such as 12s.", read_gap, None)
    pace: Fraction = _define_choice(
        "PACE", "The gaps between things: slow, normal, quick.", PACES, PACES["normal"]
    )
    count: CountMode | None = _define_choice(
        "WHICH", "Count in and out: both, in, none; or count holds aloud.", COUNT_MODES, None
    )
    words: WordsLevel | None = _define_choice(
        "HOW",
        "How much is said: full, brief (each step in full once, then in short), least, none, or "
        "auto (what the author asks, and brief when your diary shows that you know the routine).",
        {level: level for level in WORDS_LEVELS} | {"auto": None},
        None,
    )
    mute: frozenset[Channel] = _define_repeated(
        "WHAT",
        "Leave out breath, words, counts, tones, lengths or signposts.",
        make_chooser({channel: channel for channel in CHANNELS}),
        frozenset,
        CHANNELS,
        has_commas=True,
    )
    level: tuple[tuple[Bus, float], ...] = _define_repeated(
        "WHAT=DB",
        "Louder or softer, in dB: voice, breath, counts, tones or background: breath=-6.",
        read_level,
        tuple,
        tuple(f"{bus}=" for bus in BUSES),
        has_commas=True,
    )
    voice: str | None = _define_single("NAME", "Who speaks: see coach voices.", str, None, "voices")
    sounds: str | None = _define_single(
        "NAME", "Which sounds: gentle or clear.", str, None, ("gentle", "clear")
    )
    no_limits: bool = _define_switch("Allow lengths outside what the author allows.")
    typed: Typed = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def read(cls, **given: object) -> "Adjustments":
        """Read adjustments as they are written. Raises `ScriptError` where one cannot be read.

        >>> Adjustments.read(hold="tender=45s", no_limits=True).no_limits
        True
        """
        adjustments = read_adjustments(given)
        if adjustments.has_errors:
            raise ScriptError(adjustments.diagnostics)
        return adjustments.value


ADJUSTMENTS: Mapping[str, Adjustment] = MappingProxyType(
    {
        each.name: Adjustment(each.name, **each.metadata)
        for each in fields(Adjustments)
        if each.metadata
    }
)
"""How each adjustment is written, by its name."""

ADJUSTMENTS_BY_KEY: Mapping[str, Adjustment] = MappingProxyType(
    {each.key: each for each in ADJUSTMENTS.values()}
)
"""The same, by what files, tables and forms call it."""


def read_adjustments(given: Mapping[str, object]) -> Checked[Adjustments]:
    """Read adjustments by name; one that cannot be read is a diagnostic and keeps its default.

    >>> read_adjustments({"hold": "tender=45s", "spots": 2, "no_limits": True}).value.spots
    2
    >>> read_adjustments({"pace": "fast"}).diagnostics[0].message
    '--pace: `fast` is not a choice.'
    """
    findings = Findings()
    typed: dict[str, Written] = {}
    values: dict[str, Any] = {}
    for name, value in given.items():
        adjustment = ADJUSTMENTS.get(name)
        if adjustment is None:
            suggestion = write_suggestion(
                name, tuple(ADJUSTMENTS), f"There is {', '.join(ADJUSTMENTS)}."
            )
            findings.add_error(
                "unknown-adjustment", f"There is no adjustment `{name[:40]}`.", suggestion
            )
        elif value not in (None, False, (), []):
            written = _write_value(adjustment, value)
            if written is None:
                kind = adjustment.metavar or "True or False"
                findings.add_error(
                    "wrong-type", f"`{name}` cannot be {value!r}.", f"Give it {kind}."
                )
            else:
                typed[name] = written
    for name, adjustment in ADJUSTMENTS.items():
        if name in typed:
            values |= _read_adjustment(adjustment, typed[name], findings)
    return findings.make_checked(Adjustments(**values, typed=MappingProxyType(typed)))


def write_options(typed: Typed) -> tuple[str, ...]:
    """Write adjustments as words of a command line.

    >>> write_options({"hold": ("tender=45s",), "no_limits": True})
    ('--hold', 'tender=45s', '--no-limits')
    """
    words: list[str] = []
    for name, adjustment in ADJUSTMENTS.items():
        match typed.get(name):
            case None | False:
                pass
            case True:
                words.append(adjustment.option)
            case str(text):
                words += (adjustment.option, text)
            case texts:
                words += [word for text in texts for word in (adjustment.option, text)]
    return tuple(words)


def _write_value(adjustment: Adjustment, value: object) -> Written | None:
    """Bring a value to the form in which its adjustment is written; None where it has none."""
    if not adjustment.metavar:
        return True if value is True else None
    several = value if isinstance(value, (list, tuple)) and adjustment.collect else (value,)
    if not all(isinstance(each, (str, int, float)) for each in several):
        return None
    texts = tuple(map(str, several))
    return texts if adjustment.collect else texts[0]


def _read_adjustment(
    adjustment: Adjustment, written: Written, findings: Findings
) -> dict[str, object]:
    """Read one adjustment; the result is empty where it cannot be read."""
    if isinstance(written, bool):
        return {adjustment.name: written}
    texts = (written,) if isinstance(written, str) else written
    if adjustment.has_commas:
        texts = tuple(word.strip() for text in texts for word in text.split(",") if word.strip())
    read: list[object] = []
    for text in texts:
        try:
            read.append(adjustment.read(text))
        except Malformed as wrong:
            message = f"{adjustment.option}: {wrong.message}"
            findings.add_error(wrong.code, message, wrong.help)
    if adjustment.collect:
        return {adjustment.name: adjustment.collect(read)}
    return {adjustment.name: read[0]} if read else {}
