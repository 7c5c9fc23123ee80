"""Every directive of the language, from its code span to what the routine says of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal
from unittest.mock import ANY

import pytest

from coach.script.conditions import (
    Condition,
    FirstTime,
    InRound,
    NeedsTool,
    NewSide,
    OnSide,
    Option,
)
from coach.script.model import (
    FREELY,
    Action,
    ActionKind,
    Allowed,
    Breath,
    Length,
    Phase,
    Scope,
    SideWord,
    Step,
    Tempo,
    Text,
    TimesRange,
    Unit,
)
from coach.script.moments import AtBreath, AtHalf, AtLeft, AtTime, Each, LastOut, Next, Spread, When
from coach.script.routine import Routine
from coach.timing import MINUTE_MS as MINUTE
from coach.timing import SECOND_MS as SECOND
from coach.timing import Ms

Read = Callable[[str], Routine]

HERE: Any = ANY
"""The place of a part in the source, which `test_outline` shows."""

HEAD = """\
---
title: Test
tools: [foam roller, ball or peanut]
sides: right, left
options:
  firmer: press harder
  with a strap: pull with a strap
---
"""
USED = "\n## Options\n- Press. `if firmer`\n- Pull. `if with a strap`\n"

S = SECOND


def free(seconds: int) -> Length:
    return Length("ms", seconds * S, None)


def fixed(times: int) -> TimesRange:
    return TimesRange(times, times, times)


def ladder(unit: Unit, *values: int) -> Length:
    return Length(unit, max(values), None, values)


def within(default: int, least: int, most: int | None) -> Length:
    return Length("ms", default * S, Allowed(least * S, None if most is None else most * S))


def act(kind: ActionKind, length: Length, name: str = "", **rest: Any) -> Action:  # noqa: ANN401 (fields)
    """Return the action of a step under the heading "Calf"; named where a name is given."""
    if not name and kind not in ("rest", "wait"):
        return Action(kind, length, "Calf", named=False, span=HERE, **rest)
    return Action(kind, length, name, named=bool(name), span=HERE, **rest)


def step(action: Action | None = None, *conditions: Condition, **rest: Any) -> Step:  # noqa: ANN401 (fields)
    return Step(Text(("Do it.",), HERE), action, (), conditions, **rest)


def at(there: int, first_pause: int, back: int, second_pause: int) -> Tempo:
    return Tempo(Ms(there), Ms(first_pause), Ms(back), Ms(second_pause))


def lift_first(there: int, first_pause: int, back: int, second_pause: int) -> Tempo:
    return replace(at(there, first_pause, back, second_pause), lift_first=True)


def breath(*milliseconds: int) -> Breath:
    kinds = {2: ("in", "out"), 3: ("in", "held", "out"), 4: ("in", "held", "out", "held")}
    pairs = zip(kinds[len(milliseconds)], milliseconds, strict=True)
    return Breath(tuple(Phase(kind, Ms(ms)) for kind, ms in pairs))  # type: ignore[arg-type]


HOLD = act("hold", free(30))
TEN = Length("reps", 10, None)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # how long
        ("hold 30s", step(HOLD)),
        ("hold 30-90s", step(act("hold", within(60, 30, 90)))),
        ("hold 45s in 30-90s", step(act("hold", within(45, 30, 90)))),
        (
            "reps 12/10/8/6",
            step(
                act("reps", ladder("reps", 12, 10, 8, 6), tempo=at(2000, 0, 2000, 0)), sets=fixed(4)
            ),
        ),
        (
            "hold 15 / 30 / 15s, times 3",
            step(act("hold", ladder("ms", 15 * S, 30 * S, 15 * S)), sets=fixed(3)),
        ),
        ("hold 1min/1:30", step(act("hold", ladder("ms", 60 * S, 90 * S)), sets=fixed(2))),
        (
            "hold 4/6 breaths, rest 60s between",
            step(act("hold", ladder("breaths", 4, 6)), sets=fixed(2), between=MINUTE),
        ),
        (
            "roll 4/6 passes of 5s",
            step(act("roll", ladder("passes", 4, 6), pass_ms=Ms(5 * S)), sets=fixed(2)),
        ),
        ("hold 60s+", step(act("hold", within(60, 60, None)))),
        ("hold 1:30", step(act("hold", free(90)))),
        ("hold 4 breaths", step(act("hold", Length("breaths", 4, None)))),
        ("hold 3-6 breaths", step(act("hold", Length("breaths", 4, Allowed(3, 6))))),
        (
            "hold 5 breaths in 3-6 breaths",
            step(act("hold", Length("breaths", 5, Allowed(3, 6)))),
        ),
        ("roll 20-30s", step(act("roll", within(25, 20, 30)))),
        (
            "roll 6 passes of 5s",
            step(act("roll", Length("passes", 6, None), pass_ms=5 * S)),
        ),
        (
            "roll 6 passes in 4-8 passes of 5s",
            step(act("roll", Length("passes", 6, Allowed(4, 8)), pass_ms=5 * S)),
        ),
        (
            "roll 6 passes of 5s in 4-8 passes",
            step(act("roll", Length("passes", 6, Allowed(4, 8)), pass_ms=5 * S)),
        ),
        (
            "reps 10 tempo 3-0-1-0 in 8-15 as raises",
            step(
                act(
                    "reps",
                    Length("reps", 10, Allowed(8, 15)),
                    "raises",
                    tempo=at(3000, 0, 1000, 0),
                )
            ),
        ),
        ("move 20-30s", step(act("move", within(25, 20, 30)))),
        ("rest 10s", step(act("rest", free(10)))),
        ("wait 1min", step(act("wait", free(60)))),
        ("reps 10", step(act("reps", TEN, tempo=at(2000, 0, 2000, 0)))),
        (
            "reps 8-15 tempo 3-0-1-0",
            step(act("reps", Length("reps", 11, Allowed(8, 15)), tempo=at(3000, 0, 1000, 0))),
        ),
        # the tempo, and what is allowed of it
        (
            "reps 10 tempo 3-0-1-0 lower 2s+",
            step(act("reps", TEN, tempo=at(3000, 0, 1000, 0), lower=Allowed(2000, None))),
        ),
        (
            "reps 10 lower 2-4s tempo 3-1-1-0",
            step(act("reps", TEN, tempo=at(3000, 1000, 1000, 0), lower=Allowed(2000, 4000))),
        ),
        (
            "lower 2s+, tempo 3-0-1-0, reps 10",
            step(act("reps", TEN, tempo=at(3000, 0, 1000, 0), lower=Allowed(2000, None))),
        ),
        (
            "reps 10 lower 3s+",
            step(act("reps", TEN, tempo=at(3000, 0, 2000, 0), lower=Allowed(3000, None))),
        ),
        (
            "reps 10 lower 3-6s",
            step(act("reps", TEN, tempo=at(4000, 0, 2000, 0), lower=Allowed(3000, 6000))),
        ),
        (
            "reps 10 lower 0.5-1.5s",
            step(act("reps", TEN, tempo=at(1000, 0, 2000, 0), lower=Allowed(500, 1500))),
        ),
        # which way comes first
        (
            "reps 10 tempo 2-5-3-0 lift first",
            step(act("reps", TEN, tempo=lift_first(2000, 5000, 3000, 0))),
        ),
        ("LIFT FIRST, reps 10", step(act("reps", TEN, tempo=lift_first(2000, 0, 2000, 0)))),
        (
            "reps 10 lift first lower 3-6s as raises",
            step(
                act(
                    "reps",
                    TEN,
                    "raises",
                    tempo=lift_first(2000, 0, 4000, 0),
                    lower=Allowed(3000, 6000),
                )
            ),
        ),
        # names
        ("hold 30s as tender", step(act("hold", free(30), "tender"))),
        ("hold 30s, as tender", step(act("hold", free(30), "tender"))),
        ("as tender, hold 30s", step(act("hold", free(30), "tender"))),
        ("hold 30s as The Tender Spot", step(act("hold", free(30), "The Tender Spot"))),
        ("hold 30s as far as it goes", step(act("hold", free(30), "far as it goes"))),
        ("hold 45s in 30-90s as tender", step(act("hold", within(45, 30, 90), "tender"))),
        (
            "roll 6 passes of 5s as up",
            step(act("roll", Length("passes", 6, None), "up", pass_ms=5 * S)),
        ),
        (
            "reps 10 tempo 3-0-1-0 lower 2s+ as raises",
            step(act("reps", TEN, "raises", tempo=at(3000, 0, 1000, 0), lower=Allowed(2000, None))),
        ),
        # spots, sets, and a step's own breath, gap and beeps
        ("hold 30s, spots 3", step(act("hold", free(30), spots=Length("spots", 3, None)))),
        (
            "hold 30s as tender, spots 1-3",
            step(act("hold", free(30), "tender", spots=Length("spots", 1, Allowed(1, 3)))),
        ),
        ("hold 30s, times 3", step(HOLD, sets=fixed(3))),
        ("hold 30s, times 3, rest 60s between", step(HOLD, sets=fixed(3), between=MINUTE)),
        ("rest 60s between, times 3, hold 30s", step(HOLD, sets=fixed(3), between=MINUTE)),
        ("hold 30s, times 2-5", step(HOLD, sets=TimesRange(3, 2, 5))),
        ("hold 30s, times 2 in 1-4", step(HOLD, sets=TimesRange(2, 1, 4))),
        ("wait 10s", step(act("wait", free(10)))),
        ("hold 30s, breathe 4-2-6", step(HOLD, breath=breath(4000, 2000, 6000))),
        ("hold 30s, breathe freely", step(HOLD, breath=FREELY)),
        ("hold 30s, settle 12s", step(HOLD, settle=12 * S)),
        ("hold 30s, settle 0s", step(HOLD, settle=0)),
        ("hold 30s, count both", step(HOLD, count="both")),
        ("hold 30s, count in", step(HOLD, count="in")),
        ("hold 30s, count none", step(HOLD, count="none")),
        # conditions
        ("if firmer", step(None, Option("firmer", wanted=True, span=HERE))),
        ("if With a Strap", step(None, Option("With a Strap", wanted=True, span=HERE))),
        ("unless firmer", step(None, Option("firmer", wanted=False, span=HERE))),
        ("if right", step(None, OnSide("right", HERE))),
        ("if LEFT", step(None, OnSide("left", HERE))),
        ("unless right", step(None, OnSide("left", HERE))),
        ("reps 10 freely", step(act("reps", TEN, is_free=True))),
        (
            "reps 10 freely 40s as pulls",
            step(act("reps", TEN, "pulls", is_free=True, free_ms=Ms(40 * S))),
        ),
        ("hold 30s, count aloud", step(HOLD, count="aloud")),
        ("hold 30s straight on, times 2", step(HOLD, sets=fixed(2), is_straight=True)),
        (
            "hold 30s straight on as tender, times 2",
            step(act("hold", free(30), "tender"), sets=fixed(2), is_straight=True),
        ),
        ("unless left", step(None, OnSide("right", HERE))),
        ("if first", step(None, FirstTime(wanted=True, span=HERE))),
        ("unless First", step(None, FirstTime(wanted=False, span=HERE))),
        ("if new side", step(None, NewSide(wanted=True, span=HERE))),
        ("unless new side", step(None, NewSide(wanted=False, span=HERE))),
        ("if round 2", step(None, InRound(2, wanted=True, span=HERE))),
        ("unless round 1", step(None, InRound(1, wanted=False, span=HERE))),
        ("tool ball", step(None, NeedsTool("ball", HERE))),
        ("tool Foam Roller", step(None, NeedsTool("Foam Roller", HERE))),
        (
            "if firmer, tool ball, if left, hold 30s",
            step(
                HOLD,
                Option("firmer", wanted=True, span=HERE),
                NeedsTool("ball", HERE),
                OnSide("left", HERE),
            ),
        ),
        # how it may be written
        ("HOLD 30S", step(HOLD)),
        ("  hold   30  s  ", step(HOLD)),
        ("hold 30–90s", step(act("hold", within(60, 30, 90)))),
        ("hold 30s ,times 3,rest 60s between", step(HOLD, sets=fixed(3), between=MINUTE)),
    ],
)
def test_on_a_step(read: Read, code: str, expected: Step) -> None:
    rounds = " `times 3`" if "round" in code else ""
    routine = read(f"{HEAD}## Calf{rounds}\n- Do it. `{code}`\n{USED}")
    assert routine.placed[0].exercise.steps == (expected,)


def test_several_spans_say_the_same_as_one_with_commas(read: Read) -> None:
    one = read(f"{HEAD}## Calf\n- Do it. `hold 30s as tender, spots 1-3, if firmer`\n{USED}")
    several = read(f"{HEAD}## Calf\n- Do it. `hold 30s as tender` `spots 1-3` `if firmer`\n{USED}")
    around = read(f"{HEAD}## Calf\n- `if firmer` Do `spots 1-3` it. `hold 30s, as tender`\n{USED}")
    expected = step(
        act("hold", free(30), "tender", spots=Length("spots", 1, Allowed(1, 3))),
        Option("firmer", wanted=True, span=HERE),
    )
    for routine in (one, several, around):
        assert routine.placed[0].exercise.steps == (expected,)


def test_longer_ticks_make_the_same_span(read: Read) -> None:
    routine = read("## Calf\n- Do it. `` hold 30s ``\n")
    assert routine.placed[0].exercise.steps == (step(HOLD),)


def scope(*conditions: Condition, **rest: Any) -> Scope:  # noqa: ANN401 (fields)
    return Scope(HERE, conditions=conditions, **rest)


def sides(*words: SideWord) -> Scope:
    return scope(sides=words)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("times 3", scope(times=fixed(3))),
        ("times 1-4, rest 60s between", scope(times=TimesRange(2, 1, 4), between=MINUTE)),
        ("times 1000", scope(times=fixed(1000))),
        ("times 3, rest 60s between", scope(times=fixed(3), between=MINUTE)),
        ("sides right, left", sides("right", "left")),
        ("sides left,right", sides("left", "right")),
        ("sides right", sides("right")),
        ("sides tight, other", sides("tight", "other")),
        ("sides Tight, Other, Tight", sides("tight", "other", "tight")),
        ("sides none", sides()),
        (
            "times 2, sides right, left, count in",
            scope(times=fixed(2), sides=("right", "left"), count="in"),
        ),
        ("breathe 4-6", scope(breath=breath(4000, 6000))),
        ("breathe freely", scope(breath=FREELY)),
        ("settle 12s", scope(settle=12 * S)),
        ("count none", scope(count="none")),
        ("times 3, Straight on", scope(times=fixed(3), is_straight=True)),
        ("if firmer", scope(Option("firmer", wanted=True, span=HERE))),
        ("unless firmer", scope(Option("firmer", wanted=False, span=HERE))),
        ("if right", scope(OnSide("right", HERE))),
        ("tool peanut", scope(NeedsTool("peanut", HERE))),
    ],
)
@pytest.mark.parametrize("level", ["exercise", "group"])
def test_on_a_heading(read: Read, code: str, expected: Scope, level: str) -> None:
    children = "### Calf\n" if level == "group" else ""
    routine = read(f"{HEAD}## Calf `{code}`\n{children}- Do it.\n{USED}")
    assert routine.items[0].scope == expected
    assert routine.items[0].heading == "Calf"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("`at 10s`", AtTime(Ms(10 * S), HERE)),
        ("`at 0s`", AtTime(Ms(0), HERE)),
        ("`at 0:10`", AtTime(Ms(10 * S), HERE)),
        ("`at half`", AtHalf(HERE)),
        ("`at in 2`", AtBreath("in", 2, HERE)),
        ("`At Out 3`", AtBreath("out", 3, HERE)),
        ("`each in`", Each("in", HERE)),
        ("`Each Out`", Each("out", HERE)),
        ("`at 10s left`", AtLeft(Ms(10 * S), HERE)),
        ("`At 30 Seconds Left`", AtLeft(Ms(30 * S), HERE)),
        ("`next in`", Next("in", HERE)),
        ("`Next Out`", Next("out", HERE)),
        ("`last out`", LastOut(HERE)),
        ("", Spread()),
    ],
)
def test_on_a_cue_of_a_hold(read: Read, code: str, expected: When) -> None:
    routine = read(f"## Calf\n- Do it. `hold 30s`\n  - Relax. {code}\n")
    (cue,) = routine.placed[0].exercise.steps[0].cues
    assert (cue.text.raw, cue.when, cue.conditions) == ("Relax.", expected, ())


@pytest.mark.parametrize("phase", ["lift", "lower"])
def test_on_a_cue_of_repetitions(read: Read, phase: Literal["lift", "lower"]) -> None:
    routine = read(f"## Calf\n- Do it. `reps 10`\n  - Slowly. `each {phase}`\n")
    (cue,) = routine.placed[0].exercise.steps[0].cues
    assert cue.when == Each(phase, HERE)


def test_a_cue_may_have_conditions_beside_its_moment(read: Read) -> None:
    routine = read(
        f"{HEAD}## Calf\n- Do it. `hold 30s`\n  - Relax. `if firmer, at half` `tool ball`\n{USED}"
    )
    (cue,) = routine.placed[0].exercise.steps[0].cues
    assert cue.when == AtHalf(HERE)
    assert cue.conditions == (Option("firmer", wanted=True, span=HERE), NeedsTool("ball", HERE))


def test_a_cue_may_depend_on_when_it_comes_up(read: Read) -> None:
    routine = read("## Calf\n- Do it. `hold 30s`\n  - Relax. `if first, at half`\n")
    (cue,) = routine.placed[0].exercise.steps[0].cues
    assert cue.when == AtHalf(HERE)
    assert cue.conditions == (FirstTime(wanted=True, span=HERE),)


def test_an_action_without_a_name_bears_its_heading_and_a_number(routine: Routine) -> None:
    """
    ## Calf `times 2`
    - One. `hold 30s`
    - Two. `roll 30s as down`
    - Three. `rest 10s`
    - Four. `move 30s`
    - Five. `wait 10s`
    - Six. `reps 10`

    ## Thigh
    - One. `roll 30s`
    """
    names = [
        [step.action.name for step in placed.exercise.steps if step.action]
        for placed in routine.placed
    ]
    assert names == [["Calf", "down", "", "Calf 2", "", "Calf 3"], ["Thigh"]]


def test_one_name_in_several_exercises_is_a_group(routine: Routine) -> None:
    """
    ## Calf
    - One. `hold 30s as tender`
    ## Thigh
    - One. `hold 30s as Tender`
    """
    names = [s.action.name for p in routine.placed for s in p.exercise.steps if s.action]
    assert names == ["tender", "Tender"]


def test_the_nearest_word_on_sides_and_breath_holds(routine: Routine) -> None:
    """
    ---
    title: Test
    sides: right, left
    breath: 5-5
    ---
    ## Calf
    - One. `hold 30s`
    - Two. `hold 30s, breathe freely`
    ## Group `sides none` `breathe 3-7`
    ### Squat
    - One. `hold 30s`
    ### Thigh `sides tight, other` `breathe 4-2-6`
    - One. `hold 30s`
    """
    assert [p.sides for p in routine.placed] == [("right", "left"), (), ("tight", "other")]
    assert [p.find_breath(s) for p in routine.placed for s in p.exercise.steps] == [
        breath(5000, 5000),
        FREELY,
        breath(3000, 7000),
        breath(4000, 2000, 6000),
    ]
