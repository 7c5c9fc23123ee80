"""What is said of code spans that cannot be read, or stand in the wrong place."""

# ruff: noqa: E501 (what is said stands as it is shown)

from inline_snapshot import snapshot


def test_an_unknown_directive_is_told_with_the_nearest(report: str) -> None:
    """
    ## Calf
    - Hold. `holt 30s`
    """
    assert report == snapshot("""\
test.md:5:10: error[unknown-directive]: `holt` is not a directive.
    5 | - Hold. `holt 30s`
      |          ^^^^^^^^
  Did you mean `hold`?\
""")


def test_an_unknown_directive_that_is_like_no_other_is_told_with_all(report: str) -> None:
    """
    ## Calf
    - Breathe. `inhale deeply`
    """
    assert report == snapshot("""\
test.md:5:13: error[unknown-directive]: `inhale` is not a directive.
    5 | - Breathe. `inhale deeply`
      |             ^^^^^^^^^^^^^
  The directives are ….\
""")


def test_another_word_for_a_directive_is_told_with_what_it_means(report: str) -> None:
    """
    ## Calf `rounds 3`
    - Stretch. `stretch 45s`
    - Cross your leg. `with firmer`
    """
    assert report == snapshot("""\
test.md:4:10: error[unknown-directive]: `rounds` is not a directive.
    4 | ## Calf `rounds 3`
      |          ^^^^^^^^
  Did you mean `times`?
test.md:5:13: error[unknown-directive]: `stretch` is not a directive.
    5 | - Stretch. `stretch 45s`
      |             ^^^^^^^^^^^
  Did you mean `hold`?
test.md:6:20: error[unknown-directive]: `with` is not a directive.
    6 | - Cross your leg. `with firmer`
      |                    ^^^^^^^^^^^
  Did you mean `if`?\
""")


def test_a_bare_duration_is_no_directive(report: str) -> None:
    """
    ## Calf
    - Hold. `45s`
    """
    assert report == snapshot("""\
test.md:5:10: error[unknown-directive]: `45s` is not a directive.
    5 | - Hold. `45s`
      |          ^^^
  Say what is done for it: `hold 45s`, `roll 45s`, `move 45s` or `rest 45s`.\
""")


def test_an_empty_clause_is_no_directive(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s,`
    """
    assert report == snapshot("""\
test.md:5:19: error[unknown-directive]: `nothing` is not a directive.
    5 | - Hold. `hold 30s,`
      |                   ^
  The directives are ….\
""")


def test_an_action_says_its_length(report: str) -> None:
    """
    ## Calf
    - Hold. `hold`
    - Roll. `roll as up`
    - Do. `reps tempo 2-0-2-0`
    """
    assert report == snapshot("""\
test.md:5:10: error[incomplete]: `hold` needs a length.
    5 | - Hold. `hold`
      |          ^^^^
  Write `hold 30-90s`, `hold 45s in 30-90s`, `hold 3-6 breaths` or `hold 60s+`.
test.md:6:10: error[incomplete]: `roll` needs a length.
    6 | - Roll. `roll as up`
      |          ^^^^^^^^^^
  Write `roll 20-30s` or `roll 6 passes of 5s`.
test.md:7:8: error[incomplete]: `reps` needs a length.
    7 | - Do. `reps tempo 2-0-2-0`
      |        ^^^^^^^^^^^^^^^^^^
  Write `reps 8-15` or `reps 8-15 tempo 3-0-1-0 lower 2s+`.\
""")


def test_every_other_directive_says_more_too(report: str) -> None:
    """
    ## Calf
    - Hold. `as` `times` `if` `breathe`
    """
    assert report == snapshot("""\
test.md:5:10: error[incomplete]: `as` needs more words.
    5 | - Hold. `as` `times` `if` `breathe`
      |          ^^
  Write a name after it, such as `as tender`.
test.md:5:15: error[incomplete]: `times` needs more words.
    5 | - Hold. `as` `times` `if` `breathe`
      |               ^^^^^
  Write how often after it, such as `times 3`, `times 2-5` or `times 3 in 2-5`.
test.md:5:23: error[incomplete]: `if` needs more words.
    5 | - Hold. `as` `times` `if` `breathe`
      |                       ^^
  Write what it depends on, such as `if firmer`, `if right` or `if first`.
test.md:5:28: error[incomplete]: `breathe` needs more words.
    5 | - Hold. `as` `times` `if` `breathe`
      |                            ^^^^^^^
  Write a pattern after it, such as `breathe 4-6` or `breathe freely`.\
""")


def test_a_pass_has_a_length(report: str) -> None:
    """
    ## Calf
    - Roll. `roll 6 passes`
    """
    assert report == snapshot("""\
test.md:5:10: error[incomplete]: A pass has no length.
    5 | - Roll. `roll 6 passes`
      |          ^^^^^^^^^^^^^
  Write `roll 20-30s` or `roll 6 passes of 5s`.\
""")


def test_a_length_has_a_unit(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30`
    - Hold. `hold 30-1:30`
    """
    assert report == snapshot("""\
test.md:5:10: error[missing-unit]: `30` has no unit.
    5 | - Hold. `hold 30`
      |          ^^^^^^^
  Write `30s` for seconds.
test.md:6:10: error[missing-unit]: `30` has no unit.
    6 | - Hold. `hold 30-1:30`
      |          ^^^^^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.\
""")


def test_a_length_is_a_duration(report: str) -> None:
    """
    ## Calf
    - Hold. `hold for 30s`
    - Hold. `hold 90 seconds`
    - Hold. `hold 30-90 sec`
    - Hold. `hold 1m30s`
    - Hold. `hold 10 hours`
    - Hold. `hold nan`
    """
    assert report == snapshot("""\
test.md:5:10: error[bad-duration]: `for 30s` is not a duration.
    5 | - Hold. `hold for 30s`
      |          ^^^^^^^^^^^^
  Write `30s`.
test.md:8:10: error[bad-duration]: `1m30s` is not a duration.
    8 | - Hold. `hold 1m30s`
      |          ^^^^^^^^^^
  Write `1min 30s`.
test.md:9:10: error[bad-duration]: `10 hours` is not a duration.
    9 | - Hold. `hold 10 hours`
      |          ^^^^^^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.
test.md:10:10: error[bad-duration]: `nan` is not a duration.
   10 | - Hold. `hold nan`
      |          ^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.\
""")


def test_a_length_is_more_than_nothing(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 0s`
    """
    assert report == snapshot("""\
test.md:5:10: error[zero-length]: A length of nothing cannot be done.
    5 | - Hold. `hold 0s`
      |          ^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.\
""")


def test_a_length_is_at_most_an_hour(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 61min`
    """
    assert report == snapshot("""\
test.md:5:10: error[too-long]: `61min` is longer than 60min.
    5 | - Hold. `hold 61min`
      |          ^^^^^^^^^^
  Use at most 60min.\
""")


def test_counts_come_to_an_hour_at_the_most(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 361 breaths`
    - Roll. `roll 5-10000 passes of 5s`
    - Do. `reps 901`
    """
    assert report == snapshot("""\
test.md:5:10: error[too-long]: This comes to 60min 10s.
    5 | - Hold. `hold 361 breaths`
      |          ^^^^^^^^^^^^^^^^
  Keep one action within 60min.
test.md:6:10: error[too-long]: This comes to 833min 20s.
    6 | - Roll. `roll 5-10000 passes of 5s`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^
  Keep one action within 60min.
test.md:7:8: error[too-long]: This comes to 60min 4s.
    7 | - Do. `reps 901`
      |        ^^^^^^^^
  Keep one action within 60min.\
""")


def test_a_range_runs_forwards(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 90-30s`
    - Do. `reps 15-8`
    """
    assert report == snapshot("""\
test.md:5:10: error[reversed-range]: `90-30s` runs backwards.
    5 | - Hold. `hold 90-30s`
      |          ^^^^^^^^^^^
  Write the smaller number first.
test.md:6:8: error[reversed-range]: `15-8` runs backwards.
    6 | - Do. `reps 15-8`
      |        ^^^^^^^^^
  Write the smaller number first.\
""")


def test_a_range_is_not_taken_within_a_range(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30-60s in 30-90s`
    """
    assert report == snapshot("""\
test.md:5:10: error[two-ranges]: `30-60s` is a range already.
    5 | - Hold. `hold 30-60s in 30-90s`
      |          ^^^^^^^^^^^^^^^^^^^^^
  Write one length before `in`, and what is allowed after it.\
""")


def test_a_value_for_each_set_or_round_is_one_number_and_as_many(report: str) -> None:
    """
    ## Calf
    - Rise. `reps 12/10-8/6` `reps 12+/10` `hold 45s/60s in 30-90s` `hold 45s/3 breaths`
    - Rise. `reps 12-10-8` `hold 15-30-45s` `hold 30s//45s` `reps 8/`
    - Rise. `reps 12/10/8, times 4`
    - Rise. `reps 12/10/8, times 2-4`
    - Rise. `reps 12/10/8, rest 60s`
    ## Thigh `times 3`
    ### Front
    - Rise. `reps 12/10`
    - Rise. `reps 12/10/8, rest 10s between`
    ### Back `times 2`
    - Rise. `reps 12/10/8`
    """
    assert report == snapshot("""\
test.md:5:10: error[reversed-range]: `10-8` runs backwards.
    5 | - Rise. `reps 12/10-8/6` `reps 12+/10` `hold 45s/60s in 30-90s` `hold 45s/3 breaths`
      |          ^^^^^^^^^^^^^^
  Write the smaller number first.
test.md:5:27: error[ranged-value]: A value for each set or round cannot be a range.
    5 | - Rise. `reps 12/10-8/6` `reps 12+/10` `hold 45s/60s in 30-90s` `hold 45s/3 breaths`
      |                           ^^^^^^^^^^^
  Write one number for each, such as `12/10/8`; the listener may change them all.
test.md:5:41: error[ranged-value]: A value for each set or round cannot be a range.
    5 | - Rise. `reps 12/10-8/6` `reps 12+/10` `hold 45s/60s in 30-90s` `hold 45s/3 breaths`
      |                                         ^^^^^^^^^^^^^^^^^^^^^^
  Write one number for each, such as `12/10/8`; the listener may change them all.
test.md:5:66: error[bad-unit]: `45s/3 breaths` has two units.
    5 | - Rise. `reps 12/10-8/6` `reps 12+/10` `hold 45s/60s in 30-90s` `hold 45s/3 breaths`
      |                                                                  ^^^^^^^^^^^^^^^^^^
  Write all values in the same unit.
test.md:6:10: error[bad-range]: `12-10-8` is not a range.
    6 | - Rise. `reps 12-10-8` `hold 15-30-45s` `hold 30s//45s` `reps 8/`
      |          ^^^^^^^^^^^^
  Write `12/10/8`.
test.md:6:25: error[bad-range]: `15-30-45s` is not a range.
    6 | - Rise. `reps 12-10-8` `hold 15-30-45s` `hold 30s//45s` `reps 8/`
      |                         ^^^^^^^^^^^^^^
  Write `15/30/45s`.
test.md:6:42: error[bad-duration]: `` is not a duration.
    6 | - Rise. `reps 12-10-8` `hold 15-30-45s` `hold 30s//45s` `reps 8/`
      |                                          ^^^^^^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.
test.md:6:58: error[bad-count]: `` is not a number of reps.
    6 | - Rise. `reps 12-10-8` `hold 15-30-45s` `hold 30s//45s` `reps 8/`
      |                                                          ^^^^^^^
  Write a whole number from 1 to 10000.
test.md:7:10: error[uneven-values]: There are 3 values and 4 sets.
    7 | - Rise. `reps 12/10/8, times 4`
      |          ^^^^^^^^^^^^
  Write `times 3` for the sets, or as many values.
test.md:8:10: error[uneven-values]: There are 3 values and 2 to 4 sets.
    8 | - Rise. `reps 12/10/8, times 2-4`
      |          ^^^^^^^^^^^^
  Write `times 3` for the sets, or as many values.
test.md:9:24: error[two-actions]: There are two actions in one step.
    9 | - Rise. `reps 12/10/8, rest 60s`
      |                        ^^^^^^^^
  Write `rest 1min between` for a rest between its sets; one after them is a step.
test.md:12:10: error[uneven-values]: There are 2 values and 3 rounds.
   12 | - Rise. `reps 12/10`
      |          ^^^^^^^^^^
  Write `times 2` for the rounds, or as many values.
test.md:13:10: error[between-without-times]: These values are for the rounds, so there are no sets to rest between.
   13 | - Rise. `reps 12/10/8, rest 10s between`
      |          ^^^^^^^^^^^^
  Put the rest on the heading, or delete it.
test.md:15:10: error[uneven-values]: There are 3 values and 2 rounds.
   15 | - Rise. `reps 12/10/8`
      |          ^^^^^^^^^^^^
  Write `times 3` for the rounds, or as many values.\
""")


def test_an_interval_is_all_that_says_when_the_next_begins(report: str) -> None:
    """
    ## A
    - Go. `move 10s, every 1min`
    - Go. `move 10s, times 2, rest 5s between, every 1min`
    - Go. `hold 10s, spots 2, times 2, every 1min`
    - Go. `wait 5s, times 2, every 1min`
    - Go. `every minute`
    ## B `every 1min, sides right, left`
    - Go. `move 10s`
    - Go. `move 10s straight on`
    ## C `times 2, every 1min, rest 20s between`
    ### D `times 2`
    - Go. `wait 5s`
    - Go. `move 10s, times 2`
    """
    assert report == snapshot("""\
test.md:5:8: error[bad-every]: `every` does not go with one set.
    5 | - Go. `move 10s, every 1min`
      |        ^^^^^^^^
  Add how often, such as `times 10`.
test.md:6:8: error[bad-every]: `every` does not go with `rest between`.
    6 | - Go. `move 10s, times 2, rest 5s between, every 1min`
      |        ^^^^^^^^
  Delete the rest: `every` says when the next begins.
test.md:7:8: error[bad-every]: `every` does not go with tender spots.
    7 | - Go. `hold 10s, spots 2, times 2, every 1min`
      |        ^^^^^^^^
  Delete `spots`.
test.md:8:8: warning[silent-sets]: Between the sets of a `wait` nothing is said or sounds.
    8 | - Go. `wait 5s, times 2, every 1min`
      |        ^^^^^^^
  Put `times` on the heading: its rounds are announced.
test.md:8:26: error[bad-modifier]: `every` goes with `hold`, `roll`, `move` or `reps`, not with `wait`.
    8 | - Go. `wait 5s, times 2, every 1min`
      |                          ^^^^^^^^^^
  Use it on a step with `hold`, `roll`, `move` or `reps`.
test.md:9:8: error[bad-duration]: `minute` is not a duration.
    9 | - Go. `every minute`
      |        ^^^^^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.
test.md:10:4: error[bad-every]: `every` does not go with several actions or sets in one exercise.
   10 | ## B `every 1min, sides right, left`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Give each exercise one action, done once.
test.md:10:4: error[bad-every]: `every` does not go with sides.
   10 | ## B `every 1min, sides right, left`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write `sides none`, and change sides by a cue `at half` or by an exercise.
test.md:10:4: error[bad-every]: `every` does not go with one round.
   10 | ## B `every 1min, sides right, left`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Add how often, such as `times 10`.
test.md:12:8: error[not-straight]: `straight on` leaves no time for the rest that `every` leaves.
   12 | - Go. `move 10s straight on`
      |        ^^^^^^^^^^^^^^^^^^^^
  Keep one of the two.
test.md:12:8: warning[no-effect]: No action follows this one in its exercise.
   12 | - Go. `move 10s straight on`
      |        ^^^^^^^^^^^^^^^^^^^^
  Put it on the action before this one, or on the heading for all under it.
test.md:13:4: error[bad-every]: `every` does not go with `rest between`.
   13 | ## C `times 2, every 1min, rest 20s between`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Delete the rest: `every` says when the next begins.
test.md:14:5: error[bad-every]: `every` does not go with several actions or sets in one exercise.
   14 | ### D `times 2`
      |     ^^^^^^^^^^^
  Give each exercise one action, done once.
test.md:14:5: error[bad-every]: `every` does not go with `wait`.
   14 | ### D `times 2`
      |     ^^^^^^^^^^^
  Write a time, such as `move 40s`, or `reps 1 freely 40s`.
test.md:14:5: error[bad-every]: `every` does not go with rounds of an exercise.
   14 | ### D `times 2`
      |     ^^^^^^^^^^^
  Put `times` on the heading of the group.\
""")


def test_an_interval_of_each_exercise_stands_on_the_group(report: str) -> None:
    """
    ## A `times 5`
    ### B
    - Go. `reps 10 freely, every 1min`
    """
    assert report == snapshot("""\
test.md:6:8: error[bad-every]: `every` does not go with one set.
    6 | - Go. `reps 10 freely, every 1min`
      |        ^^^^^^^^^^^^^^
  Write `every` on the heading of the group, or add how often, such as `times 10`.\
""")


def test_a_range_has_the_unit_of_its_default(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 45s in 3-6 breaths`
    - Hold. `hold 45s in 60s`
    """
    assert report == snapshot("""\
test.md:5:10: error[bad-range]: `3-6 breaths` is not a range for `45s`.
    5 | - Hold. `hold 45s in 3-6 breaths`
      |          ^^^^^^^^^^^^^^^^^^^^^^^
  Write what is allowed as a range in the same unit, such as `45s in 30-90s`.
test.md:6:10: error[bad-range]: `60s` is not a range for `45s`.
    6 | - Hold. `hold 45s in 60s`
      |          ^^^^^^^^^^^^^^^
  Write what is allowed as a range in the same unit, such as `45s in 30-90s`.\
""")


def test_a_default_lies_in_its_range(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 20s in 30-90s`
    """
    assert report == snapshot("""\
test.md:5:10: error[outside-range]: `20s` lies outside `30-90s`.
    5 | - Hold. `hold 20s in 30-90s`
      |          ^^^^^^^^^^^^^^^^^^
  Choose a length within the range you allow.\
""")


def test_a_roll_is_not_counted_in_breaths(report: str) -> None:
    """
    ## Calf
    - Roll. `roll 4 breaths`
    - Move. `move 6 passes of 5s`
    """
    assert report == snapshot("""\
test.md:5:10: error[bad-unit]: `4 breaths` is in the wrong unit.
    5 | - Roll. `roll 4 breaths`
      |          ^^^^^^^^^^^^^^
  Give it in seconds, such as `30s` or in passes, such as `6 passes of 5s`.
test.md:6:10: error[bad-unit]: `6 passes` is in the wrong unit.
    6 | - Move. `move 6 passes of 5s`
      |          ^^^^^^^^^^^^^^^^^^^
  Give it in seconds, such as `30s`.\
""")


def test_a_count_is_a_whole_number(report: str) -> None:
    """
    ## Calf
    - Do. `reps many`
    - Hold. `hold 30s, times 1001`
    - Hold. `hold 30s, spots 0-3`
    """
    assert report == snapshot("""\
test.md:5:8: error[bad-count]: `many` is not a number of reps.
    5 | - Do. `reps many`
      |        ^^^^^^^^^
  Write a whole number from 1 to 10000.
test.md:6:20: error[bad-count]: `1001` is not a number of times.
    6 | - Hold. `hold 30s, times 1001`
      |                    ^^^^^^^^^^
  Write a whole number from 1 to 1000.
test.md:7:20: error[bad-count]: `0` is not a number of spots.
    7 | - Hold. `hold 30s, spots 0-3`
      |                    ^^^^^^^^^
  Write a whole number from 1 to 100.\
""")


def test_beeps_are_both_in_or_none(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s, count out`
    """
    assert report == snapshot("""\
test.md:5:20: error[bad-count]: `out` is not a way to count.
    5 | - Hold. `hold 30s, count out`
      |                    ^^^^^^^^^
  Write `count both`, `count in`, `count none` or `count aloud`.\
""")


def test_a_breath_is_a_pattern(report: str) -> None:
    """
    ## Calf `breathe 4`
    - Hold. `hold 30s, breathe 0.2-6`
    - Hold. `hold 30s, breathe 4-61`
    """
    assert report == snapshot("""\
test.md:4:10: error[bad-breath]: `4` is not a breath pattern.
    4 | ## Calf `breathe 4`
      |          ^^^^^^^^^
  Write seconds as in-out `4-6`, in-hold-out `4-2-6`, in-hold-out-hold `4-2-6-2`, with a second in-breath `3+1-8`, or `freely`.
test.md:5:20: error[bad-breath]: `0.2-6` has a breath of less than half a second.
    5 | - Hold. `hold 30s, breathe 0.2-6`
      |                    ^^^^^^^^^^^^^
  Give each in-breath and out-breath at least 0.5 seconds.
test.md:6:20: error[bad-breath]: `4-61` has a part of more than a minute.
    6 | - Hold. `hold 30s, breathe 4-61`
      |                    ^^^^^^^^^^^^
  Give each part of the breath at most 60 seconds.\
""")


def test_a_tempo_is_four_numbers(report: str) -> None:
    """
    ## Calf
    - Do. `reps 10 tempo 3-0-1`
    - Do. `reps 10, tempo 0-0-0-0`
    """
    assert report == snapshot("""\
test.md:5:8: error[bad-tempo]: `3-0-1` is not a tempo.
    5 | - Do. `reps 10 tempo 3-0-1`
      |        ^^^^^^^^^^^^^^^^^^^
  Write four numbers of seconds, lower-pause-lift-pause, such as `3-0-1-0`.
test.md:6:17: error[bad-tempo]: `0-0-0-0` makes a repetition too short or too long to follow.
    6 | - Do. `reps 10, tempo 0-0-0-0`
      |                 ^^^^^^^^^^^^^
  Let one repetition take from half a second to four minutes.\
""")


def test_what_is_allowed_for_the_lowering_is_a_range(report: str) -> None:
    """
    ## Calf
    - Do. `reps 10 lower 2s`
    """
    assert report == snapshot("""\
test.md:5:8: error[bad-range]: `2s` is not a range for the lowering.
    5 | - Do. `reps 10 lower 2s`
      |        ^^^^^^^^^^^^^^^^
  Write the seconds allowed as `lower 2s+` or `lower 2-4s`.\
""")


def test_the_tempo_keeps_what_is_allowed_for_the_lowering(report: str) -> None:
    """
    ## Calf
    - Do. `reps 10 tempo 1-0-1-0 lower 2s+`
    """
    assert report == snapshot("""\
test.md:5:8: error[outside-range]: The tempo lowers in 1s, which `lower` does not allow.
    5 | - Do. `reps 10 tempo 1-0-1-0 lower 2s+`
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Lower in 2s.\
""")


def test_sides_are_right_and_left(report: str) -> None:
    """
    ## Calf `sides right, both`
    - Sit.
    """
    assert report == snapshot("""\
test.md:4:23: error[unknown-directive]: `both` is not a directive.
    4 | ## Calf `sides right, both`
      |                       ^^^^
  The directives are ….\
""")


def test_a_name_holds_no_slash(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s as left/right`
    - Hold. `hold 30s, as a=b`
    """
    assert report == snapshot("""\
test.md:5:10: error[bad-name]: `left/right` is not a name.
    5 | - Hold. `hold 30s as left/right`
      |          ^^^^^^^^^^^^^^^^^^^^^^
  Name an action without `/` and `=`: `as tender`.
test.md:6:20: error[bad-name]: `a=b` is not a name.
    6 | - Hold. `hold 30s, as a=b`
      |                    ^^^^^^
  Name an action without `/` and `=`: `as tender`.\
""")


def test_a_moment_of_a_breath_is_in_or_out(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s`
      - Relax. `each breath`
      - Relax. `last in`
      - Relax. `at in`
      - Relax. `at out 0`
      - Relax. `at breath 2`
    """
    assert report == snapshot("""\
test.md:6:13: error[bad-cue]: `each breath` is not a moment.
    6 |   - Relax. `each breath`
      |             ^^^^^^^^^^^
  Write `each in`, `each out`, `each lift` or `each lower`.
test.md:7:13: error[bad-cue]: `last in` is not a moment.
    7 |   - Relax. `last in`
      |             ^^^^^^^
  Write `last out`.
test.md:8:13: error[incomplete]: `at in` needs a number.
    8 |   - Relax. `at in`
      |             ^^^^^
  Write the number of the breath, such as `at in 2` or `at out 3`.
test.md:9:13: error[bad-count]: `0` is not a number of out-breaths.
    9 |   - Relax. `at out 0`
      |             ^^^^^^^^
  Write a whole number from 1 to 10000.
test.md:10:13: error[bad-duration]: `breath 2` is not a duration.
   10 |   - Relax. `at breath 2`
      |             ^^^^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.\
""")


def test_a_round_is_one_that_the_exercise_has(report: str) -> None:
    """
    ## Calf
    - Sit. `if round 2`
    ## Thighs `times 2`
    ### Front `times 3`
    - Sit. `if round 6`
      - Now. `unless round 7`
    - Lie. `if round two`
    ### Back
    - Sit. `if round 3`
    - Lie. `if round 0`
    """
    assert report == snapshot("""\
test.md:5:9: error[no-round]: This exercise has no rounds.
    5 | - Sit. `if round 2`
      |         ^^^^^^^^^^
  Add `times 2` to its heading, or delete the condition.
test.md:8:9: error[no-round]: This exercise has no more than 3 rounds.
    8 | - Sit. `if round 6`
      |         ^^^^^^^^^^
  Choose a round from 1 to 3.
test.md:9:5: error[cue-without-action]: A cue is spoken during an action, and the step above it has none.
    9 |   - Now. `unless round 7`
      |     ^^^^^^^^^^^^^^^^^^^^^
  Give the step an action, such as `hold 30s`, or make the cue a step.
test.md:9:11: error[no-round]: This exercise has no more than 3 rounds.
    9 |   - Now. `unless round 7`
      |           ^^^^^^^^^^^^^^
  Choose a round from 1 to 3.
test.md:10:9: error[unknown-option]: `round two` is not an option of this routine.
   10 | - Lie. `if round two`
      |         ^^^^^^^^^^^^
  Write the round in digits, such as `if round 2`.
test.md:12:9: error[no-round]: This exercise has no more than 2 rounds.
   12 | - Sit. `if round 3`
      |         ^^^^^^^^^^
  Choose a round from 1 to 2.
test.md:13:9: error[bad-count]: `0` is not a number of rounds.
   13 | - Lie. `if round 0`
      |         ^^^^^^^^^^
  Write a whole number from 1 to 1000.\
""")


def test_a_heading_does_not_depend_on_when_it_comes_up(report: str) -> None:
    """
    ## Calf `if first`
    - Sit.
    ## Thigh `times 2, unless round 1`
    - Sit.
    """
    assert report == snapshot("""\
test.md:4:10: error[misplaced-directive]: This directive does not belong on a heading.
    4 | ## Calf `if first`
      |          ^^^^^^^^
  Put it on a step: an item of the list.
test.md:6:20: error[misplaced-directive]: This directive does not belong on a heading.
    6 | ## Thigh `times 2, unless round 1`
      |                    ^^^^^^^^^^^^^^
  Put it on a step: an item of the list.\
""")


def test_an_option_is_not_named_like_a_condition(report: str) -> None:
    """
    ---
    title: Test
    options:
      first: the first way
      New side: on the other side
      round 2: a second round
      first thing: in the morning
    ---
    ## Calf
    - Sit. `if first thing`
    """
    assert report == snapshot("""\
test.md:3:1: error[duplicate-name]: `first` is a condition already: `if first` would not be the option.
    3 | options:
      | ^^^^^^^
  Give the option another name.
test.md:3:1: error[duplicate-name]: `New side` is a condition already: `if New side` would not be the option.
    3 | options:
      | ^^^^^^^
  Give the option another name.
test.md:3:1: error[duplicate-name]: `round 2` is a condition already: `if round 2` would not be the option.
    3 | options:
      | ^^^^^^^
  Give the option another name.
test.md:3:1: warning[unused-option]: Nothing depends on the option `first`.
    3 | options:
      | ^^^^^^^
  Use it with `if` or `unless`, or delete it.
test.md:3:1: warning[unused-option]: Nothing depends on the option `New side`.
    3 | options:
      | ^^^^^^^
  Use it with `if` or `unless`, or delete it.
test.md:3:1: warning[unused-option]: Nothing depends on the option `round 2`.
    3 | options:
      | ^^^^^^^
  Use it with `if` or `unless`, or delete it.\
""")


def test_lift_first_goes_with_repetitions(report: str) -> None:
    """
    ## Calf `lift first`
    - Hold. `hold 30s lift first`
    - Sit. `lift first`
    - Do. `reps 10 lift last`
    - Do. `reps 10 lift`
    """
    assert report == snapshot("""\
test.md:4:10: error[misplaced-directive]: This directive does not belong on a heading.
    4 | ## Calf `lift first`
      |          ^^^^^^^^^^
  Put it on a step: an item of the list.
test.md:5:10: error[bad-modifier]: `lift first` goes with `reps`, not with `hold`.
    5 | - Hold. `hold 30s lift first`
      |          ^^^^^^^^^^^^^^^^^^^
  Use it on a step with `reps`.
test.md:6:9: error[no-action]: `lift first` goes with an action, and this step has none.
    6 | - Sit. `lift first`
      |         ^^^^^^^^^^
  Add the action, such as `reps 10 lift first`, to the step.
test.md:7:8: error[bad-modifier]: `lift last` is not a directive.
    7 | - Do. `reps 10 lift last`
      |        ^^^^^^^^^^^^^^^^^
  Write `lift first`; its tempo is then lift, pause, lower, pause.
test.md:8:8: error[incomplete]: `lift` needs more words.
    8 | - Do. `reps 10 lift`
      |        ^^^^^^^^^^^^
  Write `lift first`; its tempo is then lift, pause, lower, pause.\
""")


def test_the_tempo_of_a_lift_first_keeps_its_lowering(report: str) -> None:
    """
    ## Calf
    - Do. `reps 10 tempo 3-0-1-0 lift first lower 2s+`
    - Do. `reps 10 tempo 1-0-3-0 lift first lower 2s+`
    """
    assert report == snapshot("""\
test.md:5:8: error[outside-range]: The tempo lowers in 1s, which `lower` does not allow.
    5 | - Do. `reps 10 tempo 3-0-1-0 lift first lower 2s+`
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Lower in 2s.\
""")


def test_tempo_goes_with_repetitions(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s tempo 2-0-2-0`
    - Hold. `hold 30s, tempo 2-0-2-0, lower 2s+`
    """
    assert report == snapshot("""\
test.md:5:10: error[bad-modifier]: `tempo` goes with `reps`, not with `hold`.
    5 | - Hold. `hold 30s tempo 2-0-2-0`
      |          ^^^^^^^^^^^^^^^^^^^^^^
  Use it on a step with `reps`.
test.md:6:20: error[bad-modifier]: `tempo` goes with `reps`, not with `hold`.
    6 | - Hold. `hold 30s, tempo 2-0-2-0, lower 2s+`
      |                    ^^^^^^^^^^^^^
  Use it on a step with `reps`.
test.md:6:35: error[bad-modifier]: `lower` goes with `reps`, not with `hold`.
    6 | - Hold. `hold 30s, tempo 2-0-2-0, lower 2s+`
      |                                   ^^^^^^^^^
  Use it on a step with `reps`.\
""")


def test_passes_go_with_rolling(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s of 5s`
    """
    assert report == snapshot("""\
test.md:5:10: error[bad-modifier]: `of` does not go with this `hold`.
    5 | - Hold. `hold 30s of 5s`
      |          ^^^^^^^^^^^^^^
  Write `hold 30-90s`, `hold 45s in 30-90s`, `hold 3-6 breaths` or `hold 60s+`.\
""")


def test_spots_go_with_a_hold(report: str) -> None:
    """
    ## Calf
    - Roll. `roll 20s, spots 2`
    """
    assert report == snapshot("""\
test.md:5:20: error[bad-modifier]: `spots` goes with `hold`, not with `roll`.
    5 | - Roll. `roll 20s, spots 2`
      |                    ^^^^^^^
  Use it on a step with `hold`.\
""")


def test_a_rest_bears_no_name(report: str) -> None:
    """
    ## Calf
    - Rest. `rest 10s as pause`
    - Wait. `wait 10s, as pause`
    """
    assert report == snapshot("""\
test.md:5:10: error[bad-modifier]: `as` goes with `hold`, `roll`, `move` or `reps`, not with `rest`.
    5 | - Rest. `rest 10s as pause`
      |          ^^^^^^^^^^^^^^^^^
  Use it on a step with `hold`, `roll`, `move` or `reps`.
test.md:6:20: error[bad-modifier]: `as` goes with `hold`, `roll`, `move` or `reps`, not with `wait`.
    6 | - Wait. `wait 10s, as pause`
      |                    ^^^^^^^^
  Use it on a step with `hold`, `roll`, `move` or `reps`.\
""")


def test_there_is_one_action_in_a_step(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s, roll 10s`
    - Hold. `hold 30s` `rest 10s`
    """
    assert report == snapshot("""\
test.md:5:20: error[two-actions]: There are two actions in one step.
    5 | - Hold. `hold 30s, roll 10s`
      |                    ^^^^^^^^
  Make a step of its own for the second action.
test.md:6:21: error[two-actions]: There are two actions in one step.
    6 | - Hold. `hold 30s` `rest 10s`
      |                     ^^^^^^^^
  Make a step of its own for the second action.\
""")


def test_a_directive_is_said_once(report: str) -> None:
    """
    ## Calf `times 2` `times 3`
    - Hold. `hold 30s, as a, as b`
      - Relax. `at 5s, at half`
    """
    assert report == snapshot("""\
test.md:4:20: error[duplicate-directive]: `times` stands here twice.
    4 | ## Calf `times 2` `times 3`
      |                    ^^^^^^^
  Keep one of the two.
test.md:5:26: error[duplicate-directive]: `as` stands here twice.
    5 | - Hold. `hold 30s, as a, as b`
      |                          ^^^^
  Keep one of the two.
test.md:6:20: error[duplicate-directive]: This cue has two moments.
    6 |   - Relax. `at 5s, at half`
      |                    ^^^^^^^
  Keep one of the two.\
""")


def test_a_modifier_wants_an_action(report: str) -> None:
    """
    ## Calf
    - Sit. `as tender, tempo 2-0-2-0, lower 2s+, spots 2, times 3`
    """
    assert report == snapshot("""\
test.md:5:9: error[no-action]: `as` goes with an action, and this step has none.
    5 | - Sit. `as tender, tempo 2-0-2-0, lower 2s+, spots 2, times 3`
      |         ^^^^^^^^^
  Add the action, such as `hold 30s as tender`, to the step.
test.md:5:20: error[no-action]: `tempo` goes with an action, and this step has none.
    5 | - Sit. `as tender, tempo 2-0-2-0, lower 2s+, spots 2, times 3`
      |                    ^^^^^^^^^^^^^
  Add the action, such as `reps 10 tempo 2-0-2-0`, to the step.
test.md:5:35: error[no-action]: `lower` goes with an action, and this step has none.
    5 | - Sit. `as tender, tempo 2-0-2-0, lower 2s+, spots 2, times 3`
      |                                   ^^^^^^^^^
  Add the action, such as `reps 10 lower 2s+`, to the step.
test.md:5:46: error[no-action]: `spots` goes with an action, and this step has none.
    5 | - Sit. `as tender, tempo 2-0-2-0, lower 2s+, spots 2, times 3`
      |                                              ^^^^^^^
  Add the action, such as `hold 30s, spots 2`, to the step.
test.md:5:55: error[no-action]: `times` goes with an action, and this step has none.
    5 | - Sit. `as tender, tempo 2-0-2-0, lower 2s+, spots 2, times 3`
      |                                                       ^^^^^^^
  Add the action, such as `hold 30s, times 3`, to the step.\
""")


def test_there_must_be_something_to_rest_between(report: str) -> None:
    """
    ## Calf `rest 10s between`
    - Hold. `hold 30s, rest 10s between`
    - Hold. `hold 30s, times 1, rest 10s between`
    """
    assert report == snapshot("""\
test.md:4:10: error[between-without-times]: There is nothing to rest between.
    4 | ## Calf `rest 10s between`
      |          ^^^^^^^^^^^^^^^^
  Say how often with `times 3`, or drop the word `between`.
test.md:5:20: error[between-without-times]: There is nothing to rest between.
    5 | - Hold. `hold 30s, rest 10s between`
      |                    ^^^^^^^^^^^^^^^^
  Say how often with `times 3`, or drop the word `between`.
test.md:6:29: error[between-without-times]: There is nothing to rest between.
    6 | - Hold. `hold 30s, times 1, rest 10s between`
      |                             ^^^^^^^^^^^^^^^^
  Say how often with `times 3`, or drop the word `between`.\
""")


def test_a_rest_between_has_room_for_its_tones(report: str) -> None:
    """
    ## Calves `times 2, rest 0.5s between each`
    ### Calf
    - Hold. `hold 30s, times 2, rest 900ms between`
    - Hold. `hold 30s, times 2, rest 0.999s between`
    """
    assert report == snapshot("""\
test.md:4:21: error[short-rest]: A rest of 0.5s is too short to hear where it begins and ends.
    4 | ## Calves `times 2, rest 0.5s between each`
      |                     ^^^^^^^^^^^^^^^^^^^^^^
  Write `rest 1s between each` or longer, or leave the rest out.
test.md:6:29: error[bad-duration]: `900ms` is not a duration.
    6 | - Hold. `hold 30s, times 2, rest 900ms between`
      |                             ^^^^^^^^^^^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.
test.md:7:29: error[short-rest]: A rest of 0.999s is too short to hear where it begins and ends.
    7 | - Hold. `hold 30s, times 2, rest 0.999s between`
      |                             ^^^^^^^^^^^^^^^^^^^
  Write `rest 1s between` or longer, or leave the rest out.\
""")


def test_a_rest_between_each_stands_on_a_group(report: str) -> None:
    """
    ## Calf `rest 10s between each`
    - Hold. `hold 30s`
    ## Legs `rest 10s between each, rest 5s between`
    ### Shin `rest 20s between each`
    - Hold. `hold 30s, rest 10s between each`
    """
    assert report == snapshot("""\
test.md:4:4: error[misplaced-directive]: `rest between each` goes with a group, and this is one exercise.
    4 | ## Calf `rest 10s between each`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Put it on a `##` heading that has `###` exercises, or drop the word `each`.
test.md:6:33: error[between-without-times]: There is nothing to rest between.
    6 | ## Legs `rest 10s between each, rest 5s between`
      |                                 ^^^^^^^^^^^^^^^
  Say how often with `times 3`, or drop the word `between`.
test.md:7:5: error[misplaced-directive]: `rest between each` goes with a group, and this is one exercise.
    7 | ### Shin `rest 20s between each`
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Put it on a `##` heading that has `###` exercises, or drop the word `each`.
test.md:8:20: error[misplaced-directive]: This directive does not belong on a step.
    8 | - Hold. `hold 30s, rest 10s between each`
      |                    ^^^^^^^^^^^^^^^^^^^^^
  Put it on the exercise's heading.\
""")


def test_a_cue_between_sets_has_sets_and_tones(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s, times 2`
      - Out. `after each`
      - In. `before next`
    - Hold. `hold 30s`
      - Out. `after each`
      - In. `before next`
    - Rest. `rest 30s, times 2`
      - Out. `after each`
      - In. `before next`
      - Then. `after all`
      - Now. `before last`
      - After. `after`
    """
    assert report == snapshot("""\
test.md:10:10: warning[unheard-cue]: This cue is never said: the action has one set.
   10 |   - In. `before next`
      |          ^^^^^^^^^^^
  Write `times 3` on the step above, or delete the cue.
test.md:11:10: warning[silent-sets]: Between the sets of a `rest` nothing is said or sounds.
   11 | - Rest. `rest 30s, times 2`
      |          ^^^^^^^^
  Put `times` on the heading: its rounds are announced.
test.md:12:11: error[unpaced-cue]: This moment only comes in a `hold`, `roll`, `move` or `reps`.
   12 |   - Out. `after each`
      |           ^^^^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.
test.md:13:10: error[unpaced-cue]: This moment only comes in a `hold`, `roll`, `move` or `reps`.
   13 |   - In. `before next`
      |          ^^^^^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.
test.md:14:12: error[bad-cue]: `after all` is not a moment.
   14 |   - Then. `after all`
      |            ^^^^^^^^^
  Write `after each`.
test.md:15:11: error[bad-cue]: `before last` is not a moment.
   15 |   - Now. `before last`
      |           ^^^^^^^^^^^
  Write `before next`.
test.md:16:13: error[incomplete]: `after` needs more words.
   16 |   - After. `after`
      |             ^^^^^
  Write `after each`.\
""")


def test_what_changes_nothing_is_told(report: str) -> None:
    """
    ## Calf
    - Sit. `settle 3s, count none, breathe 4-6`
    - Rest. `rest 10s, settle 3s, count none, breathe 4-6`
    - Roll. `roll 10s, settle 3s, count none, breathe 4-6`
    """
    assert report == snapshot("""\
test.md:5:9: warning[no-effect]: `settle` changes nothing on this step.
    5 | - Sit. `settle 3s, count none, breathe 4-6`
      |         ^^^^^^^^^
  Delete it, or put it on the step whose action it is for.
test.md:5:20: warning[no-effect]: `count` changes nothing on this step.
    5 | - Sit. `settle 3s, count none, breathe 4-6`
      |                    ^^^^^^^^^^
  Delete it, or put it on the step whose action it is for.
test.md:5:32: warning[no-effect]: `breathe` changes nothing on this step.
    5 | - Sit. `settle 3s, count none, breathe 4-6`
      |                                ^^^^^^^^^^^
  Delete it, or put it on the step whose action it is for.
test.md:6:20: warning[no-effect]: `settle` changes nothing on this step.
    6 | - Rest. `rest 10s, settle 3s, count none, breathe 4-6`
      |                    ^^^^^^^^^
  Delete it, or put it on the step whose action it is for.
test.md:6:31: warning[no-effect]: `count` changes nothing on this step.
    6 | - Rest. `rest 10s, settle 3s, count none, breathe 4-6`
      |                               ^^^^^^^^^^
  Delete it, or put it on the step whose action it is for.
test.md:6:43: warning[no-effect]: `breathe` changes nothing on this step.
    6 | - Rest. `rest 10s, settle 3s, count none, breathe 4-6`
      |                                           ^^^^^^^^^^^
  Delete it, or put it on the step whose action it is for.
test.md:7:43: warning[no-effect]: `breathe` changes nothing on this step.
    7 | - Roll. `roll 10s, settle 3s, count none, breathe 4-6`
      |                                           ^^^^^^^^^^^
  Delete it, or put it on the step whose action it is for.\
""")


def test_an_action_does_not_belong_on_a_heading(report: str) -> None:
    """
    ## Calf `hold 30s`
    - Sit.
    """
    assert report == snapshot("""\
test.md:4:10: error[misplaced-directive]: This directive does not belong on a heading.
    4 | ## Calf `hold 30s`
      |          ^^^^^^^^
  Put it on a step: an item of the list.\
""")


def test_a_moment_does_not_belong_on_a_step(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s, at 5s`
    """
    assert report == snapshot("""\
test.md:5:20: error[misplaced-directive]: This directive does not belong on a step.
    5 | - Hold. `hold 30s, at 5s`
      |                    ^^^^^
  Put it on a cue: an item nested under the step.\
""")


def test_sides_do_not_belong_on_a_step(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s, sides none`
    """
    assert report == snapshot("""\
test.md:5:20: error[misplaced-directive]: This directive does not belong on a step.
    5 | - Hold. `hold 30s, sides none`
      |                    ^^^^^^^^^^
  Put it on the exercise's heading.\
""")


def test_an_action_does_not_belong_on_a_cue(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s`
      - Roll. `roll 10s, as up`
    """
    assert report == snapshot("""\
test.md:6:12: error[misplaced-directive]: This directive does not belong on a cue.
    6 |   - Roll. `roll 10s, as up`
      |            ^^^^^^^^
  Put it on a step: an item of the list.
test.md:6:22: error[misplaced-directive]: This directive does not belong on a cue.
    6 |   - Roll. `roll 10s, as up`
      |                      ^^^^^
  Put it on a step: an item of the list.\
""")


def test_a_directive_in_a_paragraph_or_a_quote_does_nothing(report: str) -> None:
    """
    # Test `times 3`

    Hold it for `hold 30s`, and not `for 30s` or `ls`.

    > Never `hold 90s`.

    ## Calf
    - Sit.

      Then `rest 10s`.
    """
    assert report == snapshot("""\
test.md:4:9: warning[unread-directive]: `times 3` is plain text here.
    4 | # Test `times 3`
      |         ^^^^^^^
  Put it on a step or on a heading if it is meant to do something.
test.md:6:14: warning[unread-directive]: `hold 30s` is plain text here.
    6 | Hold it for `hold 30s`, and not `for 30s` or `ls`.
      |              ^^^^^^^^
  Put it on a step or on a heading if it is meant to do something.
test.md:8:10: warning[unread-directive]: `hold 90s` is plain text here.
    8 | > Never `hold 90s`.
      |          ^^^^^^^^
  Put it on a step or on a heading if it is meant to do something.
test.md:13:9: warning[unread-directive]: `rest 10s` is plain text here.
   13 |   Then `rest 10s`.
      |         ^^^^^^^^
  Put it on a step or on a heading if it is meant to do something.\
""")


def test_a_clause_on_the_next_line_is_found_there(report: str) -> None:
    """
    ## Calf
    1. Hold as long as you can. `hold 30s,
       spots 0,  times
       0`
    """
    assert report == snapshot("""\
test.md:6:4: error[bad-count]: `0` is not a number of spots.
    6 |    spots 0,  times
      |    ^^^^^^^
  Write a whole number from 1 to 100.
test.md:6:14: error[bad-count]: `0` is not a number of times.
    6 |    spots 0,  times
      |              ^^^^^
  Write a whole number from 1 to 1000.\
""")


def test_a_clause_among_others_is_found_where_it_stands(report: str) -> None:
    """
    ## Calf `times 3, sides right,  up , count in`
    - Sit.
    """
    assert report == snapshot("""\
test.md:4:33: error[unknown-directive]: `up` is not a directive.
    4 | ## Calf `times 3, sides right,  up , count in`
      |                                 ^^
  The directives are ….\
""")


def test_what_a_length_lacks_is_told(report: str) -> None:
    """
    ## Calf
    - Hold. `hold -5s`
    - Hold. `hold 30s as`
    - Hold. `hold 4 breaths in 3-6`
    - Roll. `roll 6 passes of 5s in 4-8`
    - Lift. `reps 10 tempo 3-0-1-0 in 12-15`
    """
    assert report == snapshot("""\
test.md:5:10: error[bad-duration]: `-5s` is not a duration.
    5 | - Hold. `hold -5s`
      |          ^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.
test.md:6:10: error[incomplete]: `as` needs more words.
    6 | - Hold. `hold 30s as`
      |          ^^^^^^^^^^^
  Write a name after it, such as `as tender`.
test.md:9:10: error[outside-range]: `10` lies outside `12-15`.
    9 | - Lift. `reps 10 tempo 3-0-1-0 in 12-15`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Choose a length within the range you allow.\
""")


def test_straight_on_leaves_no_time_for_spots_or_a_rest_between(report: str) -> None:
    """
    ## Calf `straight on`
    - Hold. `hold 30s, spots 1-3`
    - Hold. `hold 30s, times 2, rest 10s between`
    ## Thigh `times 2, straight on, rest 10s between`
    - Hold. `hold 30s straight on as last`
    - Sit. `rest 3s straight on`
    - Do. `reps 10 straight off`
    """
    assert report == snapshot("""\
test.md:5:10: error[not-straight]: `straight on` leaves no time for tender spots.
    5 | - Hold. `hold 30s, spots 1-3`
      |          ^^^^^^^^
  Keep one of the two.
test.md:6:10: error[not-straight]: `straight on` leaves no time for `rest between`.
    6 | - Hold. `hold 30s, times 2, rest 10s between`
      |          ^^^^^^^^
  Keep one of the two.
test.md:7:4: error[not-straight]: `straight on` leaves no time for `rest between`.
    7 | ## Thigh `times 2, straight on, rest 10s between`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Keep one of the two.
test.md:8:10: warning[no-effect]: A `rest` follows, and so nothing comes straight on.
    8 | - Hold. `hold 30s straight on as last`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Keep one of the two.
test.md:9:9: error[bad-modifier]: `straight on` goes with `hold`, `roll`, `move` or `reps`, not with `rest`.
    9 | - Sit. `rest 3s straight on`
      |         ^^^^^^^^^^^^^^^^^^^
  Use it on a step with `hold`, `roll`, `move` or `reps`.
test.md:10:8: error[bad-modifier]: `straight off` is not a directive.
   10 | - Do. `reps 10 straight off`
      |        ^^^^^^^^^^^^^^^^^^^^
  Write `straight on`: the next action begins on the end of this one.\
""")


def test_straight_on_needs_an_action_to_go_on_to(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s straight on`
    - Hold. `hold 30s straight on as last`
    - Let go.
    ## Walk `straight on`
    - Walk. `move 5min`
    - Sit. `rest 10s`
    """
    assert report == snapshot("""\
test.md:6:10: warning[no-effect]: No action follows this one in its exercise.
    6 | - Hold. `hold 30s straight on as last`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Put it on the action before this one, or on the heading for all under it.
test.md:8:4: warning[no-effect]: No action follows the one under this heading.
    8 | ## Walk `straight on`
      |    ^^^^^^^^^^^^^^^^^^
  Put the exercises that follow each other under one `##` with `straight on`.\
""")


def test_a_cue_from_the_end_or_after_another_has_its_own_words(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s, breathe freely`
      - Now. `at 5s before the end`
      - Now. `at end`
      - Now. `at 40s left`
      - Now. `at left`
      - Now. `next lift`
      - Now. `next in`
    """
    assert report == snapshot("""\
test.md:6:11: error[bad-cue]: `at 5s before the end` is not a moment.
    6 |   - Now. `at 5s before the end`
      |           ^^^^^^^^^^^^^^^^^^^^
  Write `at 5s left`.
test.md:7:11: error[bad-cue]: `at end` is not a moment.
    7 |   - Now. `at end`
      |           ^^^^^^
  Write `at 5s left`, or `last out` in a paced hold; the coach counts out and sounds the end itself. What follows the action is a step of its own.
test.md:8:11: error[late-cue]: The action takes 30s at the most.
    8 |   - Now. `at 40s left`
      |           ^^^^^^^^^^^
  Choose a later moment, or allow a longer action.
test.md:9:11: error[incomplete]: `at left` needs a length.
    9 |   - Now. `at left`
      |           ^^^^^^^
  Write `at 10s left`.
test.md:10:11: error[bad-cue]: `next lift` is not a moment.
   10 |   - Now. `next lift`
      |           ^^^^^^^^^
  Write `next in` or `next out`.
test.md:11:11: error[unpaced-cue]: This moment only comes in a paced `hold`.
   11 |   - Now. `next in`
      |           ^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.\
""")


def test_the_next_breath_comes_after_a_cue_that_has_a_moment(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 2-3 breaths`
      - One. `next in`
      - Two. `next in`
      - Spread.
      - Out. `next out`
      - Three. `at in 3`
      - Out. `next out`
      - Four. `next in`
      - Ten left. `at 25s left`
    - Roll. `roll 30s, count aloud`
    """
    assert report == snapshot("""\
test.md:9:11: error[bad-cue]: The cue before this one has no moment that `next out` follows.
    9 |   - Out. `next out`
      |           ^^^^^^^^
  Give that cue one, such as `at in 1`, or put this one first.
test.md:12:12: error[late-cue]: The hold has at most 3 breaths.
   12 |   - Four. `next in`
      |            ^^^^^^^
  Choose an earlier breath, or allow a longer hold.
test.md:13:16: warning[missed-cue]: When the action takes 20s, which is allowed, this is never heard.
   13 |   - Ten left. `at 25s left`
      |                ^^^^^^^^^^^
  Choose a later moment, or `at half`.
test.md:14:10: warning[no-effect]: `count aloud` counts the seconds or the breaths of a hold.
   14 | - Roll. `roll 30s, count aloud`
      |          ^^^^^^^^
  Delete it, or put it on a step with a `hold`.\
""")


def test_repetitions_in_ones_own_time_have_no_pace(report: str) -> None:
    """
    ## Calf
    - Do. `reps 8 tempo 2-0-2-0 freely as first`
    - Do. `reps 8 freely 0s as second`
    - Do. `reps 8 freely as third`
      - Up. `each lift`
      - Now. `at 40s`
    - Hold. `hold 30s freely as fourth`
    - Do. `reps 8 freely straight on as fifth`
    - Do. `reps 8 as sixth freely`
    """
    assert report == snapshot("""\
test.md:5:8: error[bad-modifier]: Nothing paces repetitions that are done `freely`.
    5 | - Do. `reps 8 tempo 2-0-2-0 freely as first`
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Keep `freely`, or what paces them.
test.md:6:8: error[zero-length]: A length of nothing cannot be done.
    6 | - Do. `reps 8 freely 0s as second`
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.
test.md:8:10: error[unpaced-cue]: This moment only comes in `reps` with a tempo.
    8 |   - Up. `each lift`
      |          ^^^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.
test.md:9:11: error[late-cue]: The action is over after 32s at the most.
    9 |   - Now. `at 40s`
      |           ^^^^^^
  Choose an earlier moment, or allow a longer action.
test.md:10:10: error[bad-modifier]: `freely` goes with `reps`, not with `hold`.
   10 | - Hold. `hold 30s freely as fourth`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^
  Use it on a step with `reps`.
test.md:11:8: error[not-straight]: `straight on` leaves no time for `freely`.
   11 | - Do. `reps 8 freely straight on as fifth`
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Keep one of the two.
test.md:12:8: warning[swallowed-directive]: `as` takes all that follows it: the name is `sixth freely`.
   12 | - Do. `reps 8 as sixth freely`
      |        ^^^^^^^^^^^^^^^^^^^^^^
  Write `freely` before `as`.\
""")


def test_a_bell_has_a_moment_of_an_action(report: str) -> None:
    """
    ## Calf `bell`
    - Hold. `hold 30s, times 2`
      - `bell after each`
      - `bell at 5s, at 10s`
      - `bell every 5s`
      - `bell hold 5s`
      - `gong`
    """
    assert report == snapshot("""\
test.md:4:10: error[misplaced-directive]: This directive does not belong on a heading.
    4 | ## Calf `bell`
      |          ^^^^
  Put it on a cue: an item nested under the step.
test.md:6:6: error[bad-cue]: A bell sounds during an action, and this moment lies between two sets.
    6 |   - `bell after each`
      |      ^^^^^^^^^^^^^^^
  Choose a moment of the action, such as `bell at 10s`.
test.md:7:18: error[duplicate-directive]: This cue has two moments.
    7 |   - `bell at 5s, at 10s`
      |                  ^^^^^^
  Keep one of the two.
test.md:8:6: error[bad-cue]: `bell every 5s` is not a moment.
    8 |   - `bell every 5s`
      |      ^^^^^^^^^^^^^
  Write a cue for each bell: `bell at 5min`, then `bell at 10min`.
test.md:9:6: error[misplaced-directive]: This directive does not belong on a cue.
    9 |   - `bell hold 5s`
      |      ^^^^^^^^^^^^
  Put it on a step: an item of the list.
test.md:10:6: error[unknown-directive]: `gong` is not a directive.
   10 |   - `gong`
      |      ^^^^
  Did you mean `bell`?\
""")


def test_optional_stands_alone_on_a_step_or_a_heading(report: str) -> None:
    """
    ## Calf `optional`
    - Lean in. `hold 10s, optional`
      - Relax. `optional`
    - Sit. `optional now`
    - Stand. `optionel`
    """
    assert report == snapshot("""\
test.md:6:13: error[misplaced-directive]: This directive does not belong on a cue.
    6 |   - Relax. `optional`
      |             ^^^^^^^^
  Put it on a step: an item of the list.
test.md:7:9: error[bad-modifier]: `optional now` is not a directive.
    7 | - Sit. `optional now`
      |         ^^^^^^^^^^^^
  Write `optional` alone: what it stands on may be left out to save time.
test.md:8:11: error[unknown-directive]: `optionel` is not a directive.
    8 | - Stand. `optionel`
      |           ^^^^^^^^
  Did you mean `optional`?\
""")


def test_what_cannot_be_read_brings_no_other_mistake(report: str) -> None:
    """
    ## A `sides rechts, links`
    - Turn to your {side}. `hold 30s`
    - Come back. `if left`
    ## B `sides left, right, by turns`
    - Turn. `reps x`
    ## C `times x`
    - Turn to your {side}. `hold 30s`
    """
    assert report == snapshot("""\
test.md:4:7: error[bad-sides]: `rechts` is not a word of `sides`.
    4 | ## A `sides rechts, links`
      |       ^^^^^^^^^^^^^^^^^^^
  Write `right`, as in every language: the coach says it in the language of the routine.
test.md:8:10: error[bad-count]: `x` is not a number of reps.
    8 | - Turn. `reps x`
      |          ^^^^^^
  Write a whole number from 1 to 10000.
test.md:9:7: error[bad-count]: `x` is not a number of times.
    9 | ## C `times x`
      |       ^^^^^^^
  Write a whole number from 1 to 1000.
test.md:10:16: error[unfilled-placeholder]: `{side}` has no side to name here.
   10 | - Turn to your {side}. `hold 30s`
      |                ^^^^^^
  Add `sides right, left` to the exercise's heading or to the front matter.\
""")


def test_repetitions_by_turns_need_no_straight_on(report: str) -> None:
    """
    ## A `sides left, right, by turns`
    - Turn. `reps 10 straight on`
    """
    assert report == snapshot("""\
test.md:5:10: warning[no-effect]: No action follows this one in its exercise.
    5 | - Turn. `reps 10 straight on`
      |          ^^^^^^^^^^^^^^^^^^^
  Delete it: repetitions that go by turns follow each other without a pause.\
""")


def test_by_turns_is_for_one_action_and_two_sides(report: str) -> None:
    """
    ## A `sides right, by turns`
    - Go. `move 10s`
    ## B `sides left, right, by turns` `times 2`
    - Go. `move 10s, times 3`
    ## C `sides left, right, by turns`
    - Go. `move 10s`
    - Go. `move 10s`
    ## D `sides left, right, by turns`
    - Go. `hold 10s, spots 2`
    - Come back. `if left`
    ## E `sides left, right, by turns`
    - Go to your {side}. `reps 10`
      - Turn your head. `if left`
    ## F `sides left, right, by turns`
    - Go. `reps 10 freely`
    ## G `sides left, right, by turns`
    ### H `by turns`
    - Go. `move 10s` `if round 2`
    ## I `sides left, right, by turns`
    - Go.
    ## J `sides left, right, by turns` `rest 5s between`
    - Go. `reps 10`
    ## K `sides left, right, by turns`
    - Go. `reps 10, rest 5s between`
    ## L `sides left, right, by turns` `every 1min`
    - Go. `reps 10`
    ## M `sides left, right, by turns`
    - Go. `move 10s`
    - Breathe. `rest 10s, rest 5s between`
    """
    assert report == snapshot("""\
test.md:4:7: error[bad-sides]: `by turns` goes from one side to the other.
    4 | ## A `sides right, by turns`
      |       ^^^^^^^^^^^^^^^^^^^^^
  Write both sides before it, such as `sides left, right, by turns`.
test.md:6:4: error[bad-turns]: By turns, `times` on the heading and on the step both say how many sets there are.
    6 | ## B `sides left, right, by turns` `times 2`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Keep one of the two.
test.md:8:4: error[bad-turns]: `by turns` goes with one timed action, and this exercise has 2.
    8 | ## C `sides left, right, by turns`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write `sides left, right` and `times 5` instead: each round goes through both sides.
test.md:12:8: error[bad-turns]: `by turns` leaves no time to find tender spots.
   12 | - Go. `hold 10s, spots 2`
      |        ^^^^^^^^
  Delete `spots`, or `by turns`.
test.md:13:15: error[bad-turns]: By turns, a step is for both sides.
   13 | - Come back. `if left`
      |               ^^^^^^^
  Put the condition on a cue, or delete it.
test.md:15:14: error[bad-turns]: `{side}` has no one side here: each repetition has its own.
   15 | - Go to your {side}. `reps 10`
      |              ^^^^^^
  Leave it out: the coach says the side of each repetition.
test.md:16:22: error[bad-turns]: This cue has no one side: each repetition has its own.
   16 |   - Turn your head. `if left`
      |                      ^^^^^^^
  Delete the condition, or write `times 5` for sets that change sides.
test.md:18:8: error[bad-turns]: Repetitions done `freely` have no moment at which their side can be said.
   18 | - Go. `reps 10 freely`
      |        ^^^^^^^^^^^^^^
  Write a tempo, such as `tempo 2-0-2-0`, or `times 5` for sets that change sides.
test.md:19:4: error[bad-turns]: `by turns` goes with an exercise, and this is a group.
   19 | ## G `sides left, right, by turns`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write the sides on the `###` headings that go by turns.
test.md:20:8: error[unknown-directive]: `by` is not a directive.
   20 | ### H `by turns`
      |        ^^^^^^^^
  Write `sides left, right, by turns` on the heading.
test.md:21:19: error[no-round]: This exercise has no rounds.
   21 | - Go. `move 10s` `if round 2`
      |                   ^^^^^^^^^^
  Add `times 2` to its heading, or delete the condition.
test.md:22:4: error[bad-turns]: `by turns` goes with one timed action, and this exercise has none.
   22 | ## I `sides left, right, by turns`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Give the step an action, such as `move 30s`.
test.md:24:4: error[bad-turns]: There is nothing to rest between.
   24 | ## J `sides left, right, by turns` `rest 5s between`
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write `times 5` for sets that change sides, or delete the rest.
test.md:27:8: error[bad-turns]: There is nothing to rest between.
   27 | - Go. `reps 10, rest 5s between`
      |        ^^^^^^^
  Write `times 5` for sets that change sides, or delete the rest.
test.md:29:8: error[bad-every]: `every` does not go with one set.
   29 | - Go. `reps 10`
      |        ^^^^^^^
  Add how often, such as `times 10`.
test.md:32:23: error[between-without-times]: There is nothing to rest between.
   32 | - Breathe. `rest 10s, rest 5s between`
      |                       ^^^^^^^^^^^^^^^
  Say how often with `times 3`, or drop the word `between`.\
""")


def test_what_leads_straight_on_to_a_rest_is_told(report: str) -> None:
    """
    ## A
    - Go. `hold 20s straight on`
    - `rest 10s`
    - Go. `hold 20s`
    """
    assert report == snapshot("""\
test.md:5:8: warning[no-effect]: A `rest` follows, and so nothing comes straight on.
    5 | - Go. `hold 20s straight on`
      |        ^^^^^^^^^^^^^^^^^^^^
  Keep one of the two.\
""")


def test_sets_of_a_rest_or_a_wait_are_silent(report: str) -> None:
    """
    ## A
    - Walk to the wall and back. `wait 1min, times 2, rest 15s between`
    - Breathe. `rest 5s, times 3`
    - Go. `hold 20s straight on, times 3`
    - `rest 10s`
    """
    assert report == snapshot("""\
test.md:5:31: warning[silent-sets]: Between the sets of a `wait` nothing is said or sounds.
    5 | - Walk to the wall and back. `wait 1min, times 2, rest 15s between`
      |                               ^^^^^^^^^
  Put `times` on the heading: its rounds are announced.
test.md:6:13: warning[silent-sets]: Between the sets of a `rest` nothing is said or sounds.
    6 | - Breathe. `rest 5s, times 3`
      |             ^^^^^^^
  Put `times` on the heading: its rounds are announced.\
""")


def test_straight_on_from_one_exercise_to_the_next_stands_on_their_group(report: str) -> None:
    """
    ## Warriors
    ### One
    - Step back. `hold 30s straight on`
    ### Two
    - Turn. `hold 30s`
    """
    assert report == snapshot("""\
test.md:6:15: warning[no-effect]: No action follows this one in its exercise.
    6 | - Step back. `hold 30s straight on`
      |               ^^^^^^^^^^^^^^^^^^^^
  Put it on the `##` heading: each `###` under it then leads straight into the next.\
""")
