"""How often each action and each heading is done: by default, or as ``--times`` asks.

What the author writes as a range, such as ``times 2-5``, is the listener's to choose.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coach.diagnostics import Diagnostic, Findings, Span
from coach.score.adjustment_values import TimesRequest
from coach.score.reach import fold_name
from coach.script.model import UNTIMED, Action, Exercise, Group, TimesRange
from coach.script.routine import Routine, StepIndex


@dataclass(frozen=True, slots=True)
class Repeat:
    """Something that is done several times: the sets of an action, or the rounds of a heading.

    Attributes:
        target: the index of the step, or the span of the heading.
        heading: the heading of the exercise or group.
        action: the action that has sets; None for rounds.
        times: how often it is done, and what the author allows.
        keys: what ``--times`` calls it, the most exact first.
        span: what to quote.
    """

    target: StepIndex | Span
    heading: str
    action: Action | None
    times: TimesRange
    keys: tuple[str, ...]
    span: Span

    @property
    def is_adjustable(self) -> bool:
        """Whether the author allows several numbers."""
        return self.times.least != self.times.most

    def find_request(self, requests: Sequence[TimesRequest]) -> TimesRequest | None:
        """Find what is asked of it: the most exact, then the last given."""
        ranks = {fold_name(key): rank for rank, key in reversed([*enumerate(self.keys)])}
        reached = [
            (-len(self.keys) if request.key is None else -ranks[fold_name(request.key)], index)
            for index, request in enumerate(requests)
            if (self.is_adjustable if request.key is None else fold_name(request.key) in ranks)
        ]
        return requests[max(reached)[1]] if reached else None


def find_repeats(routine: Routine) -> tuple[Repeat, ...]:
    """Return all that is done several times, in the order written."""
    return tuple(_walk_repeats(routine))


def is_repeated(routine: Routine, request: TimesRequest) -> bool:
    """Return whether a ``--times`` is for anything in a routine."""
    return any(repeat.find_request([request]) for repeat in find_repeats(routine))


def list_repeat_names(routine: Routine) -> tuple[str, ...]:
    """Return every name by which ``--times`` reaches something, each once."""
    return tuple(dict.fromkeys(key for each in find_repeats(routine) for key in each.keys))


def select_rounds(times: Mapping[StepIndex | Span, int]) -> dict[Span, int]:
    """Return how often each heading is done, of all that is done several times."""
    return {key: count for key, count in times.items() if isinstance(key, Span)}


def choose_times(
    routine: Routine, requests: Sequence[TimesRequest], *, no_limits: bool
) -> tuple[dict[StepIndex | Span, int], dict[StepIndex | Span, tuple[Diagnostic, ...]]]:
    """Choose how often everything is done, by its target; with what the author does not allow."""
    chosen: dict[StepIndex | Span, int] = {}
    refused: dict[StepIndex | Span, tuple[Diagnostic, ...]] = {}
    for repeat in find_repeats(routine):
        chosen[repeat.target] = repeat.times.default
        request = repeat.find_request(requests)
        if request is None:
            continue
        chosen[repeat.target] = request.count
        nearest = repeat.times.find_nearest(request.count)
        if request.count != nearest and not no_limits:
            findings = Findings(routine.source)
            findings.add_error(
                "outside-range",
                f"`{request.words}` is outside what this line allows.",
                f"The nearest allowed value is {nearest}; `--no-limits` lifts the author's limits.",
                repeat.span,
            )
            refused[repeat.target] = findings.diagnostics
    return chosen, refused


def _walk_repeats(routine: Routine) -> Iterator[Repeat]:
    rounds = {fold_name(item.heading) for item in _walk_headings(routine) if _has_rounds(item)}
    begun: set[Span] = set()
    for number, placed in enumerate(routine.placed):
        for item in (placed.group, placed.exercise):
            if item and _has_rounds(item) and item.scope.span not in begun:
                span, times = item.scope.span, item.scope.times
                begun.add(span)
                yield Repeat(span, item.heading, None, times, (item.heading,), span)
        for index, step in enumerate(placed.exercise.steps):
            if step.action and step.sets.most != 1:
                heading, action = placed.exercise.heading, step.action
                keys = tuple(_name_sets(heading, action, rounds))
                yield Repeat(
                    (number, index), heading, action, step.sets, keys, step.sets_span or action.span
                )


def _name_sets(heading: str, action: Action, rounds: set[str]) -> Iterator[str]:
    """Return the names for the sets of an action; a heading's rounds come before a made-up name."""
    if action.kind not in UNTIMED:
        yield f"{heading}/{action.name}"
    if action.named:
        yield action.name
    for name in dict.fromkeys((heading, action.name)):
        if name and fold_name(name) not in rounds:
            yield name


def _walk_headings(routine: Routine) -> Iterator[Exercise | Group]:
    for item in routine.items:
        yield item
        if isinstance(item, Group):
            yield from item.exercises


def _has_rounds(item: Exercise | Group) -> bool:
    return item.scope.times.most != 1
