"""What ``--hold`` reaches: every action has a name, and a heading stands for what is under it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from coach.diagnostics import Diagnostic, write_suggestion
from coach.score.adjustment_values import LengthRequest, TimesRequest
from coach.script.model import UNTIMED, Action
from coach.script.routine import PlacedExercise, Routine, StepIndex


def find_request(
    requests: Sequence[LengthRequest],
    placed: PlacedExercise,
    action: Action,
    headings: frozenset[str],
) -> LengthRequest | None:
    """Find what is asked of an action: the most exact, then the last given."""
    best: tuple[int, int] | None = None
    for index, request in enumerate(requests):
        if exactness := _rank_key_match(request.key, placed, action, headings):
            best = max(best or (0, 0), (exactness, index))
    return requests[best[1]] if best else None


def is_reached(routine: Routine, request: LengthRequest) -> bool:
    """Return whether a ``--hold`` is for any action of a routine."""
    headings = fold_headings(routine)
    return any(
        _rank_key_match(request.key, placed, action, headings)
        for _, placed, _, action in routine.walk_actions()
    )


def find_keys(routine: Routine) -> dict[StepIndex, str]:
    """Return for each action a key by which ``--hold`` reaches it.

    It is the action's name, with its exercise before it where the name was made up and may be for
    others too.
    """
    timed = [each for each in routine.walk_actions() if each[3].kind not in UNTIMED]
    called = Counter(
        word
        for _, placed, _, action in timed
        for word in {fold_name(action.name), fold_name(placed.exercise.heading)}
    )
    return {
        index: action.name
        if action.named or called[fold_name(action.name)] == 1
        else f"{placed.exercise.heading}/{action.name}"
        for index, placed, _, action in timed
    }


def find_names(routine: Routine) -> tuple[str, ...]:
    """Return every name that ``--hold`` can reach, each once."""
    return tuple(dict.fromkeys(_walk_names(routine)))


def refuse_unknown_name(request: LengthRequest | TimesRequest, names: Sequence[str]) -> Diagnostic:
    """Say that a ``--hold`` or ``--times`` names what there is not."""
    listing = f"There is {', '.join(names)}." if names else "See `coach holds ROUTINE`."
    message = f"{request.words}: there is no `{request.key}` to adjust."
    help_text = write_suggestion(request.key or "", names, listing)
    return Diagnostic("unknown-hold", "error", message, help_text)


def fold_headings(routine: Routine) -> frozenset[str]:
    """Return the headings of all exercises, as they are compared."""
    return frozenset(fold_name(placed.exercise.heading) for placed in routine.placed)


def _rank_key_match(
    key: str | None, placed: PlacedExercise, action: Action, headings: frozenset[str]
) -> int:
    """Return how exactly a key names an action; 0 where it does not.

    Exercise and name together come first, then a name of its own, then the exercise, which reaches
    every hold in it, or, where it has none and none has its name, all it has, then a name made
    from the heading, unless another exercise has it for its heading, then no key at all.
    """
    if action.kind in UNTIMED:
        return 0
    if key is None:
        return 1 if action.kind == "hold" else 0
    folded, name = fold_name(key), fold_name(action.name)
    heading = fold_name(placed.exercise.heading)
    ranks = (
        (5, folded == f"{heading}/{name}"),
        (4, folded == name and action.named),
        (3, folded == heading and action.kind == "hold"),
        (2, folded == name and not (_has_holds(placed) if name == heading else name in headings)),
        (
            1,
            folded == heading and not _has_holds(placed) and not _has_named(placed, heading),
        ),
    )
    return next((rank for rank, reached in ranks if reached), 0)


def _has_holds(placed: PlacedExercise) -> bool:
    return any(step.action and step.action.kind == "hold" for step in placed.exercise.steps)


def _has_named(placed: PlacedExercise, heading: str) -> bool:
    """Return whether an action of an exercise has the exercise's own name."""
    actions = (step.action for step in placed.exercise.steps)
    return any(action is not None and fold_name(action.name) == heading for action in actions)


def _walk_names(routine: Routine) -> Iterator[str]:
    for placed in routine.placed:
        for step in placed.exercise.steps:
            if step.action and step.action.kind not in UNTIMED:
                yield step.action.name
        yield placed.exercise.heading


def fold_name(text: str) -> str:
    """Fold a name as names are compared: case and spaces do not count."""
    return "/".join(" ".join(part.split()) for part in text.casefold().split("/"))
