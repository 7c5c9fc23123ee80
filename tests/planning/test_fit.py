"""A track is exactly as long as is asked for, or its listener hears what it can be."""

import random
import re

import pytest
from inline_snapshot import snapshot

from coach.library import Library
from coach.planning.fit import FittedTrack
from coach.score.adjustment_values import read_fit
from coach.score.timeline import Timeline
from coach.script.routine import Routine
from coach.timing import SECOND, ms_to_frames
from support import Given, compiled, lengths, said, script
from support.fits import (
    fit_program,
    fit_text,
    lay_out,
    make_program,
    reach,
    refuse_text,
)

CALVES = """---
title: Calves
sides: right, left
settle: 6s
---
## Calf
- Sit down.
- Roll slowly. `roll 20-30s as rolling`
- Stop on a spot. `hold 30-90s as tender, spots 1-2`
  - Let it sink in.
## Thigh
- Lean in. `hold 10s in 5-20s as thigh`
"""
BRIEF = """---
title: Brief
sides: right, left
---
## Calf
- **Sit.** Put your hands by your hips, and let all of your fingers point away from you.
- **Lean in.** Let the roller carry you, and breathe slowly, down to your toes. `hold 20s`
"""

SHIPPED = (
    "calf-roll",
    "donkey-calf-raise",
    "estiramiento-de-pantorrilla",
    "hamstring-release",
    "lower-body-release",
    "step-calf-stretch",
    "wadenrolle",
)


@pytest.mark.parametrize(
    ("asked", "given", "changed"),
    [
        ("4:15", Given(), snapshot(["Gaps: 107 % of what is stated."])),
        (
            "3:55",
            Given(),
            snapshot(
                [
                    "Calf: rolling 20s instead of 25s",
                    "tender 55s instead of 1min.",
                    "Gaps: 108 % of what is stated.",
                ]
            ),
        ),
        (
            "5min",
            Given(),
            snapshot(
                [
                    "Calf: rolling 30s instead of 25s",
                    "tender 1min 15s instead of 1min.",
                    "Thigh: thigh 15s instead of 10s.",
                    "Gaps: 87 % of what is stated.",
                ]
            ),
        ),
        (
            "8min",
            Given(),
            snapshot(
                [
                    "Calf: tender 2 spots instead of 1",
                    "rolling 30s instead of 25s",
                    "tender 1min 20s instead of 1min.",
                    "Thigh: thigh 15s instead of 10s.",
                    "Gaps: 79 % of what is stated.",
                ]
            ),
        ),
        (
            "5min",
            Given(hold=("tender=1min",)),
            snapshot(
                [
                    "Calf: rolling 30s instead of 25s.",
                    "Thigh: thigh 20s instead of 10s.",
                    "Gaps: 150 % of what is stated",
                    "the pauses between sentences 117 %.",
                ]
            ),
        ),
        (
            "7min..9min",
            Given(),
            snapshot(
                [
                    "Calf: tender 2 spots instead of 1",
                    "rolling 30s instead of 25s",
                    "tender 1min 5s instead of 1min.",
                    "Gaps: 107 % of what is stated.",
                ]
            ),
        ),
        ("4min..5min", Given(), snapshot([])),
    ],
)
def test_what_is_changed(asked: str, given: Given, changed: list[str]) -> None:
    timeline, notes = fit_text(CALVES, asked, given)
    assert [words for note in notes for words in note.split(", ")] == changed
    request = read_fit(asked)
    assert ms_to_frames(request.least) <= timeline.frames <= ms_to_frames(request.most)
    assert notes or timeline == compiled(CALVES, given)


def test_words_in_short_come_after_the_lengths() -> None:
    timeline, notes = fit_text(BRIEF, "1:12")
    assert notes == snapshot(["Brief: the words in short.", "Gaps: 77 % of what is stated."])
    assert timeline.frames == 72 * SECOND
    assert said(timeline, "instruction") == snapshot(
        [
            "Sit. Put your hands by your hips, and let all of your fingers point away from you.",
            "Lean in. Let the roller carry you, and breathe slowly, down to your toes.",
            "Sit.",
            "Lean in.",
        ]
    )
    assert refuse_text(BRIEF, "1:10", Given(words="full")) == snapshot("""\
error[cannot-fit]: `--fit 1:10` is not possible: the track can last from 1min 13s to 1min 30s.
  Write `--fit 1min 13s`.
  At its shortest its actions take 40s, and words, rests and gaps 32s.
  Leave a part out by `--only`, `--until` or `--side`, or say less: `--words`.\
""")


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (
            "2min",
            snapshot("""\
error[cannot-fit]: `--fit 2min` is not possible: the track can last from 2min 42s to 9min 24s.
  Write `--fit 2min 42s`.
  At its shortest its actions take 1min 50s, and words, rests and gaps 51s.
  Leave a part out by `--only`, `--until` or `--side`, or say less: `--words`.\
"""),
        ),
        (
            "20min",
            snapshot("""\
error[cannot-fit]: `--fit 20min` is not possible: the track can last from 2min 42s to 9min 24s.
  Write `--fit 9min 24s`.
  At its longest its actions take 7min 40s, and words, rests and gaps 1min 44s.
  Add a routine, or lift the author's limits by `--hold` and `--no-limits`.\
"""),
        ),
    ],
)
def test_what_cannot_be_had(asked: str, refusal: str) -> None:
    assert refuse_text(CALVES, asked) == refusal


def test_a_length_between_two_that_work() -> None:
    text = "## Calf\n- Rise. `reps 4-6 tempo 10-0-10-0` `times 3, rest 60s between`\n"
    refusal = refuse_text(text, "5min")
    assert refusal == snapshot("""\
error[cannot-fit]: `--fit 5min` is not possible: the track can last from 6min 16s to 8min 23s.
  Write `--fit 6min 16s`.
  At its shortest its actions take 4min, and words, rests and gaps 2min 14s.
  Leave a part out by `--only`, `--until` or `--side`, or say less: `--words`.\
""")
    for offer in re.findall(r"--fit ([^`]*)`", refusal)[1:]:
        assert fit_text(text, offer)[0].frames == ms_to_frames(read_fit(offer).least)


ROUNDS = """## Calf `times 1 in 1-3`
- Rise. `reps 8 as raises` `times 2-4, rest 20s between`
"""


@pytest.mark.parametrize(
    ("asked", "given", "changed"),
    [
        (
            "5min",
            Given(),
            snapshot(["Calf: 2 rounds instead of 1.", "Gaps: 91 % of what is stated."]),
        ),
        (
            "5min",
            Given(times=("raises=2",)),
            snapshot(["Calf: 3 rounds instead of 1.", "Gaps: 130 % of what is stated."]),
        ),
        (
            "3:31",
            Given(),
            snapshot(
                [
                    "Calf: raises 4 sets instead of 3.",
                    "Gaps: 150 % of what is stated, the pauses between sentences 139 %.",
                ]
            ),
        ),
    ],
)
def test_sets_and_rounds_change_within_their_ranges(
    asked: str, given: Given, changed: list[str]
) -> None:
    assert fit_text(ROUNDS, asked, given)[1] == changed


OPTIONAL = """## Calf
- Lean in. `hold 40s as lean`
- Shake it out. `move 20s as shake` `optional`
## Thigh `optional`
- Press. `hold 40s as press`
"""


@pytest.mark.parametrize(
    ("asked", "changed", "done"),
    [
        (
            "2:15",
            snapshot(["Gaps: 89 % of what is stated."]),
            ["lean 40s in 4", "shake 20s", "press 40s in 4"],
        ),
        (
            "1:30",
            snapshot(["Thigh: left out.", "Gaps: 145 % of what is stated."]),
            ["lean 40s in 4", "shake 20s"],
        ),
        (
            "1:02",
            snapshot(
                [
                    "Thigh: left out.",
                    "Calf, “Shake it out.”: left out.",
                    "Gaps: 147 % of what is stated.",
                ]
            ),
            ["lean 40s in 4"],
        ),
    ],
)
def test_what_is_optional_is_left_out_the_last_first(
    asked: str, changed: list[str], done: list[str]
) -> None:
    timeline, notes = fit_text(OPTIONAL, asked)
    assert (notes, lengths(timeline)) == (changed, done)


def test_no_cue_is_lost() -> None:
    text = "## Calf\n- Stop. `hold 20-90s`\n  - Breathe. `at 40s`\n"
    shortest, _ = reach(make_program([script(text)]))
    timeline, _ = fit_text(text, f"{shortest}s")
    assert said(timeline, "cue") == ["Breathe."]
    assert timeline.holds[0].frames == 44 * SECOND


def test_a_program_is_fitted_as_one_track() -> None:
    program = make_program([script(CALVES), script(BRIEF)])
    fitted = fit_program(program, "10min")
    assert isinstance(fitted, FittedTrack)
    assert lay_out(fitted).frames == 600 * SECOND


def check_grid(routine: Routine, seconds: range) -> None:
    """Every whole second is hit, by lengths that the author allows, and nothing else is lost."""
    program = make_program([routine])
    stated = fit_program(program, "1s..1440min")
    assert isinstance(stated, FittedTrack)
    before = lay_out(stated)
    for asked in seconds:
        fitted = fit_program(program, f"{asked}s")
        assert isinstance(fitted, FittedTrack), f"{asked} s: {fitted}"
        check_timeline(routine, before, lay_out(fitted), asked * SECOND)


def check_timeline(routine: Routine, before: Timeline, after: Timeline, frames: int) -> None:
    assert after.frames == sum(chapter.frames for chapter in after.chapters) == frames
    allowed = {action.name: action.length for *_, action in routine.walk_actions()}
    stated = {hold.name: hold.frames for hold in before.holds}
    for hold in after.holds:
        limits = allowed[hold.name].allowed if hold.name else None
        if limits is None:
            assert hold.frames == stated[hold.name] or not hold.name
        elif allowed[hold.name].unit == "ms":
            assert limits.least <= hold.frames * 1000 / SECOND <= (limits.most or hold.frames)
        else:
            assert (hold.breaths or hold.reps or limits.least) in limits
    words = {event.text for event in before.events if event.role in ("instruction", "cue")}
    assert words <= {event.text for event in after.events if event.role in ("instruction", "cue")}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_sample_of_seconds_is_hit(name: str) -> None:
    routine = Library().load_routine(name)
    first, last = reach(make_program([routine]))
    check_grid(routine, range(first, last + 1, (last - first) // 4))


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_every_second_is_hit(name: str) -> None:
    routine = Library().load_routine(name)
    first, last = reach(make_program([routine]))
    check_grid(routine, range(first, last + 1))


def write_routine(chance: random.Random) -> str:
    """Write a routine by lot."""
    head = chance.choice(["sides: right, left\n", "", "settle: 12s\nswitch: 5s\n"])
    lines = [f"---\ntitle: Lot\n{head}---\n"]
    for number in range(chance.randint(1, 4)):
        times = chance.choice(["", " `times 2, rest 40s between`", " `times 1-3`"])
        lines.append(f"## Part {number}{times}\n- Get ready for it. `rest 3s`\n")
        for step in range(chance.randint(1, 3)):
            least = chance.randint(5, 40)
            length = chance.choice(
                [
                    f"hold {least}-{least + chance.randint(1, 60)}s",
                    f"hold {chance.randint(1, 3)}-{chance.randint(4, 8)} breaths",
                    f"roll {least}-{least * 2}s",
                    f"roll {chance.randint(1, 3)}-{chance.randint(4, 9)} passes of 3s",
                    f"reps {chance.randint(2, 6)}-{chance.randint(7, 15)} tempo 2-0-2-0",
                    f"hold {least}s",
                    f"move {least}s+",
                ]
            )
            lines.append(f"- Do step {step}. `{length} as a{number}{step}`\n  - Keep going.\n")
    return "".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_any_routine_is_fitted_or_refused_rightly(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (nothing here is secret)
    text = write_routine(chance)
    routine = script(text)
    program = make_program([routine])
    first, last = reach(program)
    before = compiled(text)
    last = min(last, 3600)
    for asked in (first - 1, first, last, *(chance.randint(first, last) for _ in range(4))):
        fitted = fit_program(program, f"{asked}s")
        if isinstance(fitted, FittedTrack):
            assert asked >= first
            check_timeline(routine, before, lay_out(fitted), asked * SECOND)
            continue
        offers = re.findall(r"--fit ([^`]*)`", fitted)[1:]
        assert offers or asked < first
        for offer in offers:
            assert isinstance(fit_program(program, offer), FittedTrack)
