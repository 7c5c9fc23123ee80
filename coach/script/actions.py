"""The action of a step, made of its directives, and the names of actions."""

from collections.abc import Iterable
from dataclasses import replace

from coach.script.directives.actions import Act, As, AtTempo, Freely, LiftFirst, Lower, Spots
from coach.script.marks import Marks
from coach.script.model import UNTIMED, Action, Step, Tempo
from coach.timing import Ms


def make_action(marks: Marks) -> Action | None:
    """Return the action of a step; None where it has none."""
    act, name = marks.find_one(Act), marks.find_one(As)
    tempo, lower, spots = marks.find_one(AtTempo), marks.find_one(Lower), marks.find_one(Spots)
    lift_first, freely = marks.find_one(LiftFirst), marks.find_one(Freely)
    if act is None:
        return None
    is_named = name is not None and act.kind not in UNTIMED
    return Action(
        act.kind,
        act.length,
        name.name if name and is_named else "",
        is_named,
        act.span,
        pass_ms=act.pass_ms,
        tempo=_find_tempo(tempo, lower, lift_first) if act.kind == "reps" and not freely else None,
        lower=lower.allowed if lower else None,
        spots=spots.length if spots and act.kind == "hold" else None,
        is_free=freely is not None and act.kind == "reps",
        free_ms=freely.milliseconds if freely else None,
    )


def name_actions(heading: str, steps: Iterable[Step]) -> tuple[Step, ...]:
    """Name the unnamed actions for the heading: "Calf", then "Calf 2"."""
    named: list[Step] = []
    unnamed = 0
    for step in steps:
        action = step.action
        if action and not action.named and action.kind not in UNTIMED:
            unnamed += 1
            name = heading if unnamed == 1 else f"{heading} {unnamed}"
            named.append(replace(step, action=replace(action, name=name)))
        else:
            named.append(step)
    return tuple(named)


def _find_tempo(stated: AtTempo | None, lower: Lower | None, lift_first: LiftFirst | None) -> Tempo:
    """Return the stated tempo, else 2-0-2-0 with a lowering that is allowed."""
    tempo = stated.tempo if stated else Tempo(Ms(2000), Ms(0), Ms(2000), Ms(0))
    tempo = replace(tempo, lift_first=lift_first is not None)
    if stated or lower is None or tempo.lower in lower.allowed:
        return tempo
    least, most = lower.allowed.least, lower.allowed.most
    middle = least if most is None else (least + most) // 2
    return tempo.replace_lower(Ms(lower.allowed.find_nearest(middle // 1000 * 1000)))
