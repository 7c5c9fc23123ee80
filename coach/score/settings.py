"""What a listener adjusts: the options of the command line, read and checked as values.

`Given` holds the words as they were typed; `read_settings` makes `Settings` of them, or
diagnostics. Whether a name exists, or a value is allowed, is the routine's to say, further on.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar

from coach.diagnostics import Checked, Findings
from coach.script import quantities
from coach.script.directives.scopes import COUNT_MODES
from coach.script.model import Breath, CountMode, Tempo, Unit
from coach.script.quantities import Malformed, tidy
from coach.sides import Side
from coach.timing import Ms

Channel = Literal["breath", "words", "counts", "tones", "lengths"]
"""What can be muted: breath tones, "breathe in" and "and out", count beeps, all other tones, and
spoken lengths."""

Bus = Literal["voice", "breath", "counts", "tones", "background"]
"""What has a level of its own in the mix."""

CHANNELS: tuple[Channel, ...] = ("breath", "words", "counts", "tones", "lengths")
BUSES: tuple[Bus, ...] = ("voice", "breath", "counts", "tones", "background")
PACES: dict[str, Fraction] = {
    "slow": Fraction(3, 2),
    "normal": Fraction(1),
    "quick": Fraction(2, 3),
}
"""What a pace makes of settle, switch and the gaps."""

_SIDES: dict[str, Side] = {"right": "right", "left": "left"}
_LEVELS = (-60, 12)
T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Given:
    """The adjustments as they were typed; None or empty where not given."""

    hold: tuple[str, ...] = ()
    breath: str | None = None
    reps: str | None = None
    tempo: str | None = None
    spots: str | None = None
    tight: str | None = None
    with_: tuple[str, ...] = ()
    side: str | None = None
    only: tuple[str, ...] = ()
    from_: str | None = None
    until: str | None = None
    settle: str | None = None
    switch: str | None = None
    pace: str | None = None
    count: str | None = None
    mute: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    no_limits: bool = False


@dataclass(frozen=True, slots=True)
class LengthRequest:
    """One ``--hold``: a length for the actions that ``key`` reaches, or for every hold.

    Attributes:
        key: what stands before the equals sign; None for every action of kind hold.
        unit: whether ``value`` counts milliseconds, breaths, reps or passes.
        value: the length.
        words: the option as typed, for messages.
    """

    key: str | None
    unit: Unit
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The adjustments of one track; None where the routine's own value stays."""

    holds: tuple[LengthRequest, ...] = ()
    breath: Breath | None = None
    reps: int | None = None
    tempo: Tempo | None = None
    spots: int | None = None
    tight: Side = "right"
    with_: tuple[str, ...] = ()
    side: Side | None = None
    only: tuple[str, ...] = ()
    from_: str | None = None
    until: str | None = None
    settle: Ms | None = None
    switch: Ms | None = None
    pace: Fraction = Fraction(1)
    count: CountMode | None = None
    mute: frozenset[Channel] = frozenset()
    levels: tuple[tuple[Bus, float], ...] = ()
    limits: bool = True


def read_settings(given: Given) -> Checked[Settings]:
    """Read the adjustments; one that cannot be read is a diagnostic and keeps its default."""
    findings = Findings()

    def one(option: str, text: str | None, read: Callable[[str], T], default: D) -> T | D:
        if text is None:
            return default
        try:
            return read(text)
        except Malformed as wrong:
            findings.error(wrong.code, f"--{option}: {wrong.message}", wrong.help)
            return default

    def choice(option: str, text: str | None, choices: Mapping[str, T], default: D) -> T | D:
        return one(option, text, lambda word: _choice(word, choices), default)

    def each(option: str, texts: Iterable[str], read: Callable[[str], T]) -> tuple[T, ...]:
        found: list[T | None] = [one(option, text, read, None) for text in texts]
        return tuple(value for value in found if value is not None)

    def gap(text: str) -> Ms:
        return quantities.duration(text, zero=True)

    settings = Settings(
        holds=each("hold", given.hold, _asked),
        breath=one("breath", given.breath, quantities.breath, None),
        reps=one("reps", given.reps, _counter(10_000, "repetitions"), None),
        tempo=one("tempo", given.tempo, quantities.tempo, None),
        spots=one("spots", given.spots, _counter(100, "spots"), None),
        tight=choice("tight", given.tight, _SIDES, "right"),
        with_=_split(given.with_),
        side=choice("side", given.side, _SIDES, None),
        only=given.only,
        from_=given.from_,
        until=given.until,
        settle=one("settle", given.settle, gap, None),
        switch=one("switch", given.switch, gap, None),
        pace=choice("pace", given.pace, PACES, Fraction(1)),
        count=choice("count", given.count, COUNT_MODES, None),
        mute=frozenset(each("mute", _split(given.mute), _channel)),
        levels=each("level", _split(given.level), _level),
        limits=not given.no_limits,
    )
    return findings.checked(settings)


def amount(text: str) -> tuple[Unit, int]:
    """Read what an action is asked to be: ``45s``, ``5breaths``, ``12reps``, ``6passes``."""
    length = quantities.length(text, ("ms", "breaths", "reps", "passes"))
    if length.allowed is not None:
        raise Malformed(
            "bad-length", f"`{text}` is a range.", "Choose one length, such as `45s` or `5breaths`."
        )
    return length.unit, length.default


def _asked(text: str) -> LengthRequest:
    key, equals, value = text.rpartition("=")
    name = tidy(text)
    if not equals and name[:1].isalpha() and not any(map(str.isdigit, name)):
        raise Malformed("bad-length", f"`{name[:40]}` says no length.", f"Write `{name[:40]}=45s`.")
    unit, number = amount(value)
    if equals and not key.strip():
        raise Malformed("bad-name", f"`{text}` names nothing.", "Write `--hold NAME=45s`.")
    return LengthRequest(" ".join(key.split()) or None, unit, number, f"--hold {text}")


def _counter(most: int, what: str) -> Callable[[str], int]:
    return lambda text: quantities.count(text, most=most, what=what)


def _choice(word: str, choices: Mapping[str, T]) -> T:
    if word.strip().casefold() not in choices:
        raise Malformed("bad-choice", f"`{word}` is no choice.", f"Choose {_or(choices)}.")
    return choices[word.strip().casefold()]


def _channel(word: str) -> Channel:
    return _choice(word, {channel: channel for channel in CHANNELS})


def _level(text: str) -> tuple[Bus, float]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Malformed(
            "bad-level",
            f"`{text[:40]}` says no decibels.",
            "Write what is to be louder or softer, and by how much, such as `breath=-6`.",
        )
    bus = _choice(name, {bus: bus for bus in BUSES})
    try:
        level = float(value.strip().casefold().removesuffix("db"))
    except ValueError:
        level = float("nan")
    least, most = _LEVELS
    if not least <= level <= most:
        raise Malformed(
            "bad-level",
            f"`{value}` is no level.",
            f"Write decibels from {least} to {most}, such as `breath=-6`.",
        )
    return bus, level


def _split(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.strip() for text in texts for word in text.split(",") if word.strip())


def _or(choices: Iterable[str]) -> str:
    *rest, last = choices
    return f"{', '.join(rest)} or {last}"
