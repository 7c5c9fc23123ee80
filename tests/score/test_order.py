"""The order of visits, by their chapters' titles, and what is cut away."""

import pytest
from inline_snapshot import snapshot

from support import Given, compiled, lengths, refused, said, visits, warned


def order(text: str, given: Given | None = None) -> list[str]:
    """Compile a routine of headings alone, each with a hold under it."""
    return visits(compiled(bodied(text), given))


def bodied(text: str) -> str:
    """Return every exercise a step; `##` with `###` under it is a group and gets none."""
    lines: list[str] = []
    marks = [line for line in text.splitlines() if line.startswith("##")]
    for line in text.splitlines():
        lines.append(line)
        if line.startswith("##"):
            following = marks[marks.index(line) + 1 :]
            group = line.startswith("## ") and bool(following) and following[0].startswith("###")
            lines += [] if group else ["- Stop. `hold 5s`"]
    return "\n".join(lines)


SIDED = "---\ntitle: Test\nsides: right, left\n---\n"

CALVES = """---
title: Calf roll
tools: [roller, ball]
sides: right, left
---

> Go slowly.

## Centre pass

> Stay off the bone.

- Roll. `roll 10s`

## Inner calf `times 2, rest 10s between`

> Toes in.

- Roll on the ball. `roll 10s` `tool ball`

## Outer calf

> Toes out.

- Roll. `roll 10s`
"""


def test_the_routines_sides_go_through_each_run_of_exercises() -> None:
    assert order(SIDED + "## A\n## B\n## C `sides left, right`\n## D\n## E `sides none`\n## F") == [
        *("A · right", "B · right", "A · left", "B · left"),
        *("C · left", "C · right"),
        *("D · right", "D · left"),
        "E",
        *("F · right", "F · left"),
    ]


def test_exercises_have_no_sides_where_nothing_says_so() -> None:
    assert order("## A\n## B `sides right, left`\n## C") == ["A", "B · right", "B · left", "C"]
    assert order("---\ntitle: Test\nsides: none\n---\n## A") == ["A"]


@pytest.mark.parametrize(
    ("sides", "tight", "wanted"),
    [
        ("tight, other, tight", None, ["right", "left", "right"]),
        ("tight, other, tight", "right", ["right", "left", "right"]),
        ("tight, other, tight", "left", ["left", "right", "left"]),
        ("tight, other", "left", ["left", "right"]),
        ("other", "left", ["right"]),
        ("right, left", "left", ["right", "left"]),
        ("left", None, ["left"]),
        ("right, left, right, left", None, ["right", "left", "right", "left"]),
    ],
)
def test_the_tighter_side(sides: str, tight: str | None, wanted: list[str]) -> None:
    given = Given(tight=tight)
    assert order(f"## A `sides {sides}`", given) == [f"A · {side}" for side in wanted]
    front = f"---\ntitle: Test\nsides: {sides}\n---\n"
    assert order(f"{front}## A\n## B", given) == [f"{x} · {s}" for s in wanted for x in "AB"]


def test_times_of_an_exercise_repeat_all_its_sides_in_each_round() -> None:
    assert order("## A `times 2` `sides right, left`") == [
        *("A · right · round 1", "A · left · round 1"),
        *("A · right · round 2", "A · left · round 2"),
    ]


def test_times_of_an_exercise_in_a_run_repeat_it_where_it_stands() -> None:
    assert order(SIDED + "## A `times 2`\n## B") == [
        *("A · right · round 1", "A · right · round 2", "B · right"),
        *("A · left · round 1", "A · left · round 2", "B · left"),
    ]


def test_times_of_a_group_make_rounds_of_its_exercises() -> None:
    assert order("## G `times 2`\n### A\n### B") == [
        *("A · round 1", "B · round 1"),
        *("A · round 2", "B · round 2"),
    ]


def test_sides_of_a_group_go_through_its_exercises() -> None:
    assert order("## G `sides right, left` `times 2`\n### A\n### B") == [
        *("A · right · round 1", "B · right · round 1", "A · left · round 1", "B · left · round 1"),
        *("A · right · round 2", "B · right · round 2", "A · left · round 2", "B · left · round 2"),
    ]


def test_an_exercise_with_sides_of_its_own_parts_the_runs_of_its_group() -> None:
    group = "## G{}\n### A\n### B `sides left`\n### C `sides none`\n### D\n### E"
    assert order(group.format(" `sides right, left`")) == [
        *("A · right", "A · left", "B · left", "C"),
        *("D · right", "E · right", "D · left", "E · left"),
    ]
    assert order(SIDED + group.format(" `times 2`")) == [
        f"{visit} · round {round_number}"
        for round_number in (1, 2)
        for visit in (
            *("A · right", "A · left", "B · left", "C"),
            *("D · right", "E · right", "D · left", "E · left"),
        )
    ]


def test_a_group_that_says_nothing_only_names_its_exercises() -> None:
    assert order(SIDED + "## A\n## G\n### B\n### C\n## H\n### D `sides none`\n### E") == [
        *("A · right", "G: B · right", "G: C · right"),
        *("A · left", "G: B · left", "G: C · left"),
        "H: D",
        *("H: E · right", "H: E · left"),
    ]


def test_a_group_without_sides_of_its_own_is_part_of_a_run() -> None:
    assert order(SIDED + "## A\n## G `times 2`\n### B") == [
        *("A · right", "G: B · right · round 1", "G: B · right · round 2"),
        *("A · left", "G: B · left · round 1", "G: B · left · round 2"),
    ]


def test_a_group_with_no_sides_takes_them_from_its_exercises() -> None:
    assert order(SIDED + "## G `sides none`\n### A\n### B") == ["A", "B"]


def test_rounds_in_rounds_are_counted_through() -> None:
    assert order("## G `times 2`\n### A `times 2`\n### B") == [
        *("A · round 1", "A · round 2", "B · round 1"),
        *("A · round 3", "A · round 4", "B · round 2"),
    ]
    group = "## G `times 2`\n### A `times 2`\n### B"
    assert said(compiled(bodied(group)), "announce") == snapshot(
        [
            "A, one of two.",
            "Last round.",
            "B, two of two.",
            "G. Last round.",
            "A.",
            "Last round.",
            "B.",
        ]
    )


def test_one_side_drops_the_other_and_the_changes_and_keeps_what_has_none() -> None:
    text = SIDED + "## A\n## B `sides tight, other, tight`\n## C `sides none`\n## D `sides left`"
    assert order(text, Given(side="left")) == ["A · left", "B · left", "C", "D · left"]
    assert order(text, Given(side="right")) == ["A · right", "B · right", "B · right", "C"]
    assert said(compiled(bodied(text), Given(side="left")), "side") == []


def test_what_has_nothing_left_to_do_is_no_visit() -> None:
    text = """---
title: Test
tools: [ball, roller]
options:
  firmer: press
---
## Press `if firmer`
- Stop. `hold 5s`
## Sides `sides right, left`
- Stop. `hold 5s` `if left`
## Group `tool roller`
### Roll
- Roll. `roll 5s`
## Last
- Press. `if firmer`
"""
    assert visits(compiled(text)) == ["Sides · left", "Group: Roll"]
    firm = compiled(text, Given(with_=("firmer", "ball")))
    assert visits(firm) == ["Press", "Sides · left", "Last"]


def test_options_and_tools_change_what_is_said() -> None:
    text = """---
title: Test
tools: [ball or foam roller, step]
options:
  Firmer: press
---
## Calf
- Rest your leg. `unless firmer`
- Cross your leg. `if firmer`
- Take the ball. `tool ball`
- Take the roller. `tool foam roller`
- Take the {tool}. `tool step`
- Only the ball and firmer. `tool ball, if firmer`
- Use your {tool}. `hold 5s`
"""
    words = {
        with_: [
            (said(timeline, "title")[0].partition("You ")[2]),
            *said(timeline, "instruction"),
        ]
        for with_ in ("", "firmer", "ball", "FOAM  roller", "step, ball, FIRMER")
        for timeline in [compiled(text, Given(with_=(with_,) if with_ else ()))]
    }
    assert words == snapshot(
        {
            "": [
                "need a ball and a step.",
                "Rest your leg.",
                "Take the ball.",
                "Take the step.",
                "Use your ball.",
            ],
            "firmer": [
                "need a ball and a step.",
                "Cross your leg.",
                "Take the ball.",
                "Take the step.",
                "Only the ball and firmer.",
                "Use your ball.",
            ],
            "ball": ["need a ball.", "Rest your leg.", "Take the ball.", "Use your ball."],
            "FOAM  roller": [
                "need a foam roller.",
                "Rest your leg.",
                "Take the roller.",
                "Use your foam roller.",
            ],
            "step, ball, FIRMER": [
                "need a ball and a step.",
                "Cross your leg.",
                "Take the ball.",
                "Take the step.",
                "Only the ball and firmer.",
                "Use your ball.",
            ],
        }
    )


def test_an_unknown_option_or_tool_is_an_error_with_a_suggestion() -> None:
    text = "---\ntitle: T\ntools: [ball]\noptions:\n  firmer: press\n---\n## A\n- B `if firmer`\n"
    assert refused(text, Given(with_=("firmr, bell", "chair"))) == snapshot("""\
error[unknown-option]: --with firmr: there is no such option or tool.
  Did you mean `firmer`?
error[unknown-option]: --with bell: there is no such option or tool.
  Did you mean `ball`?
error[unknown-option]: --with chair: there is no such option or tool.
  There is firmer, ball.\
""")
    assert refused("## A\n- B\n", Given(with_=("ball",))) == snapshot("""\
error[unknown-option]: --with ball: there is no such option or tool.
  There are none.\
""")


def cut(given: Given, text: str = CALVES) -> list[str]:
    return visits(compiled(text, given))


def test_the_whole() -> None:
    assert cut(Given()) == snapshot(
        [
            "Centre pass · right",
            "Inner calf · right · round 1",
            "Inner calf · right · round 2",
            "Outer calf · right",
            "Centre pass · left",
            "Inner calf · left · round 1",
            "Inner calf · left · round 2",
            "Outer calf · left",
        ]
    )


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        (("Centre pass",), ["Centre pass · right", "Centre pass · left"]),
        (("CENTRE   pass",), ["Centre pass · right", "Centre pass · left"]),
        (("centre pass · left",), ["Centre pass · left"]),
        (("Centre pass left",), ["Centre pass · left"]),
        (("centre pass, left",), ["Centre pass · left"]),
        (("inner calf · left · round 2",), ["Inner calf · left · round 2"]),
        (("inner calf left round 1",), ["Inner calf · left · round 1"]),
        (
            ("outer calf", "centre pass · left"),
            ["Outer calf · right", "Centre pass · left", "Outer calf · left"],
        ),
    ],
)
def test_only_what_is_named_by_title_or_heading(only: tuple[str, ...], wanted: list[str]) -> None:
    assert cut(Given(only=only)) == wanted


def test_from_the_first_and_until_the_last_that_is_named() -> None:
    whole = cut(Given())
    assert cut(Given(from_="outer calf")) == whole[3:]
    assert cut(Given(from_="inner calf · right · round 2")) == whole[2:]
    assert cut(Given(until="centre pass")) == whole[:5]
    assert cut(Given(until="centre pass · right")) == whole[:1]
    assert cut(Given(from_="outer calf", until="centre pass")) == whole[3:5]
    assert cut(Given(skip=("inner calf", "centre pass · left"))) == [whole[0], whole[3], whole[-1]]
    assert cut(Given(skip=("outer calf",), from_="outer calf")) == whole[4:-1]
    both = Given(only=("centre pass", "outer calf"), from_="outer calf", until="centre pass")
    assert cut(both) == ["Outer calf · right", "Centre pass · left"]


def test_a_title_comes_before_a_heading() -> None:
    text = "## A `sides right, left`\n## A left"
    assert order(text) == ["A · right", "A · left", "A left"]
    assert order(text, Given(only=("a left",))) == ["A · left", "A left"]
    text = "## A `sides right, left`\n## B\n## A · left `times 2`"
    assert order(text, Given(only=("a left",))) == ["A · left"]


def test_a_group_may_be_named_too() -> None:
    text = "## A\n## G `times 2`\n### B\n### C\n## D"
    every = ["G: B · round 1", "G: C · round 1", "G: B · round 2", "G: C · round 2"]
    assert order(text, Given(only=("g",))) == every
    assert order(text, Given(only=("G: b",))) == every[::2]
    assert order(text, Given(only=("b · round 2",))) == every[2:3]
    assert order(text, Given(only=("g: b round 2",))) == every[2:3]
    assert order(text, Given(only=("b",))) == every[::2]


def test_a_group_leads_the_titles_of_its_chapters_where_it_tells_something_new() -> None:
    assert order("## G `times 2`\n### B") == ["B · round 1", "B · round 2"]
    assert order("---\ntitle: Legs.\n---\n## LEGS\n### B\n## C") == ["B", "C"]
    assert order("## Legs\n### B\n## Arms\n### B") == ["Legs: B", "Arms: B"]


@pytest.mark.parametrize("name", ["inner", "centr pass", "zzz", "", "·", "!"])
def test_a_part_that_is_not_there_is_an_error(name: str) -> None:
    meant = {"inner": "Inner calf", "centr pass": "Centre pass"}.get(name)
    known = "The parts are Centre pass, Inner calf, Outer calf."
    help_text = f"Did you mean `{meant}`?" if meant else known
    for option, given in (
        ("only", Given(only=(name,))),
        ("skip", Given(skip=(name,))),
        ("from", Given(from_=name)),
        ("until", Given(until=name)),
    ):
        assert refused(CALVES, given) == (
            f"error[unknown-part]: --{option} {name}: there is no such part.\n  {help_text}"
        )


def test_all_that_cannot_be_had_is_said_at_once() -> None:
    given = Given(hold=("centr pass=5s",), reps="5", only=("inner",), from_="outr calf", until="x")
    assert refused(CALVES, given) == snapshot("""\
error[unknown-hold]: --hold centr pass=5s: there is no `centr pass` to adjust.
  Did you mean `Centre pass`?
warning[no-effect]: --reps changes nothing: this routine has no repetitions.
  See `coach holds ROUTINE` for what can be adjusted.
error[unknown-part]: --only inner: there is no such part.
  Did you mean `Inner calf`?
error[unknown-part]: --from outr calf: there is no such part.
  Did you mean `Outer calf`?
error[unknown-part]: --until x: there is no such part.
  The parts are Centre pass, Inner calf, Outer calf.\
""")


def test_parts_depend_on_options_and_are_looked_for_once_those_are_known() -> None:
    given = Given(hold=("centr pass=5s",), with_=("bal",), only=("inner",))
    assert refused(CALVES, given) == snapshot("""\
error[unknown-hold]: --hold centr pass=5s: there is no `centr pass` to adjust.
  Did you mean `Centre pass`?
error[unknown-option]: --with bal: there is no such option or tool.
  Did you mean `ball`?\
""")


def test_nothing_left_is_an_error() -> None:
    assert refused(CALVES, Given(from_="outer calf · left", until="centre pass")) == snapshot("""\
error[nothing-left]: With these adjustments nothing of the routine is left.
  Take back `--side`, `--only`, `--skip`, `--from`, `--until` or `--with`.\
""")
    assert refused(bodied("## A `sides right`"), Given(side="left")).startswith(
        "error[nothing-left]"
    )
    assert refused(CALVES, Given(only=("inner calf",), with_=("roller",))).startswith(
        "error[unknown-part]"
    )


def test_what_is_cut_away_is_cut_before_anything_is_said() -> None:
    whole = compiled(CALVES)
    assert said(whole, "title", "caution", "announce", "side") == snapshot(
        [
            "Calf roll. About three minutes. You need a roller and a ball.",
            "Stop if you feel sharp pain, numbness or tingling.",
            "Go slowly.",
            "Centre pass, one of three, right side.",
            "Stay off the bone.",
            "Inner calf, two of three, right side.",
            "Toes in.",
            "Last round.",
            "Outer calf, three of three, right side.",
            "Toes out.",
            "Now your left side.",
            "Centre pass.",
            "Inner calf, left side.",
            "Last round.",
            "Outer calf, left side.",
        ]
    )
    less = compiled(CALVES, Given(from_="inner calf · right · round 2", until="outer calf · right"))
    assert said(less, "title", "caution", "announce", "side") == snapshot(
        [
            "Calf roll. About one minute. You need a roller and a ball.",
            "Stop if you feel sharp pain, numbness or tingling.",
            "Go slowly.",
            "Inner calf, one of two, right side.",
            "Last round.",
            "Toes in.",
            "Outer calf, two of two, right side.",
            "Toes out.",
        ]
    )
    one = compiled(CALVES, Given(only=("outer calf · left",)))
    assert said(one, "title", "caution", "announce", "side") == snapshot(
        [
            "Calf roll. About thirty seconds. You need a roller.",
            "Stop if you feel sharp pain, numbness or tingling.",
            "Go slowly.",
            "Outer calf, left side.",
            "Toes out.",
        ]
    )


@pytest.mark.parametrize(
    ("given", "need"),
    [
        (Given(), "a roller, a bench, a ball and a mat"),
        (Given(with_=("ball",)), "a ball and a bench"),
        (Given(with_=("roller",)), "a roller"),
        (Given(with_=("roller", "mat")), "a roller and a mat"),
    ],
)
def test_a_tool_of_which_there_is_no_choice_is_needed_where_it_is_heard_of(
    given: Given, need: str
) -> None:
    script = """---
title: Test
tools: [roller or stick, bench, ball, mat]
---

## Back `tool roller`

- Lie down. `hold 20s`

## Thigh `tool ball`

- Put the ball on the bench. `hold 20s`
"""
    title = said(compiled(script, given), "title")[0]
    assert title.endswith(f" You need {need}.")


def test_a_rest_between_rounds_stays_only_between_them() -> None:
    assert lengths(compiled(CALVES, Given(only=("inner calf",), side="left"))) == [
        *("Inner calf 10s", "rest 10s", "Inner calf 10s"),
    ]
    given = Given(only=("inner calf · left · round 1", "outer calf"), side="left")
    assert lengths(compiled(CALVES, given)) == ["Inner calf 10s", "Outer calf 10s"]


def test_a_rest_between_rounds_of_a_group_follows_the_last_of_a_round() -> None:
    text = bodied("## G `times 2, rest 10s between` `sides right, left`\n### A\n### B")
    assert lengths(compiled(text)) == [
        *(f"{x} 5s in 1" for x in "ABAB"),
        "rest 10s",
        *(f"{x} 5s in 1" for x in "ABAB"),
    ]


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        (("B",), ["B", "rest", "B", "rest", "B"]),
        (("A",), ["A", "rest", "A", "rest", "A"]),
        (("A", "C"), ["A", "rest", "A", "rest", "A", "C"]),
        (("X", "C"), ["X", "C"]),
        (("A · round 1", "A · round 3"), ["A", "rest", "A"]),
        (("D", "X"), ["X", "D", "rest", "D"]),
    ],
)
def test_rests_between_the_rounds_that_remain_stay(
    only: tuple[str, ...], wanted: list[str]
) -> None:
    text = (
        "## X\n- Go. `hold 5s`\n"
        "## G `times 3, rest 20s between`\n### A\n- Go. `hold 5s`\n### B\n- Go. `hold 5s`\n"
        "## C\n- Go. `hold 5s`\n## D `times 2, rest 10s between`\n- Go. `hold 5s`\n"
    )
    timeline = compiled(text, Given(only=only))
    assert [
        hold.exercise if hold.kind == "hold" else hold.kind for hold in timeline.holds
    ] == wanted


def test_a_track_that_could_never_end_within_a_day_is_refused() -> None:
    text = "## A `times 1000`\n- Stop. `hold 1min, times 1000`\n"
    assert refused(text, Given()) == snapshot("""\
test.md:2:1: error[track-too-long]: The track would be longer than 24 hours.
    2 | title: Test
      | ^^^^^
  Use fewer rounds or shorter actions.\
""")
    assert "track-too-long" in refused("## G `times 1000`\n### A `times 1000`\n- B.\n", Given())
    short = "## G `times 1000`\n### A `times 1000`\n- B. `hold 0.001s, times 1000`\n"
    assert "track-too-long" in refused(short, Given())
    sets = "## A\n- B. `hold 1s, times 1000, rest 60min between`\n"
    assert "track-too-long" in refused(sets, Given())
    rounds = "## A `times 1000, rest 60min between`\n- B. `hold 1s`\n"
    assert "track-too-long" in refused(rounds, Given())


def test_an_adjustment_that_does_nothing_is_a_warning() -> None:
    given = Given(hold=("45s",), reps="10", tempo="3-0-1-0", spots="2")
    assert warned("## A\n- Roll. `roll 10s`\n", given) == snapshot("""\
warning[no-effect]: --hold 45s changes nothing: this routine has no hold.
  See `coach holds ROUTINE` for what can be adjusted.
warning[no-effect]: --reps changes nothing: this routine has no repetitions.
  See `coach holds ROUTINE` for what can be adjusted.
warning[no-effect]: --tempo changes nothing: this routine has no repetitions.
  See `coach holds ROUTINE` for what can be adjusted.
warning[no-effect]: --spots changes nothing: this routine has no tender spots.
  See `coach holds ROUTINE` for what can be adjusted.\
""")
