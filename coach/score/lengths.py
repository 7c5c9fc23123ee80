"""Which length each action gets: the author's default, or what the listener asks for.

Lengths are chosen once for each step, so that every visit of an exercise gets the same. What the
author allows is kept: a length outside it is an error that quotes the script's own line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from coach.diagnostics import Checked, Diagnostic, Findings, Span
from coach.score import breath as rhythm
from coach.score.adjustment_values import LengthRequest
from coach.score.adjustments import Adjustments
from coach.score.reach import (
    find_names,
    find_request,
    fold_headings,
    is_reached,
    refuse_unknown_name,
)
from coach.score.repeats import (
    choose_times,
    find_repeats,
    is_repeated,
    list_repeat_names,
    select_rounds,
)
from coach.score.resolved_length import ResolvedLength, limit_free_reps, resize_length
from coach.script.model import Action, Allowed, Breath, Scope, Step, Tempo, Unit
from coach.script.quantities import LONGEST_ACTION_MS
from coach.script.routine import PlacedExercise, Routine, StepIndex
from coach.script.units import UNITS
from coach.timing import Ms, round_half_up, write_ms


@dataclass(frozen=True, slots=True)
class LengthChoices:
    """The length of every action of a routine. A planner searches over such values.

    Attributes:
        lengths: the lengths, by step.
        ladders: a length for each set or round, by step, where they are not all the same; spots and
            sets are those of ``lengths``.
        rounds: how often each heading is done, by its place, where that is more than once.
        refusals: what is not allowed about them, by step or heading. It counts where that is heard.
        left_out: the marks ``optional`` of what is not done to save time, by their places.
    """

    lengths: Mapping[StepIndex, ResolvedLength]
    ladders: Mapping[StepIndex, tuple[ResolvedLength, ...]] = field(default_factory=dict)
    rounds: Mapping[Span, int] = field(default_factory=dict)
    refusals: Mapping[StepIndex | Span, tuple[Diagnostic, ...]] = field(default_factory=dict)
    left_out: frozenset[Span] = frozenset()

    def get(self, index: StepIndex, turn: int = 0) -> ResolvedLength | None:
        """Return the length of a step's action; None where it has none.

        ``turn`` counts the sets or rounds from 0; those beyond the last value have the last.
        """
        length, ladder = self.lengths.get(index), self.ladders.get(index)
        if length is None or ladder is None:
            return length
        return replace(ladder[min(turn, len(ladder) - 1)], spots=length.spots, sets=length.sets)

    def list_lengths(self, index: StepIndex) -> tuple[ResolvedLength, ...]:
        """Return every length that a step's action has, in any set or round."""
        return self.ladders.get(index, (self.lengths[index],))

    def count_rounds(self, scope: Scope) -> int:
        """Return how often what stands under a heading is done."""
        return self.rounds.get(scope.span, 1)


def choose_lengths(routine: Routine, adjustments: Adjustments) -> Checked[LengthChoices]:
    """Choose a length for every action of a routine: what is asked for, else the default."""
    headings = fold_headings(routine)
    lengths_of: dict[StepIndex, tuple[ResolvedLength, ...]] = {}
    times, refusals = choose_times(routine, adjustments.times, no_limits=adjustments.no_limits)
    for index, placed, step, action in routine.walk_actions():
        request = find_request(adjustments.hold, placed, action, headings)
        resolver = _Resolver(routine, adjustments, placed, step, action)
        resolved = resolver.resolve_length(request, times.get(index, 1))
        lengths_of[index] = resolved.value
        if resolved.diagnostics:
            refusals[index] = (*resolved.diagnostics, *refusals.get(index, ()))
    choices = LengthChoices(*_separate_lengths(lengths_of), select_rounds(times), refusals)
    return Checked(choices, tuple(_find_unused(routine, adjustments)))


def choose_extremes(routine: Routine, adjustments: Adjustments, *, longest: bool) -> LengthChoices:
    """Choose the shortest or the longest that the author allows for every action."""
    headings = fold_headings(routine)
    unlimited = replace(adjustments, no_limits=True)

    def pick_extreme(allowed: Allowed | None, default: int) -> int:
        if allowed is None:
            return default
        return (allowed.most or default) if longest else allowed.least

    times = {
        repeat.target: repeat.times.most if longest else repeat.times.least
        for repeat in find_repeats(routine)
    }
    lengths_of: dict[StepIndex, tuple[ResolvedLength, ...]] = {}
    for index, placed, step, action in routine.walk_actions():
        length = action.length
        stated = replace(length, default=pick_extreme(length.allowed, length.default))
        spots = action.spots
        if spots:
            spots = replace(spots, default=pick_extreme(spots.allowed, spots.default))
        extreme_action = replace(action, length=stated, spots=spots)
        request = find_request(adjustments.hold, placed, action, headings)
        resolver = _Resolver(routine, unlimited, placed, step, extreme_action)
        lengths_of[index] = resolver.resolve_length(request, times.get(index, 1)).value
    return LengthChoices(*_separate_lengths(lengths_of), select_rounds(times))


def _separate_lengths(
    lengths_of: Mapping[StepIndex, tuple[ResolvedLength, ...]],
) -> tuple[dict[StepIndex, ResolvedLength], dict[StepIndex, tuple[ResolvedLength, ...]]]:
    """Return the first length of every action, and all of those that have several."""
    ladders = {index: lengths for index, lengths in lengths_of.items() if len(lengths) > 1}
    return {index: lengths[0] for index, lengths in lengths_of.items()}, ladders


def _find_unused(routine: Routine, adjustments: Adjustments) -> Iterator[Diagnostic]:
    """Report every adjustment of lengths that reaches nothing."""
    for request in adjustments.hold:
        if is_reached(routine, request):
            continue
        if request.key is not None:
            yield refuse_unknown_name(request, find_names(routine))
        else:
            yield _warn_of_no_effect(request.words, "hold")
    for asked in adjustments.times:
        if is_repeated(routine, asked):
            continue
        if asked.key is not None:
            yield refuse_unknown_name(asked, list_repeat_names(routine))
        else:
            yield _warn_of_no_effect(asked.words, "sets or rounds that may change")
    actions = [action for *_, action in routine.walk_actions()]
    if adjustments.reps and not any(action.kind == "reps" for action in actions):
        yield _warn_of_no_effect("--reps", "repetitions")
    if adjustments.tempo and not any(action.tempo for action in actions):
        yield _warn_of_no_effect("--tempo", "repetitions")
    if adjustments.spots and not any(action.spots for action in actions):
        yield _warn_of_no_effect("--spots", "tender spots")


class _Resolver:
    """Resolves the length of one action, and collects what the author does not allow."""

    def __init__(
        self,
        routine: Routine,
        adjustments: Adjustments,
        placed: PlacedExercise,
        step: Step,
        action: Action,
    ) -> None:
        own = step.breath or next((s.breath for s in placed.scopes if s.breath), None)
        tempo = action.tempo
        if adjustments.tempo and tempo:
            tempo = replace(adjustments.tempo, lift_first=tempo.lift_first)
        every = placed.find_every(step) if action.is_free else None
        self._most_ms = None if every is None else limit_free_reps(every)
        self._action = action
        self._breath = own or adjustments.breath or placed.find_breath(step)
        self._tempo = tempo
        self._adjustments = adjustments
        self._findings = Findings(routine.source)

    def resolve_length(
        self, request: LengthRequest | None, sets: int
    ) -> Checked[tuple[ResolvedLength, ...]]:
        """Resolve the length that is requested, else the default, done in some sets.

        There are several where each set or round has its own.
        """
        adjustments, action = self._adjustments, self._action
        if adjustments.tempo and self._tempo:
            self._limit_lowering(self._tempo)
        spots = action.spots.default if action.spots else 1
        if action.spots and adjustments.spots:
            self._limit_spots(adjustments.spots)
            spots = adjustments.spots
        lengths_of = [replace(each, spots=spots, sets=sets) for each in self._find_values(request)]
        for each in lengths_of:
            self._check_length(each)
        return self._findings.make_checked(tuple(lengths_of))

    def _find_values(self, request: LengthRequest | None) -> list[ResolvedLength]:
        """Return the lengths that are requested, else those that the author states."""
        adjustments, stated = self._adjustments, self._action.length
        if request and request.values and len(request.values) != len(stated.values):
            count = len(stated.values)
            self._findings.add_error(
                "uneven-values",
                f"`{request.words}` has {len(request.values)} values.",
                f"Write one value for all, or {count}." if count else "Write one value.",
                self._action.span,
            )
        elif request:
            values = request.values or (request.value,)
            return [self._resolve_request(replace(request, value=value)) for value in values]
        elif self._action.kind == "reps" and adjustments.reps:
            resolved = self._measure_length("reps", adjustments.reps)
            self._check_limits(resolved, f"--reps {adjustments.reps}", counts_only=True)
            return [resolved]
        return [
            self._measure_length(stated.unit, value) for value in stated.values or (stated.default,)
        ]

    def _check_length(self, resolved: ResolvedLength) -> None:
        """Refuse a length that cannot be done."""
        action, findings, unit = self._action, self._findings, self._action.length.unit
        if unit == "breaths" and resolved.unit == "breaths" and not self._breath.is_paced:
            findings.add_error(
                "unpaced-breaths",
                "Without a breath pattern there are no breaths to count.",
                f"Give this hold seconds: `--hold {_quote_key(action.name)}=45s`.",
                action.span,
            )
        elif not 0 < resolved.ms <= LONGEST_ACTION_MS:
            findings.add_error(
                "too-long",
                f"This comes to {write_ms(resolved.ms)}.",
                f"Keep one action within {write_ms(LONGEST_ACTION_MS)}.",
                action.span,
            )

    def _resolve_request(self, request: LengthRequest) -> ResolvedLength:
        """Resolve the length that a ``--hold`` asks for."""
        action, tempo = self._action, self._tempo
        fits: dict[str, tuple[Unit, ...]] = {
            "hold": ("ms", "breaths") if self._breath.is_paced else ("ms",),
            "roll": ("ms", "passes") if action.pass_ms else ("ms",),
            "move": ("ms",),
            "reps": ("reps",) if action.is_free else ("ms", "reps"),
        }
        units = fits[action.kind]
        if request.unit not in units:
            self._findings.add_error(
                "wrong-unit",
                f"`{request.words}` is in the wrong unit for this.",
                f"Give {' or '.join(UNITS[unit].asked for unit in units)}.",
                action.span,
            )
            return self._measure_length(action.length.unit, action.length.default)
        resolved = self._measure_length(request.unit, request.value)
        if tempo and resolved.count * tempo.milliseconds != resolved.ms:
            allowed = None if self._adjustments.no_limits else action.length.allowed
            count = allowed.find_nearest(resolved.count) if allowed else resolved.count
            whole = write_ms(Ms(count * tempo.milliseconds))
            self._findings.add_error(
                "outside-range",
                f"`{request.words}` is not a whole number of repetitions.",
                f"The nearest allowed value is {whole} or {count}reps.",
                action.span,
            )
        else:
            self._check_limits(resolved, request.words)
        return resolved

    def _measure_length(self, unit: Unit, value: int) -> ResolvedLength:
        """Work out the time and the count that a length comes to."""
        action = self._action
        breath = self._breath if action.kind == "hold" else Breath(())
        empty = ResolvedLength(unit, 0, Ms(0), 0, breath, self._tempo, 1, 1, self._most_ms)
        return resize_length(empty, action, value)

    def _check_limits(
        self, resolved: ResolvedLength, words: str, *, counts_only: bool = False
    ) -> None:
        """Refuse a length outside what the author allows.

        ``words`` are what was asked; where it ``counts_only``, it takes a number without its unit.
        """
        allowed, unit = self._action.length.allowed, self._action.length.unit
        if allowed is None or self._adjustments.no_limits:
            return
        if unit == "breaths" and not resolved.breath.is_paced:
            return  # nothing paces it, so that there is no count to compare
        value = resolved.ms if unit == "ms" else resolved.count
        if value in allowed:
            return
        cycle = resolved.breath.milliseconds
        best = allowed.find_nearest(value)
        if unit == "ms" and resolved.unit == "breaths" and cycle:
            up = -(-allowed.least // cycle)
            down = (allowed.most or LONGEST_ACTION_MS) // cycle
            if up <= down:
                shown = f"{min(max(resolved.value, up), down)}breaths"
            else:
                shown = write_ms(Ms(best))
        elif unit == "ms":
            shown = write_ms(Ms(best))
        elif resolved.unit == "ms" and resolved.breath.is_paced:
            asked = round_half_up(resolved.ms, 1000)
            seconds = rhythm.find_fitting_seconds(asked, cycle, allowed.least, allowed.most)
            shown = write_ms(Ms(seconds * 1000))
        else:
            shown = str(best) if counts_only else f"{best}{unit}"
        self._refuse_length(f"`{words}` is outside what this line allows.", shown)

    def _limit_lowering(self, tempo: Tempo) -> None:
        lower = self._action.lower
        if lower and not self._adjustments.no_limits and tempo.lower not in lower:
            allowed = tempo.replace_lower(Ms(lower.find_nearest(tempo.lower)))
            self._refuse_length(
                f"`--tempo {write_tempo(tempo)}` lowers faster or slower than this line allows.",
                write_tempo(allowed),
            )

    def _limit_spots(self, spots: int) -> None:
        stated = self._action.spots
        allowed = stated.allowed if stated else None
        if allowed and not self._adjustments.no_limits and spots not in allowed:
            self._refuse_length(
                f"`--spots {spots}` is outside what this line allows.",
                str(allowed.find_nearest(spots)),
            )

    def _refuse_length(self, message: str, allowed: str) -> None:
        self._findings.add_error(
            "outside-range",
            message,
            f"The nearest allowed value is {allowed}; `--no-limits` lifts the author's limits.",
            self._action.span,
        )


def write_tempo(tempo: Tempo) -> str:
    """Write a tempo the way a script does, ``3-0-1-0``."""
    return "-".join(f"{part / 1000:g}" for part in tempo.phases)


def _warn_of_no_effect(words: str, what: str) -> Diagnostic:
    return Diagnostic(
        "no-effect",
        "warning",
        f"{words} changes nothing: this routine has no {what}.",
        "See `coach holds ROUTINE` for what can be adjusted.",
    )


def _quote_key(name: str) -> str:
    return f'"{name}"' if " " in name else name
