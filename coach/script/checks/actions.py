"""What an action and its cues must agree on: moments, lengths, breath, tempo."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from coach.diagnostics import Findings
from coach.script.checks.walks import is_paced, walk_cues
from coach.script.model import FREE_REP_MS, UNTIMED, Action, Cue, Step
from coach.script.moments import (
    AfterEach,
    AtBreath,
    AtLeft,
    AtTime,
    BeforeNext,
    Each,
    LastOut,
    Next,
    Spread,
)
from coach.script.quantities import LONGEST_ACTION_MS
from coach.script.routine import PlacedExercise, Routine
from coach.script.units import write_amount
from coach.timing import Ms, fit_cycles, write_ms


def _check_moments(routine: Routine, findings: Findings) -> None:
    """Find cues at a moment that their action does not have."""
    for placed, step, cue in walk_cues(routine):
        if step.action is None:
            continue
        match cue.when:
            case Each(phase="lift" | "lower") if step.action.tempo is None:
                wanted = "`reps` with a tempo"
            case Each(phase="in" | "out") | AtBreath() | Next() | LastOut() if not is_paced(
                placed, step
            ):
                wanted = "a paced `hold`"
            case AfterEach() | BeforeNext() if step.action.kind in UNTIMED:
                wanted = "a `hold`, `roll`, `move` or `reps`"
            case _:
                continue
        findings.add_error(
            "unpaced-cue",
            f"This moment only comes in {wanted}.",
            "Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.",
            cue.when.span,
        )


def _check_next_sets(routine: Routine, findings: Findings) -> None:
    """Find cues before the next set of an action that has one."""
    for placed, step, cue in walk_cues(routine):
        if placed.exercise.alternates_sets:
            continue
        if isinstance(cue.when, BeforeNext) and step.sets.most == 1:
            findings.add_warning(
                "unheard-cue",
                "This cue is never said: the action has one set.",
                "Write `times 3` on the step above, or delete the cue.",
                cue.when.span,
            )


def _check_silent_sets(routine: Routine, findings: Findings) -> None:
    """Find rests and waits with sets: nothing tells one from the next."""
    for _, _, step, action in routine.walk_actions():
        if action.kind in UNTIMED and step.sets.most > 1:
            findings.add_warning(
                "silent-sets",
                f"Between the sets of a `{action.kind}` nothing is said or sounds.",
                "Put `times` on the heading: its rounds are announced.",
                step.sets_span or action.span,
            )


def _check_late_cues(routine: Routine, findings: Findings) -> None:
    """Find cues that even the longest allowed action does not reach."""
    for placed, step, cue in walk_cues(routine):
        if step.action is None:
            continue
        longest = find_longest(placed, step, step.action)
        match cue.when:
            case AtLeft(milliseconds) if 0 < longest < milliseconds:
                findings.add_error(
                    "late-cue",
                    f"The action takes {write_ms(longest)} at the most.",
                    "Choose a later moment, or allow a longer action.",
                    cue.when.span,
                )
            case AtTime(milliseconds) if 0 < longest <= milliseconds:  # unpaced breaths: no length
                findings.add_error(
                    "late-cue",
                    f"The action is over after {write_ms(longest)} at the most.",
                    "Choose an earlier moment, or allow a longer action.",
                    cue.when.span,
                )
            case _:
                pass


def _check_breaths_of_cues(routine: Routine, findings: Findings) -> None:
    """Find cues at a breath that even the longest allowed hold does not have."""
    for _, placed, step, action in routine.walk_actions():
        if not is_paced(placed, step):
            continue
        most = fit_cycles(find_longest(placed, step, action), placed.find_breath(step).milliseconds)
        late = (cue for cue, number in _number_breaths(step.cues) if number > most)
        for cue in late:
            findings.add_error(
                "late-cue",
                f"The hold has at most {write_amount('breaths', most)}.",
                "Choose an earlier breath, or allow a longer hold.",
                cue.text.span if isinstance(cue.when, Spread) else cue.when.span,
            )


def _number_breaths(cues: Iterable[Cue]) -> Iterator[tuple[Cue, int]]:
    """Yield the cues of numbered breaths, and of those after them, with the number of each."""
    known: tuple[str, int] | None = ("out", 0)
    for cue in cues:
        match cue.when:
            case AtBreath(phase, number):
                known = phase, number
            case Next(phase) if known:
                before, number = known
                is_same_breath = before == "in" and phase == "out"
                known = phase, number if is_same_breath else number + 1
            case Each() | Spread() | AfterEach() | BeforeNext():
                continue
            case _:
                known = None
        if known:
            yield cue, known[1]


def _check_next(routine: Routine, findings: Findings) -> None:
    """Find cues that are to follow one whose moment is not known."""
    for _, placed, step in routine.walk_steps():
        for before, cue in pairwise(step.cues) if is_paced(placed, step) else ():
            loose = isinstance(before.when, Each | Spread | AfterEach | BeforeNext)
            if isinstance(cue.when, Next) and loose:
                findings.add_error(
                    "bad-cue",
                    f"The cue before this one has no moment that `next {cue.when.phase}` follows.",
                    "Give that cue one, such as `at in 1`, or put this one first.",
                    cue.when.span,
                )


def _check_longest(routine: Routine, findings: Findings) -> None:
    for _, placed, step, action in routine.walk_actions():
        most = action.length.allowed.most if action.length.allowed else None
        counts = max(action.length.default, most or 0)
        total = Ms(counts * measure_unit(placed, step, action))
        if action.length.unit != "ms" and total > LONGEST_ACTION_MS:
            findings.add_error(
                "too-long",
                f"This comes to {write_ms(total)}.",
                f"Keep one action within {write_ms(LONGEST_ACTION_MS)}.",
                action.span,
            )


def _check_aloud(routine: Routine, findings: Findings) -> None:
    """Find actions that should be counted aloud and are not holds."""
    for _, _, step, action in routine.walk_actions():
        if step.count == "aloud" and action.kind != "hold":
            findings.add_warning(
                "no-effect",
                "`count aloud` counts the seconds or the breaths of a hold.",
                "Delete it, or put it on a step with a `hold`.",
                action.span,
            )


def _check_breaths(routine: Routine, findings: Findings) -> None:
    for _, placed, step, action in routine.walk_actions():
        if action.length.unit == "breaths" and not placed.find_breath(step).is_paced:
            findings.add_error(
                "unpaced-breaths",
                "A hold that is not paced has no breaths to count.",
                "State its length in seconds, or a breath pattern instead of `freely`.",
                action.span,
            )


def _check_lowering(routine: Routine, findings: Findings) -> None:
    for *_, action in routine.walk_actions():
        if action.tempo and action.lower and action.tempo.lower not in action.lower:
            nearest = Ms(action.lower.find_nearest(action.tempo.lower))
            findings.add_error(
                "outside-range",
                f"The tempo lowers in {write_ms(action.tempo.lower)}, "
                "which `lower` does not allow.",
                f"Lower in {write_ms(nearest)}.",
                action.span,
            )


def measure_unit(placed: PlacedExercise, step: Step, action: Action) -> Ms:
    """Return the time that one unit of an action's length stands for, by the script's pace."""
    match action.length.unit:
        case "breaths":
            return placed.find_breath(step).milliseconds
        case "passes":
            return action.pass_ms or Ms(0)
        case "reps":
            if action.free_ms:
                return Ms(action.free_ms // action.length.default)
            return action.tempo.milliseconds if action.tempo else FREE_REP_MS
        case _:
            return Ms(1)


def find_longest(placed: PlacedExercise, step: Step, action: Action) -> Ms:
    """Return the longest an action is allowed to be; where its length is free, what it states."""
    if action.free_ms:
        return action.free_ms
    allowed = action.length.allowed
    if allowed and allowed.most is None:
        return LONGEST_ACTION_MS
    most = allowed.most if allowed else None
    return Ms((most or action.length.default) * measure_unit(placed, step, action))


ACTION_CHECKS = (
    _check_moments,
    _check_next_sets,
    _check_silent_sets,
    _check_breaths,
    _check_late_cues,
    _check_breaths_of_cues,
    _check_next,
    _check_longest,
    _check_aloud,
    _check_lowering,
)
