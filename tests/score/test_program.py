"""Several routines as one track."""

from collections.abc import Sequence

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import render_diagnostic
from coach.timing import SECOND
from support import (
    Given,
    arranged_together,
    heard,
    lengths,
    plan_routines,
    said,
    script,
    settings,
    visits,
)

CALF = """---
title: Calf roll
tools: [foam roller]
avoid: [blood clots]
then: hip
---
> Keep your chest up.

## Inner calf
- Roll. `roll 20s`
- Stop. `hold 30s in 20-60s as tender`

## Outer calf
- Stop. `hold 30s in 20-60s`
"""
HIP = """---
title: Hip
tools: [Foam roller, ball]
avoid: [blood clots, a new hip]
sides: right, left
options:
  deeper: lean in
---
> Breathe slowly.

## Side of the hip
- Lean on the ball. `hold 40s in 20-60s as tender`
- Lean in. `if deeper`
"""
RAISE = """---
title: Calf raise
---
## Raise
- Go up and down. `reps 8`
"""


def refused(texts: Sequence[str], given: Given) -> str:
    sheet = plan_routines([script(text) for text in texts], settings(given))
    assert sheet.value is None
    return "\n".join(map(render_diagnostic, sheet.diagnostics))


def test_it_has_one_opening_and_one_close_and_says_what_comes_between() -> None:
    timeline = arranged_together([CALF, HIP])
    roles = ("title", "caution", "announce", "side", "finish")
    assert timeline.title == "Calf roll and Hip"
    assert said(timeline, *roles) == snapshot(
        [
            "Calf roll and Hip. About four minutes. You need a foam roller and a ball.",
            "Stop if you feel sharp pain, numbness or tingling.",
            "Skip this if you have blood clots or a new hip.",
            "Keep your chest up.",
            "Inner calf, one of two.",
            "Outer calf, two of two.",
            "Next: Hip.",
            "Breathe slowly.",
            "Side of the hip, right side.",
            "Now your left side.",
            "Side of the hip.",
            "That's it. Well done.",
        ]
    )
    assert visits(timeline) == snapshot(
        [
            "Calf roll: Inner calf",
            "Calf roll: Outer calf",
            "Hip: Side of the hip · right",
            "Hip: Side of the hip · left",
        ]
    )
    assert sum(event.role == "finish" and event.kind == "tone" for event in timeline.events) == 3


def test_the_next_routine_comes_where_the_last_one_ended() -> None:
    timeline = arranged_together([CALF, HIP])
    chapter = timeline.chapters[3]
    around = [e for e in timeline.events if abs(e.at - chapter.at) < 10 * 44_100]
    assert heard(tuple(around)) == snapshot(
        [
            "1:49.5 out",
            "1:52.5 count",
            "1:53.5 count",
            "1:54.5 count",
            "1:55.5 end",
            "1:56.9 announce: Next: Hip.",
            "1:57.8 caution: Breathe slowly.",
            "1:58.7 announce: Side of the hip, right side.",
            "2:00.0 instruction: Lean on the ball.",
            "2:01.1 length: For forty seconds.",
            "2:06.5 count",
        ]
    )


def test_every_routine_is_as_long_as_by_itself() -> None:
    both = lengths(arranged_together([CALF, HIP]))
    assert both == [*lengths(arranged_together([CALF])), *lengths(arranged_together([HIP]))]
    assert lengths(arranged_together([CALF, CALF])) == 2 * lengths(arranged_together([CALF]))


def test_an_adjustment_reaches_every_routine_that_has_what_it_names() -> None:
    given = Given(hold=("tender=50s", "outer calf=55s"), with_=("deeper",), reps="4")
    assert lengths(arranged_together([CALF, HIP, RAISE], given)) == snapshot(
        [
            "Inner calf 20s",
            "tender 50s in 5",
            "Outer calf 55s in 6",
            "tender 50s in 5",
            "tender 50s in 5",
            "Raise 16s",
        ]
    )
    raised = RAISE.replace("reps 8", "reps 8, times 1-3")
    thrice = arranged_together([CALF, raised], Given(times=("raise=3",)))
    assert lengths(thrice)[-2:] == ["Raise 32s"] * 2
    assert "Lean in." in said(
        arranged_together([CALF, HIP], Given(with_=("deeper",))), "instruction"
    )
    ball = said(arranged_together([CALF, HIP], Given(with_=("ball",))), "title")
    assert ball == snapshot(
        ["Calf roll and Hip. About four minutes. You need a foam roller and a ball."]
    )


@pytest.mark.parametrize(
    "given",
    [
        Given(hold=("calves=50s",)),
        Given(times=("calves=2",)),
        Given(with_=("softer",)),
        Given(only=("knee",)),
        Given(from_="knee"),
        Given(until="knee"),
    ],
    ids=["hold", "times", "with", "only", "from", "until"],
)
def test_a_name_that_no_routine_has_is_an_error(given: Given) -> None:
    text = refused([CALF, HIP], given)
    assert "there is no" in text
    assert text.count("error") >= 1


def test_an_adjustment_that_changes_nothing_anywhere_is_a_warning() -> None:
    diagnostics = plan_routines([script(CALF), script(HIP)], settings(Given(reps="4"))).diagnostics
    assert [diagnostic.code for diagnostic in diagnostics] == ["no-effect"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            Given(only=("outer calf", "side of the hip")),
            snapshot(
                [
                    "Calf roll: Outer calf",
                    "Hip: Side of the hip · right",
                    "Hip: Side of the hip · left",
                ]
            ),
        ),
        (Given(only=("side of the hip left",)), snapshot(["Hip: Side of the hip · left"])),
        (
            Given(from_="outer calf"),
            snapshot(
                [
                    "Calf roll: Outer calf",
                    "Hip: Side of the hip · right",
                    "Hip: Side of the hip · left",
                    "Calf raise: Raise",
                ]
            ),
        ),
        (Given(from_="raise"), snapshot(["Calf raise: Raise"])),
        (Given(until="inner calf"), snapshot(["Calf roll: Inner calf"])),
        (
            Given(from_="outer calf", until="side of the hip"),
            snapshot(
                [
                    "Calf roll: Outer calf",
                    "Hip: Side of the hip · right",
                    "Hip: Side of the hip · left",
                ]
            ),
        ),
        (
            Given(side="left"),
            snapshot(
                [
                    "Calf roll: Inner calf",
                    "Calf roll: Outer calf",
                    "Hip: Side of the hip · left",
                    "Calf raise: Raise",
                ]
            ),
        ),
    ],
)
def test_it_is_cut_as_a_whole(given: Given, expected: list[str]) -> None:
    assert visits(arranged_together([CALF, HIP, RAISE], given)) == expected


def test_one_routine_is_a_program_as_it_is() -> None:
    timeline = arranged_together([CALF])
    assert timeline.title == "Calf roll"
    assert visits(timeline) == ["Inner calf", "Outer calf"]


@pytest.mark.parametrize(
    "given",
    [
        Given(from_="Side of the hip", until="Inner calf"),
        Given(only=("Inner calf",), from_="Side of the hip"),
        Given(only=("Side of the hip",), until="Outer calf"),
    ],
)
def test_where_no_routine_is_left_it_says_so(given: Given) -> None:
    assert refused([CALF, HIP], given) == snapshot("""\
error[nothing-left]: With these adjustments nothing of the routine is left.
  Take back `--side`, `--only`, `--skip`, `--from`, `--until` or `--with`.\
""")


SIDED = """---
title: {title}
sides: right, left
switch: 12s
---
> Take care.

## {part}
- Lean in. `hold 10s`
"""
ONE, TWO = (SIDED.format(title=t, part=p) for t, p in (("One", "Ankle"), ("Two", "Knee")))
RIGHT = "---\ntitle: Right\n---\n## Hip `sides right`\n- Lean in. `hold 10s`\n"


def test_a_routine_on_another_side_than_the_last_only_says_so() -> None:
    timeline = arranged_together([ONE, TWO])
    start = timeline.chapters[3].at
    around = [e for e in timeline.events if start - SECOND < e.at < start + 22 * SECOND]
    assert heard(tuple(around)) == snapshot(
        [
            "0:51.2 announce: Next: Two.",
            "0:52.1 caution: Take care.",
            "0:53.0 announce: Knee, right side.",
            "0:54.0 instruction: Lean in.",
            "0:54.9 length: For ten seconds.",
            "1:00.3 count",
            "1:01.3 count",
            "1:02.3 count",
            "1:03.3 start",
            "1:03.3 in",
            "1:03.3 breath: Breathe in",
            "1:07.3 out",
            "1:07.3 breath: and out",
            "1:10.3 count",
            "1:11.3 count",
            "1:12.3 count",
        ]
    )
    assert said(arranged_together([ONE, RAISE, TWO]), "side") == ["Now your left side."] * 2


def test_a_routine_that_has_nothing_left_is_left_out() -> None:
    assert visits(arranged_together([RIGHT, ONE], Given(side="left"))) == ["One: Ankle · left"]
    assert visits(arranged_together([ONE, RIGHT], Given(side="left"))) == ["One: Ankle · left"]
    assert "nothing-left" in refused([RIGHT, RIGHT], Given(side="left"))


def test_a_tool_that_is_named_takes_the_others_out_of_all_hands() -> None:
    bar = "---\ntitle: Bar\ntools: [bar]\n---\n## Pull `tool bar`\n- Up. `hold 10s`\n"
    both = (
        "---\ntitle: Both\ntools: [ball, bar]\n---\n## Roll `tool ball`\n- Lie. `roll 10s`\n"
        "## Hang `tool bar`\n- Up. `hold 10s`\n"
    )
    timeline = arranged_together([bar, both], Given(with_=("ball",)))
    assert visits(timeline) == ["Both: Roll"]
    assert said(timeline, "title") == ["Both. About thirty seconds. You need a ball."]
    assert visits(arranged_together([bar, both], Given(with_=("bar",)))) == [
        "Bar: Pull",
        "Both: Hang",
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            Given(only=("Two: Knee · left", "one: ankle right")),
            ["One: Ankle · right", "Two: Knee · left"],
        ),
        (
            Given(from_="One: Ankle · left", until="two: knee right"),
            ["One: Ankle · left", "Two: Knee · right"],
        ),
    ],
)
def test_a_part_is_found_by_its_chapters_name(given: Given, expected: list[str]) -> None:
    assert visits(arranged_together([ONE, TWO], given)) == expected


def test_what_no_routine_has_is_told_once_with_all_there_is() -> None:
    given = Given(only=("foot",), from_="toe", hold=("shin=20s",))
    assert refused([ONE, TWO, RAISE], given) == snapshot("""\
error[unknown-hold]: --hold shin=20s: there is no `shin` to adjust.
  There is Ankle, Knee, Raise.
error[unknown-part]: --only foot: there is no such part.
  The parts are Ankle, Knee, Raise.
error[unknown-part]: --from toe: there is no such part.
  The parts are Ankle, Knee, Raise.\
""")
    assert refused([CALF, HIP], Given(with_=("chair",))) == snapshot("""\
error[unknown-option]: --with chair: there is no such option or tool.
  There is foam roller, deeper, Foam roller, ball.\
""")


def words_of(level: str, title: str) -> str:
    return (
        f"---\ntitle: {title}\nwords: {level}\navoid: [gout]\n---\n> Go slowly.\n"
        "## Calf\n- Sit down. Breathe. `if first`\n- **Lean in**, and wait. `hold 10s`\n"
    )


def test_each_routine_keeps_its_own_words_and_knows_what_came_up_before() -> None:
    roles = ("announce", "instruction", "length")
    assert said(arranged_together([words_of("full", "One"), words_of("brief", "Two")]), *roles) == [
        "Calf.",
        "Sit down. Breathe.",
        "Lean in, and wait.",
        "For ten seconds.",
        "Next: Two.",
        "Calf.",
        "Lean in.",
    ]
    assert said(arranged_together([words_of("none", "One"), words_of("brief", "Two")]), *roles) == [
        "Next: Two.",
        "Calf.",
        "Lean in, and wait.",
        "For ten seconds.",
    ]


def test_the_opening_of_a_program_has_what_its_routines_say_of_it() -> None:
    def cautions(*levels: str) -> list[str]:
        texts = [words_of(level, f"{number}") for number, level in enumerate(levels)]
        return said(arranged_together(texts), "title", "caution")[1:]

    stop = "Stop if you feel sharp pain, numbness or tingling."
    avoid = "Skip this if you have gout."
    assert cautions("least", "least") == [stop]
    assert cautions("least", "full") == [stop, avoid, "Go slowly."]
    assert cautions("brief", "none") == [stop, avoid, "Go slowly."]
    silent = arranged_together([words_of("none", "One"), words_of("none", "Two")])
    assert all(event.kind != "speech" for event in silent.events)
