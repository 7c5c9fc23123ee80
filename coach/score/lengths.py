"""Which length each action gets: the author's default, or what the listener asks for.

Lengths are chosen once for each step, so that every visit of an exercise gets the same. What the
author allows is kept: a length outside it is an error that quotes the script's own line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.diagnostics import Diagnostic, Findings, suggestion
from coach.score import breath as rhythm
from coach.score.settings import Asked, Settings
from coach.script.model import (
    UNTIMED,
    Action,
    Allowed,
    Breath,
    Placed,
    Routine,
    Step,
    StepIndex,
    Tempo,
    Unit,
)
from coach.script.quantities import LONGEST_ACTION_MS
from coach.script.units import UNITS
from coach.timing import Frames, Ms, frames_of_ms, ms_text, round_half_up


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one action is to be.

    Attributes:
        unit: the unit its length was stated or asked in, which is how it is spoken.
        value: the length in that unit.
        ms: the length as a time.
        count: whole breaths of a paced hold, repetitions, or passes; 0 where nothing is counted.
        breath: the pattern of a hold.
        tempo: the tempo of repetitions, else None.
        spots: how many tender spots it is done for.
    """

    unit: Unit
    value: int
    ms: Ms
    count: int
    breath: Breath
    tempo: Tempo | None
    spots: int

    @property
    def frames(self) -> Frames:
        """The length in frames."""
        return frames_of_ms(self.ms)


Choices = dict[StepIndex, Chosen]


Refusals = dict[StepIndex | None, tuple[Diagnostic, ...]]
"""What is not allowed, by the place of the action; under None what nothing there is for."""


def choose(routine: Routine, settings: Settings) -> tuple[Choices, Refusals]:
    """Choose a length for every action of a routine, or say what is not allowed or not known."""
    choices: Choices = {}
    refusals: Refusals = {}
    chooser = _Chooser(routine, settings)
    for place, placed, step, action in routine.actions():
        chooser.findings = Findings(routine.source)
        choices[place] = chooser.choose(placed, step, action)
        refusals[place] = chooser.findings.diagnostics
    refusals[None] = tuple(chooser.unused())
    return choices, {place: found for place, found in refusals.items() if found}


def reaches(routine: Routine, asked: Asked) -> bool:
    """Tell whether a ``--hold`` is for any action of a routine."""
    headings = _headings(routine)
    return any(
        _exactness(asked.key, placed, action, headings)
        for _, placed, _, action in routine.actions()
    )


def keys(routine: Routine) -> dict[StepIndex, str]:
    """Word for each action a key by which ``--hold`` reaches it.

    It is the action's name, with its exercise before it where the name was made up and may be for
    others too.
    """
    timed = [each for each in routine.actions() if each[3].kind not in UNTIMED]
    called = Counter(
        word
        for _, placed, _, action in timed
        for word in {_fold(action.name), _fold(placed.exercise.heading)}
    )
    return {
        place: action.name
        if action.named or called[_fold(action.name)] == 1
        else f"{placed.exercise.heading}/{action.name}"
        for place, placed, _, action in timed
    }


def extremes(routine: Routine, settings: Settings, *, longest: bool) -> Choices:
    """Choose the shortest or the longest that the author allows for every action."""
    chooser = _Chooser(routine, replace(settings, limits=False))

    def extreme(allowed: Allowed | None, default: int) -> int:
        if allowed is None:
            return default
        return (allowed.most or default) if longest else allowed.least

    choices: Choices = {}
    for place, placed, step, action in routine.actions():
        stated = action.length
        length = replace(stated, default=extreme(stated.allowed, stated.default))
        spots = action.spots
        if spots:
            spots = replace(spots, default=extreme(spots.allowed, spots.default))
        choices[place] = chooser.choose(placed, step, replace(action, length=length, spots=spots))
    return choices


class _Chooser:
    def __init__(self, routine: Routine, settings: Settings) -> None:
        self.findings = Findings(routine.source)
        self._settings = settings
        self._routine = routine
        self._headings = _headings(routine)
        self._used: set[int] = set()

    def choose(self, placed: Placed, step: Step, action: Action) -> Chosen:
        settings = self._settings
        stated = placed.breath(step)
        own = step.breath or next((s.breath for s in placed.scopes if s.breath), None)
        breath = own or settings.breath or stated
        tempo = action.tempo
        if settings.tempo and tempo:
            tempo = replace(settings.tempo, lift_first=tempo.lift_first)
        chosen = self._chosen(action, breath, tempo, action.length.unit, action.length.default)
        if settings.tempo and tempo:
            self._limit_lowering(action, tempo)
        if asked := self._asked(placed, action):
            chosen = self._asked_for(action, breath, tempo, asked)
        elif action.kind == "reps" and settings.reps:
            chosen = self._chosen(action, breath, tempo, "reps", settings.reps)
            self._limit(action, chosen, f"--reps {settings.reps}", counts_only=True)
        if action.spots and settings.spots:
            self._limit_spots(action, settings.spots)
            chosen = replace(chosen, spots=settings.spots)
        if action.length.unit == "breaths" and chosen.unit == "breaths" and not breath.paced:
            self.findings.error(
                "unpaced-breaths",
                "Without a breath pattern there are no breaths to count.",
                f"Give this hold seconds: `--hold {_key(action.name)}=45s`.",
                action.span,
            )
        elif not 0 < chosen.ms <= LONGEST_ACTION_MS:
            self.findings.error(
                "too-long",
                f"This comes to {ms_text(chosen.ms)}.",
                f"Keep one action within {ms_text(LONGEST_ACTION_MS)}.",
                action.span,
            )
        return chosen

    def unused(self) -> Iterator[Diagnostic]:
        """Report every adjustment of lengths that reached nothing."""
        names = reachable(self._routine)
        for index, asked in enumerate(self._settings.holds):
            if index not in self._used and asked.key is not None:
                yield unknown_hold(asked, names)
            elif index not in self._used:
                yield _no_effect(asked.words, "hold")
        actions = [action for *_, action in self._routine.actions()]
        if self._settings.reps and not any(action.tempo for action in actions):
            yield _no_effect("--reps", "repetitions")
        if self._settings.tempo and not any(action.tempo for action in actions):
            yield _no_effect("--tempo", "repetitions")
        if self._settings.spots and not any(action.spots for action in actions):
            yield _no_effect("--spots", "tender spots")

    def _asked(self, placed: Placed, action: Action) -> Asked | None:
        """Find what is asked of an action: the most exact, then the last given."""
        best: tuple[int, int] | None = None
        for index, asked in enumerate(self._settings.holds):
            exactness = _exactness(asked.key, placed, action, self._headings)
            if exactness:
                self._used.add(index)
                best = max(best or (0, 0), (exactness, index))
        return self._settings.holds[best[1]] if best else None

    def _asked_for(
        self, action: Action, breath: Breath, tempo: Tempo | None, asked: Asked
    ) -> Chosen:
        fits: dict[str, tuple[Unit, ...]] = {
            "hold": ("ms", "breaths") if breath.paced else ("ms",),
            "roll": ("ms", "passes") if action.pass_ms else ("ms",),
            "move": ("ms",),
            "reps": ("ms", "reps"),
        }
        units = fits[action.kind]
        if asked.unit not in units:
            self.findings.error(
                "wrong-unit",
                f"`{asked.words}` is in the wrong unit for this.",
                f"Give {' or '.join(UNITS[unit].asked for unit in units)}.",
                action.span,
            )
            return self._chosen(action, breath, tempo, action.length.unit, action.length.default)
        chosen = self._chosen(action, breath, tempo, asked.unit, asked.value)
        if tempo and chosen.count * tempo.milliseconds != chosen.ms:
            allowed = action.length.allowed if self._settings.limits else None
            count = allowed.nearest(chosen.count) if allowed else chosen.count
            whole = ms_text(Ms(count * tempo.milliseconds))
            self.findings.error(
                "outside-range",
                f"`{asked.words}` is no whole number of repetitions.",
                f"The nearest allowed value is {whole} or {count}reps.",
                action.span,
            )
        else:
            self._limit(action, chosen, asked.words)
        return chosen

    def _chosen(
        self, action: Action, breath: Breath, tempo: Tempo | None, unit: Unit, value: int
    ) -> Chosen:
        """Work out the time and the count that a length comes to."""
        breath = breath if action.kind == "hold" else Breath(())
        if action.kind == "reps" and tempo:
            cycle = tempo.milliseconds
        elif action.pass_ms:
            cycle = action.pass_ms
        else:
            cycle = breath.milliseconds
        if unit == "ms":
            ms = Ms(value)
            count = rhythm.fit(frames_of_ms(ms), cycle) if cycle else 0
        else:
            count = value
            ms = Ms(value * cycle)
        spots = action.spots.default if action.spots else 1
        return Chosen(unit, value, ms, count, breath, tempo, spots)

    def _limit(
        self, action: Action, chosen: Chosen, words: str, *, counts_only: bool = False
    ) -> None:
        """Refuse a length outside what the author allows.

        ``words`` are what was asked; where it ``counts_only``, it takes a number without its unit.
        """
        allowed, unit = action.length.allowed, action.length.unit
        if allowed is None or not self._settings.limits:
            return
        if unit == "breaths" and not chosen.breath.paced:
            return  # nothing paces it, so that there is no count to compare
        value = chosen.ms if unit == "ms" else chosen.count
        if value in allowed:
            return
        cycle = chosen.breath.milliseconds
        best = allowed.nearest(value)
        if unit == "ms" and chosen.unit == "breaths" and cycle:
            up = -(-allowed.least // cycle)
            down = (allowed.most or LONGEST_ACTION_MS) // cycle
            if up <= down:
                shown = f"{min(max(chosen.value, up), down)}breaths"
            else:
                shown = ms_text(Ms(best))
        elif unit == "ms":
            shown = ms_text(Ms(best))
        elif chosen.unit == "ms" and chosen.breath.paced:
            asked = round_half_up(chosen.ms, 1000)
            seconds = rhythm.fitting_seconds(asked, cycle, allowed.least, allowed.most)
            shown = ms_text(Ms(seconds * 1000))
        else:
            shown = str(best) if counts_only else f"{best}{unit}"
        self._refuse(action, f"`{words}` is outside what this line allows.", shown)

    def _limit_lowering(self, action: Action, tempo: Tempo) -> None:
        if action.lower and self._settings.limits and tempo.lower not in action.lower:
            allowed = tempo.replace_lower(Ms(action.lower.nearest(tempo.lower)))
            self._refuse(
                action,
                f"`--tempo {tempo_text(tempo)}` lowers faster or slower than this line allows.",
                tempo_text(allowed),
            )

    def _limit_spots(self, action: Action, spots: int) -> None:
        allowed = action.spots.allowed if action.spots else None
        if allowed and self._settings.limits and spots not in allowed:
            self._refuse(
                action,
                f"`--spots {spots}` is outside what this line allows.",
                str(allowed.nearest(spots)),
            )

    def _refuse(self, action: Action, message: str, allowed: str) -> None:
        self.findings.error(
            "outside-range",
            message,
            f"The nearest allowed value is {allowed}; `--no-limits` lifts the author's limits.",
            action.span,
        )


def tempo_text(tempo: Tempo) -> str:
    """Write a tempo the way a script does, ``3-0-1-0``."""
    return "-".join(f"{part / 1000:g}" for part in tempo.phases)


def _headings(routine: Routine) -> frozenset[str]:
    return frozenset(_fold(placed.exercise.heading) for placed in routine.placed)


def _exactness(key: str | None, placed: Placed, action: Action, headings: frozenset[str]) -> int:
    """Tell how exactly a key names an action; 0 where it does not.

    Exercise and name together come first, then a name of its own, then the exercise, which reaches
    every hold in it, or, where it has none and none bears its name, all it has, then a name made
    from the heading, unless another exercise has it for its heading, then no key at all.
    """
    if action.kind in UNTIMED:
        return 0
    if key is None:
        return 1 if action.kind == "hold" else 0
    folded, name = _fold(key), _fold(action.name)
    heading = _fold(placed.exercise.heading)
    ranks = (
        (5, folded == f"{heading}/{name}"),
        (4, folded == name and action.named),
        (3, folded == heading and action.kind == "hold"),
        (2, folded == name and not (_has_holds(placed) if name == heading else name in headings)),
        (1, folded == heading and not _has_holds(placed) and not _bears(placed, heading)),
    )
    return next((rank for rank, reached in ranks if reached), 0)


def _has_holds(placed: Placed) -> bool:
    return any(step.action and step.action.kind == "hold" for step in placed.exercise.steps)


def _bears(placed: Placed, heading: str) -> bool:
    """Tell whether an action of an exercise bears the exercise's own name."""
    actions = (step.action for step in placed.exercise.steps)
    return any(action is not None and _fold(action.name) == heading for action in actions)


def reachable(routine: Routine) -> tuple[str, ...]:
    """Give every name that `--hold` can reach, each once."""
    return tuple(dict.fromkeys(_reachable(routine)))


def unknown_hold(asked: Asked, names: Sequence[str]) -> Diagnostic:
    """Say that a ``--hold`` names what there is not."""
    there = f"There is {', '.join(names)}." if names else "See `coach holds ROUTINE`."
    message = f"{asked.words}: there is no `{asked.key}` to adjust."
    return Diagnostic("unknown-hold", "error", message, suggestion(asked.key or "", names, there))


def _reachable(routine: Routine) -> Iterator[str]:
    for placed in routine.placed:
        for step in placed.exercise.steps:
            if step.action and step.action.kind not in UNTIMED:
                yield step.action.name
        yield placed.exercise.heading


def _no_effect(words: str, what: str) -> Diagnostic:
    return Diagnostic(
        "no-effect",
        "warning",
        f"{words} changes nothing: this routine has no {what}.",
        "See `coach holds ROUTINE` for what can be adjusted.",
    )


def _fold(text: str) -> str:
    return "/".join(" ".join(part.split()) for part in text.casefold().split("/"))


def _key(name: str) -> str:
    return f'"{name}"' if " " in name else name
