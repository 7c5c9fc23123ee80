"""How often sets and rounds are done: by default, as asked for, and what is refused."""

import pytest
from inline_snapshot import snapshot

from coach.score.lengths import choose_extremes, choose_lengths
from coach.score.repeats import find_repeats
from support import Given, compiled, lengths, refused, said, script, settings, visits, warned

TEXT = """
## Pair `times 2-4, rest 20s between`

### Calf `times 1-3`

- Hold. `hold 10s, times 2 in 1-5, rest 5s between`
  - Back under. `before next`

### Thigh `sides right, left`

- Press. `hold 10s as tender, times 2-3`
- Rise. `reps 5, times 2`
- Wait. `wait 5s, times 1-3`

### Heels

- Press. `hold 10s as tender, times 1-5`
"""


def counts(*times: str, no_limits: bool = False) -> list[int]:
    """Return how often each is done: rounds of the pair and of the calf, then sets."""
    routine = script(TEXT)
    given = Given(times=times, no_limits=no_limits)
    choices = choose_lengths(routine, settings(given)).value
    return [*choices.rounds.values(), *(each.sets for each in choices.lengths.values())]


@pytest.mark.parametrize(
    ("times", "wanted"),
    [
        ((), [3, 2, 2, 2, 2, 2, 3]),
        (("3",), [3, 3, 3, 3, 2, 3, 3]),  # all whose number is open, never a fixed one
        (("pair=4",), [4, 2, 2, 2, 2, 2, 3]),
        (("calf=3",), [3, 3, 2, 2, 2, 2, 3]),  # a heading's rounds before a made-up name
        (("calf/calf=4",), [3, 2, 4, 2, 2, 2, 3]),
        (("TENDER=3",), [3, 2, 2, 3, 2, 2, 3]),
        (("heels / tender=5",), [3, 2, 2, 2, 2, 2, 5]),
        (("heels=5",), [3, 2, 2, 2, 2, 2, 5]),  # a heading without rounds: its sets
        (("tender=3", "2"), [2, 2, 2, 3, 2, 2, 3]),  # a name before none
        (("heels/tender=5", "tender=3"), [3, 2, 2, 3, 2, 2, 5]),  # both before a name
        (("2", "3"), [3, 3, 3, 3, 2, 3, 3]),  # the last given
    ],
)
def test_what_each_form_reaches(times: tuple[str, ...], wanted: list[int]) -> None:
    assert counts(*times) == wanted


def test_no_limits_lifts_the_range_and_what_is_fixed() -> None:
    assert counts("thigh/thigh=9", "tender=7", no_limits=True) == [3, 2, 2, 7, 9, 2, 7]
    assert counts("7", no_limits=True) == [7, 7, 7, 7, 2, 7, 7]


def test_what_the_author_does_not_allow_is_refused_with_the_nearest_number_of_each() -> None:
    assert refused(TEXT, Given(times=("tender=6", "thigh/thigh=3", "pair=1"))) == snapshot("""\
test.md:5:4: error[outside-range]: `--times pair=1` is outside what this line allows.
    5 | ## Pair `times 2-4, rest 20s between`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 2; `--no-limits` lifts the author's limits.
test.md:14:11: error[outside-range]: `--times tender=6` is outside what this line allows.
   14 | - Press. `hold 10s as tender, times 2-3`
      |           ^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 3; `--no-limits` lifts the author's limits.
test.md:15:10: error[outside-range]: `--times thigh/thigh=3` is outside what this line allows.
   15 | - Rise. `reps 5, times 2`
      |          ^^^^^^
  The nearest allowed value is 2; `--no-limits` lifts the author's limits.
test.md:20:11: error[outside-range]: `--times tender=6` is outside what this line allows.
   20 | - Press. `hold 10s as tender, times 1-5`
      |           ^^^^^^^^^^^^^^^^^^
  The nearest allowed value is 5; `--no-limits` lifts the author's limits.\
""")


def test_a_number_outside_counts_only_where_it_is_heard() -> None:
    text = "## Calf\n- Hold. `hold 5s, times 2-3`\n## Thigh\n- Hold. `hold 5s, times 1-5`\n"
    assert "nearest allowed value is 3" in refused(text, Given(times="5"))
    assert lengths(compiled(text, Given(times="5", only="thigh"))) == ["Thigh 5s in 1"] * 5


def test_what_reaches_nothing_is_told() -> None:
    assert refused(TEXT, Given(times="tend=3")) == snapshot("""\
error[unknown-hold]: --times tend=3: there is no `tend` to adjust.
  Did you mean `tender`?\
""")
    assert warned("## Calf\n- Hold. `hold 5s, times 2`\n", Given(times="3")) == snapshot("""\
warning[no-effect]: --times 3 changes nothing: this routine has no sets or rounds that may change.
  See `coach holds ROUTINE` for what can be adjusted.\
""")


def test_what_is_heard_follows_the_number() -> None:
    text = (
        "## Calf `times 1-3, rest 20s between`\n"
        "- Hold. `hold 10s, times 1-3, rest 9s between`\n  - Back under. `before next`\n"
    )
    roles = ("announce", "number", "cue", "set")
    assert said(compiled(text, Given(times=("1", "calf/calf=3"))), *roles) == snapshot(
        ["Calf.", "Rest.", "Two of three.", "Back under.", "Rest.", "Last one.", "Back under."]
    )
    assert said(compiled(text, Given(times="1")), *roles) == snapshot(["Calf."])
    assert visits(compiled(text, Given(times="calf=3"))) == snapshot(
        ["Calf · round 1", "Calf · round 2", "Calf · round 3"]
    )


def test_the_extremes_are_those_that_the_author_allows() -> None:
    for longest in (False, True):
        choices = choose_extremes(script(TEXT), settings(Given()), longest=longest)
        found = [*choices.rounds.values(), *(each.sets for each in choices.lengths.values())]
        ranges = [repeat.times for repeat in find_repeats(script(TEXT))]
        assert sorted(found) == sorted(each.most if longest else each.least for each in ranges)
