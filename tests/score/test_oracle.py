"""Generated routines, whose facts are known: no rule of the score is broken by any."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.score.arrange import arrange_timeline
from coach.score.timeline_document import describe_timeline
from coach.timing import SECOND
from support import Given, compiled, frames_of, sheet
from support.oracle import Facts, find_faults

BREATH = (("in", 4000), ("out", 6000))
BOX = (("in", 4000), ("held", 2000), ("out", 4000), ("held", 2000))

ACTIONS = {
    "hold 20s": ("hold", 20 * SECOND, BREATH),
    "hold 47.3s": ("hold", 47 * SECOND + 3 * SECOND // 10, BREATH),
    "hold 3 breaths, breathe 4-2-4-2": ("hold", 36 * SECOND, BOX),
    "hold 7s, breathe freely": ("hold", 7 * SECOND, ()),
    "hold 75s, breathe freely": ("hold", 75 * SECOND, ()),
    "roll 15s": ("roll", 15 * SECOND, ()),
    "roll 4 passes of 5s": ("roll", 20 * SECOND, ()),
    "move 61s": ("move", 61 * SECOND, ()),
    "reps 12": ("reps", 48 * SECOND, ()),
    "reps 23 tempo 0.25-0-0.25-0": ("reps", 23 * SECOND // 2, ()),
}
TEXTS = ("", "Sit.", "Lift your hips, and roll slowly up to just below the knee.")
BETWEEN = ("", "  - Shake it out. `after each`\n", "  - Back under, and tall. `before next`\n")
CUES = (
    "",
    "  - Slowly.\n",
    "  - And now. `at 3s left`\n",
    "  - Keep your back straight. `at 3s`\n",
    "  - Half. `at half`\n",
)
RESTS = (None, 1, 2, 3, 5, 8, 10, 20, 60)


@dataclass
class Planned:
    """A timed action with the rest before it, in seconds."""

    name: str
    kind: str
    frames: int
    rest: int | None


@dataclass
class Writing:
    """A script that is being written, and what is known of it."""

    lines: list[str] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    breath: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


def between(draw: st.DrawFn, writing: Writing, name: str) -> tuple[int, int | None, str]:
    """Draw how often something is done, the rest between, and how both are written.

    The number is fixed, a default in a range, or asked for by the name of what is done.
    """
    times = draw(st.integers(1, 3))
    form = draw(st.sampled_from(["times {}", "times {} in 1-4", "times 1-4"]))
    if form == "times 1-4":
        writing.asked.append(f"{name}={times}")
    rest = draw(st.sampled_from(RESTS)) if times > 1 or "-" in form else None
    words = form.format(times) + (f", rest {rest}s between" if rest else "")
    return times, rest, words


def item(text: str, spans: str) -> str:
    """Write a step."""
    return " ".join(filter(None, ("-", text, spans))) + "\n"


def write_steps(draw: st.DrawFn, writing: Writing) -> list[Planned]:
    """Write some steps, one of them timed at the least; return one visit's actions."""
    visit: list[Planned] = []
    for number in range(draw(st.integers(1, 3))):
        text = draw(st.sampled_from(TEXTS))
        if draw(st.booleans()):
            writing.lines.append(item(text, f"`rest {draw(st.integers(1, 6))}s`"))
        written = draw(st.sampled_from(sorted(ACTIONS)))
        kind, frames, breath = ACTIONS[written]
        name = f"act {len(writing.breath)}"
        writing.breath[name] = breath
        sets, rest, words = between(draw, writing, name)
        each = [frames] * sets
        if sets > 1 and "-" not in words and draw(st.booleans()):
            kind, each = "move", [seconds * SECOND for seconds in (12, 30, 7)[:sets]]
            written = "move " + "/".join(f"{frames // SECOND}s" for frames in each)
        writing.lines.append(item(text, f"`{written}, as {name}` `{words}`"))
        writing.lines.append(draw(st.sampled_from(CUES)))
        if sets > 1:
            writing.lines.append(draw(st.sampled_from(BETWEEN)))
        visit += [Planned(name, kind, f, rest if n else None) for n, f in enumerate(each)]
        if draw(st.booleans()) and number:
            writing.lines.append("- Let it go.\n")
    return visit


def write_exercise(
    draw: st.DrawFn, writing: Writing, heading: str, *, sided: bool
) -> list[Planned]:
    """Write an exercise; return its actions, all rounds and sides."""
    times, rest, words = between(draw, writing, heading.strip("# "))
    sides = 2 if sided else 1
    writing.lines.append(f"{heading} `{words}`{' `sides right, left`' if sided else ''}\n\n")
    visit = write_steps(draw, writing)
    done: list[Planned] = []
    for round_number in range(times):
        for side in range(sides):
            first = rest if round_number and not side else None
            done.append(Planned(visit[0].name, visit[0].kind, visit[0].frames, first))
            done += visit[1:]
    return done


@st.composite
def routines(draw: st.DrawFn) -> tuple[str, Given, Facts]:
    count = draw(st.sampled_from(["both", "in", "none"]))
    writing = Writing([f"---\ntitle: Any\ncount: {count}\n---\n"])
    for number in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            sided = draw(st.booleans())
            writing.planned += write_exercise(draw, writing, f"## Part {number}", sided=sided)
            continue
        times, rest, words = between(draw, writing, f"Group {number}")
        is_each = bool(rest) and draw(st.booleans())
        writing.lines.append(f"## Group {number} `{words}{' each' if is_each else ''}`\n\n")
        exercises = [
            write_exercise(draw, writing, f"### Part {number} {each}", sided=draw(st.booleans()))
            for each in range(draw(st.integers(1, 2)))
        ]
        for round_number in range(times):
            for each, actions in enumerate(exercises):
                first = actions[0]
                follows = (round_number or each) if is_each else (round_number and not each)
                resting = rest if follows else None
                writing.planned.append(Planned(first.name, first.kind, first.frames, resting))
                writing.planned += actions[1:]
    facts = Facts(
        tuple((each.name, each.kind, each.frames) for each in writing.planned),
        tuple(each.rest and each.rest * SECOND for each in writing.planned),
        writing.breath,
        count,
    )
    return "".join(writing.lines), Given(times=tuple(writing.asked)), facts


PACES = st.sampled_from([None, "slow", "quick"])


@given(routines(), PACES, st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_no_routine_breaks_a_rule(
    routine: tuple[str, Given, Facts], pace: str | None, slowness: int
) -> None:
    text, given_times, facts = routine
    expanded = sheet(text, Given(given_times, pace=pace))
    timeline = arrange_timeline(expanded, lambda words: slowness * frames_of(words), frozenset())
    assert list(find_faults(describe_timeline(timeline, "plain"), facts)) == []


@st.composite
def straight_routines(draw: st.DrawFn) -> tuple[str, Facts]:
    count = draw(st.sampled_from(["both", "in", "none"]))
    times = draw(st.integers(1, 3))
    lines = [f"---\ntitle: Any\ncount: {count}\n---\n## Group `times {times}, straight on`\n"]
    planned: list[tuple[str, str, int]] = []
    breath: dict[str, tuple[tuple[str, int], ...]] = {}
    for number in range(draw(st.integers(1, 3))):
        written = draw(st.sampled_from(sorted(ACTIONS)))
        kind, frames, phases = ACTIONS[written]
        sets = draw(st.integers(1, 2))
        name = f"act {number}"
        breath[name] = phases
        planned += [(name, kind, frames)] * sets
        lines.append(f"### Part {number}\n")
        lines.append(item(draw(st.sampled_from(TEXTS)), f"`{written}, as {name}` `times {sets}`"))
        lines.append(draw(st.sampled_from(CUES)))
        lines.append(draw(st.sampled_from(BETWEEN)) if sets > 1 else "")
        lines.append(draw(st.sampled_from(("", "- Let it go.\n"))))
    facts = Facts(
        tuple(planned * times), (None,) * len(planned) * times, breath, count, straight=True
    )
    return "".join(lines), facts


@given(straight_routines(), st.sampled_from(["full", "brief", "none"]), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_no_routine_that_goes_straight_on_breaks_a_rule(
    routine: tuple[str, Facts], words: str, slowness: int
) -> None:
    text, facts = routine
    expanded = sheet(text, Given(words=words))
    timeline = arrange_timeline(expanded, lambda words: slowness * frames_of(words), frozenset())
    assert list(find_faults(describe_timeline(timeline, "plain"), facts)) == []


EXAMPLE = """
## Calf `times 2, rest 20s between`
- Stop. `hold 20s as stop`
- Rise. `reps 5 as rise` `times 2, rest 10s between`
"""
FACTS = Facts(
    (("stop", "hold", 20 * SECOND), *[("rise", "reps", 20 * SECOND)] * 2) * 2,
    (None, None, 10 * SECOND, 20 * SECOND, None, 10 * SECOND),
    {"stop": BREATH},
)


def without(role: str, number: int, document_: dict[str, Any]) -> dict[str, Any]:
    """Leave out one event of a role."""
    found = [event for event in document_["events"] if event["role"] == role][number]
    return document_ | {"events": [e for e in document_["events"] if e is not found]}


def moved(key: str, number: int, by: int, document_: dict[str, Any]) -> dict[str, Any]:
    """Move an event or a hold."""
    entries = list(document_[key])
    entries[number] = entries[number] | {"at": entries[number]["at"] + by}
    return document_ | {key: entries}


@pytest.mark.parametrize("role", ["start", "end", "in", "out", "count", "number"])
def test_the_oracle_misses_what_is_left_out(role: str) -> None:
    heard = describe_timeline(compiled(EXAMPLE), "plain")
    assert list(find_faults(heard, FACTS)) == []
    assert list(find_faults(without(role, 1, heard), FACTS))


def test_the_oracle_finds_what_is_one_frame_off() -> None:
    heard: dict[str, Any] = describe_timeline(compiled(EXAMPLE), "plain")
    tones = ("start", "end", "in", "out", "count")
    places = [n for n, event in enumerate(heard["events"]) if event["role"] in tones]
    assert all(list(find_faults(moved("events", n, 1, heard), FACTS)) for n in places)
    assert all(list(find_faults(moved("holds", n, 1, heard), FACTS)) for n in range(9))
    rest = [hold["kind"] for hold in heard["holds"]].index("rest")
    longer = [dict(hold) for hold in heard["holds"]]
    longer[rest]["frames"] += 1
    assert list(find_faults(heard | {"holds": longer}, FACTS))
