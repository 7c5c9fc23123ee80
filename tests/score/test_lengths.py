"""How long each action is: by default, as asked for, and what is refused."""

from fractions import Fraction

import pytest
from inline_snapshot import snapshot

from coach.score.adjustments import Adjustments
from coach.score.arrange import arrange_timeline
from coach.score.expand import expand_routine
from coach.score.lengths import choose_extremes
from coach.timing import SECOND
from support import Given, compiled, frames_of, lengths, refused, said, script, warned

ALL = """
## Calf roll

- Roll. `roll 20-30s as rolling`
- Sweep. `roll 3-9 passes of 5s as sweeps`
- Stop. `hold 30-90s as tender`
- Breathe. `hold 3-6 breaths as breaths`

## Heels

- Bend. `move 20s`
- Rise. `reps 8-15 tempo 3-0-1-0 lower 2s+ as raises`
- Stop. `hold 30-120s as tender`
- Pause. `rest 5s`
"""


def step(action: str, head: str = "") -> str:
    return f"---\ntitle: Test\n{head}---\n## Calf\n- Stop. `{action}`\n"


def length(action: str, given: Given | None = None, head: str = "") -> str:
    """Write the length of the one action of a routine, and what is said of it."""
    timeline = compiled(step(action, head), given)
    told = said(timeline, "length")
    return f"{lengths(timeline)[0].removeprefix('Calf ')}: {' '.join(told)}"


def held(given: Given, text: str = ALL) -> list[str]:
    return lengths(compiled(text, given))


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        ("hold 30-90s", "1min in 6: For one minute."),
        ("hold 45s in 30-90s", "45s in 5: For forty-five seconds."),
        ("hold 45s", "45s in 5: For forty-five seconds."),
        ("hold 60s+", "1min in 6: For one minute."),
        ("hold 20-25s", "22s in 2: For twenty-two seconds."),
        ("hold 7.2-7.4s", "7.2s in 1: For seven point two seconds."),
        ("hold 1:30", "1min 30s in 9: For one minute and thirty seconds."),
        ("hold 3-6 breaths", "40s in 4: Four breaths."),
        ("hold 4 breaths", "40s in 4: Four breaths."),
        ("hold 1 breaths", "10s in 1: One breath."),
        ("hold 5 breaths in 3-6 breaths", "50s in 5: Five breaths."),
        ("hold 4+ breaths", "40s in 4: Four breaths."),
        ("hold 4 breaths, breathe 4-2-6-2", "56s in 4: Four breaths."),
        ("hold 20s, breathe freely", "20s: For twenty seconds."),
        ("roll 20-30s", "25s: For twenty-five seconds."),
        ("roll 6 passes of 5s", "30s: Six passes."),
        ("roll 3-6 passes of 5s", "20s: Four passes."),
        ("move 20-31s", "25s: For twenty-five seconds."),
        ("reps 10", "40s: Ten times."),
        ("reps 1", "4s: Once."),
        ("reps 8-15", "44s: Eleven times."),
        ("reps 8+", "32s: Eight times."),
        ("reps 12 in 8-15 tempo 3-0-1-1", "1min: Twelve times."),
        ("reps 8 lower 3s+", "40s: Eight times."),
        ("reps 8 lift first lower 3s+", "40s: Eight times."),
        ("rest 10s", "rest 10s: "),
        ("wait 1min", "wait 1min: "),
    ],
)
def test_the_default_of_each_form(action: str, wanted: str) -> None:
    assert length(action) == wanted


def test_the_default_of_spots_is_the_lowest() -> None:
    assert held(Given(), step("hold 10s, spots 1-3")) == ["Calf 10s in 1"]
    assert held(Given(), step("hold 10s, spots 2-3")) == ["Calf 10s in 1"] * 2
    assert held(Given(), step("hold 10s, spots 3")) == ["Calf 10s in 1"] * 3


def test_actions_bear_their_headings_or_their_own_names() -> None:
    text = """
## Calf
- Stop. `hold 5s`
- Roll. `roll 5s as rolling`
- Pause. `rest 5s`
- Stop. `hold 5s`
## Thigh
- Stop. `hold 5s`
"""
    assert held(Given(), text) == snapshot(
        ["Calf 5s in 1", "rolling 5s", "rest 5s", "Calf 2 5s in 1", "Thigh 5s in 1"]
    )


@pytest.mark.parametrize(
    ("hold", "wanted"),
    [
        ((), [25, 30, 60, 40, 20, 44, 75]),
        (("50s",), [25, 30, 50, 50, 20, 44, 50]),
        (("5breaths",), [25, 30, 50, 50, 20, 44, 50]),
        (("tender=45s",), [25, 30, 45, 40, 20, 44, 45]),
        (("TENDER = 45s",), [25, 30, 45, 40, 20, 44, 45]),
        (("tender=5 breaths",), [25, 30, 50, 40, 20, 44, 50]),
        (("rolling=21s",), [21, 30, 60, 40, 20, 44, 75]),
        (("sweeps=4passes",), [25, 20, 60, 40, 20, 44, 75]),
        (("sweeps=22s",), [25, 22, 60, 40, 20, 44, 75]),
        (("raises=12reps",), [25, 30, 60, 40, 20, 48, 75]),
        (("raises=40s",), [25, 30, 60, 40, 20, 40, 75]),
        (("calf roll=50s",), [25, 30, 50, 50, 20, 44, 75]),
        (("Calf  Roll=50s",), [25, 30, 50, 50, 20, 44, 75]),
        (("heels/tender=45s",), [25, 30, 60, 40, 20, 44, 45]),
        (("Heels / Tender=45s",), [25, 30, 60, 40, 20, 44, 45]),
        (("calf roll/sweeps=9passes",), [25, 45, 60, 40, 20, 44, 75]),
        (("heels/raises=8reps",), [25, 30, 60, 40, 20, 32, 75]),
    ],
)
def test_what_each_form_of_hold_reaches(hold: tuple[str, ...], wanted: list[int]) -> None:
    timeline = compiled(ALL, Given(hold=hold))
    assert [h.frames / SECOND for h in timeline.holds if h.kind != "rest"] == wanted


@pytest.mark.parametrize(
    ("hold", "calf", "raises"),
    [
        (("40s", "50s"), 50, 50),  # the last given
        (("tender=40s", "tender=50s"), 50, 50),
        (("tender=40s", "50s"), 40, 40),  # a name before none
        (("calf roll=40s", "50s"), 40, 50),  # an exercise before none
        (("tender=40s", "calf roll=50s"), 40, 40),  # a name of its own before an exercise
        (("calf roll/tender=40s", "tender=50s"), 40, 50),  # both before a name
        (("calf roll/tender=40s", "calf roll=50s"), 40, 75),
        (("heels/tender=40s", "tender=50s", "45s"), 50, 40),
    ],
)
def test_the_more_exact_wins_and_then_the_last(
    hold: tuple[str, ...], calf: int, raises: int
) -> None:
    timeline = compiled(ALL, Given(hold=hold))
    assert [h.frames / SECOND for h in timeline.holds if h.name == "tender"] == [calf, raises]


def test_a_heading_comes_before_a_default_name() -> None:
    text = "## Calf\n- Stop. `hold 10s`\n- Stop. `hold 20s`\n- Stop. `hold 30s as calm`\n"
    assert held(Given(), text) == ["Calf 10s in 1", "Calf 2 20s in 2", "calm 30s in 3"]
    # `calf` is the exercise, with every hold in it, not only the hold that bears its name.
    assert held(Given(hold=("calf=50s",)), text) == [
        *("Calf 50s in 5", "Calf 2 50s in 5", "calm 50s in 5"),
    ]
    assert held(Given(hold=("calf/calf=50s",)), text) == [
        *("Calf 50s in 5", "Calf 2 20s in 2", "calm 30s in 3"),
    ]
    assert held(Given(hold=("calf 2=50s",)), text) == [
        *("Calf 10s in 1", "Calf 2 50s in 5", "calm 30s in 3"),
    ]


def test_a_heading_comes_before_a_default_name_of_another_exercise() -> None:
    text = "## Calf\n- Stop. `hold 10s`\n- Stop. `hold 20s`\n## Calf 2\n- Stop. `hold 30s`\n"
    assert held(Given(hold=("calf 2=50s",)), text) == [
        *("Calf 10s in 1", "Calf 2 20s in 2", "Calf 2 50s in 5"),
    ]
    both = Given(hold=("calf 2=40s", "calf=50s"))
    assert held(both, text) == [*("Calf 50s in 5", "Calf 2 50s in 5", "Calf 2 40s in 4")]


def test_what_is_not_heard_refuses_nothing() -> None:
    text = (
        "---\ntitle: Test\noptions:\n  firmer: press\n---\n"
        "## A\n- Stop. `hold 30-90s, unless firmer`\n- Stop. `hold 10-20s, if firmer`\n"
        "## B\n- Stop. `hold 10-20s`\n"
    )
    assert held(Given(hold=("15s",), only=("b",)), text) == ["B 15s in 2"]
    firmer = Given(hold=("15s",), with_=("firmer",))
    assert held(firmer, text) == ["A 2 15s in 2", "B 15s in 2"]
    assert "test.md:7:10: error[outside-range]" in refused(text, Given(hold=("15s",)))


def test_a_heading_reaches_the_one_action_that_bears_it() -> None:
    text = "## Calf\n- Roll. `roll 10s`\n## Thigh\n- Roll. `roll 10s`\n- Stop. `hold 10s as it`\n"
    assert held(Given(hold=("calf=20s",)), text) == ["Calf 20s", "Thigh 10s", "it 10s in 1"]
    assert held(Given(hold=("thigh=20s",)), text) == ["Calf 10s", "Thigh 10s", "it 20s in 2"]
    assert held(Given(hold=("thigh/thigh=20s",)), text) == ["Calf 10s", "Thigh 20s", "it 10s in 1"]


@pytest.mark.parametrize(
    ("action", "hold", "wanted"),
    [
        # Breaths for seconds are unstretched cycles.
        ("hold 30-90s", "5breaths", "50s in 5: Five breaths."),
        ("hold 30-90s, breathe 4-7-8", "4 breaths", "1min 16s in 4: Four breaths."),
        # Seconds for breaths are exact, and the count that fits lies in the range.
        ("hold 3-6 breaths", "43s", "43s in 4: For forty-three seconds."),
        ("hold 3-6 breaths", "25s", "25s in 3: For twenty-five seconds."),
        ("hold 3-6 breaths", "64s", "1min 4s in 6: For one minute and four seconds."),
        ("hold 30-90s", "30s", "30s in 3: For thirty seconds."),
        ("hold 30-90s", "90s", "1min 30s in 9: For one minute and thirty seconds."),
        ("hold 60s+", "10min", "10min in 60: For ten minutes."),
        ("hold 20s", "0.5s", "0.5s in 1: For half a second."),
        ("hold 20s", "60min", "60min in 360: For one hour."),
        ("roll 3-9 passes of 5s", "Calf=22s", "22s: For twenty-two seconds."),
        ("reps 8-15", "Calf=9reps", "36s: Nine times."),
        ("reps 8-15", "Calf=36s", "36s: For thirty-six seconds."),
        ("hold 45s, breathe freely", "50s", "50s: For fifty seconds."),
    ],
)
def test_lengths_in_one_unit_for_another(action: str, hold: str, wanted: str) -> None:
    assert length(action, Given(hold=(hold,))) == wanted


def test_the_count_that_fits_is_what_a_placeholder_says() -> None:
    text = "## Calf\n- Take {breaths} breaths, for {length}. `hold 3-6 breaths`\n"
    assert said(compiled(text), "instruction", "length") == ["Take four breaths, for four breaths."]
    assert said(compiled(text, Given(hold=("52s",))), "instruction", "length") == [
        "Take five breaths, for fifty-two seconds."
    ]


@pytest.mark.parametrize(
    ("action", "head", "wanted"),
    [
        ("hold 4 breaths", "", "32s in 4"),
        ("hold 4 breaths", "breath: 5-5\n", "32s in 4"),
        ("hold 45s", "", "45s in 6"),
        ("hold 4 breaths, breathe 5-5", "", "40s in 4"),  # a step's own stays
        ("roll 10s", "", "10s"),
    ],
)
def test_a_breath_is_the_routines(action: str, head: str, wanted: str) -> None:
    assert length(action, Given(breath="3+1-4"), head).partition(":")[0] == wanted


def test_a_breath_on_a_heading_stays() -> None:
    text = """
## A `breathe 5-5`
- Stop. `hold 4 breaths`
## B `breathe 5-4`
### C
- Stop. `hold 4 breaths`
### D `breathe 5-6`
- Stop. `hold 4 breaths`
- Stop. `hold 4 breaths, breathe 5-7`
## E
- Stop. `hold 4 breaths`
"""
    assert held(Given(breath="2-2"), text) == [
        *("A 40s in 4", "C 36s in 4", "D 44s in 4", "D 2 48s in 4", "E 16s in 4"),
    ]


def test_reps_and_tempo() -> None:
    assert length("reps 8-15", Given(reps="12")) == "48s: Twelve times."
    assert length("reps 10", Given(reps="100")) == "6min 40s: One hundred times."
    assert length("reps 8-15", Given(tempo="3-1-2-0")) == "1min 6s: Eleven times."
    assert length("reps 8", Given(tempo="2-0-1.5-0", reps="10")) == "35s: Ten times."
    assert length("reps 8-15 lower 2-4s", Given(tempo="4-0-1-0")) == "55s: Eleven times."
    both = Given(reps="9", hold=("calf=12reps",))
    assert length("reps 8-15", both) == "48s: Twelve times."  # the more exact
    assert length("reps 8-15", Given(reps="20", hold=("calf=12reps",))) == "48s: Twelve times."


def test_spots() -> None:
    text = step("hold 10s, spots 1-3")
    assert held(Given(spots="3"), text) == ["Calf 10s in 1"] * 3
    assert held(Given(spots="2", hold=("20s",)), text) == ["Calf 20s in 2"] * 2
    assert held(Given(spots="9"), step("hold 10s, spots 2")) == ["Calf 10s in 1"] * 9
    assert held(Given(spots="2"), step("hold 10s, spots 1-3") + "- Stop. `hold 10s`\n") == [
        *("Calf 10s in 1", "Calf 10s in 1", "Calf 2 10s in 1"),
    ]


def test_a_length_outside_the_range_quotes_the_line_and_the_nearest() -> None:
    assert refused(step("hold 30-90s as tender"), Given(hold=("tender=2min",))) == snapshot("""\
test.md:5:10: error[outside-range]: `--hold tender=2min` is outside what this line allows.
    5 | - Stop. `hold 30-90s as tender`
      |          ^^^^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 1min 30s; `--no-limits` lifts the author's limits.\
""")
    assert refused(step("hold 30-90s, breathe 4-7-8"), Given(hold=("1breath",))) == snapshot("""\
test.md:5:10: error[outside-range]: `--hold 1breath` is outside what this line allows.
    5 | - Stop. `hold 30-90s, breathe 4-7-8`
      |          ^^^^^^^^^^^
  The nearest allowed value is 2breaths; `--no-limits` lifts the author's limits.\
""")


@pytest.mark.parametrize(
    ("action", "given", "nearest"),
    [
        ("hold 30-90s", Given(hold=("29.999s",)), "30s"),
        ("hold 30-90s", Given(hold=("90.001s",)), "1min 30s"),
        ("hold 60s+", Given(hold=("20s",)), "1min"),
        ("hold 45s in 30-90s", Given(hold=("2breaths",)), "3breaths"),
        ("hold 45s in 30-90s", Given(hold=("10breaths",)), "9breaths"),
        ("hold 61-69s", Given(hold=("6breaths",)), "1min 1s"),  # no whole breaths fit
        ("hold 3-6 breaths", Given(hold=("7breaths",)), "6breaths"),
        ("hold 3-6 breaths", Given(hold=("2breaths",)), "3breaths"),
        ("hold 3-6 breaths", Given(hold=("90s",)), "1min 4s"),
        ("hold 3-6 breaths", Given(hold=("90s",), breath="5-7"), "1min 17s"),
        ("hold 3-6 breaths", Given(hold=("10s",)), "25s"),
        ("hold 4+ breaths", Given(hold=("3breaths",)), "4breaths"),
        ("roll 20-30s", Given(hold=("calf=45s",)), "30s"),
        ("roll 3-9 passes of 5s", Given(hold=("calf=10passes",)), "9passes"),
        ("roll 3-9 passes of 5s", Given(hold=("calf=5s",)), "3passes"),
        ("move 20-30s", Given(hold=("calf=1s",)), "20s"),
        ("reps 8-15", Given(hold=("calf=16reps",)), "15reps"),
        ("reps 8-15", Given(hold=("calf=64s",)), "15reps"),
        ("reps 8-15", Given(reps="16"), "15"),
        ("reps 8-15", Given(reps="1"), "8"),
        ("reps 8-15 lower 2s+", Given(tempo="1-0-1-0"), "2-0-1-0"),
        ("reps 8-15 lower 2-4s", Given(tempo="5-0.5-1-0"), "4-0.5-1-0"),
        ("reps 8-15 lift first lower 2s+", Given(tempo="3-0-1-0"), "3-0-2-0"),
        ("hold 10s, spots 1-3", Given(spots="4"), "3"),
        ("hold 10s, spots 2-3", Given(spots="1"), "2"),
    ],
)
def test_what_the_author_allows_is_kept_unless_limits_are_lifted(
    action: str, given: Given, nearest: str
) -> None:
    said_ = refused(step(action), given)
    assert said_.startswith("test.md:5:10: error[outside-range]: `--")
    assert f"- Stop. `{action}`" in said_
    assert f"The nearest allowed value is {nearest}; `--no-limits` lifts" in said_
    assert held(_unlimited(given), step(action))


def _unlimited(given: Given) -> Given:
    return Given(given, no_limits=True)


def test_the_nearest_value_is_one_that_is_allowed() -> None:
    for hold in ("calf=7s", "calf=41s", "calf=1:10"):
        said_ = refused(step("reps 8-15"), Given(hold=(hold,)))
        seconds, _, reps = said_.rpartition("value is ")[2].rstrip(".").partition(" or ")
        assert length("reps 8-15", Given(hold=(f"calf={seconds}",)))
        assert length("reps 8-15", Given(hold=(f"calf={reps}",)))


def test_repetitions_are_whole() -> None:
    assert refused(step("reps 8-15"), Given(hold=("calf=7s",))) == snapshot("""\
test.md:5:10: error[outside-range]: `--hold calf=7s` is not a whole number of repetitions.
    5 | - Stop. `reps 8-15`
      |          ^^^^^^^^^
  The nearest allowed value is 32s or 8reps.\
""")
    assert refused(step("reps 8-15"), Given(hold=("calf=7s",), no_limits=True)) == snapshot("""\
test.md:5:10: error[outside-range]: `--hold calf=7s` is not a whole number of repetitions.
    5 | - Stop. `reps 8-15`
      |          ^^^^^^^^^
  The nearest allowed value is 8s or 2reps.\
""")


def test_without_limits_a_length_may_be_anything() -> None:
    def free(action: str, **given: str | tuple[str, ...]) -> str:
        return length(action, Given(no_limits=True, **given))

    assert free("hold 30-90s", hold=("2min",)) == "2min in 12: For two minutes."
    assert free("hold 3-6 breaths", hold=("1breath",)) == "10s in 1: One breath."
    assert free("hold 3-6 breaths", hold=("2min",)) == "2min in 12: For two minutes."
    assert free("reps 8-15", reps="30") == "2min: Thirty times."
    assert free("reps 8-15 lower 2s+", tempo="1-0-1-0") == "22s: Eleven times."


def test_with_mixed_ranges_each_that_is_left_is_listed() -> None:
    assert refused(ALL, Given(hold=("2min",))) == snapshot("""\
test.md:9:10: error[outside-range]: `--hold 2min` is outside what this line allows.
    9 | - Stop. `hold 30-90s as tender`
      |          ^^^^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 1min 30s; `--no-limits` lifts the author's limits.
test.md:10:13: error[outside-range]: `--hold 2min` is outside what this line allows.
   10 | - Breathe. `hold 3-6 breaths as breaths`
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 1min 4s; `--no-limits` lifts the author's limits.\
""")


def test_a_name_that_is_not_there_is_an_error() -> None:
    assert refused(ALL, Given(hold=("tendr=45s", "zzz=45s", "5s", "Calf rol=3s"))) == snapshot("""\
error[unknown-hold]: --hold tendr=45s: there is no `tendr` to adjust.
  Did you mean `tender`?
error[unknown-hold]: --hold zzz=45s: there is no `zzz` to adjust.
  There is rolling, sweeps, tender, breaths, Calf roll, Heels, raises.
error[unknown-hold]: --hold Calf rol=3s: there is no `Calf rol` to adjust.
  Did you mean `Calf roll`?
test.md:9:10: error[outside-range]: `--hold 5s` is outside what this line allows.
    9 | - Stop. `hold 30-90s as tender`
      |          ^^^^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 30s; `--no-limits` lifts the author's limits.
test.md:10:13: error[outside-range]: `--hold 5s` is outside what this line allows.
   10 | - Breathe. `hold 3-6 breaths as breaths`
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 25s; `--no-limits` lifts the author's limits.
test.md:16:10: error[outside-range]: `--hold 5s` is outside what this line allows.
   16 | - Stop. `hold 30-120s as tender`
      |          ^^^^^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 30s; `--no-limits` lifts the author's limits.\
""")
    bare = "## Calf\n- Sit.\n- Rest. `rest 5s`\n"
    assert refused(bare, Given(hold=("calf=45s",))) == snapshot("""\
error[unknown-hold]: --hold calf=45s: there is no `calf` to adjust.
  Did you mean `Calf`?\
""")


def test_an_exercise_without_holds_is_reached_as_a_whole() -> None:
    text = "## Outer thigh\n- Bend. `move 20s as bends`\n- Roll. `roll 20s as rolling`\n"
    assert lengths(compiled(text, Given(hold=("outer thigh=25s",)))) == ["bends 25s", "rolling 25s"]


def test_a_length_in_a_unit_the_action_has_not_is_an_error() -> None:
    given = Given(hold=("rolling=5breaths", "tender=5reps", "raises=3passes", "breaths=4passes"))
    assert refused(ALL, given) == snapshot("""\
test.md:7:10: error[wrong-unit]: `--hold rolling=5breaths` is in the wrong unit for this.
    7 | - Roll. `roll 20-30s as rolling`
      |          ^^^^^^^^^^^^^^^^^^^^^^
  Give a duration such as 45s.
test.md:9:10: error[wrong-unit]: `--hold tender=5reps` is in the wrong unit for this.
    9 | - Stop. `hold 30-90s as tender`
      |          ^^^^^^^^^^^^^^^^^^^^^
  Give a duration such as 45s or breaths such as 5breaths.
test.md:10:13: error[wrong-unit]: `--hold breaths=4passes` is in the wrong unit for this.
   10 | - Breathe. `hold 3-6 breaths as breaths`
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Give a duration such as 45s or breaths such as 5breaths.
test.md:15:10: error[wrong-unit]: `--hold raises=3passes` is in the wrong unit for this.
   15 | - Rise. `reps 8-15 tempo 3-0-1-0 lower 2s+ as raises`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Give a duration such as 45s or repetitions such as 12reps.
test.md:16:10: error[wrong-unit]: `--hold tender=5reps` is in the wrong unit for this.
   16 | - Stop. `hold 30-120s as tender`
      |          ^^^^^^^^^^^^^^^^^^^^^^
  Give a duration such as 45s or breaths such as 5breaths.\
""")
    assert refused(step("hold 30s, breathe freely"), Given(hold=("5breaths",))) == snapshot("""\
test.md:5:10: error[wrong-unit]: `--hold 5breaths` is in the wrong unit for this.
    5 | - Stop. `hold 30s, breathe freely`
      |          ^^^^^^^^
  Give a duration such as 45s.\
""")
    assert refused(step("roll 30s"), Given(hold=("calf=5passes",))) == snapshot("""\
test.md:5:10: error[wrong-unit]: `--hold calf=5passes` is in the wrong unit for this.
    5 | - Stop. `roll 30s`
      |          ^^^^^^^^
  Give a duration such as 45s.\
""")


def test_a_hold_of_breaths_cannot_be_breathed_freely_but_in_seconds() -> None:
    action = "hold 3-6 breaths as tender"
    assert refused(step(action), Given(breath="freely")) == snapshot("""\
test.md:5:10: error[unpaced-breaths]: Without a breath pattern there are no breaths to count.
    5 | - Stop. `hold 3-6 breaths as tender`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^
  Give this hold seconds: `--hold tender=45s`.\
""")
    given = Given(breath="freely", hold=("tender=45s",))
    assert held(given, step(action)) == ["tender 45s"]


def test_an_action_of_more_than_an_hour_is_an_error_even_without_limits() -> None:
    given = Given(hold=("400breaths",), no_limits=True)
    assert refused(step("hold 30-90s"), given) == snapshot("""\
test.md:5:10: error[too-long]: This comes to 66min 40s.
    5 | - Stop. `hold 30-90s`
      |          ^^^^^^^^^^^
  Keep one action within 60min.\
""")
    given = Given(reps="1000", no_limits=True)
    assert "error[too-long]: This comes to 66min 40s." in refused(step("reps 8-15"), given)
    given = Given(tempo="60-60-60-60")
    assert "error[too-long]: This comes to 80min." in refused(step("reps 20"), given)
    assert length("reps 15", given) == "60min: Fifteen times."


def test_every_visit_spot_and_set_gets_the_same_length() -> None:
    text = "## Calf `sides right, left` `times 2`\n- Stop. `hold 30-90s, times 2, spots 2`\n"
    assert held(Given(hold=("47s",)), text) == ["Calf 47s in 5"] * 16


def test_the_least_strained_count_is_taken_for_each_pattern() -> None:
    patterns = ("4-6", "4-7-8", "5.5-5.5", "3+1-8", "2-2-2-2")
    found = []
    for pattern in patterns:
        count = compiled(step("hold 45s"), Given(breath=pattern)).holds[0].breaths
        cycle = sum(map(Fraction, pattern.replace("+", "-").split("-")))
        strains = [max(f, 1 / f) for n in range(1, 30) for f in [45 / (n * cycle)]]
        assert count == strains.index(min(strains)) + 1
        found.append(f"{pattern}: {count}")
    assert found == ["4-6: 5", "4-7-8: 2", "5.5-5.5: 4", "3+1-8: 4", "2-2-2-2: 6"]


def test_the_shortest_and_the_longest_that_is_allowed() -> None:
    text = ALL + "- Stop. `hold 60s+ as long, spots 1-3`\n- Free. `hold 20s as free`\n"
    routine, settings = script(text), Adjustments()
    for longest, wanted in (
        (
            False,
            snapshot(
                [
                    "rolling 20s",
                    "sweeps 15s",
                    "tender 30s in 3",
                    "breaths 30s in 3",
                    "Heels 20s",
                    "raises 32s",
                    "tender 30s in 3",
                    "rest 5s",
                    "long 1min in 6",
                    "free 20s in 2",
                ]
            ),
        ),
        (
            True,
            snapshot(
                [
                    "rolling 30s",
                    "sweeps 45s",
                    "tender 1min 30s in 9",
                    "breaths 1min in 6",
                    "Heels 20s",
                    "raises 1min",
                    "tender 2min in 12",
                    "rest 5s",
                    "long 1min in 6",
                    "long 1min in 6",
                    "long 1min in 6",
                    "free 20s in 2",
                ]
            ),
        ),
    ):
        choices = choose_extremes(routine, settings, longest=longest)
        sheet = expand_routine(routine, settings, choices).value
        assert sheet
        assert lengths(arrange_timeline(sheet, frames_of, frozenset())) == wanted


def test_an_adjustment_that_reaches_nothing_warns() -> None:
    assert warned(step("hold 30s"), Given(reps="5", spots="2")) == snapshot("""\
warning[no-effect]: --reps changes nothing: this routine has no repetitions.
  See `coach holds ROUTINE` for what can be adjusted.
warning[no-effect]: --spots changes nothing: this routine has no tender spots.
  See `coach holds ROUTINE` for what can be adjusted.\
""")
